"""Machine translation: everything that the rest of the house needs to know of this kind."""

from cochair.features.documents.models import MachineTranslation
from cochair.kernel.kind import Kind, No, Person
from cochair.procedure.refusal import _

MACHINE = Kind(
    code="machine-translation",
    label=_("machine translation"),
    models=(MachineTranslation,),
    find=No("Entries name the document that is translated."),
    ends_with=No("It ends with the document that is translated."),
    closed=No("Entries name its document, and whoever reads it is asked there."),
    verbs={
        "machine.asked": _("A machine translation was requested."),
        "machine.came_back": _("A machine translation was received as a courtesy " "translation."),
        "machine.failed": _("A machine translation failed."),
    },
    archive=No("What came back is an edition of its document."),
    personal=(
        Person("machine_translations", _("Machine translations requested"), MachineTranslation,
               ("asked_by__account",), ("revision__document__slug", "language", "asked_at")),
    ),
    texts=No("It holds codes and no text."),
    handover=No("It comes back or fails within a day."),
    search=No("Not found yet: the search knows documents only."),
    retention=No("It says when and by whom it was asked for."),
    turns=No("It comes back or fails within a day, by itself."),
)  # fmt: skip
