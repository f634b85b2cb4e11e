"""US-11: what the institutional meeting has before it (12 October to 8 November 2027).

The stock-taking report, the programme of the next ministerial meeting, and the joint assessment.
"""

from datetime import date

from cochair.features.assessments import actions as assessing
from cochair.features.commitments import actions as coherence
from cochair.features.commitments.models import Commitment, StocktakingReport
from cochair.features.cycles.models import Cycle
from cochair.features.parties.models import Organisation
from cochair.features.programmes import actions as programmes
from cochair.features.programmes import queries as revisions
from cochair.features.stocktaking import actions as stocktaking
from cochair.features.stocktaking import queries as reports
from cochair.features.texts import opening, party_private
from cochair.features.texts import queries as texts
from cochair.procedure.obstacle import Cleared
from cochair.procedure.refusal import _
from cochair.story.eu_clasi import institutional, papers
from cochair.story.eu_clasi.forum import INSTITUTIONAL, ZONE, meeting
from cochair.story.eu_clasi.institutional import CHAIRS, PAGE
from cochair.story.events import Stage, Telling

story = Telling("US-11", ZONE)
PROGRAMME = "ec-im-2027-2"
COHERENCE = "Two other initiatives train the same port police: one course for both is enough."
FOREWORD = {
    "en": "What both sides did between July 2026 and November 2027.",
    "es": "Lo que ambas partes hicieron entre julio de 2026 y noviembre de 2027.",
    "pt": "O que ambas as partes fizeram entre julho de 2026 e novembro de 2027.",
}
ASSESSED: dict[str, dict[str, str]] = {
    "relevance": institutional.named("They were.", "Lo fueron.", "Foram."),
    "delivery": institutional.named("Most of it.", "La mayor parte.", "A maior parte."),
    "results": institutional.named(
        "More is shared, and sooner.", "Se comparte más y antes.", "Partilha-se mais e mais cedo."
    ),
    "methods": institutional.named(
        "Video saved journeys.", "El vídeo ahorró viajes.", "O vídeo poupou viagens."
    ),
    "lessons": institutional.named(
        "Ask for progress earlier.", "Pedir antes los avances.", "Pedir os progressos mais cedo."
    ),
}


@story.event(
    "2027-10-12T10:00",
    _("The secretariat opens the stock-taking report and asks for comments until 26 October."),
    who="secretariat",
    clauses=("I.1.3", "I.2.8.a"),
    path="commitments/stock-taking/3/",
)
def stocktaking_opened(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    row = stocktaking.begin(cycle(stage), by=by, at=at)
    row = stocktaking.write_foreword(row, FOREWORD, seen=row.version, by=by, at=at)
    stocktaking.ask_for_comments(row, until=story.instant("2027-10-26T23:59"), by=by, at=at)


@story.event(
    "2027-10-18T10:00",
    _("The secretariat prepares the programme of the fifth ministerial meeting."),
    who="secretariat",
    clauses=("II.3.functions.a.1", "II.3.functions.a.2", "II.3.functions.a.3"),
    path=f"{PAGE}programme/",
)
def programme_prepared(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    found = meeting(stage.forum, INSTITUTIONAL)
    for number, (part, entry) in enumerate(institutional.ENTRIES):
        programmes.add(found, part, typed=entry, seen=number, by=by, at=at)


@story.event(
    "2027-10-20T11:00",
    _("The secretariat compares the plans with what other initiatives do, and writes a note."),
    who="secretariat",
    clauses=("I.2.1.b",),
    path=f"{PAGE}coherence/",
)
def coherence_noted(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    initiatives = Organisation.objects.filter(forum=stage.forum, kind="initiative")
    initiative = initiatives.order_by("code")[0]
    new = Commitment.objects.filter(instrument__forum=stage.forum, relations=None)
    coherence.compare(stage.forum, {row.pk: () for row in new}, by=by, at=at)
    coherence.write_note(
        meeting(stage.forum, INSTITUTIONAL),
        day=date(2027, 10, 20),
        text=COHERENCE,
        findings=[
            {"initiative": initiative.code, "overlap": "Same course", "action": "Hold one course."}
        ],
        by=by,
        at=at,
    )


@story.event(
    "2027-10-29T10:00",
    _("Both put the programme before the meeting; in words it goes out in three languages."),
    who="gr",
    clauses=("I.2.6", "II.3.functions.a.1"),
    path=f"{PAGE}programme/",
)
def programme_submitted(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    found = meeting(stage.forum, INSTITUTIONAL)
    slug = institutional.paper_sent(stage, "note", institutional.PROGRAMME)
    opening.begin(papers.paper(stage, slug), by=by, at=at)
    last = revisions.latest(revisions.revisions(found))
    assert last is not None, "It was prepared."
    act = programmes.propose_submission(found, seen=last.token, by=by, at=at)
    stage.sign(act, *CHAIRS)


@story.event(
    "2027-11-03T11:00",
    _("Both clear the programme within themselves."),
    who="gr",
    clauses=("I.2.4",),
    path=f"documents/{PROGRAMME}/text/",
)
def programme_cleared(stage: Stage) -> None:
    found = texts.on_document(stage.forum, PROGRAMME)
    assert found is not None, "It is under negotiation."
    for name in CHAIRS:
        by, at = stage.by(name)
        party_private.clear(found, Cleared.GIVEN, seen=texts.digest(found), by=by, at=at)


@story.event(
    "2027-11-05T11:00",
    _("Both close the stock-taking report: its lines are frozen, and it goes out."),
    who="gr",
    clauses=("I.1.3", "I.2.8.a", "II.3.functions.b.1"),
    path="commitments/stock-taking/3/",
)
def stocktaking_closed(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    for one in reports.comments(report(stage)):
        if one.answered_at is None:
            stocktaking.answer(one, words="Taken up.", language="en", by=by, at=at)
    stage.sign(stocktaking.propose_closing(report(stage), by=by, at=at), *CHAIRS)


@story.event(
    "2027-11-08T11:00",
    _("Both sign what they think of the cycle, under five headings."),
    who="do",
    clauses=("I.2.8.b",),
    path="commitments/stock-taking/3/assessment/",
)
def assessment_signed(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    row = assessing.begin(cycle(stage), by=by, at=at)
    row = assessing.write(row, ASSESSED, seen=row.version, by=by, at=at)
    stage.sign(assessing.propose_signing(row, by=by, at=at), *CHAIRS)


def cycle(stage: Stage) -> Cycle:
    """The third cycle."""
    return Cycle.objects.select_related("forum").get(forum=stage.forum, number=3)


def report(stage: Stage) -> StocktakingReport:
    """The stock-taking report of the third cycle, as it stands."""
    found = reports.report(stage.forum, 3)
    assert found is not None, "The report is open."
    return found
