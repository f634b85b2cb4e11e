"""The programme of the next meeting of another kind: prepared, submitted, endorsed, begun from."""


def register_all() -> None:
    """Make the joint acts known, and on which meetings there is such a part; called once."""
    from cochair.decisions.programmes import holding, kinds, queries, words
    from cochair.documents.register import holds
    from cochair.meetings import tabs
    from cochair.parties import visibility
    from cochair.web import wording

    kinds.register_all()
    holds.register("programmes", holding.on)
    visibility.register_drafts("programme.revised")
    wording.know(words.PARTS)
    tabs.only_where("decisions:programme", queries.has_page)
