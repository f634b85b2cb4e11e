"""What a reader is told of a file that is not taken: why, and what to do about it."""

from collections.abc import Collection, Iterable

from cochair.features.files import markings
from cochair.formats.inside.media import Media, listed
from cochair.formats.inside.problems import Code, Finding
from cochair.procedure.refusal import Refusal, _

CLAUSE = "practice"

NOT_YOURS = Refusal(CLAUSE, _("Only the co-presidency in office of its own Party releases a file."))
SENTENCES: dict[str, str] = {
    Code.EMPTY: _("This file is empty."),
    Code.TOO_LARGE: _("A file has up to {megabytes} MB: divide it, or make its pictures smaller."),
    Code.UNKNOWN: _("This is none of the files that are taken here: {kinds}."),
    Code.WRONG_NAME: _(
        "The name of this file says that it is something else than it is. Taken are: {kinds}."
    ),
    Code.DAMAGED: _("This file is damaged: open it, save it again and send it once more."),
    Code.ENCRYPTED: _(
        "This file is locked with a password or protected: save it without, and send it again."
    ),
    Code.BOMB: _(
        "Unpacked, this file would be much larger than any document: save it again with smaller"
        " pictures."
    ),
    Code.ARCHIVE: _(
        "This file is not packed as a word processor packs it: open it, save it again and send it"
        " once more."
    ),
    Code.POLYGLOT: _(
        "There is something before or behind the document in this file: open it, save it again"
        " and send it once more."
    ),
    Code.DOCTYPE: _(
        "This file declares a document type or entities, with which words can be hidden or"
        " fetched. Take the declaration (<!DOCTYPE …>) out and send it again."
    ),
    Code.MACROS: _(
        "There are macros, controls or add-ins in this file. Save it as a document without them."
    ),
    Code.EXTERNAL: _(
        "This file fetches something from elsewhere when it is opened: a template, a picture, a"
        " field, data, or a link to a machine. Break these links, or save it anew, and send it"
        " again."
    ),
    Code.EMBEDDED: _(
        "There is another file inside this one: an object, a table, a program, an attachment. Put"
        " it in as a picture or send it by itself."
    ),
    Code.ACTIVE: _(
        "This file runs something when it is opened: a script, a form, a film. Print it to a new"
        " PDF and send that."
    ),
    Code.UNREADABLE: _(
        "This file could not be read in the time and memory that a document needs. Save it anew,"
        " or as another kind of file."
    ),
    Code.CLASSIFIED: _(
        "This file is marked “{marking}”, so it was not kept: only what is not classified is kept"
        " here. Such papers belong in the system that your administration has accredited for them."
        " Tell your security officer that it was sent here."
    ),
}
TYPED = _(
    "These words are marked “{marking}”, so they were not kept: only what is not classified is kept"
    " here. Tell your security officer that they were sent here."
)
FINDINGS = {
    Finding.LINKS: _("It has links to other places."),
    Finding.TEMPLATE: _("It names the template that it was made from."),
    Finding.NO_TEXT: _("No text could be read in it: look whether it carries a marking."),
    Finding.IMAGE_PAGES: _("Some of its pages are pictures: look whether they carry a marking."),
}
HELD = {
    "limite": _("It is marked LIMITE."),
    "restricted_distribution": _("It is marked for limited distribution."),
    "sensitive": _("It is marked as sensitive."),
    "tlp": _("It is marked with a traffic light."),
    "interpol_official": _("It is marked for official use."),
    Finding.NO_TEXT: FINDINGS[Finding.NO_TEXT],
    Finding.IMAGE_PAGES: FINDINGS[Finding.IMAGE_PAGES],
}


def refusals(
    codes: Iterable[str], *, accepts: Collection[Media], megabytes: int, marking: str = ""
) -> tuple[Refusal, ...]:
    """A refusal for every code, classified files first: nothing matters as much."""
    ordered = sorted(set(codes), key=lambda code: (code != Code.CLASSIFIED, code))
    facts = {"kinds": listed(accepts), "megabytes": megabytes, "marking": marking}
    return tuple(
        Refusal(CLAUSE, said, {name: fact for name, fact in facts.items() if f"{{{name}}}" in said})
        for code in ordered
        if (said := SENTENCES.get(code, SENTENCES[Code.UNREADABLE]))
    )


def classified(texts: Iterable[str]) -> Refusal | None:
    """A refusal for words that somebody typed or pasted and that are marked as classified (H17)."""
    marking = markings.found_in_words(texts).classified
    return Refusal(CLAUSE, TYPED, {"marking": marking}) if marking else None
