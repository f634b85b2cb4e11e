"""A text goes out with every open proposal as a change of its author, and nothing is lost on the way.

What goes out is read by `Independent`, which shares no line with the product.
"""

from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cochair.features.files import inspection
from cochair.formats.amendments.markup_layout import Terms, lay
from cochair.formats.amendments.writer import Saying, write_text
from cochair.formats.paragraphs import TABLE, Paragraph, Run
from cochair.formats.word.tracked import Act, Place, from_json, read_tracked
from cochair.procedure.refusal import Refused
from cochair.procedure.text import (
    Attribution,
    Author,
    AuthorKind,
    Operation,
    Position,
    Proposal,
    Reservation,
    ReservationKind,
    Span,
    Value,
    first_text,
    propose,
    reserve,
    take_position,
)
from cochair.procedure.text.proposals import words_with
from texts.wordfiles import Independent

START = datetime(2031, 2, 3, 9, tzinfo=UTC)
ELM = Author(AuthorKind.DELEGATION, "norland", "elm")
MAR = Author(AuthorKind.DELEGATION, "sudria", "mar")
SOL = Author(AuthorKind.DELEGATION, "sudria", "sol")
AUTHORS = (ELM, MAR, SOL)
SAYING = Saying(
    lambda author: (author.member or author.party or "co-chairs") if author else "nobody",
    lambda remark: f"{type(remark.about).__name__}: {getattr(remark.about, 'words', '')}",
)


def begun(*paragraphs):
    """A text of these ids and words."""
    rows = [(id, kind, {"en": words}) for id, kind, words in paragraphs]
    return first_text("t", ("norland", "sudria"), ("en",), "en", rows, by="chairs", at=START)


class Table:
    """A text that is proposed on, minute by minute."""

    def __init__(self, *paragraphs):
        self.text = begun(*paragraphs)
        self.minute = 0

    def propose(self, author, operation, paragraph, words=None, span=None, **more):
        self.minute += 1
        said = {} if words is None else {"en": words}
        at = START + timedelta(minutes=self.minute)
        one = Proposal(f"q-{self.minute}", author, operation, paragraph, at, said, span, **more)
        self.text = propose(self.text, one, read=1)
        return one

    def out(self, **more):
        return out(self.text, **more)


def out(text, **more):
    return write_text(
        lay(text, Terms("en", **more)), SAYING, language="en", title="Declaration", at=START
    )


def standing(text):
    """The words as they stand, as an independent reader gives them."""
    return [one.words["en"] for one in text.current if one.words["en"].strip()]


def negotiated():
    """Two hundred changes by three authors: 40 paragraphs, a table, footnotes, moves, new ones."""
    rows = [(f"p-{at}", "operative", paragraph(at)) for at in range(1, 41)]
    cells = "\n".join(f"row{at} old\tnone\tv{at} end" for at in range(1, 21))
    rows.insert(20, ("t-1", "table", cells))
    table = Table(*rows)
    expected = []
    for at in range(1, 31):
        words = paragraph(at)
        for number, (old, new) in enumerate(
            (("shall", "should"), ("meet ", ""), ("twelve", "thirteen"), ("As listed", "Listed"))
        ):
            author = AUTHORS[(at + number) % 3]
            span = place(words, old)
            table.propose(author, Operation.REPLACE, f"p-{at}", new, span)
            where = Place.NOTE if number == 3 else Place.BODY
            expected.append((f"p-{at}", span.start, span.end, new, author.member, where))
    for at in range(1, 21):
        for number, (old, new) in enumerate(((f"row{at} old", "new"), (f"v{at} ", "w ")), 1):
            author = AUTHORS[(at + number) % 3]
            span = place(cells, old)
            table.propose(author, Operation.REPLACE, "t-1", new, span)
            expected.append(("t-1", span.start, span.end, new, author.member, Place.CELL))
    acts = []
    for at in range(31, 36):
        author = AUTHORS[at % 3]
        table.propose(author, Operation.DELETE, f"p-{at}")
        acts.append((Act.DELETED, paragraph(at), author.member))
    for at in range(36, 41):
        author = AUTHORS[at % 3]
        table.propose(author, Operation.MOVE, f"p-{at}", after=f"p-{at - 35}")
        acts.append((Act.MOVED_HERE, paragraph(at), author.member))
    for at in range(1, 31):
        author = AUTHORS[at % 3]
        table.propose(author, Operation.INSERT, f"n-{at}", f"New paragraph {at}.", after=f"p-{at}")
        acts.append((Act.INSERTED, f"New paragraph {at}.", author.member))
    return table, expected, acts


def paragraph(at):
    return f"Paragraph {at}: they shall meet on twelve areas⁽As listed in annex {at}.⁾ of work."


def place(words, old):
    at = words.index(old)
    return Span(at, at + len(old))


def test_two_hundred_changes_by_three_authors_come_back_with_author_kind_and_place() -> None:
    table, expected, acts = negotiated()
    assert len(expected) + len(acts) == 200

    octets = table.out()
    inspection.inspect(octets, "declaration.docx")
    found = from_json(inspection.read_as(octets, "docx-tracked")).passages

    ids = {one.words["en"]: one.id for one in table.text.paragraphs}
    changes = [
        (ids[one.original], each.start, each.end, each.words, each.author, each.place)
        for one in found
        if one.act is Act.STAYS
        for each in one.changes
    ]
    assert sorted(changes) == sorted(expected)
    told = [(one.act, one.revised or one.original, one.author) for one in found]
    wholes = [one for one in told if one[0] not in (Act.STAYS, Act.MOVED_AWAY)]
    assert sorted(wholes) == sorted(acts)
    instants = {one.at for passage in found for one in passage.changes}
    assert len(instants) == len(expected)


def test_an_independent_reader_finds_the_same_authors_and_the_text_beneath() -> None:
    table, expected, acts = negotiated()

    read = Independent(table.out())

    assert read.reading(()) == [one.replace("↵", "↵") for one in standing(table.text)]
    assert read.authors() == {"elm", "mar", "sol"}
    for author in AUTHORS:
        own = [one for one in table.text.open_proposals if one.author == author]
        assert read.reading({author.member}) == wanted(table.text, own)
    kinds = [(kind, author) for kind, author, _words in read.changes()]
    for author in AUTHORS:
        mine = [one for one in expected if one[4] == author.member]
        whole = [act for act, _words, member in acts if member == author.member]
        deleted = len(mine) + whole.count(Act.DELETED) * 2
        assert kinds.count(("del", author.member)) - _notes_within(read, author) == deleted


def _notes_within(read, author):
    """Deleted paragraphs hold a footnote, whose mark and words are runs of their own."""
    own = [
        (kind, words)
        for kind, who, words in read.changes()
        if (kind, who) == ("del", author.member)
    ]
    # The mark of the paragraph has no words and is counted; the mark of the note has none either.
    wholes = sum(words.startswith("Paragraph ") for _kind, words in own)
    return wholes * 3


def wanted(text, proposals):
    """What these proposals say on the text as it stands, each at the place where it was proposed."""
    words = {one.id: one.words["en"] for one in text.current}
    for one in sorted(proposals, key=lambda each: -(each.span.start if each.span else 0)):
        if one.operation is Operation.REPLACE:
            span = one.span or Span(0, len(words[one.paragraph]))
            old = words[one.paragraph]
            words[one.paragraph] = old[: span.start] + one.words["en"] + old[span.end :]
    gone = {
        one.paragraph for one in proposals if one.operation in (Operation.DELETE, Operation.MOVE)
    }
    lines = []
    for id in ["", *(one.id for one in text.current)]:
        lines += [words[id]] if id and id not in gone else []
        for one in proposals:
            if one.after == id and one.operation is Operation.INSERT:
                lines.append(one.words["en"])
            elif one.after == id and one.operation is Operation.MOVE:
                lines.append(words[one.paragraph])
    return [line for line in lines if line.strip()]


def test_rivals_at_one_place_the_first_is_tracked_and_the_others_are_said_beside() -> None:
    table = Table(("p-1", "operative", "The Parties shall meet."))
    table.propose(ELM, Operation.REPLACE, "p-1", "should", Span(12, 17))
    table.propose(MAR, Operation.REPLACE, "p-1", "may", Span(12, 17))

    first = Independent(table.out())
    preferred = Independent(table.out(first=MAR))

    assert first.reading({"elm"}) == ["The Parties should meet."]
    assert first.reading({"mar"}) == ["The Parties shall meet."]
    assert first.comments() == [("mar", "Proposal: {'en': 'may'}")]
    assert preferred.reading({"mar"}) == ["The Parties may meet."]


def test_a_proposal_on_a_proposal_is_a_change_in_what_is_inserted() -> None:
    table = Table(("p-1", "operative", "They meet."))
    outer = table.propose(ELM, Operation.REPLACE, "p-1", " shall gladly meet", Span(4, 9))
    table.propose(MAR, Operation.REPLACE, "p-1", "soon", Span(7, 13), on=outer.id)

    octets = table.out()

    read = Independent(octets)
    assert read.reading(()) == ["They meet."]
    assert read.reading({"elm"}) == ["They shall gladly meet."]
    assert read.reading({"elm", "mar"}) == ["They shall soon meet."]
    (passage,) = read_tracked(octets).passages
    (change,) = passage.changes
    assert (change.author, change.within[0].author, change.within[0].words) == (
        "elm",
        "mar",
        "soon",
    )


def test_authors_are_shown_as_the_attribution_of_the_text_allows() -> None:
    table = Table(("p-1", "operative", "They meet."))
    table.propose(ELM, Operation.REPLACE, "p-1", "shall meet", Span(5, 9))
    table.propose(MAR, Operation.DELETE, "p-1")

    by_party = table.out(attribution=Attribution.PARTY)
    anonymous = table.out(attribution=Attribution.ANONYMOUS)
    own = table.out(attribution=Attribution.ANONYMOUS, reader=ELM)

    assert Independent(by_party).authors() == {"norland"}
    hands = [one.ins or one.out for sheet in lay(table.text, Terms("en", Attribution.PARTY))
             for one in sheet.pieces if hasattr(one, "ins") and (one.ins or one.out)]  # fmt: skip
    # Not the Party itself: one of its delegations.
    assert {hand.by for hand in hands} == {Author(AuthorKind.DELEGATION, "norland")}
    assert Independent(by_party).comments()[0][0] == "sudria"
    assert Independent(anonymous).authors() == {"nobody"}
    assert Independent(own).authors() == {"elm"}
    for octets in (by_party, anonymous):
        assert b"elm" not in _unpacked(octets)
    # An instant would tell who it was.
    assert b"2031-02-03T09:01" not in _unpacked(anonymous)


def _unpacked(octets):
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


def test_positions_and_reservations_are_comments_and_a_clean_copy_has_none() -> None:
    table = Table(("p-1", "operative", "They meet."), ("p-2", "operative", "They report."))
    one = table.propose(ELM, Operation.REPLACE, "p-1", "shall meet", Span(5, 9))
    text = take_position(table.text, Position(MAR, one.id, Value.CANNOT_ACCEPT, START))
    text = reserve(text, Reservation("r-1", SOL, ReservationKind.SCRUTINY, START, "p-2"))

    said = Independent(out(text)).comments()
    clean = Independent(out(text, is_clean=True))

    assert [who for who, _words in said] == ["mar", "sol"]
    assert (clean.comments(), clean.changes()) == ([], [])
    assert clean.reading(()) == standing(text)


def test_a_table_goes_and_comes_as_a_whole_and_keeps_its_looks() -> None:
    shape = Paragraph("p-1", "item", (Run("They "), Run("meet", "b"), Run(".")), 1, "1.")
    table = Table(("p-1", "operative", "They meet."), ("t-1", "table", "a\tb\nc\td"))
    table.propose(ELM, Operation.DELETE, "t-1")
    table.propose(MAR, Operation.INSERT, "n-1", "x\ty", after="p-1")

    octets = table.out(shapes={"p-1": shape, "t-1": Paragraph("t-1", TABLE)})

    read = Independent(octets)
    assert read.reading(()) == ["They meet.", "a\tb\nc\td"]
    assert read.reading({"elm"}) == ["They meet."]
    assert read.reading({"mar"}) == ["They meet.", "x\ty", "a\tb\nc\td"]
    assert [one.act for one in read_tracked(octets).passages] == [
        Act.STAYS,
        Act.INSERTED,
        Act.DELETED,
    ]
    assert b"<w:b/>" in _unpacked(octets)
    assert b"<w:numPr>" in _unpacked(octets)


said = st.text("abc ⁽⁾\t\n[]&<", min_size=1, max_size=12).filter(str.strip)


@given(st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_rejecting_all_gives_the_text_and_accepting_an_author_what_it_proposes(data) -> None:
    words = st.text("abc de", min_size=1, max_size=20).map(lambda one: f"x{one.strip()}y")
    rows = [(f"p-{at}", "operative", data.draw(words)) for at in range(1, 5)]
    table = Table(*rows)
    for number in range(data.draw(st.integers(1, 10))):
        author = data.draw(st.sampled_from(AUTHORS))
        operation = data.draw(st.sampled_from(list(Operation)))
        id = data.draw(st.sampled_from([one.id for one in table.text.current]))
        new = data.draw(said)
        more = {"words": new}
        if operation is Operation.REPLACE and data.draw(st.booleans()):
            length = len(table.text.paragraph(id).words["en"])
            start = data.draw(st.integers(0, length))
            more["span"] = Span(start, data.draw(st.integers(start, length)))
        if operation in (Operation.DELETE, Operation.MOVE):
            more = {}
        if operation in (Operation.INSERT, Operation.MOVE):
            places = ["", *(one.id for one in table.text.current if one.id != id)]
            more["after"] = data.draw(st.sampled_from(places))
        if operation is Operation.INSERT:
            id = f"n-{number}"
        try:
            table.propose(author, operation, id, **more)
        except Refused:
            continue

    for author in AUTHORS:
        laid = lay(table.text, Terms("en", first=author))
        read = Independent(out(table.text, first=author))
        assert seen(read.reading(())) == seen(standing(table.text))
        hands = {
            hand.proposal
            for sheet in laid
            for hand in (
                sheet.ins,
                sheet.out,
                *(h for one in sheet.pieces if hasattr(one, "ins") for h in (one.ins, one.out)),
            )
            if hand is not None and hand.by == author
        }
        own = [one for one in table.text.open_proposals if one.author == author]
        tracked = [one for one in own if one.id in hands or not beside(laid, one)]
        assert seen(read.reading({author.member})) == seen(wanted(table.text, tracked))
        # What is not tracked is said in a comment: nothing is lost.
        assert all(one in tracked or beside(laid, one) for one in own)


def beside(laid, proposal):
    """Whether a proposal is said in a comment."""
    return any(
        getattr(getattr(one, "remark", None), "about", None) == proposal
        for sheet in laid
        for one in sheet.pieces
    )


def seen(lines):
    """Lines as a reader sees them: where footnotes are not in order, their signs are parentheses."""
    plain = str.maketrans({"⁽": "(", "⁾": ")"})
    return ["".join(line.translate(plain).split()) for line in lines]


def test_what_a_proposal_says_in_full_is_what_accepting_it_gives() -> None:
    table = Table(("p-1", "operative", "They meet."))
    one = table.propose(ELM, Operation.REPLACE, "p-1", "shall meet", Span(5, 9))

    assert Independent(table.out()).reading({"elm"}) == [words_with(table.text, one)]
