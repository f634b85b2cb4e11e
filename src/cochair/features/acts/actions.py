"""Propose, turn a key, decline, withdraw: every joint act of the house goes through here."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from cochair.features.acts import queries, subjects
from cochair.features.acts.kinds import Ended, against, kind_of, over
from cochair.features.acts.models import JointAct, Key
from cochair.features.acts.queries import CLAUSE
from cochair.features.mail import reminders
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum, Office
from cochair.features.parties.offices import ActingOffice
from cochair.journal.actions import record
from cochair.procedure.alphabets import unprinted
from cochair.procedure.consent import ConsentState, may_turn, state
from cochair.procedure.reason import has_words
from cochair.procedure.refusal import Refusal, Refused, _, require


@transaction.atomic
def propose(
    forum: Forum,
    *,
    kind: str,
    subject: tuple[str, str],
    title: Mapping[str, str],
    body: Mapping[str, object],
    by: ActingOffice,
    at: datetime,
    clause: str = "",
    reason: str = "",
) -> JointAct:
    """Put an act before all Parties; no key is turned by proposing.

    `title` and `body` hold every interface language where words are concerned.  Raises
    Refused when the kind of act refuses, when its object is over, or when the same act is
    already open.
    """
    forum = Forum.objects.select_for_update().get(pk=forum.pk)
    last = JointAct.objects.filter(forum=forum).aggregate(n=Max("number"))["n"] or 0
    act = JointAct(
        forum=forum,
        number=last + 1,
        kind=kind,
        subject_kind=subject[0],
        subject_id=subject[1],
        title=dict(title),
        body=dict(body),
        clause=clause,
        reason=reason,
        proposed_at=at,
        proposed_by_id=by.account,
        proposed_office=Office.objects.get(pk=by.office),
    )
    act.digest = queries.digest(act)
    for same in _same_open(act):
        _ended(same, by=by, at=at)
    require(
        *(against(act, at) or (_object_over(act, at),)),
        _already_open(act),
        unprinted(*(words for _code, words in act.reasons)),
    )
    act.save()
    _record(act, "act.proposed", by=by, at=at)
    return act


def turn_key(act: JointAct, *, seen: str, by: ActingOffice, at: datetime) -> JointAct:
    """Turn one Party's key on exactly what was shown (`seen` is its digest).

    With the last key the act takes effect in this same transaction, and open acts that bound
    what it changed become void.  Raises Refused when the core says that this key may not be
    turned: not in office at this instant, turned before, another text than the one shown.
    That changes nothing, except that an act whose object is over lapses, and that one whose
    bound content is no longer what it was is void from then on, for whoever tries.
    """
    _end_if_due(act, by=by, at=at)
    return _turned(act, seen=seen, by=by, at=at)


@transaction.atomic
def _turned(act: JointAct, *, seen: str, by: ActingOffice, at: datetime) -> JointAct:
    act = _locked(act)
    roster = parties.roster(act.forum)
    current = queries.digest(act)
    require(
        may_turn(
            queries.consent(act, roster.party_codes),
            party=by.party,
            account=str(by.account),
            member=by.member,
            at=at,
            terms=roster.terms,
            current_digest=current,
            clause=act.clause or CLAUSE,
        ),
        _another_text(act, seen),
        *against(act, at),
    )
    Key.objects.create(
        act=act,
        party=roster.party(by.party),
        member=roster.member(by.member),
        account_id=by.account,
        office_id=by.office,
        at=at,
        digest=current,
    )
    now = state(queries.consent(queries.acts(act.forum).get(pk=act.pk), roster.party_codes))
    act.state = now.value
    act.effective_at = at if now is ConsentState.EFFECTIVE else None
    act.save()
    # Whoever locks a meeting writes its entry afterwards: so does the effect, or two would wait
    # for each other.
    if act.effective_at:
        kind_of(act).take_effect(act, at)
    _record(act, "act.key_turned", by=by, at=at, on_behalf_of=by.party)
    if act.effective_at:
        _record(act, kind_of(act).entry, by=by, at=at)
        void_what_changed(act.forum, by=by, at=at)
    return act


@transaction.atomic
def decline(act: JointAct, *, reason: str, by: ActingOffice, at: datetime) -> JointAct:
    """Say no on behalf of one Party, with a reason; the act ends."""
    act = _locked(act)
    require(_still_open(act), _needs_reason(reason), unprinted(reason))
    _close(act, ConsentState.DECLINED, reason=reason, by=by, at=at)
    _record(act, "act.declined", by=by, at=at, on_behalf_of=by.party)
    return act


@transaction.atomic
def withdraw(act: JointAct, *, by: ActingOffice, at: datetime) -> JointAct:
    """Take a proposal back; only the office that made it, or its co-presidency, may."""
    act = _locked(act)
    require(_still_open(act), _own_proposal(act, by))
    _close(act, ConsentState.WITHDRAWN, reason="", by=by, at=at)
    _record(act, "act.withdrawn", by=by, at=at, on_behalf_of=by.party)
    return act


@transaction.atomic
def remind(act: JointAct, *, by: ActingOffice, at: datetime) -> JointAct:
    """Remind the other Party to sign what one's own has signed.

    Raises Refused when nobody can sign it now, for a Party that has not signed, and (`practice`)
    within a day of the last reminder.
    """
    act = _locked(act)
    about = ("act", str(act.number))
    require(
        _still_open(act),
        _object_over(act, at),
        _not_signed(act, by),
        *against(act, at),
        reminders.refusal(reminders.last_of(act.forum.slug, queries.REMINDED, about), at),
    )
    _record(act, queries.REMINDED, by=by, at=at, on_behalf_of=by.party)
    return act


@transaction.atomic
def lapse(act: JointAct, why: Ended, *, at: datetime) -> JointAct:
    """End a proposal whose object is over; nobody does it, so it is in nobody's name.

    The code of the reason stays with the act.  One that no longer waits for a key stays as it
    is.  Source: domain.md C.4 (Departure).
    """
    act = _locked(act)
    if act.state in queries.OPEN:
        _lapse(act, why, at=at)
    return act


@transaction.atomic
def void_what_changed(forum: Forum, *, by: ActingOffice | None, at: datetime) -> int:
    """End every open act of a forum whose object is over, or whose bound content has changed.

    The first lapses, in nobody's name; the second is void.  Called by whatever changed it, in
    its transaction, and by the worker; returns how many.
    """
    return sum(_ended(act, by=by, at=at) for act in queries.open_acts(forum))


def end_what_is_due(forum: Forum, at: datetime) -> None:
    """A job of the worker: what time alone ended, or what no entry of an act told, ends."""
    if not any(_is_due(act, at) for act in queries.open_acts(forum)):
        return
    with transaction.atomic():
        locked = Forum.objects.select_for_update().get(pk=forum.pk)
        void_what_changed(locked, by=None, at=at)


def _is_due(act: JointAct, at: datetime) -> bool:
    return over(act, at) is not None or queries.digest(act) != act.digest


@transaction.atomic
def _end_if_due(act: JointAct, *, by: ActingOffice, at: datetime) -> None:
    act = _locked(act)
    if act.state in queries.OPEN:
        _ended(act, by=by, at=at)


def _ended(act: JointAct, *, by: ActingOffice | None, at: datetime) -> bool:
    """Whether an open act ended, because its object is over or because what it binds changed."""
    why = over(act, at)
    if why is not None:
        _lapse(act, why, at=at)
    elif queries.digest(act) != act.digest:
        _close(act, ConsentState.VOID, reason="", by=by, at=at)
        _record(act, "act.voided", by=by, at=at)
    else:
        return False
    return True


def _lapse(act: JointAct, why: Ended, *, at: datetime) -> None:
    _close(act, ConsentState.LAPSED, reason=why.code, by=None, at=at)
    _record(act, "act.lapsed", by=None, at=at)


def _locked(act: JointAct) -> JointAct:
    """The act as it stands, its forum locked: acts of one forum are done one after the other.

    Two acts may bind the same thing, so that a lock on each alone would let both take effect.
    """
    forum = Forum.objects.select_for_update().get(pk=act.forum_id)
    locked = JointAct.objects.get(pk=act.pk)
    locked.forum = forum
    return locked


def _close(
    act: JointAct, end: ConsentState, *, reason: str, by: ActingOffice | None, at: datetime
) -> None:
    act.state = end.value
    act.closed_at = at
    act.closed_by = parties.roster(act.forum).party(by.party) if by and by.party else None
    act.closed_reason = reason.strip()
    act.save()


def _record(
    act: JointAct, verb: str, *, by: ActingOffice | None, at: datetime, on_behalf_of: str = ""
) -> None:
    record(
        act.forum.slug,
        verb=verb,
        about=("act", str(act.number)),
        by=by.account if by else None,
        office=by.title if by else "",
        on_behalf_of=on_behalf_of,
        at=at,
        clause=act.clause,
        facts={
            "kind": act.kind,
            "subject": subjects.name_of(act),
            "subject_kind": act.subject_kind,
            "digest": act.digest,
        },
    )


def _still_open(act: JointAct) -> Refusal | None:
    if act.state in queries.OPEN:
        return None
    return Refusal(CLAUSE, _("This act is no longer waiting for signature. Nothing was changed."))


def _object_over(act: JointAct, at: datetime) -> Refusal | None:
    why = over(act, at)
    return Refusal(CLAUSE, why.says) if why is not None else None


def _same_open(act: JointAct) -> list[JointAct]:
    waiting = queries.open_acts(act.forum).filter(
        kind=act.kind, subject_kind=act.subject_kind, subject_id=act.subject_id
    )
    same = kind_of(act).same
    return [one for one in waiting if same(one) == same(act)]


def _already_open(act: JointAct) -> Refusal | None:
    for one in _same_open(act):
        return Refusal(
            CLAUSE,
            _(
                "“{title}” has already been sent for signature with the same content, as number {number}."
            ),
            {"number": one.number, "title": one.title},
        )
    return None


def _another_text(act: JointAct, seen: str) -> Refusal | None:
    if seen == act.digest:
        return None
    return Refusal(
        CLAUSE,
        _("The act has changed since it was shown to you. Read it again, then sign."),
    )


def _needs_reason(reason: str) -> Refusal | None:
    if has_words(reason):
        return None
    return Refusal(CLAUSE, _("Give a reason. The other Party can read it."))


def _own_proposal(act: JointAct, by: ActingOffice) -> Refusal | None:
    if act.proposed_office.party is None or act.proposed_office.party.code == by.party:
        return None
    return Refusal(CLAUSE, _("Only the Party that proposed a joint act may withdraw it."))


def _not_signed(act: JointAct, by: ActingOffice) -> Refusal | None:
    if queries.is_signed_by(act, by.party):
        return None
    return Refusal(CLAUSE, _("Only a Party that has signed may remind the other Party to sign."))


__all__ = [
    "Refused", "decline", "lapse", "propose", "remind", "turn_key", "void_what_changed", "withdraw",
]  # fmt: skip
