"""The pages of the notice, the invitations and the contact points, and who sees what on them.

domain.md C.6, C.7 (J5, I1), C.8.
"""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

import people
import signing
from cochair.features.accounts.models import Account
from cochair.features.acts.models import JointAct
from cochair.features.invitations import contacts, warnings
from cochair.features.meetings.models import Meeting, Receipt
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.site.desk import invitees
from cochair.web.clock import clock
from inviting_story import AGENCIES, fresh, invitation, listed, noticed, proposed, withdrawn
from signing import both_sign, secretariat
from world import NOW

HERE = "/en/league-concert/meetings/league-concert-council-2"
PLENTY = 40


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    """The clock stands still."""
    with clock.at(NOW):
        yield


@pytest.fixture
def council(small_forum: Forum) -> Meeting:
    """The Council with its notice, which did not reach Lagunia."""
    contacts.add(
        small_forum,
        contacts.Entry("XB", "Registry", "registry@brumia.example.org", "en", ""),
        languages=("en", "es", "pt"),
        by=secretariat(small_forum),
        at=NOW,
    )
    return noticed(small_forum, without={"XL"})


def office(forum: Forum, role: Role, *where: str, organisation: str = "") -> Client:
    """A client of somebody who gets an office."""
    return people.signed_in(people.person(forum, role, *where, organisation=organisation))


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return str(answer.content.decode())


def test_the_secretariat_sees_who_is_missing_who_has_not_opened_and_who_has_no_address(
    small_forum: Forum, council: Meeting
) -> None:
    page = text(office(small_forum, Role.SECRETARIAT, "CONCERT"), f"{HERE}/invitations/")

    assert "1 member is not invited" in page
    assert "Add an invitation" in page
    assert "no address" in page
    assert "not yet named" in page


def test_a_delegation_sees_who_is_invited_and_its_own_invitation_and_nothing_of_the_others(
    small_forum: Forum, council: Meeting
) -> None:
    client = office(small_forum, Role.DELEGATION_HEAD, "LEAGUE", "XN")

    page = text(client, f"{HERE}/invitations/")

    own = f"{HERE}/invitations/{invitation(council, 'XN').pk}/"
    foreign = f"{HERE}/invitations/{invitation(council, 'XB').pk}/"
    assert own in page and foreign not in page
    assert "Brumia" in page
    for hidden in ("no address", "registry@brumia", "not opened", "1 member is not invited"):
        assert hidden not in page
    assert client.get(foreign).status_code == 404
    assert client.get(own).status_code == 200


def test_opening_ones_invitation_is_noted_and_a_secretariat_that_looks_at_it_is_not(
    small_forum: Forum, council: Meeting
) -> None:
    address = f"{HERE}/invitations/{invitation(council, 'XN').pk}/"
    secretaries = office(small_forum, Role.SECRETARIAT, "CONCERT")
    secretaries.get(address)
    assert not Receipt.objects.exists()
    head = office(small_forum, Role.DELEGATION_HEAD, "LEAGUE", "XN")
    head.get(address)
    head.get(address)

    page = text(secretaries, f"{HERE}/invitations/?show=unread")

    assert Receipt.objects.count() == 1
    assert "Brumia" in page
    assert not re.search(r">\s*Norland\s*<", page)


def test_an_institution_finds_its_meeting_among_all_meetings_and_nobody_else_has_such_a_list(
    small_forum: Forum, council: Meeting
) -> None:
    own = reverse("meetings:my_meeting", args=[small_forum.slug, council.slug])
    listed = reverse("public:calendar", args=[small_forum.slug])

    invited = office(small_forum, Role.INSTITUTION, organisation=AGENCIES[0])
    assert own in text(invited, listed) and "Your meetings" in text(invited, listed)
    for other in (Client(), office(small_forum, Role.SECRETARIAT, "CONCERT")):
        assert own not in text(other, listed) and "Your meetings" not in text(other, listed)

    assert "cancelled" not in text(invited, listed)
    signing.stepped(council, "meeting.cancel")
    of_its_own = text(invited, listed).partition('id="invited"')[2].partition("</section>")[0]
    assert own in of_its_own and "cancelled" in of_its_own


def test_an_institution_reaches_its_own_invitation_and_no_other_page(
    small_forum: Forum, council: Meeting
) -> None:
    client = office(small_forum, Role.INSTITUTION, organisation=AGENCIES[0])
    own = invitation(council, AGENCIES[0])

    page = text(client, f"{HERE}/invitations/{own.pk}/")

    assert "Your answer" in page and "Norhaven" in page
    for path in (
        f"{HERE}/invitations/",
        f"{HERE}/notice/",
        f"{HERE}/invitations/{invitation(council, AGENCIES[1]).pk}/",
        f"{HERE}/invitations/{invitation(council, 'XN').pk}/",
        "/en/league-concert/contacts/",
    ):
        assert client.get(path).status_code == 404, path
    answered = client.post(f"{HERE}/invitations/{own.pk}/answer/", {"answer": "accepted"})
    assert answered.status_code == 302
    assert invitation(council, AGENCIES[0]).answer == "accepted"


def test_a_secretariat_records_what_came_by_letter_for_its_own_side_and_the_page_says_so(
    small_forum: Forum, council: Meeting
) -> None:
    address = f"{HERE}/invitations/{invitation(council, 'XN').pk}/"
    ours = people.signed_in(Account.objects.get(pk=secretariat(small_forum).account))
    theirs = office(small_forum, Role.SECRETARIAT, "CONCERT")
    sent = {"answer": "accepted", "reference": "Note 7 of 3 February"}

    assert theirs.post(f"{address}answer/", sent).status_code == 403
    assert ours.post(f"{address}answer/", {"answer": "accepted"}).status_code == 422
    assert ours.post(f"{address}answer/", sent).status_code == 302

    page = text(theirs, address)
    assert "Entered on its behalf" in page and "Note 7 of 3 February" in page
    assert "Enter an answer on its behalf" not in page
    assert "Enter an answer on its behalf" in text(ours, address)


def test_withdrawing_an_invitation_is_proposed_on_its_page_and_takes_both_keys(
    small_forum: Forum, council: Meeting
) -> None:
    row = invitation(council, "XN")
    address = f"{HERE}/invitations/{row.pk}/"
    theirs = office(small_forum, Role.SECRETARIAT, "CONCERT")
    assert "Send the withdrawal for signature" in text(theirs, address)

    short = theirs.post(f"{address}withdrawal/", {"reason": "No."})
    proposed = theirs.post(f"{address}withdrawal/", {"reason": "It went to the wrong capital."})

    assert (short.status_code, proposed.status_code) == (422, 302)
    assert "/acts/" in proposed.headers["Location"]
    assert invitation(council, "XN").withdrawn_at is None
    page = text(theirs, address)
    assert (
        "The withdrawal of this invitation is waiting for signatures." in page
        and "Send the withdrawal for signature" not in page
    )
    assert "Norland" in text(theirs, proposed.headers["Location"])


def test_an_absence_is_excused_with_its_reason_in_several_languages_and_what_was_typed_stays(
    small_forum: Forum, council: Meeting
) -> None:
    """Issue 18: papers quote the reason in the language of each."""
    client = office(small_forum, Role.SECRETARIAT, "CONCERT")
    address = f"{HERE}/invitations/{invitation(council, AGENCIES[0]).pk}/"
    spanish = "La dirección de la agencia no puede viajar en abril."
    typed = {"reason": "The head of the agency cannot travel in April.", "reason_es": spanish}
    assert "Give the reason in several languages" in text(client, address)

    refused = client.post(f"{address}excuse/", {**typed, "reason_pt": "Não."})
    sent = client.post(f"{address}excuse/", typed)

    assert (refused.status_code, sent.status_code) == (422, 302)
    kept = refused.content.decode()
    assert typed["reason"] in kept and spanish in kept
    act = JointAct.objects.get(kind="meeting.excuse")
    assert (act.reason_in("en"), act.reason_in("es")) == (typed["reason"], spanish)


def test_an_institution_whose_invitation_is_withdrawn_finds_the_door_closed(
    small_forum: Forum, council: Meeting
) -> None:
    row = invitation(council, AGENCIES[0])
    withdrawn(row)

    client = office(small_forum, Role.INSTITUTION, organisation=AGENCIES[0])

    assert client.get(f"{HERE}/invitations/{row.pk}/").status_code == 404


def test_addresses_stay_behind_the_wall_of_each_delegation(
    small_forum: Forum, council: Meeting
) -> None:
    where = "/en/league-concert/contacts/"
    everybody = office(small_forum, Role.SECRETARIAT, "CONCERT")
    own = office(small_forum, Role.DELEGATION_MEMBER, "LEAGUE", "XB")
    other = office(small_forum, Role.DELEGATION_HEAD, "LEAGUE", "XN")

    assert "registry@brumia" in text(everybody, where)
    assert "registry@brumia" in text(own, where)
    assert "registry@brumia" not in text(other, where)
    assert office(small_forum, Role.AUDITOR).get(where).status_code == 403
    assert own.post(where, {"code": "XB", "email": "a@example.org"}).status_code == 403
    assert other.post(where, {"code": "XB", "email": "a@example.org"}).status_code == 422
    number = invitation(council, "XB").pk
    assert other.post(f"{where}{number}/end/").status_code == 404


def test_a_wrong_list_says_row_by_row_what_is_wrong_and_keeps_what_was_pasted(
    small_forum: Forum,
) -> None:
    client = office(small_forum, Role.SECRETARIAT, "LEAGUE")

    answer = client.post(
        "/en/league-concert/contacts/list/", {"rows": "XN,Registry,nowhere\n<script>,x,y@z\n"}
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Row 1:" in page and "nowhere is not an e-mail address." in page
    assert "Row 2:" in page and "<script>," not in page


def test_the_notice_is_drafted_shown_and_proposed_with_a_warning_for_whoever_is_left_out(
    small_forum: Forum,
) -> None:
    meeting = signing.fixed(small_forum)
    listed(meeting)
    client = office(small_forum, Role.SECRETARIAT, "CONCERT")
    page = text(client, f"{HERE}/notice/")
    assert "Norhaven" in page and "Puerto Norte" in page and "Porto Norte" in page
    assert "mandatory invitee is not selected" not in page
    sent = {
        "text-en": "Come <b>all</b>.",
        "text-es": "Vengan.",
        "text-pt": "Venham.",
        "to": ["member:XN:", "member:XB:"],
    }

    shown = client.post(f"{HERE}/notice/", {**sent, "preview": "1"})
    assert shown.status_code == 200
    assert "6 mandatory invitees are not selected" in shown.content.decode()
    assert "Come &lt;b&gt;all&lt;/b&gt;." in shown.content.decode()
    assert not JointAct.objects.filter(kind="meeting.notice").exists()

    proposed_at = client.post(f"{HERE}/notice/", sent)
    act = text(client, proposed_at.headers["Location"])
    assert "Not invited by this notice of meeting" in act and "Lagunia" in act
    beside = text(client, f"{proposed_at.headers['Location']}?text=all")
    assert "Vengan." in beside and "Venham." in beside
    too_long = client.post(f"{HERE}/notice/", {**sent, "reason": "x" * 4001})
    assert 'aria-describedby="reason-h reason-e"' in too_long.content.decode()
    again = client.post(f"{HERE}/notice/", sent)
    assert again.status_code == 422
    missing = client.post(f"{HERE}/notice/", {**sent, "text-pt": ""})
    assert missing.status_code == 422


def test_the_page_says_who_is_to_confirm_and_offers_it_to_that_presidency_alone(
    small_forum: Forum,
) -> None:
    noticed(small_forum, day="2031-09-09")
    page = text(office(small_forum, Role.SECRETARIAT, "CONCERT"), f"{HERE}/notice/")
    assert "Norland will have to confirm the notice" in page
    new = office(small_forum, Role.CO_PRESIDENCY, "LEAGUE", "XN")
    assert "Confirm the notice of meeting" not in text(new, f"{HERE}/notice/")
    refused = new.post(f"{HERE}/notice/confirmation/")
    assert refused.status_code == 422

    from datetime import datetime

    with clock.at(datetime.fromisoformat("2031-07-01T00:00+03:00")):
        assert (
            "Norland, which now holds the presidency of League, must confirm the notice."
            in text(new, f"{HERE}/notice/")
        )
        assert "Confirm the notice of meeting" in text(new, f"{HERE}/notice/")
        assert new.post(f"{HERE}/notice/confirmation/").status_code == 302
        assert "Norland confirmed the notice of meeting" in text(new, f"{HERE}/notice/")


def test_the_warnings_are_there_for_the_desk_and_only_what_concerns_everybody_for_others(
    small_forum: Forum, council: Meeting
) -> None:
    (told,) = warnings.of_forum(small_forum, secretariat(small_forum), NOW)
    assert [row.invitee.code for row in told.missing_members] == ["XL"]
    head = people.hat(small_forum, people.person(small_forum, Role.DELEGATION_HEAD, "LEAGUE", "XN"))

    assert warnings.of_forum(small_forum, head, NOW) == ()


def test_the_page_of_forty_three_members_takes_as_many_queries_as_that_of_six(
    real_forum: Forum,
) -> None:
    from cochair.features.meetings import actions as meetings

    at = people.REAL_NOW
    meeting = Meeting.objects.get(slug="eu-clasi-min-4")
    ireland = people.presidency(real_forum, "EU", "IE", at)
    bolivia = people.presidency(real_forum, "CLASI", "BO", at)

    def both(act: JointAct) -> None:
        signing.turn(signing.turn(act, ireland, at), bolivia, at)

    day = meetings.Day(date(2027, 5, 19), date(2027, 5, 20), "brussels", "in_person")
    both(
        meetings.propose_schedule(
            meeting, day=day, reason="The calendars are fixed at last.", by=ireland, at=at
        )
    )
    both(proposed(meeting, reason="Both go on in spite of the dispute.", by=ireland, at=at))
    client = people.signed_in(
        people.person(real_forum, Role.SECRETARIAT, "EU", start=at, email="js@example.org")
    )
    page = f"/en/eu-clasi/meetings/{meeting.slug}/invitations/"
    with clock.at(at):
        client.get(page)
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(page)

    assert answer.content.decode().count("not reached: no address") == 47
    assert len(captured) <= PLENTY


def test_forms_that_are_sent_twice_do_their_work_once(small_forum: Forum) -> None:
    meeting = signing.fixed(small_forum)
    listed(meeting)
    both_sign(small_forum, proposed(fresh(meeting), without={"XL"}))
    client = office(small_forum, Role.SECRETARIAT, "CONCERT")

    first = client.post(f"{HERE}/invitations/also/", {"key": "member:XL:"})
    second = client.post(f"{HERE}/invitations/also/", {"key": "member:XL:"})

    assert (first.status_code, second.status_code) == (302, 422)
    assert "already invited" in second.content.decode()


@pytest.mark.parametrize(
    ("language", "opened", "answered"),
    [
        ("en", "Opened", "Answered"),
        ("es", "Abierta", "Respondida"),
        ("pt", "Aberto", "Respondido"),
    ],
)
def test_how_far_the_invitees_are_is_told_in_one_form_of_words(
    council: Meeting, language: str, opened: str, answered: str
) -> None:
    with override(language):
        said = [
            str(name) for name, _n in invitees.of_meeting(council, NOW, "", records=False).stages
        ]

    assert said[2:4] == [opened, answered]
