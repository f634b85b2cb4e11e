"""Make a handover pack, note that the incoming presidency opened it, accept and acknowledge it.

Both holders have a word of their own, each by name: the one that comes in accepts what it gets,
the one that goes acknowledges what it hands over.  Source: domain.md C.4, C.6.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from cochair.features.handovers import contents, queries
from cochair.features.handovers.models import Pack
from cochair.features.parties.models import Forum, Office
from cochair.features.parties.offices import WIND_DOWN, ActingOffice, Role
from cochair.journal.actions import record
from cochair.procedure.consent import digest_of
from cochair.procedure.refusal import Refusal, _, require

CLAUSE = "practice"
# Whoever speaks for a presidency, in office or coming; a delegation of the same State does not.
PRESIDES = frozenset({Role.CO_PRESIDENCY, Role.INCOMING})


@transaction.atomic
def make_pack(forum: Forum, *, by: ActingOffice, at: datetime) -> Pack:
    """Freeze what one's own presidency hands to the next, as things stand at a UTC instant.

    For 90 days after its term the presidency that left, or the secretariat of its Party, makes the
    file that was not made before.  Raises Refused while nobody, or more than one, is designated
    to come next, and for a hat without a Party.  A file made again takes a new number; the
    earlier one stays.
    """
    forum = Forum.objects.select_for_update().get(pk=forum.pk)
    require(_of_a_party(by))
    change = queries.due(forum, by, at)
    require(_settled(change), _somebody_goes(change), _somebody_comes(change))
    assert change.term is not None and change.next is not None
    content = contents.gather(forum, change, by, at)
    own = Pack.objects.filter(forum=forum, party=change.party)
    last = own.aggregate(n=Max("number"))["n"] or 0
    pack = Pack.objects.create(
        forum=forum,
        number=last + 1,
        party=change.party,
        term=change.term,
        incoming=change.next,
        content=content,
        digest=digest_of({"content": content}),
        made_at=at,
        made_by=Office.objects.get(pk=by.office),
    )
    _record(pack, "handover.pack_made", by=by, at=at)
    return pack


@transaction.atomic
def note_opened(pack: Pack, *, by: ActingOffice, at: datetime) -> Pack:
    """Note that the incoming presidency opened a pack; the first time stands.

    Anybody else's reading leaves no trace.
    """
    pack = _locked(pack)
    if pack.opened_at is None and is_incoming(pack, by):
        pack.opened_at = at
        pack.save(update_fields=["opened_at"])
        _record(pack, "handover.pack_opened", by=by, at=at)
    return pack


@transaction.atomic
def accept(pack: Pack, *, name: str, by: ActingOffice, at: datetime) -> Pack:
    """Accept a pack by name, for the presidency that comes in; once.

    Raises Refused for whoever does not belong to that presidency (a delegation of the same
    State does not), without a name, and for a pack that was accepted or replaced by a newer one.
    """
    pack = _locked(pack)
    require(
        _incoming_only(pack, by),
        _not_accepted(pack),
        _not_replaced(pack),
        _name_given(name, _("Enter the name of the person who accepts.")),
    )
    pack.accepted_at = at
    pack.accepted_by_id = by.account
    pack.accepted_office = Office.objects.get(pk=by.office)
    pack.accepted_name = name.strip()
    pack.opened_at = pack.opened_at or at
    pack.save()
    _record(pack, "handover.accepted", by=by, at=at)
    return pack


@transaction.atomic
def acknowledge(pack: Pack, *, name: str, by: ActingOffice, at: datetime) -> Pack:
    """Acknowledge by name, for the presidency that goes, that this is what it hands over; once.

    Once that presidency reads nothing any more, 90 days after its term, the secretariat of its
    Party acknowledges in its place.  Raises Refused for anybody else, without a name, and for a
    file that was acknowledged or replaced by a newer one.
    """
    pack = _locked(pack)
    require(
        _outgoing_only(pack, by, at),
        _not_acknowledged(pack),
        _not_replaced(pack),
        _name_given(name, _("Enter the name of the person who acknowledges.")),
    )
    pack.acknowledged_at = at
    pack.acknowledged_by_id = by.account
    pack.acknowledged_office = Office.objects.get(pk=by.office)
    pack.acknowledged_name = name.strip()
    pack.save()
    _record(pack, "handover.acknowledged", by=by, at=at)
    return pack


def _locked(pack: Pack) -> Pack:
    return (
        Pack.objects.select_for_update(of=("self",))
        .select_related("forum", "party", "incoming", "term__holder")
        .get(pk=pack.pk)
    )


def _record(pack: Pack, verb: str, *, by: ActingOffice, at: datetime) -> None:
    """The entry stands in the Party's own space, as the pack does."""
    record(
        pack.forum.slug,
        verb=verb,
        about=("handover", str(pack.number)),
        by=by.account,
        office=by.title,
        on_behalf_of=by.party,
        at=at,
        facts={"digest": pack.digest, "incoming": pack.incoming.code},
        space=f"party:{pack.party.code}",
    )


def is_incoming(pack: Pack, by: ActingOffice) -> bool:
    """Whether a hat speaks for the presidency that comes in by a pack."""
    return (by.party, by.member) == (pack.party.code, pack.incoming.code) and by.role in PRESIDES


def is_outgoing(pack: Pack, by: ActingOffice, at: datetime) -> bool:
    """Whether a hat speaks for the presidency that goes at an instant (aware UTC): the
    co-presidency of that term, or the secretariat of its Party once it reads nothing any more."""
    if by.party != pack.party.code:
        return False
    if by.role is Role.SECRETARIAT:
        return pack.term.end is not None and pack.term.end + WIND_DOWN <= at
    holder = pack.term.holder.code if pack.term.holder else None
    return by.member == holder and by.role is Role.CO_PRESIDENCY


def _of_a_party(by: ActingOffice) -> Refusal | None:
    if by.party:
        return None
    return Refusal(
        "term", _("A presidency may hand over only to the next presidency of its own Party.")
    )


def _settled(change: queries.Change) -> Refusal | None:
    if not change.disputed:
        return None
    return Refusal(
        "term",
        _(
            "The next presidency is disputed. The Party must settle this before the "
            "handover file is made."
        ),
    )


def _somebody_goes(change: queries.Change) -> Refusal | None:
    if change.term is not None:
        return None
    return Refusal("term", _("The current presidency is not established."))


def _somebody_comes(change: queries.Change) -> Refusal | None:
    if change.next is not None or change.disputed:
        return None
    return Refusal(
        "term", _("The next presidency is not designated. Record the designation first.")
    )


def _incoming_only(pack: Pack, by: ActingOffice) -> Refusal | None:
    if is_incoming(pack, by):
        return None
    return Refusal(
        CLAUSE,
        _("Only the presidency of {member} may accept this handover file."),
        {"member": pack.incoming.code},
    )


def _outgoing_only(pack: Pack, by: ActingOffice, at: datetime) -> Refusal | None:
    if is_outgoing(pack, by, at):
        return None
    return Refusal(
        CLAUSE,
        _("Only the presidency of {member} may acknowledge what it hands over."),
        {"member": pack.term.holder.code if pack.term.holder else pack.party.code},
    )


def _not_acknowledged(pack: Pack) -> Refusal | None:
    if pack.acknowledged_at is None:
        return None
    return Refusal(
        CLAUSE, _("This handover file was acknowledged on {at}."), {"at": pack.acknowledged_at}
    )


def _not_accepted(pack: Pack) -> Refusal | None:
    if pack.accepted_at is None:
        return None
    return Refusal(CLAUSE, _("This handover file was accepted on {at}."), {"at": pack.accepted_at})


def _not_replaced(pack: Pack) -> Refusal | None:
    newer = Pack.objects.filter(
        forum=pack.forum, party=pack.party, term=pack.term, number__gt=pack.number
    )
    if not newer.exists():
        return None
    return Refusal(
        CLAUSE, _("A newer handover file was made. Read that file, and accept or acknowledge it.")
    )


def _name_given(name: str, asked: str) -> Refusal | None:
    return None if len(name.strip()) >= 2 else Refusal(CLAUSE, asked)
