"""What is told about joint acts of every kind: who must sign, and what became of each.

Whoever must sign is told when an act is sent for signature and when the other Party has signed;
whoever sent or signed it is told how it ended.  All that happened since the journal was last read
is told to a person in one message.  Nobody is told of an act that he or she may not see.
Source: domain.md C.5, C.6.  Nothing is changed here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from cochair.features.acts import queries, rivals, visibility
from cochair.features.acts.kinds import kind_of, why_over
from cochair.features.acts.models import JointAct
from cochair.features.mail import notifications
from cochair.features.mail.letters import Letter, Page, Sender, Words, of_party, to_account
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Role
from cochair.features.parties.queries import Holder
from cochair.journal.models import Entry
from cochair.procedure.consent import ConsentState
from cochair.procedure.refusal import Sentence, _
from cochair.web import spoken

EVENT = "act"
TOLD = (
    "act.proposed",
    "act.key_turned",
    "act.declined",
    "act.withdrawn",
    "act.voided",
    "act.lapsed",
)
# What somebody does to an act on purpose: nobody is told what he or she did.
DONE = frozenset(TOLD) - {"act.voided", "act.lapsed"}
ENDED = {
    ConsentState.EFFECTIVE: _("In effect – {title}"),
    ConsentState.DECLINED: _("Declined – {title}"),
    ConsentState.WITHDRAWN: _("Withdrawn – {title}"),
    ConsentState.VOID: _("Void – {title}"),
    ConsentState.LAPSED: _("Lapsed – {title}"),
}


def register_all() -> None:
    """Make these tellers known; called once, when the app is ready."""
    notifications.together(TOLD, of_acts)
    notifications.register(queries.REMINDED, of_a_reminder)


@dataclass
class _News:
    """What one person is told: acts that wait, and acts that ended."""

    holder: Holder
    to_sign: list[JointAct] = field(default_factory=list)
    over: list[JointAct] = field(default_factory=list)


def of_acts(entries: Sequence[Entry], at: datetime) -> Iterable[Letter]:
    """Everything that happened to the joint acts of a forum, as they stand now."""
    last = {int(entry.about_id): entry for entry in entries}
    forum = Forum.objects.get(slug=entries[0].forum)
    acts = list(queries.acts(forum).filter(number__in=last).order_by("number"))
    people, unable = parties.holders(forum, at), queries.without_signer(forum, at)
    for news in _news(forum, acts, people, last, at):
        if news.to_sign:
            yield _letter(
                news.holder,
                news.to_sign,
                key=f"acts-to-sign:{entries[0].seq}",
                subject=_to_sign(news.to_sign),
                lines=[_waits(act, unable, at) for act in news.to_sign],
                sender=_sender(news.to_sign),
                urgent=any(kind_of(act).urgent for act in news.to_sign),
            )
        if news.over:
            yield _letter(
                news.holder,
                news.over,
                key=f"acts-ended:{entries[0].seq}",
                subject=_what_ended(news.over),
                lines=[_end(act) for act in news.over],
                informs=all(act.state == ConsentState.EFFECTIVE for act in news.over),
            )


def of_a_reminder(entry: Entry, at: datetime) -> Iterable[Letter]:
    """Whoever can sign for a Party that has not signed, once that Party is reminded."""
    forum = Forum.objects.get(slug=entry.forum)
    act = queries.acts(forum).filter(number=int(entry.about_id)).first()
    if act is None or act.state not in queries.OPEN:
        return
    unable = queries.without_signer(forum, at)
    for holder in _told(act, parties.holders(forum, at)):
        if visibility.seen([act], forum, holder.hat, at):
            yield _letter(
                holder,
                [act],
                key=f"act-reminded:{entry.seq}",
                subject=_to_sign([act]),
                lines=[_waits(act, unable, at)],
                sender=of_party(entry.on_behalf_of),
            )


def concerned(act: JointAct, people: Iterable[Holder]) -> list[Holder]:
    """Who is told how an act ended: who sent it, who signed it, and who presides now."""
    offices = {act.proposed_office_id, *(key.office_id for key in act.keys.all())}
    return [one for one in people if one.hat.office in offices or _presides(one.hat, one.hat.party)]


def _news(
    forum: Forum,
    acts: Sequence[JointAct],
    people: Sequence[Holder],
    last: Mapping[int, Entry],
    at: datetime,
) -> Iterable[_News]:
    """What each person is told, but for what that person did and for what he or she may not see."""
    found: dict[int, _News] = {}
    for act in acts:
        did = last[act.number].account if last[act.number].verb in DONE else None
        for holder in _told(act, people):
            person = holder.account.pk
            if person == did or not visibility.seen([act], forum, holder.hat, at):
                continue
            news = found.setdefault(person, _News(holder))
            known = news.to_sign if act.state in queries.OPEN else news.over
            if act not in known:
                known.append(act)
    return found.values()


def _told(act: JointAct, people: Sequence[Holder]) -> list[Holder]:
    if act.state not in queries.OPEN:
        return concerned(act, people)
    signed = {key.party.code for key in act.keys.all()}
    asked = parties.roster(act.forum).party_codes
    return [
        one
        for party in asked
        if party not in signed
        for one in _signers(party, people) or _secretariat(party, people)
    ]


def _presides(hat: ActingOffice, party: str) -> bool:
    return hat.role is Role.CO_PRESIDENCY and hat.in_term and hat.party == party


def _signers(party: str, people: Iterable[Holder]) -> list[Holder]:
    return [one for one in people if _presides(one.hat, party)]


def _secretariat(party: str, people: Iterable[Holder]) -> list[Holder]:
    """Who is told in place of a co-presidency where a Party has none that could sign."""
    return [one for one in people if one.hat.role is Role.SECRETARIAT and one.hat.party == party]


def _to_sign(acts: Sequence[JointAct]) -> Sentence:
    if len(acts) > 1:
        return Sentence(_("For signature: joint acts ({number})"), {"number": len(acts)})
    return Sentence(_("For signature – {title}"), {"title": acts[0].title})


def _what_ended(acts: Sequence[JointAct]) -> Sentence:
    if len(acts) > 1:
        return Sentence(_("Outcome of joint acts ({number})"), {"number": len(acts)})
    return Sentence(ENDED[ConsentState(acts[0].state)], {"title": acts[0].title})


def _waits(act: JointAct, unable: Sequence[str], at: datetime) -> list[Words]:
    """Who sent it and who has signed, until when it is to be signed, and who cannot sign."""
    sender = act.proposed_office.party
    lines: list[Words] = [
        Sentence(
            _("{party} sent it for signature on {at}."),
            {"party": sender.code, "at": act.proposed_at},
        )
        if sender
        else Sentence(_("It was sent for signature on {at}."), {"at": act.proposed_at})
    ]
    signed = list(act.keys.all())
    lines += [
        Sentence(_("{party} signed it on {at}."), {"party": key.party.code, "at": key.at})
        for key in signed
    ]
    until = kind_of(act).until(act, at)
    if until is not None:
        lines.append(Sentence(_("It is to be signed before {at}."), {"at": until}))
    for party in unable:
        lines.append(Sentence(_("{party} has no co-presidency that can sign."), {"party": party}))
    return [*lines, *_reason({code: act.reason_in(code) for code in act.title})]


def _end(act: JointAct) -> list[Words]:
    """How an act ended, by whom, and why."""
    by = {"party": act.closed_by.code} if act.closed_by else {}
    match ConsentState(act.state):
        case ConsentState.EFFECTIVE:
            said = _("Both Parties have signed it. It has been in effect since {at}.")
            return [Sentence(said, {"at": act.effective_at})]
        case ConsentState.DECLINED:
            no = Sentence(_("{party} declined it."), by)
            return [no, *_reason(dict.fromkeys(act.title, act.closed_reason))]
        case ConsentState.WITHDRAWN if by:
            return [Sentence(_("{party} withdrew it."), by)]
        case ConsentState.WITHDRAWN:
            return [Sentence(_("It was withdrawn."))]
        case ConsentState.LAPSED:
            why = why_over(act.closed_reason)
            lines: list[Words] = [
                Sentence(_("It can no longer be signed: its purpose no longer exists."))
            ]
            return [*lines, *([Sentence(why)] if why else [])]
    instead = rivals.superseded_by(act)
    if instead is not None:
        said = _("Act {number} on the same matter took effect: this one can no longer be signed.")
        return [Sentence(said, {"number": instead})]
    return [
        Sentence(
            _(
                "The content of the act has changed: it can no longer be signed. If it "
                "is still needed, send it for signature again."
            )
        )
    ]


def _sender(acts: Sequence[JointAct]) -> Sender | None:
    """The Party that sent all of these for signature; None where it is not one."""
    found = {act.proposed_office.party for act in acts}
    (party,) = found if len(found) == 1 else (None,)
    return of_party(party.code if party else "")


def _reason(reasons: Mapping[str, str]) -> list[Words]:
    if not any(reason.strip() for reason in reasons.values()):
        return []
    written = {code: spoken.as_written(reason, code) for code, reason in reasons.items()}
    return [Sentence(_("Reason: {reason}"), {"reason": written})]


def _letter(
    holder: Holder,
    acts: Sequence[JointAct],
    *,
    key: str,
    subject: Sentence,
    lines: Sequence[Sequence[Words]],
    urgent: bool = False,
    sender: Sender | None = None,
    informs: bool = False,
) -> Letter:
    forum = acts[0].forum
    alone = len(acts) == 1
    told: list[Words] = []
    for act, said in zip(acts, lines, strict=True):
        if not alone:
            named = {"number": act.number, "title": act.title}
            told.append(Sentence(_("Act {number}: {title}"), named))
        told += said
    return Letter(
        key=key,
        forum_slug=forum.slug,
        to=to_account(holder.account, office=holder.hat.title, party=holder.hat.party),
        subject=subject,
        lines=tuple(told),
        event=EVENT,
        path=Page("acts:act", (forum.slug, acts[0].number))
        if alone
        else Page("acts:folder", (forum.slug,)),
        urgent=urgent,
        held_by_digest=False,
        about=("act", str(acts[0].number)),
        sender=sender,
        informs=informs,
    )
