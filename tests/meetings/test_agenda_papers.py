"""Papers of the register on an agenda: named by those who may read them, seen by those who may.

domain.md C.2 (AgendaItem has documents), C.8; clause I.2.6 judges the papers, not the agenda.
"""

from dataclasses import replace

import pytest
from django.test import Client

import agendas
import papers
import people
import signing
from agendas import OPENING, REVIEW
from cochair.features.acts import queries as acts
from cochair.features.acts.models import JointAct
from cochair.features.agendas import actions, queries
from cochair.features.agendas.items import Item, parts
from cochair.features.meetings import facts
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.procedure.refusal import Refused
from cochair.web.clock import clock
from signing import secretariat
from world import NOW


@pytest.fixture(autouse=True)
def monday():
    """The clock stands still."""
    with clock.at(NOW):
        yield


@pytest.fixture
def meeting(small_forum: Forum) -> Meeting:
    """The Council with its day and a draft of its agenda."""
    found = signing.fixed(small_forum)
    agendas.begun(found)
    return found


def reader(forum: Forum, role: Role, party: str = "", member: str = "") -> Client:
    return people.signed_in(people.person(forum, role, party, member))


@pytest.fixture
def delegation(meeting: Meeting) -> Client:
    """The head of a delegation, who prepares nothing."""
    return reader(meeting.forum, Role.DELEGATION_HEAD, "CONCERT", "XS")


def path(meeting: Meeting, rest: str = "") -> str:
    return f"/en/{meeting.forum.slug}/meetings/{meeting.slug}/agenda/{rest}"


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def sent(meeting: Meeting, **more: object) -> dict[str, object]:
    """What the form of a new item sends."""
    return {
        "seen": agendas.latest(meeting).token,
        "title_en": "Ports",
        "type": "discussion",
        "tags": ["review"],
        "place": "1",
        **more,
    }


def test_a_paper_stands_with_its_number_and_languages_for_whoever_may_read_it(
    meeting: Meeting, delegation: Client
) -> None:
    paper = papers.circulated(meeting.forum, {"en": papers.words("One.")}, meeting=meeting.slug)
    hidden = papers.circulated(meeting.forum, marking="presidencies", meeting=meeting.slug)
    agendas.with_items(meeting, replace(REVIEW, documents=(), papers=(hidden.slug,)))
    agendas.published(meeting)
    agendas.change(meeting, "i1", papers=(paper.slug, hidden.slug))
    agendas.published(meeting)
    symbol, secret = papers.queries.name_of(paper), papers.queries.name_of(hidden)

    preparing = reader(meeting.forum, Role.SECRETARIAT, "CONCERT")
    mine = text(preparing, path(meeting))
    theirs = text(delegation, path(meeting))

    assert symbol in mine and secret in mine
    assert symbol in theirs and secret not in theirs and hidden.slug not in theirs
    assert f'/documents/{paper.slug}/"' in theirs
    assert 'data-lang-state="released"' in theirs and 'data-lang-state="missing"' in theirs
    for rest in ("versions/provisional-3/", "compare/?from=provisional-2&to=provisional-3"):
        assert symbol in text(delegation, path(meeting, rest))
        assert secret not in text(delegation, path(meeting, rest))
    act = JointAct.objects.filter(kind=queries.PUBLISH).latest("number")
    page = f"/en/{meeting.forum.slug}/acts/{act.number}/"
    assert symbol in text(delegation, page) and secret not in text(delegation, page)
    assert symbol in text(preparing, page) and secret in text(preparing, page)


def test_a_draft_of_one_party_is_a_number_for_who_signs_and_nothing_for_others(
    meeting: Meeting, delegation: Client
) -> None:
    draft = papers.entered(meeting.forum, meeting=meeting.slug)
    agendas.with_items(meeting, replace(REVIEW, documents=(), papers=(draft.slug,)))
    act = agendas.proposed(meeting)
    signing.both_sign(meeting.forum, act)
    symbol = papers.queries.name_of(draft)

    signs = reader(meeting.forum, Role.SECRETARIAT, "CONCERT")
    page = text(signs, path(meeting))
    assert symbol in page and "not yet circulated" in page and "Safe harbours" not in page
    assert symbol in text(signs, f"/en/{meeting.forum.slug}/acts/{act.number}/")
    assert symbol not in text(delegation, path(meeting))

    papers.written(draft, "en", papers.words("One."))
    papers.sent(draft)
    assert symbol in text(delegation, path(meeting))


def test_two_keys_a_paper_put_on_or_taken_off_makes_the_keys_void(meeting: Meeting) -> None:
    paper = papers.circulated(meeting.forum, meeting=meeting.slug)
    agendas.with_items(meeting, OPENING, REVIEW)
    act = signing.turn(agendas.proposed(meeting), signing.league(meeting.forum))
    before = acts.digest(act)

    papers.written(paper, "es", papers.words("Uno.", "Dos."))
    act.refresh_from_db()
    assert acts.digest(act) == before and act.state == "half_signed"

    agendas.change(meeting, "i2", papers=(paper.slug,))
    act.refresh_from_db()
    assert act.state == "void"


def test_an_item_without_a_paper_is_bound_as_it_was_before_there_was_a_register() -> None:
    assert "papers" not in parts((Item("i1", {"en": "Opening"}),))[0]
    assert parts((Item("i1", papers=("lc-2031-1",)),))[0]["papers"] == ["lc-2031-1"]
    assert not Item("i1", papers=("lc-2031-1",)).lacks_document


def test_two_keys_what_the_other_party_never_reads_stands_on_no_agenda(meeting: Meeting) -> None:
    internal = papers.circulated(meeting.forum, marking="internal")
    theirs = papers.circulated(
        meeting.forum,
        marking="internal",
        by=papers.somebody(meeting.forum, "secretariat", "CONCERT"),
    )
    by = secretariat(meeting.forum)

    for slug in (internal.slug, theirs.slug, "lc-2031-999", "' or 1=1"):
        with pytest.raises(Refused):
            actions.insert_item(
                meeting,
                typed=replace(REVIEW, papers=(slug,)),
                place=None,
                seen=agendas.latest(meeting).token,
                by=by,
                at=NOW,
            )
    assert not agendas.latest(meeting).items


def test_the_editor_looks_for_a_paper_ticks_it_and_saves(meeting: Meeting) -> None:
    paper = papers.circulated(meeting.forum)
    symbol = papers.queries.name_of(paper)
    editor = reader(meeting.forum, Role.SECRETARIAT, "CONCERT")
    address = path(meeting, "draft/new/")

    by_words = editor.post(address, sent(meeting, paper="harbours", find="yes"))
    assert by_words.status_code == 200 and f'value="{paper.slug}"' in by_words.content.decode()
    assert "Ports" in by_words.content.decode() and not agendas.latest(meeting).items
    unticked = editor.post(address, sent(meeting, paper=symbol))
    assert unticked.status_code == 422 and not agendas.latest(meeting).items

    saved = editor.post(address, sent(meeting, papers=[paper.slug]))
    assert saved.status_code == 302
    assert agendas.latest(meeting).items[0].papers == (paper.slug,)
    assert symbol in text(editor, path(meeting, "draft/"))


def test_the_editor_finds_nothing_that_is_closed_to_it_and_cannot_post_it(meeting: Meeting) -> None:
    hidden = papers.entered(meeting.forum, meeting=meeting.slug)
    editor = reader(meeting.forum, Role.SECRETARIAT, "CONCERT")
    address = path(meeting, "draft/new/")

    assert hidden.slug not in text(editor, address)
    for said in (papers.queries.name_of(hidden), "harbours", "LC/2031/999"):
        answer = editor.post(address, sent(meeting, paper=said, find="yes")).content.decode()
        assert hidden.slug not in answer and "Nothing that you may read" in answer
    posted = [
        editor.post(address, sent(meeting, papers=[slug])) for slug in (hidden.slug, "lc-2031-999")
    ]
    assert [one.status_code for one in posted] == [422, 422]
    assert not agendas.latest(meeting).items


def test_a_draft_that_the_other_party_put_on_stays_when_an_item_is_changed(
    meeting: Meeting,
) -> None:
    draft = papers.entered(meeting.forum, meeting=meeting.slug)
    agendas.with_items(meeting, replace(REVIEW, papers=(draft.slug,)))
    editor = reader(meeting.forum, Role.SECRETARIAT, "CONCERT")
    address = path(meeting, "draft/items/i1/")
    assert "not yet circulated" in text(editor, address)

    editor.post(address, sent(meeting, papers=[draft.slug], title_en="Ports again"))

    item = agendas.latest(meeting).items[0]
    assert item.title["en"] == "Ports again" and item.papers == (draft.slug,)


def test_a_document_tells_which_items_name_it_to_those_who_read_the_agenda(
    meeting: Meeting, delegation: Client
) -> None:
    paper = papers.circulated(meeting.forum, meeting=meeting.slug)
    other = papers.circulated(meeting.forum, meeting=meeting.slug)
    agendas.with_items(meeting, OPENING, replace(REVIEW, papers=(paper.slug,)))
    address = f"/en/{meeting.forum.slug}/documents/"
    preparing = reader(meeting.forum, Role.SECRETARIAT, "CONCERT")

    assert "On the agenda of" in text(preparing, f"{address}{paper.slug}/")
    assert "On the agenda of" not in text(preparing, f"{address}{other.slug}/")
    assert "On the agenda of" not in text(delegation, f"{address}{paper.slug}/")
    agendas.published(meeting)
    assert "Review of the year" in text(delegation, f"{address}{paper.slug}/")


def test_what_was_written_as_text_before_is_still_read(
    meeting: Meeting, delegation: Client
) -> None:
    agendas.with_items(meeting, replace(REVIEW, documents=("LC/2031/4", "A note of the Chair")))
    agendas.published(meeting)

    page = text(delegation, path(meeting))
    assert "LC/2031/4" in page and "A note of the Chair" in page
    told = next(one for one in facts.meetings(meeting.forum) if one.id == meeting.slug)
    agenda = told.agendas[-1]
    assert agenda.items[0].documents == {"LC/2031/4", "A note of the Chair"}


def test_a_programme_hands_its_papers_on(meeting: Meeting) -> None:
    paper = papers.circulated(meeting.forum, meeting=meeting.slug)
    agendas.with_items(meeting, replace(REVIEW, papers=(paper.slug,)))
    agendas.change(meeting, "i1", minutes=5, papers=(paper.slug,))

    assert agendas.latest(meeting).items[0].papers == (paper.slug,)
    assert [one.slug for one in queries.naming(meeting.forum, paper.slug)] == [meeting.slug]
    assert not queries.naming(meeting.forum, paper.slug[:-1])
