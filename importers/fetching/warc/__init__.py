"""WARC, ARC, WET and WACZ files as sources: listed by going through them once, each page read when it is its turn."""

from importers.fetching.warc.listing import find_captured, is_warc, list_warcs

__all__ = ["find_captured", "is_warc", "list_warcs"]
