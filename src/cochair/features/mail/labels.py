"""Events, states and failures of mail in words."""

from cochair.features.mail.models import Failure, State
from cochair.procedure.refusal import _
from cochair.web.code_labels import Mark

# The events of domain.md C.5 by number; a publication to be signed (N22) is told as every joint act is.
EVENTS = {
    "N01": _("Plan of a cycle agreed"),
    "N02": _("Plan of a cycle incomplete"),
    "N03": _("Meeting fixed, changed or cancelled"),
    "N04": _("Preparatory meeting due"),
    "N05": _("Notice ready to be signed"),
    "N06": _("Notice of a meeting"),
    "N07": _("Presidency changes before the meeting"),
    "N08": _("Request of an observer"),
    "N09": _("Answer to an observer due"),
    "N10": _("Items close soon"),
    "N11": _("Agenda"),
    "N12": _("Draft of the final document"),
    "N13": _("Language missing"),
    "N14": _("Language out of date"),
    "N15": _("Delegation not yet named"),
    "N16": _("Participation at risk"),
    "N17": _("Reservation"),
    "N18": _("Clearance missing"),
    "N19": _("How to join"),
    "N20": _("Text put, objection, declaration"),
    "N21": _("Final document adopted"),
    "witness": _("Witness of the ledger"),
    "N23": _("Silence procedure"),
    "N24": _("Draft record due"),
    "N25": _("Record of a meeting"),
    "N26": _("Action point due"),
    "N27": _("Progress report asked for"),
    "N28": _("Draft stock-taking"),
    "N29": _("Handover"),
    "N30": _("Result of a clause changed"),
    "N31": _("Departure from a clause"),
    "N32": _("Cycle ends soon"),
    "N33": _("Account or office"),
    "N34": _("Weekly digest"),
    # For these the list has no number.
    "act": _("Joint act"),
    "due": _("Date of the timetable due"),
    "version": _("Version of the procedures adopted"),
}

STATES = {
    State.FAILED.value: Mark("notmet", "bad", _("Not sent")),
    State.NO_ADDRESS.value: Mark("missing", "bad", _("No address")),
    State.QUEUED.value: Mark("wait", "plain", _("Waits to be sent")),
    State.SENDING.value: Mark("working", "plain", _("Being sent")),
    State.HELD.value: Mark("due", "plain", _("Held")),
    State.FOLDED.value: Mark("more", "off", _("In a digest")),
    State.SENT.value: Mark("check", "good", _("Sent")),
}

FAILURES = {
    Failure.REFUSED_ADDRESS.value: _(
        "The mail server of the reader refuses the address. Correct it, then send again."
    ),
    Failure.REFUSED.value: _("The mail server refuses the message. Ask whoever runs it."),
    Failure.NOT_SIGNED_IN.value: _(
        "The mail server does not let this installation in. Ask whoever runs it."
    ),
    Failure.UNREACHABLE.value: _("The mail server could not be reached. Send again later."),
    Failure.UNSAFE.value: _(
        "The mail server was reached, and its certificate is not trusted: nothing was given to it. Ask whoever runs it."
    ),
    Failure.BROKEN_OFF.value: _(
        "The connection broke off. Whether the letter arrived is not known: ask the reader."
    ),
    Failure.UNKNOWN.value: _("It failed for a reason that is not known. Send again later."),
}

NO_ADDRESS = _("No e-mail address is known. Enter one, or tell the reader by other means.")
