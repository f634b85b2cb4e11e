"""Read a procedure file of schema `forum-procedure/1`, or name everything that is wrong with it.

The reader is given text and makes a `Book`. It judges the file by itself: references, counts,
arguments, dues, languages. What the other files of a forum's folder hold (members, terms,
history) is none of its business.

Source: domain C.12 ("Validation when a file is loaded"); corrections section 2 and section 4
("Dependencies", "Own words").
"""

from collections.abc import Collection, Mapping
from hashlib import sha256

from cochair.procedure.book import Book
from cochair.procedure.clause import CheckShape
from cochair.procedure.reading import agreement, choices, head, meetings, planner_block
from cochair.procedure.reading.agreement import READ_BY_SOFTWARE
from cochair.procedure.reading.block import Block, Findings
from cochair.procedure.reading.fault import Fault, Faults
from cochair.procedure.reading.known import known as gathered
from cochair.procedure.reading.rules import rules as read_rules
from cochair.procedure.reading.tree import tree

__all__ = ["READ_BY_SOFTWARE", "SCHEMA", "Fault", "Faults", "read"]

SCHEMA = "forum-procedure/1"


def read(
    text: str,
    file: str,
    *,
    checks: Mapping[str, CheckShape],
    source_text: str | None = None,
    shipped_languages: Collection[str] | None = None,
    shown_in: Collection[str] = (),
) -> Book:
    """The procedures that a text holds. `file` is only the name that faults bear.

    `checks` holds the predicates by name. With `source_text`, every quotation must stand in
    it, word for word (white space aside). With `shipped_languages`, the forum's interface may
    use no other language. In the languages of `shown_in`, and in those of the forum, in which the
    file has no words, its first language stands, marked. Raises Faults with every fault at once, in the order of the lines.
    """
    root, malformed = tree(text, file)
    if root is None:
        raise Faults(malformed)
    findings = Findings(file, list(malformed))
    top = Block(root, findings)
    top.choice("schema", (SCHEMA,))
    languages = head.languages(top, shipped_languages)
    findings.languages = languages.written
    findings.shown = tuple(dict.fromkeys((*shown_in, *languages.worked)))
    known = gathered(top, languages.worked)

    forum, version, timing = head.forum(top), head.version(top), head.timing(top)
    source, gaps, ranks = head.source(top), head.gaps(top), head.labelled(top, "ranks")
    taxonomy_name, taxonomy = head.taxonomy(top)
    parties, places = head.parties(top), head.places(top)
    groups = head.groups(top, known.parties)
    pattern = meetings.pattern(top, known)
    configurations = meetings.configurations(top, known, pattern)
    timetable = meetings.timetable(top, known)
    planner = planner_block.planner(top, known, pattern)
    options, ambiguities = choices.options(top, known), choices.ambiguities(top, known)
    clauses = read_rules(top, known, checks, source_text)
    decision = agreement.decision(top, known.rules, known.configurations)
    silence = agreement.silence(top, known)

    agreement.counts_agree(top, clauses, configurations, (taxonomy_name, len(taxonomy)))
    agreement.hard_rules_agree(top, forum, clauses)
    agreement.every_option_is_read(top, known, checks)
    top.done()
    if findings.faults or version.effective_from is None:
        raise Faults(tuple(sorted(findings.faults, key=lambda fault: fault.line)))
    return Book(
        forum=forum.id,
        title=forum.title,
        short_title=forum.short_title,
        about=forum.about,
        version=version.number,
        effective_from=version.effective_from,
        adopted=version.adopted,
        source=source,
        zone=timing.zone,
        languages=languages.worked,
        written=languages.written,
        rolls=timing.rolls,
        holidays=timing.holidays,
        parties=tuple(parties.values()),
        groups=groups,
        places=places,
        pattern=pattern,
        configurations=configurations,
        clauses=tuple(clauses.values()),
        options=options,
        ambiguities=ambiguities,
        timetable=timetable,
        gaps=gaps,
        taxonomy=taxonomy,
        context=forum.context,
        decision=decision,
        silence=silence,
        ranks=ranks,
        planner=planner,
        series=forum.series,
        digest=sha256(text.encode()).hexdigest(),
        by_id=clauses,
    )
