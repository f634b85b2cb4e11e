"""Look for what departs from the glossary, with every text that comes in and when terms change.

How much there is, is kept with each edition, so that a list costs nothing; what it is, is worked
out where it is shown.
"""

from datetime import UTC, datetime, timedelta

from cochair.features.documents.models import Expression, Revision
from cochair.features.glossary import breaches, queries
from cochair.features.glossary.breaches import Breach, Terms
from cochair.features.mail import worker
from cochair.features.parties.models import Forum
from cochair.formats.paragraphs import from_json

AT_ONCE, BETWEEN = 100, timedelta(minutes=1)
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def register_all() -> None:
    """Let each turn of the worker look anew where terms changed; called once."""
    worker.also("glossary", recheck)


def of(source: Expression | None, target: Expression | None, agreed: Terms) -> tuple[Breach, ...]:
    """The breaches of one edition of a translation; none where either text is missing."""
    if source is None or target is None or source.language == target.language or not agreed.rows:
        return ()
    return breaches.found(
        from_json(source.text), from_json(target.text), source.language, target.language, agreed
    )


def check(revision: Revision) -> None:
    """Count the breaches of every edition of a revision that stands, against its newest source."""
    forum = revision.document.forum
    _check(revision, queries.agreed(forum), queries.digest(forum))


def recheck(forum: Forum, at: datetime) -> int:
    """Count anew where the glossary changed since, looked for once a minute; returns how many.

    At most AT_ONCE revisions at a time.
    """
    if timedelta(0) <= at - _SEEN.get(forum.pk, LONG_AGO) < BETWEEN:
        return 0
    digest = queries.digest(forum)
    rows = Expression.objects.filter(revision__document__forum=forum, replaced_at=None)
    behind = rows.exclude(glossary=digest).order_by().values_list("revision", flat=True).distinct()
    found = list(Revision.objects.filter(pk__in=behind[:AT_ONCE]))
    agreed = queries.agreed(forum)
    for revision in found:
        _check(revision, agreed, digest)
    if len(found) < AT_ONCE:
        _SEEN[forum.pk] = at
    return len(found)


# When all editions of a forum were found to be checked, by this process.
_SEEN: dict[int, datetime] = {}


def _check(revision: Revision, agreed: Terms, digest: str) -> None:
    rows = Expression.objects.filter(revision=revision, replaced_at=None).order_by("edition")
    standing = list(rows)
    source = next((one for one in reversed(standing) if one.language == revision.source), None)
    for one in standing:
        number = len(of(source, one, agreed))
        if (one.breaches, one.glossary) != (number, digest):
            Expression.objects.filter(pk=one.pk).update(breaches=number, glossary=digest)
