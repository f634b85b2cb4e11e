"""The simple case of a source of the search: rows of one table, each found by its own words.

A feature says in a subclass which rows there are, what they say, and who reads them: it asks its own
door, so that what the page of a row refuses is not found, nor its title, nor counted.  Source: docs/decisions/0059; INV-4.
"""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as __

from cochair.kernel import kind as kinds
from cochair.kernel.kind import No
from cochair.kernel.search import FORUM, PUBLIC, Card, Filters, Passage
from cochair.procedure.calendar import ONE_DAY, start_of_day


class Rows(ABC):
    """Rows of one table, each with a title in some languages, and whatever else it says.

    `called` is the field that is its title; a subclass without one has a `title` of its own.  `fields`
    are found beside it, each as words by language or as text in the `language` of the row: whoever
    reads the row reads these.
    `kind` is the code of the kind.  `day` is the lookup of the instant by which a search is
    narrowed (of a civil day, see `first`), `meeting` that of the slug of the meeting, if there is one.  `is_loaded`
    says that the files of the forum bring such rows in; `made_by` is the verb of the joint act (`act`) by
    which a row comes to be; `is_public` that the pages of some rows open for anyone.
    """

    kind: str
    model: type[Model]
    day: str = ""
    meeting: str = ""
    is_loaded: bool = False
    made_by: str = ""
    is_public: bool = False

    def __init__(self, *, title: str = "", fields: tuple[str, ...] = ()) -> None:
        self.called, self.fields = title, fields

    @abstractmethod
    def rows(self, forum: Any) -> "QuerySet[Any]":
        """All rows of a forum, with what is shown of each in a list."""

    @abstractmethod
    def readable(self, forum: Any, hat: Any, at: datetime, rows: "QuerySet[Any]") -> Iterable[int]:
        """The keys of those of some rows whose own page opens for a hat (None: for anyone), at an instant
        (aware UTC): a list, or a query of one column.  Without `is_public` nobody asks for anyone."""

    def title(self, row: Any) -> Mapping[str, str]:
        """What a row is called, by language."""
        return dict(getattr(row, self.called))

    @abstractmethod
    def shown(self, forum: Any, row: Any) -> Card:
        """A row in a list, without the word for its kind, which is added."""

    def more(self, row: Any) -> str:
        """The numbers by which a row is found too."""
        return ""

    def texts(self, row: Any) -> Iterable[Passage]:
        """What of a row is found beside its title."""
        return ()

    def touched(self, forum: Any, entries: Iterable[Any]) -> Collection[int]:
        """The rows that entries are about, or whose joint acts are; all that files may bring in."""
        entries = list(entries)
        names = {name for entry in entries for name in self.named(entry)}
        found = set()
        if names:
            kind = kinds.of(self.kind)
            assert kind is not None and not isinstance(kind.find, No)
            rows = (kind.find(forum, name) for name in names)
            found = {row.pk for row in rows if isinstance(row, self.model)}
        made = [entry.about_id for entry in entries if entry.verb == self.made_by]
        if made:
            found |= set(self.rows(forum).filter(act__number__in=made).values_list("pk", flat=True))
        if self.is_loaded and any(entry.about_kind == FORUM for entry in entries):
            found |= set(self.every(forum))
        return sorted(found)

    def named(self, entry: Any) -> Iterable[str]:
        """The names of the rows of which an entry speaks."""
        if entry.about_kind == self.kind:
            yield entry.about_id
        elif entry.facts.get("subject_kind") == self.kind:
            yield str(entry.facts.get("subject"))

    def every(self, forum: Any) -> Iterable[int]:
        """All rows of a forum, the oldest first."""
        return self.rows(forum).order_by("pk").values_list("pk", flat=True)

    def passages(self, item: int) -> Iterator[Passage]:
        """The title of a row in each of its languages, then what else it says."""
        row = self._row(item)
        if row is None:
            return
        more = self.more(row)
        for language, said in self.title(row).items():
            if said:
                yield Passage(language, said, more=more, is_public=self.is_public)
        for name in self.fields:
            value = getattr(row, name)
            words = value if isinstance(value, Mapping) else {row.language: value}
            yield from (Passage(one, said, paragraph=name) for one, said in words.items() if said)
        yield from self.texts(row)

    def visible(self, forum: Any, hat: Any, at: datetime, to: Filters) -> QuerySet[Model, object]:
        """The keys of the rows that a hat may read, as far as the filters leave them."""
        rows = self._narrowed(forum, to)
        if rows is None:
            return self.rows(forum).none().values("pk")
        return rows.filter(pk__in=self.readable(forum, hat, at, rows)).values("pk")

    def published(self, forum: Any, at: datetime, to: Filters) -> QuerySet[Model, object]:
        """The keys of the rows that anyone may read, as far as the filters leave them."""
        if self.is_public:
            return self.visible(forum, None, at, to)
        return self.rows(forum).none().values("pk")

    def cards(self, forum: Any, items: Collection[int], audience: str) -> Mapping[int, Card]:
        """How rows are shown in a list; one query, and those by which a row gets its name."""
        if audience == PUBLIC and not self.is_public:
            return {}
        rows = self.rows(forum).filter(pk__in=items)
        said = self.label()
        return {row.pk: replace(self.shown(forum, row), kind=said) for row in rows}

    def label(self) -> str:
        """What the kind is called, in the language of the page."""
        kind = kinds.of(self.kind)
        assert kind is not None
        return capfirst(__(kind.label))

    def _row(self, item: int) -> Any:
        return self.model._default_manager.filter(pk=item).first()

    def _narrowed(self, forum: Any, to: Filters) -> "QuerySet[Any] | None":
        """The rows that the filters leave; None where they leave none of this kind."""
        if to.series or to.kind not in {"", self.kind} or (to.meeting and not self.meeting):
            return None
        if (to.since or to.until) and not self.day:
            return None
        rows = self.rows(forum)
        if to.meeting:
            rows = rows.filter(**{self.meeting: to.meeting})
        if to.since:
            rows = rows.filter(**{f"{self.day}__gte": self.first(forum, to.since)})
        if to.until:
            rows = rows.filter(**{f"{self.day}__lt": self.first(forum, to.until + ONE_DAY)})
        return rows

    def first(self, forum: Any, day: date) -> date:
        """From what on a row is of a civil day of the forum, or later: by instants, its first one."""
        return start_of_day(day, forum.zone)
