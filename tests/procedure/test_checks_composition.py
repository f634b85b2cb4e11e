"""Who is invited, who comes, and who is prepared."""

from dataclasses import replace

import pytest

from cochair.procedure.checks.composition import HeadLevel, head_level
from cochair.procedure.clause import Severity
from cochair.procedure.facts import (
    CoherenceNote,
    JointFact,
    Membership,
    Observer,
    Preparation,
    RelevanceList,
)
from cochair.procedure.facts.meeting import AT_ONCE
from cochair.procedure.presidency import Term, TermStatus
from cochair.procedure.result import Ground, Outcome
from procedure.small_world import (
    BOARD,
    COUNCIL,
    NORLAND,
    SUDRIA,
    at,
    chairs,
    clause,
    configuration,
    day,
    delegations,
    facts,
    held,
    history,
    invitation,
    keys,
    meeting,
    notice,
    outcome,
    result,
    schedule,
    terms,
)

MET, NOT_MET, NOT_YET_DUE = Outcome.MET, Outcome.NOT_MET, Outcome.NOT_YET_DUE
NOT_APPLICABLE, UNKNOWN, DEPARTED = Outcome.NOT_APPLICABLE, Outcome.UNKNOWN, Outcome.DEPARTED

MEMBERS = clause("members_invited_at_level", party=NORLAND, level=COUNCIL)
OBSERVERS = clause(
    "observers_prior_agreement",
    severity=Severity.PERMISSION,
    prior_to={"option": "observer.prior_to"},
    parties=[NORLAND, SUDRIA],
)
BEFORE_INVITING = {"observer.prior_to": "invitation"}
NEXT = clause("incoming_present", party=SUDRIA, count={"option": "incoming.SUDRIA"})
ONE = {"incoming.SUDRIA": 1}
PREPARED = clause("prep_meeting_covers", topic="agenda", minimum={"option": "prep.min"})
COHERENT = clause("coherence_note_present", max_age_days=100, configurations=[COUNCIL])


def invited(group):
    return clause("group_invited", group=group)


def there(group):
    return clause("group_invited_and_present", group=group)


def listed(*entries, reason=""):
    return RelevanceList("list", at("2030-12-01"), "AGENCIES", frozenset(entries), reason)


def says(found):
    return " ".join(str(one) for one in found.says)


def test_every_member_has_the_notice_and_every_head_is_of_the_level():
    known = facts(held(notice=notice(), delegations=delegations("NA", "NB")))
    assert outcome(MEMBERS, known) is MET
    short = facts(held(notice=notice(recipients=("NA", "NB"))))
    found = result(MEMBERS, short)
    assert (found.outcome, found.ground) == (NOT_MET, Ground.CONTRARY_EVIDENCE)
    assert "1 (NC)" in says(found)
    assert outcome(MEMBERS, facts(held())) is NOT_MET
    assert outcome(MEMBERS, facts(history())) is UNKNOWN


def test_a_member_left_out_by_error_is_no_fault_while_it_can_be_added():
    known = facts(meeting(notice=notice(recipients=("NA", "NB"))))
    found = result(MEMBERS, known, "2031-01-05")
    assert (found.outcome, found.at_risk) == (NOT_YET_DUE, False)
    ready = facts(meeting(notice=notice()))
    assert result(MEMBERS, ready, "2031-03-04").at_risk is False
    assert outcome(MEMBERS, ready, "2031-03-04") is NOT_YET_DUE
    assert outcome(MEMBERS, ready, "2031-03-08") is NOT_MET


def test_a_head_below_the_level_needs_a_declared_replacement():
    def led(**fields):
        return facts(held(notice=notice(), delegations=delegations("NA", **fields)))

    found = result(MEMBERS, led(function="clerk"))
    assert (found.outcome, found.ground) == (NOT_MET, Ground.CONTRARY_EVIDENCE)
    replaced = result(MEMBERS, led(function="deputy", replacement_declared=True))
    assert replaced.outcome is MET
    assert "of the required level: 0; declared replacements: 1" in says(replaced)
    assert result(MEMBERS, led(head_function=None)).ground is Ground.NO_EVIDENCE
    assert outcome(MEMBERS, led(function="clerk", checked_in_at=None)) is MET
    others = facts(held(notice=notice(), delegations=delegations("SA", function="clerk")))
    assert outcome(MEMBERS, others) is MET


def test_the_delegation_of_a_state_whose_membership_ended_before_the_meeting_is_not_judged():
    def led(end):
        left = Membership("NORLAND", "ND", None, day(end))
        known = facts(
            held(
                notice=notice(recipients=("NA", "NB", "NC", "ND")),
                delegations=delegations("ND", function="clerk"),
            )
        )
        return result(MEMBERS, replace(known, memberships=(*known.memberships, left)))

    assert led("2031-03-01").outcome is MET
    assert led("2031-12-01").outcome is NOT_MET


@pytest.mark.parametrize(
    ("party", "members"), [(NORLAND, ("NA", "NB")), (SUDRIA, ("SA", "SB"))], ids=["one", "other"]
)
def test_a_replacement_counts_by_its_function_and_never_by_being_declared_alone(party, members):
    asked = clause("members_invited_at_level", party=party, level=COUNCIL)

    def led(function):
        own = delegations(*members, head_function=function, replacement_declared=True)
        return result(asked, facts(held(notice=notice(), delegations=own)))

    accepted, other, without = led("deputy"), led("clerk"), led(None)

    assert accepted.outcome is MET
    assert (other.outcome, other.ground) == (NOT_MET, Ground.CONTRARY_EVIDENCE)
    assert "do not accept" in says(other)
    assert (without.outcome, without.ground) == (NOT_MET, Ground.NO_EVIDENCE)
    assert "is not established" in says(without)


def test_where_no_function_is_named_for_a_replacement_any_that_is_known_counts():
    free = configuration(COUNCIL, 1, replacement_functions=())

    def level(function, *, declared=True):
        return head_level(free, function, declared=declared)

    assert level("clerk") is HeadLevel.REPLACEMENT
    assert level("clerk", declared=False) is HeadLevel.BELOW
    assert level(None) is level("") is HeadLevel.UNKNOWN
    assert level("minister", declared=False) is HeadLevel.LEVEL


def test_membership_counts_on_the_day_that_the_option_names():
    joined = (
        Membership(NORLAND, "NA", day("2020-01-01"), day("2031-01-15")),
        Membership(NORLAND, "NB", day("2031-01-15"), None),
    )
    known = facts(held(notice=notice(recipients=("NB",))), memberships=joined)
    assert outcome(MEMBERS, known) is MET
    at_notice = {"membership.as_of": "notice.issued"}
    assert outcome(MEMBERS, known, options=at_notice) is NOT_MET
    nobody = facts(held(notice=notice()), memberships=())
    assert result(MEMBERS, nobody).ground is Ground.NO_EVIDENCE
    undated = facts(meeting(schedules=(), notice=notice()))
    assert outcome(MEMBERS, undated, "2031-06-01") is NOT_YET_DUE
    assert outcome(MEMBERS, undated) is NOT_MET  # its semester is over
    unknown_level = clause("members_invited_at_level", party=NORLAND, level="elsewhere")
    led = facts(held(notice=notice(), delegations=delegations("NA")))
    assert outcome(unknown_level, led) is NOT_MET


def test_an_institution_is_invited_before_the_opening():
    asked = invited("BUREAU")
    assert outcome(asked, facts(meeting(invitations=(invitation("BUREAU"),))), "2030-12-21") is MET
    by_group = invitation("someone", group="BUREAU")
    assert outcome(asked, facts(held(invitations=(by_group,)))) is MET
    late = facts(held(invitations=(invitation("BUREAU", "2031-03-06"),)))
    assert result(asked, late).ground is Ground.CONTRARY_EVIDENCE
    assert result(asked, facts(held())).ground is Ground.NO_EVIDENCE
    as_observer = invitation("BUREAU", basis="observer")
    assert outcome(asked, facts(held(invitations=(as_observer,)))) is NOT_MET
    assert outcome(asked, facts(history())) is UNKNOWN


def test_a_clause_is_open_until_the_invitation_reaches_all_whom_it_names():
    never, later = None, at("2031-01-15")
    asked = invited("BUREAU")
    told = {}
    for reached_at in (AT_ONCE, later, never):
        one = invitation("BUREAU", reached_at=reached_at)
        world = facts(meeting(invitations=(one,)))
        for now in ("2031-01-10", "2031-02-01"):
            found = result(asked, world, now)
            told[reached_at, now] = (found.outcome, *(str(said) for said in found.says))
    named = "Both Parties have invited: BUREAU."
    not_reached = (NOT_YET_DUE, named, "The invitation has so far reached 0 of 1.")
    reached = (MET, "Invited: BUREAU.")
    assert told == {
        (AT_ONCE, "2031-01-10"): reached,
        (AT_ONCE, "2031-02-01"): reached,
        (later, "2031-01-10"): not_reached,
        (later, "2031-02-01"): reached,
        (never, "2031-01-10"): not_reached,
        (never, "2031-02-01"): not_reached,
    }


def test_once_opened_whom_no_letter_reached_is_not_established_and_whoever_came_was_reached():
    asked = invited("BUREAU")
    out = invitation("BUREAU", reached_at=None)

    found = result(asked, facts(held(invitations=(out,))))
    assert found.outcome is UNKNOWN
    assert [str(said) for said in found.says] == [
        "Both Parties have invited: BUREAU.",
        "The invitation had reached 0 of 1 when the meeting was opened.",
    ]
    there = replace(out, arrived_at=at("2031-03-05T10:00"))
    assert outcome(asked, facts(held(invitations=(there,)))) is MET

    north = tuple(
        invitation(one, reached_at=None if one == "NB" else AT_ONCE) for one in ("NA", "NB", "NC")
    )
    members = facts(held(notice=notice(), invitations=north))
    found = result(MEMBERS, members)
    assert (found.outcome, *map(str, found.says)) == (
        UNKNOWN,
        "The invitation had reached 2 of 3 when the meeting was opened.",
    )


def test_a_presidency_that_issued_the_notice_needs_no_invitation():
    asked = invited("N_PRES")
    assert outcome(asked, facts(held(notice=notice()))) is MET
    out = invitation("NA", group="N_PRES", reached_at=None)
    assert outcome(asked, facts(held(notice=notice(), invitations=(out,)))) is MET
    assert outcome(asked, facts(held())) is NOT_MET


def test_every_agency_on_the_list_that_both_approved_is_invited():
    asked = invited("AGENCIES")
    sent = (invitation("coast"), invitation("river"))
    full = held(relevance=(listed("coast", "river"),), invitations=sent)
    assert outcome(asked, facts(full)) is MET
    assert outcome(asked, facts(replace(full, invitations=sent[:1]))) is NOT_MET
    assert result(asked, facts(held(invitations=sent))).ground is Ground.NO_EVIDENCE
    assert (
        outcome(asked, facts(held(relevance=(listed(reason="None matters."),)))) is NOT_APPLICABLE
    )
    assert outcome(asked, facts(held(relevance=(listed(),)))) is NOT_MET
    assert outcome(there("AGENCIES"), facts(held())) is NOT_MET


def test_those_invited_to_a_meeting_of_groups_are_there_or_excused():
    asked = there("BUREAU")
    came = invitation("BUREAU", arrived_at=at("2031-03-05 08:30"))
    assert outcome(asked, facts(held(invitations=(came,)))) is MET
    away = invitation("BUREAU")
    assert outcome(asked, facts(held(invitations=(away,)))) is NOT_MET
    excused = replace(away, excused_at=at("2031-03-06"))
    found = result(asked, facts(held(invitations=(excused,))))
    assert (found.outcome, found.departure) == (DEPARTED, "invite-BUREAU")
    assert outcome(asked, facts(held())) is NOT_MET
    assert outcome(asked, facts(meeting(invitations=(away,))), "2031-03-01") is NOT_YET_DUE
    assert outcome(asked, facts(meeting()), "2031-03-01") is NOT_YET_DUE


def test_of_a_list_of_agencies_one_must_be_there_for_the_excuse_of_the_others():
    asked = there("AGENCIES")
    both = (listed("coast", "river"),)
    came, away = invitation("coast", arrived_at=at("2031-03-05 08:30")), invitation("river")
    excused = replace(away, excused_at=at("2031-03-04"))

    def known(*sent):
        return facts(held(relevance=both, invitations=sent))

    assert outcome(asked, known(came, excused)) is DEPARTED
    assert outcome(asked, known(came, away)) is NOT_MET
    nobody = replace(came, arrived_at=None, excused_at=at("2031-03-04"))
    assert outcome(asked, known(nobody, excused)) is NOT_MET
    assert outcome(asked, known(came, replace(away, arrived_at=at("2031-03-05 08:30")))) is MET


def test_a_presidency_is_there_when_it_chairs():
    asked = there("N_PRES")
    assert outcome(asked, facts(held(notice=notice(), chairs=chairs()))) is MET
    assert outcome(asked, facts(held(notice=notice()))) is NOT_MET


def test_the_next_holder_is_invited_and_there():
    def known(*sent, **fields):
        return facts(held(invitations=sent, **fields))

    assert (
        outcome(NEXT, known(invitation("SB", arrived_at=at("2031-03-05 08:30"))), options=ONE)
        is MET
    )
    assert (
        outcome(NEXT, known(invitation("S_NEXT", arrived_at=at("2031-03-05 08:30"))), options=ONE)
        is MET
    )
    assert outcome(NEXT, known(invitation("SB")), options=ONE) is NOT_MET
    assert outcome(NEXT, known(), options=ONE) is NOT_MET
    excused = invitation("SB", excused_at=at("2031-03-04"))
    assert outcome(NEXT, known(excused), options=ONE) is DEPARTED
    came = known(invitation("SB"), delegations=delegations("SB"))
    assert outcome(NEXT, came, options=ONE) is MET
    two = {"incoming.SUDRIA": 2}
    assert (
        outcome(NEXT, known(invitation("SB", arrived_at=at("2031-03-05 08:30"))), options=two)
        is NOT_MET
    )
    assert outcome(NEXT, known(), options={"incoming.SUDRIA": 0}) is NOT_APPLICABLE


def test_before_the_opening_the_next_holder_is_on_course_once_invited():
    coming = meeting(invitations=(invitation("SB"),))
    assert outcome(NEXT, facts(coming), "2031-03-04", options=ONE) is NOT_YET_DUE
    assert result(NEXT, facts(coming), "2031-03-04", options=ONE).at_risk is False
    out = facts(meeting(invitations=(invitation("SB", reached_at=None),)))
    unreached = result(NEXT, out, "2031-03-04", options=ONE)
    assert (unreached.outcome, unreached.at_risk) == (NOT_YET_DUE, True)
    assert "has so far reached 0 of 1" in says(unreached)
    assert result(NEXT, facts(meeting()), "2031-03-04", options=ONE).at_risk is True
    undated = facts(meeting(schedules=()))
    assert outcome(NEXT, undated, "2031-06-01", options=ONE) is NOT_YET_DUE
    assert outcome(NEXT, undated, options=ONE) is NOT_MET


def test_where_nobody_is_designated_in_time_nothing_is_asked():
    alone = tuple(one for one in terms() if one.holder not in ("SB", "SC"))
    found = result(NEXT, facts(held(), terms=alone), options=ONE)
    assert found.outcome is NOT_APPLICABLE
    assert outcome(NEXT, facts(meeting(), terms=alone), "2031-03-01", options=ONE) is NOT_YET_DUE
    afterwards = tuple(
        replace(one, at=at("2031-03-20")) if one.holder in ("SB", "SC") else one for one in terms()
    )
    assert outcome(NEXT, facts(held(), terms=afterwards), options=ONE) is NOT_APPLICABLE


def test_a_disputed_succession_decides_nothing():
    rival = Term("rival", SUDRIA, "SC", at("2031-04-30 22:00"), None, TermStatus.DESIGNATED)
    disputed = facts(held(), terms=(*terms()[:4], rival))
    assert result(NEXT, disputed, options=ONE).ground is Ground.NO_EVIDENCE
    assert "is not settled" in says(result(NEXT, disputed, options=ONE))


def observer(**fields):
    given = {"agreements": {NORLAND: at("2031-01-01"), SUDRIA: at("2031-01-10")}}
    return Observer("watcher", at("2030-12-20"), "World Ports", **(given | fields))


def watched(one, **fields):
    return facts(held(observers=(one,), **fields))


def test_an_observer_is_agreed_by_both_before_it_is_invited():
    right = watched(observer(invited_at=at("2031-01-11")))
    assert outcome(OBSERVERS, right, "2031-01-12", options=BEFORE_INVITING) is MET
    unused = watched(observer())
    assert outcome(OBSERVERS, unused, options=BEFORE_INVITING) is NOT_APPLICABLE
    early = watched(observer(invited_at=at("2031-01-05")))
    found = result(OBSERVERS, early, "2031-01-06", options=BEFORE_INVITING)
    assert (found.outcome, found.ground) == (NOT_MET, Ground.CONTRARY_EVIDENCE)
    assert SUDRIA in says(found)


def test_a_check_in_without_an_invitation_counts_as_one():
    walked_in = observer(agreements={}, admitted_at=at("2031-03-05 09:10"))
    assert outcome(OBSERVERS, watched(walked_in), options=BEFORE_INVITING) is NOT_MET
    agreed = observer(admitted_at=at("2031-03-05 09:10"))
    assert outcome(OBSERVERS, watched(agreed), options=BEFORE_INVITING) is MET


def test_by_option_both_may_agree_until_the_opening():
    options = {"observer.prior_to": "opening"}
    late = observer(invited_at=at("2031-01-05"))
    assert outcome(OBSERVERS, watched(late), options=options) is MET
    after = observer(
        invited_at=at("2031-01-05"),
        agreements={NORLAND: at("2031-01-01"), SUDRIA: at("2031-03-06")},
    )
    assert outcome(OBSERVERS, watched(after), options=options) is NOT_MET
    half = observer(invited_at=at("2031-01-05"), agreements={NORLAND: at("2031-01-01")})
    coming = facts(meeting(observers=(half,)))
    assert outcome(OBSERVERS, coming, "2031-01-06", options=options) is NOT_YET_DUE
    assert outcome(OBSERVERS, coming, "2031-01-06", options=BEFORE_INVITING) is NOT_MET


@pytest.mark.parametrize(
    ("admitted", "wanted"),
    [("2031-03-05 09:10", NOT_MET), ("2031-01-12", MET), (None, NOT_MET)],
)
def test_an_agreement_withdrawn_before_admission_is_none(admitted, wanted):
    one = observer(
        invited_at=at("2031-01-11"),
        withdrawn={SUDRIA: at("2031-02-01")},
        admitted_at=at(admitted) if admitted else None,
    )
    assert outcome(OBSERVERS, watched(one), options=BEFORE_INVITING) is wanted


def prepared(name, on, *topics, who=(NORLAND, SUDRIA)):
    return Preparation(name, at(on), frozenset(who), frozenset(topics))


def test_the_co_chairs_prepare_a_topic_together_before_the_opening():
    options = {"prep.min": 1}

    def known(*held_before, **fields):
        return facts(held(preparations=held_before, **fields))

    assert outcome(PREPARED, known(prepared("p", "2031-01-10", "agenda")), options=options) is MET
    assert outcome(PREPARED, known(prepared("p", "2031-01-10", "text")), options=options) is NOT_MET
    alone = prepared("p", "2031-01-10", "agenda", who=(NORLAND,))
    assert outcome(PREPARED, known(alone), options=options) is NOT_MET
    afterwards = prepared("p", "2031-03-06", "agenda")
    assert outcome(PREPARED, known(afterwards), options=options) is NOT_MET
    two = {"prep.min": 2}
    once = known(prepared("p", "2031-01-10", "agenda"))
    assert outcome(PREPARED, once, options=two) is NOT_MET
    twice = known(prepared("q", "2031-02-10", "text"), prepared("p", "2031-01-10", "agenda"))
    assert outcome(PREPARED, twice, options=two) is MET
    assert outcome(PREPARED, known(), options={"prep.min": 0}) is NOT_APPLICABLE


@pytest.mark.parametrize("value", ["not_appropriate", "agenda"])
def test_a_joint_note_that_preparing_was_not_appropriate_leaves_nothing_to_ask(value):
    note = JointFact("note", at("2031-02-01"), value=value)
    options = {"prep.min": 1}
    assert outcome(PREPARED, facts(held(joint_notes=(note,))), options=options) is NOT_APPLICABLE
    other = replace(note, value="format")
    assert outcome(PREPARED, facts(held(joint_notes=(other,))), options=options) is NOT_MET


def test_a_note_on_related_initiatives_is_young_and_complete():
    def noted(on="2031-02-01", unknown=()):
        return facts(held(coherence=CoherenceNote("n", at(on), day(on), frozenset(unknown))))

    assert outcome(COHERENT, noted()) is MET
    assert result(COHERENT, noted("2030-10-01")).ground is Ground.CONTRARY_EVIDENCE
    incomplete = result(COHERENT, noted(unknown=["c-1"]))
    assert (incomplete.outcome, incomplete.ground) == (NOT_MET, Ground.CONTRARY_EVIDENCE)
    assert result(COHERENT, facts(held())).ground is Ground.NO_EVIDENCE
    assert outcome(COHERENT, noted(), options={"coherence.council": False}) is NOT_APPLICABLE
    elsewhere = clause("coherence_note_present", max_age_days=100, configurations=[BOARD])
    assert outcome(elsewhere, noted()) is NOT_APPLICABLE
    note = CoherenceNote("n", at("2031-02-01"), day("2031-02-01"))
    undated = facts(meeting(schedules=(), coherence=note))
    assert outcome(COHERENT, undated, "2031-06-01") is NOT_YET_DUE


def test_a_presidency_confirms_the_notice_and_so_needs_no_invitation():
    confirmed = replace(notice(), keys=(), confirmed_by=keys("2031-01-02"))
    moved = (schedule(), schedule())
    assert outcome(invited("N_PRES"), facts(held(notice=confirmed, schedules=moved))) is MET


def test_while_the_day_of_a_meeting_is_open_its_members_are_not_called_unknown():
    """Who is a member is known; on which day membership counts is not."""
    undated = result(MEMBERS, facts(meeting(schedules=())), "2031-01-10")
    assert undated.outcome is NOT_YET_DUE
    assert [str(one.message) for one in undated.says] == [
        "The date of the meeting is not established."
    ]
