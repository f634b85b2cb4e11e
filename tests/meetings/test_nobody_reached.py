"""Whoever has no address is not called invited, before the notice is signed or after."""

import html
import re
from datetime import datetime, timedelta

import pytest
from django.urls import reverse

import people
import signing
from cochair.features.acts.kinds import kind_of
from cochair.features.acts.models import JointAct
from cochair.features.calendars import actions as calendars
from cochair.features.compliance.facts import gather
from cochair.features.invitations import actions as inviting
from cochair.features.invitations import contacts, mending, presenters
from cochair.features.mail import worker
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.procedure.facts import known
from cochair.procedure.refusal import Refused, Sentence
from cochair.site.desk import invitees
from cochair.web.clock import clock
from cochair.web.localize import say
from delegations import focal
from inviting_story import AGENCIES, REASON, fresh, invitation, listed, noticed, proposed
from moves import told
from world import NOW

MENDED = "registry@borealia.example.org"


def on_its_way(forum: Forum) -> tuple[Meeting, JointAct]:
    """A notice for signature to six members and two agencies, of whom two members can be reached."""
    listed(meeting := signing.fixed(forum))
    rows = "".join(f"{one};;{one.lower()}@example.org;;\n" for one in ("XN", "XS"))
    contacts.take_in(forum, rows, languages=("en",), by=signing.secretariat(forum), at=NOW)
    signing.league(forum)
    signing.concert(forum)
    return fresh(meeting), proposed(fresh(meeting))


def test_the_act_says_how_many_it_reaches_and_whom_it_does_not_until_it_is_signed(
    small_forum: Forum,
) -> None:
    _meeting, act = on_its_way(small_forum)
    kind = kind_of(act)

    told = dict(kind.describe(act, signing.reader(small_forum)))
    reached = told["Can be reached"]
    assert isinstance(reached, Sentence)
    assert say(reached, language="en") == "2 of 8"
    assert set(told["Not reached, because no address is known"]) == {
        "XB", "XE", "XL", "XP", "northern-coast-guard", "southern-customs",
    }  # fmt: skip
    assert "everyone on the list who has an address" in say(kind.effect(act), language="en")

    signing.both_sign(small_forum, act)
    after = dict(kind.describe(JointAct.objects.get(pk=act.pk), signing.reader(small_forum)))
    assert "Can be reached" not in after


def test_a_row_is_either_invited_or_not_reached_and_the_reminder_goes_to_those_reached(
    small_forum: Forum,
) -> None:
    meeting, act = on_its_way(small_forum)
    signing.both_sign(small_forum, act)
    sheet = presenters.sheet(fresh(meeting), NOW)
    assert len(sheet.invited) == 8
    assert {row.invitee.code for row in sheet.reached} == {"XN", "XS"}
    assert sheet.unread == sheet.reached

    reminder = invitees.reminder(fresh(meeting), NOW)
    assert reminder is not None and reminder.number == 2

    client = people.signed_in(people.person(small_forum, Role.SECRETARIAT, "CONCERT"))
    with clock.at(NOW):
        page = client.get(reverse("meetings:invitations", args=[small_forum.slug, meeting.slug]))
    text = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.text)).split())
    assert "Invited 8 of 8" in text
    assert text.count("not reached: no address") == 6
    assert page.text.count("<span>invited</span>") == 2

    reminded = calendars.remind(fresh(meeting), by=signing.secretariat(small_forum), at=NOW)
    assert set(reminded) == {"XN", "XS"}


def test_the_clauses_know_whom_an_invitation_reached_and_when_as_the_page_does(
    small_forum: Forum,
) -> None:
    meeting, act = on_its_way(small_forum)
    signing.both_sign(small_forum, act)

    def reached(at: datetime) -> set[str]:
        found = known(gather(small_forum), at).meetings
        sent = next(one for one in found if one.id == meeting.slug).invitations
        assert len(sent) == 8
        return {one.invitee for one in sent if one.reached_at is not None}

    on_page = {row.invitee.code for row in presenters.sheet(fresh(meeting), NOW).reached}
    assert reached(NOW) == on_page == {"XN", "XS"}

    rows = "".join(f"{one};;{one.lower()}@example.org;;\n" for one in ("XB", *AGENCIES))
    by, later = signing.secretariat(small_forum), NOW + timedelta(days=1)
    contacts.take_in(small_forum, rows, languages=("en",), by=by, at=later)
    assert reached(later) == {"XN", "XS", "XB", *AGENCIES}
    assert reached(NOW) == {"XN", "XS"}, "on the day before nobody knew of them"


def test_the_pages_show_when_a_letter_was_really_sent_and_not_when_the_act_named_its_reader(
    small_forum: Forum,
) -> None:
    meeting, act = on_its_way(small_forum)
    signing.both_sign(small_forum, act)
    told(small_forum, NOW)
    worker.send(lambda: NOW)
    later, sent_at = NOW + timedelta(days=9), NOW + timedelta(days=9, minutes=2)
    by, entry = signing.secretariat(small_forum), contacts.Entry("XB", "", MENDED, "en", "")
    assert mending.mend(fresh(meeting), entry, by=by, at=later) == 1

    def since(at: datetime) -> dict[str, tuple[str, datetime | None]]:
        shown = invitees.of_meeting(fresh(meeting), at, invitees.ALL, records=True).rows
        return {one.code: (one.mark.word, one.since) for one in shown}

    assert since(later)["XB"] == ("being sent", None)
    worker.send(lambda: sent_at)
    assert since(sent_at)["XN"] == ("reached, not opened", NOW)
    assert since(sent_at)["XB"] == ("reached, not opened", sent_at)
    assert since(sent_at)["XE"] == ("no address", NOW)

    client = people.signed_in(people.person(small_forum, Role.SECRETARIAT, "CONCERT"))
    one = reverse(
        "meetings:invitation",
        args=[small_forum.slug, meeting.slug, invitation(meeting, "XB").pk],
    )
    all_of_them = reverse("meetings:invitations", args=[small_forum.slug, meeting.slug])
    with clock.at(sent_at):
        for address in (one, all_of_them):
            page = " ".join(re.sub(r"<[^>]+>", " ", client.get(address).text).split())
            assert re.search(r"Message sent:? Wed 12 Feb 2031", page), address


def test_whoever_answered_is_not_reminded_though_nobody_there_opened_the_notice(
    small_forum: Forum,
) -> None:
    meeting, act = on_its_way(small_forum)
    signing.both_sign(small_forum, act)
    inviting.answer(
        invitation(meeting, "XN"), answer="declined", by=focal(small_forum, "XN"), at=NOW
    )

    shown = invitees.of_meeting(fresh(meeting), NOW, invitees.ALL, records=True)
    needs = {one.code: one.needs for one in shown.rows}
    assert (needs["XN"], needs["XS"]) == (False, True)
    reminder = invitees.reminder(fresh(meeting), NOW)
    assert reminder is not None and reminder.number == 1
    reminded = calendars.remind(fresh(meeting), by=signing.secretariat(small_forum), at=NOW)
    assert reminded == ("XS",)


def test_whom_the_notice_left_out_is_counted_neither_as_invited_nor_as_without_address(
    small_forum: Forum,
) -> None:
    meeting, _act = on_its_way(small_forum)
    before = invitees.of_meeting(meeting, NOW, invitees.ALL, records=True)
    assert (before.unreachable, before.all) == (6, 8)

    act = proposed(meeting, without=["southern-customs"], reason=REASON)
    signing.both_sign(small_forum, act)
    after = invitees.of_meeting(fresh(meeting), NOW, invitees.ALL, records=True)
    assert (after.unreachable, after.all) == (5, 7)
    assert len(after.rows) == 8


def test_who_has_no_address_is_read_only_by_those_who_may_know_of_addresses(
    small_forum: Forum,
) -> None:
    _meeting, act = on_its_way(small_forum)
    delegation = people.signed_in(people.person(small_forum, Role.DELEGATION_HEAD, "CONCERT", "XP"))
    office = people.signed_in(people.person(small_forum, Role.SECRETARIAT, "CONCERT"))
    address = reverse("acts:act", args=[small_forum.slug, act.number])

    with clock.at(NOW):
        seen, known = delegation.get(address).text, office.get(address).text
    for said in ("Can be reached", "because no address is known"):
        assert said in known and said not in seen
    assert "Invited" in seen


def test_whoever_answered_by_letter_is_invited_also_without_an_address(small_forum: Forum) -> None:
    meeting, act = on_its_way(small_forum)
    signing.both_sign(small_forum, act)
    letter, by = "Note 7 of 3 February", signing.secretariat(small_forum)
    given = invitation(meeting, "XB")
    inviting.answer(given, answer="accepted", reference=letter, by=by, at=NOW)

    rows = {row.invitee.code: row for row in presenters.sheet(fresh(meeting), NOW).rows}
    assert (rows["XB"].is_unreached, rows["XE"].is_unreached) == (False, True)
    table = invitees.of_meeting(fresh(meeting), NOW, invitees.ALL, records=True)
    shown = {one.code: one for one in table.rows}
    assert (shown["XB"].answer, shown["XE"].answer) == ("accepted", "")
    assert shown["XB"].mends, "its address is asked for all the same"
    stages = {name: sum(numbers) for name, numbers in table.stages}
    assert (stages["Invited"], stages["Answered"]) == (8, 1)


def test_where_the_notice_reached_nobody_it_is_not_said_that_anybody_answered(
    small_forum: Forum,
) -> None:
    meeting = noticed(small_forum)

    with pytest.raises(Refused) as refused:
        calendars.remind(meeting, by=signing.secretariat(small_forum), at=NOW)
    assert "nobody is left to remind" in str(refused.value)
    assert "answered" not in str(refused.value)
