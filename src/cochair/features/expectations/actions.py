"""Write what is expected of a commitment and how it is measured; both Parties agree to it.

Source: I.2.8.b; domain.md CB-49.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from cochair.features.acts import actions as acts
from cochair.features.acts.models import JointAct
from cochair.features.commitments.journal import tell
from cochair.features.commitments.models import Commitment, Expectation
from cochair.features.expectations import queries, refusals
from cochair.features.measures import codes, figures
from cochair.features.measures import refusals as measuring
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.stocktaking.report_text import languages
from cochair.procedure.calendar import civil_day
from cochair.procedure.refusal import Refusal, _, require
from cochair.web.errors import StaleVersion
from cochair.web.localize import in_all

TITLE = _("What is expected of commitments ({number})")


@dataclass(frozen=True, slots=True)
class Expected:
    """What is expected as it is typed: words by language, a figure, a civil day, levels."""

    expected: Mapping[str, str]
    measured: Mapping[str, str]
    until: date
    levels: Collection[str]
    target: str = ""


@transaction.atomic
def write(
    row: Commitment, typed: Expected, *, seen: int, by: ActingOffice, at: datetime
) -> Expectation:
    """Write what is expected of a commitment in force, as a draft; signatures on other words are void.

    `seen` is the version of the draft that was shown, 0 without one; raises StaleVersion when it has
    changed, and Refused with all that is missing.
    """
    forum = Forum.objects.select_for_update().get(pk=row.instrument.forum_id)
    row = Commitment.objects.select_related("instrument__forum").get(pk=row.pk)
    spoken = languages(parties.book(forum, at))
    expected, measured = _trimmed(typed.expected), _trimmed(typed.measured)
    held = queries.draft_of(row)
    if (held.version if held else 0) != seen:
        said = Refusal("practice", _("Someone changed the text while you were writing."))
        theirs = "\n".join(held.expected.values()) if held else ""
        raise StaleVersion(said, theirs=theirs, mine="\n".join(expected.values()))
    require(
        refusals.in_force(row),
        refusals.says_enough(expected, spoken, refusals.EXPECTED),
        refusals.says_enough(measured, spoken, refusals.MEASURED),
        measuring.figure(typed.target, empty=True),
        refusals.to_come(typed.until, civil_day(at, forum.zone)),
        refusals.at_levels(typed.levels, codes.LEVELS),
    )
    new: dict[str, Any] = {
        "expected": expected,
        "measured": measured,
        "target": figures.read(typed.target) or "",
        "until": typed.until,
        "levels": [code for code in codes.LEVELS if code in typed.levels],
    }
    if held is not None and all(getattr(held, name) == value for name, value in new.items()):
        return held
    if held is None:
        last = Expectation.objects.filter(forum=forum).aggregate(n=Max("number"))["n"] or 0
        held = Expectation(forum=forum, number=last + 1, commitment=row)
    for name, value in new.items():
        setattr(held, name, value)
    held.at, held.by_id, held.version = at, by.office, held.version + 1
    held.save()
    about = (queries.SUBJECT, str(held.number))
    tell(forum, "expectation.written", about, by=by, at=at, facts={"commitment": row.slug})
    acts.void_what_changed(forum, by=by, at=at)
    return held


@transaction.atomic
def propose_agreeing(
    forum: Forum, numbers: Iterable[int], *, by: ActingOffice, at: datetime
) -> JointAct:
    """Propose that both agree to drafts (by number) in one act, exactly as they are written."""
    forum = Forum.objects.select_for_update().get(pk=forum.pk)
    wanted = sorted(set(numbers))
    require(refusals.to_agree([queries.expectation(forum, one) for one in wanted]))
    return acts.propose(
        forum,
        kind=queries.AGREE,
        subject=(queries.SUBJECT, str(wanted[0])),
        title=in_all(TITLE, number=len(wanted)),
        body={"expectations": wanted},
        by=by,
        at=at,
    )


def _trimmed(texts: Mapping[str, str]) -> dict[str, str]:
    return {code: " ".join(one.split()) for code, one in texts.items()}
