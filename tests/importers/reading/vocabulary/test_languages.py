import pytest

from importers.reading.vocabulary.languages import Languages, find_languages, parse_language_letters, parse_languages


@pytest.mark.parametrize(
    ("text", "spoken", "subtitles"),
    [
        ("English", ("en",), ()),
        ("Französisch", ("fr",), ()),
        ("V.O. en français", ("fr",), ()),
        ("French with English subtitles", ("fr",), ("en",)),
        ("In French with English subtitles", ("fr",), ("en",)),
        ("English, Spanish with English subtitles", ("en", "es"), ("en",)),
        ("Spanish and Bubi with English subtitles", ("es", "bvb"), ("en",)),
        ("French with English and German subtitles", ("fr",), ("en", "de")),
        ("French, English subtitles", ("fr",), ("en",)),
        ("français, sous-titres anglais", ("fr",), ("en",)),
        ("Deutsch mit englischen Untertiteln", ("de",), ("en",)),
        ("OmU", (), ("de",)),
        ("OmeU", (), ("en",)),
        ("VOSE", (), ("es",)),
        ("VOSTFR", (), ("fr",)),
        ("s/t inglés", (), ("en",)),
        ("legendas em português", (), ("pt",)),
        ("Engels gesproken, Nederlands ondertiteld", ("en",), ("nl",)),
        ("русский с английскими субтитрами", ("ru",), ("en",)),
        ("日本語", ("ja",), ()),
        ("英語字幕", (), ("en",)),
        ("no dialogue", ("zxx",), ()),
        ("Silent with Swedish intertitles", (), ()),
    ],
)
def test_parse_languages_tells_spoken_from_subtitles(text, spoken, subtitles):
    assert parse_languages(text) == Languages(spoken, subtitles)


@pytest.mark.parametrize("text", ["", "hello there", "Director Jane Doe", "with friends", "original version"])
def test_parse_languages_refuses_other_text(text):
    assert parse_languages(text) is None


def test_find_languages_reads_the_part_of_a_line_that_names_them():
    assert find_languages("Spain 2020, 87 min., Spanish with English subtitles") == Languages(("es",), ("en",))


def test_find_languages_reads_a_line_without_separators():
    assert find_languages("UK/Sweden 2003 112min In English and Swedish Cert PG") == Languages(("en", "sv"))
    assert find_languages("Director Jane Doe is late") is None


@pytest.mark.parametrize(
    ("text", "spoken", "subtitles"),
    [("D, F", ("de", "fr"), ()), ("E/df", ("en",), ("de", "fr")), ("OV/d", (), ("de",)), ("NL/FR", ("nl", "fr"), ())],
)
def test_parse_language_letters(text: str, spoken: tuple[str, ...], subtitles: tuple[str, ...]) -> None:
    assert parse_language_letters(text) == Languages(spoken, subtitles)


def test_find_languages_takes_no_country_for_a_language() -> None:
    assert find_languages("Angola, Portugal, 2017") is None
