"""In whatever order and by whatever halves it is attested, the same facts follow; and nothing of it can
be mistaken for something that happened here."""

from dataclasses import replace
from functools import partial

import pytest
from django.db import transaction
from django.db.models import Q, QuerySet
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import taking_up
from cochair.features.acts.models import JointAct
from cochair.features.compliance import queries as results
from cochair.features.cycles.models import Cycle
from cochair.features.meetings import archived
from cochair.features.meetings.models import (
    Agenda,
    CoChair,
    Invitation,
    Meeting,
    Notice,
    Preparation,
    Schedule,
)
from cochair.features.parties.models import Forum, Member, PresidencyTerm
from cochair.features.records.models import MeetingRecord
from cochair.features.takeup import actions, queries
from cochair.features.takeup.actions import Typed
from cochair.features.takeup.acts import ATTESTATION
from cochair.journal.models import Entry
from cochair.kernel.archive import Reader
from cochair.procedure.result import Ground, Outcome
from cochair.web.clock import clock
from signing import league, secretariat, turn
from taking_up import (
    COUNCIL_1,
    EXPERTS_1,
    added,
    as_it_stands,
    attested,
    held,
    not_held,
    prepared,
    sent,
)
from world import NOW

# What may be said of each line.
SAID = {
    # In full, and not “as shown”: what is shown is what both attested last.
    COUNCIL_1: (
        lambda forum: held(forum, COUNCIL_1, "2030-03-14", "2030-03-15"),
        lambda forum: not_held(forum, COUNCIL_1),
        lambda forum: held(forum, COUNCIL_1, "2030-03-18", "2030-03-18"),
    ),
    EXPERTS_1: (held, not_held, lambda forum: held(forum, first="2030-11-04", last="2030-11-05")),
    "extra-1": (
        lambda forum: added("2030-06-03"),
        lambda forum: added("2030-12-05", kind="meeting"),
    ),
    **{
        name: (partial(as_it_stands, name=name),)
        for name in ("world-members-LEAGUE", "world-presidency-CONCERT", "world-procedures")
    },
}
PICKED = st.fixed_dictionaries(
    {}, optional={name: st.integers(0, len(said) - 1) for name, said in SAID.items()}
).filter(bool)


def facts_of(forum: Forum) -> list[tuple[object, ...]]:
    """What stands of every meeting, without the numbers of rows and the instants of signatures."""
    found = []
    for row in Meeting.objects.filter(forum=forum):
        told = Schedule.objects.filter(meeting=row).order_by("at", "pk").last()
        sat = CoChair.objects.filter(meeting=row, ended_at=None).order_by("party__code")
        found.append(
            (
                row.configuration,
                row.kind,
                row.opened_at,
                row.closed_at,
                row.cancelled_at is not None,
                row.cycle and row.cycle.number,
                row.attested,
                told and (told.starts, told.ends, told.place, told.format),
                list(sat.values_list("party__code", "member__code")),
            )
        )
    for model in (Member, PresidencyTerm):
        rows = model.objects.filter(party__forum=forum)
        found += [(str(row), row.confidence, row.source, bool(row.entered_at)) for row in rows]
    return sorted(found, key=str)


def said(forum: Forum, picked: dict[str, int]) -> dict[str, Typed]:
    """The lines as they were picked."""
    return {name: SAID[name][which](forum) for name, which in picked.items()}


@pytest.mark.django_db
@settings(
    max_examples=12,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    picked=PICKED,
    order=st.randoms(use_true_random=False),
    first=PICKED,
    undone=st.sets(st.sampled_from(sorted(SAID))),
)
def test_any_order_any_halves_and_what_is_undone_give_the_same_facts_and_nothing_is_stamped_as_done_here(
    small_forum: Forum, picked: dict[str, int], order, first: dict[str, int], undone: set[str]
) -> None:
    with transaction.atomic():
        attested(small_forum, **said(small_forum, picked))
        at_once = facts_of(small_forum)
        transaction.set_rollback(True)

    results.forget()
    with transaction.atomic():
        names = list(picked)
        order.shuffle(names)
        for name in names:
            if name in undone:
                undo(small_forum, name)
            # What was said first of a line that is said again does not count.
            if name in first and name in (COUNCIL_1, EXPERTS_1):
                attested(small_forum, **said(small_forum, {name: first[name]}))
            attested(small_forum, **said(small_forum, {name: picked[name]}))
        assert facts_of(small_forum) == at_once

        here = Q(verb__startswith="meeting.") | Q(verb__startswith="presidency.")
        here |= Q(verb__startswith="member.") | Q(verb__startswith="procedures.")
        done_here = Entry.objects.filter(here).exclude(verb="meeting.attested")
        assert not done_here.exists()
        told = Meeting.objects.exclude(attested_at=None)
        prepared = Q(confirmed_at__isnull=False) | Q(convened_at__isnull=False)
        today = Q(opened_at__gte=NOW) | Q(closed_at__gte=NOW) | Q(prepared_at__isnull=False)
        assert not told.filter(prepared | today).exists()
        results.forget()
        found = results.results(small_forum, NOW)
        assert not [one.rule for one in found if one.late_days], "attested later is not late"
        met = {
            one.ground
            for one in found
            if one.outcome is Outcome.MET
            and Meeting.objects.filter(slug=one.target.id).exclude(attested_at=None).exists()
        }
        assert met <= {Ground.ATTESTED}
        nothing_looks_done_here(small_forum, told)
        transaction.set_rollback(True)


def undo(forum: Forum, name: str) -> None:
    """A list that one co-presidency has signed, and that is then set aside: nothing of it stands."""
    before = facts_of(forum)
    for which in range(len(SAID[name])):
        act = sent(prepared(forum, **said(forum, {name: which})))
        turn(act, league(forum))
        actions.set_aside(queries.current(forum), by=secretariat(forum), at=NOW)
    assert facts_of(forum) == before


def nothing_looks_done_here(forum: Forum, told: QuerySet[Meeting]) -> None:
    """In the acts, the records, the archive and the public pages, what was attested says so."""
    acts = JointAct.objects.filter(effective_at__isnull=False)
    assert set(acts.values_list("kind", flat=True)) == {ATTESTATION.code}
    for model in (MeetingRecord, Notice, Invitation, Agenda, Preparation):
        assert not model.objects.filter(meeting__in=told).exists()

    slugs = set(told.values_list("slug", flat=True))
    archive = [
        one
        for cycle in Cycle.objects.filter(forum=forum)
        for one in archived.rows(Reader(forum, cycle, None, NOW))
        if one["id"] in slugs
    ]
    assert {one["id"] for one in archive} == slugs
    for one in archive:
        assert one["attested_at"] and one["attested"] and one["procedure_version"] is None

    with clock.at(NOW):
        page = Client().get(reverse("public:calendar", args=[forum.slug])).content.decode()
    held_here = told.filter(slug__in=(COUNCIL_1, EXPERTS_1), opened_at__isnull=False).count()
    assert page.count("before Cochair, attested by both Parties") >= held_here


def test_a_line_is_told_by_its_name_and_not_by_its_place(small_forum: Forum) -> None:
    other = replace(held(small_forum), source="another file")
    attested(small_forum, league_concert_experts_1=other)

    assert taking_up.row(EXPERTS_1).attested["source"] == "another file"
    assert taking_up.row(COUNCIL_1).attested == {}
