"""Why a joint act about a cycle can no longer be signed."""

from cochair.features.acts.kinds import ended
from cochair.procedure.refusal import _

OVER = ended("cycle.over", _("The cycle is over."))
ABANDONED = ended("cycle.abandoned", _("The cycle was abandoned."))
