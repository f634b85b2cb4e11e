"""A report in words, in every language, as the paragraphs that the register keeps.

Nobody edits it: it follows from the content alone.  What owners and Parties wrote stays in the
language in which they wrote it, which is named.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as __
from django.utils.translation import pgettext

from cochair.features.assessments.compared import paragraph as table
from cochair.features.follow_up import statuses
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum, Party
from cochair.features.parties.queries import Roster
from cochair.features.stocktaking import chain_text
from cochair.features.stocktaking.content import Content, Ended, Line
from cochair.formats.paragraphs import HEADING, Paragraph, Text, fresh_ids, plain
from cochair.procedure.book import Book
from cochair.web import formats, spoken
from cochair.web.localize import translated
from cochair.web.varieties import override


def languages(book: Book) -> tuple[str, ...]:
    """The languages of the forum in which the platform speaks, in the order of the procedures."""
    spoken = {code for code, _name in settings.LANGUAGES}
    return tuple(code for code in book.languages if code in spoken)


def texts(forum: Forum, content: Content) -> dict[str, Text]:
    """The report in each of its languages; the paragraphs of all have the same ids."""
    return {code: text(forum, content, code) for code in languages(parties.book(forum))}


def text(forum: Forum, content: Content, language: str) -> Text:
    """The report in one language."""
    book, roster = parties.book(forum), parties.roster(forum)
    with override(language):
        return fresh_ids(tuple(_paragraphs(content, book, roster, language)))


def legend() -> list[tuple[str, str]]:
    """Every status by its code, with its word (an English msgid), in the order of a table."""
    return [(code, mark.word) for code, mark in statuses.ALL.items()]


def _paragraphs(content: Content, book: Book, roster: Roster, language: str) -> Iterator[Paragraph]:
    day = formats.long_day(date.fromisoformat(content.day), language)
    yield plain("", __("As of {day}").format(day=day))
    for line in content.foreword.get(language, "").splitlines():
        if line.strip():
            yield plain("", " ".join(line.split()))
    yield plain("", __("A status is what the owner reports. No status is calculated."))
    yield plain("", __("Figures"), HEADING, level=1)
    yield table(_figures(content))
    yield plain("", __("By area and status"), HEADING, level=1)
    yield plain("", __("Commitments in force. A commitment may belong to several areas."))
    yield table(_areas(content, book, language))
    empty = _without(content, book, language)
    if empty:
        said = __("No commitment in force belongs to these areas: {areas}.")
        yield plain("", said.format(areas=formats.listed(empty, language)))
    yield plain("", __("Trend by cycle"), HEADING, level=1)
    yield table(_trend(content))
    yield plain("", __("Commitments"), HEADING, level=1)
    for instrument, lines in _by_instrument(content.lines, language):
        yield plain("", instrument, HEADING, level=2)
        yield table(_lines(lines, roster, language))
    yield from chain_text.paragraphs(content, book, roster, language)
    if content.ended:
        yield plain("", __("No longer in force"), HEADING, level=1)
        yield plain(
            "",
            __(
                "Commitments that both Parties declared completed, replaced "
                "or closed in this cycle."
            ),
        )
        yield table(_over(content.ended, language))
    who = [str(translated(party.presidency_title, language)) for party in roster.in_order(language)]
    yield plain(
        "",
        __("Signed by both co-presidencies: {presidencies}").format(
            presidencies=formats.listed(who, language)
        ),
    )


def _figures(content: Content) -> Iterable[Sequence[str]]:
    yield (__("Status"), __("Commitments"))
    for code, number in content.by_status.items():
        yield (__(statuses.ALL[code].word), str(number))
    yield (pgettext("how many commitments", "In force"), str(len(content.lines)))
    yield (__("No recent report"), str(content.stale))


def _areas(content: Content, book: Book, language: str) -> Iterable[Sequence[str]]:
    yield (__("Area"), *(__(mark.word) for mark in statuses.ALL.values()), __("All"))
    for code, words in book.taxonomy:
        figures = content.areas.get(code)
        if figures is not None:
            numbers = [figures[status] for status in statuses.ALL]
            yield (str(translated(words, language)), *map(str, numbers), str(sum(numbers)))


def _without(content: Content, book: Book, language: str) -> list[str]:
    """The areas that no commitment in force touches."""
    return [
        str(translated(words, language))
        for code, words in book.taxonomy
        if code in content.areas and not any(content.areas[code].values())
    ]


def _trend(content: Content) -> Iterable[Sequence[str]]:
    yield (__("Cycle"), *(__(mark.word) for mark in statuses.ALL.values()), __("All"))
    for number, figures in content.trend:
        numbers = [figures[status] for status in statuses.ALL]
        yield (str(number), *map(str, numbers), str(sum(numbers)))


def _by_instrument(lines: Iterable[Line], language: str) -> Iterable[tuple[str, list[Line]]]:
    found: dict[str, list[Line]] = {}
    for one in lines:
        found.setdefault(str(translated(one.instrument, language)), []).append(one)
    return found.items()


def _lines(lines: Iterable[Line], roster: Roster, language: str) -> Iterable[Sequence[str]]:
    names, sides = roster.names(), roster.in_order(language)
    yield (
        __("Commitment"),
        __("Status"),
        __("Evidence"),
        *(str(translated(party.short, language)) for party in sides),
    )
    for one in lines:
        yield (
            f"{one.commitment}. {translated(one.text, language)}",
            _status(one, language),
            _evidence(one, names, language),
            *(_thought(one, party, language) for party in sides),
        )


def _over(ended: Iterable[Ended], language: str) -> Iterable[Sequence[str]]:
    yield (__("Commitment"), __("Outcome"), __("Date"))
    for one in ended:
        how = __(statuses.STATES.get(one.state, one.state))
        yield (
            f"{one.commitment}. {translated(one.text, language)}",
            f"{how}: {one.replaced_by}" if one.replaced_by else how,
            formats.medium_day(date.fromisoformat(one.on), language),
        )


def _status(one: Line, language: str) -> str:
    parts = [__(statuses.ALL[one.status].word)]
    if one.on:
        parts.append(formats.medium_day(date.fromisoformat(one.on), language))
    if one.on and one.stale:
        parts.append(__("older than six months"))
    return ", ".join(parts)


def _evidence(one: Line, names: Mapping[str, Mapping[str, str]], language: str) -> str:
    if not one.evidence:
        return "–"
    author = str(translated(names[one.author], language)) if one.author in names else one.author
    return f"{author}: {spoken.marked(one.evidence, one.language, language)}"


def _thought(one: Line, party: Party, language: str) -> str:
    said = next((each for each in one.thoughts if each.party == party.code), None)
    if said is None:
        return "–"
    return spoken.marked(" ".join(said.words.split()), said.language, language)
