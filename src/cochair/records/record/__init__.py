"""The joint record of a meeting: drafted from the room, commented, approved by both, sealed."""


def register_all() -> None:
    """Make the joint act, the letters and what holds an approved text known; called once."""
    from cochair.decisions.silence import holding as silences
    from cochair.documents.register import holds
    from cochair.meetings import deadlines, tabs
    from cochair.records.record import holding, kinds, notices, of_points, window
    from cochair.records.record.sections import Section
    from cochair.records.record.sections import register as gives

    deadlines.register(window.stored)
    kinds.register_all()
    notices.register_all()
    holds.register("record", holding.on)
    silences.register_for_comments("record", holding.is_a_record)
    gives(Section.ITEMS, "points", of_points.given)
    tabs.only_where("records:record", lambda meeting: meeting.closed_at is not None)
