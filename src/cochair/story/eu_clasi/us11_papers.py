"""US-11: what the institutional meeting has before it (12 October to 8 November 2027).

The stock-taking report, the programme of the next ministerial meeting, and the joint assessment.
"""

from datetime import date

from cochair.features.assessments import actions as assessing
from cochair.features.commitments import actions as coherence
from cochair.features.commitments.models import Commitment, StocktakingReport
from cochair.features.cycles.models import Cycle
from cochair.features.follow_up import queries as follow_up
from cochair.features.parties.models import Organisation
from cochair.features.programmes import actions as programmes
from cochair.features.programmes import queries as revisions
from cochair.features.stocktaking import actions as stocktaking
from cochair.features.stocktaking import queries as reports
from cochair.features.texts import opening, party_private
from cochair.features.texts import queries as texts
from cochair.procedure.obstacle import Cleared
from cochair.procedure.refusal import _
from cochair.story.eu_clasi import institutional, papers, threats, words
from cochair.story.eu_clasi.forum import INSTITUTIONAL, ZONE, meeting
from cochair.story.eu_clasi.institutional import CHAIRS, PAGE
from cochair.story.events import Stage, Telling

story = Telling("US-11", ZONE)
PROGRAMME = "ec-im-2027-2"
COHERENCE, COMMENTS = "preparing.coherence.institutional", "closing.stocktaking.comments"


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
    row = stocktaking.write_foreword(
        row, words.said("closing.stocktaking.foreword"), seen=row.version, by=by, at=at
    )
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
    for number, (part, entry) in enumerate(institutional.entries()):
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
        text=words.told(stage, "secretariat", f"{COHERENCE}.text"),
        findings=papers.overlaps(stage, COHERENCE, initiative.code),
        by=by,
        at=at,
    )


@story.event(
    "2027-10-22T15:00",
    _("Spain and Paraguay comment on two lines of the stock-taking report."),
    who="es",
    clauses=("I.2.8.a",),
    path="commitments/stock-taking/3/",
)
def stocktaking_commented(stage: Stage) -> None:
    for one in words.said(COMMENTS):
        by, at = stage.by(one["by"])
        said, language = stage.in_own_words(one["by"], one["words"])
        row = follow_up.commitment(stage.forum, one["commitment"])
        stocktaking.comment(
            report(stage), commitment=row, words=said, language=language, by=by, at=at
        )


@story.event(
    "2027-10-29T10:00",
    _(
        "Both co-presidencies submit the programme to the meeting. Its text is circulated "
        "in three languages."
    ),
    who="gr",
    clauses=("I.2.6", "II.3.functions.a.1"),
    path=f"{PAGE}programme/",
)
def programme_submitted(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    found = meeting(stage.forum, INSTITUTIONAL)
    slug = institutional.paper_sent(stage, "note", words.paper("closing.institutional.programme"))
    opening.begin(papers.paper(stage, slug), by=by, at=at)
    last = revisions.latest(revisions.revisions(found))
    assert last is not None, "It was prepared."
    act = programmes.propose_submission(found, seen=last.token, by=by, at=at)
    stage.sign(act, *CHAIRS)


@story.event(
    "2027-11-03T11:00",
    _("Both Parties give their internal clearance for the programme."),
    who="gr",
    clauses=("I.2.4",),
    path=f"documents/{PROGRAMME}/text/",
)
def programme_cleared(stage: Stage) -> None:
    found = texts.on_document(stage.forum, PROGRAMME)
    assert found is not None, "It is under negotiation."
    for name, party in zip(CHAIRS, ("eu", "clasi"), strict=True):
        by, at = stage.by(name)
        note = words.told(stage, name, f"closing.institutional.cleared.{party}")
        seen = texts.digest(found)
        party_private.clear(found, Cleared.GIVEN, seen=seen, note=note, by=by, at=at)


@story.event(
    "2027-11-04T10:00",
    _("The secretariat answers the comments on the stock-taking report."),
    who="secretariat",
    clauses=("I.2.8.a",),
    path="commitments/stock-taking/3/",
)
def comments_answered(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    answers = {one["commitment"]: one["answer"] for one in words.said(COMMENTS)}
    usual = words.said("closing.stocktaking.answered")
    for one in reports.comments(report(stage)):
        if one.answered_at is None:
            about = one.commitment.slug if one.commitment else ""
            said, language = stage.in_own_words("secretariat", answers.get(about, usual))
            stocktaking.answer(one, words=said, language=language, by=by, at=at)


@story.event(
    "2027-11-04T15:00",
    _("The secretariat sets the result of each new commitment beside what was expected of it."),
    who="secretariat",
    clauses=("I.2.8.b",),
    path="commitments/stock-taking/3/assessment/",
)
def results_compared(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    row = assessing.begin(cycle(stage), by=by, at=at)
    for slug, result in threats.results():
        found = follow_up.commitment(stage.forum, slug)
        assert found is not None, "It is in force."
        assessing.write_result(row, found, result, seen=0, by=by, at=at)


@story.event(
    "2027-11-08T10:00",
    _('An assessment that says "Most of it." is refused, with what is missing.'),
    who="secretariat",
    clauses=("I.2.8.b",),
    path="commitments/stock-taking/3/assessment/",
    is_refused=True,
)
def two_words_refused(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    with stage.refused("I.2.8.b"):
        row = assessing.begin(cycle(stage), by=by, at=at)
        said = {**words.said("closing.assessment"), "delivery": words.said("threats.two_words")}
        row = assessing.write(row, said, seen=row.version, by=by, at=at)
        assessing.propose_signing(row, by=by, at=at)


@story.event(
    "2027-11-05T11:00",
    _(
        "Both Parties close the stock-taking report. Its lines are final, and the report "
        "is circulated."
    ),
    who="gr",
    clauses=("I.1.3", "I.2.8.a", "II.3.functions.b.1"),
    path="commitments/stock-taking/3/",
)
def stocktaking_closed(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    stage.sign(stocktaking.propose_closing(report(stage), by=by, at=at), *CHAIRS)


@story.event(
    "2027-11-08T11:00",
    _("Both Parties sign their assessment of the cycle, under five headings."),
    who="do",
    clauses=("I.2.8.b",),
    path="commitments/stock-taking/3/assessment/",
)
def assessment_signed(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    row = assessing.begin(cycle(stage), by=by, at=at)
    row = assessing.write(row, words.said("closing.assessment"), seen=row.version, by=by, at=at)
    stage.sign(assessing.propose_signing(row, by=by, at=at), *CHAIRS)


def cycle(stage: Stage) -> Cycle:
    """The third cycle."""
    return Cycle.objects.select_related("forum").get(forum=stage.forum, number=3)


def report(stage: Stage) -> StocktakingReport:
    """The stock-taking report of the third cycle, as it stands."""
    found = reports.report(stage.forum, 3)
    assert found is not None, "The report is open."
    return found
