"""Enter a term, change it, agree to it, give it up; bring in many at once.

A term is agreed when every Party has confirmed its names.  Names that another Party confirmed are
not written over: a change of them is a term of its own, which takes their place once it is agreed.
Source: domain.md B.8 (CB-32 to CB-36); architecture section 3, law 3.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from cochair.features.documents.models import Confirmation, Term
from cochair.features.glossary import matches
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum, Office
from cochair.features.parties.offices import ActingOffice
from cochair.formats.tmx import LONGEST_DEFINITION, LONGEST_NAME, MOST_NAMES
from cochair.journal.actions import record
from cochair.procedure.alphabets import is_printed
from cochair.procedure.refusal import Refusal, Refused, Sentence, _, require
from cochair.web.errors import StaleVersion


@dataclass(frozen=True, slots=True)
class Entry:
    """A term as somebody enters it: by language its names, the preferred first."""

    words: Mapping[str, Sequence[str]]
    avoid: Mapping[str, Sequence[str]] = field(default_factory=dict)
    definition: Mapping[str, str] = field(default_factory=dict)
    source: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of terms that were brought in: entered, there already, and refused."""

    added: int
    same: int
    refused: int


@transaction.atomic
def add(forum: Forum, entry: Entry, *, by: ActingOffice, at: datetime) -> Term:
    """Enter a term, which the Party that enters it confirms; the same one again is one term.

    Raises Refused with every reason why it cannot be one.
    """
    forum = _locked(forum)
    require(*_refusals(forum, entry, by, at))
    same = _same(forum, entry)
    if same is not None:
        _agreed(same, by=by, at=at)
        return same
    made = _created(forum, entry, by=by, at=at)
    _confirmed(made, by=by, at=at)
    _tell(made, "term.added", by=by, at=at)
    return made


@transaction.atomic
def change(term: Term, entry: Entry, *, seen: int, by: ActingOffice, at: datetime) -> Term:
    """Change a term; where another Party stands by its names, propose others in their place.

    `seen` is the version that was shown.  Returns the term that says so: the same, or the one
    that takes its place once every Party agrees.  Raises StaleVersion and Refused.
    """
    row = _term(term, seen)
    require(in_use(row), *_refusals(row.forum, entry, by, at))
    if _kept(row) == _as_kept(entry):
        return row
    names_differ = _kept(row)[:2] != _as_kept(entry)[:2]
    if names_differ and _others(row, by):
        made = _created(row.forum, entry, by=by, at=at, replaces=row)
        _confirmed(made, by=by, at=at)
        _tell(made, "term.added", by=by, at=at)
        return made
    row.words, row.avoid, row.definition, row.source = _as_kept(entry)
    _counted(row)
    _tell(row, "term.changed", by=by, at=at)
    _agreed(row, by=by, at=at)
    return row


@transaction.atomic
def confirm(
    forum: Forum, terms: Iterable[tuple[int, int]], *, by: ActingOffice, at: datetime
) -> tuple[Term, ...]:
    """Agree to terms in the name of a Party, each by its number and the version that was shown.

    What changed meanwhile is passed over; what is confirmed already stays so.  Returns those that
    are confirmed now and were not.
    """
    forum = _locked(forum)
    require(of_a_party(by.party))
    shown = dict(terms)
    made = []
    for row in Term.objects.filter(forum=forum, pk__in=list(shown), ended_at=None):
        if row.version == shown[row.pk] and _agreed(row, by=by, at=at):
            made.append(row)
    return tuple(made)


@transaction.atomic
def give_up(term: Term, *, seen: int, by: ActingOffice, at: datetime) -> Term:
    """No longer stand by a term: it is retired, or stays as the term of the other Party alone."""
    row = _term(term, seen)
    require(in_use(row), of_a_party(by.party))
    own = row.confirmations.filter(ended_at=None, party__code=by.party)
    if not own.update(ended_at=at) and _others(row, by):
        # Only the other Party stands by it: there is nothing to give up.
        return row
    retired = not row.confirmations.filter(ended_at=None).exists()
    if retired:
        row.ended_at = at
    _counted(row)
    _tell(row, "term.retired" if retired else "term.given_up", by=by, at=at)
    return row


@transaction.atomic
def bring(forum: Forum, entries: Iterable[Entry], *, by: ActingOffice, at: datetime) -> Taken:
    """Enter many terms, each as proposed by the Party that brings them; one entry in the journal."""
    forum = _locked(forum)
    require(of_a_party(by.party))
    there = {_identity(_kept(row)) for row in Term.objects.filter(forum=forum, ended_at=None)}
    added = same = refused = 0
    for entry in entries:
        if _identity(_as_kept(entry)) in there:
            same += 1
            continue
        try:
            require(*_refusals(forum, entry, by, at))
        except Refused:
            refused += 1
            continue
        _confirmed(_created(forum, entry, by=by, at=at), by=by, at=at)
        there.add(_identity(_as_kept(entry)))
        added += 1
    if added:
        _record(forum, "terms.brought", "glossary", by=by, at=at, facts={"number": added})
    return Taken(added, same, refused)


def _locked(forum: Forum) -> Forum:
    return Forum.objects.select_for_update().get(pk=forum.pk)


def _term(term: Term, seen: int) -> Term:
    forum = _locked(term.forum)
    row = Term.objects.select_for_update(of=("self",)).get(pk=term.pk)
    row.forum = forum
    if row.version != seen:
        raise StaleVersion(
            Sentence(_("Someone else changed the term while you were writing.")),
            theirs=_spoken(row.words),
            mine="",
        )
    return row


def _spoken(words: Mapping[str, object]) -> str:
    return "; ".join(", ".join(matches.spelled(said)) for said in words.values())


def _created(
    forum: Forum, entry: Entry, *, by: ActingOffice, at: datetime, replaces: Term | None = None
) -> Term:
    words, avoid, definition, source = _as_kept(entry)
    return Term.objects.create(
        forum=forum,
        words=words,
        avoid=avoid,
        definition=definition,
        source=source,
        at=at,
        by=Office.objects.get(pk=by.office),
        replaces=replaces,
    )


def _confirmed(term: Term, *, by: ActingOffice, at: datetime) -> bool:
    """Let a Party stand by a term; whether it did not before."""
    party = parties.roster(term.forum).party(by.party)
    _row, made = Confirmation.objects.get_or_create(
        term=term, party=party, ended_at=None, defaults={"by_id": by.office, "at": at}
    )
    return made


def _agreed(term: Term, *, by: ActingOffice, at: datetime) -> bool:
    """Let a Party stand by a term, and say so where it did not before; whether it is new."""
    made = _confirmed(term, by=by, at=at)
    if made:
        _tell(term, "term.confirmed", by=by, at=at)
        _take_its_place(term, by=by, at=at)
    return made


def _take_its_place(term: Term, *, by: ActingOffice, at: datetime) -> None:
    """End what an agreed term replaces."""
    needed = len(parties.roster(term.forum).party_codes)
    if term.replaces is None or term.confirmations.filter(ended_at=None).count() < needed:
        return
    old = term.replaces
    if old.ended_at is None:
        old.ended_at = at
        _counted(old)
        _tell(old, "term.retired", by=by, at=at)


def _others(term: Term, by: ActingOffice) -> bool:
    rows = term.confirmations.filter(ended_at=None)
    return rows.exclude(party__code=by.party).exists()


def _counted(term: Term) -> None:
    term.version += 1
    term.save()


type Kept = tuple[dict[str, list[str]], dict[str, list[str]], dict[str, str], str]


def _as_kept(entry: Entry) -> Kept:
    return (
        _names(entry.words),
        _names(entry.avoid),
        {code: said.strip() for code, said in entry.definition.items() if said.strip()},
        " ".join(entry.source.split()),
    )


def _kept(term: Term) -> Kept:
    words = {code: list(matches.spelled(said)) for code, said in term.words.items()}
    avoid = {code: list(matches.spelled(said)) for code, said in term.avoid.items()}
    return words, avoid, dict(term.definition), term.source


def _names(some: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    clean = {
        code: list(dict.fromkeys(filter(None, (" ".join(name.split()) for name in names))))
        for code, names in some.items()
    }
    return {code: names for code, names in sorted(clean.items()) if names}


def _identity(kept: Kept) -> str:
    """What makes two terms the same: the same names, whatever is said of them."""
    return str(sorted((code, sorted(names)) for code, names in kept[0].items()))


def _same(forum: Forum, entry: Entry) -> Term | None:
    wanted = _identity(_as_kept(entry))
    rows = Term.objects.filter(forum=forum, ended_at=None)
    return next((row for row in rows if _identity(_kept(row)) == wanted), None)


def _refusals(
    forum: Forum, entry: Entry, by: ActingOffice, at: datetime
) -> tuple[Refusal | None, ...]:
    words, avoid, definition, source = _as_kept(entry)
    return (
        of_a_party(by.party),
        in_two_languages(words),
        languages_known([*words, *avoid, *definition], parties.book(forum, at).languages),
        names_fit(words, avoid),
        no_contradiction(words, avoid),
        texts_fit(definition, source),
    )


def _tell(term: Term, verb: str, *, by: ActingOffice, at: datetime) -> None:
    _record(term.forum, verb, str(term.pk), by=by, at=at, facts={})


def _record(
    forum: Forum,
    verb: str,
    name: str,
    *,
    by: ActingOffice,
    at: datetime,
    facts: Mapping[str, object],
) -> None:
    record(
        forum.slug,
        verb=verb,
        about=("term", name),
        by=by.account,
        office=by.title,
        on_behalf_of=by.party,
        at=at,
        facts=facts,
    )


# What stands against an entry of the glossary; each a value, never raised here.
CLAUSE = "practice"
LONGEST_SOURCE = 200


def in_two_languages(words: Mapping[str, Sequence[str]]) -> Refusal | None:
    """A refusal for a term that has a name in fewer than two languages."""
    if sum(bool(names) for names in words.values()) > 1:
        return None
    return Refusal(CLAUSE, _("A term must have a name in at least two languages."))


def names_fit(*some: Mapping[str, Sequence[str]]) -> Refusal | None:
    """A refusal for names that are too many, too long, or cannot be printed."""
    each = [names for one in some for names in one.values()]
    if any(len(names) > MOST_NAMES for names in each):
        return Refusal(
            CLAUSE,
            _("A term may have up to {number} names in each language."),
            {"number": MOST_NAMES},
        )
    if any(len(name) > LONGEST_NAME or not is_printed(name) for names in each for name in names):
        return Refusal(
            CLAUSE,
            _("A name may have up to {number} characters, all of them printable."),
            {"number": LONGEST_NAME},
        )
    return None


def no_contradiction(
    words: Mapping[str, Sequence[str]], avoid: Mapping[str, Sequence[str]]
) -> Refusal | None:
    """A refusal for a name that is to be used and to be avoided."""
    for code, names in avoid.items():
        for name in names:
            if name.casefold() in {one.casefold() for one in words.get(code, ())}:
                return Refusal(
                    CLAUSE, _("“{name}” cannot be both used and avoided."), {"name": name}
                )
    return None


def texts_fit(definition: Mapping[str, str], source: str) -> Refusal | None:
    """A refusal for a meaning or a source that is too long or cannot be printed."""
    long = any(len(said) > LONGEST_DEFINITION for said in definition.values())
    texts = (" ".join(said.split()) for said in (*definition.values(), source))
    if long or len(source) > LONGEST_SOURCE or not all(map(is_printed, texts)):
        return Refusal(CLAUSE, _("The meaning or the source is too long, or cannot be printed."))
    return None


def languages_known(codes: Collection[str], known: Collection[str]) -> Refusal | None:
    """A refusal for a language that the forum does not have."""
    if set(codes) <= set(known):
        return None
    return Refusal(CLAUSE, _("This is not a language of the forum."))


def in_use(term: Term) -> Refusal | None:
    """A refusal for a term that was retired."""
    if term.ended_at is None:
        return None
    return Refusal(CLAUSE, _("This term has been retired. Enter a new one."))


def of_a_party(party: str) -> Refusal | None:
    """A refusal for an office that belongs to no Party."""
    if party:
        return None
    return Refusal(CLAUSE, _("Only an office of a Party may confirm a term."))
