"""Reads of the glossary; each a fixed number of queries."""

import json
from functools import lru_cache
from hashlib import sha256

from django.db.models import Count, Prefetch, Q, QuerySet, TextField
from django.db.models.functions import Cast

from cochair.features.documents.models import Confirmation, Term
from cochair.features.glossary import breaches, matches
from cochair.features.glossary.breaches import Agreed, Terms
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Power
from cochair.web.numbers import whole


def live(forum: Forum) -> list[Term]:
    """Every term that was not retired, with the confirmations that stand; two queries."""
    return list(_with_confirmations(forum).filter(ended_at=None))


def term(forum: Forum, number: int) -> Term | None:
    """One term, retired or not, with the confirmations that stand."""
    return _with_confirmations(forum).filter(pk=number).first()


def of_subject(forum: Forum, name: str) -> Term | None:
    """The term that the journal names by its number; None where it names the whole glossary."""
    number = whole(name)
    return term(forum, number) if number is not None else None


def agreed(forum: Forum) -> Terms:
    """The terms on which every Party agreed, worked out anew only when they change; one query."""
    return _terms(_kept(forum))


def agreed_for(forum: Forum, hat: ActingOffice | None) -> Terms:
    """The agreed terms for one who reads what the Parties share; none for all others."""
    if hat is None or not hat.may(Power.READ_SHARED):
        return breaches.terms(())
    return agreed(forum)


def digest(forum: Forum) -> str:
    """A name of what is agreed as it now stands: the same terms give the same; one query."""
    return sha256(
        "\n".join(f"{words} {avoid}" for words, avoid in _kept(forum)).encode()
    ).hexdigest()


def first_names(term: Term) -> dict[str, str]:
    """The preferred name of a term in each language."""
    found = {code: matches.spelled(said) for code, said in term.words.items()}
    return {code: names[0] for code, names in found.items() if names}


def _with_confirmations(forum: Forum) -> QuerySet[Term]:
    standing = Confirmation.objects.filter(ended_at=None).select_related("party")
    return Term.objects.filter(forum=forum).prefetch_related(Prefetch("confirmations", standing))


def _kept(forum: Forum) -> tuple[tuple[str, str], ...]:
    needed = len(parties.roster(forum).party_codes)
    rows = (
        Term.objects.filter(forum=forum, ended_at=None)
        .annotate(yes=Count("confirmations", filter=Q(confirmations__ended_at=None)))
        .filter(yes__gte=needed)
        .order_by("pk")
    )
    return tuple(
        rows.values_list(Cast("words", TextField()), Cast("avoid", TextField()), named=False)
    )


@lru_cache(maxsize=8)
def _terms(rows: tuple[tuple[str, str], ...]) -> Terms:
    return breaches.terms(Agreed(json.loads(words), json.loads(avoid)) for words, avoid in rows)
