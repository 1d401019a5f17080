"""The whole file: the panel, and the old page in a frame that runs nothing and asks for nothing."""

from __future__ import annotations

from base64 import b64encode
from functools import lru_cache
from hashlib import sha256
from html import escape
from pathlib import Path

from importers.explaining.legacy import legacy_body
from importers.explaining.marking import film
from importers.explaining.panel import as_html, entries, overruled
from importers.reading.analysis import Analysis
from importers.reading.items import Account

_ASSETS = Path(__file__).parent / "assets"
_FRAME_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_ACCOUNTS = (
    ("used", "by a field"),
    ("chrome", "around the content"),
    ("unplaced", "for a person to look at"),
)


@lru_cache
def _asset(name: str) -> str:
    return (_ASSETS / name).read_text(encoding="utf-8")


def explain(analysis: Analysis) -> str:
    """One self-contained HTML page. Safe to open whatever the old page holds."""
    reading = analysis.reading
    title = escape(f"{reading.film.title or analysis.document.source}: how it was read")
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>{_asset("panel.css")}</style>
</head>
<body>
<header>
<h1>{escape(reading.film.title or "(no title)")}</h1>
<p>{escape(reading.kind or "not read")} · {escape(analysis.document.source)}</p>
{_legend(analysis)}
<p class="hint">Press a value to see its passage, or a marked passage to see what came from it.</p>
</header>
<main>
<section class="values" aria-label="What was read" tabindex="-1">
<p class="said" role="status"></p>
{_problems(analysis)}
<ol>{as_html(entries(analysis, reading.film, analysis.resolved))}</ol>
{_films(analysis)}
{_overruled(analysis)}
</section>
<section class="page" aria-label="The old page">
<iframe title="The old page, with the account of every passage" sandbox="allow-same-origin" srcdoc="{escape(_frame(analysis))}"></iframe>
</section>
</main>
<script>{_asset("panel.js")}</script>
</body>
</html>
"""


def _policy() -> str:
    """Our own script and styles, pictures that are in the file, and nothing else."""
    digest = b64encode(sha256(_asset("panel.js").encode()).digest()).decode()
    rest = "base-uri 'none'; form-action 'none'"
    return f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; img-src data:; {rest}"


def _frame(analysis: Analysis) -> str:
    head = f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_FRAME_POLICY}">'
    return f"<!doctype html><html><head>{head}<style>{_asset('page.css')}</style></head><body>{legacy_body(analysis)}</body></html>"


def _legend(analysis: Analysis) -> str:
    account = analysis.reading.coverage.text if analysis.reading.coverage else Account()
    total = account.total or 1
    items = (
        f'<li><mark class="mq-{name}">{name}</mark> {words}: {getattr(account, name):,} of {account.total:,} characters '
        f"({getattr(account, name) / total:.0%})</li>"
        for name, words in _ACCOUNTS
    )
    return f'<ul class="legend">{"".join(items)}</ul>'


def _problems(analysis: Analysis) -> str:
    told = "".join(f"<li><b>{escape(p.code)}</b> {escape(p.message)}</li>" for p in analysis.reading.problems)
    return f'<ul class="problems" aria-label="Problems">{told}</ul>' if told else ""


def _films(analysis: Analysis) -> str:
    """The films that the page lists, each with its values."""
    told = (
        f"<details><summary>{escape(resolved.film.title or '(no title)')}</summary>"
        f"<ol>{as_html(entries(analysis, resolved.film, resolved), film(number))}</ol></details>"
        for number, (_, resolved) in enumerate(analysis.records)
    )
    films = "".join(told)
    return f"<h2>Films on this page</h2>{films}" if films else ""


def _overruled(analysis: Analysis) -> str:
    lines = "".join(f"<li>{escape(line)}</li>" for line in overruled(analysis, analysis.reading.film))
    return f"<h2>Read and left out</h2><ul>{lines}</ul>" if lines else ""
