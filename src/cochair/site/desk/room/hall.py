"""The screen of the hall: read from far, in every language of the forum, with nothing to press.

It shows only what the least entitled person in the room may read: the item, the speaker, what is
submitted and how many object.  No names of people, nothing of one Party alone.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from cochair.features.documents import bound_texts
from cochair.features.room.presenters import Shown
from cochair.site.desk.room import decisions, negotiated, presenters
from cochair.site.desk.room.decisions import Objected
from cochair.site.desk.room.snapshot import Room
from cochair.web.localize import language_now, translated
from cochair.web.varieties import override


@dataclass(frozen=True, slots=True)
class Said:
    """Words in each language of the forum, in the order of the page: that of the reader first."""

    words: tuple[tuple[str, str], ...]

    @property
    def first(self) -> tuple[str, str]:
        """The reader's language, and what it says."""
        return self.words[0]

    @property
    def others(self) -> tuple[tuple[str, str], ...]:
        """The other languages that say something else, each once."""
        return self.words[1:]


@dataclass(frozen=True, slots=True)
class Text:
    """What is submitted: its title, where it stands, who objects, and the paragraphs concerned."""

    title: Said
    state: Said
    is_on_the_table: bool
    objected: tuple[Objected, ...]
    parts: tuple[tuple[str, Said], ...]


def of(room: Room, at: datetime) -> Mapping[str, object]:
    """Everything on the screen."""
    item, speaking = room.floor.item, room.floor.speaking
    known = decisions.read_by_all(room, at)
    on_table = any(one.is_on_the_table for one in known)
    return {
        "number": item.number if item else None,
        "title": _in_each(room, lambda: translated(item.item.title)) if item else None,
        "closed": _in_each(room, lambda: presenters.closed(room)) if not room.is_open else None,
        "texts": [_text(room, one) for one in known],
        "brackets": [] if on_table else negotiated.on_screen(room, language_now(), at),
        "speaking": presenters.speaker(room, speaking, 0) if speaking else None,
        "limit": item.seconds if item else None,
        "limit_words": presenters.limit(item) if item else "",
        "waiting": presenters.speakers(room)[:3],
    }


def _text(room: Room, one: Shown) -> Text:
    objected = decisions.objected(room, one)
    touched = {place for each in objected for place in each.places}
    numbers = bound_texts.numbers(one.row.paragraphs)
    return Text(
        title=_in_each(room, lambda: translated(one.row.document.title)),
        state=_in_each(room, lambda: one.word),
        is_on_the_table=one.is_on_the_table,
        objected=objected,
        parts=tuple(
            (numbers[each["id"]], _paragraph(room, each["words"]))
            for each in one.row.paragraphs
            if numbers[each["id"]] in touched
        ),
    )


def _paragraph(room: Room, words: Mapping[str, str]) -> Said:
    return _in_each(room, lambda: words.get(language_now(), ""))


def _in_each(room: Room, say: Callable[[], object]) -> Said:
    """What is said in each language of the forum; the same words are said once."""
    own = language_now()
    found: dict[str, str] = {}
    for code in sorted(room.book.languages, key=lambda code: code != own):
        with override(code):
            words = str(say())
        if words and words not in found.values():
            found[code] = words
    return Said(tuple(found.items()) or ((own, ""),))
