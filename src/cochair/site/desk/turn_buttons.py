"""What the button of a turn says: the act that it leads to, as a verb and its object."""

from collections.abc import Mapping

from django.utils.translation import gettext as __

from cochair.kernel.kind import Turn
from cochair.procedure.refusal import _

# The line of a turn (`Turn.says`) with its button; more than one line may have the same.
BUTTONS: Mapping[str, str] = {
    # Joint acts
    "Sign: {title}": _("Read and sign"),
    "Sign: {title} (signature of {party} given)": _("Read and sign"),
    # The cycle and its presidencies
    "Plan cycle {n}: places and dates": _("Plan the cycle"),
    "Plan the rest of cycle {n}: places and dates": _("Plan the cycle"),
    "Sign the compliance statement: cycle {n}": _("See the statement"),
    "Sign the addendum: statement of cycle {n}": _("See the addendum"),
    "Finish tasks before closing cycle {n} ({count})": _("See the tasks"),
    "Cure or agree an exception: {clause} ({target})": _("See the clause"),
    "Close cycle {n}": _("Close the cycle"),
    "Publish the results: cycle {n}": _("Publish the results"),
    "Record the next presidency of {party}": _("Record the presidency"),
    "Settle the presidency of {party}": _("Settle the presidency"),
    "Settle the next presidency of {party}": _("Settle the presidency"),
    "Settle the presidency of {party} from {day} on": _("Settle the presidency"),
    "Make the handover file": _("Make the file"),
    "Make the handover file again, with additions ({n})": _("Make the file"),
    "Read and accept the handover file": _("Read the file"),
    "Acknowledge the handover file": _("Read the file"),
    "Download the archive: cycle {n}": _("Download the archive"),
    "Enter the version: {n} (refused: {why})": _("Enter the version"),
    "Record the review of the procedures: {m}": _("Record the review"),
    # What is expected of commitments
    "State what is expected of commitments ({n})": _("State what is expected"),
    "Sign what is expected of commitments ({n})": _("Read and sign"),
    # What follows of a joint assessment
    "Enter the new action for commitments ({n})": _("Add an action"),
    "Propose the new wording of commitments ({n})": _("See the commitment"),
    "End commitments, as the assessment says ({n})": _("End the commitment"),
    "Record what came of it: request for support {n}": _("Record the outcome"),
    # A meeting
    "Fix date, place and format: {meeting}": _("Fix the date"),
    "Appoint the co-chair: {meeting}": _("Appoint"),
    "Confirm the host event: {meeting}": _("Confirm the event"),
    "Plan the sessions: {meeting}": _("Plan the sessions"),
    "Enter the link: session {number}, {meeting}": _("Enter the link"),
    "Plan the preparatory meeting: {meeting}": _("Plan the meeting"),
    "Record the preparatory meeting: {meeting}": _("Record the meeting"),
    "Prepare together or set aside: {topic}, {meeting}": _("Prepare or set aside"),
    "Complete and record: {text} ({meeting})": _("Record as done"),
    "Write the coherence note: {meeting}": _("Write the note"),
    "Open the meeting: {meeting}": _("Open the meeting"),
    "Open the meeting, with a reason: {meeting}": _("Open the meeting"),
    "State what happened: {meeting} was not opened (open, postpone or cancel)": _(
        "State what happened"
    ),
    "Go to the room: {meeting}": _("Go to the room"),
    "Go to the room: {meeting}, item {number}": _("Go to the room"),
    "Resume or end: {meeting}": _("Resume or end"),
    "Close the meeting: {meeting}": _("Close the meeting"),
    "Assess the participation: {meeting}": _("Assess"),
    # Who is invited, and who comes
    "Add the missing addresses ({n}): {meeting}": _("Add the addresses"),
    "Add the missing addresses ({n}, {both} of them asked of the other secretariat as well): {meeting}": _(
        "Add the addresses"
    ),
    "Reach recipients ({n}): messages did not arrive": _("See the messages"),
    "Invite also: {n} missing, {m}": _("Invite"),
    "Confirm the notice of meeting: {m}": _("Confirm the notice"),
    "Issue a new notice: {m} moved": _("Write the notice"),
    "Read the invitation: {m}": _("Read the invitation"),
    "Answer the invitation: {m}": _("Answer the invitation"),
    "Answer again: {m} has a new day": _("Answer again"),
    "Decide on the excuse: {o}, {m}": _("Decide"),
    "Answer the request of {o}: {m}": _("Answer the request"),
    "Answer the request of {o}, already invited outside this installation": _("Answer the request"),
    "Invite the observer: {o}, {m}": _("Invite"),
    "Name the delegation: {m}": _("Name the delegation"),
    "Name the participants: {m}": _("Name the people"),
    "Name the head of delegation: {m}": _("Name the head"),
    "Declare the replacement: {m}": _("Declare"),
    "Submit the delegation list: {m}": _("Submit the list"),
    "Complete and submit again: {m}": _("Complete the list"),
    "Accept the delegation list of {d}: {m}": _("See the list"),
    # The agenda and the programme
    "Begin the agenda: {meeting}": _("Begin the agenda"),
    "Place or leave out: {function}, {meeting}": _("Place or leave out"),
    "Place open points ({number}): {meeting}": _("Place the points"),
    "Answer item requests ({number}): {meeting}": _("Answer the requests"),
    "Translate titles ({number}): agenda of {meeting}": _("Translate"),
    "Send the programme for signature: {meeting}": _("Send for signature"),
    "Send the working agenda for signature: {meeting}": _("Send for signature"),
    "Send the provisional agenda for signature: {meeting}": _("Send for signature"),
    "Send the revised agenda for signature: {meeting}": _("Send for signature"),
    "Adopt the agenda: {meeting}": _("Adopt the agenda"),
    "Draft the programme: {meeting}": _("Draft the programme"),
    "Translate entries ({number}): programme of {meeting}": _("Translate"),
    "Submit the programme to {meeting}": _("Submit the programme"),
    "Submit revision {number}": _("Submit the programme"),
    "Endorse the programme: {meeting}": _("Endorse"),
    # Documents and texts
    "Add the text: {document}": _("Add the text"),
    "Add {language}: {document}": _("Add the language"),
    "Bring {language} up to date: {document}": _("Bring up to date"),
    "Release {language}: {document}": _("Release"),
    "Circulate: {document}": _("Circulate"),
    "Answer comments ({count}): {document}": _("Answer the comments"),
    "Publish: {document}": _("Publish"),
    "Decide on the file on hold: {name}": _("Decide"),
    "Sign and seal: {document} ({language})": _("Sign and seal"),
    "Circulate the first draft: final document of {meeting}": _("Register the draft"),
    "Check in: {number} of {total} present, {meeting}": _("Check in"),
    "Translate paragraphs ({count}): {document}": _("Translate"),
    "Settle proposals ({count}): {document}": _("Settle the proposals"),
    "Confirm: {document}, paragraph {number}": _("Confirm"),
    "Lift or convert your reservation: {document}": _("See the reservation"),
    "Lift or convert your reservation: {document}, paragraph {number}": _("See the reservation"),
    "Clear for our Party: {document}": _("Give clearance"),
    "Clear again: {document}": _("Give clearance"),
    "Submit for adoption: {document}": _("Submit the text"),
    # Decisions
    "Declare consensus: {symbol}": _("Declare consensus"),
    "Withdraw or replace your objection: {symbol}": _("See the objection"),
    "Take up again: {symbol}": _("Take up again"),
    "End the decision: {symbol}": _("End the decision"),
    "Issue the adopted text: {symbol}": _("Issue the text"),
    "Set a new end: silence procedure on {symbol}": _("Set a new end"),
    "Sign the outcome letter: {symbol}, silence procedure until {day}": _("See the outcome"),
    "Renew the outcome letter: {symbol}, silence procedure until {day}": _("See the outcome"),
    "Confirm or contest what was entered in your name: {symbol}": _("Confirm or contest"),
    "Revise the text and open a new round: {symbol}": _("Revise the text"),
    "Open a new round: {symbol}": _("Open a new round"),
    # The record and what follows
    "Draft the record: {meeting}": _("Draft the record"),
    "Submit or merge the draft: {meeting}": _("See the draft"),
    "Complete paragraphs ({number}): record of {meeting}": _("Complete the record"),
    "Circulate the draft record: {meeting}": _("Circulate"),
    "Open the round of comments: record of {meeting}": _("Ask for comments"),
    "Answer comments ({number}): record of {meeting}": _("Answer the comments"),
    "Circulate the revised record: {meeting}": _("Circulate"),
    "Approve the record: {meeting}": _("Approve the record"),
    "Add {language}: record of {meeting}": _("Add the language"),
    "Sign and seal the record: {meeting}": _("Sign and seal"),
    "Report done: action point {number} of {meeting}": _("Report as done"),
    "Extract the commitments: {symbol}": _("Extract"),
    "Name the owners of commitments ({n})": _("Name the owners"),
    "Report on commitments ({n})": _("Report"),
    "Send the prepared report: {n}": _("Send the report"),
    "Assess commitments ({n})": _("Assess"),
    "Open the stock-taking: cycle {n}": _("Open the stock-taking"),
    "Carry over action points ({n}): {meeting} → {next}": _("Carry over"),
    "Recognise what arrived in time: {symbol}": _("Recognise"),
    # What was before Cochair
    "State whether it took place: {meeting}, cycle {n}": _("State what is known"),
    "Take up the forum: what was before Cochair": _("Take up the forum"),
    "Take up the forum: finish the list and send it for signature": _("Finish the list"),
    "Endorse action {n}": _("Endorse"),
    "Mark as started: action {n}": _("Mark as started"),
    "Record the outcome: action {n}": _("Record the outcome"),
    "Report the milestone: {title}": _("Report"),
    "Record a value: indicator {n}": _("Record a value"),
    "Confirm the trend: indicator {n}": _("Confirm the trend"),
    "Open the round of comments: stock-taking of cycle {n}": _("Ask for comments"),
    "Answer comments ({n})": _("Answer the comments"),
    "Close the stock-taking: cycle {n}": _("Close the stock-taking"),
    "Report the outcome to {m}": _("Report the outcome"),
    "Write the joint assessment: cycle {n}": _("Write the assessment"),
    "Sign the joint assessment: cycle {n}": _("See the assessment"),
}


def button(turn: Turn) -> str:
    """The button of a turn in the reader's language; who only prepares an act does not do it."""
    says = BUTTONS.get(turn.says)
    if turn.prepares and says != BUTTONS["Sign: {title}"]:
        return __("Prepare")
    return __(says) if says else __("Open")
