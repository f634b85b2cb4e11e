"""A forum that met before it was kept here: both attest what is known, and nothing is made up."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

import signing
import taking_up
from cochair.features.acts import actions as acts
from cochair.features.acts.models import JointAct
from cochair.features.commitments.models import Instrument
from cochair.features.compliance import closure, loader
from cochair.features.compliance import queries as results
from cochair.features.cycles.models import Cycle
from cochair.features.meetings import facts
from cochair.features.meetings.models import Meeting
from cochair.features.meetings.states import State, state_of
from cochair.features.parties.models import Forum
from cochair.features.takeup import actions, lines, queries, world
from cochair.features.takeup.acts import ATTESTATION
from cochair.features.takeup.models import TakeUp
from cochair.journal.models import Entry
from cochair.procedure.calendar import civil_day
from cochair.procedure.refusal import Refused
from cochair.procedure.result import Ground, Outcome, Result
from cochair.web.errors import StaleVersion
from signing import both_sign, concert, league, result, secretariat, turn, verbs
from taking_up import (
    COUNCIL_1,
    EXPERTS_1,
    attested,
    confirmed,
    held,
    not_held,
    prepared,
    row,
    sent,
    with_text,
)
from world import NOW, small_folder

LATER = NOW + timedelta(days=3)
# The first day of what is attested here, in the zone of the place.
DAY = date(2030, 10, 9)


def of_meeting(forum: Forum, slug: str, at=NOW) -> list[Result]:
    """What every clause says of a meeting."""
    results.forget()
    return [one for one in results.results(forum, at) if one.target.id == slug]


def said(refused: pytest.ExceptionInfo[Refused]) -> str:
    """What was refused, in one text."""
    return " ".join(one.message for one in refused.value.refusals)


def test_a_meeting_is_in_the_list_once_its_last_day_is_over(small_forum: Forum) -> None:
    """On the day itself it would be said that its day is not established."""
    dated = next(one for one in lines.offers(small_forum, NOW) if one.told.last)
    noon = datetime.combine(dated.told.last, time(12), tzinfo=UTC)

    listed = [
        dated.name in {one.name for one in lines.offers(small_forum, at)}
        for at in (noon, noon + timedelta(days=1))
    ]

    assert listed == [False, True]


def test_what_both_sign_stands_as_held_before_and_is_undone_until_the_second_signature(
    small_forum: Forum,
) -> None:
    act = sent(prepared(small_forum, league_concert_experts_1=held(small_forum)))
    turn(act, league(small_forum))
    assert row(EXPERTS_1).opened_at is None, "one signature attests nothing"
    acts.withdraw(JointAct.objects.get(pk=act.pk), by=secretariat(small_forum), at=NOW)
    assert queries.current(small_forum) is not None, "the list is still there to be corrected"
    assert row(EXPERTS_1).attested_at is None

    act = both_sign(small_forum, sent(TakeUp.objects.get()))

    meeting = row(EXPERTS_1)
    assert civil_day(meeting.opened_at, "UTC") <= DAY, "the day that it was held, not today"
    assert state_of(meeting, NOW) is State.HELD
    assert (meeting.attested_at, meeting.attestation) == (NOW, act)
    assert meeting.attested["source"] == taking_up.FILE
    assert meeting.confirmed_at is None and meeting.convened_at is None, "nothing was prepared here"
    assert verbs(small_forum)[-3:] == ["meeting.attested", "act.key_turned", "takeup.attested"]
    entry = Entry.objects.get(verb="meeting.attested")
    assert (entry.at, entry.facts) == (NOW, {"act": act.number, "held": True})
    assert not Entry.objects.filter(verb__in=["meeting.opened", "meeting.closed"]).exists()


def test_the_clauses_are_met_by_attestation_or_not_established_and_never_unmet_for_want_of_a_form(
    small_forum: Forum,
) -> None:
    attested(
        small_forum,
        league_concert_experts_1=held(small_forum),
        league_concert_council_1=confirmed(small_forum),
    )

    for slug in (COUNCIL_1, EXPERTS_1):
        found = of_meeting(small_forum, slug)
        assert {one.outcome for one in found} <= {
            Outcome.MET,
            Outcome.UNKNOWN,
            Outcome.NOT_APPLICABLE,
        }
        met = [one for one in found if one.outcome is Outcome.MET]
        assert met and {one.ground for one in met} == {Ground.ATTESTED}


def test_a_format_that_both_attest_is_no_agreement_on_it_II_3_meetings_a_3(
    small_forum: Forum,
) -> None:
    attested(small_forum, league_concert_experts_1=held(small_forum))

    (told,) = [one for one in facts.meetings(small_forum) if one.id == EXPERTS_1]

    assert told.schedule is not None and told.schedule.format == "in_person"
    assert told.format_decision is None


def test_a_recorded_fact_still_speaks_against_a_clause(small_forum: Forum) -> None:
    late = held(small_forum, first="2031-01-20", last="2031-01-20")
    attested(small_forum, league_concert_experts_1=late)

    found = of_meeting(small_forum, EXPERTS_1)

    unmet = [one for one in found if one.outcome is Outcome.NOT_MET]
    assert unmet and {one.ground for one in unmet} == {Ground.CONTRARY_EVIDENCE}


def test_a_meeting_that_did_not_take_place_is_a_fact_and_no_longer_unknown(
    small_forum: Forum,
) -> None:
    slot = "league-concert-cycle-1-experts"
    attested(small_forum, league_concert_experts_1=not_held(small_forum))

    assert state_of(row(EXPERTS_1), NOW) is State.CANCELLED
    unmet = [one for one in of_meeting(small_forum, slot) if one.outcome is Outcome.NOT_MET]
    assert unmet and {one.ground for one in unmet} == {Ground.CONTRARY_EVIDENCE}
    told = {str(words) for one in unmet for words in one.says}
    assert any("did not take place" in words for words in told)


def test_as_at_before_the_signatures_nothing_of_it_was_known(small_forum: Forum) -> None:
    before = [(one.rule, one.outcome) for one in of_meeting(small_forum, EXPERTS_1, NOW)]

    attested(small_forum, LATER, league_concert_experts_1=held(small_forum))

    assert [(one.rule, one.outcome) for one in of_meeting(small_forum, EXPERTS_1, NOW)] == before
    after = of_meeting(small_forum, EXPERTS_1, LATER)
    assert any(one.outcome is Outcome.MET for one in after)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"source": " "}, "name the source"),
        ({"source": "x"}, "does not name a source"),
        ({"first": None}, "enter the first day"),
        ({"first": NOW.date(), "last": NOW.date()}, "is not over"),
        ({"last": date(2030, 10, 8)}, "within a month after the first"),
        ({"place": "atlantis"}, "no place called"),
        ({"format": "by_post"}, "choose the format"),
        ({"chairs": {"LEAGUE": "XP"}}, "is not a member of"),
        ({"texts": ({"title": {"en": "A"}, "kind": "poem"},)}, "no kind of document"),
    ],
)
def test_practice_what_cannot_be_attested_is_refused_line_by_line(
    small_forum: Forum, change: dict[str, object], words: str
) -> None:
    good = held(small_forum)
    source = str(change.pop("source", good.source))
    bad = replace(good, said=replace(good.said, **change), source=source)

    with pytest.raises(Refused) as refused:
        prepared(small_forum, league_concert_experts_1=bad)
    assert words in said(refused)
    assert not TakeUp.objects.exists(), "nothing was written"

    assert prepared(small_forum, league_concert_experts_1=good).lines.count() == 1


def test_practice_a_meeting_without_a_day_is_not_confirmed_and_one_that_may_come_is_not_ended(
    small_forum: Forum,
) -> None:
    with pytest.raises(Refused) as refused:
        prepared(small_forum, league_concert_experts_1=confirmed(small_forum, EXPERTS_1))
    assert "on which day" in said(refused)

    name = "league-concert-cycle-2-council"
    with pytest.raises(Refused) as refused:
        prepared(small_forum, league_concert_cycle_2_council=not_held(small_forum, name))
    assert "may still be held" in said(refused)


def test_an_empty_list_is_not_sent_and_a_half_list_is(small_forum: Forum) -> None:
    empty = prepared(small_forum)
    with pytest.raises(Refused) as refused:
        sent(empty)
    assert "Nothing is said yet" in said(refused)

    assert sent(prepared(small_forum, league_concert_council_1=confirmed(small_forum)))


def test_both_secretariats_write_in_one_list_and_a_change_makes_what_waits_void(
    small_forum: Forum,
) -> None:
    take_up = prepared(small_forum, league_concert_experts_1=held(small_forum))
    act = turn(sent(take_up), league(small_forum))
    line = take_up.lines.get()
    with pytest.raises(StaleVersion):
        prepared(small_forum, league_concert_experts_1=not_held(small_forum))

    other = replace(
        held(small_forum, first="2030-10-16", last="2030-10-16"), seen=line.changed_at.isoformat()
    )
    by = concert(small_forum, LATER)
    actions.prepare(small_forum, {EXPERTS_1: other}, by=by, at=LATER)

    assert JointAct.objects.get(pk=act.pk).state == "void"
    line.refresh_from_db()
    assert (line.party.code, line.body["first"]) == ("CONCERT", "2030-10-16")


def test_a_list_is_set_aside_until_it_is_signed_and_not_after(small_forum: Forum) -> None:
    take_up = prepared(small_forum, league_concert_experts_1=held(small_forum))
    act = sent(take_up)
    actions.set_aside(take_up, by=secretariat(small_forum), at=NOW)
    assert JointAct.objects.get(pk=act.pk).state == "lapsed"
    assert row(EXPERTS_1).attested_at is None

    attested(small_forum, league_concert_experts_1=held(small_forum))
    last = TakeUp.objects.order_by("number").last()
    with pytest.raises(Refused):
        actions.set_aside(last, by=secretariat(small_forum), at=NOW)


def test_a_further_list_adds_and_corrects_and_the_earlier_day_stays_on_record(
    small_forum: Forum,
) -> None:
    attested(small_forum, league_concert_experts_1=held(small_forum))
    again = held(small_forum, first="2030-10-16", last="2030-10-16")

    attested(
        small_forum,
        LATER,
        league_concert_experts_1=again,
        extra_1=taking_up.added("2030-11-20"),
    )

    meeting = row(EXPERTS_1)
    assert meeting.attested_at == NOW and meeting.attestation.effective_at == LATER
    assert meeting.schedules.filter(attested=True).count() == 2
    contact = Meeting.objects.get(kind="contact")
    assert contact.cycle.number == 1 and contact.counts_as_meeting is None
    assert not any(
        one.outcome is Outcome.NOT_MET for one in of_meeting(small_forum, contact.slug, LATER)
    )
    assert TakeUp.objects.count() == 2


def test_an_adopted_text_has_its_number_and_link_and_counts_as_the_final_document(
    small_forum: Forum,
) -> None:
    text = {"title": {"en": "Second statement"}, "reference": "LC 9/30", "kind": "joint_statement",
            "url": "https://example.org/lc-9-30"}  # fmt: skip
    attested(small_forum, league_concert_council_1=with_text(small_forum, text))

    row_of = Instrument.objects.get(symbol="LC 9/30")
    assert (row_of.day, row_of.url, row_of.imported) == (date(2030, 3, 15), text["url"], False)
    final = result(small_forum, "C.2", COUNCIL_1)
    assert (final.outcome, final.ground) == (Outcome.MET, Ground.ATTESTED)


def test_a_text_of_no_known_kind_leaves_agreement_and_final_document_not_established_and_says_why(
    small_forum: Forum,
) -> None:
    text = {"title": {"en": "Second statement"}, "reference": "LC 9/30"}
    act = attested(small_forum, league_concert_council_1=with_text(small_forum, text))

    for clause in ("A.5", "C.2"):
        found = result(small_forum, clause, COUNCIL_1)
        assert found.outcome is Outcome.UNKNOWN
        assert ["Kind of the document not known" in str(one) for one in found.says] == [True]
    told = ATTESTATION.lines(act, signing.reader(small_forum))
    signed = [str(one) for _label, said in told for one in said]
    assert "Kind of the document: not known" in signed


def test_a_text_of_a_known_kind_is_an_agreement_of_which_it_is_not_known_how_it_was_reached(
    small_forum: Forum,
) -> None:
    attested(small_forum, league_concert_council_1=with_text(small_forum, taking_up.TEXT))

    found = result(small_forum, "A.5", COUNCIL_1)
    assert found.outcome is Outcome.UNKNOWN
    assert [str(one) for one in found.says] == [
        "Both Parties attest that a text was adopted. How it was agreed is not established."
    ]


def test_what_is_attested_stays_when_the_files_are_loaded_again(small_forum: Forum) -> None:
    attested(small_forum, league_concert_experts_1=held(small_forum))
    before = Meeting.objects.filter(slug=EXPERTS_1).values().get()

    loader.load(small_folder(), LATER)

    assert Meeting.objects.filter(slug=EXPERTS_1).values().get() == before


def test_of_a_contact_is_told_what_came_of_it_in_the_act_and_on_its_page(
    small_forum: Forum,
) -> None:
    words = {"en": "Both want a meeting of experts in May."}
    contact = taking_up.added("2030-06-03")
    said = replace(contact.said, outcome=words)
    act = attested(small_forum, extra_1=replace(contact, said=said))

    assert any(
        dict(one.facts) == {"words": words}
        for _label, told in ATTESTATION.lines(act, signing.reader(small_forum))
        for one in told  # type: ignore[attr-defined]
        if getattr(one, "message", "") == "What came of it: {words}"
    )
    met = Meeting.objects.get(kind="contact")
    assert met.attested["outcome"] == words
    assert taking_up.offered(small_forum, met.slug).told.outcome == words, (
        "a further list begins with it"
    )
    plain = taking_up.row(taking_up.COUNCIL_1)
    assert "outcome" not in plain.attested, "of what was not told nothing is made up"


def test_nothing_is_added_to_a_closed_cycle(small_forum: Forum) -> None:
    """A contact on a day of a cycle that both have closed: what they stated of it stays as it is."""
    extra = lines.EXTRA + "1"
    list_ = prepared(small_forum, **{extra: taking_up.added("2030-10-09")})
    act = sent(list_)
    cycle = Cycle.objects.get(forum=small_forum, number=1)
    closure.shut(cycle, NOW)

    with pytest.raises(Refused, match="cycle 1 is closed"):
        both_sign(small_forum, act)

    act.refresh_from_db()
    assert act.state == "lapsed", "nobody can sign what no longer holds"
    assert not Meeting.objects.filter(cycle=cycle, attested_at__isnull=False).exists()
    with pytest.raises(Refused, match="cycle 1 is closed"):
        prepared(small_forum, **{lines.EXTRA + "2": taking_up.added("2030-10-10")})


def test_a_list_with_a_line_that_no_longer_holds_waits_for_nobody(small_forum: Forum) -> None:
    """Whoever presided when it was written presides no more when it is to be signed."""
    name = "world-presidency-LEAGUE"
    act = sent(prepared(small_forum, **{name: taking_up.as_it_stands(small_forum, name)}))
    acts.end_what_is_due(small_forum, NOW)
    act.refresh_from_db()
    assert act.state == "draft"
    ends = next(one for one in world.offers(small_forum, NOW) if one.name == name).stands["to"]

    acts.end_what_is_due(small_forum, datetime.fromisoformat(ends))

    act.refresh_from_db()
    assert (act.state, act.closed_reason) == ("lapsed", "takeup.outdated")
    assert queries.current(small_forum) is not None, "the list is still there to be corrected"
