"""Tracked changes are read with author, kind and place, whatever a word processor makes of them."""

import pytest

from cochair.formats.inside.problems import Problem
from cochair.formats.inside.xml import Scan, scan
from cochair.formats.word.tracked import Act, Place, from_json, read_tracked
from texts.wordfiles import NS, by, dele, ins, p, packed, run

MARK = f"<w:ins {by('Ana')}/>"
GONE = f"<w:del {by('Ben')}/>"


def passages(*body, **more):
    return read_tracked(packed("".join(body), **more)).passages


def told(one):
    """A passage in short: what becomes of it, and its changes."""
    changes = [(each.start, each.end, each.words, each.author) for each in one.changes]
    return one.act, one.original, one.revised, changes


def test_a_replacement_is_one_change_of_its_author_however_its_runs_are_split() -> None:
    body = p(
        run("The Par"),
        run("ties "),
        dele("Ana", "sh"),
        dele("Ana", "all", "2031-02-03T09:05:00Z"),
        ins("Ana", "sho"),
        ins("Ana", "uld"),
        run(" meet."),
    )

    (one,) = passages(body)

    assert told(one) == (
        Act.STAYS,
        "The Parties shall meet.",
        "The Parties should meet.",
        [(12, 17, "should", "Ana")],
    )
    assert one.changes[0].at == "2031-02-03T09:05:00+00:00"


def test_what_several_authors_do_at_one_place_stays_theirs() -> None:
    (one,) = passages(
        p(
            run("a "),
            dele("Ana", "b"),
            ins("Cyd", "x"),
            dele("Ana", "c"),
            ins("Ana", "y"),
            run(" d"),
        )
    )

    assert [(each.author, each.start, each.end, each.words) for each in one.changes] == [
        ("Ana", 2, 4, "y"),
        ("Cyd", 3, 3, "x"),
    ]


def test_a_change_in_what_another_inserted_is_within_it() -> None:
    inside = f"<w:ins {by('Ana')}>{run('shall ')}{dele('Ben', 'gladly ')}</w:ins>"

    (one,) = passages(p(run("They "), inside, ins("Ben", "soon "), ins("Ana", "meet"), run(".")))

    (outer,) = one.changes
    assert (outer.author, outer.words) == ("Ana", "shall gladly meet")
    assert [(each.author, each.start, each.end, each.words) for each in outer.within] == [
        ("Ben", 6, 13, "soon ")
    ]
    assert one.revised == "They shall soon meet."


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # Somebody pressed Enter behind a paragraph and wrote on.
        (
            p(run("Old."), mark=MARK) + p(ins("Ana", "New.")),
            [(Act.STAYS, "Old.", "Old.", []), (Act.INSERTED, None, "New.", [])],
        ),
        # A whole paragraph with its mark.
        (
            p(ins("Ana", "New."), mark=MARK) + p(run("Old.")),
            [(Act.INSERTED, None, "New.", []), (Act.STAYS, "Old.", "Old.", [])],
        ),
        # One divided into two.
        (
            p(run("One and "), mark=MARK) + p(run("two.")),
            [
                (Act.STAYS, "One and two.", "One and", [(8, 12, "", "Ana")]),
                (Act.INSERTED, None, "two.", []),
            ],
        ),
        # Two joined into one.
        (
            p(run("One and"), mark=GONE) + p(run(" two.")),
            [
                (Act.STAYS, "One and", "One and two.", [(7, 7, " two.", "Ben")]),
                (Act.DELETED, "two.", None, []),
            ],
        ),
        (
            p(dele("Ben", "Gone."), mark=GONE) + p(run("Old.")),
            [(Act.DELETED, "Gone.", None, []), (Act.STAYS, "Old.", "Old.", [])],
        ),
        # Marked from the end of one paragraph to the end of the next, and deleted.
        (
            p(run("Old."), mark=GONE) + p(dele("Ben", "Gone.")),
            [(Act.STAYS, "Old.", "Old.", []), (Act.DELETED, "Gone.", None, [])],
        ),
        (
            p(dele("Ben", "Old."), ins("Ben", "New.")),
            [(Act.STAYS, "Old.", "New.", [(0, 4, "New.", "Ben")])],
        ),
    ],
)
def test_marks_of_paragraphs_are_changed_like_words(body, expected) -> None:
    found = passages(body)

    assert [told(one) for one in found] == expected


def test_cells_rows_and_footnotes_say_where_a_change_stands() -> None:
    row = f"<w:tr><w:trPr>{MARK}</w:trPr><w:tc>{p(ins('Ana', 'c'))}</w:tc></w:tr>"
    cells = f"<w:tc>{p(run('a'))}</w:tc><w:tc>{p(run('b'), ins('Ben', '2'))}</w:tc>"
    table = f"<w:tbl><w:tr>{cells}</w:tr>{row}</w:tbl>"
    note = (
        f'<w:footnote w:id="7">{p(run(" As "), dele("Cyd", "one"), ins("Cyd", "two"))}</w:footnote>'
    )
    mark = '<w:r><w:footnoteReference w:id="7"/></w:r>'

    found = passages(table, p(run("areas"), mark, run(" of")), notes=note)

    changes = [(3, 3, "2", "Ben"), (3, 3, "\nc", "Ana")]
    assert told(found[0]) == (Act.STAYS, "a\tb", "a\tb2\nc", changes)
    assert {one.place for one in found[0].changes} == {Place.CELL}
    assert found[1].original == "areas⁽As one⁾ of"
    assert [(one.words, one.author, one.place) for one in found[1].changes] == [
        ("two", "Cyd", Place.NOTE)
    ]


def test_a_paragraph_that_moves_is_one_move_with_what_changed_on_the_way() -> None:
    def ranged(way, inner):
        start = f'<w:{way}RangeStart w:id="9" w:author="Ana" w:name="m1"/>'
        return f'{start}{inner}<w:{way}RangeEnd w:id="9"/>'

    away = f"<w:moveFrom {by('Ana')}>{run('They report yearly.')}</w:moveFrom>"
    here = (
        f"<w:moveTo {by('Ana')}>{run('They report ')}{dele('Ben', 'yearly')}</w:moveTo>"
        + ins("Ben", "daily")
        + f"<w:moveTo {by('Ana')}>{run('.')}</w:moveTo>"
    )
    body = (
        p(ranged("moveFrom", away), mark=f"<w:moveFrom {by('Ana')}/>")
        + p(run("It stays."))
        + p(ranged("moveTo", here), mark=f"<w:moveTo {by('Ana')}/>")
        + p(run("The end."))
    )

    found = passages(body)

    assert [one.act for one in found] == [
        Act.MOVED_AWAY,
        Act.STAYS,
        Act.MOVED_HERE,
        Act.STAYS,
    ]
    assert found[0].move == found[2].move
    assert [(one.start, one.end, one.words, one.author) for one in found[2].changes] == [
        (12, 18, "daily", "Ben")
    ]


def test_comments_hang_on_their_words_and_changes_of_looks_are_counted() -> None:
    look = f"<w:r><w:rPr><w:b/><w:rPrChange {by('Ana')}/></w:rPr><w:t>two</w:t></w:r>"
    around = f'<w:commentRangeStart w:id="5"/>{look}<w:commentRangeEnd w:id="5"/>'
    comment = f'<w:comment w:id="5" w:author="Cyd">{p(run("Why?"))}</w:comment>'
    loose = f'<w:comment w:id="6" w:author="Cyd">{p(run("In general."))}</w:comment>'

    found = read_tracked(packed(p(run("One "), around, run(" x")), comments=comment + loose))

    (said,) = found.passages[0].comments
    assert (said.start, said.end, said.words, said.author) == (4, 7, "Why?", "Cyd")
    assert found.looks == 1
    assert [one.words for one in found.loose] == ["In general."]
    assert not found.passages[0].changes


def test_names_instants_and_signs_that_mean_nothing_do_no_harm() -> None:
    bare = "<w:ins><w:r><w:t>x</w:t></w:r></w:ins>"
    absurd = ins("Ana\u202e\u0007"[:4], "y", "0000-99-99T99:99:99Z")
    far = ins("B" * 5_000, "z", "9999-12-31T23:59:59-23:59")
    steering = ins("Cyd", "a\u202eb\u200bc\u2066")

    one = read_tracked(
        packed(p(run("start "), bare, run(" "), absurd, run(" "), far, run(" "), steering))
    )

    changes = one.passages[0].changes
    assert [each.words for each in changes] == ["x", "y", "z", "abc"]
    assert [each.at for each in changes] == ["", "", "", "2031-02-03T09:00:00+00:00"]
    assert [len(each.author) for each in changes] == [0, 3, 120, 3]
    assert one.hidden == 3


def test_changes_in_changes_lose_no_word_and_blame_nobody_else() -> None:
    within = f"<w:ins {by('Ana')}><w:ins {by('Ben')}>{run('twice')}</w:ins></w:ins>"
    gone = f"<w:del {by('Ana')}><w:del {by('Ben')}><w:r><w:delText>old</w:delText></w:r></w:del></w:del>"
    upside = f"<w:del {by('Ben')}><w:ins {by('Ana')}><w:r><w:t>never</w:t></w:r></w:ins></w:del>"
    body = f"<w:ins {by('Cyd')}>{p(run('A block.'))}</w:ins>"

    found = passages(p(run("a "), within, run(" b "), gone, run(" c"), upside, run(" d")), body)

    assert found[0].original == "a  b old c d"
    assert found[0].revised == "a twice b  c d"
    wrote = [(one.author, one.words) for one in found[0].changes if one.words.strip()]
    assert wrote[0] == ("Ana", "twice")
    assert told(found[1])[:3] == (Act.INSERTED, None, "A block.")


def test_ten_thousand_changes_of_a_hundred_hands_are_read_whole() -> None:
    many = "".join(
        p(
            *(
                run(f"word{at} ") + dele(f"d{at % 100}", "old ") + ins(f"d{at % 100}", "new ")
                for at in range(50)
            )
        )
        for _ in range(200)
    )
    one_place = p(run("a"), *(ins(f"d{at}", "x") for at in range(10_000)), run("b"))
    marks = "".join(p(ins("Ana", "n"), mark=MARK) for _ in range(10_000))

    found = [passages(many), passages(one_place), passages(marks)]

    assert sum(len(one.changes) for one in found[0]) == 10_000
    assert len(found[1][0].changes) == 10_000
    assert len(found[2]) == 10_000


def test_a_file_with_entities_is_refused_before_it_is_read() -> None:
    with pytest.raises(Problem):
        scan(f'<!DOCTYPE x [<!ENTITY a "b">]><w:document {NS}>&a;</w:document>'.encode(), Scan())


def test_what_leaves_the_child_process_is_the_same_in_its_parent() -> None:
    found = read_tracked(packed(p(run("a "), dele("Ana", "b"), ins("Ana", "c"), run(" d"))))

    assert from_json(found.as_json()) == found
