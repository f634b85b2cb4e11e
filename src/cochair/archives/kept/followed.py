"""What was promised and how the clauses were judged: commitments and results."""

from collections.abc import Iterator

from cochair.archives.parts import Part, Reader, Row, day, instant, member, register
from cochair.commitments.models import Action, Commitment, Indicator
from cochair.compliance import queries, visibility
from cochair.compliance.json import row as result_row
from cochair.procedure.refusal import _


def register_all() -> None:
    """Make these parts known; called once, when the app is ready."""
    register(
        Part(
            "commitments",
            _("Commitments"),
            commitments,
            (
                (_("Code"), member("id")),
                (_("In our words"), member("text")),
                (_("State"), member("state")),
            ),
        )
    )
    register(
        Part(
            "actions",
            _("Actions"),
            actions,
            (
                (_("Number"), member("number")),
                (_("Title"), member("title")),
                (_("Lead"), member("lead")),
                (_("State"), member("state")),
            ),
        )
    )
    register(
        Part(
            "indicators",
            _("Indicators"),
            indicators,
            (
                (_("Number"), member("number")),
                (_("Title"), member("title")),
                (_("Baseline"), member("baseline")),
            ),
        )
    )
    register(
        Part(
            "results",
            _("Results of the clauses"),
            results,
            (
                (_("Clause"), member("rule")),
                (_("Judged on"), lambda row: row["target"]["id"]),  # type: ignore[index]
                (_("Outcome"), member("outcome")),
            ),
        )
    )


def commitments(reader: Reader) -> Iterator[Row]:
    """Every commitment of the forum as it stands, with its reports and what each Party thinks."""
    rows = (
        Commitment.objects.filter(instrument__forum=reader.forum)
        .select_related("instrument", "replaced_by")
        .prefetch_related("reports", "assessments__party")
    )
    for row in rows.order_by("instrument__day", "instrument__slug", "slug"):
        yield {
            "id": row.slug,
            "instrument": row.instrument.slug,
            "agreed_on": day(row.instrument.day),
            "text": row.text,
            "areas": row.areas,
            "purposes": row.purposes,
            "owners": row.owners,
            "paragraphs": row.paragraphs,
            "state": row.state,
            "settled_at": instant(row.settled_at),
            "replaced_by": row.replaced_by.slug if row.replaced_by else None,
            "reports": [
                {
                    "author": one.author,
                    "status": one.status,
                    "words": one.words,
                    "evidence": one.evidence,
                    "language": one.language,
                    "at": instant(one.at),
                }
                for one in row.reports.all()
            ],
            "assessments": [
                {
                    "party": one.party.code,
                    "words": one.words,
                    "language": one.language,
                    "at": instant(one.at),
                }
                for one in row.assessments.all()
            ],
        }


def actions(reader: Reader) -> Iterator[Row]:
    """The actions that serve commitments, with their milestones."""
    rows = Action.objects.filter(forum=reader.forum).prefetch_related("commitments", "milestones")
    for row in rows.order_by("number"):
        yield {
            "number": row.number,
            "title": row.title,
            "commitments": sorted(one.slug for one in row.commitments.all()),
            "level": row.level,
            "region": row.region,
            "lead": row.lead,
            "partners": row.partners,
            "start": day(row.start),
            "end": day(row.end),
            "state": row.state,
            "started_at": instant(row.started_at),
            "ended_at": instant(row.ended_at),
            "milestones": [
                {"title": one.title, "due": day(one.due), "done_on": day(one.done_on)}
                for one in row.milestones.all()
            ],
        }


def indicators(reader: Reader) -> Iterator[Row]:
    """The indicators with every value that was entered, and where it comes from."""
    rows = Indicator.objects.filter(forum=reader.forum).select_related("commitment")
    for row in rows.prefetch_related("values").order_by("number"):
        yield {
            "number": row.number,
            "title": row.title,
            "commitment": row.commitment.slug if row.commitment else None,
            "unit": row.unit,
            "baseline": row.baseline,
            "baseline_day": day(row.baseline_day),
            "baseline_source": row.baseline_source,
            "target": row.target,
            "values": [
                {"value": one.value, "day": day(one.day), "source": one.source}
                for one in row.values.all()
            ],
        }


def results(reader: Reader) -> Iterator[Row]:
    """The result of every clause for the cycle as computed when the archive was made."""
    found = visibility.results(reader.forum, reader.hat, reader.at)
    for one in queries.of_cycle(found, reader.cycle.number):
        yield result_row(one)
