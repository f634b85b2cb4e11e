"""Invitations that any calendar takes, whatever was typed into names, titles and places."""

import random
import re
import warnings
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy

import pytest
from ics import Calendar as Independent

from cochair.features.mail import mime
from cochair.features.mail.models import Message
from cochair.features.parties.models import Forum
from cochair.formats import icalendar
from cochair.formats.icalendar import Attendee, Event
from world import NOW

STAMP = datetime(2031, 1, 1, 12, tzinfo=UTC)
LINE = re.compile(
    r'[A-Za-z0-9-]+(;[A-Za-z0-9-]+=("[^"\x00-\x08\x0a-\x1f\x7f]*"|[^";:,\x00-\x08\x0a-\x1f\x7f]*))*:.*'
)

PIECES = [
    "\r\n", "\n", "\r", "\x00", "\x0b", "\x0c", "\x1b", "\x85", "\u2028", "\u2029", "\u202e",
    "\ufeff", "\ud800", "\t", " ", "  ", ";", ",", ":", "\\", "\\n", '"', "'", "^n", "^'", "=",
    "BEGIN:VEVENT", "END:VEVENT", "END:VCALENDAR", "ATTENDEE:mailto:x@example.org",
    "X-EVIL:1", "Bcc: x@example.org", "Subject: other", "--boundary", "=?utf-8?q?=0d=0a?=",
    "Ñandú", "Ação", "ελ", "😀", "é" * 40, "a" * 80, "{0}", "%s", "<b>", "mailto:",
]  # fmt: skip


def hostile(chance: random.Random) -> str:
    """Something nobody means well with; now and then very long."""
    text = "".join(chance.choices(PIECES, k=chance.randint(0, 9)))
    return text * 200 if chance.random() < 0.004 else text


def event(**more: object) -> Event:
    """A morning in Helsinki."""
    given = {
        "uid": icalendar.uid("council-2", "league-concert"),
        "sequence": 3,
        "starts": NOW,
        "ends": NOW + timedelta(hours=3),
        "zone": "Europe/Helsinki",
        "summary": "Council",
        "organizer": Attendee("Cochair", "cochair@example.org"),
        "attendees": (Attendee("Anna", "anna@example.org"),),
    }
    return Event(**{**given, **more})  # type: ignore[arg-type]


def unfolded(octets: bytes) -> list[str]:
    """The content lines of a calendar object, after a check of RFC 5545, 3.1."""
    assert octets.endswith(b"\r\n")
    physical = octets[:-2].split(b"\r\n")
    for line in physical:
        assert len(line) <= 75, line
        assert b"\r" not in line and b"\n" not in line and b"\x00" not in line
    lines = octets.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]
    for line in lines:
        assert LINE.fullmatch(line), line
        assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f\x85\u2028\u2029]", line)
    return lines


def names(lines: list[str]) -> list[str]:
    """What each line is called; components with what begins or ends."""
    return [
        line if line.startswith(("BEGIN:", "END:")) else re.split("[;:]", line, maxsplit=1)[0]
        for line in lines
    ]


def of_event(lines: list[str]) -> list[str]:
    """The lines of the only event."""
    assert names(lines).count("BEGIN:VEVENT") == names(lines).count("END:VEVENT") == 1
    return lines[lines.index("BEGIN:VEVENT") + 1 : lines.index("END:VEVENT")]


def values(lines: list[str]) -> dict[str, str]:
    """Names and values of properties that occur once."""
    return {re.split("[;:]", line, maxsplit=1)[0]: line.partition(":")[2] for line in lines}


def independent(octets: bytes) -> Independent:
    """What a library reads that had no part in the writing; it warns of its own parser."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return Independent(octets.decode())


def row(**more: object) -> Message:
    """A message that is not kept."""
    given = {"subject": "S", "body": "B", "email": "anna@example.org", "language": "en"}
    forum = Forum(slug="x", short_title={"en": "League"})
    return Message(
        forum=forum, message_id="<1@x.cochair>", calendar_method="REQUEST", **{**given, **more}
    )


class TestInvitation:
    """RFC 5545 and RFC 5546."""

    def test_a_request_carries_its_zone_and_says_when(self) -> None:
        lines = unfolded(icalendar.invitation(event(), stamp=STAMP))

        assert "METHOD:REQUEST" in lines
        assert names(lines).count("BEGIN:VTIMEZONE") == 1
        inside = of_event(lines)
        assert "DTSTART;TZID=Europe/Helsinki:20310203T110000" in inside
        assert "DTSTAMP:20310101T120000Z" in inside
        assert "UID:council-2@league-concert.cochair" in inside
        assert "SEQUENCE:3" in inside and "STATUS:CONFIRMED" in inside

    def test_an_independent_library_reads_the_same_event(self) -> None:
        (read,) = independent(
            icalendar.invitation(event(location="Hall; 2nd, left"), stamp=STAMP)
        ).events

        assert (read.uid, read.name, read.location) == (
            "council-2@league-concert.cochair",
            "Council",
            "Hall; 2nd, left",
        )
        assert (read.begin.datetime, read.end.datetime) == (NOW, NOW + timedelta(hours=3))
        assert [one.common_name for one in read.attendees] == ["Anna"]

    def test_a_cancellation_says_so_whatever_the_event_said(self) -> None:
        lines = unfolded(icalendar.invitation(event(sequence=4), method="CANCEL", stamp=STAMP))

        assert "METHOD:CANCEL" in lines
        assert {"STATUS:CANCELLED", "SEQUENCE:4"} <= set(of_event(lines))

    def test_a_publication_names_nobody_who_is_invited(self) -> None:
        lines = unfolded(icalendar.invitation(event(), method="PUBLISH", stamp=STAMP))

        assert "ATTENDEE" not in names(lines)

    def test_whole_days_end_with_the_last_and_need_no_zone(self) -> None:
        whole = event(starts=date(2031, 2, 3), ends=date(2031, 2, 4))
        lines = unfolded(icalendar.invitation(whole, stamp=STAMP))

        assert "DTSTART;VALUE=DATE:20310203" in lines and "DTEND;VALUE=DATE:20310205" in lines
        assert "BEGIN:VTIMEZONE" not in lines

    def test_a_zone_tells_the_change_of_clocks_inside_the_event(self) -> None:
        over = event(
            starts=datetime(2030, 3, 30, 9, tzinfo=UTC), ends=datetime(2030, 3, 31, 9, tzinfo=UTC)
        )
        lines = unfolded(icalendar.invitation(over, stamp=STAMP))

        assert {"BEGIN:DAYLIGHT", "BEGIN:STANDARD"} <= set(lines)
        (read,) = independent(icalendar.invitation(over, stamp=STAMP)).events
        assert read.end.datetime == over.ends

    def test_a_zone_that_does_not_exist_is_told_in_utc(self) -> None:
        lines = unfolded(icalendar.invitation(event(zone="Nowhere/Here"), stamp=STAMP))

        assert "DTSTART:20310203T090000Z" in lines

    def test_several_events_share_one_zone_in_a_feed(self) -> None:
        rows = [event(uid=f"{number}@x") for number in range(3)]
        lines = unfolded(icalendar.feed(rows, stamp=STAMP, name="Mine"))

        assert names(lines).count("BEGIN:VTIMEZONE") == 1
        assert names(lines).count("BEGIN:VEVENT") == 3

    def test_nobody_is_asked_to_answer_by_mail_for_nobody_reads_it(self) -> None:
        lines = unfolded(icalendar.invitation(event(), stamp=STAMP))

        (attendee,) = [line for line in lines if line.startswith("ATTENDEE")]
        assert "RSVP=FALSE" in attendee and "PARTSTAT=NEEDS-ACTION" in attendee

    def test_an_address_that_is_none_is_left_out(self) -> None:
        odd = event(attendees=(Attendee("X", "x@example.org\r\nATTENDEE:mailto:y@example.org"),))

        assert "ATTENDEE" not in names(unfolded(icalendar.invitation(odd, stamp=STAMP)))


PROPERTIES = [
    "SUMMARY", "DTSTART", "DTEND", "DTSTAMP", "UID", "SEQUENCE", "STATUS", "ORGANIZER", "ATTENDEE"
]  # fmt: skip
HEADERS = {
    "Subject", "From", "To", "Date", "Message-ID", "Auto-Submitted", "Content-Language",
    "List-Id", "MIME-Version", "Content-Type",
}  # fmt: skip


# Title, text, place, address, who invites, and ten who are invited.
FIELDS = 15


def attacked(number: int, chance: random.Random) -> None:
    """One hostile round: an event and the mail that carries it, each with hostile text throughout."""
    text = [hostile(chance) for _field in range(FIELDS)]
    octets = icalendar.invitation(
        event(
            summary=text[0],
            description=text[1],
            location=text[2],
            url=f"https://example.org/{text[3]}",
            organizer=Attendee(text[4], "cochair@example.org"),
            attendees=tuple(Attendee(name, "anna@example.org") for name in text[5:]),
        ),
        stamp=STAMP,
    )
    inside = names(of_event(unfolded(octets)))
    assert inside.count("ATTENDEE") == FIELDS - 5, text
    once = [name for name in inside if name != "ATTENDEE"]
    assert sorted(set(once)) == sorted(once), text
    assert set(inside) - set(PROPERTIES) <= {"DESCRIPTION", "LOCATION", "URL"}, text
    sent = mime.mail(
        row(
            subject=text[0],
            name=text[4],
            body=text[1].encode("utf-8", "replace").decode(),
            calendar=octets.decode(),
        ),
        NOW,
    ).message()
    head, _gap, _rest = sent.as_bytes().partition(b"\n\n")
    read = message_from_bytes(sent.as_bytes(), policy=policy.default)
    written = {line.split(b":")[0].decode() for line in head.split(b"\n") if line[:1] not in b" \t"}
    assert written == HEADERS, text
    assert set(read.keys()) == HEADERS, text
    assert [to.addr_spec for to in read["To"].addresses] == ["anna@example.org"], text
    if number % 50 == 0:
        assert len(independent(octets).events) == 1, text


def test_five_thousand_hostile_strings_leave_one_event_and_add_no_property_and_no_header() -> None:
    chance = random.Random(20310203)
    for number in range(5000 // FIELDS + 1):
        attacked(number, chance)


@pytest.mark.soak
def test_seventy_five_thousand_hostile_strings_are_five_thousand_events() -> None:
    chance = random.Random(5545)
    for number in range(5000):
        attacked(number, chance)


def test_what_is_typed_is_never_taken_for_the_stamp() -> None:
    typed = "Since 19700101T000000Z\r\nDTSTAMP:19700101T000000Z\r\n"

    written = icalendar.feed([event(summary=typed, location=typed)], stamp=STAMP).decode()

    assert written.count("\r\nDTSTAMP:20310101T120000Z\r\n") == 1
    assert "Since 19700101T000000Z" in written


@pytest.mark.parametrize("field", ["summary", "description", "location"])
def test_ten_thousand_characters_are_cut_and_still_read(field: str) -> None:
    octets = icalendar.invitation(event(**{field: "Ñ;,\\" * 2500}), stamp=STAMP)

    assert len(of_event(unfolded(octets))) >= 9
    assert len(independent(octets).events) == 1


def test_what_was_typed_can_still_be_read() -> None:
    (read,) = independent(
        icalendar.invitation(event(summary="Reunião, 2.ª\r\nsessão; \\o/ “x”"), stamp=STAMP)
    ).events

    assert read.name == "Reunião, 2.ª sessão; \\o/ “x”"
