"""Decisions in a meeting: a text is put, delegations object or not, both co-chairs declare."""


def register_all() -> None:
    """Make the joint acts, the letters and the part of a document's page known; called once."""
    from cochair.features.register import adoptions, holds, page_panels
    from cochair.features.room import (
        adopted,
        issue,
        kinds,
        notices,
        on_documents,
        on_texts,
        validators,
        withdrawal_blocks,
    )
    from cochair.features.sessions import closure
    from cochair.features.texts import decision_state

    kinds.register_all()
    issue.register_all()
    notices.register_all()
    page_panels.register("decisions-in-room", on_documents.part)
    adoptions.register("room", adopted.of_document, adopted.forms)
    holds.register("decisions-in-room", withdrawal_blocks.on, withdrawal_blocks.among)
    decision_state.register(on_texts.decision)
    closure.register(validators.to_closing)
