"""The joint acts that change what a meeting is: what each binds, and what the last key does."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from cochair.features.acts.kinds import Guard, Kind, Line, Reader, no_caution, register
from cochair.features.acts.models import JointAct
from cochair.features.meetings import ends, hours
from cochair.features.meetings.actions import step_refusals
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.features.planner import warnings
from cochair.features.sessions import effects, virtual_contacts
from cochair.features.sessions.changes import (
    CONTACT,
    CONVERSION,
    EXTRAORDINARY,
    MEETING,
    POSTPONEMENT,
    slug_taken,
)
from cochair.procedure.refusal import Refusal, Sentence, _
from cochair.web import code_labels, formats

FORMATS = {"in_person": _("in person"), "hybrid": _("hybrid"), "virtual": _("virtual")}
NEW = frozenset({CONTACT, EXTRAORDINARY, MEETING})
SESSIONS = {
    "plenary": _("plenary"),
    "working_lunch": _("working lunch"),
    "restricted": _("restricted session"),
    "co_chairs": _("co-chairs only"),
}


def register_all() -> None:
    """Make the kinds of this part known; called once, when the app is ready."""
    code_labels.register_labels({**SESSIONS, **virtual_contacts.CIRCUMSTANCES})
    _register(
        POSTPONEMENT,
        _("Postponement of a meeting"),
        lambda act: Sentence(
            _(
                "The date is removed and the meeting becomes a planned meeting again. Its "
                "previous date stays in its history."
            )
        ),
        effects.postponed,
        "meeting.postponed",
        _postponement,
        _still_open,
    )
    _register(
        CONVERSION,
        _("Meeting converted into a virtual contact"),
        _conversion_effect,
        effects.converted,
        "meeting.converted",
        _conversion,
        _still_open,
    )
    _register(
        CONTACT,
        _("Virtual contact outside the planned meetings"),
        lambda act: _fixed(
            act,
            _(
                "The virtual contact is fixed for {day}. It does not count as a planned "
                "meeting of the cycle."
            ),
            _("The virtual contact is fixed for {day}. It does not count for any interval."),
        ),
        effects.created,
        "contact.created",
        _creation,
        slug_taken,
    )
    _register(
        EXTRAORDINARY,
        _("Extraordinary meeting"),
        lambda act: _fixed(
            act,
            _(
                "The extraordinary meeting is fixed for {day}. It counts neither as a "
                "planned meeting nor for any interval."
            ),
            _("The extraordinary meeting is fixed for {day}. It does not count for any interval."),
        ),
        effects.created,
        "extraordinary.created",
        _creation,
        slug_taken,
    )
    _register(
        MEETING,
        _("New meeting"),
        lambda act: Sentence(
            _(
                "The meeting is fixed for {day}. Every deadline that depends on this date "
                "starts to run."
            ),
            {"day": date.fromisoformat(act.body["first_day"])},
        ),
        effects.created,
        "meeting.created",
        _creation,
        slug_taken,
    )


def _fixed(act: JointAct, of_slots: str, without: str) -> Sentence:
    """What an act does, in a forum whose cycles have slots, and in one whose have none."""
    message = of_slots if parties.book(act.forum).has_slots else without
    return Sentence(message, {"day": date.fromisoformat(act.body["first_day"])})


def _register(
    code: str,
    name: str,
    effect: Callable[[JointAct], Sentence],
    take_effect: Callable[[JointAct, datetime], None],
    entry: str,
    describe: Callable[[JointAct, Reader], tuple[Line, ...]],
    guard: Guard,
) -> None:
    register(
        Kind(
            code=code,
            name=name,
            effect=effect,
            take_effect=take_effect,
            entry=entry,
            over=ends.at_creation if code in NEW else ends.at_opening,
            bound=_bound,
            guard=guard,
            describe=describe,
            cautions=warnings.of_new_act if code in NEW else no_caution,
            until=ends.start,
        )
    )


def _bound(act: JointAct) -> Mapping[str, object]:
    """The day that the meeting has, what it is and how far it has come; nothing of a new one."""
    meeting = Meeting.objects.filter(forum=act.forum, slug=act.subject_id).first()
    if meeting is None or act.kind in NEW:
        return {}
    latest = meeting.schedules.last()
    steps = ("confirmed_at", "opened_at", "closed_at", "completed_at", "cancelled_at")
    return {
        "latest": str(latest.pk) if latest else "",
        "kind": meeting.kind,
        "steps": [step for step in steps if getattr(meeting, step) is not None],
    }


def _still_open(act: JointAct, at: datetime) -> tuple[Refusal | None, ...]:
    meeting = Meeting.objects.get(forum=act.forum, slug=act.subject_id)
    return step_refusals(meeting, act.kind, at)


def _conversion_effect(act: JointAct) -> Sentence:
    if act.body["counts"]:
        return Sentence(
            _(
                "The meeting becomes a virtual contact on the same days and counts as the "
                "planned meeting."
            )
        )
    return Sentence(
        _(
            "The meeting becomes a virtual contact on the same days. It no longer counts "
            "as the planned meeting, which must be planned again."
        )
    )


def _postponement(act: JointAct, reader: Reader) -> tuple[Line, ...]:
    month = act.body["month"]
    return (
        (_("New date"), _("not fixed")),
        *(((_("Expected month"), date.fromisoformat(month)),) if month else ()),
    )


def _conversion(act: JointAct, reader: Reader) -> tuple[Line, ...]:
    return (
        (_("Circumstances"), virtual_contacts.word(act.body["circumstance"])),
        (_("Format"), FORMATS["virtual"]),
        (_("Counts as the planned meeting"), bool(act.body["counts"])),
    )


def _creation(act: JointAct, reader: Reader) -> tuple[Line, ...]:
    book = parties.book(act.forum)
    body = act.body
    place = book.places.get(body["place"])
    circumstance = body.get("circumstance")
    return (
        (_("Type of meeting"), book.configurations[body["configuration"]].title),
        (_("First day"), date.fromisoformat(body["first_day"])),
        (_("Last day"), date.fromisoformat(body["last_day"])),
        *hours.lines(body),
        *(((_("Place"), place.city),) if place else ()),
        (_("Format"), FORMATS[body["format"]]),
        (_("Time zone"), formats.place_in_all(body["zone"])),
        *(((_("Circumstances"), virtual_contacts.word(circumstance)),) if circumstance else ()),
    )
