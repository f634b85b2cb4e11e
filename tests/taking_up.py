"""What both secretariats say of the time before, in the small forum: for stories and properties.

Sources say that the first Council was held, and that the Experts were announced for October 2030.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from cochair.features.acts.models import JointAct
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.features.takeup import actions, lines, world
from cochair.features.takeup.actions import Typed
from cochair.features.takeup.acts import ATTESTATION
from cochair.features.takeup.lines import Answer, Offer, Said
from cochair.features.takeup.models import TakeUp
from cochair.features.takeup.owed import POINT, Owed
from signing import both_sign, secretariat
from world import NOW

COUNCIL_1, EXPERTS_1 = "league-concert-council-1", "league-concert-experts-1"
FILE = "File of the secretariat, 14/30"
DUE = date(2031, 6, 30)
POINT_OF_EXPERTS = Owed(POINT, EXPERTS_1, "Send the list of ports", "en", "XN", DUE)
TEXT = {"title": {"en": "First joint statement"}, "reference": "LC 1/30", "kind": "joint_statement"}


def offered(forum: Forum, name: str, at: datetime = NOW) -> Offer:
    """What sources say of one meeting."""
    return next(one for one in lines.offers(forum, at) if one.name == name)


def held(
    forum: Forum,
    name: str = EXPERTS_1,
    first: str = "2030-10-09",
    last: str = "2030-10-10",
    at: datetime = NOW,
) -> Typed:
    """That a meeting was held on days that no source gives."""
    said = replace(
        offered(forum, name, at).told,
        first=date.fromisoformat(first),
        last=date.fromisoformat(last),
        place="norhaven",
        format="in_person",
    )
    return Typed(Answer.CORRECTED, said, FILE)


def confirmed(forum: Forum, name: str = COUNCIL_1) -> Typed:
    """That a meeting was held as sources say."""
    return Typed(Answer.CONFIRMED, offered(forum, name).told, "gazette of Sudria")


def with_text(forum: Forum, text: Mapping[str, object], name: str = COUNCIL_1) -> Typed:
    """That a meeting was held as sources say, and adopted a text."""
    good = confirmed(forum, name)
    return replace(good, answer=Answer.CORRECTED, said=replace(good.said, texts=(text,)))


def not_held(forum: Forum, name: str = EXPERTS_1, at: datetime = NOW) -> Typed:
    """That a meeting did not take place."""
    return Typed(Answer.NOT_HELD, offered(forum, name, at).told, FILE)


def added(first: str, kind: str = lines.CONTACT) -> Typed:
    """A contact, or a meeting, that no source names."""
    day = date.fromisoformat(first)
    said = Said("experts", kind=kind, first=day, last=day, format="virtual")
    return Typed(Answer.CORRECTED, said, FILE)


def as_it_stands(forum: Forum, name: str, source: str = FILE, seen: str = "") -> Typed:
    """That a fact of the world is as it is known."""
    one = next(one for one in world.offers(forum, NOW) if one.name == name)
    return Typed(Answer.CONFIRMED, one, source, seen)


def owes(owed: Owed, source: str = FILE) -> Typed:
    """A point or commitment as a secretariat enters it."""
    return Typed(Answer.CORRECTED, owed, source)


def prepared(forum: Forum, at: datetime = NOW, **typed: Typed) -> TakeUp:
    """A list in which the secretariat of the League wrote some lines, by their names with `_`."""
    named = {name.replace("_", "-"): one for name, one in typed.items()}
    return actions.prepare(forum, named, by=secretariat(forum, at), at=at)


def sent(take_up: TakeUp, at: datetime = NOW) -> JointAct:
    """A list that waits for signatures."""
    return ATTESTATION.propose(take_up, None, by=secretariat(take_up.forum, at), at=at)


def attested(forum: Forum, at: datetime = NOW, **typed: Typed) -> JointAct:
    """Lines that both co-presidencies have signed."""
    return both_sign(forum, sent(prepared(forum, at, **typed), at), at)


def row(name: str) -> Meeting:
    """A meeting as it stands."""
    return Meeting.objects.get(slug=name)
