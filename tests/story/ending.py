"""What the last stories result in, US-11 and US-12: asked of the story as `test_cycle` played it."""

import argparse
import html
import json
from collections import defaultdict
from typing import Any

import pytest
from django.test import Client

from cochair.cli import commands
from cochair.exports.archives.models import Answer, Archive
from cochair.features.accounts.models import Account
from cochair.features.compliance import queries as compliance
from cochair.features.compliance import statement
from cochair.features.cycles.models import Cycle
from cochair.features.decisions.models import RoomDecision
from cochair.features.documents import queries as documents
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.room import queries as room
from cochair.features.stocktaking import queries as reports
from cochair.procedure import consensus
from cochair.procedure.calendar import civil_day
from cochair.story.eu_clasi import us11, words
from cochair.story.eu_clasi.us08_exchange import FIREARMS, PLATFORM
from people import signed_in

FORUM = "eu-clasi-story"
INSTITUTIONAL = f"{FORUM}-im-3"
THIRD = f"{FORUM}-cycle-3"
# The papers of the institutional meeting that owe every language.
AGENDA, RECORD = "ec-im-2027-1", "ec-im-2027-5"

OUTCOMES: tuple[tuple[str, str, str, str], ...] = (
    *(
        ("us-11.notice_issued", rule, INSTITUTIONAL, "met")
        for rule in ("I.2.3", "II.3.meetings.a.3")
    ),
    ("us-11.notice_issued", "II.3.composition.a.9", INSTITUTIONAL, "not_yet_due"),
    ("us-11.opened", "II.3.composition.a.9", INSTITUTIONAL, "met"),
    ("us-11.final_agenda", "I.2.6", AGENDA, "met"),
    ("us-11.final_agenda", "II.3.functions.chapeau", INSTITUTIONAL, "met"),
    *(
        ("us-11.closed", rule, INSTITUTIONAL, "met")
        for rule in (
            "I.2.1.a",
            "I.2.5",
            "II.3.meetings.a.2",
            *(f"II.3.composition.a.{number}" for number in (1, 2, 3, 4, 5, 7, 8, 9)),
            "II.3.meetings.b.1",
            "II.3.meetings.b.2",
            "II.3.meetings.b.3",
            "II.3.meetings.b.4",
            "II.3.functions.a.1",
            "II.3.functions.a.2",
            "II.3.functions.a.3",
            "II.3.functions.b.1",
        )
    ),
    ("us-11.closed", "II.3.composition.a.6", INSTITUTIONAL, "departed"),
    ("us-11.closed", "II.3.composition.a.observers", INSTITUTIONAL, "not_applicable"),
    *(
        ("us-11.closed", rule, INSTITUTIONAL, "met")
        for rule in ("I.2.cycle.3", "II.3.meetings.a.1")
    ),
    *(
        ("us-11.closed", rule, THIRD, "met")
        for rule in (
            "I.1.3",
            "I.1.4",
            "I.1.5",
            "I.2.8.a",
            "I.2.8.b",
            "II.3.functions.c.1",
            "II.3.functions.c.2",
            "II.3.functions.c.3",
        )
    ),
    ("us-11.closed", "II.3.functions.b.2", THIRD, "not_yet_due"),
    ("us-11.closed", "I.2.7", INSTITUTIONAL, "not_yet_due"),
    ("us-11.record_approved", "I.2.7", INSTITUTIONAL, "met"),
    ("us-11.record_approved", "I.2.6", RECORD, "not_yet_due"),
    ("us-11.record_in_all", "I.2.6", RECORD, "met"),
    ("us-12.cycle_ends", "I.2.cycle.3", INSTITUTIONAL, "met"),
    ("us-12.statement_signed", "II.3.functions.b.2", THIRD, "not_yet_due"),
    ("us-12.outcome_reported", "II.3.functions.b.2", THIRD, "met"),
    ("us-12.archives_made", "II.3.functions.b.2", THIRD, "met"),
)
WATCHED = tuple(dict.fromkeys(event for event, *_rest in OUTCOMES))
ENDS = ("us-11.record_in_all", "us-12.archives_made")
SIGNED, NOON = "2028-01-17T10:00:00+00:00", "2028-01-17T12:00Z"
CLAUSES = 98
# What both departed from in the cycle, each as its story tells; and what is due afterwards.
DEPARTED = {"II.1.composition.c", "II.2.meetings.a.1", "II.3.composition.a.6"}
DUE = {"II.3.functions.b.2"}
DRUGS = "eu-celac-drugs"


class Ending:
    """Tests of the last stories; `told` is the story as it was played."""

    @pytest.mark.parametrize(("event", "rule", "target", "outcome"), OUTCOMES)
    def test_the_clause_says_after_the_event_what_the_story_says(
        self, told: Any, event: str, rule: str, target: str, outcome: str
    ) -> None:
        assert told.outcome(event, rule, target) == outcome

    @pytest.mark.parametrize("language", ["en", "es", "pt"])
    def test_us08_the_pages_on_exchange_support_and_overlaps_are_filled(
        self, told: Any, settings: Any, language: str
    ) -> None:
        settings.DEMO = True
        reader = signed_in(Account.objects.get(email="it@example.org"))

        def page(where: str) -> str:
            answer = reader.get(f"/{language}/{FORUM}/{where}")
            return html.unescape(answer.content.decode())

        counted, asked = page("commitments/exchange/"), page("commitments/support/")
        overlaps, initiatives = page("commitments/overlaps/"), page("initiatives/")
        given = words.said("exchange.support.course.given")["en"]
        firearms = f"commitments/overlaps/{FIREARMS}/{PLATFORM}/"
        assert "SIENA" in counted and "I-24/7" in counted
        for one in words.said("exchange.support").values():
            assert one["title"][language] in asked
        assert given in page("commitments/support/1/")
        assert given not in page("commitments/support/2/")
        for one in words.said("exchange.meetings.events"):
            assert one["title"][language] in initiatives
        assert f"/{FIREARMS}/{PLATFORM}/" in overlaps and "/EU-CELAC-DRUGS/" in overlaps
        assert words.said("exchange.divided")[language] in page(firearms)

    def test_us11_only_the_two_presidencies_have_a_say(self, told: Any) -> None:
        row = RoomDecision.objects.get(meeting__slug=INSTITUTIONAL)

        # Each Party speaks by its presidency: Greece and the Dominican Republic on that day.
        assert (row.terms["unit"], row.terms["voices"]) == (
            "presidency",
            [["CLASI", "CLASI"], ["EU", "EU"]],
        )
        assert consensus.stage(room.decision(row)).value == "adopted_by_consensus"

    def test_us11_the_meeting_is_76_days_after_its_mark(self, told: Any) -> None:
        found = told.results["us-11.closed"]["II.3.meetings.a.1", INSTITUTIONAL]

        facts = dict(found.says[0].facts)

        assert (f"{facts['target']}", facts["days"]) == ("2027-08-25", 76)

    def test_us11_an_agency_has_nothing_to_object_with(self, told: Any, settings: Any) -> None:
        settings.DEMO = True
        there = f"/en/{FORUM}/meetings/{INSTITUTIONAL}/decisions/1/"
        europol, writer = (
            signed_in(Account.objects.get(email=f"{name}@example.org"))
            for name in ("europol", "secretariat")
        )

        # It does not even see the decision; that its attempt is refused is an event of the story.
        assert europol.get(there).status_code == 404
        assert europol.post(f"{there}objections/", {"words": "No."}).status_code == 404
        # Whoever reads along and has no say is told so.
        assert "objections/" not in writer.get(there).content.decode()
        assert writer.post(f"{there}objections/", {"words": "No."}).status_code == 403

    def test_us11_stock_is_taken_of_every_area_and_every_commitment(self, told: Any) -> None:
        report = reports.report(told.forum, 3)

        assert report is not None
        assert f"{report.final_at:%Y-%m-%d}" == "2027-11-05"
        assert len(report.content["areas"]) == 13
        assert len(report.content["lines"]) == len(reports.lines_of(report)) == 31
        revision = documents.circulated_revision(report.document)
        assert set(documents.released(revision)) == {"en", "es", "pt"}

    def test_us11_the_fourth_cycle_has_its_places_and_days(self, told: Any) -> None:
        rows = Meeting.objects.filter(forum=told.forum, cycle__number=4)
        last = {row.configuration: row.schedules.order_by("at", "pk").last() for row in rows}

        days = {code: civil_day(one.starts, one.zone) for code, one in last.items()}
        assert {code: (one.place, f"{days[code]}") for code, one in last.items()} == {
            "ministerial": ("brussels", "2028-03-09"),
            "som": ("riga", "2028-10-11"),
            "im": ("luxembourg", "2029-05-15"),
        }

    def test_us12_statement_page_and_json_agree_on_every_clause(
        self, told: Any, settings: Any, capsys: pytest.CaptureFixture[str]
    ) -> None:
        settings.DEMO = True
        first = compliance.statements(Cycle.objects.get(forum=told.forum, number=3))[0]
        words = argparse.Namespace(forum=FORUM, cycle=3, at=NOON, meeting=None, json=True)

        assert commands.check(words) == 0

        said = json.loads(capsys.readouterr().out)
        assert first.computed_at.isoformat() == SIGNED
        assert said == first.results
        by_clause = {rule: one.value for rule, one in statement.outcomes(said).items()}
        assert len(by_clause) == CLAUSES
        reader = signed_in(Account.objects.get(email="it@example.org"))
        page = reader.get(f"/en/{FORUM}/cycles/3/statement/", {"at": NOON})
        shown = {
            one.clause.id: one.outcome.value
            for section in page.context["sections"]
            for one in section.clauses
        }
        assert shown == by_clause

    def test_us12_no_clause_says_what_no_story_wants(self, told: Any) -> None:
        first = compliance.statements(Cycle.objects.get(forum=told.forum, number=3))[0]

        found = defaultdict(set)
        for rule, one in statement.outcomes(first.results).items():
            found[one.value].add(rule)

        assert (found["not_met"], found["unknown"]) == (set(), set())
        assert (found["departed"], found["not_yet_due"]) == (DEPARTED, DUE)

    def test_us12_anyone_reads_the_outcomes_and_no_reason(self, told: Any) -> None:
        anyone = Client()
        page = anyone.get(f"/en/{FORUM}/cycles/3/results/").content.decode()
        told_to_programs = anyone.get(f"/en/{FORUM}/cycles/3/results.json").json()

        last = compliance.statements(Cycle.objects.get(forum=told.forum, number=3))[-1]
        outcomes = {rule: one.value for rule, one in statement.outcomes(last.results).items()}
        assert told_to_programs["outcomes"] == outcomes
        assert words.said(us11.EXCUSED)["en"] not in page

    def test_us12_the_cycle_is_closed_and_each_party_has_its_archive(self, told: Any) -> None:
        cycle = Cycle.objects.get(forum=told.forum, number=3)

        assert cycle.closed_at is not None
        made = Archive.objects.filter(cycle=cycle).values_list("party__code", flat=True)
        assert sorted(made) == ["CLASI", "EU"]

    def test_us12_the_answer_says_only_what_is_public(self, told: Any) -> None:
        answer = Answer.objects.get(forum=told.forum)

        said = json.dumps(answer.content, ensure_ascii=False)
        assert len(answer.content) == 3
        assert "Brussels" in said and words.said(us11.EXCUSED)["en"] not in said

    def test_us12_the_second_forum_has_its_own_rules_and_nothing_of_the_first(
        self, told: Any
    ) -> None:
        second = Forum.objects.get(slug=DRUGS)
        book = parties.book(second, told.forum.clock_at)

        assert set(book.configurations) != set(
            parties.book(told.forum, told.forum.clock_at).configurations
        )
        assert not Meeting.objects.filter(forum=second, slug__startswith=FORUM).exists()
        page = Client().get(f"/en/{DRUGS}/").content.decode()
        assert FORUM not in page
