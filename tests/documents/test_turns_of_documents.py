"""Whose turn it is on documents, their comments, files and originals, state by state (house.md 1)."""

import filed
import papers
import signatures
import signing
from cochair.features.circulation import actions as circulating
from cochair.features.circulation.kind import COMMENT
from cochair.features.documents.models import Document
from cochair.features.files import actions as files
from cochair.features.files.kind import FILE
from cochair.features.parties.models import Forum
from cochair.features.publications import actions as publishing
from cochair.features.register import actions as register
from cochair.features.register.kind import DOCUMENT
from cochair.features.signatures import actions as signed
from cochair.features.signatures.kind import ORIGINAL
from cochair.kernel.kind import Kind, No
from papers import words
from world import NOW

OURS = ("secretariat", "LEAGUE")
BOTH = [
    ("secretariat", "LEAGUE"), ("co_presidency", "LEAGUE"),
    ("secretariat", "CONCERT"), ("co_presidency", "CONCERT"),
]  # fmt: skip


def asked(kind: Kind, forum: Forum) -> list[tuple[str, tuple[str, str]]]:
    """The first word of each turn on the things of a kind, and who acts."""
    assert not isinstance(kind.turns, No)
    found = [turn for row in kind.turns.open(forum) for turn in kind.turns.of(row, NOW)]
    return [(one.says.split()[0], (one.role, one.of)) for one in found]


def test_a_document_is_written_released_circulated_and_brought_up_to_date_by_its_registrar(
    small_forum: Forum,
) -> None:
    paper = papers.entered(small_forum)
    assert asked(DOCUMENT, small_forum) == [("Add", OURS)]

    papers.written(paper, "en", words("One."), released=False)
    papers.written(paper, "es", words("Uno."), released=False)
    # A translation is not released before what it translates.
    assert asked(DOCUMENT, small_forum) == [("Release", OURS)]

    papers.written(paper, "en", words("One."))
    assert asked(DOCUMENT, small_forum) == [("Release", OURS), ("Circulate:", OURS)]

    papers.written(paper, "es", words("Uno."))
    papers.sent(paper)
    assert asked(DOCUMENT, small_forum) == []

    papers.written(paper, "en", words("Two."))
    assert asked(DOCUMENT, small_forum) == [("Bring", OURS)]

    row = papers.fresh(paper)
    register.withdraw(
        row, reason=signing.REASON, seen=row.version, by=signing.secretariat(small_forum), at=NOW
    )
    assert asked(DOCUMENT, small_forum) == []


def test_a_delegation_works_on_its_own_paper(small_forum: Forum) -> None:
    head = papers.somebody(small_forum, "delegation_head", "LEAGUE", "XN")
    papers.entered(small_forum, by=head)

    assert asked(DOCUMENT, small_forum) == [("Add", ("delegation_head", "XN"))]


def test_a_final_public_document_is_published_by_both_and_others_by_nobody(
    small_forum: Forum,
) -> None:
    signatures.final(small_forum)
    assert asked(DOCUMENT, small_forum) == []
    paper = signatures.final(small_forum, "en", "es", "pt", marking="public")
    assert asked(DOCUMENT, small_forum) == [("Publish:", one) for one in BOTH]
    assert not isinstance(DOCUMENT.turns, No)
    found = list(DOCUMENT.turns.of(paper, NOW))
    assert [one.prepares for one in found] == [True, False, True, False]

    act = publishing.propose_publication(
        paper, reason="", seen=paper.version, by=signing.secretariat(small_forum), at=NOW
    )
    assert asked(DOCUMENT, small_forum) == []
    signing.both_sign(small_forum, act, NOW)
    assert asked(DOCUMENT, small_forum) == []


def test_nothing_is_asked_for_on_papers_of_a_closed_cycle(small_forum: Forum) -> None:
    paper = papers.entered(small_forum)
    assert not isinstance(DOCUMENT.ends_with, No)
    cycle = DOCUMENT.ends_with(paper)
    cycle.closed_at = NOW
    cycle.save()

    assert asked(DOCUMENT, small_forum) == []


def test_whoever_registered_a_document_answers_its_comments_and_none_of_the_other_party(
    small_forum: Forum,
) -> None:
    paper = papers.circulated(small_forum)
    edition = papers.last(paper).expressions.get()
    theirs, ours = signing.concert(small_forum), signing.secretariat(small_forum)

    def said(text: str, *, own_party: bool = False) -> int:
        made = circulating.comment(
            edition, paragraph="", text=text, own_party=own_party, by=theirs, at=NOW
        )
        return made.pk

    said("Among us.", own_party=True)
    assert asked(COMMENT, small_forum) == []

    numbers = [said("Why?"), said("When?")]
    assert asked(COMMENT, small_forum) == [("Answer", OURS)]
    assert not isinstance(COMMENT.turns, No)
    (turn,) = [
        turn for row in COMMENT.turns.open(small_forum) for turn in COMMENT.turns.of(row, NOW)
    ]
    assert turn.facts["count"] == "2"
    assert turn.address == ("documents:document", paper.slug, "#comments")

    for number in numbers:
        row = paper.comments.get(pk=number)
        circulating.answer(row, state="taken", text="", by=ours, at=NOW)
    assert asked(COMMENT, small_forum) == []


def test_a_held_file_is_decided_on_by_the_presidency_of_its_party(small_forum: Forum) -> None:
    filed.kept(small_forum, signing.secretariat(small_forum))
    assert asked(FILE, small_forum) == []

    file = filed.kept(small_forum, signing.secretariat(small_forum), "LIMITE")
    assert asked(FILE, small_forum) == [("Decide", ("co_presidency", "LEAGUE"))]

    basis = "Released by its originator on 3 February 2031, letter 12."
    files.release_file(file, basis=basis, by=signing.league(small_forum), at=NOW)
    assert asked(FILE, small_forum) == []


def test_an_original_is_signed_by_each_presidency_until_it_is_sealed_or_taken_back(
    small_forum: Forum,
) -> None:
    signatures.registered(small_forum)
    original = signatures.ready(small_forum)
    both = [("Sign", ("co_presidency", party)) for party in ("LEAGUE", "CONCERT")]
    assert asked(ORIGINAL, small_forum) == both

    signatures.signs(original, "LEAGUE")
    assert asked(ORIGINAL, small_forum) == both[1:]
    signatures.signs(original, "CONCERT")
    assert asked(ORIGINAL, small_forum) == []

    other = signatures.ready(small_forum, signatures.final(small_forum))
    assert asked(ORIGINAL, small_forum) == both
    signed.drop(other, reason=signing.REASON, by=signing.league(small_forum), at=NOW)
    assert asked(ORIGINAL, small_forum) == []
    assert Document.objects.filter(forum=small_forum).count() == 2
