"""An assessment as the paragraphs that the register keeps, in every language."""

from collections.abc import Iterator

from django.utils.translation import gettext as __

from cochair.features.assessments import compared, queries, results
from cochair.features.assessments.criteria import CRITERIA
from cochair.features.commitments.models import EffectivenessAssessment
from cochair.features.parties import queries as parties
from cochair.features.stocktaking.report_text import languages
from cochair.formats.paragraphs import HEADING, Paragraph, Text, fresh_ids, plain
from cochair.web import formats
from cochair.web.localize import translated
from cochair.web.varieties import override


def texts(row: EffectivenessAssessment) -> dict[str, Text]:
    """The assessment in each of its languages."""
    found = {}
    for language in languages(parties.book(row.forum)):
        with override(language):
            found[language] = fresh_ids(tuple(_paragraphs(row, language)))
    return found


def _paragraphs(row: EffectivenessAssessment, language: str) -> Iterator[Paragraph]:
    for code, words in CRITERIA.items():
        yield plain("", __(words), HEADING, level=1)
        for line in row.sections.get(code, {}).get(language, "").splitlines():
            if line.strip():
                yield plain("", " ".join(line.split()))
    roster = parties.roster(row.forum)
    found = results.lines(row.cycle, row)
    if found:
        yield plain("", __("Results beside what was expected"), HEADING, level=1)
        lines = [compared.of(one) for one in found]
        yield compared.paragraph(compared.table(lines, roster.in_order(language), language))
    figures = queries.figures(row.forum, row.cycle)
    if figures:
        yield plain("", __("Figures"), HEADING, level=1)
        yield plain("", __("As recorded in the register of indicators, without interpretation."))
        heads = (__("Indicator"), __("Baseline"), __("Last value in the cycle"))
        rows = [
            (
                f"{translated(one.title, language)}{f' ({translated(one.unit, language)})' if one.unit else ''}",
                f"{formats.figure(one.baseline, language)}, {formats.medium_day(one.baseline_day, language)}",
                f"{formats.figure(last.value, language)}, {formats.medium_day(last.day, language)}"
                if last
                else "–",
            )
            for one, last in figures
        ]
        yield compared.paragraph((heads, *rows))
    who = [str(translated(party.presidency_title, language)) for party in roster.in_order(language)]
    said = __("Signed by both co-presidencies: {presidencies}")
    yield plain("", said.format(presidencies=formats.listed(who, language)))
