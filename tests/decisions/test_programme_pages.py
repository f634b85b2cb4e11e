"""The pages of the programme and the next cycle: who gets which answer, and what is shown."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import people
import programming
from cochair.features.accounts.models import Account
from cochair.features.meetings.models import Invitation, Meeting
from cochair.features.parties.models import Forum, Organisation
from cochair.features.parties.offices import Role
from cochair.features.programmes import queries
from cochair.web.clock import clock
from programming import BEFORE, OPENS, named


@pytest.fixture
def meeting(real_forum: Forum) -> Iterator[Meeting]:
    """The open meeting with a programme in draft; the clock stands still."""
    found = programming.institutional(real_forum)
    programming.prepared(found)
    programming.greece(real_forum)
    with clock.at(OPENS):
        yield found


def wears(forum: Forum, role: Role, party: str = "", member: str = "", body: str = "") -> Client:
    return people.signed_in(people.person(forum, role, party, member, body, start=BEFORE))


def office(address: str) -> Client:
    return people.signed_in(Account.objects.get(email=f"{address}@example.org"))


def at(meeting: Meeting, name: str = "programme", *more: str) -> str:
    return reverse(f"decisions:{name}", args=[meeting.forum.slug, meeting.slug, *more])


POSTED = {
    ("programme-add", "topics"): {"seen": "7", "title_en": "Rivers"},
    ("programme-entry", "e3"): {"seen": "7", "title_en": "Rivers"},
    ("programme-move", "e3"): {"seen": "7", "steps": "1"},
    ("programme-drop", "e3"): {"seen": "7"},
    ("programme-submit",): {"seen": "7", "document": ""},
    ("programme-endorse",): {"seen": "7"},
    ("programme-begin",): {},
}


def test_who_does_not_prepare_reads_nothing_of_a_draft_and_changes_nothing(
    meeting: Meeting,
) -> None:
    forum = meeting.forum
    for client, read, act in (
        (Client(), 302, 404),
        (wears(forum, Role.INSTITUTION, body="COM"), 404, 404),
        # Only the presiding States take part in this meeting.
        (wears(forum, Role.DELEGATION_HEAD, "EU", "ES"), 404, 404),
        (wears(forum, Role.DELEGATION_HEAD, "EU", "GR"), 200, 403),
        (wears(forum, Role.AUDITOR), 200, 403),
    ):
        page = client.get(at(meeting))
        assert page.status_code == read
        assert "Ports" not in page.content.decode()
        printed = client.get(at(meeting, "programme-printed")).status_code
        assert printed == (302 if read == 302 else 404)
        for (name, *more), sends in POSTED.items():
            assert client.post(at(meeting, name, *more), sends).status_code == act, name
        for name, more in (("programme-add", "topics"), ("programme-entry", "e3")):
            found = client.get(at(meeting, name, more)).status_code
            assert found == (302 if read == 302 else act), name
    assert len(queries.revisions(meeting)) == 7


def test_ii_3_functions_a_an_invited_institution_reads_what_both_submitted_and_no_draft(
    meeting: Meeting,
) -> None:
    forum = meeting.forum
    commission = wears(forum, Role.INSTITUTION, body="COM")
    observer = wears(forum, Role.OBSERVER, body="INTERPOL")
    for code in ("COM", "INTERPOL"):
        body = Organisation.objects.get(forum=forum, code=code)
        Invitation.objects.create(meeting=meeting, organisation=body, sent_at=BEFORE)
    own = reverse("desk:meeting", args=[forum.slug, meeting.slug])

    draft = commission.get(at(meeting))
    assert draft.status_code == 200
    assert "Ports" not in draft.text
    programming.submitted(meeting)
    page = commission.get(at(meeting))

    assert "Ports (en)" in page.text
    assert at(meeting) in commission.get(own).text
    assert commission.get(at(meeting, "programme-printed")).status_code == 200
    for (name, *more), sends in POSTED.items():
        assert commission.post(at(meeting, name, *more), sends).status_code == 404, name
    assert observer.get(at(meeting)).status_code == 404


def test_on_a_meeting_that_prepares_no_programme_there_is_no_such_page(meeting: Meeting) -> None:
    other = Meeting.objects.filter(forum=meeting.forum, configuration="som").last()
    greece = office("presidency-eu-gr")
    assert greece.get(at(other)).status_code == 404
    absent = greece.get(reverse("desk:meeting", args=[meeting.forum.slug, other.slug]))
    assert "Programme and next cycle" not in absent.content.decode()
    there = greece.get(
        reverse("desk:meeting", args=[meeting.forum.slug, meeting.slug]), {"phase": "prepare"}
    )
    assert at(meeting) in there.content.decode()


def test_a_secretariat_prepares_and_the_presidencies_sign_page_by_page(meeting: Meeting) -> None:
    client = office("secretariat-eu")
    page = client.get(at(meeting)).content.decode()
    assert "Draft: only those who prepare the meeting can read it." in page
    assert "No programme was endorsed." in page
    assert "There is no plan for this meeting of the next cycle." in page

    new = client.get(at(meeting, "programme-add", "draft_agenda"))
    assert new.status_code == 200
    assert b'value="7"' in new.content
    nothing = client.post(at(meeting, "programme-add", "topics"), {"seen": "7"})
    assert nothing.status_code == 422
    assert "Enter a title in at least one language" in nothing.content.decode()
    unknown = client.post(
        at(meeting, "programme-add", "documents"), {"seen": "7", "paper": "EC-NONE 1/28"}
    )
    assert "No document that you may read has this number" in unknown.content.decode()
    made = client.post(
        at(meeting, "programme-add", "topics"),
        {"seen": "7", **{f"title_{code}": word for code, word in named("Rivers").items()}},
    )
    assert made.status_code == 302
    stale = client.post(at(meeting, "programme-drop", "e3"), {"seen": "7"})
    assert stale.status_code == 409
    assert "Rivers (en)" in stale.content.decode()

    too_early = client.post(at(meeting, "programme-endorse"), {"seen": "8"})
    assert too_early.status_code == 422
    assert client.post(at(meeting, "programme-submit"), {"seen": "8"}).status_code == 302
    (act,) = queries.open_acts(meeting)
    assert (
        "Rivers (en)"
        in client.get(reverse("acts:act", args=[meeting.forum.slug, act.number])).content.decode()
    )
    programming.both(meeting.forum, act)
    delegation = wears(meeting.forum, Role.DELEGATION_HEAD, "EU", "GR")
    assert "Rivers (en)" in delegation.get(at(meeting)).content.decode()
    spain = wears(meeting.forum, Role.DELEGATION_HEAD, "EU", "ES")
    assert spain.get(at(meeting)).status_code == 404

    assert client.post(at(meeting, "programme-endorse"), {"seen": "8"}).status_code == 302
    (act,) = queries.open_acts(meeting)
    programming.both(meeting.forum, act)
    programming.planned(meeting)
    page = client.get(at(meeting)).content.decode()
    assert "Endorsed by the meeting" in page
    assert "Luxembourg" in page
    begun = client.post(at(meeting, "programme-begin"))
    assert begun.status_code == 302
    assert f"{meeting.forum.slug}-min-5/agenda" in begun.headers["Location"]


@pytest.mark.parametrize("name", [("programme-add", "topics"), ("programme-entry", "e3")])
def test_an_entry_that_cannot_be_is_shown_again_with_the_reason_and_nothing_is_kept(
    meeting: Meeting, name: tuple[str, str]
) -> None:
    client, address = office("secretariat-eu"), at(meeting, *name)

    answer = client.post(address, {"seen": "7", "title_en": "x" * 2000})

    assert answer.status_code == 422
    assert 'id="title_en-e"' in answer.content.decode()
    assert len(queries.revisions(meeting)) == 7


def test_words_that_cannot_be_printed_are_refused_in_the_form_and_nothing_is_kept(
    meeting: Meeting,
) -> None:
    client, address = office("secretariat-eu"), at(meeting, "programme-entry", "e3")
    kept = queries.revisions(meeting)

    answer = client.post(address, {"seen": "7", "title_en": "Turned \u202eround"})

    assert answer.status_code == 422
    assert 'name="title_en"' in answer.text and "Turned" in answer.text
    assert queries.revisions(meeting) == kept


def test_to_endorse_is_offered_to_those_who_propose_once_a_programme_was_submitted(
    meeting: Meeting,
) -> None:
    client, reader = office("secretariat-eu"), wears(meeting.forum, Role.AUDITOR)
    offer = 'aria-labelledby="endorse"'

    def offered() -> list[bool]:
        return [offer in one.get(at(meeting)).text for one in (client, reader)]

    draft = offered()
    programming.submitted(meeting)
    submitted = offered()
    seen = queries.revisions(meeting)[-1].token
    assert f'name="seen" value="{seen}"' in client.get(at(meeting)).text.partition(offer)[2]
    assert client.post(at(meeting, "programme-endorse"), {"seen": seen}).status_code == 302
    (act,) = queries.open_acts(meeting)
    programming.both(meeting.forum, act)

    assert (draft, submitted, offered()) == ([False, False], [True, False], [False, False])


def test_it_is_printed_in_every_language_beside_the_others(meeting: Meeting) -> None:
    programming.planned(meeting)
    page = office("secretariat-eu").get(at(meeting, "programme-printed")).content.decode()
    for words in ("Ports (en)", "Ports (es)", "Ports (pt)", "Not endorsed."):
        assert words in page
    for code in ("en", "es", "pt"):
        assert f'lang="{code}" aria-labelledby="print-{code}"' in page


def test_the_page_costs_the_same_with_a_longer_programme(meeting: Meeting) -> None:
    client = office("secretariat-eu")

    def cost(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as ran:
            client.get(address)
        return len(ran)

    before = [cost(at(meeting, name)) for name in ("programme", "programme-printed")]
    programming.prepared(meeting)
    programming.submitted(meeting)
    programming.planned(meeting)
    after = [cost(at(meeting, name)) for name in ("programme", "programme-printed")]
    assert after <= [number + 1 for number in before]
    assert before[0] <= 30
