"""Which lines of the page something stands against: named at the top with a link, and marked where they are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django import forms
from django.utils.translation import gettext as __

from cochair.features.takeup import clashes
from cochair.features.takeup.presenters import Shown, ShownOwed, ShownWorld
from cochair.procedure.refusal import Refusal
from cochair.web.localize import language_now, translated


@dataclass(frozen=True, slots=True)
class Against:
    """A line with everything that stands against it: refusals, and what cannot be read, in words."""

    name: str
    title: str
    refusals: Sequence[Refusal]
    unreadable: Sequence[str]


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands against lines, and what others made of them meanwhile, by their names."""

    refusals: Mapping[str, tuple[Refusal, ...]]
    clashes: Mapping[str, clashes.Shown]

    def on[T: (Shown, ShownOwed, ShownWorld)](self, shown: Iterable[T]) -> list[T]:
        """Lines of the page, each with what stands against it."""
        return [
            replace(one, refusals=self.refusals.get(one.name, ()), clash=self.clashes.get(one.name))
            for one in shown
        ]


def titles(
    meetings: Iterable[Shown], owed: Iterable[ShownOwed], world: Iterable[ShownWorld]
) -> dict[str, str]:
    """What each line of the page is called."""
    found = {one.name: one.title for one in meetings}
    for entry in owed:
        words = str(entry.form["text"].value() or "") or (
            entry.line.body["text"] if entry.line else ""
        )
        found[entry.name] = f"“{words[:60]}”" if words else __("Still to be done")
    return found | {one.name: str(translated(one.title, language_now())) for one in world}


def against(
    named: Mapping[str, str],
    refusals: Mapping[str, tuple[Refusal, ...]],
    filled: Mapping[str, forms.Form],
) -> tuple[Against, ...]:
    """The lines that have to be corrected, in the order of the page."""
    unreadable = {
        name: tuple(dict.fromkeys(str(words) for each in form.errors.values() for words in each))
        for name, form in filled.items()
        if form.is_bound
    }
    return tuple(
        Against(name, title, refusals.get(name, ()), unreadable.get(name, ()))
        for name, title in named.items()
        if refusals.get(name) or unreadable.get(name)
    )
