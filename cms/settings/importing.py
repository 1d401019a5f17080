"""How the importer asks the web."""

import environ

env = environ.Env()

MARQUEE_CONTACT = env.str("MARQUEE_CONTACT", default="")  # in the User-Agent: whom an asked site can write to
MARQUEE_FETCH_PRIVATE = env.bool("MARQUEE_FETCH_PRIVATE", default=False)
MARQUEE_FETCH_MEDIA = env.bool("MARQUEE_FETCH_MEDIA", default=False)  # images that the folder of a page lacks
MARQUEE_FETCH_MAX_MB = env.int("MARQUEE_FETCH_MAX_MB", default=50)
MARQUEE_SITES_DIR = env.str("MARQUEE_SITES_DIR", default="")
"""A folder of site profiles of the team's own, beside those that come with Marquee."""
