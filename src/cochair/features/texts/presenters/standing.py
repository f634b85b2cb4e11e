"""What stands between a text and its adoption, as a reader of one side may see it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from cochair.features.parties.offices import ActingOffice
from cochair.features.texts import party_private
from cochair.procedure.obstacle import Obstacle, Subject, Weight
from cochair.procedure.refusal import Refusal, _
from cochair.web import localize

HEADINGS = {
    Weight.STOPS: (_("Prevents adoption until it is settled"), "risk", "warn"),
    Weight.STOPS_UNLESS_BOTH: (
        _("Prevents adoption unless both Parties waive it, with a reason"),
        "due",
        "",
    ),
    Weight.SHOWN: (_("For information: does not block adoption"), "more", ""),
}
# More than that are told by their number, and shown when they are asked for.
FEW = 12
LANGUAGES = ("language", "other")


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that stands, with the place of the paragraph it hangs on, if it hangs on one."""

    says: Refusal
    paragraph: str

    @property
    def anchor(self) -> str:
        """Where its paragraph stands on the page of the text; empty for the whole."""
        return f"par-{self.paragraph}" if self.paragraph else ""


@dataclass(frozen=True, slots=True)
class Group:
    """Things of one weight."""

    heading: str
    shape: str
    tone: str
    things: tuple[Thing, ...]
    is_open: bool
    is_obstacle: bool


def seen_by(hat: ActingOffice, found: Iterable[Obstacle], *, is_opened: bool) -> list[Obstacle]:
    """What a reader sees: whether another Party has cleared is that Party's own matter, until a
    procedure is opened on the text (`is_opened`): from then on it is a fact of the procedure.

    Source: docs/decisions/0040-whether-a-party-cleared-is-told-once-a-procedure-opens.md.
    """
    own = hat.party if party_private.reads_clearances(hat) else ""
    return [
        one
        for one in found
        if is_opened or one.subject is not Subject.CLEARANCE or one.says.facts["party"] == own
    ]


def groups(hat: ActingOffice, found: Iterable[Obstacle], *, is_opened: bool) -> list[Group]:
    """The one list, the heaviest first; weights under which nothing stands are left out."""
    seen = seen_by(hat, found, is_opened=is_opened)
    made: list[Group] = []
    for weight, (heading, shape, tone) in HEADINGS.items():
        things = tuple(
            Thing(_named(one.says), one.paragraph) for one in seen if one.weight is weight
        )
        if things:
            is_open = not made and len(things) <= FEW
            made.append(Group(heading, shape, tone, things, is_open, weight is not Weight.SHOWN))
    return made


def _named(says: Refusal) -> Refusal:
    """A sentence with languages by their names, never by their codes."""
    facts = dict(says.facts)
    for name in LANGUAGES:
        if name in facts:
            facts[name] = localize.languages([str(facts[name])])[0]
    return replace(says, facts=facts)
