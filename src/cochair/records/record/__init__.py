"""The joint record of a meeting: drafted from the room, commented, approved by both, sealed."""


def register_all() -> None:
    """Make the joint act, the letters and what holds an approved text known; called once."""
    from cochair.documents.register import holding
    from cochair.documents.signing import freezing
    from cochair.meetings import deadlines, tabs
    from cochair.records.record import holding as held
    from cochair.records.record import kinds, notices, of_points, window
    from cochair.records.record.sections import Section
    from cochair.records.record.sections import register as gives

    deadlines.register(window.stored)
    kinds.register_all()
    notices.register_all()
    holding.register("record", held.to_withdrawing)
    freezing.register("record", held.to_changing)
    gives(Section.ITEMS, "points", of_points.given)
    tabs.only_where("records:record", lambda meeting: meeting.closed_at is not None)
