"""What the bytes say weighs more than what the page declares, and every change or loss is told."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.reading.decoding import decode
from importers.responses import Response
from tests.growth import grows_linearly

FRENCH = "Réalisé par une équipe française, le film raconte l’été où tout a changé; la mère se souvient des forêts."
GERMAN = "Über die Brücke läuft ein Mädchen, während ihr Großvater schläft. Regie: Jürgen Böttcher, Österreich."
CZECH = "Režie: Jiří Novák. Příběh dívky, která se vrací do rodné vesnice, aby našla ztraceného otce. Čtyřicet let."
POLISH = "Reżyseria: Józef Wiśniewski. Opowieść o dziewczynie, która wraca do wsi, żeby odnaleźć zaginionego ojca."
RUSSIAN = "Режиссёр: Иван Петров. История девочки, которая возвращается в деревню, чтобы найти пропавшего отца."
GREEK = "Σκηνοθεσία: Γιώργος Παπαδόπουλος. Η ιστορία ενός κοριτσιού που επιστρέφει στο χωριό του."
JAPANESE = "監督：山田太郎。故郷の村に帰り、行方不明の父親を探す少女の物語。上映時間は百分。"
KOREAN = "감독: 김철수. 실종된 아버지를 찾기 위해 고향 마을로 돌아온 소녀의 이야기."
SIMPLIFIED = "导演：张伟。一个女孩回到家乡的村庄寻找失踪的父亲的故事。国际首映。"
TRADITIONAL = "導演：張偉。一個女孩回到家鄉的村莊尋找失蹤的父親的故事。國際首映。"

WRITTEN_AS = [
    (FRENCH, "cp1252", "windows-1252"),
    (FRENCH, "mac_roman", "macintosh"),
    (GERMAN, "cp1252", "windows-1252"),
    (CZECH, "cp1250", "windows-1250"),
    (CZECH, "iso-8859-2", "iso-8859-2"),
    (POLISH, "cp1250", "windows-1250"),
    (RUSSIAN, "cp1251", "windows-1251"),
    (RUSSIAN, "cp866", "ibm866"),
    (GREEK, "cp1253", "windows-1253"),
    (JAPANESE, "cp932", "shift_jis"),
    (JAPANESE, "euc-jp", "euc-jp"),
    (KOREAN, "cp949", "euc-kr"),
    (SIMPLIFIED, "gb18030", "gb18030"),
    (TRADITIONAL, "big5hkscs", "big5"),
]


def page(body: bytes, charset: str | None = None) -> Response:
    return Response("old/film.html", "old", "film.html", body, "text/html", charset)


def codes(decoded) -> list[str]:
    return [problem.code for problem in decoded.problems]


@pytest.mark.parametrize("declared", ["", '<meta charset="utf-8">', '<meta charset="iso-8859-1">'])
@pytest.mark.parametrize(("text", "codec", "encoding"), WRITTEN_AS)
def test_decode_finds_the_encoding_that_nobody_declared(text, codec, encoding, declared):
    decoded = decode(page(f"{declared}<p>{text}</p>".encode(codec, "ignore")))

    expected = f"{declared}<p>{text}</p>".encode(codec, "ignore").decode(codec)
    assert (decoded.text, decoded.encoding) == (expected, encoding)


def test_decode_believes_valid_utf8_over_its_declaration():
    decoded = decode(page(f'<meta charset="iso-8859-1"><p>{FRENCH}'.encode(), charset="windows-1252"))

    assert decoded.text == f'<meta charset="iso-8859-1"><p>{FRENCH}'
    assert decoded.encoding == "utf-8"
    assert codes(decoded) == ["wrong_charset"]


def test_decode_finds_a_declaration_deep_in_the_file():
    head = (
        "<script>" + "x" * 7000 + "</script><meta http-equiv='Content-Type' content='text/html; charset=windows-1251'>"
    )

    decoded = decode(page((head + "<p>Да").encode("cp1251")))

    assert (decoded.text, decoded.encoding, decoded.problems) == (head + "<p>Да", "windows-1251", ())


def test_decode_reads_latin1_as_windows_1252_as_browsers_do():
    decoded = decode(page(b'<meta charset="latin1"><p>It\x92s caf\xe9', charset="ISO-8859-1"))

    assert decoded.text == '<meta charset="latin1"><p>It’s café'
    assert decoded.problems == ()


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_decode_reads_unicode_with_and_without_a_mark(codec):
    decoded = decode(page(f"<html><p>{FRENCH}</p></html>".encode(codec)))

    assert decoded.text == f"<html><p>{FRENCH}</p></html>"
    assert decoded.problems == ()


def test_decode_reads_few_chinese_characters_that_are_valid_utf8_as_declared():
    decoded = decode(page('<meta charset="gb2312"><p>联通'.encode("gb18030")))

    assert decoded.text == '<meta charset="gb2312"><p>联通'


def test_decode_reads_escaped_japanese():
    decoded = decode(page(JAPANESE.encode("iso2022_jp")))

    assert (decoded.text, decoded.encoding) == (JAPANESE, "iso-2022-jp")


@pytest.mark.parametrize(
    ("saved", "meant"),
    [
        ("<p>CafÃ© de l’Ã©toile</p>", "<p>Café de l’étoile</p>"),
        ("<p>â€œNaÃ¯veâ€\x9d</p> <p>Ă", "<p>“Naïve”</p> <p>Ă"),
        ("<p>It\u0092s</p>", "<p>It’s</p>"),
    ],
)
def test_decode_repairs_mojibake_and_says_so(saved, meant):
    decoded = decode(page(saved.encode()))

    assert decoded.text == meant
    assert codes(decoded) == ["mojibake_repaired"]


@pytest.mark.parametrize(
    "text", ["SÃO PAULO", "groß” Fuß»", "Â vontade", "naïve “quote” – £5", "Ça, à côté", "ÎLE", "Ñuñoa"]
)
def test_decode_leaves_right_text_alone(text):
    assert decode(page(f"<p>{text}</p>".encode())).text == f"<p>{text}</p>"


def test_decode_reads_stray_bytes_in_utf8_as_punctuation():
    decoded = decode(page("Déjà vu à la mère, été forêt".encode() + b" \x93ok\x94"))

    assert decoded.text == "Déjà vu à la mère, été forêt “ok”"
    assert codes(decoded) == ["mixed_charsets"]


def test_decode_marks_a_character_cut_in_half():
    decoded = decode(page("été à l’".encode()[:-1]))

    assert decoded.text == "été à l\ufffd"
    assert "replacement_characters" in codes(decoded)


def test_decode_drops_nul_and_counts_them():
    decoded = decode(page(b"<p>No\0w here\0</p>"))

    assert decoded.text == "<p>Now here</p>"
    assert decoded.problems[0].message == "old/film.html holds 2 NUL characters; left out."


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not_text"),
        (bytes(range(256)) * 20, "not_text"),
        (b"%PDF-1.4 \xe2\xe3", "not_text"),
        (b' {"title": "A film"}', "not_html"),
        (b"<?xml version='1.0'?><rss version='2.0'></rss>", "not_html"),
        ("lost \ufffd here".encode(), "replacement_characters"),
    ],
)
def test_decode_names_what_is_no_page(body, code):
    assert codes(decode(page(body))) == [code]


def test_decode_takes_text_that_begins_with_a_bracket_for_text():
    assert decode(page(b"[Premiere] A film")).problems == ()


def test_decode_of_nothing_is_empty():
    assert decode(page(b"")).text == ""


@given(st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc"))))
def test_decode_returns_ascii_markup_around_any_utf8_text(text):
    assert decode(page(f"<p>x</p>{text}<p>end".encode())).text.endswith("<p>end")


@given(st.binary())
def test_decode_never_fails(body):
    assert "\0" not in decode(page(body)).text


@pytest.mark.parametrize(
    "pattern", [b"charset = ", b"<meta charset=", b"charset=   ", b"\xc3\xa9 ", b"\xe9 ", b"\xd0\x94"]
)
def test_decode_takes_time_in_proportion_to_the_page(pattern):
    def reading(size: int) -> Callable[[], object]:
        body = pattern * (size // len(pattern)) + b"\xe9"
        return lambda: decode(page(body))

    assert grows_linearly(reading, 250_000)


def test_decode_looks_at_a_sample_of_a_page_without_spaces():
    def reading(times: int) -> Callable[[], object]:
        return lambda: decode(page("監督：山田太郎。少女の物語".encode("cp932") * times))

    assert decode(page("監督：山田太郎。少女の物語".encode("cp932") * 200_000)).encoding == "shift_jis"
    assert grows_linearly(reading, 50_000)


def test_decode_reads_one_curly_apostrophe_as_windows_1252():
    page = b"<html><head><meta charset=windows-1252></head><body><p>Walt Tillery\x92s first feature</p></body></html>"

    decoded = decode(Response(source="film.html", site="s", url="film.html", body=page))

    assert (decoded.encoding, "Tillery\u2019s" in decoded.text) == ("windows-1252", True)
