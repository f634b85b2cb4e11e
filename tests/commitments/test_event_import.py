"""Events of initiatives come in as a calendar or a list: previewed, refused line by line, then saved."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

import people
from cochair.features.accounts.models import Account
from cochair.features.commitments import actions as coherence
from cochair.features.commitments import event_plan
from cochair.features.commitments.event_plan import Beside, Plan
from cochair.features.meetings.models import InitiativeEvent
from cochair.features.parties.models import Forum
from cochair.journal.models import Entry
from cochair.procedure.refusal import Refused
from cochair.web.clock import clock
from cochair.web.errors import StaleVersion
from pledges import lagoon
from signing import league
from world import NOW

BESIDE, NOTHING = Beside("WATCH-1", "Calendar of the watch"), Beside()
HEAD = "initiative;title;start;end;place;source"
CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Watch//EN
BEGIN:VEVENT
UID:1
DTSTART;VALUE=DATE:20310506
DTEND;VALUE=DATE:20310508
SUMMARY:Spring watch
LOCATION:Norhaven
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART:20310610T220000Z
DTEND:20310611T000000Z
SUMMARY:Night watch
END:VEVENT
{more}END:VCALENDAR
"""
ODD = """BEGIN:VEVENT
UID:3
DTSTART:20310701T090000Z
RRULE:FREQ=WEEKLY
SUMMARY:Weekly call
END:VEVENT
BEGIN:VEVENT
UID:4
STATUS:CANCELLED
DTSTART;VALUE=DATE:20310801
SUMMARY:Summer watch
END:VEVENT
BEGIN:VEVENT
UID:5
SUMMARY:Some day
END:VEVENT
"""


@pytest.fixture
def forum(small_forum: Forum) -> Forum:
    """The small forum with an initiative beside it."""
    name = {"en": "Sea watch", "es": "Vigía del mar", "pt": "Vigia do mar"}
    coherence.register_initiative(
        small_forum, code="WATCH-1", name=name, about={}, source="Gazette",
        by=league(small_forum), at=NOW,
    )  # fmt: skip
    return small_forum


def calendar(more: str = "") -> str:
    """A calendar with two events, as programs write it."""
    return CALENDAR.format(more=more).replace("\n", "\r\n")


def plan_of(forum: Forum, text: str, beside: Beside = NOTHING) -> Plan:
    """What a text would add."""
    return event_plan.of_table(forum, event_plan.of_text(text), beside)


def listed(forum: Forum, *rows: str) -> Plan:
    """What a list would add."""
    return plan_of(forum, "\n".join((HEAD, *rows)))


def saved(forum: Forum, read: Plan, seen: str = "") -> list[InitiativeEvent]:
    """The events of a plan that was read."""
    said = {"seen": seen or read.digest, "language": "en", "by": league(forum), "at": NOW}
    return event_plan.save(forum, read, **said)


def errors(found: Plan) -> list[tuple[int, str, str]]:
    """What is wrong: row, column, words."""
    return [(row.number, one.column, str(one)) for row in found.wrong for one in row.errors]


def test_a_calendar_gives_its_events_with_civil_days_and_a_second_time_nothing(
    forum: Forum,
) -> None:
    read = plan_of(forum, calendar(), BESIDE)
    assert not errors(read)

    made = saved(forum, read)

    found = [(one.title["en"], str(one.start), str(one.end), one.place) for one in made]
    assert found == [
        ("Spring watch", "2031-05-06", "2031-05-07", "Norhaven"),
        ("Night watch", "2031-06-10", "2031-06-10", ""),
    ]
    assert {one.source[0] for one in made} == {"Calendar of the watch"}
    assert Entry.objects.filter(verb="initiative.event_added").count() == len(made)
    again = plan_of(forum, calendar(), BESIDE)
    assert [row.does for row in again.rows] == [event_plan.SAME] * 2
    with pytest.raises(Refused, match="there already"):
        saved(forum, again)


def test_what_a_calendar_repeats_cancels_or_does_not_date_is_refused_line_by_line(
    forum: Forum,
) -> None:
    read = plan_of(forum, calendar(ODD), BESIDE)

    found = errors(read)
    assert [(number, column) for number, column, _said in found] == [
        (4, "start"), (5, "start"), (6, "start"),
    ]  # fmt: skip
    for (_number, _column, said), words in zip(
        found, ("repeats", "cancelled", "no date"), strict=True
    ):
        assert words in said
    with pytest.raises(Refused, match="nothing is saved"):
        saved(forum, read)
    # The same lines can be corrected as text, and sent again.
    corrected = read.table.text.replace("RRULE", "2031-07-01").replace("CANCELLED", "2031-08-01")
    assert [row.number for row in plan_of(forum, corrected).wrong] == [6]


def test_a_wrong_line_of_a_list_is_named_and_stops_all(forum: Forum) -> None:
    good = "watch-1;Sitting;2031-05-06;;;Gazette"
    assert not errors(listed(forum, good))
    for row, column in (
        ("WATCH-9;Sitting;2031-05-06;;;Gazette", "initiative"),
        ("WATCH-1;;2031-05-06;;;Gazette", "title"),
        ("WATCH-1;Sitting;6 May;;;Gazette", "start"),
        ("WATCH-1;Sitting;2031-05-06;2031-05-01;;Gazette", "end"),
        ("WATCH-1;Sitting;2031-05-06;2031-12-01;;Gazette", "end"),
        ("WATCH-1;Other;2031-05-06;;;", "source"),
        (f"WATCH-1;Other;2031-05-06;;{'x' * 129};Gazette", "place"),
        (good, "title"),
    ):
        found = errors(listed(forum, good, row))
        assert [(number, where) for number, where, _said in found] == [(3, column)], row
    with pytest.raises(Refused, match="no column called “secret”"):
        plan_of(forum, "title;start;secret\nSitting;2031-05-06;x")
    with pytest.raises(Refused, match="one column called “start”"):
        plan_of(forum, "title;end\nSitting;2031-05-06")
    assert not InitiativeEvent.objects.filter(initiative__forum=forum).exists()


def test_a_workbook_is_read_as_it_is_typed_and_a_formula_is_refused(forum: Forum) -> None:
    book = openpyxl.Workbook()
    book.active.append(HEAD.split(";"))
    book.active.append(["WATCH-1", "Sitting", NOW.replace(tzinfo=None, hour=0), "", "", "Gazette"])
    book.active.append(["WATCH-1", "=1+1", "2031-05-06", "", "", "Gazette"])
    octets = io.BytesIO()
    book.save(octets)

    read = event_plan.of_table(forum, event_plan.of_file(octets.getvalue()), Beside())

    assert read.rows[0].start == NOW.date() and not read.rows[0].errors
    assert any("formula" in said for _number, _column, said in errors(read))


@pytest.mark.parametrize(
    "text",
    [
        "BEGIN:VCALENDAR\r\nEND:VEVENT\r\n",
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:never\r\n",
        "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
        "BEGIN:VCALENDAR\r\n" + "BEGIN:VEVENT\r\n" * 5000,
        "BEGIN:VCALENDAR\n" + "\n" * 200_000,
    ],
)
def test_a_calendar_that_is_none_is_refused_in_words(forum: Forum, text: str) -> None:
    with pytest.raises(Refused, match="calendar"):
        plan_of(forum, text, BESIDE)


def test_events_are_not_saved_once_they_are_others_than_previewed(forum: Forum) -> None:
    read = plan_of(forum, calendar(), BESIDE)
    saved(forum, read)

    with pytest.raises(StaleVersion):
        saved(forum, read)


def test_a_secretariat_sends_a_file_reads_the_preview_and_saves_it(forum: Forum) -> None:
    where = reverse("commitments:import_events", args=[forum.slug])
    writer = people.signed_in(Account.objects.get(pk=league(forum).account))
    reader = people.signed_in(Account.objects.get(pk=lagoon(forum).account))
    file = SimpleUploadedFile("watch.ics", calendar().encode(), content_type="text/calendar")
    with clock.at(NOW):
        assert reader.get(where).status_code == 403 and Client().get(where).status_code == 302
        sent = {"file": file, "initiative": BESIDE.initiative, "source": BESIDE.source}
        preview = writer.post(where, sent)
        assert preview.status_code == 200 and "Spring watch" in preview.text
        assert not InitiativeEvent.objects.filter(initiative__forum=forum).exists()
        again = {"text": preview.context["text"], "seen": preview.context["plan"].digest}
        done = writer.post(where, again)
        register = writer.get(reverse("commitments:initiatives", args=[forum.slug])).text

    assert done.status_code == 302
    assert "Spring watch" in register and "Night watch" in register and where in register
