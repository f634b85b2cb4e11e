"""Follow two requests through the house and count where they climb.

A call climbs where a module calls into another one of the house that it does not import, directly
or through others, and that does not stand in a lower layer of the import contracts: it was handed
the function by a registry, by a callback, or by the object that it holds.  Each pair of functions
counts once.  What lies between two functions of ours in other packages is passed over, and so is what
keeps answers (`KEEPERS`): whoever asks names the function whose answer is kept.  What Django's templates
call by themselves (tags, context processors), modules being loaded, the turns of a generator and what
data answers to Python's own signs (`in`, `==`, `[]`) are not counted.

The way of an objection: from the view that takes it until its entry is in the journal.
The way of a clause id: from the view of one clause until its page is written, results not yet known.
Both in the scene of the tests, in a database in memory.  Source: house.md section 4.
"""

import re
import sys
import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import CodeType, FrameType
from typing import TYPE_CHECKING

from scene import scene

if TYPE_CHECKING:
    from matrix import Scene

PROJECT = Path(__file__).resolve().parent.parent
HOUSE = PROJECT / "src"
# What a profile of Python reports as a call and is none.
NO_CALLS = frozenset({"<genexpr>", "<module>"})
TEMPLATES = "/django/template/"
# They are given a function and call it, or notice in passing which tables it reads.
KEEPERS = frozenset(
    {"cochair.web.request_cache", "cochair.journal.table_cache", "cochair.web.tables"}
)
LEDGER = "cochair.journal.actions.record"

type Graph = Mapping[str, Collection[str]]
type Name = tuple[str, str]


@dataclass(frozen=True)
class Call:
    """A call from one module of the house into another, by module and function."""

    by: Name
    of: Name
    climbs: bool

    def __str__(self) -> str:
        said = f"{_short(self.by)} -> {_short(self.of)}"
        return f"{said}   climbs" if self.climbs else said


def both(graph: Graph) -> Iterator[tuple[str, str, tuple[Call, ...]]]:
    """What each way is, what it is to come to, and its calls in the order in which they come."""
    with scene() as set_up:
        from cochair.features.compliance import queries

        def objection() -> None:
            _answered(set_up, "delegation", "decisions:send", 302)

        def clause() -> None:
            queries.forget()
            _answered(set_up, "secretariat", "compliance:clause", 200)

        sent = way(objection, "cochair.features.silence.views.send", graph, LEDGER)
        shown = way(clause, "cochair.features.compliance.views.clause", graph)
    yield "climbs of an objection to the journal", "<= 5", sent
    yield "climbs of a clause id to its page", "<= 3", shown


def _answered(scene: "Scene", who: str, name: str, status: int) -> None:
    """One request as the table of access describes it, sent where it says what is sent."""
    from matrix import table

    route = next(one for one in table()[1] if one.name == name)
    client, address = scene.client(who), scene.path(route)
    answer = client.post(address, scene.sends(route)) if route.sends else client.get(address)
    assert answer.status_code == status, (address, answer.status_code)


def way(act: Callable[[], None], first: str, graph: Graph, last: str = "") -> tuple[Call, ...]:
    """The calls between modules, each once, from the function `first` on, to the end of `last` if told."""
    pairs: dict[tuple[Name, Name], None] = {}
    began: list[FrameType] = []
    over: list[bool] = []

    def follow(frame: FrameType, event: str, _told: object) -> None:
        if over or event not in {"call", "return"}:
            return
        name = _ours(frame.f_code)
        if name is None:
            return
        if event == "call":
            if not began and ".".join(name) == first:
                began.append(frame)
            elif began and (by := _caller(frame)) is not None and by[0] != name[0]:
                pairs.setdefault((by, name))
        elif (began and frame is began[0]) or ".".join(name) == last:
            over.append(bool(began))

    sys.setprofile(follow)
    try:
        act()
    finally:
        sys.setprofile(None)
    assert began, f"{first} was not called"
    above = _above(graph)
    return tuple(Call(by, of, above(by[0], of[0])) for by, of in pairs)


def _above(graph: Graph) -> Callable[[str, str], bool]:
    """Whether one module has no way down to another by imports or by the order of the layers."""
    told = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    stands = {
        f"{container}.{part.strip('() ')}": -number
        for one in told["tool"]["importlinter"]["contracts"]
        if "layers" in one
        for container in one["containers"]
        for number, line in enumerate(one["layers"])
        for part in re.split("[|:]", line)
    }

    def place(name: str) -> tuple[int, ...]:
        words = name.split(".")
        return tuple(stands.get(".".join(words[:depth]), 0) for depth in (2, 3))

    @cache
    def reached(name: str) -> frozenset[str]:
        found, ahead = {name}, [name]
        while ahead:
            new = set(graph.get(ahead.pop(), ())) - found
            found |= new
            ahead += new
        return frozenset(found)

    def above(by: str, of: str) -> bool:
        return place(of) >= place(by) and of not in reached(by)

    return above


def _caller(frame: FrameType) -> Name | None:
    """Who of ours called, if a call it was and no template made it."""
    if frame.f_code.co_name in NO_CALLS:
        return None
    before = frame.f_back
    while before is not None and TEMPLATES not in before.f_code.co_filename:
        if (name := _ours(before.f_code)) is not None:
            return name
        before = before.f_back
    return None


@cache
def _ours(code: CodeType) -> Name | None:
    """The module and the function of a piece of code, where it is of the house."""
    if not code.co_filename.startswith(f"{HOUSE}/"):
        return None
    parts = Path(code.co_filename).relative_to(HOUSE).with_suffix("").parts
    module = ".".join(one for one in parts if one != "__init__")
    # What is written inside a function belongs to it.
    name = code.co_qualname.split(".<")[0]
    return None if module in KEEPERS or name.endswith("__") else (module, name)


def _short(name: Name) -> str:
    return f"{name[0].removeprefix('cochair.')}:{name[1]}"
