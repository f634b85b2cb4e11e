"""A joint act, declared where it is written: what it is called, what refuses it, binds and does.

A feature writes one class for each joint act and registers one object of it.  What all acts share
is here: lock the thing, refuse, put the act before both.  Source: docs/decisions/0060.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import ClassVar, cast

from django.db import transaction

from cochair.features.acts import actions, kinds
from cochair.features.acts.kinds import Caution, Ended, Line, Never, Reader
from cochair.features.acts.models import JointAct
from cochair.features.acts.shapes import Follow, Shape
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.formats.paragraphs import Text
from cochair.procedure.refusal import Refusal, Sentence, require
from cochair.web.localize import in_all


class Declared[Row, Wanted](ABC):
    """A joint act on a thing (`Row`), with what is wanted of it (`Wanted`).

    A subclass has `code`, `entry` (the verb of the entry once the act is in effect), `name`, `title`
    (with places for what `words` gives), `does` (what the last signature does, with places for
    `facts`) and `proposed` (what a page says once the act is before both); all words are English
    msgids.  Two open acts of the kind are one where their bodies
    have the same `same_by`, and without it where their digests are the same.  Where the thing of
    such an act is never over, `never` says why.
    """

    code: ClassVar[str]
    entry: ClassVar[str]
    name: ClassVar[str]
    title: ClassVar[str]
    does: ClassVar[str]
    proposed: ClassVar[str]
    same_by: ClassVar[str] = ""
    clause: ClassVar[str] = ""
    urgent: ClassVar[bool] = False
    never: ClassVar[str] = ""
    shape: ClassVar[Shape] = Shape.FACTS

    def forum(self, row: Row) -> Forum:
        """The forum of a thing."""
        found: Forum = row.forum  # type: ignore[attr-defined]
        return found

    @abstractmethod
    def row(self, act: JointAct) -> Row:
        """The thing of an act, as it stands."""

    @abstractmethod
    def subject(self, row: Row) -> tuple[str, str]:
        """The kind and the name by which acts know a thing."""

    def words(self, row: Row) -> Mapping[str, object]:
        """What the title says of a thing, as `web.localize.in_all` takes it."""
        return {}

    def locked(self, row: Row) -> Row:
        """A thing as it stands, and stays until the transaction ends; for whoever proposes."""
        return row

    def alone(self, act: JointAct) -> Row:
        """The thing of an act that takes effect, as it stands, and stays until the transaction ends."""
        return self.row(act)

    def wanted(self, act: JointAct) -> Wanted:
        """What an act wants, read from its body; nothing by default."""
        return cast(Wanted, None)

    def refuse(self, row: Row, wanted: Wanted, at: datetime) -> Iterable[Refusal | None]:
        """Everything that stands against the act at an instant (aware UTC)."""
        return ()

    def refuse_reason(self, reason: str) -> Iterable[Refusal | None]:
        """What stands against the reason that is given for the act."""
        return ()

    @abstractmethod
    def body(self, row: Row, wanted: Wanted, at: datetime) -> Mapping[str, object]:
        """What the signatures bind."""

    @abstractmethod
    def effect(self, row: Row, wanted: Wanted, act: JointAct, at: datetime) -> None:
        """What the last signature does, in its transaction."""

    def prepared_on(self, act: JointAct) -> str:
        """The address of the page on which either side changes what waits; empty where there is none."""
        return ""

    def does_of(self, act: JointAct) -> str:
        """What the last signature of one act does, where that is not the same for all."""
        return self.does

    def facts(self, act: JointAct) -> Mapping[str, object]:
        """The facts of what the act does."""
        return {}

    @abstractmethod
    def over(self, act: JointAct, at: datetime) -> Ended | None:
        """Why the thing of an act is over at an instant (aware UTC); None while it is not."""

    def bound(self, act: JointAct) -> Mapping[str, object]:
        """What the act binds besides its body: when that changes, the act is void."""
        return {}

    def lines(self, act: JointAct, reader: Reader) -> tuple[Line, ...]:
        """What is agreed, line by line."""
        return kinds.body_as_it_is(act, reader)

    def texts(self, act: JointAct) -> Mapping[str, Text]:
        """The very words that are bound, by language."""
        return {}

    def before(self, act: JointAct) -> Mapping[str, Text]:
        """The words that stood before them, by language."""
        return {}

    def follows(self, act: JointAct, at: datetime) -> tuple[Follow, ...]:
        """The days to which the act leads."""
        return ()

    def until(self, act: JointAct, at: datetime) -> datetime | None:
        """The instant before which the act is to be signed, if there is one."""
        return None

    def cautions(self, act: JointAct, at: datetime) -> tuple[Caution, ...]:
        """What speaks against what the act binds, and refuses nothing."""
        return ()

    @transaction.atomic
    def propose(
        self, row: Row, wanted: Wanted, *, by: ActingOffice, at: datetime, reason: str = ""
    ) -> JointAct:
        """Put the act before both Parties; nobody has signed by that.

        Raises Refused with everything that stands against it.
        """
        row = self.locked(row)
        require(*self.refuse(row, wanted, at), *self.refuse_reason(reason))
        return actions.propose(
            self.forum(row),
            kind=self.code,
            subject=self.subject(row),
            title=in_all(self.title, **self.words(row)),
            body=self.body(row, wanted, at),
            by=by,
            at=at,
            clause=self.clause,
            reason=reason.strip(),
        )

    def register(self) -> None:
        """Make the act known; in `apps.ready()`, once."""
        kinds.register(
            kinds.Kind(
                code=self.code,
                name=self.name,
                effect=lambda act: Sentence(self.does_of(act), self.facts(act)),
                take_effect=self._take_effect,
                entry=self.entry,
                over=Never(self.never) if self.never else self.over,
                bound=self.bound,
                guard=self._against,
                describe=self.lines,
                shape=self.shape,
                texts=self.texts if self.shape is Shape.TEXT else kinds.no_texts,
                before=self.before,
                follows=self.follows,
                same=self._same,
                cautions=self.cautions,
                until=self.until,
                prepared_on=self.prepared_on,
                urgent=self.urgent,
            )
        )

    def _against(self, act: JointAct, at: datetime) -> tuple[Refusal | None, ...]:
        return tuple(self.refuse(self.row(act), self.wanted(act), at))

    def _take_effect(self, act: JointAct, at: datetime) -> None:
        self.effect(self.alone(act), self.wanted(act), act, at)

    def _same(self, act: JointAct) -> object:
        return act.body[self.same_by] if self.same_by else act.digest
