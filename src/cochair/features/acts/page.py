"""What the page of a joint act shows: the very words, what follows, what was checked, the bar."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as __

from cochair.features.acts import queries
from cochair.features.acts.kinds import DAY, FINGERPRINT, Caution, Line, Reader, kind_of
from cochair.features.acts.models import JointAct
from cochair.features.acts.presenters import Shown
from cochair.features.acts.shapes import Follow, Row, Shape, Whole
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.queries import Roster
from cochair.features.reading.sheet import NO_TABS, Sheet, Tabs, Wish, sheet, tabs_of
from cochair.procedure.consent import ConsentState
from cochair.web.formats import listed
from cochair.web.localize import language_now

# How long after it took effect the page of an act still says so at its foot to who signed.
JUST_NOW = timedelta(hours=24)
SHOWN_TEXTS = frozenset({*queries.OPEN, ConsentState.EFFECTIVE.value})
# Lists of more members than this are folded.
LONG = 12


@dataclass(frozen=True, slots=True)
class Group:
    """What a list says under one label."""

    label: str | Mapping[str, str]
    values: tuple[object, ...]

    @property
    def is_long(self) -> bool:
        """Whether there are more members than a reader takes in at once: they are folded."""
        return not isinstance(self.values, Whole) and len(self.values) > LONG


@dataclass(frozen=True, slots=True)
class Bound:
    """Exactly what an act binds, by its shape; `prints` are the fingerprints of it."""

    day: object
    facts: tuple[Line, ...]
    groups: tuple[Group, ...]
    rows: tuple[Row, ...]
    text: Sheet | None
    tabs: Tabs
    prints: tuple[object, ...]
    cautions: tuple[Caution, ...]
    follows: tuple[Follow, ...]
    until: datetime | None

    @property
    def changed(self) -> int:
        """How many paragraphs or items say something else than before."""
        if self.text is not None:
            return len(self.text.changed)
        return sum(row.is_changed for row in self.rows)


@dataclass(frozen=True, slots=True)
class Bar:
    """The foot of the page: what is so, what one's signature does now, and what one may do.

    `state` is a domain word for the sheet of styles; `more` are other acts for one's signature.
    `room` is where whoever has signed goes on, of an act of a sitting.
    """

    state: str
    says: str
    effect: str
    signs: bool
    declines: bool
    withdraws: bool
    more: tuple[Shown, ...] = ()
    instead: JointAct | None = None
    room: str = ""

    @property
    def is_there(self) -> bool:
        """Whether the page has a foot: an act that is over has none."""
        return bool(self.says or self.signs)

    @property
    def is_done(self) -> bool:
        """Whether the reader has signed and nothing else waits for that signature."""
        return self.state == "done" and not self.more


def bound(act: JointAct, hat: ActingOffice, at: datetime, asked: Wish) -> Bound:
    """What an act binds, for one reader at an instant (aware UTC)."""
    kind, reader, language = kind_of(act), Reader(hat, at), language_now()
    lines = kind.describe(act, reader)
    facts = tuple(line for line in lines if line[0] not in (FINGERPRINT, DAY))
    is_open = act.state in queries.OPEN
    texts = kind.texts(act) if act.state in SHOWN_TEXTS else {}
    older = kind.before(act) if is_open and texts else {}
    rows = kind.rows(act, reader)
    codes = tuple(dict.fromkeys(code for row in rows for code in row.title))
    is_list = kind.shape is Shape.LIST
    return Bound(
        day=next((said for label, said in lines if label == DAY), None),
        facts=() if is_list else facts,
        groups=_groups(facts) if is_list else (),
        rows=rows,
        text=sheet(texts, asked, own=language, before=older) if texts else None,
        tabs=tabs_of(codes, asked, own=language) if codes else NO_TABS,
        prints=(*(said for label, said in lines if label == FINGERPRINT), act.digest),
        cautions=kind.cautions(act, at) if is_open else (),
        follows=kind.follows(act, at) if is_open else (),
        until=kind.until(act, at) if is_open else None,
    )


def bar(
    shown: Shown,
    roster: Roster,
    hat: ActingOffice,
    at: datetime,
    *,
    more: Sequence[Shown] = (),
    instead: JointAct | None = None,
) -> Bar:
    """What stands at the foot of the page of an act, for one reader at an instant (aware UTC)."""
    act = shown.act
    signed = {key.party.code for key in act.keys.all()}
    says, effect, state = "", "", "open"
    if shown.mine_to_turn:
        effect = _effect(roster, signed, hat)
    elif shown.is_open and shown.mine_to_decline:
        says = __("It cannot be signed now: the checks show the reason.")
    elif shown.is_open and hat.may(Power.SIGN):
        says, effect, state = __("You have signed."), _missing(roster, signed), "done"
    elif shown.is_open:
        says, effect = __("For signature by both co-presidencies."), _missing(roster, signed)
    elif act.effective_at is not None and hat.may(Power.SIGN) and hat.party in signed:
        if at - act.effective_at < JUST_NOW:
            says, state = __("You have signed. The act is in effect."), "done"
            effect = _left(len(more))
    elif shown.superseded_by is not None:
        says, state = (
            __("Another act on the same matter took effect: every signature on this one is void."),
            "void",
        )
    elif act.state == ConsentState.VOID:
        says, state = (
            __("The content of the act has changed: every signature on it is void."),
            "void",
        )
    return Bar(
        state,
        says,
        effect,
        signs=shown.mine_to_turn,
        declines=shown.mine_to_decline,
        withdraws=shown.mine_to_withdraw,
        more=tuple(more) if says else (),
        instead=instead if state == "void" else None,
        room=kind_of(act).room(act) if state == "done" else "",
    )


def _groups(lines: Sequence[Line]) -> tuple[Group, ...]:
    """Lines by their labels, each once; a value that is a list gives its members, and one that says
    something of one thing stays by itself."""
    found: list[Group] = []
    for label, said in lines:
        if isinstance(said, Whole):
            found.append(Group(label, said))
            continue
        values = said if isinstance(said, tuple) else (said,)
        last = found[-1] if found else None
        if last is None or last.label != label or isinstance(last.values, Whole):
            found.append(Group(label, values))
        else:
            found[-1] = Group(label, (*last.values, *values))
    return tuple(found)


def _names(roster: Roster, codes: Sequence[str]) -> str:
    language = language_now()
    names = [party.short[language] for party in roster.in_order(language) if party.code in codes]
    return listed(names, language)


def _effect(roster: Roster, signed: set[str], hat: ActingOffice) -> str:
    missing = [code for code in roster.party_codes if code not in signed]
    if set(missing) - {hat.party}:
        return __(
            "Not signed yet: {parties}. The act takes effect when both co-presidencies have signed the same words."
        ).format(parties=_names(roster, missing))
    return __("Signed: {parties}. With your signature the act takes effect at once.").format(
        parties=_names(roster, sorted(signed))
    )


def _missing(roster: Roster, signed: set[str]) -> str:
    missing = [code for code in roster.party_codes if code not in signed]
    return __("Not signed yet: {parties}.").format(parties=_names(roster, missing))


def _left(count: int) -> str:
    return __("Nothing more waits for your signature.") if not count else ""
