"""Whatever tells somebody of something is asked by the worker: a test that calls it itself shows no more."""

import importlib
import inspect
from collections.abc import Callable, Iterator
from datetime import datetime
from types import ModuleType

from cochair.features.mail import collector, labels, notifications
from cochair.features.mail.letters import Letter
from cochair.features.parties.models import Forum
from cochair.web import formats
from house import tree
from world import NOW

# What a teller, a gatherer and a reminder are given.
GIVEN = (["entry", "at"], ["entries", "at"], ["forum", "at"])


def notices() -> Iterator[ModuleType]:
    """Every module of the product that writes messages."""
    for path in tree.found("**/notices.py", "**/*_notices.py"):
        name = path.removeprefix("src/").removesuffix(".py").replace("/", ".")
        yield importlib.import_module(name)


def telling(module: ModuleType) -> Iterator[Callable[..., object]]:
    """What a module offers to whoever asks for messages."""
    for name, found in vars(module).items():
        own = inspect.isfunction(found) and found.__module__ == module.__name__
        if own and not name.startswith("_") and list(inspect.signature(found).parameters) in GIVEN:
            yield found


def asked() -> set[object]:
    """What the worker asks."""
    by_verb = {one for known in notifications._BY_VERB.values() for one in known}
    together = {gatherer for _verbs, gatherer in notifications._TOGETHER}
    return by_verb | together | {one for _code, one in notifications.reminders()}


def test_the_worker_asks_whatever_writes_messages() -> None:
    found = {one for module in notices() for one in telling(module)}

    unasked = sorted(f"{one.__module__}.{one.__name__}" for one in found - asked())

    assert len(found) > 50 and unasked == []


def test_every_event_that_has_words_is_told_somewhere() -> None:
    """Drift T2: a name in the list of messages is that of a message that is sent."""
    sources = "".join(text for path, text in tree.python().items() if "mail/words" not in path)

    assert [code for code in labels.EVENTS if f'"{code}"' not in sources] == []


def test_whoever_writes_a_message_calls_a_zone_by_the_city_of_the_forum(small_forum: Forum) -> None:
    called: list[str] = []

    def reminder(_forum: Forum, _at: datetime) -> list[Letter]:
        called.append(formats.place("Europe/Helsinki", "pt"))
        return []

    assert collector.remind(small_forum, "of-a-test", reminder, NOW)
    assert called == ["Porto Norte"]
