"""Wagtail's settings."""

import environ

env = environ.Env()

WAGTAIL_PAGE_MODEL = "wagtailcore.Page"
WAGTAIL_SITE_NAME = env.str("MARQUEE_SITE_NAME", default="Marquee")
WAGTAILADMIN_BASE_URL = env.str("MARQUEE_BASE_URL", default="http://127.0.0.1:8000")
WAGTAILIMAGES_IMAGE_MODEL = "cms.Image"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024  # bytes
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea",
        "OPTIONS": {"features": ["bold", "italic", "link", "document-link", "ol", "ul"]},
    },
}
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "cms.delivery.search"}}
WAGTAIL_I18N_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # avatars are uploaded, not fetched from a third party
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILAPI_LIMIT_MAX = 100
WAGTAILAPI_SEARCH_ENABLED = True
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "key", "odt", "pdf", "pptx", "rtf", "txt", "xlsx", "zip"]
