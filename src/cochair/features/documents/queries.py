"""Reads of documents: what a hat may see, and nothing beside it; each a fixed number of queries."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet

from cochair.features.acts.models import JointAct
from cochair.features.documents.marking import SHARED, Marking
from cochair.features.documents.models import Document, Expression, Publication, Revision
from cochair.features.meetings import attendance
from cochair.features.meetings.models import Meeting, ObserverRequest
from cochair.features.meetings.part import Part
from cochair.features.observers import queries as observing
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Power, Role
from cochair.journal.table_cache import TableCache
from cochair.procedure.symbol import CORRIGENDUM, Symbol, read_symbol
from cochair.web.localize import translated

# What joint acts on documents call their subject.
SUBJECT = "document"
IN_CHARGE = frozenset({Role.CO_PRESIDENCY, Role.SECRETARIAT})
OF_A_DELEGATION = frozenset({Role.DELEGATION_HEAD, Role.DELEGATION_MEMBER})
OF_AN_ORGANISATION = frozenset({Role.INSTITUTION, Role.OBSERVER})


def visible(
    forum: Forum, hat: ActingOffice | None, at: datetime, *, of: Sequence[Meeting] | None = None
) -> QuerySet[Document]:
    """The documents that a hat may read at an instant (aware UTC); for nobody, none.

    Whoever asks for those `of` some meetings, or of none (), spares what all the others cost.
    What is public by a joint act is read by `published`.  Source: domain.md C.8.
    """
    rows = Document.objects.filter(forum=forum)
    if hat is None:
        return rows.none()
    return rows.filter(own(hat) | (Q(circulated_at__lte=at) & _by_marking(forum, hat, at, of)))


def is_visible(document: Document, hat: ActingOffice | None, at: datetime) -> bool:
    """Whether a hat may read a document at an instant (aware UTC)."""
    if _is_read_by_all(document, hat, at):
        return True
    of = (document.meeting,) if document.meeting else ()
    return visible(document.forum, hat, at, of=of).filter(pk=document.pk).exists()


def _is_read_by_all(document: Document, hat: ActingOffice | None, at: datetime) -> bool:
    """Whether a document went out to whoever reads what the Parties share, and a hat does: the part
    of `visible` for which its row is enough, and by far the most documents."""
    if hat is None or hat.role in OF_AN_ORGANISATION or not hat.may(Power.READ_SHARED):
        return False
    went_out = document.circulated_at is not None and document.circulated_at <= at
    return went_out and document.marking in SHARED


def closed_acts(
    forum: Forum, hat: ActingOffice, at: datetime, acts: Sequence[JointAct]
) -> frozenset[int]:
    """The numbers of those of some joint acts that name a document which a hat may not read: as
    what they are about, or in what they bind, such as an exception agreed for a document."""
    named = {act.number: names for act in acts if (names := _named_by(act))}
    if not named:
        return frozenset()
    unread = closed(forum, hat, at, frozenset[str]().union(*named.values()))
    return frozenset(number for number, names in named.items() if names & unread)


def _named_by(act: JointAct) -> frozenset[str]:
    """The documents that a joint act names, by slug.

    Until both have signed, an act about a document is read by whoever reads that document: what it
    sends for signature, such as a corrigendum, is a draft until then, and both read it to sign it.
    """
    body = act.body
    if act.subject_kind == SUBJECT and act.effective_at is None:
        return frozenset({act.subject_id})
    names = (
        act.subject_id if act.subject_kind == SUBJECT else "",
        body.get("document"),
        body.get("target_id") if body.get("target_kind") == SUBJECT else "",
    )
    return frozenset(str(name) for name in names if name)


def closed(
    forum: Forum, hat: ActingOffice | None, at: datetime, names: Collection[str]
) -> frozenset[str]:
    """Of some documents, by slug or key, those that a hat may not read at an instant (aware UTC)."""
    if len(names) > MANY and hat is not None:
        # To name so many to the database, and to be told them all, takes longer than to compare here.
        there = _NAMES.get(forum.slug, forum.pk, lambda: _names(forum))
        unread = Document.objects.filter(forum=forum).exclude(
            pk__in=visible(forum, hat, at).values("pk")
        )
        hidden = frozenset(name for pair in unread.values_list("slug", "key") for name in pair)
        return (frozenset(names) - there) | (hidden & frozenset(names))
    rows = visible(forum, hat, at).filter(Q(slug__in=names) | Q(key__in=names))
    read = rows.values_list("slug", "key")
    return frozenset(names) - {name for pair in read for name in pair}


MANY = 500
# The slugs and the keys of all documents.
_NAMES: TableCache[frozenset[str]] = TableCache(8)


def _names(forum: Forum) -> frozenset[str]:
    rows = Document.objects.filter(forum=forum).values_list("slug", "key")
    return frozenset(name for pair in rows for name in pair)


def of_subject(forum: Forum, name: str) -> Document | None:
    """The document that the journal (by its key) or a joint act (by its slug) names, or None."""
    rows = Document.objects.filter(Q(key=name) | Q(slug=name), forum=forum)
    return rows.select_related("forum", "meeting__cycle").first()


def key_of(forum: Forum, slug: str) -> str:
    """The name of a document that tells nothing of it; the slug itself where there is none."""
    rows = Document.objects.filter(forum=forum, slug=slug)
    return rows.values_list("key", flat=True).first() or slug


def own(hat: ActingOffice) -> Q:
    """The documents that a hat, or the office it works for, registered."""
    if hat.role in IN_CHARGE and (hat.in_term or hat.role is Role.SECRETARIAT):
        return Q(party__code=hat.party, member=None, organisation=None)
    if hat.role in OF_AN_ORGANISATION:
        return Q(organisation__code=hat.organisation)
    if hat.role in OF_A_DELEGATION:
        return Q(member__code=hat.member, party__code=hat.party)
    return Q(pk__in=())


def is_own(document: Document, hat: ActingOffice | None) -> bool:
    """Whether a hat works for whoever registered a document."""
    return hat is not None and Document.objects.filter(own(hat), pk=document.pk).exists()


def document(forum: Forum, slug: str, hat: ActingOffice | None, at: datetime) -> Document | None:
    """One document that a hat may read, with its rows; None for all others alike."""
    rows = with_rows(visible(forum, hat, at))
    return rows.filter(slug=slug).first()


def with_rows(rows: QuerySet[Document]) -> QuerySet[Document]:
    """The same documents with everything that a list or a page of them shows."""
    current = Expression.objects.filter(replaced_at=None).select_related("file", "made_by")
    return rows.select_related(
        "forum", "party", "member", "organisation", "meeting", "of", "superseded_by"
    ).prefetch_related(
        "aliases__party",
        Prefetch(
            "revisions",
            Revision.objects.select_related("party").prefetch_related(
                Prefetch("expressions", current)
            ),
        ),
    )


def last_revision(document: Document) -> Revision | None:
    """The newest revision of a document that was read with its rows."""
    rows = list(document.revisions.all())
    return rows[-1] if rows else None


def circulated_revision(document: Document) -> Revision | None:
    """The newest revision that was circulated: what others than its authors read."""
    rows = [row for row in document.revisions.all() if row.circulated_at is not None]
    return rows[-1] if rows else None


def editions(revision: Revision) -> Mapping[str, Expression]:
    """The newest edition of each language, released or not, by language: what its authors see."""
    return {row.language: row for row in revision.expressions.all() if row.replaced_at is None}


def released(revision: Revision) -> Mapping[str, Expression]:
    """The edition of each language that was released last, stale or not, by language."""
    rows = (row for row in revision.expressions.all() if row.replaced_at is None)
    return {row.language: row for row in rows if row.released_at is not None}


def read_by_others(revision: Revision) -> dict[str, Expression]:
    """What others read of a revision now: each language as it was released last, not held; a
    courtesy as well.  Asked of the database anew."""
    rows = Expression.objects.filter(revision=revision, replaced_at=None, released_at__isnull=False)
    found = rows.select_related("file").order_by("edition")
    return {row.language: row for row in found if not is_held(row)}


def readable(revision: Revision, *, is_own: bool) -> Mapping[str, Expression]:
    """The editions that a reader of the document may open: others than its authors, only what
    was released and is not held for a marking."""
    if is_own:
        return editions(revision)
    return {code: row for code, row in released(revision).items() if not is_held(row)}


def is_held(expression: Expression) -> bool:
    """Whether the file of an edition waits for its Party to release it."""
    file = expression.file
    return file is not None and file.held and file.released_at is None


def binds(revision: Revision) -> dict[str, str]:
    """What a joint act binds of a revision: the digest of each language as it was released last.

    Any release in any language changes it, so that keys are void; a text that nobody released
    changes nothing.
    """
    rows = Expression.objects.filter(revision=revision, replaced_at=None, released_at__isnull=False)
    return dict(rows.order_by("language", "edition").values_list("language", "digest"))


def entered(document: Document) -> dict[str, str]:
    """The fingerprints of the words with which a document was entered, by language: where both
    signed it first, those that they signed."""
    rows = Expression.objects.filter(revision__document=document, revision__number=0, edition=1)
    return dict(rows.values_list("language", "digest"))


def symbol_of(document: Document) -> Symbol | None:
    """The symbol of a work; None for a non-paper, which has none."""
    if document.number is None or document.year is None:
        return None
    return Symbol(
        document.series,
        document.year,
        document.number,
        document.suffix,
        document.suffix_number,
    )


def name_of(document: Document, revision: int = 0) -> str:
    """What a document is called in a list: its symbol with its revision; empty for a non-paper.

    A corrigendum of one language names it at the end (CB-42).
    """
    symbol = symbol_of(document)
    return _name(symbol, document.corrects, revision) if symbol is not None else ""


def _name(symbol: Symbol, corrects: str, revision: int = 0) -> str:
    return f"{symbol.revised(revision)} ({corrects})" if corrects else symbol.revised(revision)


def called(document: Document) -> dict[str, str]:
    """What people call a document, in every language of its title: the title, then its symbol."""
    symbol = name_of(document)
    said = dict(document.title)
    return {code: f"{title} ({symbol})" for code, title in said.items()} if symbol else said


def words_of(document: Document, revision: int = 0) -> Mapping[str, object]:
    """What the title of a joint act says of a document: its symbol, and its title in each language."""
    return {
        "symbol": name_of(document, revision),
        "title": lambda language: translated(document.title, language),
    }


def symbols(forum: Forum, slugs: Iterable[str]) -> Mapping[str, str]:
    """The symbols of documents by slug, where they have one; one query."""
    wanted = frozenset(slugs)
    rows = Document.objects.filter(forum=forum, number__isnull=False, year__isnull=False)
    if len(wanted) <= MANY:
        rows = rows.filter(slug__in=wanted)
    return {
        slug: _name(Symbol(*symbol), corrects)
        for slug, corrects, *symbol in rows.order_by().values_list("slug", "corrects", *SYMBOL)
        if slug in wanted
    }


# The columns that a symbol is made of.
SYMBOL = ("series", "year", "number", "suffix", "suffix_number")


def languages_of(document: Document, languages: Iterable[str]) -> tuple[str, ...]:
    """The languages that a document is owed and written in: all, or the one that it corrects."""
    return (document.corrects,) if document.corrects else tuple(languages)


def corrigenda(document: Document, hat: ActingOffice | None, at: datetime) -> QuerySet[Document]:
    """The corrigenda of a work that went out, stand, and a hat may read, in their order."""
    rows = visible(document.forum, hat, at).filter(of=document, suffix=CORRIGENDUM)
    standing = rows.filter(circulated_at__lte=at, withdrawn_at=None)
    return standing.order_by("suffix_number")


def by_symbol(
    forum: Forum, words: Iterable[str], hat: ActingOffice | None, at: datetime
) -> Mapping[str, Document]:
    """The documents that are meant by symbols as people write them, as far as a hat sees them.

    Symbols of this register and numbers that others give are both found; two queries.
    """
    written = {said: " ".join(said.split()) for said in words}
    slugs = {
        found[0].slug: said for said in written if (found := read_symbol(written[said])) is not None
    }
    rows = visible(forum, hat, at).select_related("meeting")
    known = {slugs[row.slug]: row for row in rows.filter(slug__in=slugs)}
    others = [said for said in written if said not in known]
    aliased = rows.filter(aliases__symbol__in=[written[said] for said in others])
    for row in aliased.prefetch_related("aliases").distinct():
        for said in others:
            if any(alias.symbol == written[said] for alias in row.aliases.all()):
                known.setdefault(said, row)
    return known


def published(forum: Forum) -> QuerySet[Publication]:
    """What both Parties published, oldest first."""
    rows = Publication.objects.filter(revision__document__forum=forum)
    return rows.select_related("revision__document__meeting", "revision__document__party", "act")


def _by_marking(forum: Forum, hat: ActingOffice, at: datetime, of: Sequence[Meeting] | None) -> Q:
    found = _internal(hat)
    if hat.role is Role.INSTITUTION:
        meetings = _own_meetings(forum, hat, at, of)
        found |= Q(marking=Marking.FORUM)
        found |= Q(marking=Marking.PARTICIPANTS, meeting__in=meetings)
        found |= Q(marking=Marking.PUBLIC, meeting__in=meetings)
    if hat.role in OF_AN_ORGANISATION:
        found |= Q(for_observers=True, meeting__in=_granted(forum, hat, at, of)) & ~Q(
            marking__in=[Marking.INTERNAL, Marking.PRESIDENCIES]
        )
    elif hat.may(Power.READ_SHARED):
        found |= Q(marking__in=sorted(SHARED))
        found |= Q(marking=Marking.PARTICIPANTS) & (
            Q()
            if attendance.takes_part_in_all(hat)
            else Q(meeting__in=_own_meetings(forum, hat, at, of))
        )
        if hat.role is Role.SECRETARIAT or (hat.role is Role.CO_PRESIDENCY and hat.in_term):
            found |= Q(marking=Marking.PRESIDENCIES)
    return found


def _internal(hat: ActingOffice) -> Q:
    found = Q(pk__in=())
    for space in hat.spaces if hat.may(Power.READ_SHARED) else ():
        kind, _, code = space.partition(":")
        if kind == "party":
            found |= Q(marking=Marking.INTERNAL, party__code=code)
    if hat.organisation and hat.role is Role.INSTITUTION:
        through = Document.readers.through.objects.filter(organisation__code=hat.organisation)
        found |= Q(marking=Marking.INTERNAL, pk__in=through.values("document_id"))
    return found


def read_by_all_in(meeting: Meeting, at: datetime, *, observers: bool) -> QuerySet[Document]:
    """The documents that everybody who takes part in a meeting may read at an instant (aware UTC).

    `observers` says whether observers are among them: then only what is marked for observers of
    this meeting.  Source: domain.md C.8.
    """
    rows = Document.objects.filter(forum=meeting.forum, circulated_at__lte=at)
    everybody = Q(marking__in=sorted(SHARED))
    found = rows.filter(everybody | Q(marking=Marking.PARTICIPANTS, meeting=meeting))
    return found.filter(for_observers=True, meeting=meeting) if observers else found


def _own_meetings(
    forum: Forum, hat: ActingOffice, at: datetime, of: Sequence[Meeting] | None
) -> QuerySet[Meeting]:
    """The meetings whose papers for participants an office reads: those in which it takes part.

    Whoever comes as an observer reads what is marked for observers, and no other paper.
    """
    parts = attendance.parts_of(forum, hat, at, of)
    own = [slug for slug, part in parts.items() if part and part is not Part.OBSERVER]
    return Meeting.objects.filter(forum=forum, slug__in=own)


def _granted(
    forum: Forum, hat: ActingOffice, at: datetime, of: Sequence[Meeting] | None
) -> QuerySet[Meeting]:
    """The meetings to which one is invited as an observer with the set of papers for observers."""
    parts = attendance.parts_of(forum, hat, at, of)
    own = [slug for slug, part in parts.items() if part is Part.OBSERVER]
    rows = ObserverRequest.objects.filter(
        meeting__forum=forum,
        organisation__code=hat.organisation,
        withdrawn_at=None,
        granted_documents=observing.MARKED,
    ).exclude(invited_at=None)
    return Meeting.objects.filter(forum=forum, slug__in=own, pk__in=rows.values("meeting"))
