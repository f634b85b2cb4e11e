"""What the codes of a file of procedures say, for readers of a proposal to change them.

Types of meeting, Parties, groups, ranks, places and functions have names in the file itself; here
are those of the checks, of the instants from which they count, and of the values that checks take.
"""

import re
from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as __
from django.utils.translation import ngettext

from cochair.procedure.clause import Words
from cochair.procedure.due import Anchor, FirstOf, Offset, Timed, UnreadableDue, parse
from cochair.procedure.refusal import _
from cochair.web import formats
from cochair.web.localize import language_now, translated

CHECKS = {
    "actions_cover_levels": _("each level has an action with a result"),
    "cadence": _("interval since the previous meeting"),
    "clearances_before_decision": _("both Parties have given clearance"),
    "co_chaired_by_presidencies": _("both presidencies in office chair"),
    "coherence_note_present": _("a note compares the work with other initiatives"),
    "commitments_reviewed": _("every commitment has been reviewed"),
    "configurations_held": _("meetings of these types have been held"),
    "cycle_covers_today": _("a cycle is under way"),
    "cycle_shape": _("length of the cycle"),
    "decisions_by_consensus": _("decisions are taken by consensus"),
    "effectiveness_assessed": _("the effectiveness of the work has been assessed"),
    "final_document_agreed": _("a final document has been agreed"),
    "format_agreed": _("both presidencies have agreed the format"),
    "format_is": _("the meeting has the required format"),
    "functions_placed": _("the agenda covers every function"),
    "group_invited": _("the group has been invited"),
    "group_invited_and_present": _("the group has been invited and is present"),
    "in_semester": _("the meeting falls in its semester"),
    "incoming_present": _("the incoming presidencies are invited and present"),
    "indicator_present": _("an indicator with its values has been agreed"),
    "informative": _("none: the clause only informs"),
    "instrument_registered": _("the instrument is in the register"),
    "item_concluded": _("the item has been concluded"),
    "items_tagged_and_points_carried": _("every open point is on the agenda or deferred"),
    "languages_available": _("the document is available in every language"),
    "members_invited_at_level": _("the members are invited at the required level"),
    "next_cycle_slot_determined": _("the dates of the next cycle are known"),
    "notice_issued_by_presidencies": _("both presidencies have sent the notice of meeting"),
    "observers_prior_agreement": _("both Parties agreed to the observers beforehand"),
    "outcome_reported": _("the outcome has been reported"),
    "participation_adequate": _("enough members are present, at the required level"),
    "prep_meeting_covers": _("preparatory meetings covered the subject"),
    "procedure_adopted": _("the procedures have been adopted"),
    "programme_part_endorsed": _("this part of the programme has been endorsed"),
    "record_approved": _("the record has been approved"),
    "report_covers_areas": _("the report covers every area"),
    "threats_cited": _("each new area cites a threat assessment"),
    "venue_allowed": _("the meeting takes place where the procedures allow"),
    "virtual_requires_declaration": _("a virtual meeting rests on a declaration by both Parties"),
}
ANCHORS = {
    "forum.opened": _("opening of the forum"),
    "cycle.created": _("creation of the cycle"),
    "cycle.start": _("start of the cycle"),
    "cycle.end": _("end of the cycle"),
    "meeting.start": _("first day of the meeting"),
    "meeting.opened": _("opening of the meeting"),
    "meeting.closed": _("closing of the meeting"),
    "notice.due": _("deadline of the notice of meeting"),
    "notice.issued": _("sending of the notice of meeting"),
    "agenda.final_published": _("publication of the final agenda"),
    "previous.start": _("first day of the previous meeting"),
    "previous.date": _("date of the previous one"),
    "decision_procedure.opened": _("opening of the decision"),
    "document.language_due": _("deadline of the language versions"),
    "presidency.end": _("end of the presidency"),
    "semester.start": _("start of semester {number} of the cycle"),
    "semester.end": _("end of semester {number} of the cycle"),
    "configuration.start": _("{meeting}: first day"),
    "configuration.opened": _("{meeting}: opening"),
    "configuration.closed": _("{meeting}: closing"),
}
NEXT = {
    "semester.start": _("start of semester {number} of the next cycle"),
    "semester.end": _("end of semester {number} of the next cycle"),
    "configuration.start": _("{meeting}, the next one: first day"),
    "configuration.opened": _("{meeting}, the next one: opening"),
    "configuration.closed": _("{meeting}, the next one: closing"),
}
# What a check is told, besides what other properties have in common with it.
ARGUMENTS = {
    "areas": _("Areas"),
    "at": _("At the meeting"),
    "by": _("Signed by"),
    "configuration": _("Type of meeting"),
    "count": _("How many"),
    "date": _("Date"),
    "entry": _("Practice date"),
    "fixed": _("Fixed places"),
    "group": _("Group"),
    "kinds": _("Types"),
    "level": _("Level"),
    "levels": _("Levels"),
    "max_age_days": _("Days it remains valid"),
    "method": _("Method"),
    "min_level_share": _("Least share at the required level"),
    "min_share": _("Least share present"),
    "minimum": _("At least"),
    "need": _("What is needed"),
    "needs": _("What is needed"),
    "of": _("Measured between"),
    "part": _("Part"),
    "party": _("Party"),
    "places": _("Places"),
    "precision": _("Precision"),
    "presidency_at": _("Presidency that counts"),
    "prior_to": _("Before"),
    "regions": _("Regions"),
    "registers": _("Registers"),
    "report": _("Which report"),
    "semesters": _("Semesters"),
    "states": _("Statuses"),
    "tag": _("Function"),
    "target": _("What is fixed"),
    "topic": _("Subject"),
    "type": _("Type"),
}
VALUES = {
    "action_or_note_per_commitment": _("an action or a note for each commitment"),
    "any_day": _("on any day of the meeting"),
    "background": _("background"),
    "baseline": _("baseline"),
    "chairs": _("chairs"),
    "commitment_link": _("a commitment that it serves"),
    "completed": _("completed"),
    "composition": _("composition"),
    "consensus": _("consensus between the Parties"),
    "crime_areas": _("crime areas of the procedures"),
    "cycle": _("cycle"),
    "discussions": _("discussions"),
    "documents": _("documents"),
    "draft_agenda": _("draft agenda"),
    "final_stocktaking_report": _("the final stock-taking report"),
    "functions": _("functions"),
    "good_practice>=1": _("at least one good practice"),
    "guests": _("guests"),
    "in_progress": _("in progress"),
    "information_exchange": _("exchange of information"),
    "joint_attestation": _("confirmation by both Parties"),
    "joint_declaration": _("joint declaration"),
    "meetings": _("meetings"),
    "principles": _("principles"),
    "proposal_or_none": _("a proposal, or the statement that there is none"),
    "result": _("result"),
    "results": _("results"),
    "outcome": _("outcome"),
    "stocktaking": _("stock-taking report"),
    "topics": _("topics"),
    "value_in_cycle": _("a value in the cycle"),
    "working_agenda": _("working agenda"),
}
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
BOTH, HOST, NEXT_MEETING = "both", "host:", "next."


def due_in_words(text: str, names: Mapping[str, Words]) -> str:
    """When a clause is due, in the reader's language; what cannot be read stays as it is."""
    try:
        found = parse(text)
    except UnreadableDue:
        return text
    if isinstance(found, FirstOf):
        events = "; ".join(_timed(one, names) for one in found.of)
        return __("whichever comes first: {events}").format(events=events)
    return _timed(found, names)


def value_in_words(code: str, names: Mapping[str, Words]) -> str | None:
    """What a value of a check says in the reader's language; None for one that is not known."""
    if code in VALUES:
        return __(VALUES[code])
    if DAY.fullmatch(code):
        return formats.long_day(date.fromisoformat(code), language_now())
    if code == BOTH:
        return __("both Parties")
    if code.startswith(HOST):
        party = _name(code.removeprefix(HOST), names)
        return __("the country that holds the presidency: {party}").format(party=party)
    if code.startswith(NEXT_MEETING):
        meeting = _name(code.removeprefix(NEXT_MEETING), names)
        return __("the next meeting: {meeting}").format(meeting=meeting)
    return None


def _timed(found: Timed, names: Mapping[str, Words]) -> str:
    event = _event(found.anchor, names)
    if not found.offsets:
        return event
    spans = ", ".join(_span(one) for one in found.offsets)
    return __("{event}, and from then: {spans}").format(event=event, spans=spans)


def _event(anchor: Anchor, names: Mapping[str, Words]) -> str:
    said = (NEXT if anchor.next else ANCHORS)[anchor.name]
    meeting = _name(anchor.configuration or "", names)
    return __(said).format(number=anchor.index, meeting=meeting)


def _span(offset: Offset) -> str:
    if offset.tolerance:
        return __("the days of tolerance")
    if offset.option is not None:
        return __("option {key}").format(key=offset.option)
    n, sign = abs(offset.n), "-" if offset.n < 0 else ""
    words = {
        "hours": ngettext("{n} hour", "{n} hours", n),
        "days": ngettext("{n} day", "{n} days", n),
        "months": ngettext("{n} month", "{n} months", n),
    }
    return sign + words[offset.unit].format(n=n)


def _name(code: str, names: Mapping[str, Words]) -> str:
    return str(translated(names[code], language_now())) if code in names else code
