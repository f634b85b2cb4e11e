"""Papers of the stories: registered, written, released and sent, as a secretariat does it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from cochair.features.documents.models import Document, Revision
from cochair.features.invitations import actions as inviting
from cochair.features.languages import actions as languages
from cochair.features.languages.paragraph_ids import identified
from cochair.features.languages.states import Origin
from cochair.features.meetings.models import Delegation, Invitation
from cochair.features.publications import actions as publishing
from cochair.features.register import actions, pasted_text
from cochair.features.register import entry as entering
from cochair.story.eu_clasi import words
from cochair.story.eu_clasi.forum import MINISTERIAL
from cochair.story.events import Stage

WRITER = "secretariat"
LANGUAGES = ("en", "es", "pt")


def paper(stage: Stage, slug: str) -> Document:
    """A paper of the register as it stands, such as `ec-min-2026-7`."""
    return Document.objects.select_related("forum").get(forum=stage.forum, slug=slug)


def first_of(stage: Stage, kind: str) -> Document:
    """The first paper of a kind, such as one without a number, that was entered in the register."""
    return Document.objects.filter(forum=stage.forum, kind=kind).order_by("pk")[0]


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


def delegate(stage: Stage, code: str, what: str) -> str:
    """How a delegation writes of itself: its head, its letter, whom the head stands for."""
    return words.in_words_of(stage.forum, code, words.said(f"preparing.delegates.{what}"))


def accepts(stage: Stage, row: Delegation, reference: str, *, who: str) -> None:
    """The letter in which a delegation names its people accepts the invitation too: it is recorded."""
    by, at = stage.by(who)
    invited = Invitation.objects.select_related("meeting__forum")
    for one in invited.filter(
        meeting=row.meeting, member=row.member, organisation=row.organisation
    ):
        inviting.answer(one, answer="accepted", reference=reference, by=by, at=at)


def overlaps(stage: Stage, where: str, initiative: str) -> list[dict[str, str]]:
    """What a note on coherence found of one initiative, and what is to be done about it."""
    found = {name: words.told(stage, WRITER, f"{where}.{name}") for name in ("overlap", "action")}
    return [{"initiative": initiative, **found}]


def notice(meeting: str) -> dict[str, str]:
    """The notice of a meeting in every language, its paragraphs with a blank line between them."""
    return {
        code: "\n\n".join(one) for code, one in words.said(f"preparing.notices.{meeting}").items()
    }


def internal(stage: Stage, where: str, *, who: str, meeting: str = MINISTERIAL) -> None:
    """A note of one Party, which one of its offices draws up and nobody else reads, in all languages."""
    said = words.paper(where)
    own, source = stage.in_own_words(who, {code: lines[0] for code, lines in said.items()})
    made = entered(
        stage,
        "note",
        {source: own},
        meeting=meeting,
        marking="internal",
        originator=f"{stage.hat(who).party}_PRES",
        source=source,
        who=who,
    )
    for language in (source, *(code for code in said if code != source)):
        written(stage, made, language, said[language], who=who)


def drawn_up(
    stage: Stage,
    where: str,
    kind: str,
    *,
    meeting: str = MINISTERIAL,
    marking: str = "participants",
    originator: str = "CO_PRESIDENCIES",
    for_observers: bool = False,
) -> Document:
    """A paper that stands at a place of the data, in the register and released in every language."""
    said = words.paper(where)
    made = entered(
        stage,
        kind,
        {code: lines[0] for code, lines in said.items()},
        meeting=meeting,
        marking=marking,
        originator=originator,
        for_observers=for_observers,
    )
    for language, lines in said.items():
        written(stage, made, language, lines)
    return made


def revised(stage: Stage, document: Document, where: str) -> None:
    """A new revision, which begins in English; what is new in it stands at a place of the data."""
    by, at = stage.by(WRITER)
    seen, summary = _version(document), words.told(stage, WRITER, where)
    actions.revise(document, source="en", summary=summary, seen=seen, by=by, at=at)


def reworded(stage: Stage, slug: str, where: str, said: Mapping[str, Sequence[str]]) -> None:
    """The next revision of a paper in each of these languages, circulated."""
    made = paper(stage, slug)
    revised(stage, made, where)
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
