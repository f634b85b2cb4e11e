"""Decisions in a meeting: a text is put, delegations object or not, both co-chairs declare."""


def register_all() -> None:
    """Make the joint acts, the letters and the part of a document's page known; called once."""
    from cochair.decisions.room import (
        holding,
        issuing,
        kinds,
        notices,
        obstacles,
        on_documents,
        on_texts,
    )
    from cochair.documents.register import beside, holds
    from cochair.meetings.sessions import closing
    from cochair.texts import deciding

    kinds.register_all()
    issuing.register_all()
    notices.register_all()
    beside.register("decisions-in-room", on_documents.part)
    holds.register("decisions-in-room", holding.on)
    deciding.register(on_texts.decision)
    closing.register(obstacles.to_closing)
