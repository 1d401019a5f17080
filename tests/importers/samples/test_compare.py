"""The judge of readings: each kind of disagreement is told apart."""

from importers.samples.compare import Verdict, compare, table

PAGE = {"source": "a.html", "kind": "film", "title": "Kelp", "year": 1931, "chrome": ["Box office"]}


def verdicts(**got):
    return [(v.field, v.outcome) for v in compare([PAGE], {"a.html": {"source": "a.html", **got}})]


def test_equal_values_are_right():
    assert verdicts(kind="film", title="Kelp", year=1931) == [("kind", "right"), ("title", "right"), ("year", "right")]


def test_other_missing_and_invented_values_are_told_apart():
    assert verdicts(kind="film", title="Kelp!", running_time=41) == [
        ("kind", "right"),
        ("title", "wrong"),
        ("year", "missing"),
        ("running_time", "invented"),
    ]


def test_page_that_was_not_read_misses_every_value():
    assert [v.outcome for v in compare([PAGE], {})] == ["missing", "missing", "missing"]


def test_credits_in_another_order_are_right():
    one, two = {"role": "cast", "name": "A"}, {"role": "editor", "name": "B"}
    want = {"source": "a.html", "credits": [one, two]}

    assert [v.outcome for v in compare([want], {"a.html": {"credits": [two, one]}})] == ["right"]


def test_chrome_in_a_field_is_invented():
    assert ("chrome", "invented") in verdicts(kind="film", title="Kelp", year=1931, byline="Box office 12")


def test_account_that_does_not_add_up_is_wrong():
    account = {"total": 5, "used": 2, "chrome": 2, "unplaced": 0}
    whole = {"total": 4, "used": 2, "chrome": 2, "unplaced": 0}

    assert verdicts(coverage={**account, "attributes": whole})[-2:] == [("coverage", "wrong"), ("coverage", "right")]


def test_expected_problem_that_was_not_told_is_missing():
    want = {"source": "a.html", "problems": [{"code": "bot_wall"}]}

    assert [v.outcome for v in compare([want], {"a.html": {}})] == ["missing"]
    assert [v.outcome for v in compare([want], {"a.html": {"problems": [{"code": "bot_wall"}]}})] == ["right"]


def test_table_counts_by_field():
    rows = [Verdict("a", "title", "right"), Verdict("b", "title", "wrong"), Verdict("b", "year", "invented")]

    assert table(rows).splitlines() == [
        "field                right     wrong   missing  invented",
        "title                    1         1         0         0",
        "year                     0         0         0         1",
    ]
