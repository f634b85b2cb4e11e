"""Reads of joint acts, and their form for the core."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from django.db.models import Prefetch, QuerySet

from cochair.features.acts.kinds import kind_of
from cochair.features.acts.models import JointAct, Key
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.journal.table_cache import TableCache
from cochair.procedure.consent import Consent, ConsentState, Signature, digest_of
from cochair.web.numbers import whole

CLAUSE = "two-keys"
REMINDED = "act.reminded"
OPEN = (ConsentState.DRAFT.value, ConsentState.HALF_SIGNED.value)


def acts(forum: Forum) -> QuerySet[JointAct]:
    """All acts of a forum with their keys, newest first, in two queries."""
    return (
        JointAct.objects.filter(forum=forum)
        .select_related("forum", "proposed_office__party", "closed_by")
        .prefetch_related(Prefetch("keys", Key.objects.select_related("party", "member", "office")))
    )


def open_acts(forum: Forum) -> QuerySet[JointAct]:
    """Acts that still wait for a key."""
    return acts(forum).filter(state__in=OPEN)


class Sent(NamedTuple):
    """An act that waits for a key: its kind, and what it is about."""

    kind: str
    subject_kind: str
    subject_id: str


def sent(forum: Forum) -> frozenset[Sent]:
    """What waits for a key in a forum: read once for all who ask whether something does, and the same
    after a signature that leaves an act waiting."""
    return _SENT.get(forum.slug, forum.pk, lambda: _sent(forum.pk))


_SENT: TableCache[frozenset[Sent]] = TableCache(16, is_part=True)


def _sent(forum: int) -> frozenset[Sent]:
    rows = JointAct.objects.filter(forum=forum, state__in=OPEN).order_by()
    return frozenset(Sent(*row) for row in rows.values_list("kind", "subject_kind", "subject_id"))


def about(forum: Forum, subject_kind: str, subject_ids: Iterable[str]) -> QuerySet[JointAct]:
    """Acts about one thing or several of a kind, newest first."""
    return acts(forum).filter(subject_kind=subject_kind, subject_id__in=list(subject_ids))


def is_signed_by(act: JointAct, party: str) -> bool:
    """Whether a Party (by code) has signed an act."""
    return any(key.party.code == party for key in act.keys.all())


def without_signer(forum: Forum, at: datetime) -> tuple[str, ...]:
    """The Parties that nobody can sign for at an instant (aware UTC): no co-presidency in office."""
    can = {
        one.hat.party
        for one in parties.holders(forum, at)
        if one.hat.role is Role.CO_PRESIDENCY and one.hat.in_term
    }
    return tuple(party for party in parties.roster(forum).party_codes if party not in can)


def digest(act: JointAct) -> str:
    """The digest of exactly what a key would agree now: body, subject, and what the kind binds.

    An act sent for signature before its kind bound anything else keeps binding what it bound then.
    """
    alone = _digest(act, {})
    return alone if act.digest == alone else _digest(act, kind_of(act).bound(act))


def _digest(act: JointAct, bound: Mapping[str, object]) -> str:
    return digest_of(
        {
            "forum": act.forum.slug,
            "kind": act.kind,
            "subject": {"kind": act.subject_kind, "id": act.subject_id},
            "title": act.title,
            "body": act.body,
            "reason": act.reason,
            "bound": dict(bound),
        }
    )


def consent(act: JointAct, parties: Iterable[str]) -> Consent:
    """The act as the core sees it: which keys bind what, in which state."""
    ended = act.closed_at
    return Consent(
        parties=tuple(parties),
        digest=act.digest,
        proposed_at=act.proposed_at,
        signatures=tuple(signature(key) for key in act.keys.all()),
        voided_at=ended if act.state == ConsentState.VOID else None,
        declined_at=ended if act.state == ConsentState.DECLINED else None,
        withdrawn_at=ended if act.state == ConsentState.WITHDRAWN else None,
        lapsed_at=ended if act.state == ConsentState.LAPSED else None,
    )


def signature(key: Key) -> Signature:
    """A key as the core sees it."""
    return Signature(
        party=key.party.code,
        account=str(key.account_id),
        office=key.office.role,
        member=key.member.code,
        at=key.at,
        digest=key.digest,
    )


def in_place_of(act: JointAct) -> JointAct | None:
    """The act that was sent for signature in place of one that became void, or None."""
    if act.state != ConsentState.VOID:
        return None
    rows = about(act.forum, act.subject_kind, [act.subject_id])
    return rows.filter(kind=act.kind, number__gt=act.number, state__in=OPEN).first()


def of_number(forum: Forum, number: str) -> JointAct | None:
    """The joint act of a forum that has a number, or None."""
    return acts(forum).filter(number=whole(number) or 0).first()
