"""What each sentence of a row speaks for, as a reader understands it, and which rows it may stand in.

The table is written by hand, beside the code: a sentence that is not in it was read by nobody.
"""

import ast
from collections.abc import Iterator

from cochair.procedure.result import Outcome, Result
from house import tree

FOR = """
All {number} commitments in force have a status in this cycle.
All {number} items serve a function, and no open point is forgotten.
All {number} members of {party} have the notice. Heads of delegation of the level: {level}; declared replacements: {replacements}.
Agreed beforehand by {party}: {organisation}.
Agreed on {at}: {place}, {day}.
Agreements reached by consensus: {number}.
Appointed as co-chairs: {member}.
Assessed together by {party} on {at}.
Available in {language} since {at}.
Both attest an increase: {value} on {day}, from {baseline}.
Both presidencies and as many members as asked for are present.
Both presidencies found the participation adequate.
Both presidencies issued the notice on {at}.
Both were held in their semesters of consecutive cycles.
Circulated on {at} for {meeting}.
Cleared beforehand by {party}.
Co-chaired by {member}.
Cycle {number} runs from {start} to {end}.
Each of {party} keeps a record.
Endorsed on {at}: {part}.
Every function is on the agenda, or left out with a reason.
Every level has an action in the cycle.
Held in cycle {number}: {meeting}.
Held on {day}, between {start} and {end}.
Invited: {group}.
Invited: {member}.
Planned for {day}, between {start} and {end}.
Present: {group}.
Proposals that cite a threat assessment or give a reason: all {number}.
That is within the tolerance.
The co-chairs prepared this on {at}.
The final document was agreed on {at}.
The format is {format}.
The item was concluded on {at}.
The note of {day} is {days} days old at the meeting.
The record was approved on {at}.
The report has a line for each of the {number} areas.
Version {version} was adopted on {day}.
{instrument} is registered, with {number} commitments.
{party} agreed on the format on {at}.
{party} declared extraordinary circumstances on {at}.
{place} is a fixed venue.
{place} lies in {member}, which holds the presidency of {party}.
{semesters} consecutive semesters, {months} months, from {start} to {end}.
{value} on {day}, above the baseline of {baseline}.
"""

AGAINST = """
Absent: {group}.
Both attest a fall: {value} on {day}, from {baseline}.
Both presidencies found the participation not adequate.
Circulated on {at}, after {meeting} opened.
Commitments not yet compared with other initiatives: {number}.
Commitments without a status in this cycle: {missing} of {number}.
Held on {day}, not between {start} and {end}.
Item {number} serves a function of another configuration, without a reason.
Item {number} serves no function.
Items concluded by a decision that is not recorded: {number}.
Languages missing: {language}.
Members of {party} without the notice: {number} ({member}).
Neither on the agenda nor left out with a reason: {function}.
No action in the cycle at this level: {level}.
No agreement of {party} on the format is recorded.
No co-chair of {party} is appointed.
No co-chair of {party} is checked in.
No commitment of {instrument} is registered.
No cycle is running on {day}.
No declaration of extraordinary circumstances by {party}.
No final agenda is published.
No final document is recorded.
No item on the agenda for: {function}.
No meeting that counts between {start} and {end}.
No meeting that counts in cycle {number}: {configuration}.
No notice has been issued.
No plan for this meeting of the next cycle.
No programme was endorsed.
No record is kept by {party}.
No report of the cycle is final.
No stock-taking report of the cycle is final.
No version of the procedures is in force.
None since the one on {previous}; {months} months later is {target}.
Records not approved by the Party that keeps them: {party}.
Not in the register: the instrument of {day}.
Not invited before the opening: {group}.
Not invited: {member}.
Open points of the previous meeting neither placed nor deferred: {number}.
Opened on {at} without the clearance of {party}.
Planned for {day}, not between {start} and {end}.
Preparatory meetings of all co-chairs: {number} of {minimum}; on this topic: {found}.
Proposals without a threat assessment or a reason: {missing} of {number}.
That is outside the tolerance.
The agreement of {party} was missing when {organisation} was invited.
The assessment lacks the signature of {party}.
The format is {format}; asked for: {formats}.
The head of the delegation of {member} is declared a replacement, with a function that the procedures do not accept for one.
The head of the delegation of {member} is neither of the level nor a declared replacement.
The indicator has no baseline.
The indicator has no value in the cycle.
The item was concluded, and this is missing: {need}.
The item was not concluded: {function}.
The note of {day} is {days} days old at the meeting; {limit} are allowed.
The notice lacks the key of {member}, which holds the presidency of {party}.
The notice went out on {at}, before {party} had agreed on the format.
The Parties have not said together what the figures show.
The plan is not agreed.
The plan is not exact to the {unit}.
The plan names no venue.
The presidency of {party} is not checked in.
The programme endorsed on {at} lacks this part: {part}.
The record lacks the approval of {party}.
The report has no line for: {area}.
The report is not yet before the following meeting.
The report lies before {meeting}, which is not a following one.
The silence on {decision} was not opened by {party}.
The text of {decision} is not the one that was put.
The text of {decision} was not clean.
The text of {instrument} is missing.
There is no joint assessment of the cycle.
There is no note on related initiatives.
There is no record.
There is no such indicator.
Version {version} was not adopted at the meeting asked for.
Version {version} was not adopted in the way asked for.
{day} does not lie between {start} and {end}.
A semester starts on {start} and should start on {expected}.
Semesters in the cycle: {found}. The procedures ask for {wanted}.
The cycle ends on {end}; counted from {start} it should end on {wanted}.
The last semester ends on {semester_end}, and the cycle on {cycle_end}.
{decision} is none of the kinds of a final document: {kind}.
{decision} is not an agreed document.
{decision} stands against an objection.
{decision} was agreed before the meeting opened.
{decision} was agreed on {at}, after the closing.
{decision} was agreed on {at}; the end of the meeting began on {end}.
{decision} was not agreed at the end of the meeting.
{decision} was not declared by the co-chair of {party}.
{member} chairs for {party}, whose presidency {holder} holds.
{party} declared extraordinary circumstances on {at}, after the contact began.
{party} withdrew its agreement to {organisation}.
{place} is no fixed venue, and its country holds no presidency of {party}.
{value} on {day}, not above the baseline of {baseline}.
"""

OPEN = """
It is not settled who holds the presidency of {party} on that day.
It is not settled who presides {party} next.
Met if the meeting was held: no public evidence of that was found.
Met if {meeting} was held then.
No agreement of the meeting is recorded.
No day is known for {meeting}, to be held between {start} and {end}.
No day is known for {meeting}; {months} months after {previous} is {target}.
No format is recorded.
No new area is proposed.
No one is designated to preside {party} next.
No public evidence was found.
No venue is recorded.
Participation is counted from the opening on.
Planned on {at}: {place}, {day}. No meeting has determined it: {configuration}.
That {member} co-chairs for {party} follows from the rota; no source says so.
The Parties have not both approved a list of {group} for this meeting.
The cycle has no such semester.
The day of the meeting is not known.
The function of the head of the delegation of {member} is not known.
The list of {group} is empty without a reason.
The meeting has not been opened.
The members of {party} are not known.
The presidencies have not yet judged the participation together.
This counts once the clause is due.
This counts once the meeting is closed.
This counts once the meeting is opened.
This counts once the notice of meeting is issued.
Whether one was held in cycle {number} is not known: {configuration}.
Whether the meeting was held is not known.
Whether {meeting} was held in between is not known.
Whether {meeting} was held, from which to count, is not known.
Whether {place} lies in a country that held a presidency is not known.
Who was present is not recorded.
{meeting} has not been opened.
"""

NOT_ASKED = """
Both noted on {at} that preparing this together was not appropriate.
Both presidencies abandoned the cycle.
Context: nothing is asked.
Earlier than the procedures.
No commitment is in force.
No observer was invited.
No one was designated to preside {party} next when the meeting was held.
No preparatory meeting is asked for.
None is asked for.
Not a document for which the presidencies answer.
Not asked of this configuration.
The first meeting of the forum: there is none before it.
The first one: there is none before it to count from.
The list of {group} is empty, with a reason of both.
The meeting is not virtual.
The meeting is virtual: it has no venue.
The meeting proposed no new area.
The meeting reached no agreement.
There is nothing yet to which the clause applies.
"""

# Figures that stand beside what speaks for or against, and say neither.
FIGURES = """
It was planned for {day}, between {start} and {end}.
{day}: {days} days after the {months}-month mark of {target}, tolerance {tolerance}.
{day}: {days} days before the {months}-month mark of {target}, tolerance {tolerance}.
{party}: {present} of {members} members present, {level} at the level.
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
    for text in tree.found("procedure/checks/*.py", "procedure/evaluate.py").values():
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
