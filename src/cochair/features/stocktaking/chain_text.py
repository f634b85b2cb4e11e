"""What a stock-taking report prints of threats and results: the chain, its gaps, results beside what
was expected."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as __

from cochair.features.assessments import compared
from cochair.features.measures import codes
from cochair.features.parties.queries import Roster
from cochair.features.stocktaking.content import Content
from cochair.features.threats import gaps
from cochair.features.threats.chain import Done, Figure, Link, Thread
from cochair.formats.paragraphs import HEADING, Paragraph, plain
from cochair.procedure.book import Book
from cochair.web import formats
from cochair.web.localize import say, translated

NOTHING = "–"


def paragraphs(content: Content, book: Book, roster: Roster, language: str) -> Iterator[Paragraph]:
    """The parts in a language, those of which there is something."""
    if content.chain.threads:
        yield plain("", __("From threats to results"), HEADING, level=1)
        yield plain(
            "",
            __(
                "Each finding of a threat assessment with the commitments that answer it, their "
                "actions at each level, their indicators and the results."
            ),
        )
        areas = {code: str(translated(words, language)) for code, words in book.taxonomy}
        for thread in content.chain.threads:
            yield plain("", _head(thread, language), HEADING, level=2)
            yield plain("", _about(thread, areas, roster, language))
            if thread.links:
                yield compared.paragraph(_chain(thread, content.chain.levels, language))
        found = content.chain.gaps
        yield plain("", __("Gaps"), HEADING, level=2)
        for one in found:
            yield plain("", say(gaps.sentence(one), language=language))
        if not found:
            yield plain("", __("No gap: every finding is answered, at every level, with a result."))
    if content.compared:
        yield plain("", __("Results beside what was expected"), HEADING, level=1)
        yield compared.paragraph(
            compared.table(content.compared, roster.in_order(language), language)
        )


def _head(thread: Thread, language: str) -> str:
    return f"F{thread.number}. {translated(thread.title, language)}"


def _about(thread: Thread, areas: Mapping[str, str], roster: Roster, language: str) -> str:
    names = {one.code: str(translated(one.short, language)) for one in roster.parties}
    names[codes.BOTH] = __("both regions")
    where = names.get(thread.region, thread.region)
    named = formats.listed([areas.get(code, code) for code in thread.areas], language)
    said = f"{thread.assessment}, {thread.place}. {named} ({where})."
    return said if thread.links else f"{said} {__('No commitment answers it.')}"


def _chain(thread: Thread, levels: Sequence[str], language: str) -> Iterator[Sequence[str]]:
    yield (
        __("Commitment"),
        *(__(codes.LEVELS.get(level, level)) for level in levels),
        __("Indicator and result"),
    )
    for link in thread.links:
        yield (
            f"{link.commitment}. {translated(link.text, language)}",
            *(_actions(link, level, language) for level in levels),
            "; ".join(_figure(one, language) for one in link.figures) or NOTHING,
        )


def _actions(link: Link, level: str, language: str) -> str:
    said = [_action(one, language) for one in link.at(level)]
    if level in link.missing:
        said.append(__("no action"))
    return "; ".join(said) or NOTHING


def _action(one: Done, language: str) -> str:
    parts = [f"A{one.number}. {translated(one.title, language)}", __(codes.STATES[one.state])]
    parts += [str(translated(said, language)) for said in one.reached]
    return ", ".join(parts)


def _figure(one: Figure, language: str) -> str:
    said = f"I{one.number}. {translated(one.title, language)}"
    if not one.value:
        return f"{said}: {__('no value yet')}"
    day = formats.medium_day(date.fromisoformat(one.day), language)
    said += f": {formats.figure(one.value, language)} ({day})"
    if one.target:
        figure = formats.figure(one.target, language)
        said += f", {__('Target: {figure}').format(figure=figure)}"
    return said
