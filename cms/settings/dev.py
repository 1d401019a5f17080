"""For one's own machine and `make demo`: embedded engines, debug pages, no secrets."""

from .base import *  # noqa: F403

DEBUG = True
SECRET_KEY = "insecure-key-for-development-only"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
CORS_ALLOW_ALL_ORIGINS = True
