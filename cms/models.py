"""Django looks for models here; the abstract base page lives in cms/pages.py."""

from cms.images import Image, Rendition

__all__ = ["Image", "Rendition"]
