"""Where and in which form a meeting is held.

Source: domain A.5 and A.6 (AMB-05 to AMB-09); corrections.md section 1 ("Departures") and
section 2 ("venue").
"""

from datetime import datetime, timedelta

from cochair.procedure.checks.arguments import text, texts
from cochair.procedure.checks.registry import NOTICE, OPENED, Args, check
from cochair.procedure.dues import opening
from cochair.procedure.facts import Meeting
from cochair.procedure.presidency import Holding, HoldingKind
from cochair.procedure.refusal import Sentence, _
from cochair.procedure.result import Finding
from cochair.procedure.view import Case, View

HOST = "host:"
VIRTUAL = "virtual"
HYBRID = "hybrid"
IN_PERSON = "in_person"


@check(
    "venue_allowed",
    scopes=["meeting"],
    args={
        "places": "venue[]",
        "fixed": "place[]?",
        "presidency_at": "start|any_day|decided_at",
    },
    settles=NOTICE,
    reads=["severity.map.venue"],
)
def venue_allowed(view: View, case: Case, args: Args) -> Finding:
    """The place is a fixed one, or lies in the country that holds a presidency.

    Compared by the code of the place. At which moment a presidency counts is an option; no moment
    before the opening does, in the zone of the terms. A meeting without a place, fully virtual, has
    no venue to ask about.
    """
    meeting = case.meeting
    assert meeting is not None
    schedule = meeting.schedule
    if schedule is not None and schedule.format == VIRTUAL:
        said = Sentence(_("The meeting is virtual: it has no venue."))
        return Finding(None, absent=True, evidence=(meeting.id,), says=(said,))
    place = schedule.place if schedule else None
    known = case.book.places.get(place or "")
    country = (schedule.country if schedule else None) or (known.country if known else None)
    if place is None and country is None:
        return Finding(None, says=(Sentence(_("No venue is recorded.")),))
    wanted = texts(args["places"])
    at = view.settled_at(meeting, "place", "country")
    facts = {"place": place or country or ""}
    if place is not None and place in (*texts(args.get("fixed")), *wanted):
        said = Sentence(_("{place} is a fixed venue."), facts)
        return Finding(True, decided_at=at, evidence=(meeting.id,), says=(said,))
    hosts = [one.removeprefix(HOST) for one in wanted if one.startswith(HOST)]
    unsure = False
    for party in hosts:
        for holding in _holdings(view, meeting, party, text(args["presidency_at"])):
            if holding.holder is not None and holding.holder == country:
                said = Sentence(
                    _("{place} is in {member}, which holds the presidency of {party}."),
                    facts | {"member": holding.holder, "party": party},
                )
                return Finding(True, decided_at=at, evidence=(meeting.id,), says=(said,))
            unsure = unsure or _may_hold(holding, country)
    if unsure:
        said = Sentence(
            _("It is not established whether {place} is in a country that held a presidency."),
            facts,
        )
        return Finding(None, evidence=(meeting.id,), says=(said,))
    said = Sentence(
        _("{place} is not a fixed venue, and its country does not hold the presidency of {party}."),
        facts | {"party": tuple(hosts)},
    )
    return Finding(False, evidence=(meeting.id,), says=(said,), contrary=True)


@check(
    "format_is",
    scopes=["meeting"],
    args={"formats": "in_person|hybrid|virtual[]"},
    settles=OPENED,
    reads=["format.*.hybrid"],
    if_held=True,
)
def format_is(view: View, case: Case, args: Args) -> Finding:
    """The meeting has one of the formats.

    A declaration of extraordinary circumstances by both has the effect of a departure. An
    option may let hybrid pass as in person, or allow no departure for it at all. Entered in time
    for a clause that is due at the notice, a format counts only once people meet in it.
    """
    meeting = case.meeting
    assert meeting is not None
    schedule = meeting.schedule
    form = schedule.format if schedule else None
    if form is None:
        return Finding(None, says=(Sentence(_("No format is recorded.")),))
    wanted = texts(args["formats"])
    hybrid = case.option(f"format.{meeting.configuration}.hybrid", "departure")
    facts = {"format": form, "formats": wanted}
    allowed = form in wanted or (form == HYBRID and IN_PERSON in wanted and hybrid == "allowed")
    if allowed:
        said = Sentence(_("Format: {format}."), facts)
        at = view.settled_at(meeting, "format")
        waits = None if meeting.opened_at else opening(view, meeting)
        return Finding(True, decided_at=at, evidence=(meeting.id,), says=(said,), not_before=waits)
    said = Sentence(_("Format: {format}; the clause names: {formats}."), facts)
    declaration = meeting.declaration
    strict = form == HYBRID and hybrid == "forbidden"
    return Finding(
        False,
        final=meeting.opened_at is not None,
        evidence=(meeting.id, *((declaration.id,) if declaration else ())),
        says=(said,),
        contrary=True,
        excused=_declared(case, meeting) if form == VIRTUAL else None,
        strict=strict,
    )


@check("format_agreed", scopes=["meeting"], args={"by": "party[]"})
def format_agreed(view: View, case: Case, args: Args) -> Finding:
    """Both agreed on the format before the notice went out."""
    meeting = case.meeting
    assert meeting is not None
    decision, notice = meeting.format_decision, meeting.notice
    by = texts(args["by"])
    if decision is not None and (notice is None or decision.at <= notice.at):
        said = Sentence(
            _("{party} agreed on the format of the meeting on {at}."),
            {"party": by, "at": decision.at},
        )
        return Finding(True, decided_at=decision.at, evidence=(decision.id,), says=(said,))
    if notice is not None:
        said = Sentence(
            _(
                "The notice was issued on {at}, before {party} had agreed on the format of "
                "the meeting."
            ),
            {"party": by, "at": notice.at},
        )
        return Finding(False, final=True, evidence=(notice.id,), says=(said,), contrary=True)
    said = Sentence(_("No agreement of {party} on the format is recorded."), {"party": by})
    return Finding(False, says=(said,))


@check(
    "virtual_requires_declaration",
    scopes=["meeting"],
    args={"by": "party[]"},
    settles=OPENED,
    reads=["extraordinary.must_precede"],
    if_held=True,
)
def virtual_requires_declaration(view: View, case: Case, args: Args) -> Finding:
    """A virtual contact follows a declaration of extraordinary circumstances by both.

    A permission: asked only of what is, or was, virtual.
    """
    meeting = case.meeting
    assert meeting is not None
    schedule, by = meeting.schedule, texts(args["by"])
    if schedule is None or schedule.format != VIRTUAL:
        if schedule is not None and schedule.format is None and case.imported:
            return Finding(None, says=(Sentence(_("No format is recorded.")),))
        said = Sentence(_("The meeting is not virtual."))
        return Finding(None, absent=True, says=(said,))
    declaration, opened = meeting.declaration, meeting.opened_at
    if declaration is None:
        said = Sentence(
            _("No declaration of extraordinary circumstances by {party}."), {"party": by}
        )
        return Finding(False, evidence=(meeting.id,), says=(said,), contrary=opened is not None)
    before = opened is None or declaration.at < opened
    facts = {"party": by, "at": declaration.at}
    if not before and case.option("extraordinary.must_precede", True):
        said = Sentence(
            _(
                "{party} declared extraordinary circumstances on {at}, after the virtual "
                "contact had begun."
            ),
            facts,
        )
        return Finding(False, final=True, evidence=(declaration.id,), says=(said,), contrary=True)
    said = Sentence(_("{party} declared extraordinary circumstances on {at}."), facts)
    return Finding(True, decided_at=declaration.at, evidence=(declaration.id,), says=(said,))


def _declared(case: Case, meeting: Meeting) -> str | None:
    """The declaration that stands for a departure; by option only one made beforehand."""
    declaration, opened = meeting.declaration, meeting.opened_at
    if declaration is None:
        return None
    late = opened is not None and declaration.at >= opened
    if late and case.option("extraordinary.must_precede", True):
        return None
    return declaration.id


def _holdings(view: View, meeting: Meeting, party: str, when: str) -> tuple[Holding, ...]:
    """Who held the presidency at the moments that count."""
    if when == "decided_at":
        at = view.settled_at(meeting, "place", "country")
        return (view.holder(party, at),) if at is not None else ()
    at_opening = view.presiding(party, meeting)
    if at_opening is None:
        return _while_undated(view, meeting, party)
    return (at_opening,) if when == "start" else view.presiding_during(party, meeting)


def _while_undated(view: View, meeting: Meeting, party: str) -> tuple[Holding, ...]:
    """Of a meeting whose day is not known: everyone who may hold it then."""
    schedule = meeting.schedule
    if schedule is None or schedule.starts is None:
        return (Holding(party, HoldingKind.UNKNOWN),)
    end: datetime = schedule.ends or schedule.starts + timedelta(days=1)
    found = view.holders_within(party, schedule.starts, end)
    names = tuple(name for holding in found for name in holding.holders)
    return (Holding(party, HoldingKind.UNKNOWN, names),)


def _may_hold(holding: Holding, country: str | None) -> bool:
    """Whether it is open between several holders, of which this country may be one."""
    if holding.kind not in (HoldingKind.UNKNOWN, HoldingKind.DISPUTED):
        return False
    return not holding.holders or country in holding.holders
