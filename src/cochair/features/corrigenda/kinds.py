"""The joint act of a corrigendum: it goes out, and its words take the place of those it corrects."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from cochair.features.acts import visibility
from cochair.features.acts.kinds import FINGERPRINT, Ended, Kind, Line, Reader, register
from cochair.features.acts.models import JointAct
from cochair.features.acts.shapes import Shape
from cochair.features.corrigenda import queries, rules
from cochair.features.documents import ends
from cochair.features.documents import queries as documents
from cochair.features.documents.models import Document
from cochair.features.languages import actions as languages
from cochair.features.parties import queries as parties
from cochair.features.register import actions as registering
from cochair.features.register import holds
from cochair.features.register import refusals as register_refusals
from cochair.features.register.holds import Hold, Verb, Way
from cochair.formats.paragraphs import Text, from_json
from cochair.procedure.refusal import Refusal, Sentence, _

CLAUSE = "two-keys"
SIGNED = Refusal(CLAUSE, _("Both Parties signed this corrigendum: it stays as it is."))


def register_all() -> None:
    """Make the kind of act known, and what both signed; called once, when the app is ready."""
    visibility.register("corrigenda", visibility.of_drafts(queries.CORRECT))
    holds.register("corrigenda", holding, among)
    register(
        Kind(
            code=queries.CORRECT,
            name=_("Corrigendum"),
            effect=lambda act: Sentence(
                _("The corrigendum is circulated, and its words replace those that it corrects.")
            ),
            take_effect=_correct,
            entry="document.corrected",
            over=_over,
            bound=_bound,
            guard=lambda act, at: refusals(_document(act), at),
            describe=_lines,
            shape=Shape.TEXT,
            texts=_corrected,
            before=_until_now,
            same=lambda act: act.body["document"],
        )
    )


def among(keys: Collection[int]) -> Iterable[QuerySet[Any, Any]]:
    """Of documents by their keys, those that belong to another one."""
    rows = Document.objects.filter(pk__in=keys, of__isnull=False)
    yield rows.values_list("pk")


def holding(document: Document, at: datetime) -> Iterable[Hold]:
    """A corrigendum that both signed stays as they signed it; of words that both agreed to, none is
    circulated by one office alone; and none at all of what is submitted for adoption."""
    if document.of is None:
        return
    found = queries.signed(document)
    if found:
        words: Mapping[str, str] = found[0].body["languages"]
        yield Hold(
            SIGNED, holds.AGREED, is_agreed=True, differs=lambda there: holds.unlike(there, words)
        )
    sending = frozenset({Verb.CIRCULATE})
    if rules.takes_both(document, at):
        yield Hold(rules.BOTH_SIGN, sending, ways=frozenset({Way.CORRIGENDUM}))
    if rules.is_of(document, document.of):
        for one in holds.refusals(document.of, Verb.CIRCULATE, at):
            yield Hold(one, sending)


def _over(act: JointAct, at: datetime) -> Ended | None:
    """Nothing is corrected by a corrigendum, or in a work, that was withdrawn or superseded."""
    names = (act.body["document"], act.subject_id)
    return next(filter(None, (ends.of_going_on(act.forum, one) for one in names)), None)


def refusals(document: Document, at: datetime) -> tuple[Refusal, ...]:
    """Why both do not sign a corrigendum as it stands: asked on sending and at each signature."""
    if not rules.takes_both(document, at):
        return (
            Refusal(
                CLAUSE,
                _("Only a corrigendum of words that both Parties agreed to needs both signatures."),
            ),
        )
    revision = queries.revision_of(document)
    words = documents.read_by_others(revision)
    done = document.circulated_at is not None and not queries.pending(document)
    answers = (
        register_refusals.still_there(document),
        register_refusals.has_words(revision, bool(words)),
        Refusal(CLAUSE, _("Both Parties have signed all of this corrigendum.")) if done else None,
        *_held(document, at),
        # What would stop it from going out stops the signatures that send it.
        *(
            ()
            if document.circulated_at is not None
            else holds.sending(document, Verb.CIRCULATE, words, at, way=Way.CORRIGENDUM)
        ),
    )
    return tuple(one for one in answers if one is not None)


def _held(document: Document, at: datetime) -> Iterable[Refusal]:
    """What holds a corrected language all the same, such as a signature that is on its way."""
    for code, row in queries.pending(document).items():
        work, way = row.revision.document, Way.CORRIGENDUM
        yield from holds.refusals(work, Verb.RELEASE, at, way=way, language=code)


def digests(document: Document) -> dict[str, str]:
    """The fingerprints of the corrected words that wait, by language."""
    return {code: row.digest for code, row in queries.pending(document).items()}


def _bound(act: JointAct) -> Mapping[str, object]:
    """The words of the corrigendum and the corrected ones with their titles as they are now, and
    whether it stands."""
    document = _document(act)
    return {
        "languages": documents.binds(queries.revision_of(document)),
        "editions": digests(document),
        "titles": {code: row.title for code, row in queries.pending(document).items()},
        "withdrawn": document.withdrawn_at is not None,
    }


def _correct(act: JointAct, at: datetime) -> None:
    """Circulate it where it has not gone out, and release the corrected words that both signed."""
    key = act.keys.order_by("pk").last()
    assert key is not None
    by, document = parties.hat_of(act.forum, key.office, at), _document(act)
    waiting = queries.pending(document)
    if document.circulated_at is None:
        registering.circulate(
            document,
            purpose="information",
            until=None,
            seen=_seen(document),
            way=Way.CORRIGENDUM,
            by=by,
            at=at,
        )
        registering.finish(document, seen=_seen(document), by=by, at=at)
    for code in act.body["editions"]:
        edition = waiting[code]
        work = edition.revision.document
        languages.release(edition, seen=_seen(work), way=Way.CORRIGENDUM, by=by, at=at)


def _lines(act: JointAct, reader: Reader) -> tuple[Line, ...]:
    """The corrigendum word for word; the corrected text is shown with what changes."""
    document = _document(act)
    revision = queries.revision_of(document)
    assert document.of is not None
    lines: list[Line] = [
        (_("Document"), documents.name_of(document.of) or document.of.slug),
        (_("Corrigendum"), documents.name_of(document, revision.number) or document.slug),
    ]
    lines += [
        (_("Corrigendum in words"), {code: _words_of(from_json(row.text))})
        for code, row in documents.read_by_others(revision).items()
    ]
    said = {**act.body["languages"]}
    lines += [(FINGERPRINT, f"{code.upper()} {one}") for code, one in said.items()]
    lines += [(FINGERPRINT, f"{code.upper()} {one}") for code, one in act.body["editions"].items()]
    return tuple(lines)


def _corrected(act: JointAct) -> Mapping[str, Text]:
    """The text with the words that both sign, in each language that is corrected."""
    rows = queries.bound(_document(act), act.body["editions"])
    return {code: from_json(row.text) for code, row in rows.items()}


def _until_now(act: JointAct) -> Mapping[str, Text]:
    """The same languages as they were until then."""
    rows = queries.bound(_document(act), act.body["editions"])
    older = {code: queries.words_before(row) for code, row in rows.items()}
    return {code: from_json(row.text) for code, row in older.items() if row is not None}


def _words_of(text: Text) -> str:
    return "\n".join(one.full_text for one in text)


def _document(act: JointAct) -> Document:
    return Document.objects.select_related("forum", "party", "of__forum").get(
        forum=act.forum, slug=act.body["document"]
    )


def _seen(document: Document) -> int:
    return int(Document.objects.values_list("version", flat=True).get(pk=document.pk))
