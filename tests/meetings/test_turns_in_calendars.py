"""The personal calendar has the deadlines of its owner's turns, and each only while it is a turn."""

from datetime import datetime, timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import signing
from cochair.features.accounts.models import Account
from cochair.features.meetings import chairs
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.site.desk import turn_events, turns
from cochair.web.clock import clock
from mail.test_calendar import independent, names, unfolded
from matrix import Scene
from meetings.test_feeds import COUNCIL, LATER, MOVED, account_of, address, planned
from signing import day

__all__ = ["planned"]
CHAIR = "Appoint the co-chair: Council II"
NOTICE = "Prepare the notice of meeting: Council II"


def deadlines(octets: bytes) -> dict[str, dict[str, str]]:
    """The entries of turns by their titles, each with its properties."""
    found: dict[str, dict[str, str]] = {}
    for block in "\n".join(unfolded(octets)).split("BEGIN:VEVENT\n")[1:]:
        lines = block.split("END:VEVENT")[0].strip().split("\n")
        told = {line.split(":")[0].split(";")[0]: line.partition(":")[2] for line in lines}
        if told["UID"].startswith("turn-"):
            found[told["SUMMARY"]] = told
    return found


def read(scene: Scene, path: str, at: datetime = LATER) -> dict[str, dict[str, str]]:
    with clock.at(at):
        answer = Client().get(path)
    assert answer.status_code == 200
    assert len(independent(answer.content).events) == names(unfolded(answer.content)).count(
        "BEGIN:VEVENT"
    )
    return deadlines(answer.content)


class TestEntries:
    def test_law_1_an_entry_has_the_day_the_address_and_no_alarm_and_goes_with_the_duty(
        self, planned: Scene
    ) -> None:
        path, meeting = address(planned, "co_presidency"), Meeting.objects.get(slug=COUNCIL)

        entry = read(planned, path)[CHAIR]
        with clock.at(LATER):
            octets = Client().get(path).content

        # It is due when the meeting opens: by the end of the day before.
        assert (entry["DTSTART"], entry["DTEND"]) == ("20310407", "20310408")
        assert entry["URL"].endswith(f"/en/league-concert/meetings/{COUNCIL}/#people")
        assert entry["DESCRIPTION"] == "Mon 7 Apr\\, end of the day\\, Norhaven"
        assert (entry["TRANSP"], entry["STATUS"]) == ("TRANSPARENT", "CONFIRMED")
        assert entry["DTSTAMP"] and b"VALARM" not in octets

        by = signing.league(planned.forum)
        chairs.appoint_chair(meeting, member=by.member, deputy=False, by=by, at=LATER)

        after = read(planned, path)
        assert CHAIR not in after
        # What else is due stays, by the same name.
        assert after
        before = deadlines(octets)
        assert all(after[title]["UID"] == before[title]["UID"] for title in after)

    def test_law_1_a_deadline_that_moves_keeps_its_name_and_counts_its_version_up(
        self, planned: Scene
    ) -> None:
        path, meeting = address(planned, "co_presidency"), Meeting.objects.get(slug=COUNCIL)
        before = read(planned, path)[CHAIR]

        act = signing.schedule(meeting, day("2031-04-17", "2031-04-18"), reason=MOVED, at=LATER)
        signing.both_sign(planned.forum, act, LATER)

        after = read(planned, path)[CHAIR]
        assert (before["UID"], before["SEQUENCE"]) == (after["UID"], "0")
        assert (after["DTSTART"], after["SEQUENCE"]) == ("20310416", "1")

        signing.stepped(meeting, "meeting.cancel", LATER)
        assert CHAIR not in read(planned, path)

    def test_law_1_each_person_has_the_turns_that_home_lists_with_a_deadline_and_no_other(
        self, planned: Scene
    ) -> None:
        for hat in ("co_presidency", "other_presidency", "secretariat", "delegation", "auditor"):
            account = account_of(planned, hat)
            offices = parties.hats(planned.forum, account, LATER)
            rows = [
                row
                for office in offices
                for asked in turns.own(planned.forum, office, LATER)
                if (row := turns.present(planned.forum, asked.turn, LATER, "")).deadline
            ]
            found = read(planned, address(planned, hat))
            told = {one.replace("\\,", ",") for one in found}
            assert sorted(told) == sorted({f"{row.verb} {row.thing}".strip() for row in rows}), hat
            assert bool(found) == (hat not in {"delegation", "auditor"}), hat

    def test_law_1_the_turns_of_a_presidency_leave_its_calendar_at_the_end_of_its_term(
        self, planned: Scene
    ) -> None:
        path = address(planned, "co_presidency")
        term = next(
            one
            for one in parties.roster(planned.forum).terms
            if (one.party, one.holder) == ("LEAGUE", "XE") and isinstance(one.end, datetime)
        )
        council = Meeting.objects.get(slug=COUNCIL)
        assert isinstance(term.end, datetime)
        after = term.end.date() + timedelta(days=10)
        act = signing.schedule(council, day(f"{after:%Y-%m-%d}"), reason=MOVED, at=LATER)
        signing.both_sign(planned.forum, act, LATER)

        before = read(planned, path, term.end - timedelta(seconds=1))
        assert NOTICE in before and NOTICE not in read(planned, path, term.end)
        # Its successor presides on that day, and appoints.
        assert CHAIR not in before

        # What falls due only in the term of its successor is not in its calendar at all.
        later = term.end.date() + timedelta(days=60)
        act = signing.schedule(council, day(f"{later:%Y-%m-%d}"), reason=MOVED, at=LATER)
        signing.both_sign(planned.forum, act, LATER)
        assert NOTICE not in read(planned, path, term.end - timedelta(seconds=1))

    def test_law_1_the_hour_is_told_in_the_zone_and_the_language_of_the_owner(
        self, planned: Scene
    ) -> None:
        path = address(planned, "co_presidency")
        account = account_of(planned, "co_presidency")
        Account.objects.filter(pk=account.pk).update(language="es", zone="America/Lima")

        found = read(planned, path).values()

        assert found and all("/es/league-concert/" in one["URL"] for one in found)
        dated = [one["DESCRIPTION"] for one in found]
        assert all("final del día (Puerto Norte)\\, " in one and "Lima" in one for one in dated)

    def test_a_warm_calendar_asks_for_no_turn_again(self, planned: Scene) -> None:
        path = address(planned, "secretariat")
        read(planned, path)

        with CaptureQueriesContext(connection) as asked:
            found = read(planned, path)

        assert found and len(asked) <= 15


def test_two_turns_at_one_place_have_two_names_and_each_alone_the_same(planned: Scene) -> None:
    every = turns.every(planned.forum, LATER)

    found = turn_events.names(every)

    assert len(set(found)) == len(every) > 10
    assert turn_events.names(every[:1]) == found[:1]
