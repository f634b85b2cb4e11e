"""The joint act by which both co-presidencies attest what was before Cochair."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from cochair.features.acts.declared import Declared
from cochair.features.acts.kinds import Caution, Ended, Line, Reader, ended
from cochair.features.acts.models import JointAct
from cochair.features.acts.shapes import Shape, Whole
from cochair.features.parties import queries as parties
from cochair.features.takeup import actions, effects, lines, queries, world
from cochair.features.takeup.lines import FORMATS, Answer
from cochair.features.takeup.models import TakeUp
from cochair.features.takeup.owed import OWED, WHATS
from cochair.features.takeup.world import WORLD
from cochair.procedure.calendar import end_of_day, start_of_day
from cochair.procedure.presidency import holder
from cochair.procedure.refusal import Refusal, Sentence, _
from cochair.procedure.view import A_MOMENT
from cochair.web.localize import Names

SET_ASIDE = ended("takeup.set_aside", _("The list was set aside."))
OUTDATED = ended(
    "takeup.outdated", _("A line of the list no longer holds: correct it, and send the list again.")
)
SIGNED = ended("takeup.attested", _("Both co-presidencies have already signed this list."))
OTHER_CHAIR = "another_presided"
ANOTHER_PRESIDED = _(
    "Co-chair ({party}): {member}. According to the terms recorded here, {holder} presided then."
)


class Attest(Declared[TakeUp, None]):
    """Attest what is known of meetings that were held, or were not, before they were kept here."""

    code, entry = queries.ATTEST, "takeup.attested"
    name = _("Attestation of what was before Cochair")
    title = _("Take up the forum: attest what was before Cochair ({number})")
    does = _(
        "Both Parties attest what each of these lines says of the time before Cochair, with its source. "
        "On the pages of the forum, also the public ones, the meetings among them stand as held or as "
        "not held, and the clauses are met by attestation or not established. A further list can add "
        "to it or correct it."
    )
    proposed = _("The list has been sent to both co-presidencies for signature.")
    same_by = "take_up"
    shape = Shape.LIST

    def row(self, act: JointAct) -> TakeUp:
        found = queries.of_name(act.forum, str(act.body["take_up"]))
        assert found is not None
        return found

    def subject(self, row: TakeUp) -> tuple[str, str]:
        return queries.SUBJECT, str(row.number)

    def words(self, row: TakeUp) -> Mapping[str, object]:
        return {"number": len(queries.answered(row))}

    def locked(self, row: TakeUp) -> TakeUp:
        locked = TakeUp.objects.select_for_update(of=("self",)).select_related("forum")
        return locked.get(pk=row.pk)

    def refuse(self, row: TakeUp, wanted: None, at: datetime) -> Iterable[Refusal | None]:
        yield actions.is_open(row)
        said = queries.answered(row)
        if not said:
            yield Refusal("practice", _("Nothing is said yet: confirm or correct a line first."))
        for found in actions.against_list(row, at).values():
            yield from found

    def body(self, row: TakeUp, wanted: None, at: datetime) -> Mapping[str, object]:
        return {"take_up": row.number, "lines": said_in(row)}

    def bound(self, act: JointAct) -> Mapping[str, object]:
        """What the lines say now: whoever changes one makes the act void."""
        return {"lines": said_in(self.row(act))}

    def effect(self, row: TakeUp, wanted: None, act: JointAct, at: datetime) -> None:
        effects.attest(row, act, at)

    def prepared_on(self, act: JointAct) -> str:
        return reverse("takeup:take-up", args=[act.forum.slug])

    def over(self, act: JointAct, at: datetime) -> Ended | None:
        """A list with a line that no longer holds is signed by nobody, until it is put right."""
        row = self.row(act)
        if row.attested_at is not None:
            return SIGNED
        if row.set_aside_at is not None:
            return SET_ASIDE
        return OUTDATED if any(self.refuse(row, None, at)) else None

    def cautions(self, act: JointAct, at: datetime) -> tuple[Caution, ...]:
        """The co-chairs that a line names while another member held the presidency, as it is recorded."""
        offered = {one.name: one.names for one in lines.offers(act.forum, at)}
        book, names = parties.book(act.forum, act.proposed_at), _names(act)
        return tuple(
            Caution(
                code=OTHER_CHAIR,
                clause="practice",
                says=Sentence(
                    ANOTHER_PRESIDED, {code: names.get(it, it) for code, it in said.items()}
                ),
                about=offered.get(one["name"], book.configurations[one["configuration"]].title),
            )
            for one in act.body["lines"]
            if one.get("chairs") and one["held"] and one.get("first")
            for said in _others_presided(act, one)
        )

    def lines(self, act: JointAct, reader: Reader) -> tuple[Line, ...]:
        book, names = parties.book(act.forum, act.proposed_at), _names(act)
        offered = {one.name: one.names for one in lines.offers(act.forum, reader.at)}
        found: list[Line] = []
        for one in act.body["lines"]:
            if world.is_past(one):
                continue
            if one["name"].startswith(WORLD):
                fact = world.world_of(one)
                source = Sentence(_("Source: {source}"), {"source": one["source"]})
                said = Whole((*world.told(fact, names), source))
                found.append((world.title_of(act.forum, fact), said))
                continue
            if one["name"].startswith(OWED):
                found.append((WHATS[one["what"]], Whole(_owed(one, offered, names))))
                continue
            title = book.configurations[one["configuration"]].title
            label = offered.get(one["name"], title)
            found.append((label, Whole(_told(one, names))))
        past = tuple(self._past(act, names))
        # After what stands of the world, before the meetings.
        now = sum(
            one["name"].startswith(WORLD) and not world.is_past(one) for one in act.body["lines"]
        )
        return (*found[:now], *past, *found[now:])

    def _past(self, act: JointAct, names: Names) -> Iterable[Line]:
        """The presidencies that have ended, of each Party together, the earliest first."""
        rows = [one for one in act.body["lines"] if world.is_past(one)]
        for code in dict.fromkeys(one["party"] for one in rows):
            own = [one for one in rows if one["party"] == code]
            own.sort(
                key=lambda one: (one["stands"]["from"] or one["stands"]["to"] or "", one["name"])
            )
            said = Whole(world.told_of_past(one, names) for one in own)
            yield world.title_of_past(act.forum, code, len(own)), said


def said_in(take_up: TakeUp) -> list[dict[str, Any]]:
    """What both attest: the lines that say something, by name, each with its source."""
    return [
        {
            **one.body,
            "name": one.name,
            "held": one.answer != Answer.NOT_HELD.value,
            "source": one.source,
        }
        for one in queries.answered(take_up)
    ]


def _others_presided(act: JointAct, one: Mapping[str, Any]) -> Iterator[Mapping[str, str]]:
    """Each Party whose presidency another member than the named co-chair held on the days of a meeting."""
    book, terms = parties.book(act.forum, act.proposed_at), parties.roster(act.forum).terms
    zone = book.places[one["place"]].zone if one["place"] in book.places else book.zone
    first, last = date.fromisoformat(one["first"]), date.fromisoformat(one["last"] or one["first"])
    instants = start_of_day(first, zone), end_of_day(last, zone) - A_MOMENT
    for party, member in sorted(one["chairs"].items()):
        presided = [holder(terms, party, instant).holder for instant in instants]
        if None not in presided and member not in presided:
            yield {"party": party, "member": member, "holder": str(presided[0])}


def _names(act: JointAct) -> Names:
    """The names of Parties, members, organisations and places, by code, in every language."""
    places = parties.book(act.forum, act.proposed_at).places
    cities = {code: place.city for code, place in places.items()}
    return {**cities, **parties.roster(act.forum).names()}


def _told(one: Mapping[str, Any], names: Names) -> Iterable[object]:
    if not one["held"]:
        yield Sentence(_("Did not take place."))
    else:
        first, last = date.fromisoformat(one["first"]), one["last"] or one["first"]
        if last == one["first"]:
            yield Sentence(_("Held on {day}."), {"day": first})
        else:
            facts = {"start": first, "end": date.fromisoformat(last)}
            yield Sentence(_("Held from {start} to {end}."), facts)
        if one.get("other"):
            yield Sentence(_("It is another meeting than the one that is known on these days."))
        if one["place"]:
            yield Sentence(_("Place: {place}"), {"place": names.get(one["place"], one["place"])})
        if one["format"]:
            yield Sentence(FORMATS[one["format"]])
        for party, member in sorted(one["chairs"].items()):
            named = {"party": names[party], "member": names.get(member, member)}
            yield Sentence(_("Co-chair ({party}): {member}"), named)
        for party, number in sorted(one["came"].items()):
            yield Sentence(
                _("{party}: members that came, {number}."),
                {"party": names[party], "number": number},
            )
        if one.get("outcome"):
            yield Sentence(_("What came of it: {words}"), {"words": one["outcome"]})
        for text in one["texts"]:
            yield text["title"]
            if not text.get("kind"):
                yield Sentence(_("Kind of the document: not known"))
            if where := " ".join(filter(None, (text.get("reference"), text.get("url")))):
                yield where
            for language, file in sorted(text.get("files", {}).items()):
                facts = {"language": language, "digest": file["digest"][:16]}
                yield Sentence(_("File ({language}), fingerprint {digest}"), facts)
    yield Sentence(_("Source: {source}"), {"source": one["source"]})


def _owed(one: Mapping[str, Any], titles: Mapping[str, object], names: Names) -> Iterable[object]:
    yield one["text"]
    if one["owner"]:
        yield Sentence(_("To be done by {owner}"), {"owner": names.get(one["owner"], one["owner"])})
    if one["due"]:
        yield Sentence(_("By {day}"), {"day": date.fromisoformat(one["due"])})
    yield Sentence(_("From {meeting}"), {"meeting": titles.get(one["meeting"], one["meeting"])})
    yield Sentence(_("Source: {source}"), {"source": one["source"]})


ATTESTATION = Attest()
