"""The agenda written cell by cell, by both secretariats at once: nobody's words are lost.

Source: interaction.md section 3 (Prepare); design/next/MEETING.md (`inplace`).
"""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

import agendas
import people
import signing
from cochair.features.accounts.models import Account
from cochair.features.agendas import asking
from cochair.features.agendas.queries import Version
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.web.clock import clock
from world import NOW


@pytest.fixture
def draft(small_forum: Forum) -> Iterator[Version]:
    meeting = signing.planned(small_forum)
    agendas.begun(meeting)
    with clock.at(NOW):
        yield agendas.with_items(meeting)


def client(hat: ActingOffice) -> Client:
    return people.signed_in(Account.objects.get(pk=hat.account))


def both(found: Version) -> tuple[Client, Client]:
    """The secretariat of each side, both with the same page open."""
    forum = found.row.meeting.forum
    return client(signing.secretariat(forum)), client(signing.concert(forum))


def cell(found: Version, key: str, name: str, value: str, seen: int = 0) -> dict[str, str]:
    return {"key": key, "cell": name, "value": value, "seen": str(seen or found.token)}


def address(found: Version, name: str = "agenda-cell", language: str = "en") -> str:
    meeting = found.row.meeting
    path = reverse(f"desk:{name}", args=[meeting.forum.slug, meeting.slug])
    return path.replace("/en/", f"/{language}/", 1)


def now(found: Version) -> Version:
    return agendas.latest(found.row.meeting)


def whole(found: Version, **said: str) -> dict[str, str]:
    """The whole table as the page of a version sends it, with some fields otherwise."""
    sent = {"seen": str(found.token), "lines": str(len(found.items) + 1)}
    for at, item in enumerate(found.items):
        sent |= {f"r{at}-title_{code}": words for code, words in item.title.items()}
        sent |= {
            f"r{at}-key": item.key,
            f"r{at}-type": item.type,
            f"r{at}-minutes": str(item.minutes or ""),
            f"r{at}-place": str(at + 1),
            f"r{at}-seen": str(found.token),
        }
    return {**sent, **{name.replace("__", "-"): words for name, words in said.items()}}


def test_a_cell_is_saved_by_itself_and_the_answer_is_the_table_as_it_stands(draft: Version) -> None:
    mine, _theirs = both(draft)

    answer = mine.post(address(draft), cell(draft, "i2", "title_es", "  Examen   de 2031 "))

    made = now(draft)
    assert answer.status_code == 200
    assert (answer.json()["seen"], answer.json()["rows"][1]["title_es"]) == (
        made.token,
        "Examen de 2031",
    )
    assert made.items[1].title == {**draft.items[1].title, "es": "Examen de 2031"}
    assert (made.items[0], made.items[2]) == (draft.items[0], draft.items[2])
    assert made.items[1].documents == draft.items[1].documents
    mine.post(address(draft), cell(draft, "i2", "title_es", "Examen de 2031"))
    assert now(draft).token == made.token


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("minutes", "abc", "Enter the minutes as a number"),
        ("minutes", "0", "An item must last at least one minute"),
        ("type", "nonsense", "nonsense"),
        ("title_en", "x" * 301, "At most 300 characters"),
        ("title_fr", "Ports", ""),
        # What names a line, and what the table does not show, are no cells.
        ("key", "i3", ""),
        ("tags", "statement", ""),
    ],
)
def test_a_cell_that_says_what_it_may_not_is_refused_and_nothing_changes(
    draft: Version, name: str, value: str, says: str
) -> None:
    mine, _theirs = both(draft)

    answer = mine.post(address(draft), cell(draft, "i2", name, value))

    assert answer.status_code == 422 and says in " ".join(answer.json()["says"])
    assert now(draft).token == draft.token


def test_the_last_title_is_not_emptied_in_passing(draft: Version) -> None:
    mine, _theirs = both(draft)
    for code in ("es", "pt"):
        mine.post(address(draft), cell(now(draft), "i2", f"title_{code}", ""))

    answer = mine.post(address(draft), cell(now(draft), "i2", "title_en", " "))

    assert answer.status_code == 422 and "To take it off" in answer.json()["says"][0]
    assert now(draft).items[1].title == {"en": "Review of the year"}


def test_both_sides_write_other_lines_of_one_page_and_both_are_kept(draft: Version) -> None:
    mine, theirs = both(draft)

    first = mine.post(address(draft), cell(draft, "i1", "minutes", "15"))
    second = theirs.post(address(draft), cell(draft, "i3", "title_en", "Declaration"))

    assert (first.status_code, second.status_code) == (200, 200)
    made = now(draft)
    assert (made.items[0].minutes, made.items[2].title["en"]) == (15, "Declaration")
    # Who saved last is shown what the other wrote meanwhile.
    assert second.json()["rows"][0]["minutes"] == "15"


def test_two_who_write_one_line_are_told_what_stands_and_the_second_decides(
    draft: Version,
) -> None:
    mine, theirs = both(draft)
    assert mine.post(address(draft), cell(draft, "i2", "title_en", "Harbours")).status_code == 200
    made = now(draft)

    refused = theirs.post(address(draft), cell(draft, "i2", "title_en", "Ports"))
    spanish = theirs.post(address(draft, language="es"), cell(draft, "i2", "minutes", "5"))

    assert (refused.status_code, spanish.status_code) == (409, 409)
    assert "It now says: Harbours" in refused.json()["says"][0]
    assert now(draft).token == made.token == refused.json()["seen"]
    # The same words are no second change.
    same = theirs.post(address(draft), cell(draft, "i2", "title_en", "Harbours"))
    assert (same.status_code, now(draft).token) == (200, made.token)

    again = theirs.post(address(draft), cell(draft, "i2", "title_en", "Ports", made.token))

    assert again.status_code == 200 and now(draft).items[1].title["en"] == "Ports"


def test_a_line_that_somebody_else_took_off_is_not_written_back(draft: Version) -> None:
    mine, theirs = both(draft)
    off = whole(draft, r1__title_en="", r1__title_es="", r1__title_pt="")
    assert mine.post(address(draft, "agenda-table"), off).status_code == 302
    assert [one.key for one in now(draft).items] == ["i1", "i3"]

    refused = theirs.post(address(draft), cell(draft, "i2", "minutes", "5"))

    assert refused.status_code == 409 and "taken off" in refused.json()["says"][0]
    assert [one.key for one in now(draft).items] == ["i1", "i3"]


def test_a_line_that_somebody_else_changed_is_not_taken_off_unseen(draft: Version) -> None:
    mine, theirs = both(draft)
    mine.post(address(draft), cell(draft, "i2", "title_en", "Harbours"))
    off = whole(draft, r1__title_en="", r1__title_es="", r1__title_pt="")

    refused = theirs.post(address(draft, "agenda-table"), off)

    assert refused.status_code == 409 and "It now says: Harbours" in refused.content.decode()
    assert now(draft).items[1].title["en"] == "Harbours"


def test_a_whole_table_of_an_older_page_writes_over_nothing_that_it_left_alone(
    draft: Version,
) -> None:
    mine, theirs = both(draft)
    mine.post(address(draft), cell(draft, "i1", "title_en", "Welcome"))
    mine.post(address(draft), cell(now(draft), "", "title_en", "Any other business"))

    saved = theirs.post(address(draft, "agenda-table"), whole(draft, r2__minutes="20"))

    assert saved.status_code == 302
    made = now(draft)
    assert [one.title["en"] for one in made.items] == [
        "Welcome",
        "Review of the year",
        "Joint statement",
        "Any other business",
    ]
    assert made.items[2].minutes == 20


def test_a_whole_table_is_refused_beside_the_line_and_saved_when_sent_once_more(
    draft: Version,
) -> None:
    mine, theirs = both(draft)
    mine.post(address(draft), cell(draft, "i2", "title_en", "Harbours"))
    sent = whole(draft, r1__title_en="Ports", r0__minutes="12")

    refused = theirs.post(address(draft, "agenda-table"), sent)

    page = refused.content.decode()
    assert refused.status_code == 409
    assert "It now says: Harbours" in page and "Save once more to write yours instead." in page
    assert 'value="12"' in page and ">Ports</textarea>" in page
    token = now(draft).token
    assert f'name="r1-seen" value="{token}"' in page

    again = theirs.post(address(draft, "agenda-table"), {**sent, "r1-seen": str(token)})

    assert again.status_code == 302
    assert (now(draft).items[1].title["en"], now(draft).items[0].minutes) == ("Ports", 12)


def test_a_new_line_that_is_sent_twice_is_one_item(draft: Version) -> None:
    mine, theirs = both(draft)
    new = cell(draft, "", "title_en", "Any other business")

    first = mine.post(address(draft), new)
    theirs.post(address(draft), cell(draft, "i1", "minutes", "15"))
    again = mine.post(address(draft), new)

    assert (first.status_code, again.status_code) == (200, 200)
    assert [one.title["en"] for one in now(draft).items][-2:] == [
        "Joint statement",
        "Any other business",
    ]
    assert len(now(draft).items) == 4


def test_an_item_moves_by_its_number_unless_the_order_changed_meanwhile(draft: Version) -> None:
    mine, theirs = both(draft)

    moved = mine.post(address(draft), cell(draft, "i3", "place", "1"))
    assert moved.status_code == 200
    assert [one.key for one in now(draft).items] == ["i3", "i1", "i2"]

    refused = theirs.post(address(draft), cell(draft, "i2", "place", "1"))
    assert refused.status_code == 422 and "order of the items" in refused.json()["says"][0]
    # A whole table that left the order alone follows it.
    theirs.post(address(draft, "agenda-table"), whole(draft, r0__minutes="12"))
    assert [one.key for one in now(draft).items] == ["i3", "i1", "i2"]


def test_an_item_that_was_asked_for_stays_until_it_is_removed_with_a_reason(
    draft: Version,
) -> None:
    meeting = draft.row.meeting
    head = agendas.delegation(meeting.forum)
    wish = asking.Wish(title={"en": "Fisheries"}, type="discussion")
    made = asking.request_item(meeting, wish=wish, by=head, at=NOW)
    by = signing.secretariat(meeting.forum)
    asking.place_request(meeting, made.number, seen=draft.token, by=by, at=NOW)
    latest = now(draft)
    mine, _theirs = both(draft)

    refused = mine.post(address(draft, "agenda-table"), whole(latest, r3__title_en=""))

    assert refused.status_code == 422 and now(draft).token == latest.token


def test_a_cell_is_refused_once_the_meeting_sits_and_to_whoever_does_not_prepare(
    draft: Version,
) -> None:
    meeting = draft.row.meeting
    delegation = client(agendas.delegation(meeting.forum))
    assert delegation.post(address(draft), cell(draft, "i2", "minutes", "5")).status_code == 403

    Meeting.objects.filter(pk=meeting.pk).update(opened_at=NOW)
    mine, _theirs = both(draft)

    assert mine.post(address(draft), cell(draft, "i2", "minutes", "5")).status_code == 422
    assert now(draft).token == draft.token
