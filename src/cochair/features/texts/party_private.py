"""What stays within a Party: its clearance of the text, and what a delegation notes for its capital.

Source: domain.md C.2 (Clearance), C.7 (D4), C.8 ("readable only by that delegation"), INV-4.
"""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from cochair.features.cycles.models import Cycle
from cochair.features.documents import cycles
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.texts import authors, models, mutation, refusals
from cochair.features.texts.models import Clearance, NegotiatedText, PrivateNote
from cochair.journal.actions import record
from cochair.procedure import text as core
from cochair.procedure.obstacle import Cleared
from cochair.procedure.refusal import Refusal, _, require


def reads_clearances(hat: ActingOffice) -> bool:
    """Whether a hat reads what its own Party said of a text."""
    return bool(hat.party) and f"party:{hat.party}" in hat.spaces


def clearances(row: NegotiatedText, hat: ActingOffice) -> QuerySet[Clearance]:
    """What the Party of a hat said of a text, the latest first; never what another one said."""
    rows = Clearance.objects.filter(text=row, party__code=hat.party)
    return rows.order_by("-pk") if reads_clearances(hat) else rows.none()


def notes(row: NegotiatedText, hat: ActingOffice) -> QuerySet[PrivateNote]:
    """The notes of the delegation of a hat; there are none for anybody else."""
    rows = PrivateNote.objects.filter(text=row, member__code=hat.member)
    writes = hat.role in authors.OF_A_DELEGATION and hat.may(Power.READ_SHARED)
    return rows if writes else rows.none()


def of_subject(forum: Forum, name: str) -> PrivateNote | None:
    """The note that the journal names by its number, or None."""
    rows = PrivateNote.objects.filter(text__forum=forum, pk=name)
    return rows.select_related("text__document__forum", "text__document__meeting__cycle").first()


def ends_with(note: PrivateNote) -> Cycle | None:
    """The cycle with which a note ends: that of the text beside which it stands."""
    return cycles.ends_with(note.text.document)


def closed(
    forum: Forum, hat: ActingOffice | None, at: datetime, names: Collection[str]
) -> frozenset[str]:
    """Of some notes, by their numbers, those that are not of the delegation of a hat."""
    if hat is None or hat.role not in authors.OF_A_DELEGATION or not hat.may(Power.READ_SHARED):
        return frozenset(names)
    own = PrivateNote.objects.filter(text__forum=forum, pk__in=names, member__code=hat.member)
    return frozenset(names) - set(map(str, own.values_list("pk", flat=True)))


@transaction.atomic
def clear(
    row: NegotiatedText,
    state: Cleared,
    *,
    seen: str,
    note: str = "",
    by: ActingOffice,
    at: datetime,
) -> Clearance:
    """Say for one's own Party what it says of the words with the digest `seen`.

    Raises Refused for whoever does not clear for a Party, and when the words have changed since.
    """
    row, text = mutation.locked(row)
    digest = core.text_digest(text)
    changed = Refusal("practice", _("The text has changed since you read it. Read it again."))
    require(
        None if authors.may_clear(by) else Refusal("practice", authors.CLEARS),
        None if seen == digest else changed,
        refusals.printed(note),
    )
    made = models.Clearance.objects.create(
        text=row,
        party=parties.roster(row.forum).party(by.party),
        state=state.value,
        digest=digest,
        note=note.strip(),
        at=at,
        by_id=by.office,
    )
    facts = {"state": state.value, "digest": digest}
    _tell(row, "text.cleared", ("text", row.document.key), facts, by=by, at=at)
    return made


@transaction.atomic
def note(
    row: NegotiatedText, paragraph: str, words: str, *, by: ActingOffice, at: datetime
) -> PrivateNote:
    """Write a note for the own capital beside a paragraph; earlier ones stay.

    The journal of the Party says that a note was written, and not on what.
    """
    row, text = mutation.locked(row)
    writes = by.role in authors.OF_A_DELEGATION and by.may(Power.READ_SHARED)
    known = {one.id for one in text.paragraphs} | {one.paragraph for one in text.proposals}
    require(
        None if writes else Refusal("practice", authors.NOTES),
        None if paragraph in known else text.no(_("There is no such paragraph in the text.")),
        refusals.printed(words),
        refusals.written(words),
    )
    made = models.PrivateNote.objects.create(
        text=row,
        member=parties.roster(row.forum).member(by.member),
        paragraph=paragraph,
        words=words.strip(),
        at=at,
        by_id=by.office,
    )
    _tell(row, "text.noted", ("note", str(made.pk)), {}, by=by, at=at)
    return made


def follow(row: NegotiatedText, before: str, after: str, *, at: datetime) -> None:
    """Let what was cleared stay cleared when a language that was behind has followed.

    `before` and `after` are digests of the words; it is called under the lock of the text.
    """
    held = Clearance.objects.filter(Q(digest=before) | Q(followed__digest=before), text=row)
    models.Followed.objects.bulk_create(
        (models.Followed(clearance=one, digest=after, at=at) for one in held.distinct()),
        ignore_conflicts=True,
    )


def _tell(
    row: NegotiatedText,
    verb: str,
    about: tuple[str, str],
    facts: Mapping[str, object],
    *,
    by: ActingOffice,
    at: datetime,
) -> None:
    record(
        row.forum.slug,
        verb=verb,
        about=about,
        by=by.account,
        office=by.title,
        on_behalf_of=by.party,
        at=at,
        facts=facts,
        space=f"party:{by.party}",
    )
