"""Papers of the stories: registered, written, released and sent, as a secretariat does it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from cochair.features.documents.models import Document, Revision
from cochair.features.languages import actions as languages
from cochair.features.languages.paragraph_ids import identified
from cochair.features.languages.states import Origin
from cochair.features.publications import actions as publishing
from cochair.features.register import actions, pasted_text
from cochair.features.register import entry as entering
from cochair.story.eu_clasi.forum import MINISTERIAL
from cochair.story.events import Stage

WRITER = "secretariat"
LANGUAGES = ("en", "es", "pt")


def paper(stage: Stage, slug: str) -> Document:
    """A paper of the register as it stands, such as `ec-min-2026-7`."""
    return Document.objects.select_related("forum").get(forum=stage.forum, slug=slug)


def entered(
    stage: Stage,
    kind: str,
    title: str | Mapping[str, str],
    *,
    alias: str = "",
    meeting: str = MINISTERIAL,
    marking: str = "participants",
    originator: str = "CO_PRESIDENCIES",
    source: str = "en",
    for_observers: bool = False,
    who: str = WRITER,
) -> Document:
    """A paper in the register, with its number and without words."""
    by, at = stage.by(who)
    entry = entering.Entry(
        kind=kind,
        title={"en": title} if isinstance(title, str) else dict(title),
        source=source,
        originator=originator,
        marking=marking,
        meeting=meeting,
        for_observers=for_observers,
    )
    return entering.register(stage.forum, entry, alias=alias, by=by, at=at)


def last(document: Document) -> Revision:
    """The newest revision of a paper."""
    found = document.revisions.order_by("pk").last()
    assert found is not None, "A paper has a revision from the beginning."
    return found


def written(
    stage: Stage,
    document: Document,
    language: str,
    said: Sequence[str],
    *,
    is_released: bool = True,
    is_machine: bool = False,
    who: str = WRITER,
) -> None:
    """The newest revision in a language: its title and its paragraphs; as a courtesy of a machine,
    or released."""
    by, at = stage.by(who)
    revision = last(document)
    text = identified(
        revision, language, pasted_text.read("\n\n".join((f"# {said[0]}", *said[1:])))
    )
    if is_machine:
        draft = languages.Draft(language, text, said[0], origin=Origin.MACHINE, courtesy=True)
    else:
        draft = languages.Draft(language, text, said[0])
    made = languages.add_edition(revision, draft, seen=_version(document), by=by, at=at)
    if is_released:
        languages.release(made, seen=_version(document), by=by, at=at)


def revised(stage: Stage, document: Document, summary: str) -> None:
    """A new revision, which begins in English."""
    by, at = stage.by(WRITER)
    seen = _version(document)
    actions.revise(document, source="en", summary=summary, seen=seen, by=by, at=at)


def reworded(stage: Stage, slug: str, summary: str, said: Mapping[str, Sequence[str]]) -> None:
    """The next revision of a paper in each of these languages, circulated."""
    made = paper(stage, slug)
    revised(stage, made, summary)
    for language, lines in said.items():
        written(stage, made, language, lines)
    sent(stage, made)


def sent(
    stage: Stage, document: Document, purpose: str = "information", until: datetime | None = None
) -> None:
    """Its newest revision, circulated."""
    by, at = stage.by(WRITER)
    row = Document.objects.get(pk=document.pk)
    actions.circulate(row, purpose=purpose, until=until, seen=row.version, by=by, at=at)


def published(stage: Stage, slug: str) -> None:
    """Anyone may read a paper, and both say so with their keys."""
    by, at = stage.by(WRITER)
    document = paper(stage, slug)
    publishing.widen(document, marking="public", seen=document.version, by=by, at=at)
    published_again(stage, slug)


def published_again(stage: Stage, slug: str) -> None:
    """Both publish the newest revision of a paper that is marked for anyone already."""
    by, at = stage.by(WRITER)
    document = paper(stage, slug)
    act = publishing.propose_publication(document, reason="", seen=document.version, by=by, at=at)
    stage.sign(act, "ie", "bo")


def _version(document: Document) -> int:
    return Document.objects.get(pk=document.pk).version
