"""Why an action or an indicator cannot be entered, changed or moved on."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.conf import settings

from cochair.features.commitments.models import Action, Commitment, Indicator, Milestone
from cochair.features.follow_up.refusals import printed
from cochair.features.measures import figures
from cochair.features.measures.codes import PROPOSED, STATES, STEPS
from cochair.procedure.calendar import outside_calendar
from cochair.procedure.reason import SENTENCE, in_a_sentence, is_sentence
from cochair.procedure.refusal import Refusal, Sentence, _


def named(title: Mapping[str, str]) -> Refusal | None:
    """It has a name in every language that is asked for."""
    if title and all(one.strip() for one in title.values()):
        return printed(*title.values())
    return Refusal("practice", _("Enter a name in every language."))


def in_every_language_or_none(unit: Mapping[str, str]) -> Refusal | None:
    """What a figure counts is said in every language, or is left out."""
    if not unit or {code for code, said in unit.items() if said.strip()} == {
        code for code, _name in settings.LANGUAGES
    }:
        return printed(*unit.values())
    return Refusal("practice", _("Write the unit in every language or in none."))


def choice(code: str, known: Collection[str], what: str) -> Refusal | None:
    """A code is one of those that are offered; `what` is an English sentence that says which."""
    return None if code in known else Refusal("practice", what)


def some(rows: Iterable[Commitment], wanted: Collection[str]) -> Refusal | None:
    """An action serves at least one commitment, and only such as are in force."""
    found = {row.slug for row in rows if row.state == "in_force"}
    if wanted and set(wanted) <= found:
        return None
    return Refusal(
        "practice", _("Select at least one commitment. Only commitments in force may be selected.")
    )


def in_order(start: date, end: date | None) -> Refusal | None:
    """An end lies not before the start; both within the calendar (civil days)."""
    outside = outside_calendar(start) or (outside_calendar(end) if end else None)
    if outside is not None or end is None or start <= end:
        return outside
    return Refusal(
        "calendar", _("The last day, {end}, is before {start}."), {"end": end, "start": start}
    )


def not_to_come(day: date, today: date) -> Refusal | None:
    """What is known was so by today (civil days)."""
    outside = outside_calendar(day)
    if outside is not None or day <= today:
        return outside
    return Refusal("calendar", _("{day} is in the future."), {"day": day})


def figure(text: str, *, empty: bool = False) -> Refusal | None:
    """A figure is a plain decimal, short enough to be one, that nobody reads otherwise."""
    if (empty and not text) or figures.read(text) is not None:
        return None
    if figures.reads_two_ways(text):
        message = _("{figure} can be read as thousands or as decimals: write 1250 or 1.25.")
        return Refusal("practice", message, {"figure": text})
    return Refusal(
        "practice", _("Enter a number without thousands separator, for example 1250 or 12.5.")
    )


def sourced(text: str) -> Refusal | None:
    """A figure says where it is known from, and what is done says what shows it."""
    if text.strip() and "\n" not in text.strip():
        return printed(text)
    return Refusal("practice", _("Give the source in one line."))


def counted_where(text: str) -> Refusal | None:
    """A later figure may show what came of an action, so it says who counted and where."""
    if (refused := sourced(text)) is not None or is_sentence(text):
        return refused
    message = _("Say in at least {number} characters who counted, and where the figure stands.")
    return Refusal("practice", message, {"number": SENTENCE})


def shown(text: str) -> Refusal | None:
    """What shows that a milestone was reached is said in a sentence of one line."""
    return sourced(text) or in_a_sentence(text)


def still_proposed(row: Action) -> Refusal | None:
    """Both endorse once."""
    if row.state == PROPOSED:
        return None
    return Refusal("practice", _("Both Parties have already endorsed this action."))


def may_step(row: Action, step: str) -> Refusal | None:
    """A step leads on from certain states only; what both did not endorse cannot begin."""
    found = STEPS.get(step)
    if found is not None and row.state in found[1]:
        return None
    return Refusal(
        "practice",
        _("The action has another status: {state}."),
        {"state": Sentence(STATES.get(row.state, row.state))},
    )


def still_runs(row: Action) -> Refusal | None:
    """Milestones are those of an action that is not over."""
    if row.ended_at is None:
        return None
    return Refusal("practice", _("The action has ended."))


def not_done(row: Milestone) -> Refusal | None:
    """A milestone is reached once."""
    return Refusal("practice", _("This has already been done.")) if row.done_on else None


def has_value(row: Indicator) -> Refusal | None:
    """A trend is attested of a value beside the one it began at."""
    if row.values.exists():
        return None
    return Refusal("practice", _("Record a value before both Parties state what the figures show."))
