"""Good practices, areas to improve and new areas are brought before a meeting (II.2.functions)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

import agendas
import people
from cochair.features.accounts.models import Account
from cochair.features.commitments.models import Contribution
from cochair.features.compliance import queries as compliance
from cochair.features.measures import actions as measures
from cochair.features.meetings.models import Meeting
from cochair.features.registers import actions
from cochair.features.registers.actions import Brought
from cochair.procedure.facts import known
from cochair.procedure.refusal import Refused
from cochair.web.clock import clock
from findings import found
from pledges import entered, lagoon, norland, reported
from signing import both_sign, concert, fixed, league, planned, secretariat
from world import NOW

IDEA = Brought(kind="new_area", title="Ports", words="Look at small ports.", language="en")
NEW = "No assessment looks at rivers yet."
PRACTICE = replace(IDEA, kind="good_practice")

NONE = "none:proposal"


def links(forum: object, meeting: Meeting) -> frozenset[str]:
    """What the first item of the agenda is linked to."""
    compliance.forget()
    found: frozenset[str] = told(forum, meeting).agendas[-1].items[0].links
    return found


def told(forum: object, meeting: Meeting):
    """The meeting as the clauses are told of it."""
    return next(one for one in compliance.facts(forum).meetings if one.id == meeting.slug)


def test_ii_2_functions_b_2_a_new_area_cites_threats_or_says_why_not(small_forum) -> None:
    meeting, row = planned(small_forum), found(small_forum)
    for wrong, why in (
        (
            replace(IDEA, dimension="strategic"),
            "Cite a finding of a threat assessment, or state why none is relevant.",
        ),
        (replace(IDEA, findings=[row.number]), "strategic, operational or technical"),
        (
            replace(IDEA, dimension="strategic", findings=[999]),
            "There is no such finding of a threat assessment.",
        ),
        (
            replace(IDEA, dimension="technical", not_relevant_reason="New."),
            "Give the reason in at least 20 characters",
        ),
        (replace(IDEA, kind="song"), "Choose a register"),
        (replace(PRACTICE, words=" "), "Write a text of up to 8000 characters"),
    ):
        with pytest.raises(Refused, match=why):
            actions.bring(meeting, wrong, by=norland(small_forum), at=NOW)
    assert not Contribution.objects.exists()

    first = replace(IDEA, dimension="strategic", findings=[row.number])
    second = replace(IDEA, title="Rivers", dimension="technical", not_relevant_reason=NEW)
    for one in (first, first, second):
        actions.bring(meeting, one, by=norland(small_forum), at=NOW)

    cites, says_why = told(small_forum, meeting).proposals
    assert (cites.threats, says_why.threats) == ({"Sea report 2030"}, frozenset())
    assert says_why.not_relevant_reason == NEW
    assert Contribution.objects.count() == 2
    assert list(Contribution.objects.get(title="Ports").findings.all()) == [row]


def test_what_is_taken_back_counts_no_longer(small_forum) -> None:
    meeting = planned(small_forum)
    made = actions.bring(
        meeting,
        replace(IDEA, dimension="technical", not_relevant_reason=NEW),
        by=norland(small_forum),
        at=NOW,
    )

    actions.withdraw(made, by=norland(small_forum), at=NOW)

    assert told(small_forum, meeting).proposals == ()
    with pytest.raises(Refused, match="already"):
        actions.withdraw(made, by=norland(small_forum), at=NOW)


def test_nothing_is_brought_before_a_meeting_that_is_over(small_forum) -> None:
    meeting = planned(small_forum)
    Meeting.objects.filter(pk=meeting.pk).update(closed_at=NOW)

    with pytest.raises(Refused, match="The meeting has ended"):
        actions.bring(meeting, PRACTICE, by=norland(small_forum), at=NOW)


def test_ii_2_functions_a_the_items_know_practices_actions_and_reports_until_the_meeting_closed(
    small_forum,
) -> None:
    meeting = fixed(small_forum)
    agendas.begun(meeting)
    agendas.with_items(meeting, agendas.OPENING, agendas.REVIEW)
    agendas.published(meeting)
    actions.bring(meeting, PRACTICE, by=norland(small_forum), at=NOW)
    reported(small_forum, slug="S30-02")
    row = entered(small_forum, secretariat(small_forum))

    both_sign(small_forum, measures.propose_endorsement(row, by=league(small_forum), at=NOW))

    links = told(small_forum, meeting).agendas[-1].items[0].links
    assert {"good_practice:1", "action:S30-01", "note:S30-02"} <= links
    Meeting.objects.filter(pk=meeting.pk).update(closed_at=NOW - timedelta(hours=1))
    compliance.forget()
    assert not told(small_forum, meeting).agendas[-1].items[0].links & links


def test_ii_2_functions_b_1_that_there_is_no_new_area_is_concluded_by_both_in_a_sentence(
    small_forum,
) -> None:
    meeting = fixed(small_forum)
    agendas.begun(meeting)
    agendas.with_items(meeting, agendas.OPENING, agendas.REVIEW)
    agendas.published(meeting)
    none = Brought("no_new_area", "New areas", "The present areas are enough for this year.", "en")
    with pytest.raises(Refused, match="Only the co-presidencies"):
        actions.bring(meeting, none, by=norland(small_forum), at=NOW)
    with pytest.raises(Refused, match="at least 20 characters"):
        actions.bring(meeting, replace(none, words="None."), by=league(small_forum), at=NOW)

    actions.bring(meeting, none, by=league(small_forum), at=NOW)
    assert NONE not in links(small_forum, meeting), "one side alone concludes nothing"
    last = actions.bring(meeting, none, by=concert(small_forum), at=NOW)
    assert NONE in links(small_forum, meeting)

    actions.withdraw(last, by=concert(small_forum), at=NOW)
    assert NONE not in links(small_forum, meeting)


def test_the_register_tells_that_no_new_area_is_proposed(small_forum) -> None:
    meeting = planned(small_forum)
    norland(small_forum)
    own = people.signed_in(Account.objects.get(email="delegation_head-league-xn@example.org"))
    address = reverse("commitments:registers", args=[small_forum.slug])
    with clock.at(NOW):
        empty = own.get(address).text
        none = Brought("no_new_area", "New areas", "The present areas are enough.", "en")
        actions.bring(meeting, none, by=league(small_forum), at=NOW)
        full = own.get(address).text

    assert 'id="r-no_new_area"' not in empty and 'id="r-no_new_area"' in full


def test_as_of_an_earlier_instant_there_was_no_proposal(small_forum) -> None:
    meeting = planned(small_forum)
    later = NOW + timedelta(days=1)
    brought = replace(IDEA, dimension="technical", not_relevant_reason=NEW)
    actions.bring(meeting, brought, by=norland(small_forum), at=later)

    found = known(compliance.facts(small_forum), NOW)

    assert all(not one.proposals for one in found.meetings)


def test_the_page_takes_what_a_delegation_brings_and_only_its_own_party_takes_it_back(
    small_forum,
) -> None:
    meeting = planned(small_forum)
    norland(small_forum)
    lagoon(small_forum)
    own = people.signed_in(Account.objects.get(email="delegation_head-league-xn@example.org"))
    other = people.signed_in(Account.objects.get(email="delegation_head-concert-xl@example.org"))
    concert(small_forum)
    chair = people.signed_in(Account.objects.get(email="presidency-concert-xp@example.org"))
    address = reverse("commitments:registers", args=[small_forum.slug])
    sent = {
        "kind": "good_practice",
        "meeting": meeting.slug,
        "title": "<b>Radio</b>",
        "words": "One channel for both.",
    }
    with clock.at(NOW):
        twice = [own.post(address, sent).status_code for _twice in range(2)]
        wrong = own.post(address, {**sent, "meeting": "nope"})
        careful = own.post(address, {**sent, "words": "The suspect said so."})
        page = other.get(address).content.decode()
        back = reverse("commitments:withdraw_contribution", args=[small_forum.slug, 1])
        answers = [client.post(back).status_code for client in (other, chair, own, own)]

    assert (twice, wrong.status_code, careful.status_code) == ([302, 302], 422, 422)
    assert "&lt;b&gt;Radio" in page
    assert answers == [403, 403, 302, 404]
    assert Contribution.objects.count() == 1
