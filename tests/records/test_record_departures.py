"""What was departed from, in the record: signed departures, and joint facts with the effect of one (CB-38).

domain.md C.10, US-10, as corrected (section 1, "Departures"): the declaration of both is a departure.
"""

from datetime import timedelta

import pytest

import extraordinary
import signing
from cochair.features.meeting_records import draft_content
from cochair.features.meeting_records.sections import Piece
from cochair.features.meetings.models import Meeting
from cochair.web.localize import as_quoted
from minuted import DRAFTED

IN_OTHERS = {
    "es": "El tráfico aéreo está cerrado y nadie puede viajar a la reunión.",
    "pt": "O tráfego aéreo está encerrado e ninguém pode viajar para a reunião.",
}


def departures(meeting: Meeting, at: object) -> list[Piece]:
    """The paragraphs on departures of a first draft, without the heading."""
    pieces = draft_content.drafted(meeting, at)  # type: ignore[arg-type]
    return [one for one in pieces if one.key.startswith("departures-")][1:]


def test_cb_38_a_declaration_of_both_stands_among_the_departures_with_its_reason(db: None) -> None:
    forum = extraordinary.forum()
    extraordinary.converted(forum)
    extraordinary.with_agenda(forum)
    meeting = extraordinary.opened(forum)
    closed = extraordinary.CLOSES + timedelta(hours=1)
    Meeting.objects.filter(pk=meeting.pk).update(closed_at=extraordinary.CLOSES)

    found = departures(extraordinary.meeting(forum), closed)

    assert {one.words["en"] for one in found if "II.2.meetings.a.1" in one.words["en"]} == {
        f"Exception to clause II.2.meetings.a.1, agreed by both Parties on Wednesday 12 May 2027, 12:00 (Vilnius): “{as_quoted(extraordinary.REASON)}”."
    }
    assert "departures-none" not in {one.key for one in found}


def test_cb_38_where_nothing_was_departed_from_the_record_says_so(over: Meeting) -> None:
    assert [one.key for one in departures(over, DRAFTED)] == ["departures-none"]


def test_cb_38_a_signed_departure_stands_there_once(over: Meeting) -> None:
    act = signing.departure(over.forum, rule="A.8", target=("meeting", over.slug), at=DRAFTED)
    signing.both_sign(over.forum, act, DRAFTED)

    (one,) = departures(over, DRAFTED + timedelta(minutes=1))

    assert "A.8" in one.words["en"] and as_quoted(signing.REASON) in one.words["pt"]


def test_a_reason_in_one_language_is_quoted_with_its_language_in_the_others(over: Meeting) -> None:
    act = signing.departure(over.forum, rule="A.8", target=("meeting", over.slug), at=DRAFTED)
    signing.both_sign(over.forum, act, DRAFTED)

    (one,) = departures(over, DRAFTED + timedelta(minutes=1))

    assert one.words["en"].endswith(f"“{as_quoted(signing.REASON)}”.")
    assert one.words["es"].endswith(f"«{as_quoted(signing.REASON)}» (en inglés).")
    assert one.words["pt"].endswith(f"«{as_quoted(signing.REASON)}» (em inglês).")


def test_a_reason_signed_in_several_languages_is_quoted_in_that_of_the_record(
    over: Meeting,
) -> None:
    reasons = {
        "es": "El texto se adoptó antes de la hora, con el acuerdo de los dos copresidentes.",
        "pt": "O texto foi adotado antes da hora, com o acordo dos dois copresidentes.",
    }
    act = signing.departure(
        over.forum, rule="A.8", target=("meeting", over.slug), at=DRAFTED, reasons=reasons
    )
    signing.both_sign(over.forum, act, DRAFTED)

    (one,) = departures(over, DRAFTED + timedelta(minutes=1))

    assert one.words["en"].endswith(f"“{as_quoted(signing.REASON)}”.")
    assert all(one.words[code].endswith(f"«{as_quoted(said)}».") for code, said in reasons.items())


def test_a_declaration_is_quoted_in_each_language_in_which_both_signed_its_reason(
    db: None,
) -> None:
    """CB-38, issue 18: as with an exception that both signed, so with a joint fact that has its effect."""
    forum = extraordinary.forum()
    extraordinary.converted(forum, reasons=IN_OTHERS)
    extraordinary.with_agenda(forum)
    meeting = extraordinary.opened(forum)
    closed = extraordinary.CLOSES + timedelta(hours=1)
    Meeting.objects.filter(pk=meeting.pk).update(closed_at=extraordinary.CLOSES)

    found = departures(extraordinary.meeting(forum), closed)

    (one,) = [each for each in found if "II.2.meetings.a.1" in each.words["en"]]
    assert one.words["en"].endswith(f"“{as_quoted(extraordinary.REASON)}”.")
    assert all(
        one.words[code].endswith(f"«{as_quoted(said)}».") for code, said in IN_OTHERS.items()
    )


@pytest.mark.parametrize(
    ("said", "quoted"),
    [
        ("The hall is closed.", "The hall is closed"),
        ("Is it closed? ", "Is it closed?"),
        ("It may be closed...", "It may be closed..."),
    ],
)
def test_of_quoted_words_the_full_stop_alone_is_left_out(said: str, quoted: str) -> None:
    assert as_quoted(said) == quoted
