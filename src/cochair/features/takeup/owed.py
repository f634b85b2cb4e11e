"""What an earlier meeting left to be done and is still in force: action points and commitments.

Both are attested with the meetings, count from the day of theirs, and are then followed like any other.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max

from cochair.features.acts.models import JointAct
from cochair.features.commitments.models import Commitment, Instrument
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.records.models import ActionPoint
from cochair.features.takeup.models import Line
from cochair.features.takeup.sources import unnamed
from cochair.journal.actions import record
from cochair.procedure.alphabets import unprinted
from cochair.procedure.reason import has_words
from cochair.procedure.refusal import Refusal, _

OWED = "owed-"
POINT, COMMITMENT = "action_point", "commitment"
WHATS = {POINT: _("Action point"), COMMITMENT: _("Commitment in force")}
CLAUSE = "practice"
LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Owed:
    """An action point or a commitment: the meeting it comes from (its line), words in one language, the
    code of its owner, the civil day on which a point is due, and the area of a commitment."""

    what: str
    meeting: str
    text: str
    language: str
    owner: str = ""
    due: date | None = None
    area: str = ""

    def body(self) -> dict[str, Any]:
        """As it is stored, and as both sign it."""
        return {
            "what": self.what,
            "meeting": self.meeting,
            "text": self.text,
            "language": self.language,
            "owner": self.owner,
            "due": self.due.isoformat() if self.due else None,
            "area": self.area,
        }


def owed_of(body: Mapping[str, Any]) -> Owed:
    """What a stored line says."""
    due = date.fromisoformat(body["due"]) if body.get("due") else None
    return Owed(**{**body, "due": due})


def against(
    forum: Forum, owed: Owed, source: str, held: Mapping[str, bool], at: datetime
) -> Iterator[Refusal | None]:
    """What stands against a point or commitment at an instant (aware UTC); `held` are the meetings of
    which it is known that they were held, each with whether it adopted a text."""
    roster, book = parties.roster(forum), parties.book(forum, at)
    facts = {"text": owed.text[:60] or "?"}
    if owed.what not in WHATS:
        yield Refusal(CLAUSE, _("Choose an action point or a commitment."))
    if not has_words(owed.text) or len(owed.text) > LONGEST:
        yield Refusal(CLAUSE, _("Say in words what is to be done, in at most 2,000 characters."))
    yield unprinted(owed.text, source)
    yield unnamed(source, Refusal(CLAUSE, _("“{text}”: name the source."), facts))
    if owed.meeting not in held:
        said = _("“{text}”: choose a meeting that was held, or say in this list that it was.")
        yield Refusal(CLAUSE, said, facts)
    elif owed.what == COMMITMENT and not held[owed.meeting]:
        yield Refusal(
            CLAUSE, _("“{text}”: its meeting has no adopted text. Enter that first."), facts
        )
    if owed.what == POINT:
        yield _cycle_open(forum, owed, facts)
    if owed.owner and owed.owner not in roster.names():
        yield Refusal(CLAUSE, _("“{text}”: choose who is to do it."), facts)
    if owed.what == POINT and not (owed.owner and owed.due):
        yield Refusal(CLAUSE, _("“{text}”: an action point has an owner and a day."), facts)
    if owed.area and owed.area not in dict(book.taxonomy):
        yield Refusal(
            CLAUSE, _("“{text}”: there is no area called “{code}”."), {**facts, "code": owed.area}
        )


def noted_already(forum: Forum, said: Mapping[str, Owed]) -> Iterator[tuple[str, Refusal]]:
    """What stands against points and commitments, each with its line, that are noted once more: with the
    words, meeting, owner and day of another line, or of what both attested."""
    seen = set(_standing(forum, {one.meeting for one in said.values()}))
    for name in sorted(said):
        one = said[name]
        key = (one.what, one.meeting, one.text.strip())
        if key in seen:
            facts = {"text": one.text[:60]}
            yield name, Refusal(CLAUSE, _("“{text}”: it is noted already."), facts)
        seen.add(key)


def _standing(forum: Forum, meetings: set[str]) -> Iterator[tuple[str, str, str]]:
    points = ActionPoint.objects.filter(meeting__forum=forum, meeting__slug__in=meetings)
    for slug, words in points.values_list("meeting__slug", "text"):
        yield from ((POINT, slug, one.strip()) for one in words.values())
    rows = Commitment.objects.filter(
        instrument__forum=forum, instrument__meeting_slug__in=meetings
    ).values_list("instrument__meeting_slug", "text")
    for slug, words in rows:
        yield from ((COMMITMENT, slug, one.strip()) for one in words.values())


def left_by(forum: Forum, meeting: str) -> bool:
    """Whether a meeting, by its slug, left a point or a commitment by an act of both: not what sources
    alone say."""
    points = ActionPoint.objects.filter(meeting__forum=forum, meeting__slug=meeting)
    texts = Commitment.objects.filter(
        instrument__forum=forum, instrument__meeting_slug=meeting, act__isnull=False
    )
    return points.exists() or texts.exists()


def _cycle_open(forum: Forum, owed: Owed, facts: Mapping[str, object]) -> Refusal | None:
    """Nobody could do a point of a closed cycle: it is noted with a meeting that came later."""
    rows = Meeting.objects.filter(forum=forum, slug=owed.meeting, cycle__closed_at__isnull=False)
    number = rows.values_list("cycle__number", flat=True).first()
    if number is None:
        return None
    said = _("“{text}”: cycle {number} is closed. Choose a meeting of a cycle that is not.")
    return Refusal(CLAUSE, said, {**facts, "number": number})


def held_meetings(forum: Forum, said: Mapping[str, Mapping[str, Any]]) -> dict[str, bool]:
    """The meetings that were held, with whether each adopted a text: those that are known, and what the
    lines of a list say (bodies of held meetings, by name)."""
    rows = Meeting.objects.filter(forum=forum, opened_at__isnull=False).values_list(
        "slug", flat=True
    )
    texts = Instrument.objects.filter(forum=forum).values_list("meeting_slug", flat=True)
    found = {slug: slug in set(texts) for slug in rows}
    for name, body in said.items():
        found[name] = found.get(name, False) or any(one.get("title") for one in body["texts"])
    return found


def attest(line: Line, made: Mapping[str, Meeting], act: JointAct, at: datetime) -> None:
    """Write a point or commitment that both have signed; `made` are the meetings of the list by line."""
    owed, forum = owed_of(line.body), line.take_up.forum
    meeting = made.get(owed.meeting) or Meeting.objects.get(forum=forum, slug=owed.meeting)
    about = (
        _point(line, owed, meeting) if owed.what == POINT else _commitment(line, owed, meeting, act)
    )
    facts = {"act": act.number, "meeting": meeting.slug}
    record(forum.slug, verb=f"{owed.what}.attested", about=about, by=None, at=at, facts=facts)


def _point(line: Line, owed: Owed, meeting: Meeting) -> tuple[str, str]:
    assert owed.due and meeting.opened_at and line.office_id
    last = ActionPoint.objects.filter(meeting=meeting).aggregate(n=Max("number"))["n"] or 0
    row = ActionPoint.objects.create(
        meeting=meeting,
        number=last + 1,
        text={owed.language: owed.text},
        language=owed.language,
        owner=owed.owner,
        due=owed.due,
        # Noted when the meeting was over, and not today.
        at=meeting.closed_at or meeting.opened_at,
        by_id=line.office_id,
    )
    return "action-point", f"{meeting.slug}:{row.number}"


def _commitment(line: Line, owed: Owed, meeting: Meeting, act: JointAct) -> tuple[str, str]:
    instrument = Instrument.objects.filter(forum=meeting.forum, meeting_slug=meeting.slug).first()
    assert instrument is not None
    number = Commitment.objects.filter(instrument=instrument).count() + 1
    while Commitment.objects.filter(
        instrument__forum=meeting.forum, slug=(slug := f"{instrument.slug}-{number}")
    ).exists():
        number += 1
    Commitment.objects.create(
        instrument=instrument,
        slug=slug,
        text={owed.language: owed.text},
        areas=[owed.area] if owed.area else [],
        owners=[owed.owner] if owed.owner else [],
        source=[line.source],
        confidence="attested",
        act=act,
    )
    return "commitment", slug
