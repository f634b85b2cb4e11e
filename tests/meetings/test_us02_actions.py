"""US-02, through the actions: the notice of the ministerial meeting.

domain.md C.10: 10 July to 10 August 2026, on the story's forum.
"""

from datetime import date, datetime

import pytest

from cochair.features.compliance import queries as results
from cochair.features.invitations import actions, contacts, notice_text, presenters, queries
from cochair.features.meetings import actions as meetings
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.features.preparations import actions as preparing
from cochair.journal.models import Entry
from cochair.procedure.result import Outcome, Result
from cochair.site.desk import invitees
from journeys import story

MINISTERIAL = f"{story.FORUM}-min-4"
LISTS = {
    "EU_AGENCIES": ("EUROPOL", "EUROJUST", "FRONTEX", "EUDA", "MAOCN"),
    "LA_AGENCIES": ("AMERIPOL",),
}


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


CONFIRMED = instant("2026-04-10T09:00+00:00")
PREPARED = instant("2026-07-10T16:00+02:00")
LISTED = instant("2026-07-24T10:00+02:00")
IRELAND = instant("2026-08-05T11:00+02:00")
BOLIVIA = instant("2026-08-07T14:20-04:00")
ADDED = instant("2026-08-10T09:00+02:00")


@pytest.fixture
def forum(db: None) -> Forum:
    """The story's forum with its plan, the day of the ministerial confirmed by both."""
    found: Forum = story.load()
    story.plan(found)
    act = meetings.propose_schedule(
        ministerial(found),
        day=meetings.Day(date(2026, 10, 8), date(2026, 10, 8), "brussels", "in_person"),
        reason="",
        by=story.hat(found, "secretariat", CONFIRMED),
        at=CONFIRMED,
    )
    story.both_sign(found, act, CONFIRMED, "cy", "bo")
    return found


def ministerial(forum: Forum) -> Meeting:
    return Meeting.objects.select_related("forum").get(forum=forum, slug=MINISTERIAL)


def result(forum: Forum, rule: str, at: datetime) -> Result:
    (found,) = [
        row
        for row in results.results(forum, at)
        if (row.rule, row.target.id) == (rule, MINISTERIAL)
    ]
    return found


def prepared(forum: Forum) -> None:
    """A preparatory meeting by VTC: the discussions and the working agenda; both lists."""
    preparing.record_preparation(
        ministerial(forum),
        held_at=PREPARED,
        format="virtual",
        present=["EU", "CLASI"],
        topics=["discussions", "working_agenda"],
        note="Both went through the items one by one.",
        by=story.hat(forum, "secretariat", LISTED),
        at=LISTED,
    )
    for group, entries in LISTS.items():
        act = actions.propose_relevance_list(
            ministerial(forum),
            group=group,
            entries=entries,
            by=story.hat(forum, "secretariat", LISTED),
            at=LISTED,
        )
        story.both_sign(forum, act, LISTED, "ie", "bo")


def noticed(forum: Forum) -> None:
    """The notice, Honduras left out by an error, signed on 5 and on 7 August."""
    meeting = ministerial(forum)
    everybody = queries.composition(meeting, IRELAND).invitees
    act = actions.propose_notice(
        meeting,
        text=notice_text.draft(meeting, IRELAND),
        recipients=[one.key for one in everybody if one.code != "HN" and not one.is_optional],
        by=story.hat(forum, "secretariat", IRELAND),
        at=IRELAND,
    )
    story.both_sign(forum, act, IRELAND, "ie")
    story.both_sign(forum, act, BOLIVIA, "bo")


def test_the_composition_is_forty_three_members_three_institutions_and_six_agencies(
    forum: Forum,
) -> None:
    prepared(forum)

    found = queries.composition(ministerial(forum), LISTED)

    clauses = {one.code: one.clause for one in found.invitees}
    assert len(found.of_party("EU")) == 27
    assert len(found.of_party("CLASI")) == 16
    assert [clauses[code] for code in ("COM", "GSC", "EEAS", "EUROPOL", "AMERIPOL")] == [
        f"II.1.composition.b.{number}" for number in range(1, 6)
    ]
    assert clauses["FR"] == "II.1.composition.a.1"
    assert clauses["HN"] == "II.1.composition.a.2"
    assert not found.unsettled


def test_whom_the_composition_does_not_demand_may_be_invited_and_is_counted_nowhere(
    forum: Forum,
) -> None:
    prepared(forum)
    (before,) = (
        one for one in presenters.sheet(ministerial(forum), LISTED).rows if one.is_optional
    )
    noticed(forum)

    sheet = presenters.sheet(ministerial(forum), BOLIVIA)
    (after,) = (one for one in sheet.rows if one.is_optional)
    assert before.word == after.word == "may be invited"
    assert before.name == after.name
    assert after not in sheet.without_address and after not in sheet.missing
    shown = invitees.of_meeting(ministerial(forum), BOLIVIA, invitees.ALL, records=True)
    assert shown.all == len(shown.rows) - 2 == len(sheet.invited)
    # Honduras was left out, and is to be invited all the same.
    assert len(sheet.to_invite) == len(sheet.rows) - 1 and after not in sheet.to_invite


def test_the_institutional_meeting_is_composed_of_presidencies_and_of_those_who_follow(
    forum: Forum,
) -> None:
    meeting = Meeting.objects.select_related("forum").get(forum=forum, slug=f"{story.FORUM}-im-3")
    act = meetings.propose_schedule(
        meeting,
        day=meetings.Day(date(2027, 11, 9), date(2027, 11, 9), "athens", "hybrid"),
        reason="",
        by=story.hat(forum, "secretariat", LISTED),
        at=LISTED,
    )
    story.both_sign(forum, act, LISTED, "ie", "bo")

    found = queries.composition(meeting, LISTED)

    by_group = {one.group: (one.code, one.clause, one.basis) for one in found.invitees}
    assert by_group["EU_PRES"] == ("GR", "II.3.composition.a.1", "composition")
    assert by_group["CLASI_PRES"] == ("BO", "II.3.composition.a.2", "composition")
    assert by_group["EU_INCOMING"] == ("IT", "II.3.composition.a.8", "incoming")
    assert "CLASI_INCOMING" in {one.group for one in found.unsettled}
    assert not found.of_party("EU")


def test_after_the_second_signature_who_is_reached_is_invited_as_the_story_says(
    forum: Forum,
) -> None:
    prepared(forum)
    assert result(forum, "I.2.3", LISTED).outcome is Outcome.NOT_YET_DUE

    noticed(forum)

    for rule in ("I.2.3", "II.1.meetings.a.3", "II.1.meetings.b.2", "II.1.meetings.b.3"):
        assert result(forum, rule, BOLIVIA).outcome is Outcome.MET, rule
    invited = [f"II.1.composition.b.{number}" for number in range(1, 6)]
    for rule in invited:
        assert result(forum, rule, BOLIVIA).outcome is Outcome.NOT_YET_DUE, rule
    assert [str(said) for said in result(forum, invited[0], BOLIVIA).says] == [
        "Both Parties have invited: COM.",
        "The invitation has so far reached 0 of 1.",
    ], "no address is known to which a letter could go"
    codes = ("COM", "GSC", "EEAS", *(one for found in LISTS.values() for one in found))
    rows = "".join(f"{one};;{one.lower()}@example.org;;\n" for one in codes)
    by = story.hat(forum, "secretariat", BOLIVIA)
    contacts.take_in(forum, rows, languages=("en",), by=by, at=BOLIVIA)
    for rule in invited:
        assert result(forum, rule, BOLIVIA).outcome is Outcome.MET, rule
    for rule in ("II.1.meetings.b.4", "II.1.composition.a.1", "II.1.composition.a.2"):
        assert result(forum, rule, BOLIVIA).outcome is Outcome.NOT_YET_DUE, rule
    assert not result(forum, "II.1.composition.a.2", BOLIVIA).at_risk


def test_honduras_is_warned_of_until_it_is_invited_and_both_sendings_are_told(
    forum: Forum,
) -> None:
    prepared(forum)
    noticed(forum)
    missing = presenters.sheet(ministerial(forum), BOLIVIA).missing_members
    assert [row.invitee.code for row in missing] == ["HN"]

    actions.invite_also(
        ministerial(forum), key="member:HN:", by=story.hat(forum, "secretariat", ADDED), at=ADDED
    )

    assert not presenters.sheet(ministerial(forum), ADDED).missing_members
    told = Entry.objects.filter(
        forum=forum.slug, verb__in=("notice.issued", "invitation.sent")
    ).order_by("seq")
    assert [(entry.verb, entry.at) for entry in told] == [
        ("notice.issued", BOLIVIA),
        ("invitation.sent", ADDED),
    ]
    assert told[1].facts["invitee"] == "HN"
