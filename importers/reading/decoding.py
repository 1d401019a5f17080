"""Bytes to text. What the bytes say weighs more than what the page declares: see docs/decisions/0010-decoding.md.

In this order: a byte order mark; UTF-16 by its pattern of NULs; valid UTF-8; UTF-8 with a few broken bytes; the
encoding whose letters fit best, where declarations count for something (`charsets`). Then mojibake is repaired, only
where it is certain. Everything that was changed or lost on the way is a problem with code and words.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

import ftfy

from importers.reading.charsets import UNSURE, canonical, codec, guess
from importers.reading.items import Problem
from importers.responses import Response
from importers.wording import counted


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page as text. `encoding` is the WHATWG name of what it was decoded from; "" for what is not text at all.

    Codes of problems: not_text, not_html, nul_characters, wrong_charset, uncertain_charset, mixed_charsets,
    replacement_characters, mojibake_repaired.
    """

    text: str
    encoding: str
    problems: tuple[Problem, ...] = ()


def decode(response: Response) -> Decoded:
    """The text of a response. Never fails: what cannot be decoded is empty and says why."""
    body, name = response.body, response.source
    if kind := _not_text(body):
        return Decoded("", "", (Problem("not_text", f"{name} holds {kind}, not text: it cannot be read as a page."),))
    text, encoding, problems = _to_text(body, response)
    text, repairs = _repair(text, name)
    problems = [*problems, *repairs]
    if "\ufffd" in text:
        problems.append(_replacements(text, name))
    if data := _other_than_html(text):
        problems.append(Problem("not_html", f"{name} holds {data}, not a page for people."))
    return Decoded(text, encoding, tuple(problems))


# What is not text

_SIGNATURES = {
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"%PDF-": "a PDF document",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\x1f\x8b": "gzip-compressed data",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"{\\rtf": "an RTF document",
    b"FWS": "a Flash film",
    b"CWS": "a Flash film",
    b"OggS": "sound or film",
    b"ID3": "sound",
    b"\x7fELF": "a program",
}
_CONTROLS = bytes(set(range(32)) - set(b"\0\t\n\x0b\x0c\r\x1a\x1b"))


def _not_text(body: bytes) -> str:
    """What the bytes are instead of text; "" for text. Judged by the first bytes and by the share of controls."""
    start = body[:16]
    if start.startswith(tuple(_MARKS)):
        return ""
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return "a WebP image"
    for signature, kind in _SIGNATURES.items():
        if start.startswith(signature):
            return kind
    sample = body[:65536]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls * 20 > len(sample) or (sample.count(0) * 3 > len(sample) and not _wide_without_mark(sample)):
        return "binary data"
    return ""


def _other_than_html(text: str) -> str:
    start = text[:1024].lstrip("\ufeff \t\r\n")
    if start[:1] in ("{", "[") and _is_json(text):
        return "JSON"
    head = start.lower()
    return "an XML feed or other XML data" if head.startswith("<?xml") and _DATA_XML.search(head) else ""


_DATA_XML = re.compile(r"<(?:rss|feed|urlset|sitemapindex|svg|rdf:rdf|opml|plist)\b")


def _is_json(text: str) -> bool:
    try:
        json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return False
    return True


# The encoding

_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16le",
    codecs.BOM_UTF16_BE: "utf-16be",
}


def _to_text(body: bytes, response: Response) -> tuple[str, str, list[Problem]]:
    for mark, encoding in _MARKS.items():
        if body.startswith(mark):
            return _strip_nul(body[len(mark) :].decode(encoding, "replace"), response.source, encoding)
    if wide := _wide_without_mark(body[:65536]):
        return _strip_nul(body.decode(wide, "replace"), response.source, wide)
    problems = []
    if nul := body.count(0):
        problems.append(_nul(response.source, nul))
        body = body.replace(b"\0", b"")
    text, encoding, more = _by_content(body, response)
    return text, encoding, [*problems, *more]


def _strip_nul(text: str, name: str, encoding: str) -> tuple[str, str, list[Problem]]:
    nul = text.count("\0")
    return text.replace("\0", ""), encoding, [_nul(name, nul)] if nul else []


def _nul(name: str, number: int) -> Problem:
    return Problem("nul_characters", f"{name} holds {counted(number, 'NUL character')}; left out.")


def _wide_without_mark(sample: bytes) -> str:
    """UTF-16 without a byte order mark: markup's ASCII leaves a NUL in every second byte."""
    odd, even = sample[1::2].count(0), sample[::2].count(0)
    if max(odd, even) * 10 <= len(sample) or min(odd, even) * 20 > max(odd, even):
        return ""
    return "utf-16le" if odd > even else "utf-16be"


def _by_content(body: bytes, response: Response) -> tuple[str, str, list[Problem]]:
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(body, response)
    if text.isascii() and b"\x1b$" in body:
        return _escaped_japanese(body, text), "iso-2022-jp", []
    if not text.isascii() and _is_chance(text) and (declared := _declared_east_asian(body, response)):
        return body.decode(codec(declared), "replace"), declared, []
    return text, "utf-8", [] if text.isascii() else _mismatch("utf-8", body, response)


def _escaped_japanese(body: bytes, text: str) -> str:
    try:
        return body.decode("iso2022_jp_ext")
    except UnicodeDecodeError:
        return text


def _is_chance(text: str) -> bool:
    """A few two-byte characters are valid UTF-8 and valid in an East Asian encoding alike."""
    others = [found[0] for found in islice(_NOT_ASCII.finditer(text, 0, 100_000), _FEW + 1)]
    return len(others) <= _FEW and all(character < "\u0800" for character in others)


_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_FEW = 6
_TWO_BYTES = frozenset(["shift_jis", "euc-jp", "euc-kr", "big5", "gbk", "gb18030"])


def _declared_east_asian(body: bytes, response: Response) -> str:
    return next((name for name in _declared(body, response.charset) if name in _TWO_BYTES and _strict(body, name)), "")


def _strict(body: bytes, encoding: str) -> bool:
    try:
        body.decode(codec(encoding))
    except UnicodeDecodeError:
        return False
    return True


def _not_utf8(body: bytes, response: Response) -> tuple[str, str, list[Problem]]:
    declared = _declared(body, response.charset)
    if _is_mostly_utf8(body):
        return _mostly_utf8(body, response.source)
    named = [name for name in declared if name not in _UNICODE]
    best, second = guess(body, named, _languages(body))[:2]
    text, problems = body.decode(codec(best.encoding), "replace"), _mismatch(best.encoding, body, response)
    if (
        best.encoding != _USUAL
        and best.score - second.score < UNSURE
        and not named
        and text != body.decode(codec(second.encoding), "replace")
    ):
        words = f"{response.source} may be {best.encoding} or {second.encoding}; it was read as {best.encoding}."
        problems.append(Problem("uncertain_charset", words))
    return text, best.encoding, problems


_USUAL = "windows-1252"
"""What browsers assume where nothing is declared: no doubt worth telling."""
_UNICODE = frozenset(["utf-8", "utf-16le", "utf-16be"])
_ESCAPED = re.compile(r"[\udc80-\udcff]+")
_HIGH_BYTES = bytes(range(128, 256))


def _is_mostly_utf8(body: bytes) -> bool:
    """Are bytes that break UTF-8 few beside its whole characters? Judged by where such bytes first turn up."""
    first = max(0, _first_high_byte(body))
    sample = body[first : first + 262_144]
    text = sample.decode("utf-8", "surrogateescape")
    bad = sum(map(len, _ESCAPED.findall(text)))
    good = len(text) - bad - len(sample.translate(None, _HIGH_BYTES))
    return good > 3 * bad or (good > 0 and _only_cut_off(body))


def _first_high_byte(body: bytes) -> int:
    found = re.search(rb"[\x80-\xff]", body)
    return found.start() if found else -1


def _only_cut_off(body: bytes) -> bool:
    """Is it valid UTF-8 but for a last character cut in half?"""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        decoder.decode(body)
    except UnicodeDecodeError:
        return False
    return True


def _mostly_utf8(body: bytes, name: str) -> tuple[str, str, list[Problem]]:
    """UTF-8 with a few bytes that are not: what can only be windows-1252 punctuation is read as that."""
    patched = _ESCAPED.sub(_stray_bytes, body.decode("utf-8", "surrogateescape"))
    words = f"{name} is UTF-8 with parts in another encoding; the parts that are not clear were marked U+FFFD."
    return patched, "utf-8", [Problem("mixed_charsets", words)]


def _stray_bytes(found: re.Match[str]) -> str:
    stray = bytes(ord(character) - 0xDC00 for character in found.group())
    if len(stray) == 1 and (0x80 <= stray[0] <= 0xBF or stray[0] in _NOT_CUT_OFF):
        return stray.decode("cp1252", "replace")
    return "\ufffd"


_NOT_CUT_OFF = frozenset("àèéêëìíîïñòóôõöøùúûüý".encode("cp1252"))
"""Letters of windows-1252 whose bytes hardly begin a character of UTF-8 text in Latin letters, and so were not cut."""


# What the page declares

_CHARSET = re.compile(rb"charset[ \t\r\n]{0,9}=[ \t\r\n]{0,9}[\"']?[ ]{0,9}([a-z0-9_:.-]{2,40})")
_XML_ENCODING = re.compile(rb"<\?xml[^>]{0,200}?encoding[ ]{0,9}=[ ]{0,9}[\"']([a-zA-Z0-9_:.-]{2,40})")
_LANGUAGE = re.compile(
    rb"lang(?:(?<=\blang)|uage[\"'] content(?<=content-language[\"'] content))[ ]{0,9}=[ ]{0,9}[\"']?([a-z]{2,3})\b"
)
"""In lower case. All patterns here begin with a word, which is found without trying every place."""


def _declared(body: bytes, transport: str | None) -> list[str]:
    """Every encoding somebody declared, the transport first, by WHATWG names. UTF-16 in ASCII bytes is a mistake."""
    labels = [transport or ""]
    labels += [found.decode("ascii") for found in _XML_ENCODING.findall(body[:400])]
    lower = body.lower()
    labels += [found.group(1).decode("ascii") for found in _CHARSET.finditer(lower) if _in_meta(lower, found.start())]
    return [name for name in dict.fromkeys(map(canonical, labels)) if name]


def _in_meta(lower: bytes, position: int) -> bool:
    before = lower[max(0, position - 300) : position]
    opened = before.rfind(b"<meta")
    return opened >= 0 and b">" not in before[opened:]


def _languages(body: bytes) -> list[str]:
    return [found.decode("ascii") for found in _LANGUAGE.findall(body[:8192].lower())]


def _mismatch(encoding: str, body: bytes, response: Response) -> list[Problem]:
    """A problem where encodings were declared and the text is in none of them."""
    declared = _declared(body, response.charset)
    if not declared or encoding in declared:
        return []
    words = f"{response.source} declares {' and '.join(declared)} but is {encoding}; it was read as {encoding}."
    return [Problem("wrong_charset", words)]


# What went wrong before the page was saved

_FIRST, _FOLLOWING = "\u00c2-\u00f4\u0102-\u0192\u0400-\u045f", "\u0080-\u00bf\u0152-\u0192\u02c6-\u02dc\u2010-\u2122"
_CONTROL = "\u0080-\u009f"
_SUSPECT = re.compile(f"[^\\x00-\\x7f](?:(?<=[{_CONTROL}])|(?<=[{_FIRST}])[{_FOLLOWING}])")
"""A pair of letters that UTF-8 leaves when it is misread, or a control that no text holds."""
_STRETCH_END = re.compile(r"[<>\r\n]")
_LONGEST_STRETCH = 4000


def _repair(text: str, name: str) -> tuple[str, list[Problem]]:
    """UTF-8 that was once read as another encoding and saved like that, put right stretch by stretch between tags."""
    if text.isascii() or not _SUSPECT.search(text):
        return text, []
    pieces: list[str] = []
    repaired: list[str] = []
    done = 0
    for start, end in _suspect_stretches(text):
        better = _mended(text[start:end])
        if better != text[start:end]:
            repaired.append(better.strip()[:60])
            pieces += (text[done:start], better)
            done = end
    if not repaired:
        return text, []
    words = f"{name} was once misread and saved like that; {len(repaired)} texts were repaired, as “{repaired[0]}”."
    return "".join((*pieces, text[done:])), [Problem("mojibake_repaired", words)]


def _suspect_stretches(text: str) -> Iterator[tuple[int, int]]:
    """What stands between tags and line ends where something looks misread, in parts of bounded length."""
    at = 0
    while suspect := _SUSPECT.search(text, at):
        start = max(text.rfind(edge, at, suspect.start()) + 1 for edge in "<>\r\n") or at
        edge = _STRETCH_END.search(text, suspect.start())
        at = edge.start() if edge else len(text)
        parts = ((part, min(part + _LONGEST_STRETCH, at)) for part in range(start, at, _LONGEST_STRETCH))
        yield from (part for part in parts if _SUSPECT.search(text, *part))


@lru_cache(maxsize=4096)
def _mended(stretch: str) -> str:
    return ftfy.fix_encoding(stretch).translate(_CONTROLS_MEANT_AS_TEXT)


_CONTROLS_MEANT_AS_TEXT = {
    code: bytes([code]).decode("cp1252") for code in range(0x80, 0xA0) if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
"""C1 controls as text are windows-1252 that was read as latin-1: browsers do the same for "&#146;"."""


def _replacements(text: str, name: str) -> Problem:
    number, position = text.count("\ufffd"), text.index("\ufffd")
    around = " ".join(text[max(0, position - 30) : position + 30].split())
    lost = counted(number, "lost character")
    words = f"{name} holds {lost} (U+FFFD), as in “{around}”: look for a better copy."
    return Problem("replacement_characters", words)
