"""Who takes part in a meeting: by its type, by roles, membership and invitations at an instant."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import people
from cochair.features.acts import visibility
from cochair.features.acts.models import JointAct
from cochair.features.compliance import actions as exceptions
from cochair.features.compliance import queries as compliance
from cochair.features.cycles.models import Cycle
from cochair.features.invitations import warnings
from cochair.features.meetings import actions as meetings
from cochair.features.meetings import attendance
from cochair.features.meetings.attendance import Part, part_of, takes_part
from cochair.features.meetings.models import (
    Delegation,
    Invitation,
    Meeting,
    Notice,
    Preparation,
    Schedule,
)
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum, Member, Organisation
from cochair.features.parties.offices import ActingOffice, Role
from cochair.procedure.result import Outcome
from cochair.site.desk import cycle
from cochair.web.clock import clock
from cochair.web.request_cache import while_reading

AT = people.REAL_NOW
# 9 November 2027, 10:00 in Athens: Greece presides for the European Union, Italy does next.
BEGINS = datetime(2027, 11, 9, 8, tzinfo=UTC)


def office(
    forum: Forum, role: Role, party: str = "", member: str = "", organisation: str = ""
) -> ActingOffice:
    """Somebody in an office, who has it since the day on which the forum was loaded."""
    account = people.person(forum, role, party, member, organisation, start=AT)
    return people.hat(forum, account, AT)


def meeting(forum: Forum, configuration: str, begins: datetime | None = BEGINS) -> Meeting:
    """A meeting of one type on a day."""
    row = Meeting.objects.create(
        forum=forum, slug=f"next-{configuration}", configuration=configuration, known_at=AT
    )
    if begins is not None:
        Schedule.objects.create(
            meeting=row,
            at=AT,
            starts=begins,
            ends=begins + timedelta(hours=6),
            zone="Europe/Athens",
        )
    return row


def invite(row: Meeting, *, group: str, member: str = "", organisation: str = "") -> Invitation:
    """An invitation for a group of the procedures."""
    forum = row.forum
    return Invitation.objects.create(
        meeting=row,
        member=Member.objects.get(party__forum=forum, code=member) if member else None,
        organisation=(
            Organisation.objects.get(forum=forum, code=organisation) if organisation else None
        ),
        group=group,
        sent_at=AT,
    )


def numbers(act: JointAct, hat: ActingOffice) -> list[int]:
    """The number of a joint act, as far as an office sees it."""
    found = visibility.seen(JointAct.objects.filter(pk=act.pk), act.forum, hat, AT)
    return [one.number for one in found]


@pytest.mark.parametrize("configuration", ["ministerial", "som"])
def test_every_delegation_takes_part_in_a_meeting_of_the_members_of_its_party(
    real_forum: Forum, configuration: str
) -> None:
    row = meeting(real_forum, configuration)

    parts = {
        code: part_of(row, office(real_forum, Role.DELEGATION_HEAD, party, code), AT)
        for party, code in (("EU", "ES"), ("EU", "GR"), ("CLASI", "PY"))
    }

    assert set(parts.values()) == {Part.DELEGATION}
    assert part_of(row, office(real_forum, Role.COORDINATOR, "CLASI"), AT) is Part.DELEGATION
    # The office of a presidency is not that of its State's delegation: it reads and does not come.
    assert part_of(row, office(real_forum, Role.INCOMING, "EU", "GR"), AT) is Part.READS


def test_a_meeting_of_presidencies_is_that_of_the_states_that_preside_and_preside_next(
    real_forum: Forum,
) -> None:
    row = meeting(real_forum, "im")

    outside = [
        office(real_forum, Role.DELEGATION_HEAD, "EU", "ES"),
        office(real_forum, Role.DELEGATION_MEMBER, "CLASI", "PY"),
        office(real_forum, Role.COORDINATOR, "EU"),
        office(real_forum, Role.CO_PRESIDENCY, "EU", "CY"),
        office(real_forum, Role.INCOMING, "EU", "LT"),
    ]
    inside = [
        office(real_forum, Role.DELEGATION_HEAD, "EU", "GR"),
        office(real_forum, Role.INCOMING, "EU", "GR"),
        office(real_forum, Role.CO_PRESIDENCY, "EU", "IT"),
        office(real_forum, Role.INCOMING, "EU", "IT"),
    ]

    assert [takes_part(row, one, AT) for one in outside] == [False] * 5
    assert [part_of(row, one, AT) for one in inside] == [Part.DELEGATION] * 4
    assert not takes_part(row, None, AT)


def test_who_presides_is_asked_of_the_day_on_which_the_meeting_begins(real_forum: Forum) -> None:
    italy = office(real_forum, Role.INCOMING, "EU", "IT")
    lithuania = office(real_forum, Role.INCOMING, "EU", "LT")
    row = meeting(real_forum, "im", begins=None)

    before = [takes_part(row, one, AT) for one in (italy, lithuania)]
    Schedule.objects.create(meeting=row, at=AT, starts=BEGINS, zone="Europe/Athens")
    dated = [takes_part(Meeting.objects.get(pk=row.pk), one, AT) for one in (italy, lithuania)]

    assert (before, dated) == ([False, False], [True, False])


def test_preparers_and_readers_of_everything_take_part_in_every_type_of_meeting(
    real_forum: Forum,
) -> None:
    rows = [meeting(real_forum, code) for code in ("ministerial", "som", "im")]
    presidency = office(real_forum, Role.CO_PRESIDENCY, "EU", "IE")
    secretariat = office(real_forum, Role.SECRETARIAT, "CLASI")
    support = office(real_forum, Role.SUPPORT, organisation="EUROPOL")
    auditor = office(real_forum, Role.AUDITOR)
    administrator = office(real_forum, Role.ADMINISTRATOR)

    for row in rows:
        assert part_of(row, presidency, AT) is Part.PREPARES
        assert part_of(row, secretariat, AT) is Part.PREPARES
        assert part_of(row, support, AT) is Part.SUPPORTS
        assert part_of(row, auditor, AT) is Part.READS
        assert not takes_part(row, administrator, AT)


def test_an_invitation_calls_a_state_and_its_withdrawal_ends_that(real_forum: Forum) -> None:
    row = meeting(real_forum, "im")
    spain = office(real_forum, Role.DELEGATION_HEAD, "EU", "ES")
    sent = invite(row, group="EU_INCOMING", member="ES")

    called = part_of(row, spain, AT)
    Invitation.objects.filter(pk=sent.pk).update(withdrawn_at=AT)
    ended = part_of(row, spain, AT)

    assert (called, ended) == (Part.DELEGATION, Part.NONE)


def test_a_delegation_opened_by_hand_needs_no_invitation(real_forum: Forum) -> None:
    row = meeting(real_forum, "im")
    spain = office(real_forum, Role.DELEGATION_HEAD, "EU", "ES")
    portugal = office(real_forum, Role.DELEGATION_HEAD, "EU", "PT")

    member = Member.objects.get(party__forum=real_forum, code="ES")
    Delegation.objects.create(meeting=row, member=member, opened_at=AT)

    assert takes_part(row, spain, AT)
    assert not takes_part(row, portugal, AT)


def test_an_institution_takes_part_where_it_is_invited(real_forum: Forum) -> None:
    row, other = meeting(real_forum, "im"), meeting(real_forum, "som")
    agency = office(real_forum, Role.INSTITUTION, organisation="EUROPOL")
    sent = invite(row, group="EU_AGENCIES", organisation="EUROPOL")

    invited = [part_of(one, agency, AT) for one in (row, other)]
    Invitation.objects.filter(pk=sent.pk).update(withdrawn_at=AT)

    assert invited == [Part.INSTITUTION, Part.NONE]
    assert not takes_part(row, agency, AT)


def test_an_institution_is_told_of_the_meetings_to_which_it_is_invited_and_of_no_other(
    real_forum: Forum,
) -> None:
    """Whoever reads what the Parties share is told of every meeting, also of one of others."""
    agency = office(real_forum, Role.INSTITUTION, organisation="EUROPOL")
    other = office(real_forum, Role.DELEGATION_HEAD, "EU", member="IT")
    own, closed = meeting(real_forum, "im"), meeting(real_forum, "som")
    rows = [own, closed]
    before = attendance.unknown(real_forum, agency, AT, rows)

    invite(own, group="EU_AGENCIES", organisation="EUROPOL")

    assert before == {own.slug, closed.slug}
    assert attendance.unknown(real_forum, agency, AT, rows) == {closed.slug}
    assert attendance.unknown(real_forum, other, AT, rows) == frozenset()


def test_a_state_that_left_its_party_takes_part_in_what_it_belonged_to_and_no_more(
    real_forum: Forum,
) -> None:
    past = meeting(real_forum, "som", AT - timedelta(days=300))
    coming = meeting(real_forum, "ministerial", AT + timedelta(days=30))
    spain = office(real_forum, Role.DELEGATION_HEAD, "EU", "ES")
    before = [takes_part(one, spain, AT) for one in (past, coming)]

    Member.objects.filter(party__forum=real_forum, code="ES").update(
        member_to=(AT - timedelta(days=100)).date()
    )
    parties._ROSTERS.clear()

    assert before == [True, True]
    assert [takes_part(one, spain, AT) for one in (past, coming)] == [True, False]


def test_an_act_about_a_meeting_is_seen_by_whoever_takes_part_in_it(real_forum: Forum) -> None:
    row = meeting(real_forum, "im")
    secretariat = office(real_forum, Role.SECRETARIAT, "EU")
    greece = office(real_forum, Role.DELEGATION_HEAD, "EU", "GR")
    spain = office(real_forum, Role.DELEGATION_HEAD, "EU", "ES")
    act = meetings.propose_step(row, kind="meeting.format", value="hybrid", by=secretariat, at=AT)

    assert numbers(act, secretariat) == numbers(act, greece) == [act.number]
    assert numbers(act, spain) == []


def test_an_act_that_makes_a_meeting_is_seen_by_whoever_would_take_part_in_one_of_its_type(
    real_forum: Forum,
) -> None:
    act = JointAct(forum=real_forum, number=1, kind="meeting.create", subject_kind="meeting")
    spain = office(real_forum, Role.DELEGATION_HEAD, "EU", "ES")
    hidden = {}
    for configuration in ("ministerial", "im"):
        act.subject_id = f"planned-{configuration}"
        act.body = {"configuration": configuration}
        hidden[configuration] = not visibility.seen([act], real_forum, spain, AT)

    assert hidden == {"ministerial": False, "im": True}


def test_all_meetings_of_a_forum_cost_as_many_queries_as_three_of_them(real_forum: Forum) -> None:
    spain = office(real_forum, Role.DELEGATION_HEAD, "EU", "ES")
    rows = [meeting(real_forum, code) for code in ("ministerial", "som", "im")]
    all_rows = list(Meeting.objects.filter(forum=real_forum).prefetch_related("schedules"))

    with while_reading():
        attendance.parts_of(real_forum, spain, AT, all_rows)
    with while_reading(), CaptureQueriesContext(connection) as few:
        attendance.parts_of(real_forum, spain, AT, all_rows[-3:])
    with while_reading(), CaptureQueriesContext(connection) as many:
        found = attendance.parts_of(real_forum, spain, AT, all_rows)

    assert len(few) == len(many)
    assert [found[row.slug] for row in rows] == [Part.DELEGATION, Part.DELEGATION, Part.NONE]


def test_the_meetings_are_read_once_for_all_who_are_told_something(real_forum: Forum) -> None:
    """A message goes to a hundred offices: each is asked as what it takes part, in one reading."""
    heads = [
        office(real_forum, Role.DELEGATION_HEAD, "EU", code) for code in ("ES", "PT", "GR", "IT")
    ]
    with while_reading(), CaptureQueriesContext(connection) as captured:
        for head in heads:
            attendance.parts_of(real_forum, head, AT)

    of_meetings = [one for one in captured if 'FROM "meetings_meeting"' in one["sql"]]
    assert len(of_meetings) == 1


def test_an_exception_for_a_meeting_is_seen_by_whoever_takes_part_in_it(real_forum: Forum) -> None:
    """What the page of the meeting refuses, the folder of joint acts does not tell (domain.md C.8)."""
    row = meeting(real_forum, "im")
    secretariat = office(real_forum, Role.SECRETARIAT, "EU")
    greece = office(real_forum, Role.DELEGATION_HEAD, "EU", "GR")
    spain = office(real_forum, Role.DELEGATION_HEAD, "EU", "ES")
    judged = compliance.results(real_forum, AT).of_target(row.slug)
    act = exceptions.propose_departure(
        real_forum,
        rule=next(one.rule for one in judged if one.outcome is Outcome.NOT_YET_DUE),
        target=("meeting", row.slug),
        reason="The two presidencies meet at the margins of another event.",
        by=secretariat,
        at=AT,
    )

    assert numbers(act, secretariat) == numbers(act, greece) == [act.number]
    assert numbers(act, spain) == []


def test_how_far_a_meeting_is_prepared_is_told_on_the_board_to_whoever_takes_part_in_it(
    real_forum: Forum,
) -> None:
    """The board shows every meeting; its dates and preparatory meetings to those who take part."""
    row = meeting(real_forum, "im", BEGINS)
    found = Cycle.objects.filter(forum=real_forum, start__lte=BEGINS, end__gte=BEGINS).first()
    Meeting.objects.filter(pk=row.pk).update(cycle=found)
    Preparation.objects.create(meeting=row, held_at=AT, recorded_at=AT, format="virtual")
    assert found is not None
    address = reverse("desk:cycle", args=[real_forum.slug, found.number])

    def board(member: str) -> list[cycle.Row]:
        account = people.person(real_forum, Role.DELEGATION_HEAD, "EU", member, start=AT)
        with clock.at(AT):
            rows = people.signed_in(account).get(address).context["rows"]
        return [one for one in rows if "Institutional" in one.of]

    def told(member: str) -> set[str]:
        return {one.what for one in board(member)}

    greece, spain = told("GR"), told("ES")

    assert "Preparatory meeting of the co-chairs" in greece
    assert len(greece) > 2
    assert (len(spain), spain < greece) == (1, True)


def test_whose_word_a_notice_lacks_is_told_at_home_to_whoever_takes_part_in_the_meeting(
    real_forum: Forum,
) -> None:
    row = meeting(real_forum, "im")
    Meeting.objects.filter(pk=row.pk).update(convened_at=AT)
    secretariat = office(real_forum, Role.SECRETARIAT, "EU")
    act = meetings.propose_step(row, kind="meeting.format", value="hybrid", by=secretariat, at=AT)
    Notice.objects.create(meeting=row, text={}, issued_at=AT, act=act)
    greece = office(real_forum, Role.DELEGATION_HEAD, "EU", "GR")
    spain = office(real_forum, Role.DELEGATION_HEAD, "EU", "ES")

    told = [
        [one.meeting.slug for one in warnings.of_forum(real_forum, hat, AT)]
        for hat in (secretariat, greece, spain)
    ]

    assert told == [[row.slug], [row.slug], []]
