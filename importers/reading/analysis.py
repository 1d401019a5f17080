"""What all readers say of one page, weighed: the values, where they stand, and the account of the rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from importers.reading.accounts import Ledger
from importers.reading.chrome import Content, find_content
from importers.reading.confidence import Weighed, confidence
from importers.reading.document import Box, LegacyDocument, Passage, fold
from importers.reading.editions import edition_named
from importers.reading.items import Biography, Evidence, FilmItem, Kind, PageReading, Problem
from importers.reading.kinds import film_facts, page_kind
from importers.reading.learned import LearnedChrome
from importers.reading.listing.originals import titles_alike
from importers.reading.listing.stated import Stated, stated_films
from importers.reading.others import without_others
from importers.reading.profiles import Profile, ProfileReading, read_profile
from importers.reading.programme import films_named, of_itself, of_one_film, programme
from importers.reading.prose import ends_sentence, word_count
from importers.reading.readers.captions import plain
from importers.reading.readers.columns import read_columns
from importers.reading.readers.credit_lines import read_credit_lines
from importers.reading.readers.headings import read_title
from importers.reading.readers.labelled import find_pairs, read_labelled
from importers.reading.readers.other_titles import read_original_title
from importers.reading.readers.pictures import picture_problems, read_pictures
from importers.reading.readers.premieres import read_premieres
from importers.reading.readers.screenings import read_screenings, screening_problems
from importers.reading.readers.sections import read_section
from importers.reading.readers.sentences import read_sentences
from importers.reading.readers.structured import read_structured
from importers.reading.readers.text_lines import before_link_on
from importers.reading.readers.texts import read_texts
from importers.reading.readers.under_title import read_under_title
from importers.reading.readings import Mention, Reading, part
from importers.reading.records import Record, find_records, inside
from importers.reading.resolve import Resolved, resolve
from importers.reading.titlelines import read_title_line
from importers.reading.titles import LONGEST_TITLE, find_title, overlong_title, rank_titles
from importers.reading.vocabulary.dates import find_days
from importers.reading.vocabulary.durations import find_durations


@dataclass(frozen=True, slots=True)
class Analysis:
    """A page as read, with what every reader said: what explaining a page needs beyond its items."""

    document: LegacyDocument
    content: Content
    title: Passage | None
    resolved: Resolved
    records: tuple[tuple[Record, Resolved], ...]
    ledger: Ledger
    reading: PageReading


def analyse(
    document: LegacyDocument,
    problems: tuple[Problem, ...] = (),
    chrome: LearnedChrome | None = None,
    profile: Profile | None = None,
) -> Analysis:
    told = read_profile(document, profile)
    title = told.title or find_title(document, chrome)
    content = told.narrowed(find_content(document, title, chrome))
    untitled = tuple(passage for passage in content.passages if passage is not title)
    facts = [
        *read_labelled(document, untitled),
        *read_credit_lines(document, untitled),
        *read_sentences(document, untitled, title),
        *read_columns(document, untitled),
        *read_screenings(document, content.booking),
    ]
    problems = (*problems, *told.problems)
    if "screenings" not in told.decided:
        problems = (*problems, *screening_problems(document, content.booking))
    if "images" not in told.decided:
        problems = (*problems, *picture_problems(document, content, chrome))
    records = find_records(document, content, title, facts) if told.records is None else told.records
    if told.title is None:
        title = _title_over(document, title, records)
    facts = _with_films_known(document, content, facts, records)
    own, shared = _divided(facts, records)
    own = own if records else without_others(document, title, own)
    pictures, listed_pictures = read_pictures(document, content, [record.box for record in records], chrome)
    for number, reading in listed_pictures.items():
        shared[number].append(reading)
    read = _page_readings(document, content, title, records, own, told)
    standing, overruled = told.weighed([*(reading for reading in read if not reading.record), *pictures])
    resolved = resolve(standing)
    resolved = replace(resolved, lost=(*resolved.lost, *overruled))
    stated = stated_films(document, [reading for reading in read if reading.record])
    listed = _listed(document, records, shared, stated)
    if not listed and film_facts(resolved.film) < 2:
        heading = title or next(iter(document.passages), _NO_LINE)
        listed = tuple(_from_data(one, heading) for one in stated)
    ledger = Ledger(document)
    page = _as_page(document, content, title, resolved, listed, told.kind, ledger, problems)
    return Analysis(document, content, title, resolved, listed, ledger, page)


def _title_over(document: LegacyDocument, title: Passage | None, records: tuple[Record, ...]) -> Passage | None:
    """Where the line taken for the page's title is that of a listed film, or where no line of a plain text stands out:
    the best one over the first film."""
    unnamed = title is None and records and document.root is None
    if not unnamed and all(record.heading is not title for record in records):
        return title
    first = min(record.heading.index for record in records)
    return next((passage for _, passage in rank_titles(document) if passage.index < first), None)


def _with_films_known(
    document: LegacyDocument, content: Content, facts: list[Reading], records: tuple[Record, ...]
) -> list[Reading]:
    """Showings read again where films are listed: a line that is only a title could pass for a venue."""
    if not records:
        return facts
    titles = tuple((record.heading.index, record.title) for record in records)
    return [*(r for r in facts if r.field != "screenings"), *read_screenings(document, content.booking, titles)]


def _divided(facts: list[Reading], records: tuple[Record, ...]) -> tuple[list[Reading], dict[int, list[Reading]]]:
    """The facts that are the page's own, and those of each record."""
    record_of = inside(records)
    heads = {record.heading.index: number for number, record in enumerate(records)}
    own: list[Reading] = []
    shared: defaultdict[int, list[Reading]] = defaultdict(list)
    for reading in facts:
        numbers = {record_of[mention.passage] for mention in reading.mentions if mention.passage in record_of}
        if len(numbers) > 1 and reading.field == "screenings":
            numbers = {heads[mention.passage] for mention in reading.mentions if mention.passage in heads} or numbers
        if len(numbers) == 1:
            shared[numbers.pop()].append(reading)
        else:
            own.append(reading)
    return own, shared


def _page_readings(
    document: LegacyDocument,
    content: Content,
    title: Passage | None,
    records: tuple[Record, ...],
    facts: list[Reading],
    told: ProfileReading,
) -> list[Reading]:
    """What all readers but the profile say of the page's own subject: what stands in a listed film's record is that film's."""
    taken = inside(records)
    own = tuple(passage for passage in content.passages if passage.index not in taken)
    line = () if len(records) > 1 else _own_title_lines(own, title)
    facts = [*facts, *(() if records else read_under_title(document, own, title, [*facts, *line]))]
    people = _people(_sure(facts))
    named = _with_title_alone(read_title(document, title, _countries(facts)), title)
    readings = [*named, *line, *facts, *read_premieres(own)]
    readings += read_original_title(document, own, title, people, _countries(facts))
    readings += [*read_structured(document, own), *read_section(document, own, title, people)]
    text_lines = tuple(passage for passage in own if passage.index not in content.aside)
    claims = _claims(document, own, [*told.readings, *readings])
    readings += read_texts(document, text_lines, title, claims, _people([*told.readings, *readings]))
    return readings


def _with_title_alone(readings: Iterable[Reading], title: Passage | None) -> Iterator[Reading]:
    """The title without the facts in its line, where that names the director: "Title. 1956. Directed by Jane Doe"."""
    line = read_title_line(title) if title is not None else ()
    directed = any(reading.field == "credits" and reading.mentions for reading in line)
    for reading in readings:
        whole_line = reading.field == "title" and title is not None and reading.value == title.text
        yield replace(reading, value=line[0].value) if directed and whole_line else reading


def _own_title_lines(passages: tuple[Passage, ...], title: Passage | None) -> list[Reading]:
    """What lines tell that repeat the page's title with facts: "Title (Original), dir. X, Spain 2020, 87 min."."""
    if title is None:
        return []
    own = fold(title.text)
    readings: list[Reading] = []
    for passage in passages:
        line = read_title_line(passage)
        if line and (passage is title or fold(str(line[0].value)) == own):
            readings += line
    return readings


def _listed(
    document: LegacyDocument,
    records: tuple[Record, ...],
    shared: dict[int, list[Reading]],
    stated: tuple[Stated, ...],
) -> tuple[tuple[Record, Resolved], ...]:
    """Each listed film once: what is said of it in several places, and in the page's data, is put together."""
    data = {fold(one.title): one.readings for one in stated}
    told: list[_Told] = []
    by_title: defaultdict[str, list[_Told]] = defaultdict(list)
    for number, record in enumerate(records):
        readings = _record_readings(document, record, shared.get(number, []))
        known, marks = by_title[fold(record.title)], _telling_apart(readings)
        same = next((one for one in known[:_MOST_OF_ONE_TITLE] if _may_be_one(one.marks, marks)), None)
        if same is None:
            same = _Told(record, list(data.get(fold(record.title), ())), {field: set() for field in marks})
            known.append(same)
            told.append(same)
        same.readings.extend(readings)
        for field, values in marks.items():
            same.marks[field] |= values
    for one, original in titles_alike(document, [(one.record, one.readings) for one in told]):
        told[one].readings.append(original)
    return tuple((one.record, resolve(one.readings)) for one in told)


_NO_LINE = Passage(-1, "", "paragraph", Box(None, "body", frozenset(), None, 0, ""))
"""Stands for the heading of films on a page without any text in sight."""


def _from_data(stated: Stated, heading: Passage) -> tuple[Record, Resolved]:
    """A film that the page's data lists and that is not in sight."""
    return Record(heading, (), stated.readings), resolve(stated.readings)


@dataclass(slots=True)
class _Told:
    """A listed film: its first record, what all its records say, and what of that tells it from others of its title."""

    record: Record
    readings: list[Reading]
    marks: dict[str, set[str]]


_MOST_OF_ONE_TITLE = 50
"""Films of one title among which a record's own is looked for."""


def _telling_apart(readings: Iterable[Reading]) -> dict[str, set[str]]:
    marks: dict[str, set[str]] = {"year": set(), "countries": set(), "running_time": set()}
    for reading in readings:
        if reading.field in marks:
            marks[reading.field].add(str(reading.value))
    return marks


def _may_be_one(one: dict[str, set[str]], other: dict[str, set[str]]) -> bool:
    """Whether two records of one title can be one film: neither year, countries nor running time contradict."""
    return not any(values and other[field] and values.isdisjoint(other[field]) for field, values in one.items())


def _record_readings(document: LegacyDocument, record: Record, shared: list[Reading]) -> list[Reading]:
    passages = tuple(passage for passage in record.passages if passage.index != record.heading.index)
    beside = [r for r in shared if not r.mentions or any(m.passage != record.heading.index for m in r.mentions)]
    facts = [
        *record.readings,
        *(_for_film(reading) for reading in shared if reading in beside or _parts_line(record, reading)),
    ]
    facts = [reading for reading in facts if not _credits_title(reading, fold(record.title))]
    if not any(reading.field == "original_title" for reading in facts):
        facts += read_original_title(document, passages, record.heading, _people(facts), _countries(facts))
    claims = _claims(document, passages, facts)
    texts = list(read_texts(document, passages, record.heading, claims, _people(facts)))
    if not any(reading.field in ("synopsis", "standfirst") for reading in texts):
        texts += [*_sentence(record, claims), *_behind_facts(record)][:1]
    readings = [*facts, *texts]
    return _undecided(record, readings) if record.decided else readings


def _credits_title(reading: Reading, title: str) -> bool:
    """Whether the title itself was taken for a name, or for a part of one that is glued to it."""
    if reading.field != "credits" or reading.reader == "label":
        return False
    names = [fold(credit.name) for credit in reading.value]
    return title in names or (len(title) > 1 and any(name.startswith(title) for name in names))


def _sentence(record: Record, claims: dict[int, list[tuple[int, int]]]) -> Iterator[Reading]:
    """A record's only free sentence, too short to be a text elsewhere."""
    free = [p for p in record.passages if p is not record.heading and p.index not in claims and len(p.links) < 2]
    texts = [(p, p.text[: before_link_on(p, len(p.text))].rstrip()) for p in free]
    told = [(p, text) for p, text in texts if word_count(text) >= 5 and ends_sentence(text) and text[0] not in '«“„"(']
    told = [(p, text) for p, text in told if not p.links or len(text) < len(p.text)]
    if len(told) == 1:
        yield Reading("synopsis", told[0][1], "texts", 0.7, (part(told[0][0], 0, len(told[0][1])),))


def _behind_facts(record: Record) -> Iterator[Reading]:
    """What a line of title and facts goes on with: "Title (Jane Doe, 1934). 16mm, silent, 11 mins. The text."."""
    text = record.heading.text
    ends = [found.end for found in find_durations(text)] if any(map(str.isdigit, text)) else []
    start = text.find(". ", max(ends) - 1) + 2 if ends else 1
    if start > 1 and text[start : start + 1].isupper() and word_count(text[start:]) > 2 and ends_sentence(text):
        yield Reading("synopsis", text[start:], "texts", 0.7, (Mention(record.heading.index, start, len(text)),))


def _undecided(record: Record, readings: list[Reading]) -> list[Reading]:
    """The record's own readings, and those of others that its profile does not decide."""
    own = [reading for reading in readings if reading in record.readings]
    others = [reading for reading in readings if reading not in record.readings and reading.field not in record.decided]
    return [*own, *(left for reading in others if (left := _with_roles_left(record, reading)))]


def _with_roles_left(record: Record, reading: Reading) -> Reading | None:
    if reading.field != "credits":
        return reading
    kept = tuple(credit for credit in reading.value if credit.role not in record.decided)
    return replace(reading, value=kept) if kept else None


def _parts_line(record: Record, reading: Reading) -> bool:
    """Whether the heading's line holds more than the title, so that a fact may stand in it."""
    first = record.readings[0]
    title = first.mentions[0]
    parted = title.end - title.start < len(record.heading.text) or first.reader == "title-line"
    return parted or reading.field == "screenings"


def _for_film(reading: Reading) -> Reading:
    """Inside a film's record its showings need not name it."""
    if reading.field != "screenings":
        return reading
    return replace(reading, value=tuple(replace(showing, film=None) for showing in reading.value))


def _people(readings: Iterable[Reading]) -> tuple[str, ...]:
    credits = [credit for reading in readings if reading.field == "credits" for credit in reading.value]
    return tuple(dict.fromkeys(credit.name for credit in sorted(credits, key=lambda credit: credit.role != "director")))


def _sure(readings: Iterable[Reading]) -> list[Reading]:
    """Without names that are taken for credits by where they stand alone."""
    return [reading for reading in readings if reading.confidence >= 0.8]


def _countries(readings: Iterable[Reading]) -> tuple[str, ...]:
    told = [reading for reading in readings if reading.field == "countries"]
    return max(told, key=lambda reading: reading.confidence).value if told else ()


def _claims(
    document: LegacyDocument, passages: tuple[Passage, ...], readings: Iterable[Reading]
) -> dict[int, list[tuple[int, int]]]:
    """What the facts readers took, by passage: labels without a field of ours take their values too."""
    claims: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for reading in readings:
        for mention in reading.mentions:
            claims[mention.passage].append((mention.start, mention.end))
    for pair in find_pairs(document, passages):
        if pair.label.field == "known" and pair.marked:
            for mention in (pair.label_mention, *pair.values):
                claims[mention.passage].append((mention.start, mention.end))
    return claims


def _as_page(
    document: LegacyDocument,
    content: Content,
    title: Passage | None,
    resolved: Resolved,
    listed: tuple[tuple[Record, Resolved], ...],
    told: Kind | None,
    ledger: Ledger,
    problems: tuple[Problem, ...],
) -> PageReading:
    films = tuple(film.film for _, film in listed)
    kind = told or page_kind(document, title, resolved.film, films, dated=_begin_with_days(listed))
    resolved = _with_life(resolved) if kind == "person" else resolved
    film = _of_kind(resolved.film, kind)
    if kind != "film" and title is not None and film.title and films and "heading" in resolved.winners["title"].reader:
        film = replace(film, title=title.text)
    if kind == "calendar":
        film = replace(film, screenings=programme(film, films))
        films = tuple(replace(one, screenings=()) for one in films) or films_named(film.screenings)
    elif kind == "film":
        film = of_one_film(film)
    else:
        film = of_itself(film)
    ledger.call_chrome(content.chrome)
    for _, one in listed:
        ledger.use(mention for reading in one.agreeing for mention in reading.mentions)
    stated = {name for name in FilmItem.__slots__ if getattr(film, name) not in (None, ())}
    ledger.use(mention for reading in resolved.agreeing if reading.field in stated for mention in reading.mentions)
    _account_attributes(document, content, film, films, ledger)
    here = frozenset(passage.index for passage in content.passages)
    weighed = Weighed(document, kind, film, resolved, ledger, here, len(listed))
    winners = {name: reading for name, reading in resolved.winners.items() if name in stated}
    evidence = {n: _evidence(document, reading, confidence(weighed, n, reading)) for n, reading in winners.items()}
    return PageReading(
        document.source,
        kind,
        film,
        films if kind != "film" or len(films) > 1 else (),
        ledger.coverage(),
        evidence,
        (*problems, *_reading_problems(document, film, films)),
        edition_named(document, content.chrome | {passage.index for passage in content.outside}),
    )


def _begin_with_days(listed: tuple[tuple[Record, Resolved], ...]) -> bool:
    """Whether most films stand behind their days, as on a timetable."""
    dated = 0
    for record, _ in listed:
        at = record.heading.index
        before = [passage.text for passage in record.passages if passage.index < at]
        before += [record.heading.text[: mention.start] for mention in record.readings[0].mentions]
        dated += any(find_days(text) for text in before if text and len(text) < 60)
    return dated >= max(2, 0.6 * len(listed))


_NOT_OF_A_FILM = (
    "year",
    "running_time",
    "countries",
    "certificate",
    "directors",
    "producers",
    "screenwriters",
    "cast",
    "credits",
    "original_title",
    "premiere",
    "languages",
    "subtitles",
    "companies",
)


_NOT_OF_OTHERS = ("synopsis", "standfirst", "byline", "section", "screenings")
"""A page about a person, or about how to book, tells these of nothing that is ours."""


def _with_life(resolved: Resolved) -> Resolved:
    """On a person's page the text is their life, and stands where the text was read."""
    film, text = resolved.film, resolved.winners.get("synopsis")
    if not (film.synopsis and film.title and text) or film.biographies:
        return resolved
    lives = (Biography(film.title, film.synopsis),)
    told = replace(text, field="biographies", value=lives)
    return replace(
        resolved,
        film=replace(film, biographies=lives),
        winners={**resolved.winners, "biographies": told},
        agreeing=(*resolved.agreeing, told),
    )


def _of_kind(film: FilmItem, kind: str) -> FilmItem:
    """A strand, an index or a person has no running time: such facts are of films it names."""
    if kind == "film":
        return film
    dropped = _NOT_OF_A_FILM + (() if kind in ("section", "calendar", "index") else _NOT_OF_OTHERS)
    empty = {name: None if getattr(FilmItem(), name) is None else () for name in dropped}
    return replace(film, **empty)  # type: ignore[arg-type]


def _account_attributes(
    document: LegacyDocument, content: Content, film: FilmItem, films: tuple[FilmItem, ...], ledger: Ledger
) -> None:
    told = {text for image in film.images for text in (image.alt, image.caption, image.credit) if text}
    told |= {one.title for one in (film, *films) if one.title}
    used = [i for i, attribute in enumerate(document.attributes) if plain(attribute.text) in told]
    ledger.use_attributes(used)
    ledger.call_attributes_chrome(
        i for i, attribute in enumerate(document.attributes) if attribute.box in content.chrome_boxes
    )


def _evidence(document: LegacyDocument, reading: Reading, sure: float) -> Evidence:
    if reading.locator or not reading.mentions:
        return Evidence(reading.locator, reading.text, reading.reader, round(sure, 3))
    first = reading.mentions[-1] if len(reading.mentions) == 2 else reading.mentions[0]
    text = " ".join(_words(document, mention) for mention in reading.mentions)
    return Evidence(document.locate(first.passage), text, reading.reader, round(sure, 3))


def _words(document: LegacyDocument, mention: Mention) -> str:
    return document.passages[mention.passage].text[mention.start : mention.end]


def _reading_problems(document: LegacyDocument, film: FilmItem, films: tuple[FilmItem, ...]) -> Iterator[Problem]:
    too_long = film.title or (None if films else overlong_title(document))
    if too_long and len(too_long) > LONGEST_TITLE:
        told = f"{len(too_long):,} characters, too long; a title has at most {LONGEST_TITLE}."
        yield Problem("title_too_long", f"{document.source}: title: {told}")
    elif not film.title and not films:
        yield Problem(
            "no_title", f"{document.source}: no line stands out as the title. Give a site profile a selector for it."
        )
