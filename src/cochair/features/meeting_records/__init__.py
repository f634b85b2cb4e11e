"""The joint record of a meeting: drafted from the room, commented, approved by both, sealed."""


def register_all() -> None:
    """Make the joint act, the letters and what holds an approved text known; called once."""
    from cochair.features.meeting_records import (
        kinds,
        notices,
        of_points,
        window,
        withdrawal_blocks,
    )
    from cochair.features.meeting_records.sections import Section
    from cochair.features.meeting_records.sections import register as gives
    from cochair.features.meetings import deadlines, subpages
    from cochair.features.register import holds
    from cochair.features.silence import withdrawal_blocks as silences

    deadlines.register(window.stored)
    kinds.register_all()
    notices.register_all()
    holds.register("record", withdrawal_blocks.on, withdrawal_blocks.among)
    silences.register_for_comments("record", withdrawal_blocks.is_a_record)
    gives(Section.ITEMS, "points", of_points.given)
    subpages.only_where("records:record", lambda meeting: meeting.closed_at is not None)
