"""The words of the button of the room, of its effect, and of the state beside it."""

from collections.abc import Mapping

from cochair.procedure.refusal import _
from cochair.site.desk.room.shape import Session, Text, Verb

LABELS: Mapping[Verb, str] = {
    Verb.OPEN: _("Open the meeting"),
    Verb.PAUSE: _("Suspend the meeting"),
    Verb.RESUME: _("Resume the meeting"),
    Verb.SUBMIT: _("Submit the text"),
    Verb.DECLARE: _("Declare consensus"),
    Verb.SUSPEND: _("Suspend the decision"),
    Verb.CLOSE: _("Close the meeting"),
    Verb.ASK: _("Request the floor"),
    Verb.RETURN: _("Withdraw my request"),
    Verb.FINISH: _("I have finished"),
    Verb.FOLLOW: _("Follow up"),
}
AGAIN: Mapping[Verb, str] = {
    Verb.OPEN: _("Open the meeting"),
    Verb.PAUSE: _("Suspend the meeting"),
    Verb.RESUME: _("Resume the meeting"),
    Verb.SUBMIT: _("Submit it as well"),
    Verb.DECLARE: _("Declare it as well"),
    Verb.SUSPEND: _("Suspend it as well"),
    Verb.CLOSE: _("Close the meeting"),
}
EFFECTS: Mapping[Verb, str] = {
    Verb.OPEN: _("The meeting opens when both co-chairs have signed."),
    Verb.PAUSE: _("The meeting pauses when both co-chairs have signed."),
    Verb.RESUME: _("The meeting goes on when both co-chairs have signed."),
    Verb.BEGIN: _("Either co-chair may open it. Delegations may then request the floor."),
    Verb.CONCLUDE: _(
        "Either co-chair may conclude it, with the text above. The other sees it at once and may reopen it."
    ),
    Verb.SUBMIT: _(
        "Your signature on the text above. Objections open when both co-chairs have submitted it."
    ),
    Verb.DECLARE: _("Your signature. The text is adopted when both co-chairs have declared."),
    Verb.SUSPEND: _("The decision is suspended when both co-chairs have signed."),
    Verb.CLOSE: _("The meeting is closed when both co-chairs have signed."),
    Verb.ASK: _("You are put on the list of speakers. The order is that of asking."),
    Verb.FINISH: _("You have the floor. The co-chairs see that you have finished."),
    Verb.FOLLOW: _("The record, the action points and the publication are on the next page."),
}
FIRST: Mapping[Verb, str] = {
    Verb.OPEN: _("The meeting opens with the second signature."),
    Verb.PAUSE: _("The meeting pauses with the second signature."),
    Verb.RESUME: _("The meeting goes on with the second signature."),
    Verb.SUBMIT: _("Objections open with the second signature. Nothing is adopted yet."),
    Verb.DECLARE: _("Nothing is adopted before the second signature."),
    Verb.SUSPEND: _("The decision is suspended with the second signature."),
    Verb.CLOSE: _("The meeting is closed with the second signature."),
}
SECOND: Mapping[Verb, str] = {
    Verb.OPEN: _("With your signature the meeting is open."),
    Verb.PAUSE: _("With your signature the meeting pauses."),
    Verb.RESUME: _("With your signature the meeting goes on."),
    Verb.SUBMIT: _(
        "Once you have submitted it too, every delegation may object. Nothing is adopted yet."
    ),
    Verb.DECLARE: _("With your signature the decision takes effect."),
    Verb.SUSPEND: _("With your signature the decision is suspended."),
    Verb.CLOSE: _("With your signature the meeting is closed. The record becomes due."),
}
HAS_SIGNED: Mapping[Verb, str] = {
    Verb.OPEN: _("{party} is ready to open the meeting."),
    Verb.PAUSE: _("{party} has signed to suspend the meeting."),
    Verb.RESUME: _("{party} is ready to resume the meeting."),
    Verb.SUBMIT: _("{party} has submitted this text for adoption."),
    Verb.DECLARE: _("{party} declares consensus."),
    Verb.SUSPEND: _("{party} has signed to suspend the decision."),
    Verb.CLOSE: _("{party} has signed the closing."),
}
PROPOSED: Mapping[Verb, str] = {
    Verb.OPEN: _("The opening is sent for signature."),
    Verb.PAUSE: _("The suspension of the meeting is sent for signature."),
    Verb.RESUME: _("The resumption is sent for signature."),
    Verb.SUBMIT: _("The submission is sent for signature."),
    Verb.DECLARE: _("The declaration is sent for signature."),
    Verb.SUSPEND: _("The suspension is sent for signature."),
    Verb.CLOSE: _("The closing is sent for signature."),
}
SESSIONS: Mapping[Session, str] = {
    Session.BEFORE: _("The meeting is not open yet."),
    Session.PAUSED: _("The meeting is suspended."),
    Session.HELD: _("The meeting is closed."),
    Session.OFF: _("The meeting has been cancelled."),
}
STATES: Mapping[Text, str] = {
    Text.NONE: _("Item {number} is under discussion."),
    Text.READY: _("Item {number} is under discussion. Its text is not submitted."),
    Text.SUBMITTED: _("The text is submitted. No delegation objects."),
    Text.OBJECTED: _("A delegation objects to the text."),
    Text.SUSPENDED: _("The decision is suspended because of an objection."),
    Text.ADOPTED: _("The text is adopted by consensus."),
    Text.ENDED: _("The decision has ended without agreement."),
}
NUMBERED = frozenset({Text.NONE, Text.READY})
YOU, EITHER = _("you"), _("may do it as well")
MAY_OBJECT = _("If you agree, you need do nothing. An objection is shown to everybody at once.")
