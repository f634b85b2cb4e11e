"""What the act on a plan of a cycle says: each meeting in one line, and what the signatures do."""

from collections.abc import Mapping
from datetime import date

from django.conf import settings

from cochair.features.acts.kinds import Line, Reader
from cochair.features.acts.models import JointAct
from cochair.features.meetings.cycle_plan import PUBLISH
from cochair.features.meetings.names import VIRTUAL
from cochair.features.parties import queries as parties
from cochair.procedure.book import Place
from cochair.procedure.refusal import Sentence, _
from cochair.web.formats import days_of_span

PRECISIONS = {
    "day": _("date fixed"),
    "month": _("month only, provisional"),
    "semester": _("semester only, provisional"),
    "unknown": _("not fixed"),
}
FORMAT_WORDS = {
    "in_person": _("in person"),
    "hybrid": _("hybrid"),
    "virtual": _("virtual"),
}
PUBLIC = _(
    "Anyone may read the dates confirmed by this act, with place and format, and whether the meetings "
    "were held."
)


def effect(act: JointAct) -> Sentence:
    """What the last signature on a plan does; with a format it confirms dates too."""
    said = _(
        "Cycle {cycle} is fixed with its meetings. The clauses are assessed against this plan."
    )
    if any(slot.get("format") for slot in act.body["slots"].values()):
        said = _(
            "Cycle {cycle} is fixed with its meetings. The dates and formats marked so are confirmed, "
            "and every deadline counts from them. The clauses are assessed against this plan."
        )
    return Sentence(said, {"cycle": act.body["cycle"]})


def of_plan(act: JointAct, reader: Reader) -> tuple[Line, ...]:
    """One line for each planned meeting: place, then its days and how firm they are; and what is public."""
    book = parties.book(act.forum)
    lines = tuple(
        (book.configurations[code].title, _slot_words(slot, book.places.get(slot.get("place", ""))))
        for code, slot in act.body["slots"].items()
    )
    return (*lines, (_("Public"), PUBLIC)) if act.body.get(PUBLISH) else lines


def _slot_words(slot: Mapping[str, str], place: Place | None) -> Sentence:
    is_virtual = place is None and (slot.get("virtual") or slot.get("format") == VIRTUAL)
    unplaced = Sentence(FORMAT_WORDS[VIRTUAL] if is_virtual else _("place not fixed"))
    facts: dict[str, object] = {
        "place": place.city if place else unplaced,
        "precision": Sentence(PRECISIONS[slot["precision"]]),
    }
    if not slot.get("start"):
        return Sentence(_("{place}, {precision}"), facts)
    first = date.fromisoformat(slot["start"])
    last = date.fromisoformat(slot.get("end") or slot["start"])
    facts["days"] = {code: days_of_span(first, last, code) for code, _name in settings.LANGUAGES}
    if slot.get("format") and is_virtual:
        return Sentence(_("{place}, {days}: confirmed by this act"), facts)
    if slot.get("format"):
        facts["format"] = Sentence(FORMAT_WORDS[slot["format"]])
        return Sentence(_("{place}, {days}, {format}: confirmed by this act"), facts)
    return Sentence(_("{place}, {days}, {precision}"), facts)
