"""US-10, through the actions: senior officials under extraordinary circumstances, who review.

domain.md C.10, as corrected: 10 May to 5 July 2027.
"""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

import decided
import extraordinary as us10
import people
import signing
from cochair.features.accounts.models import Account
from cochair.features.compliance import queries
from cochair.features.compliance.models import ProposedVersion
from cochair.features.meetings.models import Meeting, Session
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum, ProcedureText
from cochair.features.review import adoption, notices, proposal, states
from cochair.features.review import outcomes as reviews
from cochair.features.review import queries as review
from cochair.features.room import actions as room
from cochair.features.room import queries as room_queries
from cochair.features.room.terms import Wish
from cochair.features.sessions import closure, warnings
from cochair.features.silence import acts as silence_acts
from cochair.features.silence import closure as silences
from cochair.features.silence import submissions
from cochair.journal.models import Entry
from cochair.procedure import consensus
from cochair.procedure.calendar import civil_day
from cochair.procedure.consensus import Claim
from cochair.procedure.refusal import Refused, Sentence
from cochair.procedure.result import Outcome
from cochair.web.clock import clock
from conftest import for_a_module
from extraordinary import CLOSED, JULY, SILENT_FROM, SOM
from extraordinary import forum as _forum
from journeys import story

MET, NOT_MET, DEPARTED = Outcome.MET, Outcome.NOT_MET, Outcome.DEPARTED
NOT_APPLICABLE = Outcome.NOT_APPLICABLE


@pytest.fixture(scope="module")
def convened(django_db_setup: None, django_db_blocker: object) -> Iterator[Forum]:
    """The forum before the circumstances."""
    with for_a_module(django_db_blocker):
        yield _forum()


@pytest.fixture
def forum(convened: Forum, db: None) -> Forum:
    """The same; what a test does in it is undone."""
    return convened


@pytest.fixture
def sitting(forum: Forum) -> Forum:
    """The forum while the contact sits, with everything on its agenda."""
    us10.converted(forum)
    us10.with_agenda(forum)
    us10.opened(forum)
    return forum


@pytest.fixture
def adopted(sitting: Forum) -> ProposedVersion:
    """Version 1.1, mandated at the meeting and adopted by a silence that nobody broke."""
    us10.discussed(sitting)
    row = us10.proposed(sitting)
    us10.noted(sitting, "mandate_given", row)
    us10.closed(sitting)
    us10.silent(sitting, row)
    silences.close_due(sitting, CLOSED)
    return adoption.adopt(row, by=us10.lt(sitting, CLOSED), at=CLOSED)


def outcomes(forum: Forum, *rules: str, at=JULY) -> list[Outcome]:
    return [us10.result(forum, rule, at).outcome for rule in rules]


def test_us10_whole(adopted: ProposedVersion) -> None:
    forum = adopted.forum
    part = "II.2.meetings"
    assert outcomes(forum, f"{part}.c", f"{part}.a.1", f"{part}.a.3", f"{part}.a.2") == [
        MET,
        DEPARTED,
        NOT_APPLICABLE,
        MET,
    ]
    assert outcomes(forum, "I.2.cycle.2") == [MET]
    functions = [
        f"II.2.functions.{one}" for one in ("a.1", "a.2", "a.3", "b.1", "b.2", "c.1", "c.3")
    ]
    assert outcomes(forum, *functions) == [MET] * 7

    (version,) = [one for one in queries.facts(forum).versions if one.number == "1.1"]
    assert (version.method, version.configuration) == ("silence", "som")
    assert version.at == us10.SILENT_UNTIL
    assert (version.adopted_on.isoformat(), version.effective_from) == (
        "2027-05-28",
        us10.IN_FORCE_FROM,
    )


def test_us10_a_version_is_adopted_now_and_in_force_from_its_first_civil_day(
    adopted: ProposedVersion,
) -> None:
    """The forum's zone is that of Brussels: 1 January begins an hour before it does in UTC."""
    forum = adopted.forum
    new_year = CLOSED.replace(year=2027, month=12, day=31, hour=23, minute=0, second=0)
    stands = {
        at: states.state_of(adopted, review.versions(forum), civil_day(at, forum.zone)).value
        for at in (JULY, new_year - timedelta(seconds=1), new_year)
    }
    assert list(stands.values()) == ["adopted", "adopted", "in_force"]
    assert parties.book(forum, new_year - timedelta(seconds=1)).version == "1.0"
    assert parties.book(forum, new_year).version == "1.1"
    values = [queries.option_values(forum, at)[us10.OPTION] for at in (JULY, new_year)]
    assert values == [1, 2]


def test_inv10_results_of_the_third_cycle_keep_the_version_that_they_were_opened_under(
    adopted: ProposedVersion,
) -> None:
    forum = adopted.forum
    before = {
        one: us10.result(forum, one, JULY) for one in ("II.2.meetings.c", "II.2.functions.c.3")
    }
    later = CLOSED.replace(year=2028, month=6)
    for rule, was in before.items():
        now = us10.result(forum, rule, later)
        assert (now.outcome, now.procedure_version) == (was.outcome, "1.0")
    cycle = f"{story.FORUM}-cycle-3"
    assert {
        one.procedure_version
        for one in queries.results(forum, later)
        if one.target.id in {cycle, SOM}
    } == {"1.0"}
    whole = [one for one in queries.results(forum, later) if one.rule == "II.2.functions.c.2"]
    assert [(one.outcome, one.procedure_version) for one in whole] == [(MET, "1.1")]


@pytest.mark.parametrize("counts", [True, False])
def test_i2_cycle_2_a_contact_fills_the_slot_only_if_both_say_that_it_counts(
    forum: Forum, counts: bool
) -> None:
    us10.converted(forum, counts=counts)
    us10.with_agenda(forum)
    us10.opened(forum)
    us10.closed(forum)
    slot = SOM if counts else f"{story.FORUM}-cycle-3-som"
    assert us10.result(forum, "I.2.cycle.2", JULY, slot).outcome is (MET if counts else NOT_MET)


def test_ii2_functions_c3_is_not_met_while_nobody_noted_with_what_the_review_ended(
    sitting: Forum,
) -> None:
    us10.discussed(sitting)
    us10.closed(sitting)
    assert outcomes(sitting, "II.2.functions.c.3") == [NOT_MET]


def test_ii2_functions_c3_no_change_is_an_outcome_too(sitting: Forum) -> None:
    us10.discussed(sitting)
    us10.noted(sitting, "no_change")
    us10.closed(sitting)
    assert outcomes(sitting, "II.2.functions.c.3") == [MET]


def refused(why: str):
    return pytest.raises(Refused, match=why)


def test_ii2_functions_c3_a_review_is_noted_once_the_meeting_has_opened(forum: Forum) -> None:
    us10.converted(forum)
    with refused("once the meeting has opened"):
        us10.noted(forum, "no_change", at=us10.DECLARED)


def test_closing_asks_for_the_review_and_both_note_it_until_the_record_is_approved(
    sitting: Forum,
) -> None:
    us10.discussed(sitting)
    meeting = us10.meeting(sitting)
    unnoted = "The review of the working procedures at this meeting has not been recorded."
    asked = closure.at_closing(meeting, us10.CLOSES)
    assert unnoted in [str(one.says) for one in asked]
    assert not any(one.stands_against for one in asked)
    closed = us10.closed(sitting)

    after = us10.CLOSES + timedelta(days=2)
    us10.noted(sitting, "no_change", at=after)
    asked = [str(one.says) for one in closure.at_closing(us10.meeting(sitting), us10.CLOSES)]
    assert unnoted not in asked

    Meeting.objects.filter(pk=closed.pk).update(completed_at=after)
    with refused("until its record is approved"):
        us10.noted(sitting, "no_change", at=after + timedelta(days=1))


def test_ii2_functions_c3_an_outcome_needs_what_it_speaks_of(sitting: Forum) -> None:
    with refused("Choose the outcome of the review."):
        us10.noted(sitting, "postponed")
    with refused("proposed to this meeting"):
        us10.noted(sitting, "mandate_given")
    row = us10.proposed(sitting)
    with refused("No decision"):
        us10.noted(sitting, "amended", row)


def test_ii2_functions_c2_a_silence_without_a_mandate_of_the_meeting_is_not_opened(
    sitting: Forum,
) -> None:
    row = us10.proposed(sitting)
    us10.noted(sitting, "no_change")
    with refused(
        "A version of the procedures may be decided by silence procedure only if the meeting gave a mandate for it."
    ):
        us10.silent(sitting, row)
    us10.noted(sitting, "mandate_given", row)
    assert us10.silent(sitting, row).terms["kind"] == "procedures_review"


def test_a_version_that_was_decided_and_cannot_be_entered_is_told_with_its_reason(
    sitting: Forum,
) -> None:
    row = us10.proposed(sitting)
    us10.noted(sitting, "mandate_given", row)
    us10.closed(sitting)
    us10.silent(sitting, row)
    at = us10.SILENT_UNTIL + timedelta(minutes=5)
    silences.close_due(sitting, at)
    assert list(adoption.refused(sitting, at)) == []

    ProposedVersion.objects.filter(pk=row.pk).update(effective_from=civil_day(SILENT_FROM, "UTC"))
    adoption.turn(sitting, at)

    row.refresh_from_db()
    assert row.adopted is None
    ((told, why),) = adoption.refused(sitting, at)
    letters = list(notices.of_what_is_refused(sitting, at))
    assert told == row
    assert {one.to.party for one in letters} == {"EU", "CLASI"}
    assert all(str(Sentence(why.message, why.facts)) == str(one.lines[-1]) for one in letters)


def test_ii2_functions_c2_nothing_is_adopted_before_the_silence_has_ended_or_when_it_was_broken(
    sitting: Forum,
) -> None:
    row = us10.proposed(sitting)
    us10.noted(sitting, "mandate_given", row)
    by = us10.lt(sitting, SILENT_FROM)
    with refused("No decision of the meeting"):
        adoption.adopt(row, by=by, at=SILENT_FROM)
    running = us10.silent(sitting, row)
    with refused("No decision of the meeting"):
        adoption.adopt(row, by=by, at=us10.SILENT_UNTIL)
    spain = story.hat(sitting, "es", SILENT_FROM)
    submissions.receive(
        running,
        form="objection",
        words="Not yet.",
        language="en",
        by=spain,
        received_at=SILENT_FROM,
    )
    silences.close_due(sitting, CLOSED)
    with refused("No decision of the meeting"):
        adoption.adopt(row, by=us10.lt(sitting, CLOSED), at=CLOSED)
    assert ProcedureText.objects.filter(forum=sitting).count() == 1


def test_ii2_functions_c2_the_worker_enters_what_was_decided_and_nothing_before(
    sitting: Forum,
) -> None:
    row = us10.proposed(sitting)
    us10.noted(sitting, "mandate_given", row)
    us10.silent(sitting, row)
    adoption.turn(sitting, us10.SILENT_UNTIL)
    row.refresh_from_db()
    assert row.adopted is None
    silences.close_due(sitting, CLOSED)
    adoption.turn(sitting, CLOSED)
    row.refresh_from_db()
    assert row.adopted is not None and row.adopted.number == "1.1"


def test_ii2_functions_c3_adopted_in_the_room_the_review_ends_with_a_new_version(
    sitting: Forum,
) -> None:
    """By consensus of the meeting: no mandate, no silence; before the declaration nothing is noted."""
    us10.discussed(sitting)
    row = us10.proposed(sitting)
    assert row.document is not None
    at = us10.OPENS + timedelta(hours=1)
    for badge, code in enumerate(("ES", "LT", "DO"), start=1):
        decided.came(us10.meeting(sitting), code, badge, us10.OPENS)
    wish = Wish(row.document, kind=adoption.VERSION, reasons=decided.REASONS)
    chairs = [story.hat(sitting, who, at) for who in ("lt", "do")]
    for by in chairs:
        act = room.put(us10.meeting(sitting), wish, by=by, at=at)
    put = room_queries.decisions(sitting).get(act=act)
    with refused("No decision of the meeting"):
        us10.noted(sitting, "amended", row, at)

    declared = at + timedelta(minutes=20)
    for by in chairs:
        seen = consensus.declaration_digest(room_queries.decision(put), Claim.CONSENSUS)
        room.declare(put, claim=Claim.CONSENSUS, seen=seen, by=by, at=declared)
    us10.noted(sitting, "amended", row, declared)
    us10.closed(sitting)
    adopted = adoption.adopt(row, by=us10.lt(sitting, CLOSED), at=CLOSED)

    assert adopted.adopted is not None and adopted.decided_at == declared
    assert outcomes(sitting, "II.2.functions.c.3") == [MET]
    (version,) = [one for one in queries.facts(sitting).versions if one.number == "1.1"]
    assert (version.method, version.at) == ("consensus", declared)


def test_who_reads_what_is_shared_is_told_once_that_a_version_was_adopted_and_from_when(
    adopted: ProposedVersion,
) -> None:
    (entry,) = Entry.objects.filter(forum=adopted.forum.slug, verb="procedures.adopted")

    letters = list(notices.of_an_adoption(entry, CLOSED))

    offices = {letter.to.office.split()[0] for letter in letters}
    assert {"co_presidency", "secretariat", "delegation_head"} <= offices
    assert not offices & {"institution", "observer", "auditor", "administrator"}
    assert {letter.key for letter in letters} == {"version-adopted:1.1"}
    (subject, first) = letters[0].subject, letters[0].lines[0]
    assert isinstance(subject, Sentence) and subject.facts["version"] == "1.1"
    assert isinstance(first, Sentence) and first.facts["day"] == us10.IN_FORCE_FROM


def test_an_adoption_entered_twice_is_one(adopted: ProposedVersion) -> None:
    by = us10.lt(adopted.forum, JULY)
    assert adoption.adopt(adopted, by=by, at=JULY).adopted == adopted.adopted
    assert ProcedureText.objects.filter(forum=adopted.forum).count() == 2


def test_a_draft_from_an_older_version_is_not_proposed_once_another_was_adopted(
    adopted: ProposedVersion,
) -> None:
    with refused("Use a higher number"):
        us10.draft(adopted.forum, JULY, "1.1")
    assert us10.draft(adopted.forum, JULY, "1.2").base.number == "1.1"


def test_planner_hours_a_session_at_ten_in_brussels_is_night_in_mexico(forum: Forum) -> None:
    """US-10: 10:00 in Brussels is 02:00 in Mexico City; at 15:00 nobody's night is taken."""
    us10.converted(forum)
    zones = {one.code: one.zone for one in parties.roster(forum).members}
    session = Session.objects.filter(meeting__slug=SOM).first()
    assert session is not None
    assert "MX" not in warnings.out_of_hours(session, zones)
    session.starts -= timedelta(hours=5)
    session.ends -= timedelta(hours=5)
    assert "MX" in warnings.out_of_hours(session, zones)


def test_us10_pages_of_the_review_show_what_both_will_sign(sitting: Forum) -> None:
    """The page of the meeting leads there; the comparison is public once the version is in force."""
    row = us10.proposed(sitting)
    account = Account.objects.get(email=story.address("lt"))
    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={})
    client = people.signed_in(account)
    address = reverse("compliance:review", args=[sitting.slug, SOM])
    with clock.at(us10.OPENS):
        assert (
            address
            in client.get(reverse("desk:meeting", args=[sitting.slug, SOM])).content.decode()
        )
        page = client.get(address).content.decode()
        assert re.search(rf'<option value="{row.place}">\s*1\.1', page)
        wrong = client.post(address, {"outcome": "amended", "proposal": row.place})
        assert wrong.status_code == 422
        noted = client.post(address, {"outcome": "mandate_given", "proposal": row.place})
        assert noted.status_code == 302
        assert client.get(noted["Location"]).status_code == 200


def test_an_adopted_version_is_the_parties_own_until_it_is_in_force(
    adopted: ProposedVersion,
) -> None:
    slug = adopted.forum.slug
    pages = [
        reverse("compliance:version", args=[slug, "1.1"]),
        reverse("compliance:comparison", args=[slug, "1.1", "1.0"]),
    ]
    answers = []
    for at in (JULY, CLOSED.replace(year=2028, month=1, day=2)):
        with clock.at(at):
            answers.append([Client().get(page).status_code for page in pages])
    # Before that a stranger is led to where one signs in, as from a page that is not there.
    assert answers == [[302, 302], [200, 200]]
    with clock.at(CLOSED.replace(year=2028, month=1, day=2)):
        assert re.search(r"<ins\s*>2</ins>", Client().get(pages[1]).content.decode())
        old = reverse("compliance:clause", args=[slug, "1.0", "II.2.meetings.a.2"])
        assert Client().get(old).status_code == 200


def test_a_review_on_a_proposal_that_was_withdrawn_waits_for_nobody(sitting: Forum) -> None:
    by, at = us10.lt(sitting, us10.OPENS), us10.OPENS
    us10.discussed(sitting)
    row = us10.proposed(sitting)
    act = reviews.propose_review(
        us10.meeting(sitting), outcome="mandate_given", proposal=row, by=by, at=at
    )

    proposal.withdraw(row, reason="Another version is being written.", by=by, at=at)

    act.refresh_from_db()
    assert (act.state, act.closed_reason) == ("lapsed", "version.decided")


def test_an_objection_found_after_a_version_was_entered_does_not_undo_its_adoption(
    sitting: Forum,
) -> None:
    """ "two-keys": only another version changes what is in force; before it was entered, both may."""
    row = us10.proposed(sitting)
    us10.noted(sitting, "mandate_given", row)
    running = us10.silent(sitting, row)
    silences.close_due(sitting, CLOSED)
    just_before = us10.SILENT_UNTIL - timedelta(seconds=1)
    message, counts = submissions.receive(
        running,
        form="objection",
        words="Not yet.",
        language="en",
        by=story.hat(sitting, "es", just_before),
        received_at=just_before,
    )
    assert not counts
    by = us10.lt(sitting, CLOSED)
    with_effect = silence_acts.RECOGNISE.propose(running, message.pk, by=by, at=CLOSED)
    adoption.turn(sitting, CLOSED)

    with refused("its adoption stands"):
        silence_acts.RECOGNISE.propose(running, message.pk, by=by, at=CLOSED)
    with refused("This act lapsed"):
        signing.turn(with_effect, by, CLOSED)
