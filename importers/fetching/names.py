"""What a file's name tells: whether it can be a page, and of which media type it is.

Mirroring tools put the query string into the name ("film.php?id=42", "film.php@id=42", "film.php?id=42.html"), add
".orig" to what they rewrote, and keep addresses without an ending as they are.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath


def _each(words: str) -> frozenset[str]:
    return frozenset(words.split())


HTML_ENDINGS = _each(
    "html htm xhtml xht shtml shtm phtml php php3 php4 php5 asp aspx ashx jsp jspx jsf cfm cgi pl do action dll nsf mvc"
)
TEXT_ENDINGS = _each("txt text")
PAGE_ENDINGS = HTML_ENDINGS | TEXT_ENDINGS

MEDIA_ENDINGS = (
    _each("jpg jpeg jpe jfif png gif webp avif svg svgz bmp tif tiff ico cur heic heif psd ai eps")
    | _each("woff woff2 ttf otf eot css less scss map js mjs cjs ts wasm swf fla")
    | _each("mp3 ogg oga wav m4a aac flac mp4 m4v mov avi wmv mpg mpeg mkv webm ogv flv rm ram 3gp vtt srt")
    | _each("pdf doc docx xls xlsx ppt pptx odt ods odp rtf epub ps csv tsv ics vcf")
    | _each("zip gz tgz bz2 xz 7z rar tar dmg iso exe msi jar apk bin dat db sqlite")
    | _each("json jsonl ndjson xml xsl xslt xsd rss atom rdf yml yaml toml ini cfg conf md rst py rb sh bat log lock")
    | _each("warc wacz cdx")
)
"""Names that never hold a page of their own. Everything else is judged by its first bytes."""

NOT_PAGES = _each("robots.txt humans.txt ads.txt app-ads.txt security.txt llms.txt license.txt")

_QUERY = re.compile(r"[?@]|%3[Ff]")
_ENDING = re.compile(r"[A-Za-z0-9]{1,8}")

_MARKUP = re.compile(
    rb"<(?:!doctype|!--|html|head|title|meta|body|frameset|table|div|p|h[1-6]|center|font)\b|<\?xml", re.I
)

MEDIA_TYPES = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "jpe": "image/jpeg",
    "jfif": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "webp": "image/webp",
    "avif": "image/avif",
    "svg": "image/svg+xml",
    "bmp": "image/bmp",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "ico": "image/x-icon",
    "heic": "image/heic",
    "pdf": "application/pdf",
}


def without_orig(name: str) -> str:
    return name[: -len(".orig")] if name.lower().endswith(".orig") and len(name) > len(".orig") else name


def ending(name: str) -> str:
    """The ending that says what a file is, in lower case, without its dot; "" if there is none.

    "a/film.PHP?id=42.html" gives "php", "still.jpg@w=300" gives "jpg", "film?id=4.2" and "films/42" give "".
    """
    last = PurePosixPath(without_orig(name)).name
    before_query = _QUERY.split(last, maxsplit=1)[0]
    stem, dot, found = before_query.rpartition(".")
    return found.lower() if dot and stem and _ENDING.fullmatch(found) else ""


def content_type(name: str) -> str:
    """The media type the name promises; "" if it promises none."""
    found = ending(name)
    if found in HTML_ENDINGS:
        return "text/html"
    return "text/plain" if found in TEXT_ENDINGS else MEDIA_TYPES.get(found, "")


def is_markup(start: bytes) -> bool:
    """Whether the first bytes of a file are HTML."""
    return bool(_MARKUP.search(start.replace(b"\0", b"")))
