"""An open act whose object is over lapses and says why; one that cannot be signed now says why."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

import negotiations
import papers
import signing
import silences
from cochair.features.accounts.models import Account
from cochair.features.acts import actions, kinds
from cochair.features.acts.models import JointAct
from cochair.features.mail import worker
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.publications import actions as publishing
from cochair.features.silence import acts as silence_acts
from cochair.features.silence import outages
from cochair.features.texts import chairs
from cochair.features.texts.models import NegotiatedText
from cochair.procedure import text as core
from cochair.procedure.refusal import Refusal, Refused
from cochair.web.clock import clock
from people import signed_in
from silences import EXPIRY, norland, opened, sent
from world import NOW

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# Monday: the next day on which both sides work.
EXTENDED = EXPIRY + 4 * DAY


def found(act: JointAct) -> JointAct:
    return JointAct.objects.get(pk=act.pk)


def state(act: JointAct) -> tuple[str, str]:
    row = found(act)
    return row.state, row.closed_reason


def page(hat: ActingOffice, name: str, *names: object, at: datetime = NOW) -> str:
    client = signed_in(Account.objects.get(pk=hat.account))
    with clock.at(at):
        answer = client.get(reverse(name, args=names))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("kind", ["extension", "withdrawal"])
def test_what_is_proposed_on_a_silence_procedure_lapses_when_it_is_broken(
    small_forum: Forum, kind: str
) -> None:
    row, by = opened(small_forum), signing.secretariat(small_forum)
    if kind == "extension":
        act = silence_acts.EXTEND.propose(row, EXTENDED, by=by, at=NOW)
    else:
        act = silence_acts.WITHDRAW.propose(row, None, reason="Both think again.", by=by, at=NOW)
    signing.turn(act, signing.league(small_forum))
    assert state(act) == ("half_signed", "")

    sent(row, norland(small_forum), NOW + HOUR)
    worker.turn_in(small_forum, NOW + 2 * HOUR)

    assert state(act) == ("lapsed", "silence.ended")
    said = page(
        signing.concert(small_forum), "acts:act", small_forum.slug, act.number, at=NOW + 2 * HOUR
    )
    assert "The silence procedure has ended." in said
    with pytest.raises(Refused, match="lapsed"):
        signing.turn(act, signing.concert(small_forum), NOW + 2 * HOUR)


def test_what_would_resume_a_silence_procedure_lapses_when_it_is_broken_meanwhile(
    small_forum: Forum,
) -> None:
    row, last_day = opened(small_forum), EXPIRY - 12 * HOUR
    outages.report(row, start=last_day - 2 * HOUR, end=last_day - HOUR, at=last_day)
    assert silences.stage(row, last_day) == "suspended"
    by = signing.secretariat(small_forum, last_day)
    act = silence_acts.RESUME.propose(row, EXTENDED, by=by, at=last_day)
    signing.turn(act, signing.league(small_forum, last_day), last_day)
    assert state(act) == ("half_signed", "")

    sent(row, norland(small_forum), last_day + HOUR)
    worker.turn_in(small_forum, last_day + 2 * HOUR)

    assert silences.stage(row, last_day + 2 * HOUR) == "broken"
    assert state(act) == ("lapsed", "silence.ended")
    with pytest.raises(Refused, match="lapsed"):
        signing.turn(act, signing.concert(small_forum, last_day), last_day + 2 * HOUR)


def test_a_withdrawal_is_void_when_the_end_moves_and_lapses_for_whoever_tries(
    small_forum: Forum,
) -> None:
    row, by = opened(small_forum), signing.secretariat(small_forum)
    withdrawal = silence_acts.WITHDRAW.propose(row, None, reason="Both think.", by=by, at=NOW)
    extension = silence_acts.EXTEND.propose(row, EXTENDED, by=by, at=NOW)

    signing.both_sign(small_forum, extension)

    assert state(withdrawal) == ("void", "")
    again = silence_acts.WITHDRAW.propose(row, None, reason="Both think.", by=by, at=NOW)
    sent(row, norland(small_forum), NOW + HOUR)
    with pytest.raises(Refused, match="lapsed"):
        signing.turn(again, signing.league(small_forum), NOW + 2 * HOUR)
    assert state(again) == ("lapsed", "silence.ended")


def test_how_authors_are_shown_binds_how_they_are_shown_and_ends_with_the_text(
    small_forum: Forum,
) -> None:
    row, by = negotiations.begun(small_forum), signing.secretariat(small_forum)
    levels = [one for one in core.Attribution if one != row.attribution]
    first = chairs.propose_attribution(row, levels[0], by=by, at=NOW)
    second = chairs.propose_attribution(row, levels[1], by=by, at=NOW)

    signing.both_sign(small_forum, first)
    assert state(second) == ("void", "")

    third = chairs.propose_attribution(
        NegotiatedText.objects.get(pk=row.pk), levels[1], by=by, at=NOW
    )
    type(row.document).objects.filter(pk=row.document_id).update(final_at=NOW)
    worker.turn_in(small_forum, NOW + HOUR)
    assert state(third) == ("lapsed", "text.decided")


def test_time_alone_lapses_an_act_once_a_minute_and_what_goes_on_stays(
    small_forum: Forum,
) -> None:
    paper = silences.line(small_forum)
    act, kept = silences.proposed(paper), signing.departure(small_forum)
    worker.turn_in(small_forum, EXPIRY - timedelta(seconds=30))
    worker.turn_in(small_forum, EXPIRY)
    assert state(act)[0] == "draft"

    worker.turn_in(small_forum, EXPIRY + timedelta(seconds=31))

    assert state(act) == ("lapsed", "silence.end_passed")
    assert state(kept)[0] == "draft"
    assert signing.verbs(small_forum)[-1] == "act.lapsed"


def test_an_act_that_lapsed_unseen_does_not_hinder_the_same_one_anew(small_forum: Forum) -> None:
    paper = papers.circulated(small_forum, marking="public")
    by = signing.secretariat(small_forum)
    act = publishing.propose_publication(
        papers.fresh(paper), reason="Not translated in time.", seen=papers.fresh(paper).version, by=by, at=NOW
    )  # fmt: skip
    type(paper).objects.filter(pk=paper.pk).update(withdrawn_at=NOW)

    with pytest.raises(Refused) as refused:
        actions.propose(
            small_forum, kind=act.kind, subject=(act.subject_kind, act.subject_id),
            title=act.title, body=act.body, by=by, at=NOW, reason=act.reason,
        )  # fmt: skip

    said = {one.message for one in refused.value.refusals}
    assert any(one.startswith("The document was withdrawn") for one in said)
    assert not any(
        "has already been sent for signature with the same content, as number" in one
        for one in said
    )


def test_everything_that_stands_against_an_act_is_said_at_once(small_forum: Forum) -> None:
    """An opening too early, which lacks more than was said, and says no reason for that."""
    meeting = signing.fixed(small_forum, signing.day("2031-04-08"))
    act = JointAct(
        forum=small_forum, kind="meeting.open", subject_kind="meeting", subject_id=meeting.slug,
        body={"missing": []}, reason="", proposed_at=NOW,
    )  # fmt: skip

    said = " ".join(one.message for one in kinds.against(act, NOW))

    assert "It may be opened" in said
    assert (
        "More is missing than when the opening was sent for signature. Send it for signature again, with a reason."
        in said
    )
    assert "Something is missing. State why the meeting opens nevertheless, in at least" in said


TWO = (
    Refusal("practice", "The comments are not over."),
    Refusal("A.2", "Spanish is missing."),
)


def test_what_cannot_be_signed_now_is_not_offered_and_says_every_reason(
    small_forum: Forum, monkeypatch: pytest.MonkeyPatch
) -> None:
    act, fine = signing.departure(small_forum), signing.option(small_forum, "prep.min", 2)
    ours = signing.league(small_forum)
    key = reverse("acts:key", args=[small_forum.slug, act.number])
    assert key in page(ours, "acts:act", small_forum.slug, act.number)

    refusing = replace(kinds.kind_of(act), guard=lambda one, at: TWO)
    monkeypatch.setitem(kinds._KINDS, act.kind, refusing)

    said = page(ours, "acts:act", small_forum.slug, act.number)
    assert key not in said
    assert reverse("acts:decline", args=[small_forum.slug, act.number]) in said
    for name in ("acts:folder",):
        listed = page(ours, name, small_forum.slug)
        mine, others = listed.split('id="others"')[0], listed.split('id="others"')[1]
        assert fine.title["en"] in mine.split('id="mine"')[1]
        assert act.title["en"] not in mine.split('id="mine"')[1]
        assert act.title["en"] in others
        for one in TWO:
            assert one.message in others and one.message in said
    with pytest.raises(Refused) as refused:
        signing.turn(act, ours)
    assert refused.value.refusals == TWO


def test_what_was_changed_is_not_offered_before_anybody_has_noticed(small_forum: Forum) -> None:
    meeting = signing.planned(small_forum)
    act = signing.schedule(meeting, signing.day("2031-04-08"))
    type(meeting).objects.filter(pk=meeting.pk).update(confirmed_at=NOW)

    said = page(signing.league(small_forum), "acts:act", small_forum.slug, act.number)

    assert reverse("acts:key", args=[small_forum.slug, act.number]) not in said
    assert "It cannot be signed now" in said and "void: its content has changed" in said


def test_whoever_signs_reads_the_very_words_in_every_language_their_own_first(
    small_forum: Forum,
) -> None:
    paper = silences.line(small_forum)
    act = silences.proposed(paper)
    ours = signing.league(small_forum)
    client: Client = signed_in(Account.objects.get(pk=ours.account))

    for language, others in (("en", ("es", "pt")), ("es", ("en", "pt"))):
        with clock.at(NOW):
            said = client.get(f"/{language}/{small_forum.slug}/acts/{act.number}/")
        body = said.content.decode()
        assert f"One {language}." in body
        for code in others:
            assert f"One {code}." not in body
            with clock.at(NOW):
                there = client.get(f"/{language}/{small_forum.slug}/acts/{act.number}/?text={code}")
            assert f"One {code}." in there.content.decode()
        with clock.at(NOW):
            beside = client.get(f"/{language}/{small_forum.slug}/acts/{act.number}/?text=all")
        for code in (language, *others):
            assert f"One {code}." in beside.content.decode()


def test_an_exception_agreed_for_a_paper_is_seen_by_whoever_reads_the_paper(
    small_forum: Forum,
) -> None:
    paper = papers.circulated(small_forum, marking="presidencies")
    act = actions.propose(
        small_forum, kind="departure", subject=("departure", f"A.2:{paper.slug}"),
        title={"en": "Exception", "es": "Excepción", "pt": "Exceção"},
        body={"rule": "A.2", "target_kind": "document", "target_id": paper.slug, "version": "1.0"},
        by=signing.secretariat(small_forum), at=NOW, reason=signing.REASON,
    )  # fmt: skip
    address = reverse("acts:act", args=[small_forum.slug, act.number])
    head = signed_in(Account.objects.get(pk=norland(small_forum).account))
    theirs = signed_in(Account.objects.get(pk=signing.concert(small_forum).account))
    with clock.at(NOW):
        answers = [client.get(address).status_code for client in (theirs, head)]
        folder = head.get(reverse("acts:folder", args=[small_forum.slug])).content.decode()

    assert answers == [200, 404]
    assert "Exception" not in folder and address not in folder


def test_only_an_act_that_waits_for_a_signature_lapses(small_forum: Forum) -> None:
    over = kinds.ended("a.test", "The test is over.")
    waiting, signed = signing.departure(small_forum), signing.option(small_forum, "prep.min", 3)
    signing.both_sign(small_forum, signed)
    before = found(signed).state

    for act in (waiting, signed):
        actions.lapse(act, over, at=NOW)

    assert state(waiting) == ("lapsed", over.code)
    assert found(signed).state == before and before != "lapsed"
