"""US-08: from the text to what is done for it (9 October 2026 to 12 August 2027)."""

from collections.abc import Mapping
from datetime import date

from cochair.features.commitments import actions as coherence
from cochair.features.commitments.models import Commitment, Indicator
from cochair.features.extraction import actions as extraction
from cochair.features.extraction import candidates, paragraphs
from cochair.features.follow_up import actions as following
from cochair.features.follow_up import notices, queries
from cochair.features.measures import actions as measures
from cochair.features.measures import queries as measured
from cochair.features.room import issue
from cochair.procedure.refusal import _
from cochair.story.eu_clasi import declaration, papers, pledges, us06, words
from cochair.story.eu_clasi.forum import ZONE
from cochair.story.events import Stage, Telling, address

story = Telling("US-08", ZONE)
PAGE, PAPER = "commitments/", declaration.PAPER
ADOPTED = date(2026, 10, 8)


@story.event(
    "2026-10-12T09:00",
    _("Both co-presidencies issue the declaration as adopted. Its footnote names Paraguay."),
    who="ie",
    clauses=("I.2.4", "I.2.6"),
    path=f"documents/{PAPER}/",
)
def declaration_issued(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    stage.sign(issue.propose(us06.decision(stage), by=by, at=at), "ie", "bo")


@story.event(
    "2026-10-12T10:00",
    _("Both co-presidencies publish the declaration with its footnote."),
    who="bo",
    path=f"register/{PAPER}/",
)
def footnote_published(stage: Stage) -> None:
    papers.published_again(stage, PAPER)


@story.event(
    "2026-12-01T10:00",
    _("The secretariat registers the commitments of the declaration of 2023, in three languages."),
    who="secretariat",
    clauses=("I.1.2", "I.2.6"),
    path="documents/",
)
def second_declaration_registered(stage: Stage) -> None:
    rows = Commitment.objects.filter(instrument__forum=stage.forum, instrument__slug="jd-2023")
    found = rows.select_related("instrument").order_by("slug")
    title = found[0].instrument.title
    made = papers.entered(stage, "working_paper", title, marking="forum", meeting="")
    for language in papers.LANGUAGES:
        lines = [f"{one.slug}. {one.text[language]}" for one in found]
        papers.written(stage, made, language, (title[language], *lines))
    papers.sent(stage, made)


@story.event(
    "2026-12-03T10:00",
    _("The secretariat extracts 18 commitments from the declaration, in three languages at once."),
    who="secretariat",
    clauses=("I.1.2",),
    path=f"documents/{PAPER}/",
)
def commitments_extracted(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    document = papers.paper(stage, PAPER)
    revision = paragraphs.revision_of(document)
    assert revision is not None, "The declaration went out."
    numbered = {one.number: one.id for one in paragraphs.aligned(revision) if one.number}
    chosen = [
        extraction.Chosen(numbered[str(one["number"])], tuple(one["areas"]), pledges.PURPOSES)
        for one in declaration.commitments()
    ]
    extraction.propose_from_document(
        document, chosen, kind="joint_declaration", day=ADOPTED, by=by, at=at
    )


@story.event("2026-12-04T10:00", _("Ireland agrees to the 18 commitments."), who="ie", path="acts/")
def commitments_first_key(stage: Stage) -> None:
    stage.sign(stage.open_act(candidates.EXTRACT), "ie")


@story.event(
    "2026-12-07T10:00 America/La_Paz",
    _("Bolivia agrees: the 18 commitments are in force."),
    who="bo",
    clauses=("I.1.2", "I.1.3"),
    path=PAGE,
)
def commitments_in_force(stage: Stage) -> None:
    stage.sign(stage.open_act(candidates.EXTRACT), "bo")


@story.event(
    "2026-12-07T16:00",
    _("The secretariat enters the related initiatives of each new commitment."),
    who="secretariat",
    clauses=("I.2.1.b",),
    path=PAGE,
)
def commitments_compared(stage: Stage) -> None:
    compared(stage, *pledges.TAKEN)


@story.event(
    "2026-12-07T17:00",
    _("Both Parties record that 17 earlier commitments are replaced by new ones: 31 are in force."),
    who="ie",
    path=PAGE,
)
def earlier_ones_replaced(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    for earlier, later in pledges.REPLACED.items():
        act = following.propose_settlement(
            commitment(stage, earlier),
            state="replaced",
            replaced_by=later,
            reason=words.told(stage, "secretariat", "commitments.replaced"),
            by=by,
            at=at,
        )
        stage.sign(act, "ie", "bo")


@story.event(
    "2026-12-15T10:00",
    _(
        "Both Parties endorse 23 actions: 12 operational, 6 tactical and 5 strategic, led "
        "by members of both Parties."
    ),
    who="ie",
    clauses=("I.1.5",),
    path=f"{PAGE}actions/",
)
def actions_endorsed(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    for one in pledges.shares():
        row = measures.enter(stage.forum, one.planned, by=by, at=at)
        stage.sign(measures.propose_endorsement(row, by=by, at=at), "ie", "bo")


@story.event(
    "2026-12-15T16:00",
    _("The secretariat adds an indicator: messages exchanged, with the figure for 2025."),
    who="secretariat",
    clauses=("I.1.4",),
    path=f"{PAGE}indicators/",
)
def indicator_entered(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    measures.register_indicator(stage.forum, pledges.messages(stage), by=by, at=at)


@story.event(
    "2026-12-15T17:00",
    _("The secretariat circulates what is expected of each commitment, in three languages."),
    who="secretariat",
    clauses=("I.1.3", "I.2.6"),
    path="documents/",
)
def expectations_circulated(stage: Stage) -> None:
    table = pledges.table(stage)
    title = {language: lines[0] for language, lines in table.items()}
    made = papers.entered(stage, "working_paper", title, marking="forum", meeting="")
    for language, lines in table.items():
        papers.written(stage, made, language, lines)
    papers.sent(stage, made)


@story.event(
    "2027-01-11T10:00",
    _("The actions begin."),
    who="secretariat",
    clauses=("I.1.5",),
    path=f"{PAGE}actions/",
)
def actions_begin(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    for row in measured.actions(stage.forum):
        measures.move(row, "begin", by=by, at=at)


@story.event(
    "2027-01-20T10:00",
    _("The secretariat adds an indicator for each new commitment, with the figure it begins at."),
    who="secretariat",
    clauses=("I.1.3",),
    path=f"{PAGE}indicators/",
)
def further_indicators_entered(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    for one, _told in pledges.measured(stage):
        measures.register_indicator(stage.forum, one, by=by, at=at)


@story.event(
    "2027-02-07T12:00",
    _("For the first time, the owners report on the status of each commitment."),
    who="head-at",
    path=PAGE,
)
def first_reports(stage: Stage) -> None:
    for one in pledges.shares():
        reported(stage, one, "in_progress", pledges.FIRST)


@story.event(
    "2027-07-12T09:00",
    _("The owners are asked automatically for their reports, due on 11 August."),
    path=PAGE,
)
def reports_asked(stage: Stage) -> None:
    """Time alone: whoever owes a report is told a month before it is due."""
    told = {one.to.email for one in notices.of_reports(stage.forum, stage.at)}
    asked = {address(one.lead) for one in pledges.shares()}
    stage.expect(asked <= told, "Every owner is asked for a report.")


@story.event(
    "2027-08-09T12:00",
    _("26 of 31 reports have arrived; five owners have not reported since 7 February."),
    who="head-at",
    path=PAGE,
)
def second_reports(stage: Stage) -> None:
    for place, one in enumerate(pledges.shares()[: -pledges.SILENT]):
        status = pledges.STATUSES[place % len(pledges.STATUSES)]
        reported(stage, one, status, pledges.SECOND)


@story.event(
    "2027-08-10T10:00",
    _("The secretariat enters the count for 2027."),
    who="secretariat",
    clauses=("I.1.4",),
    path=f"{PAGE}indicators/",
)
def value_entered(stage: Stage) -> None:
    told = words.said("commitments.indicator")
    _value(stage, messages(stage), told["value"], told["value_day"], told["value_source"])


@story.event(
    "2027-08-10T15:00",
    _("The secretariat enters the figures that the owners gave for the other indicators."),
    who="secretariat",
    clauses=("I.1.3",),
    path=f"{PAGE}indicators/",
)
def further_values_entered(stage: Stage) -> None:
    for one, told in pledges.measured(stage):
        row = measured.indicators(stage.forum).get(commitment__slug=one.commitment, type=one.type)
        figures = told["measure"]
        _value(stage, row, figures["value"], figures["value_day"], told["evidence"])


@story.event(
    "2027-08-11T10:00",
    _("Greece and the Dominican Republic attest a rise."),
    who="gr",
    clauses=("I.1.4",),
    path=f"{PAGE}indicators/",
)
def rise_attested(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    act = measures.propose_trend(messages(stage), value="rise", by=by, at=at)
    stage.sign(act, "gr", "do")


@story.event(
    "2027-08-12T09:00",
    _(
        "The day after: five commitments have no recent status report, and their owners "
        "see which ones."
    ),
    path=f"{PAGE}?status=stale",
)
def five_are_old(stage: Stage) -> None:
    """Time alone: a status is old after six months."""
    for one in pledges.shares()[-pledges.SILENT :]:
        found = queries.stale_of(stage.forum, one.planned.lead, stage.at)
        numbers = tuple(line.row.slug for line in found)
        stage.expect(numbers == one.commitments, f"{one.planned.lead} sees what is old.")


@story.event(
    "2027-09-20T11:00",
    _("Each Party says what it thinks of the 18 new commitments, in its own words."),
    who="do",
    clauses=("I.1.3",),
    path=PAGE,
)
def assessed_by_each(stage: Stage) -> None:
    for name, party in (("gr", "eu"), ("do", "clasi")):
        by, at = stage.by(name)
        for slug in pledges.TAKEN:
            said, language = stage.in_own_words(name, pledges.about(slug)[f"assessed_by_{party}"])
            following.assess(commitment(stage, slug), words=said, language=language, by=by, at=at)


def commitment(stage: Stage, slug: str) -> Commitment:
    """A commitment as it stands."""
    found = queries.commitment(stage.forum, slug)
    assert found is not None, "It is in the register."
    return found


def compared(stage: Stage, *slugs: str) -> None:
    """The secretariat says of commitments which initiatives are related, or that none is."""
    by, at = stage.by("secretariat")
    rows = Commitment.objects.filter(instrument__forum=stage.forum, slug__in=slugs)
    answers = {row.pk: pledges.related(row.areas) for row in rows}
    coherence.compare(stage.forum, answers, by=by, at=at)


def reported(stage: Stage, one: pledges.Share, status: str, month: str) -> None:
    """Whoever leads an action reports on each commitment that it serves."""
    by, at = stage.by(one.lead)
    for slug in one.commitments:
        said, language = stage.in_own_words(one.lead, pledges.about(slug)[month])
        evidence, _language = stage.in_own_words(one.lead, pledges.evidence(slug, month))
        following.report(
            commitment(stage, slug),
            status=status,
            words=said,
            evidence=evidence,
            language=language,
            by=by,
            at=at,
        )


def messages(stage: Stage) -> Indicator:
    """The indicator on messages, as it stands."""
    return measured.indicators(stage.forum).get(type="information_exchange")


def _value(stage: Stage, row: Indicator, value: str, day: date, source: Mapping[str, str]) -> None:
    by, at = stage.by("secretariat")
    known, _language = stage.in_own_words("secretariat", source)
    measures.add_value(row, value=value, day=day, source=known, by=by, at=at)
