"""The joint act by which both decide what becomes of an overlap."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from cochair.features.acts.declared import Declared
from cochair.features.acts.kinds import Ended, Line, Reader, ended
from cochair.features.acts.models import JointAct
from cochair.features.commitments.models import Commitment, OverlapDecision
from cochair.features.commitments.queries import initiative
from cochair.features.follow_up import queries as following
from cochair.features.follow_up.kinds import ENDED
from cochair.features.follow_up.refusals import printed
from cochair.features.measures.refusals import choice
from cochair.features.overlaps import queries
from cochair.features.overlaps.codes import DECISIONS
from cochair.features.overlaps.queries import Pair
from cochair.features.parties.models import Forum
from cochair.procedure.reason import in_a_sentence
from cochair.procedure.refusal import Refusal, Sentence, _
from cochair.web.localize import translated

GONE = ended("overlap.gone", _("The commitment is no longer found related to this initiative."))


@dataclass(frozen=True, slots=True)
class Decided:
    """What becomes of an overlap, and why, in every language."""

    decision: str
    words: Mapping[str, str]


class Decide(Declared[Pair, Decided]):
    """Decide that what overlaps is done together, divided, or kept with a reason (I.2.1.b)."""

    code, entry = queries.DECIDE, "overlap.decided"
    name = _("Decision on an overlap with another initiative")
    title = _("What becomes of the overlap of {commitment} and {initiative}")
    does = _("Both Parties decide what becomes of the overlap: {decision}.")
    proposed = _("The decision has been sent to both co-presidencies for signature.")
    same_by = "overlap"

    def row(self, act: JointAct) -> Pair:
        forum: Forum = act.forum
        commitment = following.commitment(forum, act.body["commitment"])
        other = initiative(forum, act.body["initiative"])
        assert commitment is not None and other is not None
        return Pair(forum, commitment, other)

    def subject(self, row: Pair) -> tuple[str, str]:
        return "commitment", row.commitment.slug

    def words(self, row: Pair) -> Mapping[str, object]:
        name = row.initiative.name
        return {
            "commitment": row.commitment.slug,
            "initiative": lambda language: translated(name, language),
        }

    def locked(self, row: Pair) -> Pair:
        Commitment.objects.select_for_update(of=("self",)).get(pk=row.commitment.pk)
        return row

    def alone(self, act: JointAct) -> Pair:
        return self.locked(self.row(act))

    def wanted(self, act: JointAct) -> Decided:
        return Decided(act.body["decision"], act.body["words"])

    def refuse(self, row: Pair, wanted: Decided, at: datetime) -> Iterable[Refusal | None]:
        yield _related(row)
        yield choice(wanted.decision, DECISIONS, _("Select what becomes of the overlap."))
        said = [one.strip() for one in wanted.words.values()]
        if all(said):
            yield next(filter(None, map(in_a_sentence, said)), None) or printed(*said)
        else:
            yield Refusal("practice", _("Write it in every language."))
        yield _says_otherwise(row, wanted)

    def body(self, row: Pair, wanted: Decided, at: datetime) -> Mapping[str, object]:
        return {
            "overlap": row.name,
            "commitment": row.commitment.slug,
            "initiative": row.initiative.code,
            "decision": wanted.decision,
            "words": {code: said.strip() for code, said in wanted.words.items()},
        }

    def effect(self, row: Pair, wanted: Decided, act: JointAct, at: datetime) -> None:
        OverlapDecision.objects.create(
            commitment=row.commitment,
            initiative=row.initiative,
            decision=wanted.decision,
            words=dict(wanted.words),
            act=act,
            at=at,
        )

    def facts(self, act: JointAct) -> Mapping[str, object]:
        return {"decision": Sentence(DECISIONS[act.body["decision"]])}

    def over(self, act: JointAct, at: datetime) -> Ended | None:
        row = self.row(act)
        if row.commitment.state != following.IN_FORCE:
            return ENDED
        return GONE if _related(row) is not None else None

    def lines(self, act: JointAct, reader: Reader) -> tuple[Line, ...]:
        row = self.row(act)
        return (
            (row.commitment.slug, row.commitment.text),
            (_("Initiative"), row.initiative.name),
            (_("What becomes of the overlap"), Sentence(DECISIONS[act.body["decision"]])),
            (_("Why, and who does what"), act.body["words"]),
        )


def _related(row: Pair) -> Refusal | None:
    if queries.pair(row.forum, row.commitment.slug, row.initiative.code) is not None:
        return None
    return Refusal("practice", GONE.says)


def _says_otherwise(row: Pair, wanted: Decided) -> Refusal | None:
    same = OverlapDecision.objects.filter(commitment=row.commitment, initiative=row.initiative)
    last = same.order_by("at", "pk").last()
    said = {code: one.strip() for code, one in wanted.words.items()}
    if last is None or (last.decision, last.words) != (wanted.decision, said):
        return None
    if queries.since(row) > last.at:
        return None
    return Refusal("practice", _("Both Parties have already decided exactly this."))


DECIDE = Decide()
