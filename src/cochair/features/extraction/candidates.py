"""What is proposed as commitments, before both agree: one form for paragraphs and for tables."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from cochair.features.acts.models import JointAct

EXTRACT = "commitments.extract"
MOST = 200
# What is said of a commitment in codes.
CODES = ("areas", "purposes", "levels")


@dataclass(frozen=True, slots=True)
class New:
    """A commitment to be: its number, the slug of its instrument, its words in every language.

    `paragraph` is the id of the paragraph it is taken from, the same in every language.
    """

    slug: str
    instrument: str
    text: Mapping[str, str]
    areas: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    paragraph: str = ""
    levels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """The circulated revision that is an instrument: its document, kind and civil day."""

    document: str
    revision: int
    slug: str
    kind: str
    day: date
    symbol: str
    title: Mapping[str, str] = field(default_factory=dict)


def body(source: Source | None, rows: Iterable[New]) -> dict[str, object]:
    """What both sign."""
    said = None
    if source is not None:
        said = {**asdict(source), "day": source.day.isoformat(), "title": dict(source.title)}
    return {"source": said, "commitments": [_row(one) for one in rows]}


def source_of(act: JointAct) -> Source | None:
    """The instrument that an act makes of a document, if it does."""
    said: dict[str, Any] | None = act.body["source"]
    return None if said is None else Source(**{**said, "day": date.fromisoformat(said["day"])})


def rows_of(act: JointAct) -> tuple[New, ...]:
    """The commitments of an act."""
    return tuple(
        New(**{**one, **{name: tuple(one.get(name, ())) for name in CODES}})
        for one in act.body["commitments"]
    )


def _row(one: New) -> dict[str, object]:
    return {
        **asdict(one),
        "text": dict(one.text),
        **{name: list(getattr(one, name)) for name in CODES},
    }
