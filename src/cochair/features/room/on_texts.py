"""What a text under negotiation is told of decisions on it: that it is put, or was adopted."""

from cochair.features.room import labels, queries
from cochair.features.texts.decision_state import Decision
from cochair.features.texts.labels import STAGES
from cochair.features.texts.models import NegotiatedText
from cochair.procedure import consensus as core
from cochair.procedure import text as texts
from cochair.procedure.consensus.stages import ADOPTED, ON_THE_TABLE
from cochair.procedure.outcome import Outcome


def decision(row: NegotiatedText) -> Decision | None:
    """The decision on a text that counts now: what is on the table, or else what adopted it."""
    rows = queries.decisions(row.forum).filter(document=row.document_id, text=row.pk)
    stages = [core.stage(queries.decision(one)) for one in rows]
    table = next((stage for stage in stages if stage in ON_THE_TABLE), None)
    if table is not None:
        return Decision(
            STAGES[texts.TextStage.PUT], table is not core.Stage.SUSPENDED, is_over=False
        )
    adopted = next((stage for stage in stages if stage in ADOPTED), None)
    if adopted is not None:
        return Decision(labels.OUTCOMES[Outcome(adopted.value)], is_fixed=True, is_over=True)
    return None
