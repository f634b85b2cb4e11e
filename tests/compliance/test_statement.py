"""The compliance statement of a cycle: when it is signed, and that nothing changes it then."""

import io
import json
from argparse import Namespace
from datetime import datetime, timedelta

import pypdfium2
import pytest
from django.db import connection
from django.urls import reverse

import people
import signing
from cochair.cli import commands
from cochair.features.acts.models import JointAct
from cochair.features.compliance import (
    actions,
    presenters,
    queries,
    statement,
    statement_pdf,
)
from cochair.features.compliance.models import Statement
from cochair.features.compliance.names import names_of
from cochair.features.cycles.models import Cycle
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.procedure.consent import digest_of
from cochair.procedure.refusal import Refused
from cochair.procedure.result import Outcome, Target, rolled_up
from cochair.web import formats
from cochair.web.clock import clock
from cochair.web.templatetags.facts import target_words
from cochair.web.varieties import override
from matrix import Scene
from signing import both_sign, league
from world import NOW

LATER = NOW + timedelta(days=2)
# 31 December 2031 ends in Helsinki at 22:00 UTC.
END = datetime.fromisoformat("2031-12-31T22:00+00:00")
A_MOMENT = timedelta(microseconds=1)


def propose(forum: Forum, number: int = 1, at: datetime = NOW) -> JointAct:
    cycle = Cycle.objects.get(forum=forum, number=number)
    return actions.propose_statement(forum, cycle=cycle, by=league(forum, NOW), at=at)


def test_of_a_cycle_that_runs_nothing_is_stated_until_its_last_day_is_over(
    small_forum: Forum,
) -> None:
    for at in (NOW, END - A_MOMENT):
        with pytest.raises(Refused) as refused:
            propose(small_forum, 2, at)
        assert "once the cycle has ended" in str(refused.value)

    assert propose(small_forum, 2, END).state == "draft"


def test_the_paper_names_a_cycle_in_words_and_each_place_of_the_procedures_once(
    small_forum: Forum,
) -> None:
    stated = Target("cycle", f"{small_forum.slug}-cycle-2")
    slot = Target("slot", f"{small_forum.slug}-cycle-2-council")
    names = {"council": dict.fromkeys(("en", "es", "pt"), "Council")}
    with override("pt"):
        assert target_words(stated, small_forum, names) == "Ciclo 2"
        assert target_words(slot, small_forum, names).startswith("Ciclo 2, ")

    both_sign(small_forum, propose(small_forum))
    made = statement_pdf.of_statement(
        small_forum, Statement.objects.get(), (), names_of(small_forum), "es"
    )

    with pypdfium2.PdfDocument(made) as paper:
        said = "\n".join(page.get_textpage().get_text_range() for page in paper).splitlines()
    assert any(line.startswith("Calculada el ") for line in said)
    assert any(line.startswith("SHA-256 ") for line in said)
    places = [line.strip() for line in said if line.startswith("Parte ")]
    assert places and len(places) == len(set(places))


def test_a_statement_names_every_clause_and_says_how_it_was_computed(small_forum: Forum) -> None:
    act = propose(small_forum)

    book = parties.book(small_forum, NOW)
    assert {row["rule"] for row in act.body["results"]} == set(book.by_id)
    assert act.body["computed_at"] == NOW.isoformat()
    assert act.body["results_digest"] == digest_of(
        {"results": act.body["results"], "departures": act.body["departures"]}
    )


def test_the_statement_is_frozen_with_the_second_key_as_it_was_proposed(
    small_forum: Forum,
) -> None:
    act = propose(small_forum)
    signing.turn(act, league(small_forum))
    assert not Statement.objects.exists()

    signing.turn(act, signing.concert(small_forum), LATER)

    made = Statement.objects.get()
    assert (made.number, made.computed_at, made.at) == (1, NOW, LATER)
    assert (made.results, made.digest) == (act.body["results"], act.body["results_digest"])


def test_the_printed_statement_says_days_and_hours_in_words(small_forum: Forum) -> None:
    """Issue 18: as other papers do, with the place in brackets and never as a machine writes it."""
    act = propose(small_forum)
    signing.turn(signing.turn(act, league(small_forum)), signing.concert(small_forum), LATER)
    made, names = Statement.objects.get(), names_of(small_forum)
    zone = small_forum.zone

    for code, before in (("en", "Calculated on"), ("es", "Calculada el"), ("pt", "Calculada em")):
        octets = statement_pdf.of_statement(small_forum, made, [], names, code)
        with pypdfium2.PdfDocument(io.BytesIO(octets)) as read:
            said = " ".join(read[0].get_textpage().get_text_range().split())
        assert f"{before} {formats.instant_on_paper(NOW, zone, code)}." in said
        assert formats.instant(NOW, zone, code) not in said


@pytest.mark.parametrize(
    ("rule", "lines"),
    [("II.3.composition.a.observers", 1), ("II.3.composition.a.observers.of.the.region", 2)],
)
def test_the_id_of_a_clause_ends_before_the_next_column(
    small_forum: Forum, rule: str, lines: int
) -> None:
    """As long as the longest of a real forum it is one line; a longer one breaks after a point."""
    both_sign(small_forum, propose(small_forum))
    stated = Target("cycle", f"{small_forum.slug}-cycle-2")
    exception = statement.Departed(rule, stated, "Both were told too late.", "d-1")

    octets = statement_pdf.of_statement(
        small_forum, Statement.objects.get(), [exception], names_of(small_forum), "en"
    )

    with pypdfium2.PdfDocument(octets) as read:
        pages = [page.get_textpage() for page in read]
        page = next(one for one in pages if "told too late" in one.get_text_range())
        said = page.get_text_range()
        begins = said.index("II.")
        beside = said.index("Cycle 2", begins)
        left = page.get_charbox(beside)[0]
        right = max(page.get_charbox(at)[2] for at in range(begins, beside) if said[at].isalpha())
    written = said[begins:beside].replace("\u200b", "").split()
    assert ("".join(written), len(written)) == (rule, lines)
    assert right < left - 4


def departed(forum: Forum, act: JointAct) -> None:
    """Both depart from the slot of the experts, which a statement names."""
    found = stated_of(act.body["results"], "A.3.experts")
    target = (found["target"]["kind"], found["target"]["id"])  # type: ignore[index]
    both_sign(forum, signing.departure(forum, rule="A.3.experts", target=target))


def stated_of(results: list[dict[str, object]], rule: str) -> dict[str, object]:
    """What a statement says of one clause."""
    return next(row for row in results if row["rule"] == rule)


def test_what_changes_later_leaves_the_first_statement_and_makes_an_addendum(
    small_forum: Forum,
) -> None:
    act = both_sign(small_forum, propose(small_forum))
    first = Statement.objects.get()
    departed(small_forum, act)

    both_sign(small_forum, propose(small_forum, at=LATER), LATER)

    kept, addendum = Statement.objects.order_by("number")
    assert (kept.results, kept.digest, kept.at) == (first.results, first.digest, first.at)
    assert (addendum.number, addendum.digest == kept.digest) == (2, False)
    assert [stated_of(one.results, "A.3.experts")["outcome"] for one in (kept, addendum)] == [
        "unknown",
        "departed",
    ]


def test_of_two_statements_that_wait_the_second_is_void_once_the_first_is_signed(
    small_forum: Forum,
) -> None:
    first = propose(small_forum)
    departed(small_forum, first)
    second = propose(small_forum, at=LATER)

    both_sign(small_forum, first, LATER)

    assert JointAct.objects.get(pk=second.pk).state == "void"


def test_the_page_the_program_and_the_statement_say_the_same_of_each_of_98_clauses(
    real_forum: Forum, capsys: pytest.CaptureFixture[str]
) -> None:
    """corrections.md section 1: one outcome for each clause, rolled up in one way."""
    at = people.REAL_NOW
    reader = people.person(real_forum, Role.SECRETARIAT, "EU", start=at)
    cycle = next(row for row in Cycle.objects.filter(forum=real_forum) if row.end < at.date())

    act = actions.propose_statement(
        real_forum, cycle=cycle, by=people.hat(real_forum, reader, at), at=at
    )
    stated = outcomes(act.body["results"])
    of_cycle = queries.of_cycle(queries.results(real_forum, at), cycle.number)
    asked = Namespace(
        forum=real_forum.slug, at=at.isoformat(), cycle=cycle.number, meeting=None, json=True
    )
    assert commands.check(asked) == 0
    told = outcomes(json.loads(capsys.readouterr().out))
    with clock.at(at):
        client = people.signed_in(reader)
        pages = [
            client.get(address, query)
            for address, query in (
                (reverse("compliance:statement", args=[real_forum.slug, cycle.number]), {}),
                (
                    reverse("compliance:version", args=[real_forum.slug, "1.0"]),
                    {"target": f"{real_forum.slug}-cycle-{cycle.number}"},
                ),
            )
        ]

    assert len(stated) == 98
    assert told == stated == {rule: o.value for rule, o in of_cycle.outcomes.items()}
    for page in pages:
        assert page.status_code == 200
        assert shown(page.context["sections"]) == stated


def outcomes(results: list[dict[str, object]]) -> dict[str, str]:
    """One outcome for each clause, from rows of JSON."""
    grouped: dict[str, list[Outcome]] = {}
    for row in results:
        grouped.setdefault(str(row["rule"]), []).append(Outcome(row["outcome"]))
    return {rule: rolled_up(found).value for rule, found in grouped.items()}


def shown(sections: list[presenters.SectionShown]) -> dict[str, str]:
    """One outcome for each clause, as a page shows it."""
    return {
        one.clause.id: str(one.outcome.value)
        for section in sections
        for one in section.clauses
        if one.outcome is not None
    }


def test_the_number_of_a_statement_is_counted_once_nobody_else_signs_one(
    small_forum: Forum, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of two that were counted alike the second could never take effect."""
    depth, counted = len(connection.savepoint_ids), []
    real = statement.stated

    def stated(*asked: object) -> object:
        counted.append(len(connection.savepoint_ids))
        return real(*asked)

    monkeypatch.setattr(statement, "stated", stated)
    propose(small_forum)

    assert counted[0] > depth


def test_clauses_are_filtered_by_what_a_meeting_is_called(at_work: Scene) -> None:
    page = at_work.client("other_presidency").get("/es/league-concert/procedures/1.0/")

    offered = dict(page.context["targets"])
    assert offered["league-concert-council-2"] == "Consejo II"
    assert offered["league-concert-cycle-2"] == "Ciclo 2"
    assert not any(said == slug for slug, said in offered.items())
