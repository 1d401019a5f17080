"""What counts as right when a reading is compared with what a careful person read off the page.

Texts are equal after folding case, accents and punctuation. Lists compare as sets. A long text is right by its first and
its last words, exactly at its start and its end. A showing is right by its local start to the minute, and on a calendar
by its film. The films of a list are right by their titles, at F1 0.95 or better. Countries compare as codes, whatever
they are called. Nothing may be given for year, running time, directors or countries that the page does not state.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from importers.reading.document import fold
from importers.reading.vocabulary.countries import parse_countries
from importers.reading.vocabulary.languages import language_tag

Record = Mapping[str, Any]
Outcome = Literal["right", "wrong", "missing", "invented"]
OUTCOMES: tuple[Outcome, ...] = ("right", "wrong", "missing", "invented")

PLAIN = (
    "title", "original_title", "standfirst", "section", "byline", "year", "running_time", "premiere", "certificate",
)  # fmt: skip
SETS = ("directors", "producers", "screenwriters", "cast", "languages", "subtitles")
ROLES = {"cinematography": "cinematographer", "editing": "editor", "music": "composer"}
"""Gold files name these crafts; a reading has them among its credits."""
NEVER_INVENTED = ("year", "running_time", "directors", "countries")
GOLD_NAMES = {"runtime_minutes": "running_time"}
_WORDS = 10
"""Words at each end by which a text given in full is judged."""
_F1 = 0.95


@dataclass(frozen=True, slots=True)
class Verdict:
    """One field of one page: what was wanted, what was read, and which of the four it is."""

    page: str
    field: str
    outcome: Outcome
    want: Any = None
    got: Any = None


def judge(page: str, want: Record, got: Record) -> Iterator[Verdict]:
    """A verdict for each value that the page states, and one for each that it does not and that must not be given.

    `want` has `read_listing`'s keys, or those of a gold file: `synopsis_first_words`, `film_records` and the like.
    Keys that begin with `_` are notes; `_ignore` names fields that are not judged.
    """
    kind = want.get("kind", "film")
    yield _verdict(page, "kind", kind, got.get("kind"), kind == got.get("kind"))
    ignored = set(want.get("_ignore", ()))
    if kind == "film" or "title" in want:
        yield from _film(page, {key: value for key, value in want.items() if key not in ignored}, got, ignored=ignored)
    yield from _films(page, want, got)
    yield from _screenings(page, want, got)


def _verdict(page: str, field: str, want: Any, got: Any, same: bool) -> Verdict:
    empty = got is None or got == "" or got == []
    return Verdict(page, field, "right" if same else "missing" if empty else "wrong", want, got)


def _film(
    page: str, want: Record, got: Record, prefix: str = "", ignored: set[str] | frozenset[str] = frozenset()
) -> Iterator[Verdict]:
    want = {GOLD_NAMES.get(key, key): value for key, value in want.items()}
    for field in PLAIN:
        if field in want and not (prefix and field == "title"):
            yield _verdict(page, prefix + field, want[field], got.get(field), same(want[field], got.get(field)))
    for field, values in _sets(want):
        have = _set_of(field, got)
        yield _verdict(page, prefix + field, values, have, _as_set(field, values) == _as_set(field, have))
    for field in ("synopsis", "biography"):
        yield from _texts(page, field, want, got, prefix)
    if "captions" in want:
        have = [caption for image in got.get("images") or [] if (caption := image.get("caption"))]
        told = {fold(text) for text in want["captions"]} <= {fold(text) for text in have}
        yield _verdict(page, prefix + "captions", want["captions"], have, told)
    if not prefix and want.get("kind", "film") == "film":
        for field in NEVER_INVENTED:
            if field not in want and field not in ignored and got.get(field) not in (None, [], ""):
                yield Verdict(page, field, "invented", None, got[field])


def same(want: Any, got: Any) -> bool:
    if isinstance(want, str) and isinstance(got, str):
        return fold(want) == fold(got)
    return type(want) is type(got) and bool(want == got)


def _sets(want: Record) -> Iterator[tuple[str, list[Any]]]:
    """The fields of `want` that compare as sets."""
    for field in (*SETS, *ROLES, "countries", "companies", "credits"):
        if field in want:
            yield field, want[field]
    if isinstance(want.get("images"), list):
        yield "images", want["images"]


def _set_of(field: str, got: Record) -> list[Any]:
    if field in ROLES:
        return [credit["name"] for credit in got.get("credits") or [] if credit.get("role") == ROLES[field]]
    return got.get(field) or []


def _as_set(field: str, values: list[Any]) -> frozenset[Any]:
    return frozenset(_FORMS.get(field, fold)(value) for value in values)


def country(name: str) -> str:
    """The ISO 3166 code, from the code or from the country's name in any language we know."""
    if name.isascii() and name.isupper() and len(name) in (2, 4):
        codes = parse_countries(name, codes=True) or (name,)
        return codes[0] if len(codes) == 1 else name
    codes = parse_countries(name, codes=True, adjectives=True) or ()
    return codes[0] if len(codes) == 1 else fold(name)


def _language(name: str) -> str:
    """The BCP 47 tag, from the tag or from the language's name."""
    return language_tag(name) or name.casefold()


_FORMS: dict[str, Callable[[Any], Any]] = {
    "countries": lambda name: country(str(name)),
    "languages": _language,
    "subtitles": _language,
    "companies": lambda company: fold(company["name"]),
    "credits": lambda credit: (credit["role"], fold(credit["name"])),
    "images": lambda image: image["url"],
}


def _texts(page: str, field: str, want: Record, got: Record, prefix: str) -> Iterator[Verdict]:
    texts = [got.get("synopsis") or ""] if field == "synopsis" else [b["text"] for b in got.get("biographies") or []]
    shown = [text if len(text) < 130 else f"{text[:60]} … {text[-60:]}" for text in texts if text]
    for end, tells in (("first_words", str.startswith), ("last_words", str.endswith)):
        for wanted in _ends(field, end, want):
            told = any(tells(fold(text), fold(wanted)) for text in texts)
            yield _verdict(page, f"{prefix}{field}_{end}", wanted, shown, told)


def _ends(field: str, end: str, want: Record) -> Iterator[str]:
    if f"{field}_{end}" in want:
        yield want[f"{field}_{end}"]
        return
    full = [want["synopsis"]] if field == "synopsis" and "synopsis" in want else []
    full += [biography["text"] for biography in want.get("biographies", ())] if field == "biography" else []
    for text in full:
        words = fold(text).split()
        yield " ".join(words[:_WORDS] if end == "first_words" else words[-_WORDS:])


def _films(page: str, want: Record, got: Record) -> Iterator[Verdict]:
    films = got.get("films") or []
    have = [fold(film.get("title") or "") for film in films]
    shown = [film.get("title") for film in films]
    if "films" in want:
        titles = [film["title"] if isinstance(film, dict) else film for film in want["films"]]
        yield _verdict(page, "films", titles, shown, _f1({fold(title) for title in titles}, set(have)) >= _F1)
    elif "films_count" in want:
        first, last = ([fold(title) for title in want[key]] for key in ("films_first", "films_last"))
        right = len(have) == want["films_count"] and have[: len(first)] == first and have[-len(last) :] == last
        yield _verdict(page, "films", want["films_count"], shown, right)
    by_title = {fold(film.get("title") or ""): film for film in films}
    for record in _records(want):
        name = f"{page} «{record['title']}»"
        yield from _film(name, record, by_title.get(fold(record["title"]), {}), "films.")


def _records(want: Record) -> list[Record]:
    """What is known of some of the films of a list, beside their titles."""
    told = [film for film in want.get("films", ()) if isinstance(film, dict) and len(film) > 1]
    return [*want.get("film_records", ()), *told]


def _f1(want: set[str], got: set[str]) -> float:
    return 2 * len(want & got) / max(len(want) + len(got), 1)


def _screenings(page: str, want: Record, got: Record) -> Iterator[Verdict]:
    if "screenings" not in want:
        return
    with_film = bool(want["screenings"]) and "film" in want["screenings"][0]

    def keys(showings: list[Record]) -> set[tuple[str, str]]:
        return {
            (showing["starts_at"][:16], fold(showing.get("film") or "") if with_film else "")
            for showing in showings
            if showing.get("starts_at")
        }

    wanted, have = keys(want["screenings"]), keys(got.get("screenings") or [])
    yield _verdict(page, "screenings", sorted(wanted)[:8], sorted(have)[:8], wanted == have)
