"""The joint act that closes a report: bound to the digest of every line and every language."""

from collections.abc import Mapping
from datetime import date, datetime

from cochair.features.acts.kinds import FINGERPRINT, Ended, Kind, Line, Reader, ended, register
from cochair.features.acts.models import JointAct
from cochair.features.acts.shapes import Shape
from cochair.features.commitments import registration
from cochair.features.commitments.models import StocktakingReport
from cochair.features.stocktaking import content, queries, refusals, report_text
from cochair.features.stocktaking.states import CLOSE
from cochair.formats.paragraphs import digest_of_text
from cochair.procedure.calendar import civil_day
from cochair.procedure.consent import digest_of
from cochair.procedure.refusal import Refusal, Sentence, _
from cochair.web.localize import in_all

KIND = "stocktaking_report"
TITLE = _("Stock-taking report of cycle {number}")


def register_all() -> None:
    """Make the kind known; called once, when the app is ready."""
    register(
        Kind(
            code=CLOSE,
            name=_("Closing of a stock-taking report"),
            effect=lambda act: Sentence(
                _(
                    "The report becomes final in every language and is registered. It can "
                    "no longer be changed."
                )
            ),
            take_effect=_close,
            entry="stocktaking.closed",
            over=_is_final,
            bound=_bound,
            guard=_may_close,
            describe=_lines,
            shape=Shape.TEXT,
            texts=lambda act: report_text.texts(act.forum, _content(act)),
            same=lambda act: act.body["cycle"],
        )
    )


def body(row: StocktakingReport, at: datetime) -> dict[str, object]:
    """What is proposed: the cycle, the civil day as of which the report speaks, its figures."""
    said = queries.content_of(row, at)
    return {
        "cycle": row.cycle.number,
        "day": civil_day(at, row.forum.zone).isoformat(),
        "lines": len(said.lines),
        "areas": len(said.areas),
        "reported": said.reported,
        "stale": said.stale,
        "digests": _digests(row, said),
    }


def _row(act: JointAct) -> StocktakingReport:
    row = queries.report(act.forum, act.body["cycle"])
    assert row is not None
    return row


def _content(act: JointAct) -> content.Content:
    """The report as of the day of the proposal, from the register as it is now."""
    row = _row(act)
    if row.final_at is not None:
        return content.from_kept(row.content)
    return content.of_cycle(row.cycle, date.fromisoformat(act.body["day"]), row.foreword)


def _digests(row: StocktakingReport, said: content.Content) -> dict[str, str]:
    return {code: digest_of_text(text) for code, text in report_text.texts(row.forum, said).items()}


def _bound(act: JointAct) -> Mapping[str, object]:
    """Every line in codes, and every language in words, as they are now."""
    said = _content(act)
    return {
        "content": digest_of(content.as_kept(said)),
        "languages": _digests(_row(act), said),
    }


FINAL = ended("stocktaking.final", _("Both Parties have already signed the report."))


def _is_final(act: JointAct, at: datetime) -> Ended | None:
    return FINAL if _row(act).final_at is not None else None


def _may_close(act: JointAct, at: datetime) -> tuple[Refusal | None, ...]:
    return refusals.may_close(_row(act), at)


def _lines(act: JointAct, reader: Reader) -> tuple[Line, ...]:
    return (
        (_("Cycle"), str(act.body["cycle"])),
        (_("As of"), date.fromisoformat(act.body["day"])),
        (_("Commitments"), str(act.body["lines"])),
        (_("Commitments with a report"), str(act.body["reported"])),
        (_("No recent report"), str(act.body["stale"])),
        (_("Areas"), str(act.body["areas"])),
        *((FINGERPRINT, f"{code.upper()} {one}") for code, one in act.body["digests"].items()),
    )


def _close(act: JointAct, at: datetime) -> None:
    """Freeze the lines and register the words that both signed."""
    said, row = _content(act), _row(act)
    row.content, row.final_at, row.act = content.as_kept(said), at, act
    row.document = registration.entered(
        act,
        row.cycle,
        kind=KIND,
        titles=in_all(TITLE, number=row.cycle.number),
        texts=report_text.texts(act.forum, said),
        at=at,
    )
    row.save(update_fields=["content", "final_at", "act", "document"])
