"""Term of the glossary: everything that the rest of the house needs to know of this kind."""

from cochair.features.documents.models import Confirmation, Term
from cochair.features.glossary import queries
from cochair.kernel.kind import Kind, No, Person, Texts
from cochair.procedure.refusal import _

TERM = Kind(
    code="term",
    label=_("term of the glossary"),
    models=(Term, Confirmation),
    find=queries.of_subject,
    ends_with=No("A term is in use until it is retired, through all cycles."),
    closed=No("Every reader of the forum reads the glossary."),
    verbs={
        "term.added": _("A term was entered in the glossary."),
        "term.changed": _("A term of the glossary was changed."),
        "term.confirmed": _("A Party confirmed a term of the glossary."),
        "term.given_up": _("A Party withdrew its confirmation of a term of the glossary."),
        "term.retired": _("A term of the glossary was retired."),
        "terms.brought": _("A file of terms was imported."),
    },
    archive=No("Not archived: the glossary belongs to no cycle."),
    personal=(
        Person("terms", _("Terms of the glossary entered"), Term, ("by__account",),
               ("words", "definition", "source", "at", "ended_at")),
        Person("terms_confirmed", _("Terms of the glossary confirmed"), Confirmation,
               ("by__account",), ("term__words", "party__code", "at", "ended_at")),
    ),
    texts=(Texts(Term, name_nobody="words avoid definition source"),),
    handover=No("Not handed over yet: the glossary says what is not confirmed."),
    search=No("Not found yet: the search knows documents only."),
    retention=No("Terms stay: texts are written with them."),
    turns=No("A Party may confirm a term, and need not."),
)  # fmt: skip
