"""Decisions between meetings: a document under silence until an instant."""


def register_all() -> None:
    """Make the joint acts, the letters and the part of a document's page known; called once."""
    from cochair.decisions.silence import (
        holding,
        kinds,
        lettering,
        notices,
        on_documents,
    )
    from cochair.documents.register import beside, holds

    kinds.register_all()
    lettering.register_all()
    notices.register_all()
    beside.register("decisions", on_documents.part)
    holds.register("decisions", holding.on)
