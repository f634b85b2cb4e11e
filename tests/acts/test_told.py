"""Who must sign a joint act is told at once, and whoever sent or signed it what became of it.

Every kind goes through one mechanism; what a kind says of its own is told beside it.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

import forgotten
import minuted
import papers
import people
import signing
from cochair.features.acts import actions, kinds, notices
from cochair.features.acts.models import JointAct
from cochair.features.documents.models import Document
from cochair.features.mail import notifications
from cochair.features.mail.collector import read_journal
from cochair.features.mail.models import Message
from cochair.features.parties.models import Forum, PresidencyTerm
from cochair.features.parties.offices import Role
from cochair.features.publications import actions as publishing
from cochair.journal.models import Entry
from signing import concert, league, secretariat, turn
from world import NOW

LATER = NOW + timedelta(hours=3)
OVER = kinds.ended("a.test", "The test is over.")
OURS, THEIRS = "co_presidency LEAGUE XE", "co_presidency CONCERT XP"
SENDER = "secretariat LEAGUE"


def told(forum: Forum, at: object = NOW) -> list[tuple[str, str]]:
    """Who is told what by the worker since it read last, in the order of offices."""
    before = set(Message.objects.values_list("pk", flat=True))
    read_journal(forum, at)  # type: ignore[arg-type]
    rows = Message.objects.filter(event="act").exclude(pk__in=before)
    return sorted(rows.values_list("office", "subject"))


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, ...]]:
    """Every kind as it tells: without what it is about, which the small forum has not."""
    monkeypatch.setattr(notifications, "_BY_VERB", defaultdict(list))
    for code in kinds.known():
        kind = replace(
            kinds._KINDS[code],
            over=lambda act, at: OVER if act.body.get("over") == at.isoformat() else None,
            bound=lambda act: {"now": "this"},
            guard=lambda act, at: (),
            take_effect=lambda act, at: None,
            until=lambda act, at: None,
            same=lambda act: act.digest,
        )
        monkeypatch.setitem(kinds._KINDS, code, kind)
    return kinds.known()


def sent(forum: Forum, code: str, **body: str) -> JointAct:
    """An act of a kind, sent for signature by the secretariat of the League."""
    return actions.propose(
        forum, kind=code, subject=("nothing", code), title={"en": code, "es": code, "pt": code},
        body=body, by=secretariat(forum), at=NOW,
    )  # fmt: skip


def test_every_kind_tells_who_must_sign_when_it_is_sent_and_after_the_first_signature(
    small_forum: Forum, bare: tuple[str, ...]
) -> None:
    league(small_forum), concert(small_forum)
    for code in bare:
        act = sent(small_forum, code)
        assert told(small_forum) == [
            (THEIRS, f"For signature – {code}"),
            (OURS, f"For signature – {code}"),
        ]

        turn(act, league(small_forum))
        assert told(small_forum) == [(THEIRS, f"For signature – {code}")]

    assert len(bare) >= 54


def test_every_kind_tells_who_sent_and_who_signed_what_became_of_it(
    small_forum: Forum, bare: tuple[str, ...]
) -> None:
    ours, theirs = league(small_forum), concert(small_forum)
    for code in bare:
        act = sent(small_forum, code)
        turn(act, ours)
        told(small_forum)
        actions.decline(act, reason="Not now.", by=theirs, at=NOW)
        assert told(small_forum) == [(OURS, f"Declined – {code}"), (SENDER, f"Declined – {code}")]

        act = sent(small_forum, code)
        turn(act, ours)
        told(small_forum)
        actions.withdraw(act, by=ours, at=NOW)
        assert told(small_forum) == [
            (THEIRS, f"Withdrawn – {code}"),
            (SENDER, f"Withdrawn – {code}"),
        ]

        act = sent(small_forum, code)
        turn(act, ours)
        told(small_forum)
        turn(act, theirs)
        assert told(small_forum) == [(OURS, f"In effect – {code}"), (SENDER, f"In effect – {code}")]


def test_every_kind_lapses_or_is_void_by_itself_and_everybody_concerned_is_told_why(
    small_forum: Forum, bare: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    league(small_forum), concert(small_forum)
    for code in bare:
        sent(small_forum, code, over=LATER.isoformat())
        changed = sent(small_forum, code, other="thing")
        told(small_forum)
        monkeypatch.setitem(
            kinds._KINDS,
            code,
            replace(kinds._KINDS[code], bound=lambda act: {"now": "other"}),
        )
        actions.end_what_is_due(small_forum, LATER)

        assert {one.state for one in JointAct.objects.filter(kind=code)} == {"lapsed", "void"}
        said = "Outcome of 2 joint acts"
        assert told(small_forum, LATER) == [(THEIRS, said), (OURS, said), (SENDER, said)]
        body = Message.objects.filter(office=OURS).latest("pk").body
        assert f"Act {changed.number}: {code}" in body
        assert "The test is over." in body and "The content of the act has changed" in body


def test_what_happens_at_one_moment_is_one_message_with_each_act_by_name(
    small_forum: Forum,
) -> None:
    league(small_forum), concert(small_forum)
    first = signing.departure(small_forum, by=secretariat(small_forum))
    second = signing.departure(
        small_forum, target=("cycle", "league-concert-cycle-1"), by=secretariat(small_forum)
    )

    assert told(small_forum) == [
        (THEIRS, "For signature: 2 joint acts"),
        (OURS, "For signature: 2 joint acts"),
    ]
    body = Message.objects.filter(office=THEIRS).latest("pk").body
    assert first.title["en"] in body and second.title["en"] in body
    assert "/acts/" in body and signing.REASON in body
    assert told(small_forum) == []


def test_whoever_makes_an_act_void_by_doing_something_else_is_told_as_well(
    small_forum: Forum,
) -> None:
    meeting = signing.planned(small_forum)
    first = signing.schedule(meeting, signing.day("2031-04-08"))
    second = signing.schedule(meeting, signing.day("2031-05-13"))
    turn(second, concert(small_forum))
    told(small_forum)

    signing.both_sign(small_forum, first)

    assert told(small_forum) == [
        (THEIRS, f"Void – {second.title['en']}"),
        (OURS, "Outcome of 2 joint acts"),
    ]


def test_a_message_says_who_sent_it_who_signed_and_where_to_sign(small_forum: Forum) -> None:
    concert(small_forum)
    meeting = signing.fixed(small_forum, signing.day("2031-04-08"))
    told(small_forum)
    act = signing.schedule(meeting, signing.day("2031-05-13"), reason=signing.REASON)
    turn(act, league(small_forum))

    assert told(small_forum) == [(THEIRS, f"For signature – {act.title['en']}")]
    entries = list(Entry.objects.filter(forum=small_forum.slug, about_kind="act"))
    letters = list(notices.of_acts(entries, NOW))
    assert letters and not any(one.waits_for_digest for one in letters)

    body = Message.objects.filter(office=THEIRS).latest("pk").body
    assert "League sent it for signature on Monday 3 February 2031, 11:00" in body
    assert "League signed it on Monday 3 February 2031, 11:00" in body
    assert "It is to be signed before Tuesday 8 April 2031" in body
    assert f"/acts/{act.number}/" in body


def test_nobody_is_told_of_an_act_that_he_may_not_see(small_forum: Forum) -> None:
    """The paper is narrowed to one Party's own drafts: the other presidency reads it no more."""
    ours, theirs = minuted.ours(small_forum, NOW), minuted.other(small_forum, NOW)
    concert(small_forum)
    paper = papers.circulated(small_forum, marking="public")
    act = publishing.propose_publication(
        papers.fresh(paper), reason="Not translated in time.", seen=papers.fresh(paper).version,
        by=ours, at=NOW,
    )  # fmt: skip
    Document.objects.filter(pk=paper.pk).update(circulated_at=None)

    assert theirs.party == "CONCERT"
    assert {office.split()[1] for office, subject in told(small_forum) if "sign" in subject} <= {
        "LEAGUE"
    }
    assert act.state == "draft"


def test_where_a_party_has_no_presidency_its_secretariat_and_the_other_party_are_told(
    small_forum: Forum,
) -> None:
    people.person(small_forum, Role.SECRETARIAT, "CONCERT")
    ours = league(small_forum)
    concert(small_forum)
    PresidencyTerm.objects.filter(party__code="CONCERT").delete()
    forgotten.everything()
    signing.departure(small_forum, by=secretariat(small_forum))

    assert [office for office, _subject in told(small_forum)] == [OURS, "secretariat CONCERT"]
    bodies = list(Message.objects.filter(event="act").values_list("body", flat=True))
    assert len(bodies) == 2
    assert all("has no co-presidency that can sign" in body for body in bodies)
    assert ours.party == "LEAGUE"
