"""Closing a cycle (domain.md C.4, US-12): after its end, on a signed statement, by both keys; then
its meetings are only read, while what tells of the cycle stays possible."""

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import signing
from cochair.features.acts.models import JointAct
from cochair.features.commitments.models import EffectivenessAssessment
from cochair.features.compliance import actions, closure, queries, statement
from cochair.features.compliance.models import Departure, Statement
from cochair.features.cycles.models import Cycle
from cochair.features.cycles.queries import State, state_of
from cochair.features.meetings import actions as meetings
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.kernel import kind as kernel
from cochair.procedure.consent import digest_of
from cochair.procedure.refusal import Refused
from cochair.procedure.result import Outcome
from matrix import Scene
from signing import REASON, both_sign, league
from world import NOW

LATER = NOW + timedelta(days=2)
A_MEETING = "league-concert-experts-1"
# What an entry or a joint act is about, as the code says it.
# What entries are about that is no stored kind, and goes on when a cycle is closed.
GO_ON = {"checkpoint", "clause", "ledger", "letters", "witness"}
ABOUT = re.compile(r'(?:(?:about|subject) ?= ?\(|\b(?:SUBJECT|MEASURE) = )"([a-z_-]+)"')


def first(forum: Forum) -> Cycle:
    return Cycle.objects.select_related("forum").get(forum=forum, number=1)


def stated(forum: Forum, at: datetime = NOW) -> Statement:
    """The statement of the first cycle, signed by both."""
    cycle = first(forum)
    act = actions.propose_statement(forum, cycle=cycle, by=league(forum, NOW), at=at)
    both_sign(forum, act, at)
    return Statement.objects.filter(cycle=cycle).order_by("-number")[0]


def closed(forum: Forum, at: datetime = NOW) -> Cycle:
    """The first cycle, stated and closed by both."""
    stated(forum, at)
    both_sign(
        forum, closure.propose_closing(forum, cycle=first(forum), by=league(forum), at=at), at
    )
    return first(forum)


def its_meeting(forum: Forum) -> Meeting:
    """A meeting of the first cycle that somebody entered here."""
    return Meeting.objects.create(
        forum=forum,
        slug="league-concert-experts-extra",
        configuration="experts",
        cycle=first(forum),
        known_at=NOW,
    )


def test_a_cycle_is_closed_with_the_second_key_and_not_with_the_first(small_forum: Forum) -> None:
    stated(small_forum)
    act = closure.propose_closing(
        small_forum, cycle=first(small_forum), by=league(small_forum), at=NOW
    )

    signing.turn(act, league(small_forum))
    assert first(small_forum).closed_at is None

    signing.turn(act, signing.concert(small_forum), LATER)
    cycle = first(small_forum)
    assert cycle.closed_at == LATER
    assert state_of(cycle, LATER.date()) is State.CLOSED
    (told,) = [one for one in queries.facts_at(small_forum, LATER).cycles if one.number == 1]
    assert told.closed_at == LATER
    assert signing.verbs(small_forum)[-1] == "cycle.closed"


def test_a_cycle_is_not_closed_before_its_end_without_a_statement_or_twice(
    small_forum: Forum,
) -> None:
    running = Cycle.objects.select_related("forum").get(forum=small_forum, number=2)
    for cycle, why in (
        (running, "A cycle may be closed only after its last day,"),
        (first(small_forum), "sign the compliance"),
    ):
        with pytest.raises(Refused) as refused:
            closure.propose_closing(small_forum, cycle=cycle, by=league(small_forum), at=NOW)
        assert why in str(refused.value)

    cycle = closed(small_forum)

    with pytest.raises(Refused) as refused:
        closure.propose_closing(small_forum, cycle=cycle, by=league(small_forum), at=LATER)
    assert "is already closed." in str(refused.value)


def test_a_cycle_is_not_closed_while_one_of_its_meetings_is_open(small_forum: Forum) -> None:
    stated(small_forum)
    meeting = its_meeting(small_forum)
    Meeting.objects.filter(pk=meeting.pk).update(opened_at=NOW)

    with pytest.raises(Refused) as refused:
        closure.propose_closing(
            small_forum, cycle=first(small_forum), by=league(small_forum), at=NOW
        )

    assert "still open" in str(refused.value)


def test_an_addendum_meanwhile_makes_the_closing_void(small_forum: Forum) -> None:
    stated(small_forum)
    act = closure.propose_closing(
        small_forum, cycle=first(small_forum), by=league(small_forum), at=NOW
    )
    signing.turn(act, league(small_forum))

    stated(small_forum, LATER)

    act.refresh_from_db()
    assert act.state == "void"
    assert first(small_forum).closed_at is None


def test_on_a_meeting_of_a_closed_cycle_nothing_is_done_any_more(small_forum: Forum) -> None:
    meeting = its_meeting(small_forum)
    waiting = signing.step(meeting, "meeting.format", value="hybrid")
    closed(small_forum)

    with pytest.raises(Refused) as by_act:
        signing.step(meeting, "meeting.cancel")
    with pytest.raises(Refused) as by_key:
        signing.turn(waiting, league(small_forum), LATER)
    with pytest.raises(Refused) as by_fact:
        meetings.propose_schedule(
            meeting, day=signing.day("2031-04-08"), reason=REASON, by=league(small_forum), at=NOW
        )
    for refused in (by_act, by_fact):
        assert (
            "is closed and can only be read. Corrigenda, addenda to its statement, signatures and publications remain possible."
            in str(refused.value)
        )
    assert "its purpose no longer exists" in str(by_key.value)


def test_with_its_cycle_lapses_what_still_waits_for_keys_and_nothing_of_other_cycles(
    small_forum: Forum,
) -> None:
    """C.4: a departure lapses; what only tells of the cycle goes on."""
    rule, target = "A.3.experts", ("slot", "league-concert-cycle-1-experts")
    half = signing.departure(small_forum, rule=rule, target=target)
    signing.turn(half, league(small_forum))
    step = signing.step(its_meeting(small_forum), "meeting.format", value="hybrid")
    others = [signing.departure(small_forum), signing.option(small_forum, "prep.min", 2)]
    stated(small_forum)
    body = statement.to_publish(small_forum, first(small_forum), NOW)
    others.append(
        actions.propose_publication(small_forum, cycle=1, body=body, by=league(small_forum), at=NOW)
    )
    closing_act = closure.propose_closing(
        small_forum, cycle=first(small_forum), by=league(small_forum), at=NOW
    )
    both_sign(small_forum, closing_act, LATER)

    for act in (half, step):
        act.refresh_from_db()
        assert (act.state, act.closed_at) == ("lapsed", LATER)
        with pytest.raises(Refused, match="This act lapsed on"):
            signing.turn(act, signing.concert(small_forum), LATER)
    assert [JointAct.objects.get(pk=one.pk).state for one in others] == ["draft"] * 3
    assert not Departure.objects.exists()
    assert signing.verbs(small_forum).count("act.lapsed") == 2


def test_of_a_closed_cycle_nothing_is_departed_from_and_of_the_next_one_it_is(
    small_forum: Forum,
) -> None:
    found = next(
        one
        for one in queries.of_cycle(queries.results(small_forum, NOW), 1)
        if one.rule == "A.3.experts"
    )
    closed(small_forum)

    with pytest.raises(Refused) as refused:
        signing.departure(
            small_forum, rule=found.rule, target=(found.target.kind, found.target.id), at=LATER
        )
    assert (
        "is closed and can only be read. Corrigenda, addenda to its statement, signatures and publications remain possible."
        in str(refused.value)
    )

    assert signing.departure(small_forum, at=LATER).state == "draft"


def test_meetings_of_other_cycles_go_on(small_forum: Forum) -> None:
    closed(small_forum)

    meeting = signing.fixed(small_forum)

    assert meeting.confirmed_at == NOW


def test_after_closing_an_addendum_and_a_publication_stay_possible(small_forum: Forum) -> None:
    cycle = closed(small_forum)

    assert stated(small_forum, LATER).number == 2
    body = statement.to_publish(small_forum, cycle, LATER)
    act = actions.propose_publication(
        small_forum, cycle=1, body=body, by=league(small_forum), at=LATER
    )
    assert both_sign(small_forum, act, LATER).effective_at == LATER
    assert queries.publication_of(small_forum, 1) is not None


def test_the_page_of_a_statement_says_what_is_unfinished_and_then_offers_the_closing(
    at_work: Scene,
) -> None:
    address = reverse("compliance:close", args=[at_work.forum.slug, 1])
    client = at_work.client("secretariat")

    def page(who: str = "secretariat") -> str:
        path = reverse("compliance:statement", args=[at_work.forum.slug, 1])
        return at_work.client(who).get(path).content.decode()

    assert client.post(address).status_code == 422
    assert address not in page()
    assert (
        "Both co-presidencies must sign the compliance statement before the cycle is closed."
        in page()
    )
    assert (
        "Both co-presidencies must sign the compliance statement before the cycle is closed."
        not in page("delegation")
    )

    stated(at_work.forum)
    assert address not in page()
    assert "The joint assessment of cycle 1 is not signed" in page()
    by = JointAct.objects.filter(forum=at_work.forum).exclude(effective_at=None).first()
    EffectivenessAssessment.objects.filter(cycle__number=1).update(signed_at=NOW, act=by)

    assert address in page()
    assert "Before the cycle is closed" not in page()
    assert client.post(address).status_code == 302
    assert JointAct.objects.get(kind="cycle.close").subject_id == "league-concert-cycle-1"


def test_a_statement_freezes_each_departure_with_its_reason(small_forum: Forum) -> None:
    departed(small_forum)

    made = stated(small_forum)

    (one,) = [row for row in made.departures if row["rule"] == "A.3.experts"]
    assert one["reason"] == REASON
    assert made.digest == digest_of({"results": made.results, "departures": made.departures})


def departed(forum: Forum) -> None:
    """Both depart from the slot of the experts of the first cycle."""
    found = next(
        one for one in queries.of_cycle(queries.results(forum, NOW), 1) if one.rule == "A.3.experts"
    )
    target = (found.target.kind, found.target.id)
    both_sign(forum, signing.departure(forum, rule="A.3.experts", target=target))


def test_an_addendum_says_which_clauses_say_something_else(small_forum: Forum) -> None:
    stated(small_forum)
    departed(small_forum)
    second = stated(small_forum, LATER)

    (_one, none), (_two, changed) = statement.with_differences(queries.statements(second.cycle))

    assert none == ()
    assert changed == (
        statement.Difference("A.3.experts", Outcome.UNKNOWN, Outcome.DEPARTED, "1.0"),
    )


def test_a_signed_statement_is_taken_away_as_json_and_says_what_was_signed(
    at_work: Scene,
) -> None:
    departed(at_work.forum)
    made = stated(at_work.forum)
    address = reverse("compliance:statement-json", args=[at_work.forum.slug, 1, 1])

    told = at_work.client("delegation").get(address).json()

    assert (
        told["digest"]
        == made.digest
        == digest_of({"results": told["results"], "departures": told["departures"]})
    )
    assert told["left_out"] == 0
    assert [key["party"] for key in told["keys"]] == ["LEAGUE", "CONCERT"]
    assert told["outcomes"] == {r: o.value for r, o in statement.outcomes(made.results).items()}
    for other in ("anonymous", "observer"):
        assert at_work.client(other).get(address).status_code == 404


@pytest.mark.parametrize("language", ["en", "es", "pt"])
def test_a_signed_statement_is_printed_in_each_language(at_work: Scene, language: str) -> None:
    departed(at_work.forum)
    stated(at_work.forum)
    address = reverse("compliance:statement-pdf", args=[at_work.forum.slug, 1, 1, language])

    answer = at_work.client("delegation").get(address)

    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF-")
    assert b"pdfaid" in answer.content
    missing = reverse("compliance:statement-pdf", args=[at_work.forum.slug, 1, 1, "xx"])
    assert at_work.client("delegation").get(missing).status_code == 404


def test_the_public_reads_the_signed_outcomes_and_no_reason(at_work: Scene) -> None:
    """US-12: the public page shows the statement without internal departures."""
    departed(at_work.forum)
    made = stated(at_work.forum)
    addresses = [
        reverse("public:results", args=[at_work.forum.slug, 1]),
        reverse("public:results-json", args=[at_work.forum.slug, 1]),
        reverse("public:results-pdf", args=[at_work.forum.slug, 1, "en"]),
    ]
    for address in addresses:
        assert Client().get(address).status_code == 404
    body = statement.to_publish(at_work.forum, first(at_work.forum), LATER)
    act = actions.propose_publication(
        at_work.forum, cycle=1, body=body, by=league(at_work.forum), at=NOW
    )
    both_sign(at_work.forum, act)

    page, told, printed = (Client().get(address) for address in addresses)

    assert told.json()["outcomes"] == {
        r: o.value for r, o in statement.outcomes(made.results).items()
    }
    assert told.json()["outcomes"]["A.3.experts"] == "departed"
    assert REASON not in page.content.decode() + told.content.decode()
    assert printed.content.startswith(b"%PDF-")


def test_the_pages_of_a_statement_cost_the_same_whatever_was_signed(at_work: Scene) -> None:
    client = at_work.client("delegation")
    page = reverse("compliance:statement", args=[at_work.forum.slug, 1])

    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(page).status_code == 200
        return len(asked)

    stated(at_work.forum)
    cost()
    once = cost()
    departed(at_work.forum)
    stated(at_work.forum, LATER)
    cost()
    assert cost() == once


def test_of_everything_that_an_entry_may_be_about_it_is_known_whether_it_ends_with_a_cycle() -> (
    None
):
    kinds = {
        kind
        for path in Path(closure.__file__).parents[2].rglob("*.py")
        for kind in ABOUT.findall(path.read_text(encoding="utf-8"))
    }

    assert kinds >= {"meeting", "action-point", "record", "silence", "stocktaking"}
    # An entry about an act is about the thing for which the act stands.
    declared = {one.code for one in kernel.every()}
    assert kinds - {"act"} <= GO_ON | declared
    assert not GO_ON & declared
