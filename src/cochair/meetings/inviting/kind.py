"""Notice and invitation: everything that the rest of the house knows of these kinds."""

from cochair.kernel.kind import Archive, Kind, No, Person, Texts, Turns, by_number
from cochair.meetings.inviting import queries, turns
from cochair.meetings.models import (
    Invitation,
    Notice,
    NoticeConfirmation,
    Receipt,
    RelevanceList,
)
from cochair.meetings.queries import cycle_of
from cochair.procedure.refusal import _

NOTICE = Kind(
    code="notice",
    label=_("notice of a meeting"),
    models=(Notice, NoticeConfirmation, RelevanceList),
    find=No("Entries name its meeting instead."),
    ends_with=cycle_of,
    closed=No("Entries name its meeting instead."),
    verbs={
        "notice.issued": _("The notice of a meeting was issued."),
        "notice.confirmed": _("A notice was confirmed after a handover."),
        "notice.reminded": _("Those who had not opened the notice were reminded."),
        "relevance.approved": _("A list of agencies was approved."),
    },
    archive=No("In no archive so far."),
    personal=(
        Person("confirmations", _("Notices confirmed"), NoticeConfirmation, ("account",),
               ("notice__meeting__slug", "at")),
    ),
    texts=(
        Texts(Notice, evidence="text"),
        Texts(RelevanceList, evidence="empty_reason", name_nobody="entries"),
    ),
    handover=No("The handover file gathers by itself whose notices wait for a word."),
    search=No("Not found yet: the search knows documents only."),
    retention=No("What was sent to all stays as evidence."),
    turns=Turns(queries.latest_notices, turns.of_notice),
)  # fmt: skip

INVITATION = Kind(
    code="invitation",
    label=_("invitation"),
    models=(Invitation, Receipt),
    find=by_number(queries.of_any_meeting),
    ends_with=No("Only letters name it, not what people do."),
    closed=No("A number alone, which names nothing."),
    verbs={
        "invitation.sent": _("An invitation was sent after the notice."),
        "invitation.withdrawn": _("An invitation was withdrawn."),
        "invitation.answered": _("An invitation was answered."),
        "invitation.excused": _("An absence was excused by both."),
    },
    archive=(
        Archive(
            "invitations",
            _("Invitations"),
            columns=((_("Meeting"), "meeting"), (_("Invited"), "invitee"), (_("Sent"), "sent_at"),
                     (_("Excused"), "excused_at")),
            rows=queries.archived,
        ),
    ),
    personal=(
        Person("invitations", _("Invitations opened"), Receipt, ("account",),
               ("invitation__meeting__slug", "opened_at")),
        Person("answered_invitations", _("Invitations answered"), Invitation,
               ("answered_for__account",),
               ("meeting__slug", "answer", "answered_at", "answer_reason", "answer_reference")),
    ),
    texts=(Texts(Invitation, evidence="answer_reason answer_reference withdrawn_reason"),),
    handover=No("Not in the handover file so far."),
    search=No("Not found yet: the search knows documents only."),
    retention=No("Who was invited, and what was answered, stays as evidence."),
    turns=Turns(queries.standing, turns.of_invitation),
)  # fmt: skip
