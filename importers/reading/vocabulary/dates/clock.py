"""How an hour is written, in one pattern: "18:10", "20h30", "8pm", "klo 18", "18時10分"."""

from __future__ import annotations

import re

from importers.reading.vocabulary.dates.words import DATES

_AMPM = r"[ap]\.?\s?m\b\.?"
_MONEY = r"(?!\s?(?:€|EUR|zł|kr\b|Kč|USD|GBP|£|\$|руб|Ft\b|lei|CHF|%|m\b|min\b|mins\b|km\b|MB|mm|:1|:\d))"
LED = "|".join(rf"(?<=\b{re.escape(lead)} )" for lead in DATES["words"]["leads"])
"""What makes the bare number after it an hour."""
TIME = re.compile(
    r"(?<![\d:.,/£$€¥#+])(?=\d\d?(?!\d)|\d{4}\s?[hu])(?:"
    rf"(?P<h1>[01]?\d|2[0-4])[:：](?P<m1>[0-5]\d)(?::[0-5]\d)?(?![\d:]){_MONEY}(?:\s?(?P<a1>{_AMPM})|\s?(?:h|hs|hrs|Uhr|uur)\b\.?)?"
    rf"|(?P<h2>[01]?\d|2[0-4])\.(?P<m2>[0-5]\d)(?!\d|[.,/]\d){_MONEY}(?:\s?(?P<a2>{_AMPM})|\s?(?:h|hs|hrs|Uhr|uur)\b\.?)?"
    rf"|(?P<h3>1[0-2]|0?[1-9])\s?(?P<a3>{_AMPM})"
    r"|(?P<h4>[01]?\d|2[0-4])\s?(?:[hHuUч]|Uhr|uur)\s?(?P<m4>[0-5]\d)(?!\d|[hHuUч:]|\s?(?:m\b|min|'))"
    r"|(?P<h5>[01]?\d|2[0-4])\s?(?:h|H|hs|hrs|Uhr|uur|u|horas|heures|ч|часов|time|godz|hod)(?![^\W_]|\s?\d(?!\d?\s?[hHuUч:]))"
    r"|(?P<h6>[01]?\d|2[0-3])\s?[時시点點](?!間|간)(?:\s?(?P<m6>[0-5]?\d)\s?[分분])?"
    rf"|(?:{LED})(?P<h8>[01]?\d|2[0-4])(?:,(?P<m8>[0-5]\d))?(?![:.,]?\d|[€%])"
    r"|(?P<h9>[01]?\d|2[0-4]),(?P<m9>[0-5]\d)\s?(?:Uhr|uur|h\b)"
    r"|(?P<h7>[01]\d|2[0-3])(?P<m7>[0-5]\d)\s?(?:hrs|hours|hs|Uhr|uur|h\b)"
    r")",
    re.IGNORECASE,
)
