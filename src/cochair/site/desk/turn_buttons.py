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
    "Finish before closing: {count} tasks of cycle {n}": _("See the tasks"),
    "Close cycle {n}": _("Close the cycle"),
    "Publish the results: cycle {n}": _("Publish the results"),
    "Record the next presidency of {party}": _("Record the presidency"),
    "Settle the presidency of {party}": _("Settle the presidency"),
    "Make the handover file": _("Make the file"),
    "Read and accept the handover file": _("Read the file"),
    "Acknowledge the handover file": _("Read the file"),
    "Download the archive: cycle {n}": _("Download the archive"),
    "Enter the version: {n} (refused: {why})": _("Enter the version"),
    "Record the review of the procedures: {m}": _("Record the review"),
    # A meeting
    "Fix date, place and format: {meeting}": _("Fix the date"),
    "Appoint the co-chair: {meeting}": _("Appoint"),
    "Confirm the host event: {meeting}": _("Confirm the event"),
    "Plan the sessions: {meeting}": _("Plan the sessions"),
    "Enter the link: session {number}, {meeting}": _("Enter the link"),
    "Plan the preparatory meeting: {meeting}": _("Plan the meeting"),
    "Record the preparatory meeting: {meeting}": _("Record the meeting"),
    "Cover or set aside: {topic}, {meeting}": _("Cover or set aside"),
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
    "Add addresses: {n} of {total} invitees of {meeting} cannot be reached": _("Add the addresses"),
    "Reach {n} recipients: messages did not arrive": _("See the messages"),
    "Invite also: {n} missing, {m}": _("Invite"),
    "Confirm the notice of meeting: {m}": _("Confirm the notice"),
    "Issue a new notice: {m} moved": _("Write the notice"),
    "Read the invitation: {m}": _("Read the invitation"),
    "Answer the invitation: {m}": _("Answer"),
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
    "Place {number} open points: {meeting}": _("Place the points"),
    "Answer {number} item requests: {meeting}": _("Answer the requests"),
    "Translate {number} titles: agenda of {meeting}": _("Translate"),
    "Send the programme for signature: {meeting}": _("Send for signature"),
    "Send the working agenda for signature: {meeting}": _("Send for signature"),
    "Send the provisional agenda for signature: {meeting}": _("Send for signature"),
    "Publish the final agenda: {meeting}": _("Publish the agenda"),
    "Adopt the agenda: {meeting}": _("Adopt the agenda"),
    "Draft the programme: {meeting}": _("Draft the programme"),
    "Translate {number} entries: programme of {meeting}": _("Translate"),
    "Submit the programme to {meeting}": _("Submit the programme"),
    "Submit revision {number}": _("Submit the programme"),
    "Endorse the programme: {meeting}": _("Endorse"),
    # Documents and texts
    "Add the text: {document}": _("Add the text"),
    "Bring {language} up to date: {document}": _("Bring up to date"),
    "Release {language}: {document}": _("Release"),
    "Circulate: {document}": _("Circulate"),
    "Answer {count} comments: {document}": _("Answer the comments"),
    "Publish: {document}": _("Publish"),
    "Decide on the file on hold: {name}": _("Decide"),
    "Sign and seal: {document} ({language})": _("Sign and seal"),
    "Translate {count} paragraphs: {document}": _("Translate"),
    "Settle {count} proposals: {document}": _("Settle the proposals"),
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
    # The record and what follows
    "Draft the record: {meeting}": _("Draft the record"),
    "Submit or merge the draft: {meeting}": _("See the draft"),
    "Complete {number} paragraphs: record of {meeting}": _("Complete the record"),
    "Circulate the draft record: {meeting}": _("Circulate"),
    "Open the round of comments: record of {meeting}": _("Ask for comments"),
    "Answer {number} comments: record of {meeting}": _("Answer the comments"),
    "Circulate the revised record: {meeting}": _("Circulate"),
    "Approve the record: {meeting}": _("Approve the record"),
    "Add {language}: record of {meeting}": _("Add the language"),
    "Sign and seal the record: {meeting}": _("Sign and seal"),
    "Report done: action point {number} of {meeting}": _("Report as done"),
    "Extract the commitments: {symbol}": _("Extract"),
    "Name the owners: {n} commitments": _("Name the owners"),
    "Report: {n} commitments": _("Report"),
    "Send the prepared report: {n}": _("Send the report"),
    "Assess {n} commitments": _("Assess"),
    "Open the stock-taking: cycle {n}": _("Open the stock-taking"),
    "Carry over {n} action points: {meeting} → {next}": _("Carry over"),
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
    "Answer {n} comments": _("Answer the comments"),
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
