"""Learning a site's profile from a page or two that a person corrected. Knows neither Django nor the network."""
