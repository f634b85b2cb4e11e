"""The turns of a person as text, once a week: the same lines as home, in the same order.

Who chose a digest reads them at its beginning, everybody else in a message of their own (N34).
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial

from django.conf import settings
from django.utils.translation import gettext as __
from django.utils.translation import override

from cochair.features.accounts.models import Account
from cochair.features.mail import queries as mail
from cochair.features.mail.digests import SHARED, WEEKLY, Opening
from cochair.features.mail.letters import INSTALLATION, Letter, Page, to_account
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.formats import plain_text
from cochair.procedure.calendar import civil_day
from cochair.site.desk import turns
from cochair.site.desk.turns import Row
from cochair.web import code_labels, formats, localize, varieties
from cochair.web.deadlines import Deadline
from cochair.web.localize import language_now

MONDAY, EIGHT = 0, 8


def of_weeks(forum: Forum, at: datetime) -> Iterator[Letter]:
    """On Monday from 08:00 on the reader's own clock: the turns of whoever chose no digest."""
    key = f"own-tasks:{civil_day(at, forum.zone):%G-W%V}"
    accounts = {one.account.pk: one.account for one in parties.holders(forum, at)}
    for number in sorted(accounts.keys() - mail.without_weekly_message() - mail.told(forum, key)):
        account = accounts[number]
        local = at.astimezone(formats.zone_of(account.zone))
        if local.weekday() != MONDAY or local.hour < EIGHT:
            continue
        language = account.language if account.language in settings.FORMATS else "en"
        with (
            override(language),
            varieties.reading(account.variety),
            formats.cities_from(partial(parties.cities, forum)),
        ):
            found = opening(forum, account, at)
        if found is not None:
            yield Letter(
                key=key,
                forum_slug=forum.slug,
                to=found.to,
                subject=found.title,
                lines=tuple(found.body.strip().split("\n\n")),
                event=WEEKLY,
                path=Page("desk:home", (forum.slug,)),
                held_by_digest=False,
                informs=True,
                sender=INSTALLATION,
                space=found.space,
            )


def opening(forum: Forum, account: Account, at: datetime) -> Opening | None:
    """What an account does next in a forum at an instant (aware UTC), by each of its offices.

    In the language that is active and the account's zone; None where nothing is its turn.
    """
    hats = [hat for hat in parties.hats(forum, account, at) if turns.has_home(hat)]
    found = [(hat, turns.of_office(forum, hat, at, account.zone)) for hat in hats]
    told = [(hat, rows) for hat, rows in found if rows]
    if not told:
        return None
    first = told[0][0]
    return Opening(
        forum=forum,
        to=to_account(account, office=first.title, party=first.party),
        title=_title(row for _hat, rows in told for row in rows),
        body="".join(_of_office(forum, hat, rows, len(hats) > 1) for hat, rows in told),
        space=next((f"party:{hat.party}" for hat, _rows in told if hat.party), SHARED),
    )


def _title(rows: Iterable[Row]) -> str:
    return __("Your turn (%(count)s)") % {"count": sum(row.count for row in rows)}


def _of_office(forum: Forum, hat: ActingOffice, rows: Sequence[Row], is_named: bool) -> str:
    """The turns of one office below its heading, each with its deadline and its address."""
    title = _title(rows)
    heading = f"{_name(forum, hat)}: {title}" if is_named else title
    blocks = ["\n".join(_block(row)) for row in rows]
    return "\n\n".join((heading, *blocks, ""))


def _name(forum: Forum, hat: ActingOffice) -> str:
    """An office in words: the role, then whom it speaks for."""
    names, code = parties.roster(forum).names(), hat.member or hat.organisation or hat.party
    whom = [str(localize.translated(names[code], language_now()))] if code in names else []
    return ", ".join([__(code_labels.ROLES[hat.role.value]), *whom])


def _block(row: Row) -> Iterator[str]:
    # One line each: only an address of ours begins a line of its own.
    yield plain_text.one_line(f"{row.verb} {row.thing}")
    if row.prepared_for and row.act is None:
        yield f"{__('You prepare it for:')} {row.prepared_for}"
    yield until(row.deadline)
    yield _address(row.href)
    for other in row.more:
        yield plain_text.one_line(f"+ {other.thing}")
        yield until(other.deadline)
        yield _address(other.href)


def until(deadline: Deadline | None, *, is_relative: bool = True) -> str:
    """A deadline in one line: the day, the hour at the place and at the reader's, what is left.

    What is read later than it is written says nothing that is relative to its day.
    """
    if deadline is None:
        return __("no deadline")
    usual = [__("usual date")] if deadline.is_usual else []
    line = ", ".join((deadline.day, *deadline.hours, *usual))
    return f"{line}; {deadline.left}" if is_relative and deadline.left else line


def _address(path: str) -> str:
    return f"{settings.ADDRESS.rstrip('/')}{path}"
