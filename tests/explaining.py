"""What each sentence of a row speaks for, as a reader understands it, and which rows it may stand in.

The table is written by hand, beside the code: a sentence that is not in it was read by nobody.
"""

import ast
from collections.abc import Iterator

from cochair.procedure.result import Outcome, Result
from house import tree

FOR = """
Commitments in force that have a status in this cycle: all {number}.
Items that correspond to a function: all {number}. No open point is left out.
The notice invites all {number} members of {party}. Heads of delegation of the required level: {level}; declared replacements: {replacements}.
Agreed in advance by {party}: {organisation}.
Agreed on {at}: {place}, {day}.
Agreements reached by consensus: {number}.
Appointed as co-chairs: {member}.
Assessed jointly by {party} on {at}.
Available in {language} since {at}.
Both Parties confirm an increase: {value} on {day}, from {baseline}.
Both presidencies and the required number of members are present.
Both Parties attest that a final document was adopted.
Both co-presidencies consider the participation adequate.
Both co-presidencies issued the notice of meeting on {at}.
Both meetings are in their semesters of consecutive cycles.
Circulated on {at} for {meeting}.
Cleared in advance by {party}.
Co-chaired by {member}.
Cycle {number} runs from {start} to {end}.
A record is kept by each of the following: {party}.
Endorsed on {at}: {part}.
Every function is on the agenda or was left out with a reason.
There is an action at every level in the cycle.
Held in cycle {number}: {meeting}.
Held on {day}, between {start} and {end}.
Invited: {group}.
Invited: {member}.
Planned for {day}, between {start} and {end}.
Present: {group}.
Proposals that cite a threat assessment or give a reason: all {number}.
That is within the tolerance.
The co-chairs prepared this topic on {at}.
The final document was adopted on {at}.
Format: {format}.
The item was concluded on {at}.
The note is dated {day}. Days before the meeting: {days}.
The record was approved on {at}.
The report has an entry for each of the {number} areas.
Version {version} was adopted on {day}.
{instrument} is in the register. Commitments: {number}.
{party} agreed on the format of the meeting on {at}.
{party} declared extraordinary circumstances on {at}.
{place} is a fixed venue.
{place} is in {member}, which holds the presidency of {party}.
{semesters} consecutive semesters, {months} months, from {start} to {end}.
{value} on {day}, above the baseline of {baseline}.
"""

AGAINST = """
Absent: {group}.
Both Parties attested that this meeting did not take place.
Both Parties confirm a decrease: {value} on {day}, from {baseline}.
Both co-presidencies consider the participation not adequate.
Circulated on {at}, after {meeting} opened.
Commitments not yet compared with other initiatives: {number}.
Commitments without a status in this cycle: {missing} of {number}.
Held on {day}, not between {start} and {end}.
Item {number} corresponds to a function of another type of meeting, without a reason.
Item {number} does not correspond to any function.
Items concluded by a decision that is not recorded: {number}.
Language versions missing: {language}.
Members of {party} that have not received the notice: {number} ({member}).
Neither on the agenda nor left out with a reason: {function}.
There is no action at this level in the cycle: {level}.
Nothing shows what came of the actions at this level: {level}.
No agreement of {party} on the format is recorded.
No co-chair of {party} is appointed.
No co-chair of {party} has been checked in.
No commitment from {instrument} is registered.
No cycle is in progress on {day}.
No declaration of extraordinary circumstances by {party}.
No final agenda is published.
No final document is recorded.
No agenda item for: {function}.
No meeting that counts between {start} and {end}.
Not held so far in cycle {number}: {configuration}. The first is due by {day}.
No notice of meeting has been issued.
There is no plan for this meeting of the next cycle.
No programme was endorsed.
No record is kept by {party}.
No report of the cycle is final.
No stock-taking report of the cycle is final.
No version of the procedures is in force.
No such meeting is known since {previous}; {months} months later is {target}.
Records not approved by the Party that keeps them: {party}.
The instrument of {day} is not in the register.
Not invited before the opening: {group}.
Not invited: {member}.
Open points of the previous meeting neither placed on the agenda nor deferred: {number}.
Opened on {at} without the clearance of {party}.
Planned for {day}, not between {start} and {end}.
Preparatory meetings attended by all co-chairs: {number} of {minimum} required; on this topic: {found}.
Proposals that neither cite a threat assessment nor give a reason: {missing} of {number}.
That is outside the tolerance.
The agreement of {party} was missing when {organisation} was invited.
The assessment lacks the signature of {party}.
The assessment sets no result beside what was expected.
Format: {format}; the clause names: {formats}.
The head of the delegation of {member} is a declared replacement, with a function that the procedures do not accept for a replacement.
The head of the delegation of {member} is neither of the required level nor a declared replacement.
The indicator has no baseline.
The indicator has no value for this cycle.
The item was concluded without the following: {need}.
The item was not concluded: {function}.
The note is dated {day}. Days before the meeting: {days}; limit: {limit}.
The notice lacks the signature of {member}, which holds the presidency of {party} on the first day of the meeting.
The notice was issued on {at}, before {party} had agreed on the format of the meeting.
The Parties have not jointly stated what the figures show.
The plan has not been agreed.
The plan is not precise enough. Required: {unit}.
The plan names no venue.
The presidency of {party} has not been checked in.
The programme endorsed on {at} does not contain this part: {part}.
The approval of the record is missing: {party}.
The report has no entry for: {area}.
The report has not yet been submitted to the following meeting.
The report was submitted to {meeting}, which is not a following meeting.
Silence procedure on {decision}: not opened by {party}.
The text of {decision} is not the text that was submitted.
The text of {decision} was not clean.
The text of {instrument} is missing.
There is no joint assessment of the cycle.
There is no note on related initiatives.
There is no record.
There is no such indicator.
Version {version} was not adopted at the meeting that the procedures require.
Version {version} was not adopted in the way that the procedures require.
{day} is not between {start} and {end}.
A semester starts on {start}; it should start on {expected}.
Semesters in the cycle: {found}. The procedures ask for {wanted}.
The cycle ends on {end}; counted from {start} it should end on {wanted}.
The last semester ends on {semester_end}, and the cycle on {cycle_end}.
{decision} is not one of the types of final document: {kind}.
{decision} is not an adopted document.
An objection to {decision} stands.
{decision} was adopted before the meeting opened.
{decision} was adopted on {at}, after the meeting had closed.
{decision} was adopted on {at}; the end of the meeting began on {end}.
{decision} was not adopted at the end of the meeting.
{decision} was not declared by the co-chair of {party}.
{member} chairs for {party}, but {holder} holds the presidency of {party}.
{party} declared extraordinary circumstances on {at}, after the virtual contact had begun.
{party} withdrew its agreement to the invitation of {organisation}.
{place} is not a fixed venue, and its country does not hold the presidency of {party}.
{value} on {day}, not above the baseline of {baseline}.
"""

OPEN = """
Both Parties have invited: {group}.
Both Parties have invited: {member}.
The invitation had reached {reached} of {number} when the meeting was opened.
The invitation has so far reached {reached} of {number}.
Before Cochair: the clause states a preference, and whether both Parties had a reason to do otherwise is not known.
The holder of the presidency of {party} on that day is not settled.
The next presidency of {party} is not settled.
Held, as reported publicly; not confirmed.
Met if the meeting was held.
No public evidence that it was held.
Met if {meeting} was held on that date.
No agreement of the meeting is recorded.
Both Parties attest that a text was adopted. How it was agreed is not established.
Kind of the document not known: whether it is a final document is not established.
Kind of the document not known: whether it is an agreement is not established.
The date of {meeting} is not established; it should be held between {start} and {end}.
The date of {meeting} is not established; {months} months after {previous} is {target}.
No format is recorded.
No new area is proposed.
The next presidency of {party} is not designated.
Before Cochair: neither a source nor an attestation of both Parties shows it.
No public evidence was found.
No venue is recorded.
Participation is counted from the opening of the meeting.
Planned on {at}: {place}, {day}. No meeting has determined it: {configuration}.
It follows from the rota that {member} co-chairs for {party}; no source states it.
There is no list of {group} for this meeting that both Parties have approved.
The cycle has no such semester.
The date of the meeting is not established.
The function of the head of delegation of {member} is not established.
The list of {group} is empty, and no reason is given.
The meeting has not been opened.
The members of {party} are not established.
The co-presidencies have not yet assessed the participation together.
This counts once the clause is due.
This counts once the meeting is closed.
This counts once the meeting is opened.
This counts once the notice of meeting is issued.
It is not established whether this meeting was held in cycle {number}: {configuration}.
It is not established whether the meeting was held.
It is not established whether {meeting} was held in between.
It is not established whether {meeting} was held, from which the interval would be counted.
It is not established whether {place} is in a country that held a presidency.
It is not established who was present.
{meeting} has not been opened.
"""

NOT_ASKED = """
Both co-presidencies recorded on {at} that joint preparation of this topic was not appropriate.
Both presidencies abandoned the cycle.
Background text: nothing is required.
Earlier than the procedures.
No commitment is in force.
No observer is known to have been invited.
No observer was invited.
The next presidency of {party} was not designated when the meeting was held.
No preparatory meeting is required.
No incoming presidency is required.
Not a document for which the presidencies are responsible.
Not required for this type of meeting.
This is the first meeting of the forum: there is no earlier meeting.
This is the first meeting: there is no earlier meeting to count from.
The list of {group} is empty, with a reason given by both Parties.
The meeting is not virtual.
The meeting is virtual: it has no venue.
The meeting proposed no new area.
The meeting reached no agreement.
The clause does not apply to anything yet.
"""

# Figures that stand beside what speaks for or against, and say neither.
FIGURES = """
It was planned for {day}, between {start} and {end}.
{day}. Days after {target}, the end of the interval of {months} months: {days}; tolerated: {tolerance}.
{day}. Days before {target}, the end of the interval of {months} months: {days}; tolerated: {tolerance}.
{party}: {present} of {members} members present, {level} of the required level.
"""

SIDES = {
    message: side
    for side, messages in {
        "for": FOR,
        "against": AGAINST,
        "open": OPEN,
        "not asked": NOT_ASKED,
        "figures": FIGURES,
    }.items()
    for message in messages.strip().splitlines()
}

# One of the first must be there, and nothing else but the second.
MAY_SAY: dict[Outcome, tuple[set[str], set[str]]] = {
    Outcome.MET: ({"for"}, {"figures"}),
    Outcome.NOT_MET: ({"against", "open"}, {"figures"}),
    Outcome.NOT_YET_DUE: ({"against", "open"}, {"figures", "for"}),
    Outcome.DEPARTED: ({"against", "open", "for"}, {"figures"}),
    Outcome.NOT_APPLICABLE: ({"not asked"}, set()),
    Outcome.UNKNOWN: ({"open"}, {"figures", "for", "against"}),
}


def fault(result: Result) -> str:
    """Why the sentences of a row do not explain what it is; empty when they do."""
    sides = {SIDES.get(said.message, "read by nobody") for said in result.says}
    needed, allowed = MAY_SAY[result.outcome]
    if sides & needed and sides <= needed | allowed:
        return ""
    words = " ".join(str(said) for said in result.says)
    return f"{result.rule} on {result.target.id}: {result.outcome} - {words or 'nothing said'}"


def written() -> Iterator[str]:
    """Every sentence that the code can say of a row."""
    for text in tree.found(
        "procedure/checks/*.py",
        "procedure/evaluate.py",
        "procedure/attested.py",
        "procedure/holding.py",
    ).values():
        yield from _marked(ast.parse(text))
    # What is wrong with the shape of a cycle is told by the calendar.
    (text,) = tree.found("procedure/calendar.py").values()
    functions = {one.name: one for one in ast.parse(text).body if isinstance(one, ast.FunctionDef)}
    for node in ast.walk(functions["cycle_shape"]):
        if isinstance(node, ast.Name) and node.id in functions:
            yield from _marked(functions[node.id])


def _marked(code: ast.AST) -> Iterator[str]:
    for node in ast.walk(code):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_":
            (message,) = node.args
            assert isinstance(message, ast.Constant)
            yield str(message.value)
