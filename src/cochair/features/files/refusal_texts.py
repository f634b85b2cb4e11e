"""What a reader is told of a file that is not taken: why, and what to do about it."""

from collections.abc import Collection, Iterable

from cochair.features.files import markings
from cochair.formats.inside.media import Media, listed
from cochair.formats.inside.problems import Code, Finding
from cochair.procedure.refusal import Refusal, _

CLAUSE = "practice"

NOT_YOURS = Refusal(
    CLAUSE, _("Only the co-presidency in office of the Party concerned may release a file.")
)
SENTENCES: dict[str, str] = {
    Code.EMPTY: _("This file is empty."),
    Code.TOO_LARGE: _(
        "A file may have up to {megabytes} MB. Split it, or reduce the size of its images."
    ),
    Code.UNKNOWN: _("This type of file is not accepted. Accepted types: {kinds}."),
    Code.WRONG_NAME: _(
        "The extension of the file name does not match its content. Accepted types: {kinds}."
    ),
    Code.DAMAGED: _("This file is damaged. Open it, save it again and send it again."),
    Code.ENCRYPTED: _(
        "This file is protected or locked with a password. Save it without protection "
        "and send it again."
    ),
    Code.BOMB: _(
        "Once unpacked, this file would be far larger than any document. Save it again "
        "with smaller images."
    ),
    Code.ARCHIVE: _(
        "This file is not structured like a file from a word processor. Open it, save it "
        "again and send it again."
    ),
    Code.POLYGLOT: _(
        "This file contains something before or after the document. Open it, save it "
        "again and send it again."
    ),
    Code.DOCTYPE: _(
        "This file declares a document type or entities, which can be used to hide or "
        "load text. Remove the declaration (<!DOCTYPE …>) and send the file again."
    ),
    Code.MACROS: _(
        "This file contains macros, controls or add-ins. Save it as a document without them."
    ),
    Code.EXTERNAL: _(
        "This file loads something from elsewhere when it is opened: a template, an "
        "image, a field, data, or a link to another computer. Remove these links, or "
        "save the file again, and send it again."
    ),
    Code.EMBEDDED: _(
        "This file contains another file: an object, a table, a program or an "
        "attachment. Insert it as an image, or send it separately."
    ),
    Code.ACTIVE: _(
        "This file runs something when it is opened: a script, a form or a video. Print "
        "it to a new PDF and send that file."
    ),
    Code.UNREADABLE: _(
        "This file could not be read within the limits of time and memory for a "
        "document. Save it again, or save it as another type of file."
    ),
    Code.CLASSIFIED: _(
        "This file is marked “{marking}” and has not been kept: only unclassified "
        "documents may be kept here. Use the system that your administration has "
        "accredited for such documents, and inform your security officer that the file "
        "was sent here."
    ),
}
TYPED = _(
    "This text is marked “{marking}”, so it was not kept: only unclassified text is kept "
    "here. Tell your security officer that it was sent here."
)
FINDINGS = {
    Finding.LINKS: _("The file contains external links."),
    Finding.TEMPLATE: _("The file names the template from which it was made."),
    Finding.NO_TEXT: _(
        "No text could be read in this file. Check whether it carries a classification marking."
    ),
    Finding.IMAGE_PAGES: _(
        "Some pages are images. Check whether they carry a classification marking."
    ),
}
HELD = {
    "limite": _("The file is marked LIMITE."),
    "restricted_distribution": _("The file is marked for limited distribution."),
    "sensitive": _("The file is marked as sensitive."),
    "tlp": _("The file carries a Traffic Light Protocol (TLP) marking."),
    "interpol_official": _("The file is marked for official use only."),
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
