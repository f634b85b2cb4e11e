"""Results beside what was expected: a line for each commitment, and what each line still lacks.

Source: I.2.8.b; domain.md A.6 (AMB-30): figures are attached, and what they mean is said by people.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from cochair.features.commitments.models import (
    AssessedResult,
    EffectivenessAssessment,
    Expectation,
    Indicator,
    IndicatorValue,
    PartyAssessment,
)
from cochair.features.cycles.models import Cycle
from cochair.features.expectations import queries as expectations
from cochair.features.expectations.refusals import FEWEST_WORDS, words_in
from cochair.features.measures import queries as measures
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.procedure.calendar import end_of_day, start_of_day
from cochair.procedure.refusal import Sentence, _

ALIKE, DIFFERENT = "alike", "different"
NEW_ACTION, NEW_WORDING, END = "new_action", "new_wording", "end"
VIEWS: Mapping[str, str] = {
    ALIKE: _("The Parties see it alike"),
    DIFFERENT: _("The Parties see it differently"),
}
FOLLOWS: Mapping[str, str] = {
    "continue": _("It goes on as agreed"),
    NEW_ACTION: _("A new action"),
    NEW_WORDING: _("A new wording"),
    END: _("It ends"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A commitment with its expectation, what the Parties said of it, and what is written of it.

    `figures` are its indicators with their last values in the cycle, `said` the last words of each
    Party in the cycle, by its code.
    """

    expectation: Expectation
    row: AssessedResult | None
    figures: tuple[tuple[Indicator, IndicatorValue | None], ...]
    said: Mapping[str, PartyAssessment]

    @property
    def slug(self) -> str:
        """The number of the commitment."""
        return self.expectation.commitment.slug

    def missing(self, languages: Collection[str], codes: Collection[str]) -> tuple[Sentence, ...]:
        """What the line lacks before anybody may sign it."""
        return tuple(self._missing(languages, codes))

    def _missing(self, languages: Collection[str], codes: Collection[str]) -> Iterator[Sentence]:
        row = self.row
        if row is None or not _enough(row.result, languages):
            yield Sentence(
                _("the result, in at least {number} words in every language"),
                {"number": FEWEST_WORDS},
            )
        if self.expectation.target and not any(last for _one, last in self.figures):
            yield Sentence(_("a figure of this cycle beside the target"))
        for code in codes:
            if code not in self.said:
                yield Sentence(_("the words of a Party: {party}"), {"party": code})
        if row is None or row.view not in VIEWS:
            yield Sentence(_("whether the Parties see it alike or differently"))
        elif row.view == DIFFERENT and not _enough(row.why, languages):
            yield Sentence(_("where the Parties differ, and why"))
        if row is None or row.follows not in FOLLOWS:
            yield Sentence(_("what follows"))
        elif not _enough(row.follows_words, languages):
            yield Sentence(
                _("what follows, in at least {number} words in every language"),
                {"number": FEWEST_WORDS},
            )


def lines(cycle: Cycle, row: EffectivenessAssessment | None) -> list[Line]:
    """A line for each commitment in force whose expected result was agreed before the end of a cycle.

    Of a signed assessment, the lines that were signed.  Six queries.
    """
    forum = cycle.forum
    held = {one.expectation_id: one for one in row.results.all()} if row else {}
    if row is not None and row.signed_at is not None:
        rows = expectations.expectations(forum).filter(pk__in=held)
        wanted = list(rows.order_by("commitment__instrument__day", "commitment__slug"))
    else:
        end = end_of_day(cycle.end, forum.zone)
        wanted = [
            one
            for one in expectations.agreed(forum)
            if one.agreed_at is not None and one.agreed_at <= end
        ]
    figures = _figures(forum, cycle) if wanted else {}
    said = _said(forum, cycle) if wanted else {}
    return [
        Line(
            one,
            held.get(one.pk),
            tuple(figures.get(one.commitment_id, ())),
            said.get(one.commitment_id, {}),
        )
        for one in wanted
    ]


def of_cycle(cycle: Cycle) -> list[Line]:
    """The lines of a cycle with what is written of each, also before anybody began its assessment."""
    return lines(cycle, EffectivenessAssessment.objects.filter(cycle=cycle).first())


def line(cycle: Cycle, row: EffectivenessAssessment | None, slug: str) -> Line | None:
    """The line of one commitment, or None."""
    return next((one for one in lines(cycle, row) if one.slug == slug), None)


def _enough(texts: Mapping[str, str], languages: Collection[str]) -> bool:
    return all(words_in(texts.get(code, "")) >= FEWEST_WORDS for code in languages)


def _figures(
    forum: Forum, cycle: Cycle
) -> dict[int, list[tuple[Indicator, IndicatorValue | None]]]:
    found: dict[int, list[tuple[Indicator, IndicatorValue | None]]] = {}
    for one in measures.indicators(forum):
        if one.commitment_id is not None:
            within = [each for each in one.values.all() if cycle.start <= each.day <= cycle.end]
            found.setdefault(one.commitment_id, []).append((one, within[-1] if within else None))
    return found


def _said(forum: Forum, cycle: Cycle) -> dict[int, dict[str, PartyAssessment]]:
    """The last words of each Party on each commitment, said in the cycle; one query."""
    names = {party.pk: party.code for party in parties.roster(forum).parties}
    rows = PartyAssessment.objects.filter(
        commitment__instrument__forum=forum,
        at__gte=start_of_day(cycle.start, forum.zone),
        at__lte=end_of_day(cycle.end, forum.zone),
    )
    found: dict[int, dict[str, PartyAssessment]] = {}
    for one in rows.order_by("at", "pk"):
        found.setdefault(one.commitment_id, {})[names[one.party_id]] = one
    return found
