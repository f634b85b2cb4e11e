"""What each verb of the journal says to a reader."""

from collections.abc import Mapping

from cochair.journal.models import Entry
from cochair.kernel import kind as kinds
from cochair.procedure.refusal import Sentence, _

# Those of no declared kind.
BESIDE = {
    "checkpoint.witnessed": _("A Party started to keep a checkpoint."),
    "witness.place_named": _("A Party set where it receives its witnesses of the ledger."),
    "ledger.confirmed": _("Both Parties went on from the ledger as it is here."),
}


def known() -> Mapping[str, str]:
    """The sentence (English msgid) of every verb."""
    return {**BESIDE, **kinds.verbs()}


def sentence_of(entry: Entry) -> Sentence:
    """What an entry says; a verb from elsewhere is shown as it is written."""
    return Sentence(known().get(entry.verb, entry.verb.replace("{", "").replace("}", "")))
