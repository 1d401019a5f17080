"""Items written to pages: what is refused, what is told, and what points where."""

from datetime import UTC, datetime
from hashlib import sha1
from io import BytesIO

import pytest
from PIL import Image as Pillow

from cms.images import Image
from films.models import FilmPage, SectionPage, Venue
from importers.reading.items import Biography, Company, Credit, FilmItem, Screening, SourceKey
from importers.reading.items import Image as ImageItem
from importers.responses import FetchFailure, Response
from importers.runs.models import ImportRun
from importers.runs.register import DatabaseRegister
from importers.writing.catalogue import Catalogue
from importers.writing.editions import Edition
from importers.writing.films import write_film
from importers.writing.pages import PageRefused
from importers.writing.text import sanitised
from importers.writing.writer import Mode
from people.models import PersonPage
from tests.factories import FestivalPageFactory, ImageFactory, PersonPageFactory

pytestmark = pytest.mark.django_db

OBRAY = "Ines Obray was born in Port Sallow in 1971. After Brest she made Ballast, The Third Tide and Lantern Hour."
SCULPTOR = "Ines Obray teaches sculpture at Graz. Her installation Quarry opened the Vienna Biennale of 2019 in Linz."


def png(colour="teal") -> bytes:
    file = BytesIO()
    Pillow.new("RGB", (40, 30), colour).save(file, "PNG")
    return file.getvalue()


PICTURES = {"a.png": png(), "same.png": png(), "other.png": png("red"), "evil.svg": b"<svg><script/></svg>"}


def fetch(url):
    if url in PICTURES:
        return Response(url, "lantern", url, PICTURES[url])
    return FetchFailure(url, "lantern", url, "not_found", f"{url} is not there.")


@pytest.fixture
def desk():
    """A way to write films of one source, and the codes of the problems it told."""
    run = ImportRun.objects.create(sources=["lantern"], started_at=datetime(2026, 11, 24, tzinfo=UTC))
    edition = FestivalPageFactory(title="Lantern 2013")
    problems = []
    catalogue = Catalogue("lantern", edition, DatabaseRegister(run), Mode(publish=True), problems.append, fetch)
    days = Edition(edition, edition.title, "").days

    def write(name="salt.html", **values):
        problems.clear()
        item = FilmItem(**{"title": "Salt Lines", **values})
        written = write_film(item, SourceKey("lantern", "film", name), days, catalogue)
        return FilmPage.objects.get(pk=written.page_id), written, [problem.code for problem in problems]

    return write


def test_write_film_without_a_title_is_refused(desk):
    with pytest.raises(PageRefused, match="title"):
        desk(title=None)


def test_write_film_with_a_title_of_5000_characters_is_refused_by_name(desk):
    with pytest.raises(PageRefused) as refused:
        desk(title="x" * 5000)

    assert refused.value.errors == [("title", "Ensure this value has at most 255 characters (it has 5000).")]
    assert not FilmPage.objects.exists()


@pytest.mark.parametrize("title", ["Salt\x00Lines", "Salt�Lines"])
def test_write_film_with_damaged_characters_in_its_title_is_refused(desk, title):
    with pytest.raises(PageRefused, match="title"):
        desk(title=title)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"standfirst": "A keeper\x00"}, "text.nul"),
        ({"synopsis": "A keeper� counts."}, "text.replacement"),
        ({"credits": (Credit("director", "Director", "In�s"),)}, "text.replacement"),
        ({"year": 1492}, "value.refused"),
        ({"running_time": 0}, "value.refused"),
        ({"byline": "x" * 300}, "value.refused"),
        ({"countries": ("Atlantis",)}, "value.refused"),
        ({"companies": (Company("UK Distribution!", "Long Shadow"),)}, "value.refused"),
        ({"credits": (Credit("director", "Director", "x" * 300),)}, "value.refused"),
        ({"screenings": (Screening("2013-10-12T18:30", booking_url="javascript:alert(1)"),)}, "value.refused"),
        ({"screenings": (Screening("2013-10-27T01:30"),)}, "screening.ambiguous-time"),
    ],
)
def test_write_film_refuses_a_bad_value_and_keeps_the_rest(desk, values, code):
    page, _, codes = desk(premiere="World premiere", **values)

    assert code in codes
    assert (page.title, page.premiere, page.live) == ("Salt Lines", "World premiere", True)
    assert (page.standfirst, page.year, page.running_time, page.byline, len(page.body)) == ("", None, None, "", 0)
    assert not page.credits.exists()
    assert not page.countries.exists()
    assert not page.companies.exists()
    assert not page.screenings.exists()


def test_write_film_markup_in_a_synopsis_is_text(desk):
    page, _, _ = desk(synopsis="Before <script>alert(1)</script> & after.\n\nSecond.")

    assert [block.value.source for block in page.body] == [
        "<p>Before &lt;script&gt;alert(1)&lt;/script&gt; &amp; after.</p>",
        "<p>Second.</p>",
    ]


def test_sanitised_drops_scripts_with_their_text_and_tells_what_went():
    rich = sanitised('<p onclick="x()">Tide <b>in</b><script>alert(1)</script><u>out</u></p>', ["bold"])

    assert rich.html == "<p>Tide <b>in</b>out</p>"
    assert [removal.split(">")[0] for removal in rich.removals] == ["<script", "<u"]


def test_write_film_screening_without_a_year_takes_the_editions(desk):
    showings = (Screening("--10-12T18:30", venue="The Garden", screen="2"), Screening("2013-10-13T21:00"))
    page, _, codes = desk(screenings=showings)

    assert codes == []
    assert [(s.starts_at, s.venue, s.screen) for s in page.screenings.all()] == [
        (datetime(2013, 10, 12, 17, 30, tzinfo=UTC), Venue.objects.get(name="The Garden"), "2"),
        (datetime(2013, 10, 13, 20, 0, tzinfo=UTC), None, ""),
    ]


def test_write_film_sections_and_venues_are_found_the_second_time(desk):
    for name in ("salt.html", "tide.html"):
        desk(name, section="Debate", screenings=(Screening("2013-10-13T21:00", venue="The Garden"),))

    assert (SectionPage.objects.count(), Venue.objects.count()) == (1, 1)


def test_write_film_images_are_deduplicated_by_content_and_keep_their_texts(desk):
    images = (
        ImageItem("a.png", alt="A lamp", caption="Winter", credit="Ada Lind"),
        ImageItem("same.png", alt="The lamp again"),
        ImageItem("other.png"),
    )
    page, _, codes = desk(images=images)

    first, second, third = page.gallery
    assert Image.objects.count() == 2
    assert first.value["image"] == second.value["image"]
    assert (first.value["image"].description, first.value["alt_text"] or "") == ("A lamp", "")
    assert (first.value["caption"], first.value["credit"]) == ("Winter", "Ada Lind")
    assert second.value["alt_text"] == "The lamp again"
    assert third.value["image"].description == ""
    assert codes == ["image.no-alt-text"]


def test_write_film_reuses_an_image_that_an_editor_uploaded(desk):
    mine = ImageFactory(description="My words")
    with mine.file.open() as file:
        PICTURES["mine.png"] = file.read()
    mine.file_hash = sha1(PICTURES["mine.png"], usedforsecurity=False).hexdigest()
    mine.save()

    page, _, _ = desk(images=(ImageItem("mine.png", alt="Theirs"),))

    assert page.gallery[0].value["image"] == mine
    assert page.gallery[0].value["alt_text"] == "Theirs"
    mine.refresh_from_db()
    assert mine.description == "My words"


def test_write_film_without_pictures_that_cannot_be_had_tells_of_them(desk):
    page, _, codes = desk(images=(ImageItem("gone.png", alt="x"), ImageItem("evil.svg", alt="x")))

    assert (len(page.gallery), codes) == (0, ["image.missing", "image.svg"])


def test_write_film_again_keeps_a_picture_that_cannot_be_had_any_more(desk):
    PICTURES["brief.png"] = png("blue")
    desk(images=(ImageItem("brief.png", alt="x"),))
    del PICTURES["brief.png"]

    page, written, codes = desk(images=(ImageItem("brief.png", alt="x"),), year=2011)

    assert (len(page.gallery), codes) == (1, ["image.missing"])
    assert [change.address for change in written.changes] == ["year"]


def test_write_film_two_people_of_one_name_stay_two(desk):
    director = (Credit("director", "Director", "Ines Obray"),)
    first, _, _ = desk("a.html", credits=director, biographies=(Biography("Ines Obray", OBRAY),))
    second, _, _ = desk("b.html", credits=director, biographies=(Biography("Ines Obray", SCULPTOR),))
    third, _, codes = desk("c.html", credits=director)

    people = [page.credits.get().person for page in (first, second, third)]
    assert people[0] != people[1]
    assert people[2] is None
    assert third.credits.get().credited_as == "Ines Obray"
    assert codes == ["person.ambiguous"]


def test_write_film_spelling_of_a_known_person_is_kept_with_the_credit(desk):
    desk("a.html", credits=(Credit("director", "Director", "Jean-Luc Dor"),))
    page, _, _ = desk("b.html", credits=(Credit("director", "Director", "JEAN LUC DOR"),))

    assert PersonPage.objects.count() == 1
    assert page.credits.get().credited_as == "JEAN LUC DOR"


def test_write_film_finds_a_person_whom_an_editor_made(desk):
    mine = PersonPageFactory(title="Ines Obray")

    page, _, _ = desk(credits=(Credit("director", "Director", "Ines Obray"),))

    assert page.credits.get().person == mine
    mine.refresh_from_db()
    assert mine.live


def test_write_film_block_ids_come_from_the_source(desk):
    first, _, _ = desk(synopsis="One.\n\nTwo.\n\nOne.")
    ids = [block.id for block in first.body]
    first.delete()
    second, _, _ = desk("salt-2.html", synopsis="One.\n\nTwo.\n\nOne.")

    assert len(set(ids)) == 3
    assert not set(ids) & {block.id for block in second.body}
