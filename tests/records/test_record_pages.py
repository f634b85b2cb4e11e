"""The pages of the record (J7, D7): what each reader sees, and that a side's draft is no page for others."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import decided
import minuted
import people
import signing
from cochair.features.accounts.models import Account
from cochair.features.meeting_records import queries
from cochair.features.meetings.models import Meeting
from cochair.features.parties.offices import ActingOffice
from cochair.features.records.models import MeetingRecord, RecordAnswer
from cochair.web.clock import clock
from minuted import DRAFTED, LATER, UNTIL

BASE = "/en/league-concert/meetings/league-concert-council-2/record/"


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    """A week after the meeting."""
    with clock.at(DRAFTED):
        yield


def client(hat: ActingOffice) -> Client:
    """Somebody signed in."""
    return people.signed_in(Account.objects.get(pk=hat.account))


@pytest.fixture
def out(over: Meeting) -> MeetingRecord:
    """The record while those who were there may comment."""
    return minuted.asked(minuted.issued(minuted.common(over)))


def asks(deed: Callable[[], object]) -> int:
    """How many queries a visit takes."""
    with CaptureQueriesContext(connection) as found:
        deed()
    return len(found)


def test_before_anything_is_out_a_delegation_reads_who_is_next_and_no_draft(over: Meeting) -> None:
    minuted.common(over)
    reader = client(decided.head(over.forum))

    page = reader.get(BASE)

    assert page.status_code == 200 and b"Nothing circulated yet" in page.content
    assert b"Joint draft" not in page.content
    assert reader.get(f"{BASE}drafts/common/").status_code == 404
    assert reader.get(f"{BASE}record.json").status_code == 404


def test_the_head_leads_whoever_drafts_to_the_next_step_and_tells_others_who_is_next(
    over: Meeting,
) -> None:
    """interaction.md: one next step, with its button, on top of the page."""

    def step(hat: ActingOffice) -> str:
        page = client(hat).get(BASE).content.decode()
        return page.partition('class="step"')[2].partition("</section>")[0]

    ours, head = minuted.ours(over.forum), decided.head(over.forum)
    assert "Your next step" in step(ours) and 'href="#drafts">Draft the record' in step(ours)

    joint = minuted.common(over)

    assert "Your next step" in step(ours) and 'href="#issue">Circulate the draft' in step(ours)
    assert "What follows" in step(head) and "href" not in step(head)

    minuted.issued(joint)

    sent = step(ours)
    assert "opens the round of comments" in sent
    assert 'href="#ask">Open the round of comments' in sent and "#issue" not in sent


def test_whoever_completes_a_draft_comes_back_to_the_paragraph_and_is_led_on(over: Meeting) -> None:
    minuted.common(over)
    writes = client(minuted.ours(over.forum))
    saved = writes.post(f"{BASE}drafts/common/title/", {"seen": 0, "words_en": "Record of May"})

    assert saved.url == f"{BASE}drafts/common/#title"
    page = writes.get(f"{BASE}drafts/common/").content.decode()
    assert 'id="title"' in page
    lacking = re.findall(r'<a href="#([^"]+)">\s*\d+ paragraphs? needs? a translation', page)
    assert [key for key in lacking if f'id="{key}"' not in page] == []
    assert ("Go on to the record" in page) is not bool(lacking)


def test_the_draft_of_a_side_is_byte_for_byte_no_page_for_the_other(over: Meeting) -> None:
    """INV-4: not told of, not counted."""
    ours, theirs = client(minuted.ours(over.forum)), client(minuted.other(over.forum))
    before = theirs.get(f"{BASE}drafts/own/")
    assert ours.post(f"{BASE}drafts/own/new/").status_code == 302

    assert ours.get(f"{BASE}drafts/own/").status_code == 200
    after = theirs.get(f"{BASE}drafts/own/")
    assert after.status_code == 404 and after.content == before.content
    assert b"has submitted its draft." not in theirs.get(BASE).content


def test_two_sides_put_their_drafts_forward_and_compare_them(over: Meeting) -> None:
    sides = [client(minuted.ours(over.forum)), client(minuted.other(over.forum))]
    for number, one in enumerate(sides):
        one.post(f"{BASE}drafts/own/new/")
        one.post(f"{BASE}drafts/own/title/", {"seen": 0, "words_en": f"Record {number}"})
        assert one.post(f"{BASE}forward/").status_code == 302

    assert sides[0].post(f"{BASE}common/").status_code == 302

    page = sides[1].get(f"{BASE}drafts/common/title/").content.decode()
    assert "Record 0" in page and "Record 1" in page and "Use this text" in page
    chosen = sides[1].post(f"{BASE}drafts/common/title/", {"seen": 0, "words_en": "Record 1"})
    assert chosen.status_code == 302
    late = sides[0].post(f"{BASE}drafts/common/title/", {"seen": 0, "words_en": "Record 0"})
    assert late.status_code == 409 and b"Record 1" in late.content


def test_a_delegation_comments_and_the_secretariat_answers(out: MeetingRecord) -> None:
    forum = out.meeting.forum
    delegation, secretariat = client(decided.head(forum)), client(minuted.ours(forum))
    assert b"Send the comment" in delegation.get(BASE).content

    sent = delegation.post(f"{BASE}comments/", {"paragraph": "title", "words": "Say which."})
    assert sent.status_code == 302
    (one,) = minuted.known(out)
    assert (
        delegation.post(f"{BASE}comments/{one.ref}/answer/", {"answer": "yes"}).status_code == 403
    )
    short = secretariat.post(f"{BASE}comments/{one.ref}/answer/", {"answer": "no", "reason": ""})
    assert short.status_code == 422
    assert (
        secretariat.post(f"{BASE}comments/{one.ref}/answer/", {"answer": "yes"}).status_code == 302
    )
    assert b"Taken into account" in delegation.get(BASE).content


def test_a_comment_names_the_paragraph_by_the_number_that_the_record_prints(
    out: MeetingRecord,
) -> None:
    delegation = client(decided.head(out.meeting.forum))
    numbered = next(
        place for place in delegation.get(BASE).context["text"].places if place.number == "2"
    )
    delegation.post(f"{BASE}comments/", {"paragraph": numbered.id, "words": "Say which."})

    page = delegation.get(BASE).content.decode()
    assert f'<a href="#par-{numbered.id}">paragraph 2</a>' in page


def test_who_was_not_there_reads_and_does_not_comment(out: MeetingRecord) -> None:
    absent = client(decided.head(out.meeting.forum, "XB"))

    assert b"Send the comment" not in absent.get(BASE).content.partition(b"<aside")[0]
    assert absent.post(f"{BASE}comments/", {"words": "We say."}).status_code == 403


def test_the_data_says_what_the_page_says(out: MeetingRecord) -> None:
    """docs/reference/record-json.md."""
    minuted.commented(out)

    said = client(decided.head(out.meeting.forum)).get(f"{BASE}record.json").json()

    assert (said["schema"], said["state"]) == ("cochair-record-1", "under_comment")
    assert said["paragraphs"][0]["words"]["en"] == "Record of the Council II"
    assert said["comments"][0]["words"] == minuted.SAID
    assert set(said["languages"]) == {"en", "es", "pt"}


def test_each_page_takes_the_same_number_of_queries_however_much_there_is(
    out: MeetingRecord,
) -> None:
    reader = client(minuted.ours(out.meeting.forum))
    minuted.commented(out)
    reader.get(BASE)
    few = asks(lambda: reader.get(BASE))
    for key in ("agreements-1", "chairs-0", "observers-0"):
        minuted.commented(out, "XL", paragraph=key)
    minuted.answered(out, DRAFTED)
    reader.get(BASE)

    assert asks(lambda: reader.get(BASE)) == few < 60
    draft = asks(lambda: reader.get(f"{BASE}drafts/common/"))
    rows = queries.paragraphs(out.draft)
    assert draft < 40 and len(rows) > 20


def test_the_whole_way_of_a_record_over_its_pages(over: Meeting) -> None:
    """J7: the draft, the time for comments, the approval, the files that both sign."""
    forum = over.forum
    office = client(minuted.ours(forum))
    assert office.post(f"{BASE}drafts/common/new/").status_code == 302
    minuted.filled(queries.of_meeting(over), DRAFTED)
    assert office.post(f"{BASE}revision/", {"summary": ""}).status_code == 302
    asked = {"day": UNTIL.date().isoformat(), "hour": "12:00"}
    assert office.post(f"{BASE}time/", asked).status_code == 302
    assert office.post(f"{BASE}approval/", {"reason": ""}).status_code == 422
    with clock.at(LATER):
        assert office.post(f"{BASE}approval/", {"reason": ""}).status_code == 302
        record = queries.of_meeting(over)
        act = queries.waiting(record)
        signing.both_sign(forum, act, LATER)
        assert b"Approved by both" in office.get(BASE).content
        assert office.post(f"{BASE}signature/").status_code == 302
        assert office.get(BASE).content.count(b"For signature by both Parties") == 3


def test_the_day_of_the_timetable_is_filled_in_where_comments_are_asked_for(
    over: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Here the day on which the draft is due stands for that of the comments; T18 in the forum of US-07."""
    minuted.issued(minuted.common(over))
    page = client(minuted.ours(over.forum))
    field = 'type="date" id="day" name="day"'
    assert f'{field} value="" required' in " ".join(page.get(BASE).content.decode().split())

    monkeypatch.setattr(queries, "COMMENTERS", "secretariat")

    shown = " ".join(page.get(BASE).content.decode().split())
    assert f'{field} value="2031-04-21" required' in shown


def test_the_reason_of_an_answer_is_read_in_each_language_in_which_it_was_given(
    out: MeetingRecord,
) -> None:
    minuted.commented(out)
    (one,) = minuted.known(out)
    forum = out.meeting.forum
    secretariat, delegation = client(minuted.ours(forum)), client(decided.head(forum))
    assert 'name="reason_es"' in secretariat.get(BASE).content.decode()
    assert 'name="reason_en"' not in secretariat.get(BASE).content.decode()

    answer = {"answer": "no", "reason": "It was not said.", "reason_es": " No se dijo. "}
    assert secretariat.post(f"{BASE}comments/{one.ref}/answer/", answer).status_code == 302
    assert secretariat.post(f"{BASE}comments/{one.ref}/answer/", answer).status_code == 302
    assert RecordAnswer.objects.count() == 1

    spanish, portuguese = (
        delegation.get(BASE.replace("/en/", f"/{code}/")).content.decode() for code in ("es", "pt")
    )
    assert "No se dijo." in spanish and "It was not said." not in spanish
    assert '<span lang="en">[EN] It was not said.</span>' in portuguese
    (told,) = secretariat.get(f"{BASE}record.json").json()["comments"]
    assert told["reasons"] == {"en": "It was not said.", "es": "No se dijo."}

    unreadable = answer | {"reason_pt": "Não\x00"}
    assert secretariat.post(f"{BASE}comments/{one.ref}/answer/", unreadable).status_code == 422
    assert RecordAnswer.objects.count() == 1


def test_above_a_record_stand_the_facts_of_its_meeting(out: MeetingRecord) -> None:
    page = client(decided.head(out.meeting.forum)).get(BASE).content.decode()

    facts = page.partition('<dl class="glance">')[2].partition("</dl>")[0]
    for name in ("Status", "Date", "Place", "Co-chairs"):
        assert f"<dt>{name}</dt>" in facts, facts
    assert "Open for comments" in facts and "2031" in facts


def test_who_approved_a_record_is_told_of_those_who_signed_and_of_nobody_before(
    out: MeetingRecord,
) -> None:
    """The presidencies are to approve it; once one signed, its name stands among those who did."""
    forum = out.meeting.forum
    reader = client(decided.head(forum))

    def who() -> dict[str, list[str]]:
        page = reader.get(BASE).content.decode()
        facts = page.partition('<dl class="glance">')[2].partition("</dl>")[0]
        rows = re.findall(r"<dt>([^<]*)</dt>\s*<dd>(.*?)</dd>", facts, re.S)
        return {
            name: re.findall(r'data-party="[^"]*">([^<]*)<', said)
            for name, said in rows
            if "pproved by" in name
        }

    assert who() == {"To be approved by": ["Palmera", "Estmark"]}
    with clock.at(LATER):
        act = minuted.proposed(out)
        signing.turn(act, signing.league(forum, LATER), LATER)
        assert who() == {"Approved by": ["Estmark"], "To be approved by": ["Palmera"]}
        signing.turn(act, signing.concert(forum, LATER), LATER)
        assert who() == {"Approved by": ["Palmera", "Estmark"]}


def test_what_is_refused_of_a_comment_and_of_its_answer_is_still_there(out: MeetingRecord) -> None:
    forum = out.meeting.forum
    delegation, writer = client(decided.head(forum)), client(minuted.ours(forum))
    empty = delegation.post(f"{BASE}comments/", {"words": "", "paragraph": "chairs-0"})
    assert empty.status_code == 422 and "data-error-summary" in empty.content.decode()
    delegation.post(f"{BASE}comments/", {"words": "Not so.", "paragraph": ""})
    (one,) = minuted.known(out)

    answer = writer.post(f"{BASE}comments/{one.ref}/answer/", {"reason": "It was said so."})

    page = answer.content.decode()
    assert answer.status_code == 422 and "Select an answer" in page
    assert "It was said so.</textarea>" in page
    assert '<details class="fold" open>' in page
