"""Reads of what is taken up: the open list, those that both attested, and whether there is need of one."""

from collections.abc import Mapping
from datetime import datetime

from cochair.features.acts import queries as acts
from cochair.features.acts.models import JointAct
from cochair.features.cycles.models import Cycle
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.features.takeup.lines import HELD, Answer
from cochair.features.takeup.models import Line, TakeUp
from cochair.features.takeup.world import WORLD, as_text
from cochair.procedure.calendar import civil_day
from cochair.web.numbers import whole

ATTEST = "takeup.attest"
SUBJECT = "take-up"


def current(forum: Forum) -> TakeUp | None:
    """The list that is open, or None."""
    rows = TakeUp.objects.filter(forum=forum, attested_at=None, set_aside_at=None)
    return rows.select_related("forum").first()


def of_name(forum: Forum, name: str) -> TakeUp | None:
    """The list that an entry of the journal names."""
    rows = TakeUp.objects.filter(forum=forum).select_related("forum")
    return rows.filter(number=whole(name) or 0).first()


def attested(forum: Forum) -> tuple[TakeUp, ...]:
    """The lists that both attested, the oldest first."""
    rows = TakeUp.objects.filter(forum=forum, attested_at__isnull=False)
    return tuple(rows.select_related("act").order_by("attested_at", "number"))


def facts_attested(forum: Forum) -> Mapping[tuple[str, str], datetime]:
    """When both attested facts of the world, by the name of each and how it stood (as text)."""
    rows = Line.objects.filter(take_up__forum=forum, take_up__attested_at__isnull=False)
    rows = rows.filter(name__startswith=WORLD).exclude(answer=Answer.OPEN.value)
    found = rows.order_by("take_up__number").values_list("name", "body", "take_up__attested_at")
    return {(name, as_text(body["stands"])): at for name, body, at in found if at is not None}


def lines(take_up: TakeUp | None) -> Mapping[str, Line]:
    """What is said in a list, by the name of the line."""
    if take_up is None:
        return {}
    rows = Line.objects.filter(take_up=take_up).select_related("changed_by", "party")
    return {row.name: row for row in rows}


def told(forum: Forum) -> frozenset[str]:
    """The meetings, by slug, of which the open list says what became of them."""
    rows = Line.objects.filter(
        take_up__forum=forum, take_up__attested_at=None, take_up__set_aside_at=None
    )
    return frozenset(rows.exclude(answer=Answer.OPEN.value).values_list("name", flat=True))


def answered(take_up: TakeUp) -> tuple[Line, ...]:
    """The lines that say something, in the order in which the meetings were held."""
    rows = Line.objects.filter(take_up=take_up).exclude(answer=Answer.OPEN.value)
    found = rows.select_related("party", "take_up__forum", "office")
    return tuple(
        sorted(found, key=lambda row: (_order(row), row.body.get("first") or "", row.name))
    )


def _order(row: Line) -> int:
    """The world first, then the meetings, then what they left to be done."""
    return 0 if "world" in row.body else 2 if "what" in row.body else 1


def waits(take_up: TakeUp) -> bool:
    """Whether the list waits for signatures."""
    found = acts.open_acts(take_up.forum).filter(kind=ATTEST, subject_id=str(take_up.number))
    return bool(found.exists())


def is_needed(forum: Forum, at: datetime) -> bool:
    """Whether a forum came here in the middle of a cycle: sources name a meeting of the cycle that
    runs and do not say that it was held, and of one nobody has said what became of it.

    Not once both attested something, or a list was set aside; also once both fixed a day of that
    meeting here, as what was before stays untold.
    """
    ended = TakeUp.objects.filter(forum=forum).exclude(attested_at=None, set_aside_at=None)
    if ended.exists():
        return False
    today = civil_day(at, forum.zone)
    running = Cycle.objects.filter(forum=forum, start__lte=today, end__gte=today)
    running = running.filter(closed_at=None, abandoned_at=None)
    rows = Meeting.objects.filter(forum=forum, imported=True)
    came = rows.filter(cycle__in=running).exclude(reported=HELD)
    untold = rows.filter(confirmed_at=None, cancelled_at=None, shut_at=None)
    return came.exists() and untold.exists()


def waiting_act(take_up: TakeUp) -> JointAct | None:
    """The act that waits for signatures on a list, or None."""
    found = acts.open_acts(take_up.forum).filter(kind=ATTEST, subject_id=str(take_up.number))
    return found.first()
