"""The commitments that an item may concern, whatever keeps them.

Their register is an app above: it makes itself known in `apps.ready()`.
"""

from collections.abc import Callable, Collection

from cochair.features.parties.models import Forum
from cochair.procedure.refusal import Refusal, _

type Known = Callable[[Forum, Collection[str]], Collection[str]]
"""Those of some numbers under which a forum has a commitment."""

_KNOWN: list[Known] = []


def register(known: Known) -> None:
    """Say which commitments there are; called once, when the app above is ready."""
    if known not in _KNOWN:
        _KNOWN.append(known)


def unknown(forum: Forum, numbers: Collection[str]) -> Refusal | None:
    """A refusal of a number that no commitment has: an item is not linked to a word."""
    found = {one for known in _KNOWN for one in known(forum, numbers)} if numbers else set()
    strange = sorted(set(numbers) - found)
    if not strange:
        return None
    message = _("There is no commitment {number} in the register.")
    return Refusal("practice", message, {"number": strange[0]})
