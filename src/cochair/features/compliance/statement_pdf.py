"""The compliance statement as PDF/A in one language: as signed, and as the public reads it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as __
from django.utils.translation import ngettext

from cochair.features.compliance import presenters, queries, statement
from cochair.features.compliance.models import Statement
from cochair.features.parties.models import Forum
from cochair.features.printing.heading import place_and_day
from cochair.features.sheets.pdf import printable
from cochair.features.sheets.tables import Part, sheet
from cochair.procedure.book import Book
from cochair.procedure.calendar import civil_day
from cochair.procedure.result import Outcome
from cochair.web import code_labels, formats, localize, spoken
from cochair.web.templatetags.facts import target_words
from cochair.web.varieties import override

# The longest clause in our words, and the longest reason that is printed whole.
LONGEST = 4_000


def of_statement(
    forum: Forum,
    signed: Statement,
    departures: Sequence[statement.Departed],
    names: localize.Names,
    language: str,
) -> bytes:
    """A statement as both signed it: one outcome for each clause, and each departure's reason.

    How many of its departures the reader may not read, and so are not among `departures`, is said.
    """
    left_out = max(0, len(signed.departures or ()) - len(departures))
    outcomes, versions = statement.outcomes(signed.results), statement.versions(signed.results)
    book = queries.book_of_cycle(forum, signed.cycle, signed.computed_at)
    with override(language):
        title = title_of(signed.cycle.number, signed.number)
        day = civil_day(signed.at, forum.zone)
        instants = (
            place_and_day(forum, book, day, language),
            __("Calculated on {instant}.").format(
                instant=_instant(signed.computed_at, forum, language)
            ),
            __("Signed by both co-presidencies on {instant}, act {number}.").format(
                instant=_instant(signed.at, forum, language), number=signed.act.number
            ),
        )
        parts = [
            *_clauses(forum, book, outcomes, versions, language),
            {
                "title": __("Agreed exceptions and their reasons"),
                "columns": [__("Clause"), __("Applied to"), __("Reason")],
                "widths": [5, 4, 8],
                "none": _left_out(left_out) or __("No exceptions were agreed."),
                "rows": [
                    [
                        one.rule,
                        printable(target_words(one.target, forum, names)),
                        reason_of(one, language),
                    ]
                    for one in departures
                ],
            },
            _signatures(forum, signed, language),
        ]
        lines = (*instants, _counted(outcomes), *filter(None, [_left_out(left_out)]))
        return sheet(forum, title, lines, signed.digest, parts, signed.at)


def of_publication(
    forum: Forum,
    book: Book,
    cycle: int,
    outcomes: Mapping[str, Outcome],
    versions: Mapping[str, str],
    at: datetime,
    language: str,
) -> bytes:
    """What was published at an instant (UTC): one outcome for each clause and nothing more.

    `versions` says for each clause by which version of the procedures it was judged.
    """
    with override(language):
        title = __("Results of cycle {number}").format(number=cycle)
        lines = (
            __("Published by both co-presidencies on {instant}.").format(
                instant=_instant(at, forum, language)
            ),
            _counted(outcomes),
        )
        parts = _clauses(forum, book, outcomes, versions, language)
        return sheet(forum, title, lines, "", parts, at)


def title_of(cycle: int, number: int) -> str:
    """What a statement is called in the reader's language; those after the first are addenda."""
    if number == 1:
        return __("Compliance statement, cycle {number}").format(number=cycle)
    return __("Compliance statement, cycle {number}, addendum {addendum}").format(
        number=cycle, addendum=number - 1
    )


def reason_of(one: statement.Departed, language: str) -> str:
    """The reason of a departure as it is printed, with its language where it is another."""
    return printable(
        spoken.as_written(one.reason, language)
        or __("Both Parties recorded the exception without giving a reason."),
        LONGEST,
    )


def _signatures(forum: Forum, signed: Statement, language: str) -> Part:
    """For which Party each co-presidency signed, and when, as at the end of a paper of both."""
    keys = signed.act.keys.select_related("party", "member")
    return {
        "title": __("Signatures"),
        "columns": [__("Party"), __("Presidency"), __("Signed on")],
        "widths": [4, 3, 4],
        "none": "",
        "rows": [
            [
                printable(key.party.name[language]),
                printable(key.member.name[language]),
                _instant(key.at, forum, language),
            ]
            for key in sorted(keys, key=lambda one: str(one.party.name[language]))
        ],
    }


def _clauses(
    forum: Forum,
    book: Book,
    outcomes: Mapping[str, Outcome],
    versions: Mapping[str, str],
    language: str,
) -> list[Part]:
    codes = {rule: one.value for rule, one in outcomes.items()}
    sections = presenters.sections(
        book, None, published=codes, books=queries.books(forum), versions=versions
    )
    rows: dict[str, list[list[str]]] = {}
    for section in sections:
        # What stands in one place of the procedures is one table, in whatever parts pages show it.
        rows.setdefault(printable(section.place[language]), []).extend(
            [
                one.clause.id,
                printable(one.clause.text[language], LONGEST),
                __(code_labels.MARKS[outcomes[one.clause.id].value].word),
            ]
            for one in section.clauses
            if one.clause.id in outcomes
        )
    return [
        {
            "title": place,
            "columns": [__("Clause"), __("In plain words"), __("Outcome")],
            "widths": [6, 12, 4],
            "none": "",
            "rows": found,
        }
        for place, found in rows.items()
        if found
    ]


def _counted(outcomes: Mapping[str, Outcome]) -> str:
    n = len(outcomes)
    return ngettext(
        "{n} clause with its outcome.", "{n} clauses, each with its outcome.", n
    ).format(n=n)


def _left_out(n: int) -> str:
    """How many agreed exceptions are not printed for this reader; empty for none."""
    return (
        ngettext(
            "{n} agreed exception is left out: it names something that your office may not read.",
            "{n} agreed exceptions are left out: they name something that your office may not read.",
            n,
        ).format(n=n)
        if n
        else ""
    )


def _instant(at: datetime, forum: Forum, language: str) -> str:
    return formats.instant_on_paper(at, forum.zone, language)
