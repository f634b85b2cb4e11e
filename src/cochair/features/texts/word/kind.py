"""Word file brought into a text: everything that the rest of the house needs to know of this kind."""

from cochair.features.texts.models import WordFile
from cochair.kernel.kind import Kind, No, Person, Texts
from cochair.procedure.refusal import _

WORD_FILE = Kind(
    code="word-file",
    label=_("Word file imported into a text"),
    models=(WordFile,),
    find=No("No entry names it: it is told what was proposed."),
    ends_with=No("It ends with the text that it was brought into."),
    closed=No("No entry names it: it is told what was proposed."),
    verbs=No("It is told what was proposed, not the file."),
    archive=No("It is read by its author alone, until it is proposed."),
    personal=(
        Person("word_files", _("Word files imported into a text"), WordFile, ("by__account",),
               ("text__document__slug", "name", "at", "done_at")),
    ),
    texts=(
        Texts(WordFile, evidence="name made", name_nobody="markings", reduced="reading names",
              rule="word_files"),
    ),
    handover=No("It is read by its author alone, whoever presides."),
    search=No("It is read by its author alone, beside the text."),
    retention=("word_files",),
    turns=No("Its author may propose what it holds, and need not."),
)  # fmt: skip
