"""Decisions between meetings: a document under silence until an instant."""


def register_all() -> None:
    """Make the joint acts, the letters and the part of a document's page known; called once."""
    from cochair.features.printing import heading
    from cochair.features.register import adoptions, holds, page_panels
    from cochair.features.silence import (
        acts,
        adopted,
        notices,
        on_documents,
        outcome_letter,
        withdrawal_blocks,
    )

    for act in (
        acts.OPEN,
        acts.EXTEND,
        acts.RESUME,
        acts.RECOGNISE,
        acts.WITHDRAW,
        outcome_letter.LETTER,
    ):
        act.register()
    notices.register_all()
    page_panels.register("decisions", on_documents.part)
    adoptions.register("silence", adopted.of_document)
    heading.register("silence", outcome_letter.is_one)
    holds.register("decisions", withdrawal_blocks.on, withdrawal_blocks.among)
