"""A meeting taken along: what one may see, as pages that open without a server (domain.md C.9)."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

import agendas
import delegations
import packs
import papers
import people
import signing
from cochair.features.accounts.models import Account
from cochair.features.documents.models import Receipt
from cochair.features.meetings.models import CoChair, ContactPoint, Meeting, Session
from cochair.features.observers import actions as observing
from cochair.features.observers.states import Answer
from cochair.features.parties.models import Forum, Member
from cochair.features.parties.offices import Role
from cochair.features.sheets import typesetting
from cochair.web.clock import clock
from delegations import HARBOURS, OPENS
from world import NOW

SLUG = signing.COUNCIL
HOSTILE = '"><script>alert(1)</script><img src=x onerror=y>'


@pytest.fixture
def meeting(small_forum: Forum) -> Iterator[Meeting]:
    """The Council with its delegations, an agenda, sessions, papers of every marking."""
    with clock.at(NOW):
        found = delegations.council(small_forum)
        delegations.named(found, "XN", "Ada Berg", "Olav Lund")
        delegations.named(found, "XP", "Eva Ponce")
        for number, admits in ((1, True), (2, False)):
            Session.objects.create(
                meeting=found,
                number=number,
                starts=OPENS,
                ends=delegations.LATER,
                spoken=["en"],
                observers_admitted=admits,
            )
        for code in ("XN", "XP"):
            ContactPoint.objects.create(
                forum=small_forum,
                member=Member.objects.get(code=code),
                name=f"Desk of {code}",
                email=f"desk@{code}.example".lower(),
                at=NOW,
            )
        yield found


def paper(meeting: Meeting, title: str, **more: object) -> papers.Document:
    """A circulated paper of the meeting with English words."""
    words = {"en": papers.words(f"Words of {title}.", "Two.")}
    named = dict.fromkeys(("en", "es", "pt"), title)
    return papers.circulated(meeting.forum, words, title=named, meeting=meeting.slug, **more)


def client(meeting: Meeting, member: str = "XN", party: str = "LEAGUE") -> Client:
    """The head of a delegation, signed in."""
    return people.signed_in(delegations.contact(meeting.forum, member, party))


def test_a_pack_opens_from_a_folder_every_link_of_it_leads_to_something_in_it(
    meeting: Meeting,
) -> None:
    made = paper(meeting, "Safe harbours")
    papers.written(made, "es", papers.words("Uno.", "Dos."), courtesy=True)
    cited = replace(agendas.REVIEW, documents=("LC-COUNCIL/2031/1", "LC/2031/77"))
    agendas.provisional(meeting, agendas.OPENING, cited)

    files = packs.opened(packs.taken(client(meeting), SLUG))

    assert packs.broken_links(files) == []
    read = packs.pages(files)
    assert not {"script", "form", "iframe", "base"} & set().union(*(p.tags for p in read.values()))
    assert {"index.html", "agenda.html", "people.html", "about.html"} <= set(read)
    assert f"documents/{made.slug}-en.pdf" in files
    assert files[f"documents/{made.slug}-en.pdf"].startswith(b"%PDF")
    assert "Words of Safe harbours." in read[f"documents/{made.slug}-en.html"].words
    assert "courtesy" in read[f"documents/{made.slug}-es.html"].words
    assert f"index.html#paper-{made.slug}" in read["agenda.html"].links
    assert "LC/2031/77" in read["agenda.html"].words


def test_what_an_item_names_from_elsewhere_is_in_the_pack_and_a_draft_is_only_a_number(
    meeting: Meeting,
) -> None:
    elsewhere = papers.circulated(
        meeting.forum, {"en": papers.words("Words from elsewhere.", "Two.")}, meeting=""
    )
    draft = papers.entered(meeting.forum)
    named = replace(agendas.REVIEW, documents=(), papers=(elsewhere.slug, draft.slug))
    agendas.provisional(meeting, agendas.OPENING, named)

    files = packs.opened(packs.taken(client(meeting), SLUG))

    read = packs.pages(files)
    assert packs.broken_links(files) == []
    assert "Words from elsewhere." in read[f"documents/{elsewhere.slug}-en.html"].words
    assert f"index.html#paper-{elsewhere.slug}" in read["agenda.html"].links
    assert not [name for name in files if draft.slug in name]
    assert f"index.html#paper-{draft.slug}" not in read["agenda.html"].links


def test_a_text_that_cannot_be_printed_is_carried_along_as_a_page(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = paper(meeting, "Safe harbours")
    monkeypatch.setattr(typesetting, "SECONDS", 0)

    files = packs.opened(packs.taken(client(meeting), SLUG))

    assert packs.broken_links(files) == [] and packs.sums(files) == packs.digests(files)
    assert f"documents/{made.slug}-en.html" in files
    assert f"documents/{made.slug}-en.pdf" not in files


def test_the_list_of_digests_is_true_and_says_when_and_for_whom(meeting: Meeting) -> None:
    paper(meeting, "Safe harbours")

    files = packs.opened(packs.taken(client(meeting), SLUG))
    told = json.loads(files["manifest.json"])

    assert packs.sums(files) == packs.digests(files)
    assert {one["name"]: one["sha256"] for one in told["files"]} == {
        name: found for name, found in packs.digests(files).items() if name not in {"manifest.json"}
    }
    assert (told["made_for"], told["made_at"]) == ("delegation_head LEAGUE XN", NOW.isoformat())
    assert "Norland" in packs.pages(files)["about.html"].words


def test_the_same_facts_reader_and_instant_give_the_same_octets(meeting: Meeting) -> None:
    paper(meeting, "Safe harbours")
    somebody = client(meeting)

    assert packs.taken(somebody, SLUG) == packs.taken(somebody, SLUG)


@pytest.mark.parametrize(("language", "word"), [("es", "Documentos"), ("pt", "Documentos")])
def test_a_pack_is_in_the_language_of_its_reader(
    meeting: Meeting, language: str, word: str
) -> None:
    files = packs.opened(packs.taken(client(meeting), SLUG, language=language))

    assert f'<html lang="{language}">'.encode() in files["index.html"]
    assert word in packs.pages(files)["index.html"].words
    assert packs.broken_links(files) == []


def test_days_are_told_at_the_place_and_in_the_zone_of_the_reader(meeting: Meeting) -> None:
    somebody = delegations.contact(meeting.forum, "XN")
    Account.objects.filter(pk=somebody.pk).update(zone="America/Lima")

    files = packs.opened(packs.taken(people.signed_in(Account.objects.get(pk=somebody.pk)), SLUG))

    assert "Lima" in packs.pages(files)["index.html"].words


def test_a_pack_names_the_co_chairs_that_were_appointed_and_none_of_the_rota_alone(
    meeting: Meeting,
) -> None:
    for party, certainty in (("LEAGUE", "confirmed"), ("CONCERT", "inferred")):
        member = Member.objects.filter(party__code=party).order_by("code")[0]
        CoChair.objects.create(
            meeting=meeting, party=member.party, member=member, at=NOW, certainty=certainty
        )

    page = packs.opened(packs.taken(client(meeting), SLUG))["index.html"].decode()

    assert re.findall(r"<dt>Co-chair</dt>\s*<dd>\s*<span[^>]*>([^<]+)<", page) == ["League"]


def test_nothing_of_the_other_party_is_in_a_pack(meeting: Meeting) -> None:
    forum, concert = meeting.forum, signing.concert(meeting.forum)
    paper(meeting, "Ours alone", marking="internal")
    paper(meeting, "Theirs alone", marking="internal", by=concert)
    paper(meeting, "Of the presidencies", marking="presidencies")
    papers.entered(forum, title={"en": "Not sent"}, meeting=SLUG)

    files = packs.opened(packs.taken(client(meeting), SLUG))
    said = packs.text(files)

    assert "Ours alone" in said
    assert "Theirs alone" not in said
    assert "Of the presidencies" not in said
    assert "Not sent" not in said
    assert sum(name.startswith("documents/") for name in files) == 2
    # Names of all, addresses of one's own.
    assert "Eva Ponce" in said and "eva@xp.example" not in said
    assert "ada@xn.example" in said
    assert "desk@xn.example" in said and "desk@xp.example" not in said


def test_the_session_of_the_co_chairs_is_taken_along_by_those_who_chair_alone(
    meeting: Meeting,
) -> None:
    """V8: neither a delegation, nor its pack that the secretariat makes, tells that they meet."""
    forum, name = meeting.forum, "Breakfast of the two who chair"
    Session.objects.create(
        meeting=meeting,
        number=3,
        kind="co_chairs",
        starts=OPENS - timedelta(hours=2),
        ends=OPENS - timedelta(hours=1),
        spoken=["en"],
        title=dict.fromkeys(("en", "es", "pt"), name),
    )
    office = people.signed_in(delegations.office(forum))
    chairs = people.signed_in(Account.objects.get(pk=signing.league(forum).account))

    def said(who: Client, whose: str = "own") -> str:
        return packs.text(packs.opened(packs.taken(who, SLUG, whose)))

    assert name in said(chairs) and name in said(office)
    for hidden in (
        said(client(meeting)),
        said(client(meeting, "XP", "CONCERT")),
        said(office, "xn"),
    ):
        assert "Session 1" in hidden and name not in hidden and "Session 3" not in hidden


def test_a_draft_a_held_language_and_a_withdrawn_text_are_not_carried_along(
    meeting: Meeting,
) -> None:
    drafted = paper(meeting, "With a draft")
    papers.written(drafted, "es", papers.words("Borrador."), released=False)
    gone = paper(meeting, "Taken back")
    from cochair.features.register import actions as register

    by = signing.secretariat(meeting.forum)
    register.withdraw(
        papers.fresh(gone), reason="Wrong.", seen=papers.fresh(gone).version, by=by, at=NOW
    )

    files = packs.opened(packs.taken(people.signed_in(delegations.office(meeting.forum)), SLUG))

    assert "Borrador" not in packs.text(files)
    assert "Taken back" in packs.text(files)
    assert not [name for name in files if gone.slug in name]


def test_a_secretariat_makes_the_pack_of_its_own_delegation_as_that_delegation_reads(
    meeting: Meeting,
) -> None:
    paper(meeting, "Of the presidencies", marking="presidencies")
    head = delegations.focal(meeting.forum, "XN")
    paper(meeting, "Ours alone", marking="internal")
    hidden = papers.entered(meeting.forum, by=head, originator="MEMBER", title={"en": "My draft"})
    office = people.signed_in(delegations.office(meeting.forum))

    files = packs.opened(packs.taken(office, SLUG, "xn"))

    said = packs.text(files)
    assert "Ours alone" in said
    assert "Of the presidencies" not in said
    assert "My draft" not in said and hidden.slug not in said
    assert json.loads(files["manifest.json"])["made_for"] == "delegation_member LEAGUE XN"
    assert "desk@xn.example" in said and "desk@xp.example" not in said
    assert not Receipt.objects.filter(account_id=delegations.office(meeting.forum).pk).exists()


def test_a_secretariat_makes_no_pack_of_the_other_party_and_a_delegation_none_of_others(
    meeting: Meeting,
) -> None:
    office = people.signed_in(delegations.office(meeting.forum))
    address = f"/en/{packs.FORUM}/meetings/{SLUG}/pack/"

    assert office.get(f"{address}xp.zip").status_code == 403
    assert office.get(f"{address}nobody.zip").status_code == 404
    assert client(meeting).get(f"{address}xn.zip").status_code == 403
    page = office.get(address).content.decode()
    assert f"{address}xn.zip" in page and f"{address}xp.zip" not in page


def test_an_observer_takes_what_was_granted_and_an_uninvited_one_nothing(meeting: Meeting) -> None:
    forum = meeting.forum
    guest = people.person(forum, Role.OBSERVER, organisation=HARBOURS)
    somebody = people.signed_in(guest)
    address = f"/en/{packs.FORUM}/meetings/{SLUG}/pack/own.zip"
    assert somebody.get(address).status_code == 404

    row = observing.request_attendance(
        meeting, organisation=HARBOURS, reason="Same.", by=signing.secretariat(forum), at=NOW
    )
    for by in (signing.league(forum), signing.concert(forum)):
        observing.answer_request(row, answer=Answer.AGREED, by=by, at=NOW)
    row.refresh_from_db()
    act = observing.propose_invitation(
        row, sessions=(1,), documents="observers", by=signing.secretariat(forum), at=NOW
    )
    signing.both_sign(forum, act)
    agendas.provisional(meeting, agendas.OPENING)
    paper(meeting, "For all members")
    shown = paper(meeting, "For observers too", for_observers=True)

    files = packs.opened(packs.taken(somebody, SLUG))

    said = packs.text(files)
    assert "agenda.html" not in files
    assert "For observers too" in said and f"documents/{shown.slug}-en.html" in files
    assert "For all members" not in said
    assert "Session 1" in said and "Session 2" not in said
    assert "Ada Berg" not in said
    assert packs.broken_links(files) == []

    observing.answer_request(row, answer=Answer.WITHDRAWN, by=signing.concert(forum), at=NOW)
    assert somebody.get(address).status_code == 404


def test_hostile_titles_and_names_are_words_in_a_pack(meeting: Meeting) -> None:
    made = paper(meeting, HOSTILE)
    delegations.nominated(meeting, "XB", [HOSTILE])
    ContactPoint.objects.filter(member__code="XN").update(name=HOSTILE)
    typed = replace(agendas.OPENING, title=dict.fromkeys(("en", "es", "pt"), HOSTILE))
    agendas.provisional(meeting, typed)

    files = packs.opened(packs.taken(client(meeting), SLUG))

    read = packs.pages(files)
    assert not {"script", "img"} & set().union(*(page.tags for page in read.values()))
    for name in ("index.html", "agenda.html", "people.html", f"documents/{made.slug}-en.html"):
        assert HOSTILE in read[name].words, name
    assert packs.broken_links(files) == []


def test_taking_a_pack_counts_as_taking_its_documents_away_once(meeting: Meeting) -> None:
    paper(meeting, "Safe harbours")
    somebody = client(meeting)

    packs.taken(somebody, SLUG)
    packs.taken(somebody, SLUG)

    (row,) = Receipt.objects.filter(office__role="delegation_head", office__member__code="XN")
    assert row.downloaded_at == NOW


def test_a_pack_of_more_papers_reads_them_in_portions(
    meeting: Meeting, django_assert_max_num_queries: object
) -> None:
    somebody = client(meeting)
    for number in range(3):
        paper(meeting, f"Paper {number}")
    packs.taken(somebody, SLUG)

    with django_assert_max_num_queries(92):  # type: ignore[operator]
        packs.taken(somebody, SLUG)


def test_the_way_to_a_pack_stands_on_the_page_of_the_meeting(meeting: Meeting) -> None:
    page = client(meeting).get(f"/en/{packs.FORUM}/meetings/{SLUG}/").content.decode()

    assert f"/en/{packs.FORUM}/meetings/{SLUG}/pack/" in page
