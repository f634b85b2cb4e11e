"""The only door to stock-taking reports: who reads one, who comments, who writes."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from cochair.features.commitments.models import Commitment, LineComment, StocktakingReport
from cochair.features.cycles import queries as cycles
from cochair.features.cycles.models import Cycle
from cochair.features.parties import access
from cochair.features.parties.offices import ActingOffice, Power, Role
from cochair.features.parties.request import Request
from cochair.features.stocktaking import authors, queries
from cochair.features.stocktaking.states import State, state_of


def report(request: Request, number: int) -> tuple[StocktakingReport, ActingOffice]:
    """A report for a reader of what the Parties share; 404 for all others, as for none."""
    return _found(request, number), access.require_reader(request)


def kept(request: Request, number: int) -> tuple[StocktakingReport, ActingOffice]:
    """A report that this office writes; who only reads it is told so (403)."""
    found, _hat = report(request, number)
    return found, access.actor(request, Power.RECORD_FACTS)


def cycle(request: Request, number: int) -> Cycle:
    """A cycle that has begun or is planned; 404 where there is none."""
    found = cycles.cycle(access.forum(request), number)
    if found is None:
        raise Http404
    found.forum = access.forum(request)
    return found


def commented(
    request: Request, number: int
) -> tuple[StocktakingReport, ActingOffice, tuple[Commitment, ...]]:
    """A report with the lines that this office may speak of.

    For an organisation only the lines that it owns exist, and only once comments were asked for.
    """
    hat: ActingOffice | None = request.hat
    if hat is not None and hat.may(Power.READ_SHARED):
        found = _found(request, number)
        return found, hat, queries.lines_of(found)
    if hat is None or hat.role is not Role.INSTITUTION or not hat.organisation:
        raise Http404
    found = _found(request, number)
    own = tuple(one for one in queries.lines_of(found) if hat.organisation in one.owners)
    if not own or state_of(found) is State.DRAFT:
        raise Http404
    return found, hat, own


def commenter(
    request: Request, number: int
) -> tuple[StocktakingReport, ActingOffice, tuple[Commitment, ...]]:
    """The same for an office that comments; one that only reads is told so (403)."""
    found, hat, lines = commented(request, number)
    if not authors.author_of(hat):
        raise PermissionDenied(authors.speaks(""))
    return found, hat, lines


def comment(request: Request, number: int, which: int) -> tuple[LineComment, ActingOffice]:
    """A comment that this office answers."""
    found, hat = kept(request, number)
    one = queries.comment(found, which)
    if one is None:
        raise Http404
    return one, hat


def sees_all(hat: ActingOffice) -> bool:
    """Whether an office reads the whole report, and not the lines of its own alone."""
    return hat.may(Power.READ_SHARED)


def _found(request: Request, number: int) -> StocktakingReport:
    row = queries.report(access.forum(request), number)
    if row is None:
        raise Http404
    return row
