"""For the open internet. A missing secret stops the start with its name."""

from .base import *  # noqa: F403
from .base import env

DEBUG = False
SECRET_KEY = env.str("MARQUEE_SECRET_KEY")  # raises ImproperlyConfigured when it is not set
ALLOWED_HOSTS = env.list("MARQUEE_ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = env.list(
    "MARQUEE_CSRF_TRUSTED_ORIGINS", default=[f"https://{host}" for host in ALLOWED_HOSTS if host != "*"]
)

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = env.bool("MARQUEE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = env.int("MARQUEE_HSTS_SECONDS", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
