"""The letter on the outcome of a silence: written from what is kept, in every language.

Nobody edits it: what both sign follows from the rows alone.  Source: domain.md B.5, CB-22, CB-23.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

from django.conf import settings
from django.utils.translation import gettext as __

from cochair.features.decisions import receipts
from cochair.features.decisions.models import Message, SilenceProcedure
from cochair.features.documents import queries as documents
from cochair.features.parties import queries as parties
from cochair.features.silence import presenters, queries
from cochair.formats.paragraphs import HEADING, Paragraph, Text, fresh_ids, plain
from cochair.procedure.consent import digest_of
from cochair.procedure.refusal import _
from cochair.web import formats
from cochair.web.localize import language_name, translated
from cochair.web.varieties import override

TITLE = _("Outcome of the silence procedure on {symbol}")


def languages(row: SilenceProcedure, at: datetime) -> tuple[str, ...]:
    """The languages of the forum in which the platform speaks, in the order of the procedures."""
    spoken = {code for code, _name in settings.LANGUAGES}
    return tuple(code for code in parties.book(row.forum, at).languages if code in spoken)


def facts(row: SilenceProcedure) -> str:
    """The digest of everything that the letter tells, in codes and instants; of a fresh row.

    It is the same whenever it is asked and whoever asks; any message that comes in, late or not,
    changes it, and so does whatever moves or ends the silence.
    """
    withdrawn = row.withdrawal.effective_at if row.withdrawal else None
    return digest_of(
        {
            "binds": row.terms["binds"],
            "title": dict(row.revision.document.title),
            "closed_at": _stamp(row.closed_at),
            "withdrawn_at": _stamp(withdrawn),
            "moves": [
                [_stamp(one.act.effective_at), _stamp(one.expires_at), one.resumes]
                for one in row.extensions.all()
            ],
            "outages": [
                [_stamp(one.start), _stamp(one.end)]
                for one in sorted(row.outages.all(), key=lambda one: one.start)
            ],
            "messages": [
                [one.pk, one.receipt, _stamp(queries.counted(one)), _stamp(one.contested_at)]
                for one in row.messages.all()
            ],
        }
    )


def titles(row: SilenceProcedure, at: datetime) -> dict[str, str]:
    """What the letter is called, in each of its languages."""
    found = {}
    for language in languages(row, at):
        with override(language):
            found[language] = __(TITLE).format(symbol=_symbol(row, language))
    return found


def texts(row: SilenceProcedure, at: datetime) -> dict[str, Text]:
    """The letter in each of its languages, as of an instant; the paragraphs have the same ids."""
    found = {}
    for language in languages(row, at):
        with override(language):
            one = presenters.shown(row, at)
            found[language] = fresh_ids(tuple(_paragraphs(one, language)))
    return found


def _paragraphs(one: presenters.Shown, language: str) -> Iterator[Paragraph]:
    row, zone = one.row, one.row.zone
    title = translated(row.revision.document.title, language)
    lines = [
        __(
            "The co-presidencies inform all delegations of the outcome of the silence "
            "procedure on this text."
        ),
        __("Text: {symbol}, {title}").format(symbol=_symbol(row, language), title=title),
        __("Opened by both co-presidencies on {at}").format(
            at=_when(one.opened_at, zone, language)
        ),
    ]
    for more in row.extensions.all():
        said = __("Resumed on {at}, runs until {until}") if more.resumes else __("Extended on {at}, until {until}")  # fmt: skip
        at = _when(more.act.effective_at, zone, language)
        lines.append(said.format(at=at, until=_when(more.expires_at, zone, language)))
    lines += [
        __("End: {at}").format(at=_when(one.expires_at, zone, language)),
        __("Outcome: {outcome}").format(outcome=one.outcome),
    ]
    yield from (plain("", line) for line in lines)
    for heading, after, part in _parts(one):
        if part:
            yield plain("", heading, HEADING, level=1)
            if after:
                yield plain("", after)
            for message in part:
                yield from _written(one, message, language)
    yield plain("", __("The text in each language"), HEADING, level=1)
    for code, digest in sorted(row.terms["languages"].items()):
        yield plain("", __("{language}: fingerprint (SHA-256) {digest}").format(language=language_name(code).capitalize(), digest=digest))  # fmt: skip
    roster = parties.roster(row.forum)
    who = [str(translated(party.presidency_title, language)) for party in roster.in_order(language)]
    yield plain("", __("Signed by both co-presidencies: {presidencies}").format(presidencies=formats.listed(who, language)))  # fmt: skip


def _parts(one: presenters.Shown) -> tuple[tuple[str, str, list[presenters.Said]], ...]:
    """What was written: what stopped the text, what stands beside it, and what came too late."""
    in_time = [said for said in one.said if said.counts]
    against = [said for said in in_time if said.row.form != queries.STATEMENT]
    beside = [said for said in in_time if said.row.form == queries.STATEMENT]
    late = [said for said in one.said if not said.counts]
    return (
        (__("Objections and amendments"), "", against),
        (__("Statements attached"), "", beside),
        (__("Late comments"), __("They arrived after the end and have no effect."), late),
    )


def _written(one: presenters.Shown, said: presenters.Said, language: str) -> Iterator[Paragraph]:
    """Who wrote what and when it came, then the words as they were written."""
    zone, row = one.row.zone, said.row
    names = parties.roster(one.row.forum).names()
    who = str(translated(names[said.who], language)) if said.who in names else said.who
    facts = {
        "who": who or __("A delegation"),
        "form": said.form,
        "at": _when(row.received_at, zone, language, exact=True),
    }
    yield plain("", __("{who}: {form}, received on {at}").format(**facts))
    if row.arrived_at is not None:
        arrived = _when(row.arrived_at, zone, language)
        yield plain(
            "", __("Recorded on behalf of the delegation, received on {at}").format(at=arrived)
        )
    if row.contested_at is not None:
        at = _when(row.contested_at, zone, language)
        yield plain("", __("Contested by the delegation on {at}").format(at=at))
    # Said in every language alike, so that the paragraphs of all stand side by side.
    yield plain(
        "", __("Original language: {language}").format(language=language_name(row.language))
    )
    yield from (plain("", line) for line in _lines(row))


def _lines(row: Message) -> list[str]:
    """The words of a message, a paragraph for each line that says something."""
    return [" ".join(line.split()) for line in row.words.splitlines() if line.strip()]


def _when(at: datetime | None, zone: str, language: str, *, exact: bool = False) -> str:
    """An instant in the zone of the silence, and in UTC; to the millisecond where that decides."""
    assert at is not None
    stamp = at.astimezone(UTC).time().isoformat("milliseconds")
    utc = stamp if exact else formats.time_of(at, "UTC", language)
    return formats.instant_on_paper(at, zone, language, utc=utc)


def _symbol(row: SilenceProcedure, language: str) -> str:
    document = row.revision.document
    return documents.name_of(document, row.revision.number) or str(
        translated(document.title, language)
    )


def _stamp(at: datetime | None) -> str:
    return receipts.stamp(at) if at is not None else ""
