"""US-08: what threat assessments find, what answers it, and what both expect (16 and 17 December 2026)."""

from cochair.features.expectations import actions as expecting
from cochair.features.registers import actions as registers
from cochair.features.threats import actions as answering
from cochair.features.threats import chain
from cochair.features.threats import queries as answers
from cochair.procedure.refusal import _
from cochair.story.eu_clasi import threats, us08
from cochair.story.eu_clasi.forum import ZONE
from cochair.story.events import Stage, Telling

story = Telling("US-08", ZONE)
PAGE = us08.PAGE


@story.event(
    "2026-12-16T10:00",
    _("The secretariat adds what SOCTA and IDEAL find, by crime area and region."),
    who="secretariat",
    clauses=("I.1.5",),
    path=f"{PAGE}threats/",
)
def findings_entered(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    editions = {
        one["series"]: registers.enter_assessment(stage.forum, **one, url="", by=by, at=at)
        for one in threats.assessments()
    }
    for series, found, _numbers in threats.findings():
        answering.enter(editions[series], found, by=by, at=at)


@story.event(
    "2026-12-16T11:00",
    _("The secretariat names the commitments that answer each finding; one finding has none."),
    who="secretariat",
    clauses=("I.1.5",),
    path=f"{PAGE}threats/",
)
def findings_answered(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    rows = answers.findings(stage.forum)
    for row, (_series, _found, numbers) in zip(rows, threats.findings(), strict=True):
        answering.answer(row, commitments=numbers, by=by, at=at)
    unanswered = [one.finding for one in chain.of(stage.forum).gaps if one.kind == chain.UNANSWERED]
    stage.expect(len(unanswered) == 1, "The page shows the finding that nobody answers.")


@story.event(
    "2026-12-17T10:00",
    _(
        "Both Parties agree to what is expected of the 18 commitments, how it is measured, and at "
        "which levels."
    ),
    who="ie",
    clauses=("I.2.8.b",),
    path=f"{PAGE}expected/",
)
def expectations_agreed(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    rows = [
        expecting.write(us08.commitment(stage, slug), one, seen=0, by=by, at=at)
        for slug, one in threats.expected()
    ]
    numbers = [one.number for one in rows]
    stage.sign(expecting.propose_agreeing(stage.forum, numbers, by=by, at=at), "ie", "bo")
