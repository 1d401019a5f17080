"""One page's reading as one HTML file: the old page with its account, and where each value came from."""
