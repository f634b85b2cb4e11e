"""The programme of the next meeting of another kind: prepared, submitted, endorsed, begun from."""


def register_all() -> None:
    """Make the joint acts known, and on which meetings there is such a part; called once."""
    from cochair.features.meetings import subpages
    from cochair.features.parties import visibility
    from cochair.features.programmes import kinds, labels, queries, withdrawal_blocks
    from cochair.features.register import holds
    from cochair.web import code_labels

    kinds.register_all()
    holds.register("programmes", withdrawal_blocks.on, withdrawal_blocks.among)
    visibility.register_drafts("programme.revised")
    code_labels.register_labels(labels.PARTS)
    subpages.only_where("decisions:programme", queries.has_page)
