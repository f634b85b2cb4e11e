"""What was before Cochair gets no act afterwards that would stand as if it had been done at its time."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse

import people
import programming
import signing
from cochair.features.compliance import cycle_turns
from cochair.features.cycles.models import Cycle
from cochair.features.meeting_records import drafts, notices
from cochair.features.meeting_records.kind import RECORD
from cochair.features.meeting_records.turns import unended
from cochair.features.meetings import actions, machine
from cochair.features.meetings.models import Meeting, Preparation, Schedule
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.features.preparations.actions import record_preparation
from cochair.features.programmes import actions as programmes
from cochair.features.review import outcomes
from cochair.features.silence import validators as silences
from cochair.journal.models import Entry
from cochair.kernel.kind import Kind, Turns, every
from cochair.procedure.attested import bears
from cochair.procedure.refusal import Refused
from cochair.procedure.result import Finding
from cochair.web.clock import clock
from signing import secretariat
from taking_up import COUNCIL_1, EXPERTS_1, added, attested, held, row
from world import NOW

BEFORE = "Cochair was not used for this meeting"


def taken_up(forum: Forum) -> tuple[Meeting, ...]:
    """A meeting that sources name, one that people added, and a contact: all attested by both."""
    attested(
        forum,
        league_concert_experts_1=held(forum),
        extra_1=added("2030-12-05", kind="meeting"),
        extra_2=added("2030-06-03"),
    )
    return tuple(Meeting.objects.filter(attested_at__isnull=False).select_related("forum"))


def test_one_secretariat_records_no_preparatory_meeting_of_what_both_attested(
    small_forum: Forum,
) -> None:
    """It would meet the clauses on preparation, as if the co-chairs had been seen to prepare here."""
    loaded_only = row(COUNCIL_1)
    for meeting in (*taken_up(small_forum), loaded_only):
        with pytest.raises(Refused, match=BEFORE):
            record_preparation(
                meeting,
                held_at=datetime(2030, 3, 1, 9, tzinfo=UTC),
                format="virtual",
                present=["LEAGUE", "CONCERT"],
                topics=["discussions"],
                note="Both went through the items one by one.",
                by=secretariat(small_forum),
                at=NOW,
            )

    assert not Preparation.objects.exists()
    assert not Entry.objects.filter(verb__startswith="preparation.").exists()


def test_its_pages_offer_no_form_that_would_be_refused_and_say_why(small_forum: Forum) -> None:
    taken_up(small_forum)
    client = people.signed_in(people.person(small_forum, Role.SECRETARIAT, "CONCERT"))
    where = [small_forum.slug, EXPERTS_1]

    with clock.at(NOW):
        prepared = client.get(reverse("meetings:preparations", args=where)).text
        form = client.get(reverse("meetings:preparation", args=where))
        coherence = client.get(reverse("commitments:coherence", args=where)).text

    assert reverse("meetings:preparation", args=where) not in prepared
    assert form.status_code == 422 and BEFORE in form.text
    assert BEFORE in coherence and 'name="text"' not in coherence
    assert "A note is required" not in coherence


PARTS = ("meetings:dates", "desk:room", "records:points", "decisions:of-meeting",
         "meetings:invitations", "meetings:agenda")  # fmt: skip
# What would be refused: where it is offered, and how it is recognised.
OFFERED = {
    "meetings:invitations": "meetings:notice",
    "meetings:agenda": "meetings:agenda-draft",
    "desk:room": "records:points",
}


@pytest.mark.parametrize("page", PARTS)
def test_each_of_its_pages_says_that_it_was_before_and_offers_nothing_that_is_refused(
    small_forum: Forum, page: str
) -> None:
    taken_up(small_forum)
    client = people.signed_in(people.person(small_forum, Role.SECRETARIAT, "CONCERT"))
    where, said = [small_forum.slug, EXPERTS_1], "This meeting was held before Cochair"

    with clock.at(NOW):
        shown = client.get(reverse(page, args=where)).text

    assert shown.count(said) == 1 and "No dates yet" not in shown
    if page in OFFERED:
        assert f'href="{reverse(OFFERED[page], args=where)}' not in shown


def test_its_page_says_how_many_came_as_both_attested_and_nothing_where_they_did_not(
    small_forum: Forum,
) -> None:
    told = held(small_forum)
    came = replace(told, said=replace(told.said, came={"LEAGUE": 3}))
    attested(
        small_forum, league_concert_experts_1=came, extra_1=added("2030-12-05", kind="meeting")
    )
    client = people.signed_in(people.person(small_forum, Role.SECRETARIAT, "CONCERT"))
    other = Meeting.objects.exclude(slug=EXPERTS_1).get(attested_at__isnull=False)

    with clock.at(NOW):
        own, without = (
            client.get(reverse("desk:meeting", args=[small_forum.slug, slug])).text
            for slug in (EXPERTS_1, other.slug)
        )

    assert "Attendance attested by both Parties" in own and "League: members that came, 3." in own
    assert "Attendance attested" not in without and "members that came" not in without


def test_nobody_is_to_be_invited_to_it_and_its_room_counts_nobody(small_forum: Forum) -> None:
    meeting, *_more = taken_up(small_forum)
    ahead = signing.fixed(small_forum)
    client = people.signed_in(people.person(small_forum, Role.SECRETARIAT, "CONCERT"))

    def page(name: str, slug: str) -> str:
        with clock.at(NOW):
            return client.get(reverse(name, args=[small_forum.slug, slug])).text

    said = page("meetings:invitations", meeting.slug)
    assert "Nobody is to be invited: this meeting was not held in Cochair." in said
    assert "<span>to be invited</span>" not in said and "not yet issued" not in said
    said = page("meetings:invitations", ahead.slug)
    assert "Nobody is to be invited" not in said and "<span>to be invited</span>" in said
    # Of either there is nobody who could have come yet.
    for slug in (meeting.slug, ahead.slug):
        assert not re.search(r"\b0 of \d+ members", page("desk:room", slug))


@pytest.mark.parametrize("page", PARTS)
def test_the_pages_of_a_meeting_that_is_prepared_here_offer_it_and_say_nothing_of_before(
    small_forum: Forum, page: str
) -> None:
    meeting = signing.planned(small_forum)
    client = people.signed_in(people.person(small_forum, Role.SECRETARIAT, "CONCERT"))
    where = [small_forum.slug, meeting.slug]

    with clock.at(NOW):
        shown = client.get(reverse(page, args=where)).text

    assert "before Cochair, as both Parties attest" not in shown
    assert ("No dates yet" in shown) == (page == "meetings:dates")
    # Before it sits, no action point is noted in its room either.
    if page in OFFERED and page != "desk:room":
        assert f'href="{reverse(OFFERED[page], args=where)}' in shown


def whose(forum: Forum, kind: Kind, at: datetime) -> list[tuple[str, tuple[str, ...]]]:
    """What is asked of anybody about the things of a kind."""
    assert isinstance(kind.turns, Turns)
    found = [turn for one in kind.turns.open(forum) for turn in kind.turns.of(one, at)]
    return [(turn.says, turn.address) for turn in found]


@pytest.mark.parametrize("days", [0, 30, 120])
def test_nobody_is_asked_or_reminded_of_anything_for_what_both_attested(
    small_forum: Forum, days: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also not for a meeting that no source names: *Draft the record* was said to be overdue."""
    slugs = {one.slug for one in taken_up(small_forum)}
    at = NOW + timedelta(days=days)

    asked = [
        (says, address)
        for kind in every()
        if isinstance(kind.turns, Turns)
        for says, address in whose(small_forum, kind, at)
        if slugs & set(address)
    ]

    assert asked == []
    monkeypatch.setattr(notices, "_OWED", {"record": notices._APPROVAL})
    assert list(notices.of_what_is_due(small_forum, at)) == []


def test_a_record_that_somebody_began_of_it_goes_on_and_is_not_late(small_forum: Forum) -> None:
    taken_up(small_forum)
    meeting = row(EXPERTS_1)
    # It was begun before anybody said that the meeting was before Cochair.
    Meeting.objects.filter(pk=meeting.pk).update(attested_at=None, imported=False)
    drafts.begin_common(meeting, by=secretariat(small_forum), at=NOW)
    Meeting.objects.filter(pk=meeting.pk).update(attested_at=NOW, imported=meeting.imported)

    assert isinstance(RECORD.turns, Turns)
    turns = [turn for one in unended(small_forum) for turn in RECORD.turns.of(one, NOW)]
    assert turns and {turn.until for turn in turns} == {None}


def test_no_record_of_it_is_drafted_from_a_room_in_which_nothing_was_recorded(
    small_forum: Forum,
) -> None:
    taken_up(small_forum)
    by = secretariat(small_forum)
    client = people.signed_in(people.person(small_forum, Role.SECRETARIAT, "CONCERT"))
    for slug in (EXPERTS_1, COUNCIL_1):
        with pytest.raises(Refused, match=BEFORE):
            drafts.begin_common(row(slug), by=by, at=NOW)
        with pytest.raises(Refused, match=BEFORE):
            drafts.begin_own(row(slug), by=by, at=NOW)

        with clock.at(NOW):
            page = client.get(reverse("records:record", args=[small_forum.slug, slug])).text

        assert BEFORE in page
        page = page.split('id="help"')[0]
        for offered in ("Your next step", "Start the joint draft", "Start a draft for"):
            assert offered not in page


def test_it_gets_no_other_day_also_by_its_address(small_forum: Forum) -> None:
    """Nor does one that only sources name, once its cycle is over."""
    taken_up(small_forum)
    after = datetime(2032, 6, 1, 12, tzinfo=UTC)
    Meeting.objects.filter(slug=COUNCIL_1).update(opened_at=None, closed_at=None, imported=True)
    Schedule.objects.filter(meeting__slug=COUNCIL_1).update(precision="semester")
    client = people.signed_in(people.person(small_forum, Role.SECRETARIAT, "CONCERT"))
    for slug, at in ((EXPERTS_1, NOW), (COUNCIL_1, after)):
        where = reverse("meetings:schedule", args=[small_forum.slug, slug])
        typed = {"first": at.date().isoformat(), "format": "in_person"}
        day = actions.Day(first=at.date(), last=at.date(), place="norhaven", format="in_person")

        with clock.at(at):
            pages = (client.get(where), client.post(where, typed))
        with pytest.raises(Refused, match=BEFORE):
            actions.propose_schedule(
                row(slug), day=day, reason="", by=secretariat(small_forum, at), at=at
            )

        assert all(BEFORE in page.text and 'name="first"' not in page.text for page in pages)


def test_a_meeting_that_only_sources_name_may_be_fixed_while_its_cycle_runs(
    small_forum: Forum,
) -> None:
    meeting = row(EXPERTS_1)
    assert meeting.cycle is not None and meeting.cycle.end < NOW.date()

    assert not machine.is_before(meeting, NOW - timedelta(days=60))
    assert machine.is_before(meeting, NOW)


@pytest.fixture
def of_1(real_forum: Forum) -> Meeting:
    """An institutional meeting that both attested as of before Cochair."""
    made = programming.institutional(real_forum, closed=True)
    Meeting.objects.filter(pk=made.pk).update(confirmed_at=None, attested_at=programming.OPENS)
    return Meeting.objects.select_related("forum", "cycle").get(pk=made.pk)


def test_it_endorses_no_programme_and_agrees_to_no_silence_today(of_1: Meeting) -> None:
    forum, at = of_1.forum, programming.CLOSES
    account = people.person(forum, Role.SECRETARIAT, "EU", start=programming.BEFORE)
    client = people.signed_in(account)

    with pytest.raises(Refused, match=BEFORE):
        programmes.add(
            of_1,
            "topics",
            typed=programmes.Typed(programming.named("Ports")),
            seen=0,
            by=people.hat(forum, account, at),
            at=at,
        )
    with clock.at(at):
        page = client.get(reverse("decisions:programme", args=[forum.slug, of_1.slug])).text

    assert reverse("decisions:programme-add", args=[forum.slug, of_1.slug, "topics"]) not in page
    refused = silences.never_sat(forum, of_1.slug, at)
    assert refused is not None and refused.message == machine.BEFORE


def test_both_note_no_review_of_the_procedures_for_it(real_forum: Forum) -> None:
    som = Meeting.objects.filter(forum=real_forum, configuration="som").latest("number")
    Meeting.objects.filter(pk=som.pk).update(
        opened_at=NOW, closed_at=NOW, cancelled_at=None, attested_at=NOW
    )
    som.refresh_from_db()

    refused = outcomes.refusal(som, "no_change", None, NOW)

    assert refused is not None and refused.message == machine.BEFORE
    assert not outcomes.is_open(som, NOW)


def test_a_document_that_went_out_here_is_not_said_to_be_attested() -> None:
    """It belongs to a meeting of before Cochair, and was sent here."""
    before = SimpleNamespace(id="m", attested_at=NOW)
    view = SimpleNamespace(by_id={"m": before})
    of_it = SimpleNamespace(meeting=before, document=object(), procedure=None)

    assert not bears(view, of_it, Finding(True, evidence=("d",)))  # type: ignore[arg-type]
    assert bears(view, of_it, Finding(True, evidence=("m",)))  # type: ignore[arg-type]


def ended(forum: Forum) -> tuple[Cycle, datetime]:
    """The cycle of what was attested, half a year after its end."""
    cycle = Cycle.objects.get(forum=forum, number=1)
    return cycle, datetime(cycle.end.year + 1, 6, 30, 9, tzinfo=UTC)


def of_statement(cycle: Cycle, at: datetime) -> set[datetime | None]:
    """Until when the statement of a cycle is asked for."""
    return {turn.until for turn in cycle_turns.turns(cycle, at) if turn.says == cycle_turns.SIGN}


def test_the_statement_of_a_cycle_that_was_all_before_cochair_is_not_late(
    small_forum: Forum,
) -> None:
    """It was said to be due *94 days ago*: nobody could have signed it then."""
    taken_up(small_forum)
    cycle, at = ended(small_forum)
    assert of_statement(cycle, at) == {None}

    Meeting.objects.filter(slug=COUNCIL_1).update(confirmed_at=NOW)

    (until,) = of_statement(cycle, at)
    assert until is not None and until < at, "a cycle with a meeting of ours has its day"
