"""Decisions between meetings: a document under silence until an instant."""


def register_all() -> None:
    """Make the joint acts, the letters and the part of a document's page known; called once."""
    from cochair.decisions.silence import (
        acts,
        holding,
        lettering,
        notices,
        on_documents,
    )
    from cochair.documents.register import beside, holds

    for act in (
        acts.OPEN,
        acts.EXTEND,
        acts.RESUME,
        acts.RECOGNISE,
        acts.WITHDRAW,
        lettering.LETTER,
    ):
        act.register()
    notices.register_all()
    beside.register("decisions", on_documents.part)
    holds.register("decisions", holding.on)
