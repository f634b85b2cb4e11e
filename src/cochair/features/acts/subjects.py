"""What the journal calls the subject of an act: a name that tells neither a title nor a number.

An act is bound to its subject by an id that may be the symbol of a document.  The journal goes into
exports that outlive the act's readers; there a kind is known by the one name that the app of the
kind gives it, as in the entries about the thing itself.  Source: architecture section 3, law 5.
"""

from collections.abc import Callable

from cochair.features.acts.models import JointAct
from cochair.features.parties.models import Forum

type Named = Callable[[Forum, str], str]
"""The name in the journal of a thing of a forum, by the id that acts know."""

_KINDS: dict[str, Named] = {}


def register(kind: str, named: Named) -> None:
    """Make known what the journal calls the things of a kind; in `apps.ready()`, once."""
    if _KINDS.setdefault(kind, named) is not named:
        raise ValueError(f"It is said twice what the journal calls a {kind}.")


def name_of(act: JointAct) -> str:
    """What the journal calls the subject of an act."""
    named = _KINDS.get(act.subject_kind)
    return named(act.forum, act.subject_id) if named is not None else act.subject_id
