"""P2: the page of one's own term, for the presidency in office, the incoming and the former one."""

import html
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import forgotten
import inviting_story
import people
import signing
from cochair.features.accounts.models import Account
from cochair.features.compliance import queries as compliance
from cochair.features.handovers import actions as handovers
from cochair.features.meetings.models import Meeting, Schedule
from cochair.features.observers import actions as observing
from cochair.features.observers.states import Answer
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum, Office, PresidencyTerm
from cochair.features.parties.offices import Role
from cochair.site.desk import term
from cochair.web.clock import clock
from composing import ONE_PRESIDENCY, composed
from signing import concert, league
from world import NOW

LATER = NOW + timedelta(hours=3)
# Norland takes over from Estmark on 1 July 2031 in Helsinki.
HANDOVER = datetime(2031, 6, 30, 21, tzinfo=UTC)
ESTMARK = "presidency-league-xe@example.org"
AGENCY = "world-harbours"


@pytest.fixture
def forum(small_forum: Forum) -> Forum:
    """Both presidencies, the incoming one of the League and its secretariat."""
    league(small_forum)
    concert(small_forum)
    people.person(small_forum, Role.INCOMING, "LEAGUE", "XN")
    people.person(small_forum, Role.SECRETARIAT, "LEAGUE")
    return small_forum


def shown(forum: Forum, email: str, at: datetime = LATER) -> str:
    """The page as one reader sees it."""
    client = people.signed_in(Account.objects.get(email=email))
    with clock.at(at):
        answer = client.get(f"/en/{forum.slug}/term/")
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def part(page: str, name: str) -> str:
    """One section of the page."""
    return page.split(f'aria-labelledby="{name}"', 1)[1].split("</section>", 1)[0]


def names(meetings: Iterable[term.MeetingShown]) -> list[str]:
    return [one.name for one in meetings]


def context(forum: Forum, email: str, at: datetime = LATER) -> dict[str, object]:
    """What the page is made of."""
    hat = people.hat(forum, Account.objects.get(email=email), at)
    return dict(term.page(forum, hat, at))


def test_the_holder_reads_the_bounds_of_its_term_their_source_and_what_is_left(
    forum: Forum,
) -> None:
    bounds = part(shown(forum, ESTMARK), "bounds")

    assert "1 Jan 2031, 00:00 Norhaven" in bounds
    assert "1 Jul 2031, 00:00 Norhaven" in bounds
    assert "148 days left" in bounds
    assert "rota of the League" in bounds
    assert "confirmed" in bounds


def test_the_incoming_presidency_reads_the_term_that_is_to_come(forum: Forum) -> None:
    page = shown(forum, "incoming-league-xn@example.org")

    assert "in 148 days" in part(page, "bounds")
    assert "Waiting for signatures" in page
    assert "Nothing open" not in part(page, "due")


def test_of_an_open_end_the_next_designated_holder_says_when_it_is(forum: Forum) -> None:
    span = term.span_of(parties.roster(forum), concert(forum), NOW)
    assert span is not None
    assert span.ends == term.END
    assert "not fixed" in part(shown(forum, "presidency-concert-xp@example.org"), "bounds")

    PresidencyTerm.objects.filter(slug="concert-xl").update(start=HANDOVER)
    forgotten.everything()
    signing.planned(forum)
    signing.schedule(Meeting.objects.get(slug=signing.COUNCIL), signing.day("2031-04-08"))

    span = term.span_of(parties.roster(forum), concert(forum), NOW)
    assert span is not None
    assert span.ends == HANDOVER


def test_a_former_presidency_reads_until_when_it_reads(forum: Forum) -> None:
    people.person(forum, Role.CO_PRESIDENCY, "LEAGUE", "XB")

    bounds = part(shown(forum, "co_presidency-league-xb@example.org"), "bounds")

    assert "The term of office has ended" in bounds
    assert "1 Apr 2031, 01:00 Norhaven" in bounds


def test_a_presidency_without_a_term_is_told_so(forum: Forum) -> None:
    PresidencyTerm.objects.filter(slug="concert-xl").update(superseded_at=NOW)
    forgotten.everything()
    people.person(forum, Role.CO_PRESIDENCY, "CONCERT", "XL")
    page = shown(forum, "co_presidency-concert-xl@example.org")

    assert "No term of yours is on record" in page
    assert "No meetings during this term" in page
    assert "Nothing open" in page


def test_whoever_presides_nothing_has_no_term(forum: Forum) -> None:
    delegation = people.person(forum, Role.DELEGATION_HEAD, "LEAGUE", "XN")
    secretariat = Account.objects.get(email="secretariat-league@example.org")
    for account in (secretariat, delegation):
        client = people.signed_in(account)
        with clock.at(NOW):
            assert client.get(f"/en/{forum.slug}/term/").status_code == 404
            assert "/term/" not in client.get(f"/en/{forum.slug}/home/").content.decode()

    client = people.signed_in(Account.objects.get(email=ESTMARK))
    with clock.at(NOW):
        desk = client.get(f"/en/{forum.slug}/home/").content.decode()
    # In the menu of the office.
    assert desk.count(f'href="/en/{forum.slug}/term/"') == 1


def test_the_meetings_of_a_term_stand_with_their_next_dates_and_who_owes_them(
    forum: Forum,
) -> None:
    signing.fixed(forum)

    page = part(shown(forum, ESTMARK), "meetings")

    assert "Council II" in page
    assert "Issue the notice" in page
    assert "Co-presidencies <strong>(you)</strong>" in page
    assert names(context(forum, "incoming-league-xn@example.org")["meetings"]) == []  # type: ignore[arg-type]


def test_of_a_meeting_in_which_it_takes_no_part_a_presidency_reads_no_dates_or_observers(
    forum: Forum,
) -> None:
    meeting = signing.fixed(forum, signing.day("2031-08-12"))
    observer = people.person(forum, Role.OBSERVER, organisation=AGENCY)
    by = people.hat(forum, observer)
    observing.request_attendance(meeting, organisation=AGENCY, reason="We care.", by=by, at=NOW)
    incoming = "incoming-league-xn@example.org"

    def told() -> tuple[list[str], int, int]:
        found = context(forum, incoming)
        meetings = found["meetings"]
        dates = [date for one in meetings for date in one.dates]  # type: ignore[attr-defined]
        return names(meetings), len(dates), len(found["observers"])  # type: ignore[arg-type]

    assert told() == (["Council II"], 2, 1)

    with composed(forum, "council", ONE_PRESIDENCY):
        assert told() == (["Council II"], 0, 0)
        page = part(shown(forum, incoming), "meetings")
        assert "Council II" in page and "There are no further dates." not in page


def test_a_meeting_of_which_only_the_month_is_known_lies_in_every_term_it_may_lie_in(
    forum: Forum,
) -> None:
    meeting = signing.planned(forum)
    Schedule.objects.create(
        meeting=meeting,
        at=NOW,
        starts=HANDOVER - timedelta(days=10),
        ends=HANDOVER + timedelta(days=10),
        precision="month",
        zone="Europe/Helsinki",
    )
    compliance.forget()

    for email in (ESTMARK, "incoming-league-xn@example.org"):
        assert names(context(forum, email)["meetings"]) == ["Council II"]  # type: ignore[arg-type]


def test_clauses_due_in_the_term_stand_with_their_lights_and_no_others(forum: Forum) -> None:
    signing.fixed(forum)

    found = context(forum, ESTMARK)["due"]
    page = part(shown(forum, ESTMARK), "due")

    assert {clause.id for _result, clause in found} >= {"B.4", "B.5"}  # type: ignore[attr-defined]
    begins = datetime(2030, 12, 31, 22, tzinfo=UTC)
    assert all(begins < result.due <= HANDOVER for result, _clause in found)  # type: ignore[attr-defined]
    assert "not yet due" in page
    # What is due by the end of the second half-year falls to the next, and nothing of the first.
    ours, theirs = (
        {clause.id for _result, clause in context(forum, email)["due"]}  # type: ignore[attr-defined]
        for email in (ESTMARK, "incoming-league-xn@example.org")
    )
    assert "A.3.council" in ours - theirs
    assert "A.3.experts" in theirs - ours


def test_acts_that_await_the_key_and_notices_to_confirm_and_observers_to_answer(
    forum: Forum,
) -> None:
    empty = shown(forum, ESTMARK)
    assert (
        "No notice of meeting from an earlier presidency is waiting for your confirmation." in empty
    )
    assert "No request is waiting for the answer of your Party." in empty

    # The meeting lies in the term of Norland, the notice was signed by Estmark.
    meeting = inviting_story.noticed(forum, day="2031-08-12")
    observer = people.person(forum, Role.OBSERVER, organisation=AGENCY)
    request = observing.request_attendance(
        meeting,
        organisation=AGENCY,
        reason="We care.",
        by=people.hat(forum, observer),
        at=NOW,
    )
    act = signing.step(meeting, "meeting.format", value="hybrid")

    ours = shown(forum, ESTMARK)
    assert act.title["en"] in part(ours, "waiting")
    assert f"/observers/{request.pk}/" in part(ours, "observers")
    assert (
        "No notice of meeting from an earlier presidency is waiting for your confirmation."
        in part(ours, "confirm")
    )
    theirs = part(shown(forum, "incoming-league-xn@example.org"), "confirm")
    assert f"/meetings/{meeting.slug}/notice/" in theirs

    observing.answer_request(request, answer=Answer.AGREED, by=league(forum), at=NOW)
    assert "No request is waiting for the answer of your Party." in part(
        shown(forum, ESTMARK), "observers"
    )
    assert "/observers/" in part(shown(forum, "presidency-concert-xp@example.org"), "observers")


def test_the_handover_stands_at_both_ends_of_a_term_and_the_people_of_the_office(
    forum: Forum,
) -> None:
    assert "No handover file was made yet." in part(shown(forum, ESTMARK), "handover")
    pack = handovers.make_pack(forum, by=league(forum), at=NOW)
    handovers.acknowledge(pack, name="Eva of Estmark", by=league(forum), at=NOW)

    ours, theirs = (shown(forum, email) for email in (ESTMARK, "incoming-league-xn@example.org"))

    assert "handed over by you" in part(ours, "handover")
    assert "handed over to you" in part(theirs, "handover")
    assert "acknowledged" in part(theirs, "handover")
    assert f"/handover/{pack.number}/" in part(theirs, "handover")
    concerned = shown(forum, "presidency-concert-xp@example.org")
    assert "/handover/1/" not in concerned
    assert ESTMARK in part(ours, "people")
    assert "secretariat-league@example.org" in part(ours, "people")
    assert ESTMARK not in part(theirs, "people")


def test_the_page_takes_the_same_queries_with_many_meetings_requests_and_packs(
    forum: Forum,
) -> None:
    """Architecture section 5: a page costs a fixed number of queries."""
    meeting = signing.fixed(forum)
    client = people.signed_in(Account.objects.get(email=ESTMARK))
    address = f"/en/{forum.slug}/term/"

    def cost() -> int:
        with clock.at(LATER):
            client.get(address)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200
        return len(captured)

    def more(number: int) -> None:
        for index in range(number):
            row = Meeting.objects.create(
                forum=forum,
                slug=f"{meeting.slug}-{number}-{index}",
                configuration="council",
                cycle=meeting.cycle,
                known_at=NOW,
                confirmed_at=NOW,
            )
            Schedule.objects.create(
                meeting=row,
                at=NOW,
                starts=NOW + timedelta(days=60 + index),
                ends=NOW + timedelta(days=61 + index),
                zone=forum.zone,
                format="in_person",
            )
            organisation = parties.roster(forum).organisations[0]
            row.observer_requests.create(
                organisation=organisation,
                reason="We care.",
                submitted_at=NOW,
                submitted_by=Office.objects.get(account__email=ESTMARK),
            )
            signing.schedule(
                meeting, signing.day(f"2031-05-{number + index:02}"), reason=signing.REASON
            )
            handovers.make_pack(forum, by=league(forum), at=NOW)

    more(1)
    before = cost()
    more(10)

    assert cost() <= before
    assert before <= 40
