"""What stands against a step of the notice and of the invitations: values, each with its clause."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from cochair.features.acts.models import JointAct
from cochair.features.invitations import queries
from cochair.features.invitations.composition import Composition, Invitee
from cochair.features.meetings import machine
from cochair.features.meetings.cycle_plan import REASON_AT_LEAST
from cochair.features.meetings.models import Invitation, Meeting
from cochair.procedure.book import Book
from cochair.procedure.checks.invited import AGENCY_LIST
from cochair.procedure.reason import has_words, is_reason
from cochair.procedure.refusal import Refusal, Sentence, _
from cochair.web import localize

NOTICE = "notice.issue"
AS_OBSERVER = "observer"
ACCEPTED, DECLINED, EXCUSED = "accepted", "declined", "excused"
REFERENCE_AT_LEAST, LONGEST_REFERENCE = 3, 200
ANSWERS = (ACCEPTED, DECLINED, EXCUSED)


def has_a_day(meeting: Meeting, at: datetime) -> Refusal | None:
    """A notice needs a meeting whose day both have confirmed."""
    refused = machine.refusal(NOTICE, meeting, at)
    if refused is not None or queries.starts(meeting) is not None:
        return refused
    return Refusal("meeting", machine.TABLE[NOTICE].otherwise)


def before_opening(meeting: Meeting, at: datetime) -> Refusal | None:
    """Who is invited is settled before the opening."""
    return machine.refusal("invitation.change", meeting, at)


def not_cancelled(meeting: Meeting, at: datetime) -> Refusal | None:
    """Nobody is excused from a meeting that does not take place."""
    return machine.refusal("invitation.excuse", meeting, at)


def agency_group(book: Book, meeting: Meeting, group: str) -> Refusal | None:
    """A relevance list is kept for a group of agencies that this configuration invites."""
    configuration = book.configurations[meeting.configuration]
    found = book.groups.get(group)
    named = group in (*configuration.groups, *configuration.also_invited)
    if found is not None and named and found.kind == AGENCY_LIST:
        return None
    return Refusal("practice", _("There is no list of agencies of this name for this meeting."))


def of_the_catalogue(
    book: Book, group: str, entries: Collection[str], clause: str
) -> Refusal | None:
    """The entries are those that the procedures name, whichever side they belong to."""
    found = book.groups.get(group)
    unknown = tuple(sorted(set(entries) - set(found.catalogue if found else ())))
    if not unknown:
        return None
    return Refusal(clause, _("Not in the catalogue for this list: {group}."), {"group": unknown})


def empty_with_reason(entries: Collection[str], reason: str, clause: str) -> Refusal | None:
    """A list without entries says why there are none."""
    if entries or is_reason(reason, REASON_AT_LEAST):
        return None
    return Refusal(
        clause,
        _("A list without entries needs a reason of at least {number} characters."),
        {"number": REASON_AT_LEAST},
    )


def in_every_language(text: Mapping[str, str], languages: Iterable[str]) -> Refusal | None:
    """A notice says the same to everybody, each in their own language."""
    missing = tuple(code for code in languages if not text.get(code, "").strip())
    if not missing:
        return None
    return Refusal(
        "practice",
        _("The notice must be available in every language; missing: {languages}."),
        {"languages": localize.languages(missing)},
    )


def somebody(recipients: Collection[str], expected: Composition) -> Refusal | None:
    """A notice goes to somebody, and only to those whom the composition names."""
    unknown = tuple(sorted(set(recipients) - set(expected.by_key)))
    if unknown:
        said = _("The composition of this meeting has changed. Choose the recipients again.")
        return Refusal("practice", said)
    if not recipients:
        return Refusal(
            "practice",
            _("A notice of meeting needs at least one recipient. Select the recipients."),
        )
    return None


def disputed_without_reason(act: JointAct, meeting: Meeting, at: datetime) -> Refusal | None:
    """A disputed presidency: both keys may go on, with a reason (corrections.md section 1, "Guards")."""
    found = queries.disputes(meeting, at)
    if not found or is_reason(act.reason, REASON_AT_LEAST):
        return None
    return Refusal(
        found[0].clause,
        _(
            "{doubt} A notice may still be issued with a joint reason of at least {number} "
            "characters."
        ),
        {"doubt": Sentence(found[0].message, found[0].facts), "number": REASON_AT_LEAST},
    )


def expected(invitee: Invitee | None) -> Refusal | None:
    """Only whom the composition names is invited here; observers have their own way."""
    if invitee is not None:
        return None
    said = _("This invitee is not part of the composition of this meeting.")
    return Refusal("practice", said)


def after_the_notice(meeting: Meeting) -> Refusal | None:
    """Before the notice one is simply put on its list."""
    if meeting.convened_at is not None:
        return None
    return Refusal(
        "practice", _("The notice has not been issued yet. Add the invitee to its list.")
    )


def demanded(invitee: Invitee | None) -> Refusal | None:
    """One office invites alone only whom the composition demands."""
    if invitee is None or not invitee.is_optional:
        return None
    return Refusal(
        invitee.clause,
        _(
            "The composition of this meeting does not require {group}. Add it to a notice, "
            "which both co-presidencies sign."
        ),
        {"group": invitee.code},
    )


def not_withdrawn_by_both(last: Invitation | None) -> Refusal | None:
    """What both ended, no office begins again alone."""
    if last is None or last.withdrawn_at is None:
        return None
    return Refusal(
        last.clause or "practice",
        _(
            "Both co-presidencies withdrew this invitation on {at}. To invite again, send "
            "a new notice of meeting, signed by both co-presidencies."
        ),
        {"at": last.withdrawn_at},
    )


def not_invited_yet(last: Invitation | None, invitee: Invitee | None) -> Refusal | None:
    """One invitation is enough."""
    if last is None or last.withdrawn_at is not None or invitee is None:
        return None
    return Refusal(invitee.clause, _("{group} is already invited."), {"group": invitee.code})


def stands(invitation: Invitation) -> Refusal | None:
    """What was withdrawn is over."""
    if invitation.withdrawn_at is None:
        return None
    said = _("This invitation was withdrawn on {at}.")
    return Refusal("practice", said, {"at": invitation.withdrawn_at})


def not_an_observer(invitation: Invitation) -> Refusal | None:
    """An observer was invited by both; a Party that takes its agreement back ends that."""
    if invitation.basis != AS_OBSERVER:
        return None
    said = _(
        "To end the invitation of an observer, a Party withdraws its agreement on "
        "the page of the request."
    )
    return Refusal(invitation.clause or "practice", said)


def with_reason(reason: str, clause: str = "practice") -> Refusal | None:
    """Those concerned are told why."""
    if is_reason(reason, REASON_AT_LEAST):
        return None
    return Refusal(
        clause,
        _("Give the reason in at least {number} characters; those concerned can read it."),
        {"number": REASON_AT_LEAST},
    )


def known_answer(answer: str, reason: str) -> Refusal | None:
    """An answer accepts, declines, or asks to be excused and says why."""
    if answer not in ANSWERS:
        return Refusal("practice", _("Choose an answer: accept, decline, or ask to be excused."))
    if answer == EXCUSED and not has_words(reason):
        return Refusal("practice", _("Give the reason why you ask to be excused."))
    return None


def may_ask(answer: str, row: Invitation) -> Refusal | None:
    """To be excused is asked for by those whom both may excuse; a member declines."""
    return None if answer != EXCUSED or row.group else _not_excused(row)


def by_which_letter(reference: str) -> Refusal | None:
    """What is recorded on behalf of others names the note or letter in which they said it."""
    if REFERENCE_AT_LEAST <= len(reference) <= LONGEST_REFERENCE:
        return None
    return Refusal(
        "practice",
        _("Give the reference of the note or letter containing the answer: its number and date."),
    )


def not_over(meeting: Meeting, at: datetime) -> Refusal | None:
    """An answer comes before the meeting is over."""
    return machine.refusal("invitation.answer", meeting, at)


def may_be_excused(invitation: Invitation) -> Refusal | None:
    """An excuse of both is for whoever is named as a group: institutions, agencies, presidencies."""
    if invitation.group and invitation.excused_at is None:
        return None
    if invitation.excused_at is not None:
        said = _("Both Parties excused this absence on {at}.")
        return Refusal("practice", said, {"at": invitation.excused_at})
    return _not_excused(invitation)


def _not_excused(invitation: Invitation) -> Refusal:
    return Refusal(
        invitation.clause or "practice",
        _(
            "The absence of a member is assessed with the level of participation and may "
            "not be excused."
        ),
    )


__all__ = ["ANSWERS", "DECLINED", "EXCUSED", "REASON_AT_LEAST"]
