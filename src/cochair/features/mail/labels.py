"""Events, states and failures of mail in words."""

from cochair.features.mail.models import Failure, State
from cochair.procedure.refusal import _
from cochair.web.code_labels import Mark

# The events of domain.md C.5 by number; a publication to be signed (N22) is told as every joint act is.
EVENTS = {
    "N01": _("Cycle plan agreed"),
    "N02": _("Cycle plan incomplete"),
    "N03": _("Meeting scheduled, changed or cancelled"),
    "N04": _("Preparatory meeting to be held"),
    "N05": _("Notice of meeting ready for signature"),
    "N06": _("Notice of meeting"),
    "N07": _("Change of presidency before the meeting"),
    "N08": _("Request from an observer"),
    "N09": _("Deadline for an answer to an observer"),
    "N10": _("Requests for items close soon"),
    "N11": _("Agenda"),
    "N12": _("Draft of the final document"),
    "N13": _("Language version missing"),
    "N14": _("Language version out of date"),
    "N15": _("Delegation not yet named"),
    "N16": _("Participation at risk"),
    "N17": _("Reservation"),
    "N18": _("Clearance missing"),
    "N19": _("How to join"),
    "N20": _("Text submitted for adoption, objection, declaration"),
    "N21": _("Final document adopted"),
    "witness": _("Witness of the ledger"),
    "N23": _("Silence procedure"),
    "N24": _("Deadline of the draft record"),
    "N25": _("Record of a meeting"),
    "N26": _("Deadline of an action point"),
    "N27": _("Progress report requested"),
    "N28": _("Draft stock-taking"),
    "N29": _("Handover"),
    "N30": _("Result of a clause changed"),
    "N31": _("Agreed exception to a clause"),
    "N32": _("Cycle ends soon"),
    "N33": _("Account or office"),
    "N34": _("Weekly summary"),
    # For these the list has no number.
    "act": _("Joint act"),
    "doubt": _("Ledger or clock in doubt"),
    "due": _("Deadline of the timetable"),
    "version": _("Version of the procedures adopted"),
}

STATES = {
    State.FAILED.value: Mark("notmet", "bad", _("Not sent")),
    State.NO_ADDRESS.value: Mark("missing", "bad", _("No address")),
    State.QUEUED.value: Mark("wait", "plain", _("Waiting to be sent")),
    State.SENDING.value: Mark("working", "plain", _("Being sent")),
    State.HELD.value: Mark("due", "plain", _("Held")),
    State.FOLDED.value: Mark("more", "off", _("In a weekly summary")),
    State.SENT.value: Mark("check", "good", _("Sent")),
}

FAILURES = {
    Failure.REFUSED_ADDRESS.value: _(
        "The mail server of the recipient does not accept the address. Correct it, then "
        "send the message again."
    ),
    Failure.REFUSED.value: _("The mail server refuses the message. Contact its administrator."),
    Failure.NOT_SIGNED_IN.value: _(
        "The mail server does not accept this installation. Contact its administrator."
    ),
    Failure.UNREACHABLE.value: _("The mail server could not be reached. Send again later."),
    Failure.UNSAFE.value: _(
        "The mail server was reached, but its certificate is not trusted: nothing was "
        "sent to it. Contact its administrator."
    ),
    Failure.BROKEN_OFF.value: _(
        "The connection was lost. It is not known whether the message arrived: ask its recipient."
    ),
    Failure.UNKNOWN.value: _("Sending failed for a reason that is not known. Send again later."),
}

NO_ADDRESS = _(
    "There is no e-mail address. Enter an address, or inform the recipient by other means."
)
