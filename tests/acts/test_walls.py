"""A joint act on a paper is no way round the wall of the paper (INV-4, domain.md C.8).

Who does not read a paper does not read what both do with it either: its act is as absent as one
that never was, and no folder counts it.
"""

import pytest
from django.test import Client
from django.urls import reverse

import agendas
import minuted
import papers
import people
import signing
import silences
from absent import faceless
from cochair.features.accounts.models import Account
from cochair.features.acts.models import JointAct
from cochair.features.documents.models import Document
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.publications import actions as publishing
from cochair.web.clock import clock
from people import signed_in
from world import NOW

LISTS = ("acts:folder", "desk:home")


def client(hat: ActingOffice) -> Client:
    return signed_in(Account.objects.get(pk=hat.account))


def proposed(forum: Forum, marking: str) -> JointAct:
    """Both are asked for something on a paper that goes as far as this marking.

    It stands for the record of a meeting of which the delegations are no part; the small forum has
    no such meeting, so that the paper is narrowed here.
    """
    paper = papers.circulated(forum, marking="public")
    act = publishing.propose_publication(
        papers.fresh(paper), reason="Not translated in time.", seen=papers.fresh(paper).version,
        by=minuted.ours(forum, NOW), at=NOW,
    )  # fmt: skip
    Document.objects.filter(pk=paper.pk).update(marking=marking)
    return act


def test_the_act_on_a_paper_of_the_presidencies_is_absent_for_a_delegation(
    small_forum: Forum,
) -> None:
    act = proposed(small_forum, "presidencies")
    head = client(silences.norland(small_forum))
    with clock.at(NOW):
        theirs, nobodys = (
            head.get(reverse("acts:act", args=[small_forum.slug, number]))
            for number in (act.number, act.number + 90)
        )
        posts = [
            head.post(
                reverse(f"acts:{name}", args=[small_forum.slug, act.number]), {"reason": "No"}
            )
            for name in ("key", "decline", "withdraw")
        ]

    assert (theirs.status_code, nobodys.status_code) == (404, 404)
    assert faceless(theirs) == faceless(nobodys)
    assert [one.status_code for one in posts] == [404, 404, 404]


@pytest.mark.parametrize("name", LISTS)
def test_no_list_names_it_to_a_delegation(small_forum: Forum, name: str) -> None:
    act = proposed(small_forum, "presidencies")
    address = reverse(name, args=[small_forum.slug])
    with clock.at(NOW):
        read = client(minuted.other(small_forum, NOW)).get(address).content.decode()
        unread = client(silences.norland(small_forum)).get(address).content.decode()

    assert f"/acts/{act.number}/" in read and act.title["en"] in read
    assert f"/acts/{act.number}/" not in unread and act.title["en"] not in unread


def test_whoever_reads_the_paper_reads_the_act(small_forum: Forum) -> None:
    act = proposed(small_forum, "forum")
    with clock.at(NOW):
        answer = client(silences.norland(small_forum)).get(
            reverse("acts:act", args=[small_forum.slug, act.number])
        )

    assert answer.status_code == 200
    assert act.title["en"] in answer.content.decode()


def test_people_are_walled_by_what_they_read_and_not_by_their_party(small_forum: Forum) -> None:
    act = proposed(small_forum, "presidencies")
    address = reverse("acts:act", args=[small_forum.slug, act.number])
    with clock.at(NOW):
        answers = [
            client(hat).get(address).status_code
            for hat in (
                minuted.ours(small_forum, NOW),
                minuted.other(small_forum, NOW),
                people.presidency(small_forum, "CONCERT", "XP", NOW),
                papers.somebody(small_forum, "incoming", "LEAGUE", "XN"),
                papers.somebody(small_forum, "auditor"),
            )
        ]

    assert answers == [200, 200, 200, 404, 404]


def test_the_act_that_publishes_a_draft_agenda_shows_it_to_nobody_before_both_have_signed(
    small_forum: Forum,
) -> None:
    """domain.md C.8, security.md (b): the draft agenda is not read until it is circulated."""
    meeting = signing.planned(small_forum)
    agendas.begun(meeting)
    agendas.with_items(meeting)
    act = agendas.proposed(meeting)
    address = reverse("acts:act", args=[small_forum.slug, act.number])
    head, theirs = client(silences.norland(small_forum)), client(minuted.other(small_forum, NOW))
    with clock.at(NOW):
        before = (theirs.get(address).status_code, head.get(address).status_code)
        signing.both_sign(small_forum, act)
        after = head.get(address).status_code

    assert (before, after) == ((200, 404), 200)
