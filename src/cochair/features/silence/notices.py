"""N23, what is told of a silence: opened, half time, a day and two hours before, broken, passed.

A letter says until when and where; it carries no word of the text.  Source: domain.md C.5.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from cochair.features.acts import queries as acts
from cochair.features.decisions import speakers
from cochair.features.decisions.models import Extension, SilenceProcedure
from cochair.features.documents import queries as documents
from cochair.features.mail import notifications
from cochair.features.mail.letters import Letter, Page, Words, to_account
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.features.parties.queries import Holder
from cochair.features.silence import presenters, queries
from cochair.journal.models import Entry
from cochair.procedure import silence as core
from cochair.procedure.entitlement import Unit, voice_of
from cochair.procedure.refusal import Sentence, _

EVENT = "N23"
IN_CHARGE = frozenset({Role.CO_PRESIDENCY, Role.SECRETARIAT})
BEFORE = {"24h": timedelta(hours=24), "2h": timedelta(hours=2)}
MEANS = _(
    "Silence needs no answer: the text is adopted if no delegation objects in writing "
    "before the end."
)

UNREACHED = _(
    "The platform could not be reached for more than 15 minutes in the last 24 "
    "hours of the silence procedure. It is suspended until both co-presidencies "
    "set a new end. Nothing is adopted before then."
)
DOUBTED = _(
    "The ledger or the clock was found to be wrong. The silence procedure is suspended until both "
    "co-presidencies set a new end. Nothing is adopted before then."
)


def register_all() -> None:
    """Make these tellers known; called once, when the app is ready."""
    notifications.register("silence.opened", of_an_opening)
    notifications.register("silence.extended", of_an_extension)
    notifications.register("silence.withdrawn", of_a_withdrawal)
    notifications.register("silence.broken", of_a_break)
    notifications.register("silence.contested", of_a_contest)
    notifications.register("silence.commented", of_what_was_entered)
    notifications.register("silence.stated", of_what_was_entered)
    notifications.register("silence.suspended", of_a_suspension)
    notifications.register("silence.resumed", of_an_extension)
    notifications.register("silence.recognised", of_a_recognition)
    notifications.register("silence.passed", of_an_adoption)
    notifications.every("silence-due", of_time_left)


def of_an_opening(entry: Entry, at: datetime) -> Iterable[Letter]:
    """Both opened a silence: until when, and what it means."""
    row = queries.procedures(_forum(entry)).filter(act__number=int(entry.about_id)).first()
    if row is not None:
        said = Sentence(
            _("Both co-presidencies opened the silence procedure; it ends on {at}."),
            {"at": row.expires_at},
        )
        yield from _letters(
            row,
            entry.at,
            "opened",
            Sentence(_("Silence procedure on {symbol}"), _named(row)),
            said,
            _means(),
        )


def of_an_extension(entry: Entry, at: datetime) -> Iterable[Letter]:
    """Both gave it more time."""
    found = Extension.objects.filter(
        act__number=int(entry.about_id), procedure__forum__slug=entry.forum
    ).first()
    if found is not None:
        row = queries.fresh(found.procedure)
        said = Sentence(
            _("The silence procedure now ends on {at}, and not earlier."), {"at": found.expires_at}
        )
        subject = Sentence(_("Extension: silence procedure on {symbol}"), _named(row))
        yield from _letters(row, entry.at, f"extended:{found.pk}", subject, said, _means())


def of_a_withdrawal(entry: Entry, at: datetime) -> Iterable[Letter]:
    """Both took it back."""
    forum = _forum(entry)
    row = queries.procedures(forum).filter(withdrawal__number=int(entry.about_id)).first()
    if row is not None:
        said = Sentence(
            _("Both co-presidencies withdrew the silence procedure. Nothing is adopted.")
        )
        subject = Sentence(_("Silence procedure withdrawn: {symbol}"), _named(row))
        yield from _letters(row, entry.at, "withdrawn", subject, said)


def of_a_break(entry: Entry, at: datetime) -> Iterable[Letter]:
    """A delegation wrote against it in time: who, and when that reached the server."""
    yield from of_what_was_entered(entry, at)
    row = _about(entry)
    if row is not None:
        facts = {"member": entry.facts.get("voice", ""), "at": entry.at}
        said = Sentence(
            _(
                "{member} objected or proposed an amendment, received on {at}. "
                "The text is not adopted."
            ),
            facts,
        )
        if not facts["member"]:
            nameless = _(
                "A delegation objected or proposed an amendment, received on "
                "{at}. The text is not adopted."
            )
            said = Sentence(nameless, facts)
        subject = Sentence(_("Silence broken: {symbol} not adopted"), _named(row))
        key = f"broken:{entry.facts['message']}"
        yield from _letters(row, entry.at, key, subject, said, urgent=True)


def of_a_contest(entry: Entry, at: datetime) -> Iterable[Letter]:
    """A delegation says that it did not send what was entered in its name: both are told.

    In doubt nothing is adopted: what was broken stays so, and the answer is a new procedure.
    """
    row = _about(entry)
    message = queries.message(row, entry.facts["message"]) if row is not None else None
    if row is None or message is None:
        return
    facts = {"member": message.voice, "at": message.received_at}
    who = _("{member} contests what was entered in its name, received on {at}.")
    if not queries.is_named(row):
        who = _("A delegation contests what was entered in its name, received on {at}.")
        facts = {"at": message.received_at}
    stage = core.stage(queries.silence(row, entry.at), entry.at)
    then = _("What the contested submission would change can no longer be recognised.")
    if stage is core.Stage.BROKEN and message.form != queries.STATEMENT:
        then = _("The text remains not adopted; both co-presidencies may open a new procedure.")
    subject = Sentence(_("Contested: silence procedure on {symbol}"), _named(row))
    key = f"contested:{message.pk}"
    for one in _letters(row, entry.at, key, subject, Sentence(who, facts), Sentence(then)):
        if (one.to.office or "").split(" ")[0] in IN_CHARGE:
            yield one


def of_what_was_entered(entry: Entry, at: datetime) -> Iterable[Letter]:
    """What came by mail or on paper was entered in a delegation's name: that delegation is told."""
    if "channel" not in entry.facts:
        return
    row = _about(entry)
    message = queries.message(row, entry.facts["message"]) if row else None
    if row is None or message is None:
        return
    said = Sentence(
        _(
            "A submission was entered in your name, as received on {at}. If you did not "
            "send it, contest it."
        ),
        {"at": message.arrived_at},
    )
    subject = Sentence(_("Entered on your behalf: silence procedure on {symbol}"), _named(row))
    for one in _letters(row, entry.at, f"entered:{message.pk}", subject, said, urgent=True):
        if one.to.office == f"{Role.DELEGATION_HEAD.value} {message.party} {message.voice}":
            yield one


def of_a_suspension(entry: Entry, at: datetime) -> Iterable[Letter]:
    """It is suspended until both set a new end: the platform could not be reached, or a doubt stood."""
    row = _about(entry)
    if row is not None:
        said = Sentence(DOUBTED if presenters.shown(row, at).is_in_doubt else UNREACHED)
        subject = Sentence(_("Silence procedure suspended: {symbol}"), _named(row))
        key = f"suspended:{entry.seq}"
        yield from _letters(row, entry.at, key, subject, said, urgent=True)


def of_a_recognition(entry: Entry, at: datetime) -> Iterable[Letter]:
    """Both recognised that something had arrived in time."""
    act = acts.acts(_forum(entry)).filter(number=int(entry.about_id)).first()
    body = act.body if act else {}
    row = queries.procedures(_forum(entry)).filter(number=body.get("procedure", 0)).first()
    found = queries.message(row, body["message"]) if row is not None else None
    if row is not None and found is not None and found.form == queries.STATEMENT:
        said = Sentence(
            _(
                "Both co-presidencies recognised that a statement had arrived in time. "
                "Whether the text is adopted does not change."
            )
        )
        subject = Sentence(_("Statement received in time: {symbol}"), _named(row))
        yield from _letters(row, entry.at, f"recognised:{entry.seq}", subject, said)
    elif row is not None:
        said = Sentence(
            _(
                "Both co-presidencies recognised that an objection had arrived in time. "
                "The text is not adopted."
            )
        )
        subject = Sentence(_("Silence broken: {symbol} not adopted"), _named(row))
        yield from _letters(row, entry.at, f"recognised:{entry.seq}", subject, said, urgent=True)


def of_an_adoption(entry: Entry, at: datetime) -> Iterable[Letter]:
    """It ran out without an objection."""
    row = _about(entry)
    if row is not None:
        one = presenters.shown(row, entry.at)
        said = Sentence(
            _(
                "The silence procedure ended on {at} and no delegation had objected. The "
                "text is adopted."
            ),
            {"at": one.expires_at},
        )
        subject = Sentence(_("Adopted by silence procedure: {symbol}"), _named(row))
        yield from _letters(row, entry.at, "passed", subject, said)


def of_time_left(forum: Forum, at: datetime) -> Iterable[Letter]:
    """Half time, a day and two hours before the end; of several that have passed, the last."""
    for row in queries.unended(forum):
        one = presenters.shown(row, at)
        step = _step(one, at)
        if one.is_running and step:
            said = Sentence(_("The silence procedure ends on {at}."), {"at": one.expires_at})
            subject = Sentence(_("Ending soon: silence procedure on {symbol}"), _named(row))
            key = f"{step}:{one.expires_at.isoformat()}"
            urgent = step == "2h"
            yield from _letters(row, at, key, subject, said, _means(), urgent=urgent)


def _step(one: presenters.Shown, at: datetime) -> str:
    left, whole = one.expires_at - at, one.expires_at - one.opened_at
    passed = [name for name, before in BEFORE.items() if left <= before]
    return passed[-1] if passed else ("half" if left <= whole / 2 else "")


def _means() -> Sentence:
    return Sentence(MEANS)


def _letters(
    row: SilenceProcedure,
    at: datetime,
    key: str,
    subject: Words,
    *lines: Words,
    urgent: bool = False,
) -> Iterator[Letter]:
    zones = {one.code: one.zone for one in parties.roster(row.forum).members}
    for one in _readers(row, at):
        zone = zones[one.hat.member] if one.hat.member else ""
        yield Letter(
            key=f"silence:{row.number}:{key}",
            forum_slug=row.forum.slug,
            to=to_account(one.account, office=one.hat.title, party=one.hat.party, zone=zone),
            subject=subject,
            lines=tuple(lines),
            path=Page("decisions:decision", (row.forum.slug, row.number)),
            event=EVENT,
            about=("silence", str(row.number)),
            venue_zone=row.zone,
            urgent=urgent,
            held_by_digest=False,
        )


def _readers(row: SilenceProcedure, at: datetime) -> Iterator[Holder]:
    """Who has a say, and the co-presidencies in office with their secretariats, as far as they read
    the text: nobody is told of one whose page is closed to him or her."""
    entitled = queries.entitled(row.terms)
    speaks = Role.DELEGATION_HEAD if entitled.unit is Unit.MEMBER_DELEGATION else Role.CO_PRESIDENCY
    for one in parties.holders(row.forum, at):
        hat = one.hat
        in_charge = hat.role in IN_CHARGE and (hat.role is not Role.CO_PRESIDENCY or hat.in_term)
        has_say = hat.role is speaks and (
            voice_of(entitled.unit, speakers.speaker(hat)) in entitled.voices
        )
        if (in_charge or has_say) and documents.is_visible(row.revision.document, hat, at):
            yield one


def _about(entry: Entry) -> SilenceProcedure | None:
    return queries.procedures(_forum(entry)).filter(number=int(entry.about_id)).first()


def _forum(entry: Entry) -> Forum:
    return Forum.objects.get(slug=entry.forum)


def _named(row: SilenceProcedure) -> dict[str, object]:
    document = row.revision.document
    return {"symbol": documents.name_of(document, row.revision.number) or document.title}
