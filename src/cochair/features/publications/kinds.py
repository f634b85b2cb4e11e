"""The joint act that publishes a document: bound to the digest of every language (INV-13)."""

from collections.abc import Mapping
from datetime import datetime

from cochair.features.acts.kinds import FINGERPRINT, Kind, Line, Reader, register
from cochair.features.acts.models import JointAct
from cochair.features.acts.shapes import Shape
from cochair.features.documents import bound_texts, ends, queries
from cochair.features.documents.models import Document, Expression, Publication, Revision
from cochair.features.publications import titles
from cochair.features.publications.actions import KIND, standing
from cochair.features.register import holds
from cochair.features.register.holds import Verb
from cochair.formats.paragraphs import Text
from cochair.procedure.refusal import Refusal, Sentence, _
from cochair.web import localize


def register_all() -> None:
    """Make the kind known; called once, when the app is ready."""
    register(
        Kind(
            code=KIND,
            name=_("Publication of a document"),
            effect=lambda act: Sentence(
                _("Anyone may read the document in these languages. Publication cannot be undone.")
            ),
            take_effect=_publish,
            entry="document.published",
            over=lambda act, at: ends.of_document(act.forum, act.body["document"]),
            bound=_bound,
            guard=_may_publish,
            describe=_lines,
            shape=Shape.TEXT,
            texts=lambda act: _only(act, bound_texts.of_revision(_revision(act), act)),
            before=lambda act: bound_texts.before(_revision(act)),
        )
    )


def _bound(act: JointAct) -> Mapping[str, object]:
    """Every language and its title as it stands, and that no newer revision went out meanwhile."""
    revision = _revision(act)
    newest = revision.document.revisions.filter(circulated_at__isnull=False).order_by("number")
    last = newest.last()
    return {
        "digests": queries.binds(revision),
        "title": titles.public(revision.document, _published(act, revision)),
        "newest": last.number if last else None,
        "withdrawn": revision.document.withdrawn_at is not None,
    }


def _published(act: JointAct, revision: Revision) -> Mapping[str, Expression]:
    """The languages that the act publishes: another that others may read meanwhile is none."""
    found = standing(revision)
    return {code: found[code] for code in act.body["editions"] if code in found}


def _only(act: JointAct, texts: Mapping[str, Text]) -> Mapping[str, Text]:
    return {code: text for code, text in texts.items() if code in act.body["editions"]}


def _lines(act: JointAct, reader: Reader) -> tuple[Line, ...]:
    """The document, its languages with the digest of each, and what is missing."""
    revision = _revision(act)
    digests = queries.binds(revision)
    lines: list[Line] = [
        (_("Document"), queries.name_of(revision.document, revision.number)),
        # One that was proposed before titles were bound shows what it was called then.
        (_("Title"), act.body.get("title", revision.document.title)),
    ]
    lines += [
        (FINGERPRINT, f"{code.upper()} {digests.get(code, '')}") for code in act.body["editions"]
    ]
    if act.body["missing"]:
        lines.append((_("Missing or out of date"), localize.languages(act.body["missing"])))
    return tuple(lines)


def _may_publish(act: JointAct, at: datetime) -> tuple[Refusal | None, ...]:
    """It stands, nobody decides on it, and where it was adopted these are the words."""
    revision = _revision(act)
    if revision.document.withdrawn_at is not None:
        return (Refusal("two-keys", _("The document was withdrawn: there is nothing to publish.")),)
    editions = _published(act, revision)
    return holds.sending(revision.document, Verb.PUBLISH, editions, at)


def _publish(act: JointAct, at: datetime) -> None:
    Publication.objects.create(
        revision=_revision(act),
        act=act,
        editions=act.body["editions"],
        title=act.body["title"],
        at=at,
    )


def _revision(act: JointAct) -> Revision:
    document = Document.objects.select_related("forum", "party").get(
        forum=act.forum, slug=act.body["document"]
    )
    revision = document.revisions.get(number=act.body["revision"])
    revision.document = document
    return revision
