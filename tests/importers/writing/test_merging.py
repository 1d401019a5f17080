"""The laws of the three-way merge, and what it does in the cases people talk about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.writing.aligning import align, recognise
from importers.writing.merging import Conflict, merge
from importers.writing.values import Part, Snapshot, filled, unique_keys

KEYS = st.sampled_from("abcdefgh")
VALUES = st.integers(0, 3)
LISTS = st.lists(st.tuples(KEYS, VALUES), unique_by=lambda pair: pair[0]).map(
    lambda pairs: tuple(Part(key, value) for key, value in pairs)
)
SNAPSHOTS = st.builds(
    lambda title, year, body, credits: Snapshot({"title": title, "year": year}, {"body": body, "credits": credits}),
    VALUES,
    st.none() | VALUES,
    LISTS,
    LISTS,
)


def page(title="Salt", **lists):
    return Snapshot({"title": title}, {name: tuple(Part(*pair) for pair in pairs) for name, pairs in lists.items()})


@given(SNAPSHOTS, SNAPSHOTS)
def test_merge_of_an_unchanged_source_is_what_the_editor_left(base, ours):
    merged = merge(base, ours, base)

    assert (merged.snapshot, merged.conflicts) == (ours, ())


@given(SNAPSHOTS, SNAPSHOTS)
def test_merge_of_an_untouched_page_is_what_the_source_says(base, theirs):
    merged = merge(base, base, theirs)

    assert (merged.snapshot, merged.conflicts) == (theirs, ())


@given(SNAPSHOTS, SNAPSHOTS, SNAPSHOTS)
def test_merge_again_with_the_new_base_changes_nothing(base, ours, theirs):
    once = merge(base, ours, theirs).snapshot
    again = merge(theirs, once, theirs)

    assert (again.snapshot, again.conflicts) == (once, ())


@given(SNAPSHOTS, SNAPSHOTS, SNAPSHOTS)
def test_merge_keeps_every_edit(base, ours, theirs):
    merged = merge(base, ours, theirs).snapshot

    for name, value in ours.fields.items():
        if value != base.fields[name]:
            assert merged.fields[name] == value
    for name, parts in ours.lists.items():
        before = {part.key: part.value for part in base.lists[name]}
        mine = {part.key: part.value for part in parts}
        after = {part.key: part.value for part in merged.lists[name]}
        edited = {key: value for key, value in mine.items() if before.get(key) != value}
        assert edited.items() <= after.items()
        assert not (before.keys() - mine.keys()) & after.keys()


@given(SNAPSHOTS, SNAPSHOTS)
def test_merge_with_a_silent_source_keeps_the_page(base, ours):
    assert merge(base, ours, Snapshot()).snapshot == ours


def test_merge_field_changed_by_both_keeps_the_editors_and_tells():
    merged = merge(page("Salt"), page("Salt, again"), page("Salt!"))

    assert merged.snapshot.fields == {"title": "Salt, again"}
    assert merged.conflicts == (Conflict("title", "Salt", "Salt, again", "Salt!"),)


def test_merge_field_changed_alike_by_both_is_no_conflict():
    merged = merge(page("Salt"), page("Salt!"), page("Salt!"))

    assert (merged.snapshot.fields, merged.conflicts) == ({"title": "Salt!"}, ())


def test_merge_part_deleted_by_the_editor_and_changed_by_the_source_stays_deleted():
    merged = merge(page(body=[("a", 1)]), page(body=[]), page(body=[("a", 2)]))

    assert merged.snapshot.lists == {"body": ()}
    assert merged.conflicts == (Conflict("body/a", 1, None, 2),)


def test_merge_new_part_of_the_source_stands_where_the_source_has_it():
    base = page(body=[("a", 1), ("b", 1)])
    ours = page(body=[("a", 1), ("mine", 5), ("b", 1)])
    theirs = page(body=[("a", 1), ("b", 1), ("c", 1)])

    merged = merge(base, ours, theirs)

    assert [part.key for part in merged.snapshot.lists["body"]] == ["a", "mine", "b", "c"]


def test_merge_order_changed_by_the_editor_is_kept():
    base = page(body=[("a", 1), ("b", 1), ("c", 1)])
    ours = page(body=[("c", 1), ("a", 1), ("b", 1)])
    theirs = page(body=[("a", 1), ("b", 2), ("c", 1), ("d", 1)])

    merged = merge(base, ours, theirs)

    assert [(part.key, part.value) for part in merged.snapshot.lists["body"]] == [
        ("c", 1),
        ("d", 1),
        ("a", 1),
        ("b", 2),
    ]
    assert merged.conflicts == ()


def test_merge_order_changed_by_both_is_told():
    base = page(body=[("a", 1), ("b", 1), ("c", 1)])

    merged = merge(base, page(body=[("c", 1), ("a", 1), ("b", 1)]), page(body=[("b", 1), ("a", 1), ("c", 1)]))

    assert merged.conflicts == (Conflict("body/order", ["a", "b", "c"], ["c", "a", "b"], ["b", "a", "c"]),)


def credit(name, role="director"):
    return Part(f"{role}:{name}", {"role": role, "credited_as": name})


def test_align_corrected_spelling_keeps_the_credits_key():
    base = (credit("Ines Obray"), credit("Jon Marsh", "cast"), credit("Ada Lind", "cast"))
    theirs = (credit("Ines Obray"), credit("John Marsh", "cast"), credit("Ada Lind", "cast"))

    aligned = align("credits", base, theirs)

    assert [part.key for part in aligned] == ["director:Ines Obray", "cast:Jon Marsh", "cast:Ada Lind"]
    assert aligned[1].value == {"role": "cast", "credited_as": "John Marsh"}


def test_align_another_role_in_the_same_place_is_another_credit():
    aligned = align("credits", (credit("Ines Obray"),), (credit("Ines Obray", "producer"),))

    assert [part.key for part in aligned] == ["producer:Ines Obray"]


def test_align_paragraph_inserted_before_a_rewritten_one_leaves_it_recognised():
    def block(key, text):
        return Part(key, {"type": "paragraph", "value": text})

    base = (block("1", "A lighthouse keeper counts ships."), block("2", "The end."))
    theirs = (
        block("8", "Wholly new words stand first."),
        block("9", "A lighthouse keeper counts the ships."),
        block("2", "The end."),
    )

    assert [part.key for part in align("body", base, theirs)] == ["8", "1", "2"]


def test_align_changed_country_is_another_country():
    base, theirs = (Part("FR", {"code": "FR"}),), (Part("KH", {"code": "KH"}),)

    assert align("countries", base, theirs) == theirs


def test_recognise_row_changed_by_an_editor_keeps_the_key_it_was_imported_with():
    base = (Part("director:Jon", {"credited_as": "Jon"}, pk=7),)
    ours = (Part("director:John", {"credited_as": "John"}, pk=7), Part("director:Jon", {"credited_as": "Jon"}))

    recognised = recognise(base, ours)

    assert [(part.key, part.value["credited_as"]) for part in recognised] == [
        ("director:Jon", "John"),
        ("director:Jon#new", "Jon"),
    ]


def test_unique_keys_of_equal_parts_are_numbered():
    assert [part.key for part in unique_keys([Part("a", 1), Part("b", 1), Part("a", 1)])] == ["a", "b", "a#2"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"a": "", "b": None, "c": 0, "d": {"e": []}}, {"c": 0}),
        ([{"a": ""}, "x"], [{}, "x"]),
        ("", ""),
    ],
)
def test_filled_leaves_out_what_is_empty(value, expected):
    assert filled(value) == expected


@given(SNAPSHOTS)
def test_snapshot_survives_json(snapshot):
    assert Snapshot.from_json(snapshot.as_json()) == snapshot
