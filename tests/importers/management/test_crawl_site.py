"""The commands around archives: what they print, and how they end."""

import os
import signal
import subprocess
import sys
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from importers.fetching.archive import open_archive
from tests.importers.fetching.conftest import site  # noqa: F401
from tests.importers.fetching.crawl.conftest import html, publish
from tests.interrupting import heed_ctrl_c


@pytest.fixture
def festival(site, settings):  # noqa: F811
    settings.MARQUEE_FETCH_PRIVATE = True
    publish(
        site,
        {
            "/": html("Home", "/film", "/gone", "/wall", images=("/a.png",)),
            "/film": html("Film"),
            "/wall": html("Just a moment..."),
        },
    )
    site.page("/a.png", b"\x89PNG" + b"0" * 40, Content_Type="image/png")
    return site


def run(*arguments: str) -> tuple[str, int]:
    out = StringIO()
    try:
        call_command(*arguments, stdout=out)
    except SystemExit as end:
        return out.getvalue(), int(end.code or 0)
    return out.getvalue(), 0


def crawl(festival, folder, *more: str) -> tuple[str, int]:
    return run("crawl_site", festival.url("/"), "--archive", str(folder), "--delay", "0", *more)


def test_crawl_site_prints_what_came_of_it_and_what_to_do_next(festival, tmp_path):
    folder = tmp_path / "old"

    told, code = crawl(festival, folder)

    assert code == 3
    rows = [line.strip("│ ").split("│") for line in told.splitlines() if line.startswith("│")]
    assert [(left.strip(), right.strip()) for left, right in rows] == [
        ("pages: new", "2"),
        ("images: new", "1"),
        ("not kept: checks for robots", "1"),
        ("failed", "1"),
    ]
    assert f"  {festival.url('/gone')}: the server answers 404, there is no such page." in told
    assert f"crawl_site {festival.url('/')} --archive {folder} --delay 0 --only-missing" in told
    assert f"python manage.py import_listings {folder}" in told


def test_crawl_site_ends_with_nothing_to_complain_about(festival, tmp_path):
    told, code = crawl(festival, tmp_path / "old", "--include", "/film", "--no-media")

    assert code == 0
    assert "images" not in told
    assert "left out: outside the crawl's bounds" in told


def test_archive_status_lists_crawls_and_all_that_is_missing(festival, tmp_path):
    crawl(festival, tmp_path / "old")

    told, code = run("archive_status", str(tmp_path / "old"))

    assert code == 0
    assert "complete" in told
    assert told.splitlines()[-3:] == [
        "2 pages, 1 image, 3 captures in all",
        f"bot_wall: {festival.url('/wall')}: this is a check for robots, not the page. Fetch the page again, slower, or save "
        "it from a browser.",
        f"not_found: {festival.url('/gone')}: the server answers 404, there is no such page.",
    ]


def test_export_warc_says_what_it_wrote(festival, tmp_path):
    crawl(festival, tmp_path / "old")

    told, _ = run("export_warc", str(tmp_path / "old"), str(tmp_path / "old.warc.gz"))

    assert told == f"{tmp_path / 'old.warc.gz'}: 3 records written\n"


def test_read_listing_reads_the_archive(festival, tmp_path):
    crawl(festival, tmp_path / "old")

    told, _ = run("read_listing", str(tmp_path / "old"), "--json")

    assert len(told.splitlines()) == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["crawl_site", "ftp://old.example/", "--archive", "{tmp}/a"], "is no web address"),
        (["crawl_site", "http://", "--archive", "{tmp}/a"], "is no web address"),
        (["crawl_site", "http://old.example/", "--archive", "{tmp}"], "holds other files"),
        (["archive_status", "{tmp}/nothing"], "is no archive"),
        (["export_warc", "{tmp}/nothing", "{tmp}/x.warc"], "is no archive"),
    ],
)
def test_wrong_usage_is_said_in_words(tmp_path, arguments, words):
    (tmp_path / "thesis.doc").write_bytes(b"mine")

    with pytest.raises(CommandError, match=words) as error:
        call_command(*(argument.format(tmp=tmp_path) for argument in arguments))

    assert error.value.returncode == 2


def test_the_command_to_go_on_keeps_the_bounds(festival, tmp_path):
    told, _ = crawl(
        festival,
        tmp_path / "old",
        "--limit",
        "1",
        "--prefix",
        "/",
        "--exclude",
        "/a b/*",
        "--depth",
        "3",
        "--ignore-robots",
    )

    again = f"crawl_site {festival.url('/')} --archive {tmp_path / 'old'} --exclude '/a b/*' --depth 3 --delay 0 --ignore-robots"
    assert f"To go on from here: python manage.py {again}\n" in told


@pytest.mark.parametrize("option", [["--depth", "x"], ["--limit", "0"], ["--delay", "-1"], ["--delay", "inf"]])
def test_numbers_that_are_none_are_refused(tmp_path, option):
    with pytest.raises(CommandError):
        call_command("crawl_site", "http://old.example/", "--archive", str(tmp_path / "a"), *option)


def test_a_private_address_is_refused_without_asking(festival, tmp_path, settings):
    settings.MARQUEE_FETCH_PRIVATE = False

    told, code = crawl(festival, tmp_path / "old")

    assert (code, festival.asked) == (3, [])
    assert "127.0.0.1 is not on the public internet" in told
    assert "0 requests sent" in told


def test_ctrl_c_stops_cleanly_and_the_next_run_goes_on(festival, tmp_path):
    """The server interrupts the process while it waits for an answer."""
    interrupted = []

    def interrupt(request):
        publish(festival, {"/film": html("Film")})
        interrupted.append(process)
        os.kill(process.pid, signal.SIGINT)

    festival.answers["/film"] = interrupt
    command = [
        sys.executable,
        "manage.py",
        "crawl_site",
        festival.url("/"),
        "--archive",
        str(tmp_path / "old"),
        "--delay",
        "0",
    ]
    environment = {**os.environ, "MARQUEE_FETCH_PRIVATE": "true", "MARQUEE_VAR_DIR": str(tmp_path / "var")}
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env=environment, preexec_fn=heed_ctrl_c)
    told, errors = process.communicate()

    assert (process.returncode, errors) == (130, "")
    assert "Stopped before the end: You stopped it." in told
    assert len(open_archive(tmp_path / "old").pages()) == 1
    festival.asked.clear()

    told, _ = crawl(festival, tmp_path / "old")

    assert "Going on with the crawl that began on" in told
    assert "/" not in [path for path, _ in festival.asked]
    assert len(open_archive(tmp_path / "old").pages()) == 2
