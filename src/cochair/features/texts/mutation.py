"""What every change of a text shares: the lock, the difference that is kept, the entry.

An act reads the text, lets the core change it, and hands both values over: what differs is
written, and nothing else.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from cochair.features.acts import actions as acts
from cochair.features.documents.marking import Marking
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.texts import models, queries
from cochair.journal.actions import record
from cochair.procedure import text as core


def locked(row: models.NegotiatedText) -> tuple[models.NegotiatedText, core.NegotiatedText]:
    """The text as it stands with all its history, its forum locked first as every joint act does.

    Call it in a transaction.
    """
    forum = Forum.objects.select_for_update().get(pk=row.forum_id)
    models.NegotiatedText.objects.select_for_update(of=("self",)).get(pk=row.pk)
    fresh = queries.texts(forum).get(pk=row.pk)
    return fresh, queries.negotiated(fresh, history=True)


def keep(
    row: models.NegotiatedText,
    before: core.NegotiatedText,
    after: core.NegotiatedText,
    *,
    by: ActingOffice,
    note: str = "",
) -> None:
    """Write the difference between two forms of a text; `note` goes with a new position.

    What was written stays: editions and positions are only ever added.
    """
    _keep_paragraphs(row, before.paragraphs, after.paragraphs)
    _keep_proposals(row, before.proposals, after.proposals, by)
    _keep_reservations(row, before.reservations, after.reservations, by)
    _keep_rounds(row, before.rounds, after.rounds)
    models.Position.objects.bulk_create(
        models.Position(
            text=row,
            on=one.on,
            value=one.value.value,
            note=note,
            at=one.at,
            by_id=by.office,
            **_author(one.by),
        )
        for one in after.positions[len(before.positions) :]
    )
    _write_editions(row, after.editions[len(before.editions) :], by)


def keep_marks(
    row: models.NegotiatedText, before: core.NegotiatedText, after: core.NegotiatedText
) -> None:
    """Write what both co-chairs noted of paragraphs by their keys, where nothing else changed."""
    _keep_paragraphs(row, before.paragraphs, after.paragraphs)


def _write_editions(
    row: models.NegotiatedText, editions: Iterable[core.Edition], by: ActingOffice
) -> None:
    """Keep wordings that were written."""
    models.Edition.objects.bulk_create(
        models.Edition(
            text=row,
            of=one.of,
            language=one.language,
            number=one.number,
            words=one.words,
            by=one.by,
            at=one.at,
            made_by_id=by.office,
        )
        for one in editions
    )


def tell(
    row: models.NegotiatedText,
    verb: str,
    *,
    by: ActingOffice,
    at: datetime,
    facts: Mapping[str, object] | None = None,
    author: core.Author | None = None,
) -> None:
    """Write an entry about a text into the space of those who read its document.

    With an `author`, it says of it no more than the attribution does: the row knows the office.
    What both Parties were about to sign on the words as they were is void from now on; what a
    delegation writes changes no words.
    """
    document = row.document
    internal = document.marking == Marking.INTERNAL and document.party is not None
    space = f"party:{document.party.code}" if internal and document.party else "shared"
    party, office = by.party, by.title
    account: int | None = by.account
    level = core.Attribution(row.attribution)
    if author is not None and level is not core.Attribution.NAMED and space == "shared":
        seen = core.shown(author, level)
        party, office, account = (seen.party if seen else ""), "", None
    record(
        row.forum.slug,
        verb=verb,
        about=("text", document.key),
        by=account,
        office=office,
        on_behalf_of=party,
        at=at,
        facts=facts,
        space=space,
    )
    if author is None or author == core.CHAIRS:
        acts.void_what_changed(row.forum, by=by, at=at)


def _author(author: core.Author) -> dict[str, str]:
    return {"author_kind": author.kind.value, "party": author.party, "member": author.member}


def _keep_paragraphs(
    row: models.NegotiatedText,
    before: tuple[core.Paragraph, ...],
    after: tuple[core.Paragraph, ...],
) -> None:
    if before == after:
        return
    known = {one.id: (place, one) for place, one in enumerate(before)}
    rows = {one.stable_id: one for one in row.paragraphs.all()}
    made: list[models.Paragraph] = []
    changed: list[models.Paragraph] = []
    for place, one in enumerate(after):
        if known.get(one.id) == (place, one):
            continue
        found = rows.get(one.id) or models.Paragraph(text=row, stable_id=one.id)
        found.order, found.kind, found.sense = place, one.kind, one.sense
        found.words, found.numbers = dict(one.words), dict(one.numbers)
        found.senses, found.mark = dict(one.senses), one.mark.value
        found.removed_at = one.removed_at
        (changed if one.id in rows else made).append(found)
    models.Paragraph.objects.bulk_create(made)
    fields = ["order", "kind", "sense", "words", "numbers", "senses", "mark", "removed_at"]
    models.Paragraph.objects.bulk_update(changed, fields)


def _keep_proposals(
    row: models.NegotiatedText,
    before: tuple[core.Proposal, ...],
    after: tuple[core.Proposal, ...],
    by: ActingOffice,
) -> None:
    if before == after:
        return
    known = {one.id: one for one in before}
    new = [_proposal(row, one, by) for one in after if one.id not in known]
    models.Proposal.objects.bulk_create(new)
    differ = {one.id: one for one in after if one.id in known and known[one.id] != one}
    rows = list(row.proposals.filter(stable_id__in=differ))
    for found in rows:
        _fill(found, differ[found.stable_id])
    fields = ["operation", "words", "span_start", "span_end", "on", "after", "kind"]
    models.Proposal.objects.bulk_update(rows, [*fields, "state", "settled_at", "into"])


def _proposal(row: models.NegotiatedText, one: core.Proposal, by: ActingOffice) -> models.Proposal:
    made = models.Proposal(
        text=row,
        stable_id=one.id,
        paragraph=one.paragraph,
        at=one.at,
        by_id=by.office,
        **_author(one.author),
    )
    _fill(made, one)
    return made


def _fill(found: models.Proposal, one: core.Proposal) -> None:
    found.operation, found.kind, found.words = one.operation.value, one.kind, dict(one.words)
    found.span_start = one.span.start if one.span else None
    found.span_end = one.span.end if one.span else None
    found.on, found.after, found.into = one.on, one.after, one.into
    found.state, found.settled_at = one.state.value, one.settled_at


def _keep_reservations(
    row: models.NegotiatedText,
    before: tuple[core.Reservation, ...],
    after: tuple[core.Reservation, ...],
    by: ActingOffice,
) -> None:
    known = {one.id: one for one in before}
    for one in after:
        if one.id not in known:
            models.Reservation.objects.create(
                text=row,
                stable_id=one.id,
                kind=one.kind.value,
                at=one.at,
                paragraph=one.paragraph,
                until=one.until,
                language=one.language,
                lifted_at=one.lifted_at,
                statement=one.statement,
                by_id=by.office,
                **_author(one.by),
            )
        elif known[one.id] != one:
            row.reservations.filter(stable_id=one.id).update(
                lifted_at=one.lifted_at, statement=one.statement
            )


def _keep_rounds(
    row: models.NegotiatedText, before: tuple[core.Round, ...], after: tuple[core.Round, ...]
) -> None:
    known = {one.number: one for one in before}
    for one in after:
        if known.get(one.number) == one:
            continue
        figures = one.figures
        row.rounds.update_or_create(
            number=one.number,
            defaults={
                "opened_at": one.opened_at,
                "closed_at": one.closed_at,
                "figures": {name: getattr(figures, name) for name in figures.__slots__}
                if figures
                else None,
                "paragraphs": [queries.as_kept(each) for each in one.paragraphs],
            },
        )
