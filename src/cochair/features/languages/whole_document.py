"""A document that is entered with the files of its languages at once, and circulated at once."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from cochair.features.documents import queries
from cochair.features.documents.models import Document
from cochair.features.languages import actions, bringing, paragraph_ids
from cochair.features.languages.actions import Draft
from cochair.features.languages.bringing import Brought
from cochair.features.languages.states import Origin
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.register import actions as register
from cochair.features.register import entry as entering
from cochair.features.register.entry import Entry
from cochair.procedure.refusal import Refusal, Refused, _
from cochair.web.spoken import language_of

type File = tuple[bytes, str, str]
type Files = Mapping[str, Brought]


def opened(sent: Sequence[File], languages: tuple[str, ...]) -> Files:
    """Read one file for each language, each given as its bytes, its name and its media type.

    The language is told by the text or by the name of the file.  Nothing is kept yet.  Raises
    Refused, with every reason at once, for a file that is not taken, without text, in no known
    language or in one that another file has.
    """
    if len(sent) > len(languages):
        # Each file is read in a process of its own: no more of them than can be of use.
        raise Refused(Refusal("practice", _("Choose at most one file per language of the forum.")))
    found: dict[str, Brought] = {}
    refusals: list[Refusal] = []
    for octets, name, media_type in sent:
        try:
            brought = bringing.opened(octets, name, media_type)
        except Refused as refused:
            refusals += refused.refusals
            continue
        language = language_of((one.text for one in brought.text), name, languages)
        why = _stands_against(language, name, found)
        if why is None:
            found[language] = brought
        else:
            refusals.append(why)
    if refusals:
        raise Refused(*refusals)
    return found


def _stands_against(language: str, name: str, found: Files) -> Refusal | None:
    if not language:
        return Refusal(
            "practice",
            _(
                "The language of the file “{file}” cannot be recognised. Put the code of the "
                "language into the name of the file, for example “note_es.docx”."
            ),
            {"file": name},
        )
    if language in found:
        return Refusal(
            "practice",
            _("“{file}” is a second file in the same language. Choose one file per language."),
            {"file": name},
        )
    return None


@transaction.atomic
def register_with_files(
    forum: Forum,
    entry: Entry,
    files: Files,
    *,
    alias: str = "",
    previous: tuple[str, ...] = (),
    by: ActingOffice,
    at: datetime,
) -> Document:
    """Enter a document and the text of each language that has a file: all of it or nothing.

    The original comes first, so that the paragraphs of the others follow its own.
    """
    if files and entry.source not in files:
        raise Refused(
            Refusal("practice", _("None of the files is in the original language of the document."))
        )
    made = entering.register(forum, entry, alias=alias, previous=previous, by=by, at=at)
    revision = made.revisions.get()
    for language in sorted(files, key=lambda code: code != entry.source):
        brought = files[language]
        draft = Draft(
            language=language,
            text=paragraph_ids.identified(revision, language, brought.text),
            title=entry.title.get(language, ""),
            origin=Origin.ORIGINAL if language == entry.source else Origin.TRANSLATED,
        )
        made.refresh_from_db(fields=["version"])
        bringing.bring(revision, draft, brought, seen=made.version, by=by, at=at)
    made.refresh_from_db()
    return made


@transaction.atomic
def release_and_circulate(
    document: Document, *, purpose: str, until: datetime | None, by: ActingOffice, at: datetime
) -> None:
    """Release every language of the newest revision and circulate it: all of it or nothing.

    `until` is the UTC instant of the end of the last day for comments, where there is one.  Raises
    Refused as `languages.actions.release` and `register.actions.circulate` do.
    """
    revision = queries.last_revision(document)
    editions = queries.editions(revision) if revision else {}
    source = revision.source if revision else ""
    for language in sorted(editions, key=lambda code: code != source):
        document.refresh_from_db(fields=["version"])
        actions.release(editions[language], seen=document.version, by=by, at=at)
    document.refresh_from_db(fields=["version"])
    register.circulate(document, purpose=purpose, until=until, seen=document.version, by=by, at=at)
