"""What is done to one language of a revision: a text comes in, is revised, released, goes stale.

An edition is never written over.  A change within a revision is a new edition; in substance it
makes the other languages stale, as an editorial correction does not; either way its digest is
new, and whatever both Parties were about to sign is void.

Source: domain.md C.4 (Document), C.11 (INV-5); clause I.2.6.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from cochair.features.acts import actions as acts
from cochair.features.corrigenda import rules as corrigenda
from cochair.features.documents import queries
from cochair.features.documents.models import Document, Expression, Revision, StoredFile
from cochair.features.files import refusal_texts
from cochair.features.glossary import term_check
from cochair.features.languages import states
from cochair.features.languages.states import Origin, State
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Office
from cochair.features.parties.offices import ActingOffice
from cochair.features.register import holds, refusals
from cochair.features.register.holds import Verb, Way
from cochair.features.register.mutation import changed, locked, named, tell
from cochair.features.translation_memory import matches as memory
from cochair.formats import paragraphs
from cochair.formats.paragraphs import MOST_PARAGRAPHS, MOST_SIGNS, Text
from cochair.procedure.obstacle import clauses_of
from cochair.procedure.reason import has_words
from cochair.procedure.refusal import Refusal, _, require
from cochair.web.errors import StaleVersion


@dataclass(frozen=True, slots=True)
class Draft:
    """A text as it comes in: in one language, with its title, how it came about, and its file."""

    language: str
    text: Text
    title: str = ""
    origin: Origin = Origin.TRANSLATED
    courtesy: bool = False
    editorial: bool = False
    # The corrigendum by which the words are put right, in this language alone.
    corrigendum: Document | None = None
    file: StoredFile | None = None
    # Both Parties signed these very words: they are not looked through for a marking once more.
    signed: bool = False


@transaction.atomic
def add_edition(
    revision: Revision,
    draft: Draft,
    *,
    seen: int,
    way: Way = Way.NONE,
    by: ActingOffice,
    at: datetime,
) -> Expression:
    """Keep a text as the next edition of its language; nobody else reads it before its release.

    `seen` is the version of the document that was shown.  The same text sent twice is one
    edition.  Raises StaleVersion, and Refused for a language, a text or a courtesy that cannot be.
    """
    try:
        document = locked(revision.document, seen, draft.title)
    except StaleVersion as stale:
        raise _with_both_texts(stale, revision, draft) from None
    revision = Revision.objects.get(pk=revision.pk)
    revision.document = document
    languages = parties.book(document.forum, at).languages
    require(
        refusals.still_there(document),
        refusals.known(draft.language, dict.fromkeys(languages), refusals.UNKNOWN_LANGUAGE),
        _of_the_last(revision),
        refusals.printed(draft.title),
        *_text_refusals(draft),
        _not_the_source(draft, revision),
        _a_courtesy(draft),
        _nobody_wrote_it(draft, revision),
        *holds.refusals(
            document,
            Verb.WRITE,
            at,
            way=Way.CORRIGENDUM if draft.corrigendum else way,
            language=draft.language,
        ),
        corrigenda.its_language(document, draft.language),
        corrigenda.applies(document, draft.corrigendum, draft.language, at),
    )
    digest = paragraphs.digest_of_text(draft.text)
    last = revision.expressions.filter(language=draft.language).last()
    if last is not None and last.replaced_at is None and _same(last, draft, digest):
        return last
    state = State.IN_TRANSLATION if draft.origin is Origin.MACHINE else State.IN_REVISION
    # The edition that others read stays until this one is released.
    if last is not None and last.released_at is None:
        last.replaced_at = at
        last.save(update_fields=["replaced_at"])
    made = Expression.objects.create(
        revision=revision,
        language=draft.language,
        edition=(last.edition if last else 0) + 1,
        state=state.value,
        origin=draft.origin.value,
        courtesy=draft.courtesy,
        editorial=draft.editorial,
        corrigendum=draft.corrigendum,
        title=" ".join(draft.title.split()),
        text=paragraphs.as_json(draft.text),
        words=paragraphs.count_words(draft.text),
        digest=digest,
        file=draft.file,
        made_at=at,
        made_by=Office.objects.get(pk=by.office),
    )
    term_check.check(revision)
    changed(document)
    _tell(made, "language.text_added", by=by, at=at)
    return made


@transaction.atomic
def release(
    expression: Expression, *, seen: int, way: Way = Way.NONE, by: ActingOffice, at: datetime
) -> tuple[str, ...]:
    """Release an edition; returns the languages that went stale by it.

    What both Parties were about to sign of this revision is void from now on.  Raises Refused for
    a translation before its original, while something holds the document, and for a correction of
    words that both agreed to, unless both have signed it.
    """
    expression, document = _locked(expression, seen)
    require(
        refusals.still_there(document),
        _stands(expression),
        *holds.refusals(
            document,
            Verb.RELEASE,
            at,
            way=Way.CORRIGENDUM if expression.corrigendum_id else way,
            language=expression.language,
        ),
        corrigenda.unreleased(expression, document, at, way),
        states.RELEASE.refusal(expression.state),
        _after_the_original(expression, document, at),
    )
    before = _standing(expression)
    expression.state = State.RELEASED.value
    expression.released_at = at
    expression.released_by_id = by.office
    expression.save(update_fields=["state", "released_at", "released_by"])
    stale: tuple[str, ...] = ()
    if before is not None:
        before.replaced_at = at
        before.save(update_fields=["replaced_at"])
        stale = _others_go_stale(expression, before, at)
    if expression.revision.circulated_at is not None:
        named(document, [expression])
    memory.learn(expression, at)
    changed(document)
    facts = {"stale": list(stale), "courtesy": expression.courtesy}
    _tell(expression, "language.released", by=by, at=at, facts=facts)
    acts.void_what_changed(document.forum, by=by, at=at)
    return stale


@transaction.atomic
def confirm(expression: Expression, *, seen: int, by: ActingOffice, at: datetime) -> Expression:
    """Say that an edition that went stale is right all the same: the next edition has its words."""
    expression, document = _locked(expression, seen)
    require(
        refusals.still_there(document),
        _stands(expression),
        _is_the_newest(expression),
        *holds.refusals(document, Verb.RELEASE, at, language=expression.language),
        states.CONFIRM.refusal(expression.state),
    )
    expression.replaced_at = at
    expression.save(update_fields=["replaced_at"])
    made = Expression.objects.create(
        revision=expression.revision,
        language=expression.language,
        edition=expression.edition + 1,
        state=State.RELEASED.value,
        origin=expression.origin,
        courtesy=expression.courtesy,
        editorial=True,
        title=expression.title,
        text=expression.text,
        words=expression.words,
        digest=expression.digest,
        corrigendum=expression.corrigendum,
        file=expression.file,
        made_at=at,
        made_by_id=by.office,
        released_at=at,
        released_by_id=by.office,
    )
    term_check.check(expression.revision)
    changed(document)
    _tell(made, "language.confirmed", by=by, at=at)
    return made


def _locked(expression: Expression, seen: int) -> tuple[Expression, Document]:
    document = locked(expression.revision.document, seen, expression.title)
    row = Expression.objects.select_related("revision", "file").get(pk=expression.pk)
    row.revision.document = document
    return row, document


def _standing(expression: Expression) -> Expression | None:
    """The edition of the same language that readers had until now."""
    rows = Expression.objects.filter(
        revision=expression.revision, language=expression.language, replaced_at=None
    )
    earlier = rows.exclude(pk=expression.pk).exclude(released_at=None)
    return earlier.select_related("file").last()


def _others_go_stale(expression: Expression, before: Expression, at: datetime) -> tuple[str, ...]:
    ids = paragraphs.changed_ids(
        paragraphs.from_json(before.text), paragraphs.from_json(expression.text)
    )
    unread = queries.is_held(before)
    if not states.goes_stale(
        catches_up=before.state == State.STALE or before.courtesy or unread,
        editorial=expression.editorial or expression.corrigendum_id is not None,
        courtesy=expression.courtesy,
        changed=ids,
    ):
        return ()
    others = Expression.objects.filter(
        revision=expression.revision, replaced_at=None, released_at__isnull=False
    ).exclude(language=expression.language)
    found = []
    for one in others.order_by("language"):
        one.state = State.STALE.value
        one.stale_at = one.stale_at or at
        one.stale_paragraphs = sorted({*one.stale_paragraphs, *ids})
        one.save(update_fields=["state", "stale_at", "stale_paragraphs"])
        found.append(one.language)
    return tuple(found)


def _same(last: Expression, draft: Draft, digest: str) -> bool:
    kept = (last.digest, last.title, last.origin, last.courtesy, last.corrigendum)
    title = " ".join(draft.title.split())
    return kept == (digest, title, draft.origin, draft.courtesy, draft.corrigendum)


def _tell(
    expression: Expression,
    verb: str,
    *,
    by: ActingOffice,
    at: datetime,
    facts: dict[str, object] | None = None,
) -> None:
    said = {
        "revision": expression.revision.number,
        "language": expression.language,
        "edition": expression.edition,
        "digest": expression.digest,
        **(facts or {}),
    }
    revision = expression.revision
    unseen = expression.released_at is None or revision.circulated_at is None
    tell(revision.document, verb, by=by, at=at, facts=said, is_draft=unseen)


def _of_the_last(revision: Revision) -> Refusal | None:
    if not Revision.objects.filter(
        document=revision.document_id, number__gt=revision.number
    ).exists():
        return None
    return Refusal(states.CLAUSE, _("A newer revision has been started. Change that one."))


def _after_the_original(expression: Expression, document: Document, at: datetime) -> Refusal | None:
    """A translation follows the text that it translates: that one is read first."""
    source = expression.revision.source
    if expression.language == source:
        return None
    rows = Expression.objects.filter(revision=expression.revision, language=source)
    if rows.exclude(released_at=None).exists():
        return None
    return Refusal(
        clauses_of(parties.book(document.forum, at)).languages,
        _("Release the original first: it is written in {language}."),
        {"language": source},
    )


NEWER = Refusal(states.CLAUSE, _("A newer edition of this language version has replaced it."))


def _stands(expression: Expression) -> Refusal | None:
    return None if expression.replaced_at is None else NEWER


def _is_the_newest(expression: Expression) -> Refusal | None:
    """Whoever drafts a newer edition already brings the language up to date by that."""
    newer = Expression.objects.filter(
        revision=expression.revision,
        language=expression.language,
        edition__gt=expression.edition,
    )
    return NEWER if newer.exists() else None


def _not_the_source(draft: Draft, revision: Revision) -> Refusal | None:
    if not (draft.courtesy and draft.language == revision.source):
        return None
    return Refusal(
        states.CLAUSE, _("The original language of a text cannot be a courtesy translation.")
    )


def _a_courtesy(draft: Draft) -> Refusal | None:
    if draft.origin is not Origin.MACHINE or draft.courtesy:
        return None
    return Refusal(
        states.CLAUSE,
        _("A machine translation is a courtesy translation until a person has reviewed it."),
    )


def _nobody_wrote_it(draft: Draft, revision: Revision) -> Refusal | None:
    """What counts as it stands is not replaced by what nobody reviewed."""
    official = Expression.objects.filter(
        revision=revision,
        language=draft.language,
        replaced_at=None,
        released_at__isnull=False,
        stale_at=None,
        courtesy=False,
    )
    if not (draft.courtesy and official.exists()):
        return None
    return Refusal(states.CLAUSE, _("A person has already written this language version."))


def _with_both_texts(stale: StaleVersion, revision: Revision, draft: Draft) -> StaleVersion:
    """The words that stand in this language beside those that were sent, so that none are lost."""
    last = revision.expressions.filter(language=draft.language).last()
    theirs = _lines(paragraphs.from_json(last.text)) if last is not None else stale.theirs
    return StaleVersion(stale.said, theirs=theirs, mine=_lines(draft.text))


def _lines(text: Text) -> str:
    return "\n".join(one.full_text for one in text)


def _text_refusals(draft: Draft) -> tuple[Refusal | None, ...]:
    text = draft.text
    words = [one.full_text for one in text]
    signs = sum(map(len, words))
    ids = [one.id for one in text]
    return (
        None if text else Refusal(states.CLAUSE, _("This text is empty.")),
        None
        if not text or has_words(" ".join(words))
        else Refusal(states.CLAUSE, _("This text has no words.")),
        None
        if len(text) <= MOST_PARAGRAPHS and signs <= MOST_SIGNS
        else Refusal(states.CLAUSE, _("This text is too long to be kept as one document.")),
        None
        if len(set(ids)) == len(ids)
        else Refusal(states.CLAUSE, _("Two paragraphs of this text have the same name.")),
        None if draft.signed else refusal_texts.classified([draft.title, *words]),
    )
