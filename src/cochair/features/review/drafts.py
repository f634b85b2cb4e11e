"""Write a draft of a version of the procedures: begun from the one in force, changed, dropped.

Nothing here changes what is in force.  Source: II.2.functions.c; domain.md C.4, C.7 (J9).
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction

from cochair.features.compliance import queries as compliance
from cochair.features.compliance.models import ProposedVersion
from cochair.features.compliance.options import allowed
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum, Office, ProcedureText
from cochair.features.parties.offices import ActingOffice
from cochair.features.review import mutation, queries
from cochair.procedure.book import Book
from cochair.procedure.calendar import civil_day, outside_calendar
from cochair.procedure.reading import Faults
from cochair.procedure.reading.writer import Edit, rewritten
from cochair.procedure.refusal import Refusal, Sentence, _, require
from cochair.procedure.review import adopting_clause, unfit, unfit_day, unfit_number
from cochair.web.errors import StaleVersion

LARGEST = 2_000_000
LONGEST_WORDS = 4000
MOST_FAULTS = 40


@transaction.atomic
def begin(
    forum: Forum, *, number: str, effective_from: date, by: ActingOffice, at: datetime
) -> ProposedVersion:
    """Begin a draft from the version in force, with its options as both set them since.

    `effective_from` is a civil day in the forum's zone.  Raises Refused for a number that is taken
    or none, and for a day that is not to come.
    """
    forum = Forum.objects.select_for_update().get(pk=forum.pk)
    book = parties.books(forum)[-1]
    clause, today = adopting_clause(book), civil_day(at, forum.zone)
    require(
        unfit_number(number, _taken(forum), clause),
        outside_calendar(effective_from) or unfit_day(effective_from, today, clause),
    )
    base = ProcedureText.objects.get(forum=forum, number=book.version)
    values = compliance.option_values_of(book, compliance.facts_at(forum, at))
    set_since = {
        key: values[key]
        for key, option in book.options.items()
        if key in values and values[key] != option.value
    }
    text = rewritten(base.text, Edit(number, effective_from, set_since))
    return _kept(forum, base, text, by=by, at=at)


def bring(forum: Forum, octets: bytes, *, by: ActingOffice, at: datetime) -> ProposedVersion:
    """Bring a whole file as a draft: the reader of procedure files says all that is wrong with it.

    Raises Refused for a file that is too large or no text, that is not the next version of these
    procedures, and with every fault of the file and its line.
    """
    # Read before anything is locked: a long file takes its time, and nobody waits for it.
    base_book = parties.books(forum)[-1]
    text = _text(octets, base_book)
    understood(text, base_book)
    return _brought(forum, text, by=by, at=at)


@transaction.atomic
def _brought(forum: Forum, text: str, *, by: ActingOffice, at: datetime) -> ProposedVersion:
    forum = Forum.objects.select_for_update().get(pk=forum.pk)
    base_book = parties.books(forum)[-1]
    new = understood(text, base_book)
    require(*unfit(base_book, new, taken=_taken(forum), today=civil_day(at, forum.zone)))
    base = ProcedureText.objects.get(forum=forum, number=base_book.version)
    return _kept(forum, base, text, by=by, at=at)


@transaction.atomic
def set_option(
    row: ProposedVersion, *, key: str, value: object, seen: str, by: ActingOffice, at: datetime
) -> ProposedVersion:
    """Say in a draft how an option stands.  Raises Refused for a value outside its set."""
    row = mutation.locked_draft(row, by)
    book = queries.book_of(row)
    require(
        None
        if key in book.options
        else Refusal("practice", _("There is no option called “{key}”."), {"key": key or "–"})
    )
    require(allowed(book.options[key], value))
    return _edited(row, Edit(row.number, row.effective_from, {key: value}), seen, by=by, at=at)


@transaction.atomic
def set_words(
    row: ProposedVersion,
    *,
    rule: str,
    words: Mapping[str, str],
    seen: str,
    by: ActingOffice,
    at: datetime,
) -> ProposedVersion:
    """Say in a draft a clause in other words: in every language of the forum, or not at all."""
    row = mutation.locked_draft(row, by)
    book = queries.book_of(row)
    said = {code: " ".join(words.get(code, "").split()) for code in book.languages}
    require(
        None
        if rule in book.by_id
        else Refusal("practice", _("There is no clause {rule}."), {"rule": rule or "–"}),
        _in_every_language(said, rule),
    )
    return _edited(
        row, Edit(row.number, row.effective_from, words={rule: said}), seen, by=by, at=at
    )


@transaction.atomic
def drop(row: ProposedVersion, *, by: ActingOffice, at: datetime) -> ProposedVersion:
    """Give a draft up before anybody else has seen it; done twice, it is done once."""
    row = mutation.locked_draft(row, by)
    row.withdrawn_at = at
    row.save(update_fields=["withdrawn_at"])
    mutation.tell(row, "procedures.dropped", by=by, at=at)
    return row


def understood(text: str, base: Book) -> Book:
    """The procedures in a text.  Raises Refused with every fault and its line, the first ones."""
    try:
        return queries.understood(text)
    except Faults as found:
        clause = adopting_clause(base)
        shown = found.faults[:MOST_FAULTS]
        refusals: list[Refusal] = [
            Refusal(
                clause,
                _("Line {line}, {path}: {fault}"),
                {"line": one.line, "path": one.path or "–", "fault": one.message},
            )
            for one in shown
        ]
        more = len(found.faults) - len(shown)
        if more:
            refusals.append(Refusal(clause, _("Further errors: {number}."), {"number": more}))
        require(*refusals)
        raise


def _edited(
    row: ProposedVersion, edit: Edit, seen: str, *, by: ActingOffice, at: datetime
) -> ProposedVersion:
    if row.digest != seen:
        raise StaleVersion(
            Sentence(_("The draft has been changed in the meantime.")), theirs=row.digest, mine=seen
        )
    text = rewritten(row.text, edit)
    new = understood(text, queries.base_of(row))
    if new.digest != row.digest:
        row.text, row.digest, row.changed_at = text, new.digest, at
        row.save(update_fields=["text", "digest", "changed_at"])
        mutation.tell(row, "procedures.redrafted", by=by, at=at)
    return row


def _kept(
    forum: Forum, base: ProcedureText, text: str, *, by: ActingOffice, at: datetime
) -> ProposedVersion:
    new = understood(text, parties.books(forum)[-1])
    # The same sent twice, and neither changed, proposed nor given up since.
    own = ProposedVersion.objects.filter(forum=forum, party__code=by.party, digest=new.digest)
    same = own.filter(proposed_at=None, withdrawn_at=None).first()
    if same is not None:
        return same
    made = ProposedVersion.objects.create(
        forum=forum,
        place=_next_place(forum, by.party),
        number=new.version,
        base=base,
        text=text,
        digest=new.digest,
        effective_from=new.effective_from,
        party=parties.roster(forum).party(by.party),
        made_at=at,
        made_by=Office.objects.get(pk=by.office),
        changed_at=at,
    )
    mutation.tell(made, "procedures.drafted", by=by, at=at)
    return made


def _next_place(forum: Forum, party: str) -> int:
    """The place of a Party's next draft: each takes every second one (of two), so that no gap
    tells how many drafts the other has."""
    codes = sorted(parties.roster(forum).party_codes)
    rows = ProposedVersion.objects.filter(forum=forum)
    place = rows.filter(party__code=party).count() * len(codes) + codes.index(party) + 1
    # Of an installation in which places were counted through.
    while rows.filter(place=place).exists():
        place += len(codes)
    return place


def _taken(forum: Forum) -> Iterable[str]:
    """The numbers of versions.  Two drafts may have the same: only one of them is adopted."""
    return tuple(ProcedureText.objects.filter(forum=forum).values_list("number", flat=True))


def _text(octets: bytes, base: Book) -> str:
    clause = adopting_clause(base)
    too_large = Refusal(
        clause,
        _("The file is larger than {megabytes} MB, which is too large for procedures."),
        {"megabytes": LARGEST // 1_000_000},
    )
    require(too_large if len(octets) > LARGEST else None)
    try:
        return octets.decode("utf-8-sig")
    except UnicodeDecodeError:
        require(Refusal(clause, _("The file is not a text in UTF-8.")))
        raise


def _in_every_language(said: Mapping[str, str], rule: str) -> Refusal | None:
    missing = tuple(code for code, words in said.items() if not words)
    if missing:
        return Refusal(
            rule,
            _("Enter the text in every language. Missing: {languages}."),
            {"languages": missing},
        )
    if any(len(words) > LONGEST_WORDS for words in said.values()):
        return Refusal(
            rule,
            _("A clause may have up to {number} characters in each language."),
            {"number": LONGEST_WORDS},
        )
    return None
