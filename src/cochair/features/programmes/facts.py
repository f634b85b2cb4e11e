"""What meetings endorsed of programmes, as facts of each of them (II.3.functions.a)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from cochair.features.parties.models import Forum
from cochair.features.programmes import queries
from cochair.features.programmes.entries import parts
from cochair.procedure import facts


def known(forum: Forum) -> Mapping[str, tuple[facts.Programme, ...]]:
    """What was endorsed, by the slug of the meeting, in a fixed number of queries."""
    return {
        slug: tuple(
            facts.Programme(
                id=f"programme-{slug}-{one.row.number}",
                at=one.endorsed_at,
                parts=parts(one.entries),
            )
            for one in found
            if one.endorsed_at is not None
        )
        for slug, found in queries.endorsed(forum).items()
    }


def with_programmes(
    meetings: Iterable[facts.Meeting], found: Mapping[str, tuple[facts.Programme, ...]]
) -> tuple[facts.Meeting, ...]:
    """The meetings with what each endorsed, oldest first."""
    return tuple(
        replace(one, programmes=found[one.id]) if one.id in found else one for one in meetings
    )
