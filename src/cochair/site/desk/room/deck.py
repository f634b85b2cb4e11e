"""The foot of the room in the reader's words, and what stands above the button that it does."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as __

from cochair.features.documents import queries as documents
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Party
from cochair.features.room import labels
from cochair.features.sessions import closure, steps
from cochair.features.sessions.impact_preview import Difference
from cochair.procedure import consensus as core
from cochair.procedure.refusal import Refusal, Sentence, _
from cochair.site.desk.room import button, situation
from cochair.site.desk.room.shape import Deck, Help, Side, Text, Verb
from cochair.site.desk.room.situation import Situation
from cochair.site.desk.room.snapshot import Room, RoomCache
from cochair.web.formats import time_of
from cochair.web.localize import Names, in_all, language_now, say

ICONS = {"agreed": "check", "waiting": "wait", "void": "void", "here": "working"}
OPENS, CLOSES = "open", "close"
_CLOSING: RoomCache["Closing"] = RoomCache(8)


@dataclass(frozen=True, slots=True)
class Half:
    """One half of the deck: a Party, who presides for it, and how its signature stands."""

    party: Party
    name: str
    key: str
    icon: str
    words: str


@dataclass(frozen=True, slots=True)
class Shown:
    """The foot of the room: `fields` are what its form carries, `link` where it leads without one.

    `says_at` and `effect_at` are where the paragraph is read that stands in the way, if one does.
    """

    says: str
    says_at: str
    effect: str
    effect_at: str
    clause: str
    label: str
    fields: tuple[tuple[str, str], ...]
    link: str
    is_offered: bool
    is_joint: bool
    asks: bool
    sides: tuple[Half, ...]
    helps: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Conclusion:
    """The conclusion of an item as it is proposed: its kind, and its words by language, the
    reader's own first."""

    kind: str
    words: tuple[tuple[str, str], ...]

    @property
    def own(self) -> tuple[tuple[str, str], ...]:
        """The reader's own language."""
        return self.words[:1]

    @property
    def others(self) -> tuple[tuple[str, str], ...]:
        """The other languages of the forum."""
        return self.words[1:]


@dataclass(frozen=True, slots=True)
class Closing:
    """What is looked at before a meeting closes: what it achieved is beside it."""

    asked: tuple[closure.Asked, ...]
    differences: tuple[Difference, ...] | None


def of(room: Room, known: Situation, at: datetime) -> Shown:
    """The foot of the room for a reader."""
    deck = button.deck(known.facts)
    names = {**room.roster.names(), **situation.holders(room, at)}
    one, effect = deck.button, deck.effect
    follows = one is not None and one.verb is Verb.FOLLOW
    return Shown(
        says=_say(deck.says, names, room),
        says_at=_objected(deck.says, known),
        effect=_say(effect, names, room) if effect else "",
        effect_at=_unsettled(effect, room, known),
        clause=effect.clause if isinstance(effect, Refusal) else "",
        label=_say(one.label, names, room) if one else "",
        fields=_fields(one.verb, one.fields) if one else (),
        link=_page(room.meeting) if follows else "",
        is_offered=one is not None and one.is_offered,
        is_joint=one is not None and one.is_joint,
        asks=deck.asks,
        sides=tuple(_half(room, each, names) for each in deck.sides),
        helps=tuple(_help(room, each, names) for each in deck.helps),
        links=_links(room, deck, known),
    )


def _objected(says: Sentence | Refusal, known: Situation) -> str:
    """Where the first paragraph to which somebody objects stands on the page of the room."""
    objection = known.facts.objection
    if objection is None or says.message not in button.OBJECTS:
        return ""
    return f"#p{objection.paragraphs[0]}"


def _unsettled(why: Sentence | Refusal | None, room: Room, known: Situation) -> str:
    """Where the paragraph is negotiated that keeps the text from being submitted."""
    put = known.chosen.put if known.chosen is not None else None
    if put is None or put.text is None:
        return ""
    where = (one.paragraph for one in put.obstacles if one.says == why and one.paragraph)
    address = reverse("texts:text", args=(room.meeting.forum.slug, put.document.slug))
    return next((f"{address}#par-{one}" for one in where), "")


def conclusion(room: Room, known: Situation) -> Conclusion | None:
    """The conclusion that the button would enter, or None where it does something else."""
    deck = button.deck(known.facts)
    item = room.floor.item
    if item is None or deck.button is None or deck.button.verb is not Verb.CONCLUDE:
        return None
    kind, said = _proposed(known)
    words = {**said, **item.words}
    own = language_now()
    codes = sorted(room.book.languages, key=lambda code: code != own)
    return Conclusion(kind, tuple((code, words.get(code, "")) for code in codes))


def closing(room: Room, known: Situation, at: datetime) -> Closing | None:
    """What both look at before the meeting closes, or None while it does not."""
    deck = button.deck(known.facts)
    if deck.button is None or deck.button.verb is not Verb.CLOSE:
        return None
    step = steps.BY_SLUG[CLOSES]
    meeting = room.meeting
    return _CLOSING.get(
        room,
        None,
        lambda: Closing(closure.at_closing(meeting, at), steps.differences(meeting, step, {}, at)),
    )


def _proposed(known: Situation) -> tuple[str, Mapping[str, str]]:
    decision = known.decision
    if decision is None or known.facts.text is Text.NONE:
        return "note", in_all(NOTED)
    if known.facts.text is Text.ADOPTED:
        words = documents.words_of(decision.row.document, decision.row.terms["revision"])
        return "", in_all(ADOPTED, **words)
    outcome = core.outcome(decision.decision)
    return "open", in_all(labels.OUTCOMES[outcome]) if outcome else {}


NOTED = _("The meeting discussed this item and took note of it.")
ADOPTED = _("Adopted by consensus: {title} ({symbol}).")


def spoken(said: Sentence, room: Room, at: datetime) -> str:
    """What was done, in the reader's words."""
    return _say(said, {**room.roster.names(), **situation.holders(room, at)}, room)


def _say(said: Sentence | Refusal, names: Names, room: Room) -> str:
    """A sentence with its hours alone: what is said here happens today."""
    if isinstance(said, Refusal):
        return say(said, names=names, zone=room.zone)
    language = language_now()
    facts = {
        name: time_of(fact, room.zone, language) if isinstance(fact, datetime) else fact
        for name, fact in said.facts.items()
    }
    return say(replace(said, facts=facts), names=names, zone=room.zone)


def _fields(verb: Verb, fields: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return (("verb", verb.value), *fields.items())


def _half(room: Room, side: Side, names: Names) -> Half:
    party = room.roster.party(side.party)
    name = say(Sentence("{party}", {"party": side.party}), names=names)
    return Half(party, name, side.key, ICONS[side.key], _say(side.says, names, room))


def _help(room: Room, one: Help, names: Names) -> tuple[str, tuple[tuple[str, str], ...]]:
    return _say(one.label, names, room), _fields(one.verb, one.fields)


def _links(room: Room, deck: Deck, known: Situation) -> tuple[tuple[str, str], ...]:
    """Pages that help where the button is not offered."""
    if deck.button is None or deck.button.is_offered or known.facts.own == "":
        return ()
    where = (room.meeting.forum.slug, room.meeting.slug)
    match deck.button.verb:
        case Verb.OPEN if known.act is None:
            return ((__("Open it with a reason"), reverse("meetings:step", args=(*where, OPENS))),)
        case Verb.SUBMIT if known.act is None:
            return ((__("Submit another text"), reverse("decisions:of-meeting", args=where)),)
        case Verb.DECLARE if known.decision is not None and known.act is None:
            number = known.decision.row.number
            address = reverse("decisions:in-room", args=(*where, number))
            return ((__("End the decision without consensus"), address),)
    return ()


def _page(meeting: Meeting) -> str:
    return reverse("desk:meeting", args=(meeting.forum.slug, meeting.slug))
