"""A cycle is extended or abandoned by a joint act on a decision by consensus (domain.md C.4, AMB-04)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

import decided
import people
import signing
from cochair.exports.archives import parts
from cochair.exports.archives import queries as archives
from cochair.features.accounts.models import Account
from cochair.features.acts.kinds import Reader, kind_of, over
from cochair.features.acts.models import JointAct
from cochair.features.compliance import closure, cycle_changes, queries
from cochair.features.cycles import kind, load
from cochair.features.cycles.models import Cycle
from cochair.features.cycles.queries import State, cycle, running, state_of
from cochair.features.meetings import actions as meetings
from cochair.features.meetings.models import Delegation, Invitation, Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.folder import Changes
from cochair.features.parties.models import Forum
from cochair.procedure.calendar import end_of_day
from cochair.procedure.consensus import Claim
from cochair.procedure.refusal import Refused
from cochair.procedure.result import Outcome
from cochair.site.desk import risks
from cochair.web.clock import clock
from composing import PRESIDENCIES, composed
from matrix import Scene
from signing import REASON, both_sign, league
from world import NOW

AT = decided.PUT_AT + timedelta(hours=3)
JUNE, DECEMBER = date(2032, 6, 30), date(2032, 12, 31)
SECOND = "league-concert-cycle-2"
EXPERTS = f"{SECOND}-experts"


def clause(forum: Forum, fn: str, configuration: str = "") -> str:
    """The first clause with a check, of a configuration where one is given."""
    book = parties.book(forum, AT)
    return next(
        one.id
        for one in book.clauses
        if one.check.fn == fn and configuration in ("", *one.configurations)
    )


def planned_here(forum: Forum) -> None:
    """The second cycle was planned by people, so that what is absent in it is known to be absent."""
    Cycle.objects.filter(forum=forum, number=2).update(imported=False, known_at=NOW)


def second(forum: Forum) -> Cycle:
    return Cycle.objects.select_related("forum").get(forum=forum, number=2)


def decision(forum: Forum) -> str:
    """A decision that the Council takes by consensus, by its id."""
    row = decided.on_the_table(forum)
    decided.declared(row, Claim.CONSENSUS, decided.LATER)
    (found,) = cycle_changes.decisions(forum, league(forum, AT), AT)
    return found


def extension(forum: Forum, name: str, end: date = JUNE, reason: str = REASON) -> JointAct:
    return cycle_changes.propose_extension(
        second(forum), end=end, decision=name, reason=reason, by=league(forum, AT), at=AT
    )


def abandonment(forum: Forum, name: str) -> JointAct:
    return cycle_changes.propose_abandonment(
        second(forum), decision=name, reason=REASON, by=league(forum, AT), at=AT
    )


def closed_council(forum: Forum) -> None:
    Meeting.objects.filter(forum=forum, slug=signing.COUNCIL).update(closed_at=AT)


def test_a_cycle_is_extended_with_the_second_signature_and_what_was_known_before_stays(
    small_forum: Forum,
) -> None:
    act = extension(small_forum, decision(small_forum))
    signing.turn(act, league(small_forum, AT), AT)
    assert second(small_forum).end == date(2031, 12, 31)

    signing.turn(act, signing.concert(small_forum, AT), AT)

    assert second(small_forum).end == JUNE
    assert signing.verbs(small_forum)[-1] == "cycle.extended"
    for at, end, semesters in ((AT, JUNE, 3), (AT - timedelta(hours=1), date(2031, 12, 31), 2)):
        told = next(c for c in queries.facts_at(small_forum, at).cycles if c.number == 2)
        assert (told.end, len(told.semesters)) == (end, semesters)
    assert running(small_forum, date(2032, 2, 1)) == second(small_forum)
    assert state_of(second(small_forum), date(2032, 7, 1)) is State.ENDED


def test_an_extended_cycle_can_be_extended_again_and_each_act_needs_its_own_decision_and_day(
    small_forum: Forum,
) -> None:
    name = decision(small_forum)
    later = extension(small_forum, name, DECEMBER)
    both_sign(small_forum, extension(small_forum, name), AT)
    # What was signed on the former last day is not what would now be signed.
    with pytest.raises(Refused):
        signing.turn(later, league(small_forum, AT), AT)

    both_sign(small_forum, extension(small_forum, name, DECEMBER), AT)

    assert second(small_forum).end == DECEMBER


def test_a_cycle_is_not_extended_without_a_decision_a_reason_or_by_part_of_a_semester(
    small_forum: Forum,
) -> None:
    with pytest.raises(Refused) as refused:
        extension(small_forum, "decision-nobody-took", date(2032, 3, 31), "Because.")

    said = str([str(one) for one in refused.value.refusals])
    assert "taken by consensus" in said
    assert "one of the next semesters" in said
    assert "at least" in said
    with pytest.raises(Refused, match="one of the next semesters"):
        extension(small_forum, decision(small_forum), date(2031, 6, 30))


def test_a_cycle_is_not_extended_into_one_that_stands_already_nor_once_it_has_ended(
    small_forum: Forum,
) -> None:
    name = decision(small_forum)
    act = extension(small_forum, name)
    third = Cycle.objects.create(
        forum=small_forum, number=3, start=date(2032, 1, 1), end=DECEMBER, known_at=AT
    )
    with pytest.raises(Refused, match="is already fixed and begins on"):
        both_sign(small_forum, act, AT)
    third.delete()

    after = end_of_day(second(small_forum).end, small_forum.zone) + timedelta(hours=1)
    ended = over(act, after)
    assert ended is not None
    assert ended.code == "cycle.over"
    assert over(act, AT) is None


def test_the_length_of_an_extended_cycle_is_an_agreed_exception_and_its_last_slot_has_its_time(
    small_forum: Forum,
) -> None:
    planned_here(small_forum)
    name = decision(small_forum)
    rule = clause(small_forum, "cycle_shape")
    assert signing.result(small_forum, rule, SECOND, AT).outcome is Outcome.MET

    both_sign(small_forum, extension(small_forum, name), AT)

    assert signing.result(small_forum, rule, SECOND, AT).outcome is Outcome.DEPARTED
    both_sign(small_forum, signing.option(small_forum, "cycle.on_slip", "extend", AT), AT)
    assert signing.result(small_forum, rule, SECOND, AT).outcome is Outcome.MET
    slot = clause(small_forum, "in_semester", "experts")
    winter = end_of_day(date(2032, 2, 1), small_forum.zone)
    assert signing.result(small_forum, slot, EXPERTS, winter).outcome is Outcome.NOT_YET_DUE
    summer = end_of_day(date(2032, 7, 1), small_forum.zone)
    assert signing.result(small_forum, slot, EXPERTS, summer).outcome is Outcome.NOT_MET


def test_an_abandoned_cycle_asks_nothing_more_and_keeps_what_was_held(small_forum: Forum) -> None:
    planned_here(small_forum)
    name = decision(small_forum)
    with pytest.raises(Refused, match="neither held nor cancelled"):
        abandonment(small_forum, name)
    closed_council(small_forum)
    late = end_of_day(date(2032, 2, 1), small_forum.zone)
    own = [one for one in queries.results(small_forum, late) if one.target.id in (SECOND, EXPERTS)]
    assert Outcome.NOT_MET in {one.outcome for one in own}

    both_sign(small_forum, abandonment(small_forum, name), AT)

    found = second(small_forum)
    assert found.abandoned_at == AT
    assert state_of(found, AT.date()) is State.ABANDONED
    assert signing.verbs(small_forum)[-1] == "cycle.abandoned"
    assert running(small_forum, AT.date()) is None
    own = [one for one in queries.results(small_forum, late) if one.target.id in (SECOND, EXPERTS)]
    assert {one.outcome for one in own} == {Outcome.NOT_APPLICABLE}
    slot = clause(small_forum, "in_semester", "council")
    assert signing.result(small_forum, slot, signing.COUNCIL, late).outcome is Outcome.MET
    told = queries.facts_at(small_forum, AT)
    assert not [
        one
        for one in risks.of_meetings(parties.book(small_forum, AT), told, AT, "en")
        if one.last and one.last <= found.end
    ]


def test_the_archive_and_the_page_of_an_abandoned_cycle_name_the_decision(
    small_forum: Forum,
) -> None:
    name = decision(small_forum)
    closed_council(small_forum)

    def kept() -> tuple[object, ...]:
        reader = archives.reader_of(small_forum, second(small_forum), "LEAGUE", AT)
        (row,) = kind.cycle(reader)
        return tuple(row[member] for member in ("state", "abandoned_at", "act", "decision"))

    assert kept() == ("running", None, None, None)

    act = both_sign(small_forum, abandonment(small_forum, name), AT)

    assert kept() == ("abandoned", parts.instant(AT), act.number, name)
    client = people.signed_in(Account.objects.get(email="presidency-league-xe@example.org"))
    with clock.at(AT):
        page = client.get(reverse("desk:cycle", args=[small_forum.slug, 2])).content.decode()
    note = page.split("This cycle was abandoned on:")[1].split("</div>")[0]
    assert reverse("acts:act", args=[small_forum.slug, act.number]) in note


def test_open_acts_about_an_abandoned_cycle_lapse_with_the_reason_and_none_is_proposed(
    small_forum: Forum,
) -> None:
    name = decision(small_forum)
    closed_council(small_forum)
    acts = [
        extension(small_forum, name),
        meetings.propose_plan(
            small_forum,
            made_in=1,
            slots={"experts": {"precision": "semester"}},
            by=league(small_forum, AT),
            at=AT,
        ),
        signing.departure(small_forum, at=AT),
    ]
    assert [over(act, AT) for act in acts] == [None, None, None]

    both_sign(small_forum, abandonment(small_forum, name), AT)

    for act in acts:
        ended = over(act, AT)
        assert ended is not None
        assert ended.code == "cycle.abandoned"
    for propose in (extension, abandonment):
        with pytest.raises(Refused, match="the status of this cycle is: abandoned"):
            propose(small_forum, name)
    with pytest.raises(Refused, match="was abandoned"):
        meetings.propose_plan(
            small_forum,
            made_in=1,
            slots={"experts": {"precision": "semester"}},
            by=league(small_forum, AT),
            at=AT,
        )
    late = end_of_day(date(2032, 2, 1), small_forum.zone)
    said = [str(one) for one in closure.refusals(small_forum, second(small_forum), late)]
    assert any("was abandoned" in one for one in said)


def test_reading_the_history_again_leaves_an_extended_cycle_as_both_agreed_it(
    small_forum: Forum,
) -> None:
    rows = (load.CycleRow(2, date(2031, 1, 1), date(2031, 12, 31), {"certainty": "confirmed"}),)
    both_sign(small_forum, extension(small_forum, decision(small_forum)), AT)

    load.write_cycles(small_forum, rows, Changes())
    load.remove_cycles(small_forum, (), Changes(), referred=frozenset())

    assert second(small_forum).end == JUNE


def test_the_page_of_a_running_cycle_leads_to_the_acts_and_that_of_an_ended_one_does_not(
    at_work: Scene,
) -> None:
    client, slug = at_work.client("secretariat"), at_work.forum.slug
    address = reverse("compliance:change", args=[slug, 2])

    assert address in client.get(reverse("desk:cycle", args=[slug, 2])).content.decode()
    ended = client.get(reverse("desk:cycle", args=[slug, 1])).content.decode()
    assert reverse("compliance:change", args=[slug, 1]) not in ended
    answer = client.post(reverse("compliance:extend", args=[slug, 2]), {"reason": REASON})
    assert answer.status_code == 422
    assert "Choose the new last day" in answer.content.decode()
    answer = client.post(
        reverse("compliance:extend", args=[slug, 2]), {"end": "2032-06-30", "reason": REASON}
    )
    assert answer.status_code == 422
    assert "taken by consensus" in answer.content.decode()
    Cycle.objects.filter(pk=second(at_work.forum).pk).update(abandoned_at=NOW)
    told = client.get(reverse("desk:cycle", args=[slug, 2])).content.decode()
    assert "This cycle was abandoned on:" in told
    assert address not in told
    assert cycle(at_work.forum, 2) is not None


def test_the_page_offers_nothing_without_a_decision_nor_of_a_cycle_that_has_ended(
    at_work: Scene,
) -> None:
    def page(number: int) -> str:
        path = reverse("compliance:change", args=[at_work.forum.slug, number])
        return at_work.client("secretariat").get(path).content.decode()

    extend = reverse("compliance:extend", args=[at_work.forum.slug, 2])
    assert "No decision taken by consensus is recorded" in page(2)
    assert extend not in page(2)
    assert (
        "A cycle may be extended or abandoned only before it ends; the status of this cycle is:"
        in page(1)
    )
    assert reverse("compliance:extend", args=[at_work.forum.slug, 1]) not in page(1)

    decision(at_work.forum)

    with clock.at(AT):
        assert extend in page(2)


def test_an_act_on_a_cycle_names_no_decision_of_a_meeting_to_who_is_outside_it(
    small_forum: Forum,
) -> None:
    act = extension(small_forum, decision(small_forum))
    head = Account.objects.get(email="delegation_head-league-xn@example.org")
    reader = people.hat(small_forum, head, NOW)
    named = [words for _label, words in kind_of(act).describe(act, Reader(reader, AT))]
    assert any("Decision 1" in str(words) for words in named)

    with composed(small_forum, "council", PRESIDENCIES):
        for row in Delegation.objects.filter(member__code="XN"):
            gone = {"meeting": row.meeting, "member": row.member}
            Invitation.objects.update_or_create(
                **gone, defaults={"sent_at": NOW, "withdrawn_at": NOW}
            )
        hidden = [words for _label, words in kind_of(act).describe(act, Reader(reader, AT))]

    assert len(hidden) == len(named) - 1
    assert not any("Decision 1" in str(words) or "council" in str(words) for words in hidden)
