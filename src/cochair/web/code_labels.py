"""The words and shapes of codes that several pages show: results, grounds, confidence, offices.

Every word is an English msgid; whoever shows it translates it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from cochair.procedure.refusal import _
from cochair.procedure.result import Ground, Outcome, Result


@dataclass(frozen=True, slots=True)
class Mark:
    """How a state looks: the icon that gives its shape, its tone, and its word."""

    shape: str
    tone: str
    word: str


# What a reader sees in the place of a result that is not shared with it; never an outcome.
WITHHELD = "withheld"

MARKS = {
    Outcome.MET.value: Mark("met", "good", _("Met")),
    Outcome.NOT_MET.value: Mark("notmet", "bad", _("Not met")),
    Outcome.NOT_YET_DUE.value: Mark("due", "plain", _("Not yet due")),
    Outcome.DEPARTED.value: Mark("departed", "plain", _("Agreed exception, with reason")),
    Outcome.NOT_APPLICABLE.value: Mark("na", "off", _("Does not apply")),
    Outcome.UNKNOWN.value: Mark("unknown", "off", _("Not established")),
    # Two finer looks of an outcome; never outcomes themselves.
    "no_evidence": Mark("noevidence", "bad", _("Not met, no evidence yet")),
    "at_risk": Mark("risk", "warn", _("Not yet due, at risk")),
    WITHHELD: Mark("lock", "off", _("Not shown to your office")),
}

NO_PUBLIC_EVIDENCE = _("no public evidence found")
# What public sources say of a meeting of which nobody knows for certain that it was held.
NO_EVIDENCE = _("no public evidence that it was held")
REPORTED = _("held, as reported publicly; not confirmed")


def of_holding(*, reported: bool) -> str:
    """The same within a line (an English msgid): whether a source reports that it was held, or none."""
    return REPORTED if reported else NO_EVIDENCE


# In the order in which a tally names them.
TALLIED = (
    "met", "not_met", "at_risk", "not_yet_due", "departed", "unknown", "not_applicable", WITHHELD,
)  # fmt: skip

GROUNDS = {
    Ground.EVIDENCE.value: _("recorded facts confirm it"),
    Ground.CONTRARY_EVIDENCE.value: _("a recorded fact contradicts it"),
    Ground.NO_EVIDENCE.value: _("no recorded fact confirms it"),
    Ground.ATTESTED.value: _("both Parties confirm it"),
    Ground.ACCEPTED_DEPARTURE.value: _("both Parties agreed to an exception"),
    Ground.CONDITION_ABSENT.value: _("the condition is not met"),
}

CONFIDENCE = {
    "confirmed": Mark("check", "off", _("confirmed by several sources")),
    "single-source": Mark("wait", "off", _("one source")),
    "recorded": Mark("check", "off", _("recorded here")),
    "attested": Mark("check", "off", _("before Cochair, attested by both Parties")),
    "derived": Mark("more", "off", _("derived from other facts")),
    "inferred": Mark("courtesy", "off", _("inferred from other facts")),
    "disputed": Mark("risk", "warn", _("the sources do not agree")),
    "uncited": Mark("unknown", "off", _("general knowledge, no source checked")),
    "unknown": Mark("unknown", "off", _("not established: no public evidence found")),
}

# Of a fact that is not confirmed although more than one source is named, such as two from one hand,
# and of one that is confirmed although only one is, such as an official text.
ONE_SOURCE, CONFIRMED = "single-source", "confirmed"
NOT_CONFIRMING = Mark("wait", "off", _("several sources that do not confirm each other"))
BY_ONE_SOURCE = Mark("check", "off", _("confirmed by one source"))

BASES = {"rule": _("Rule"), "practice": _("Practice")}

# What a refusal cites when no clause of the procedures speaks.
ANCHORS = {
    "as-at": _("Date selected"),
    "calendar": _("Calendar"),
    "cycle": _("Cycle"),
    "meeting": _("Meeting"),
    "practice": _("Practice"),
    "source": _("Source"),
    "term": _("Term of office"),
    "two-keys": _("Two signatures"),
}

ROLES = {
    "co_presidency": _("co-presidency"),
    "incoming": _("incoming presidency"),
    "secretariat": _("secretariat"),
    "support": _("technical support"),
    "delegation_head": _("head of delegation"),
    "delegation_member": _("delegation"),
    "coordinator": _("coordinator"),
    "institution": _("institution"),
    "observer": _("observer"),
    "auditor": _("auditor"),
    "administrator": _("administrator"),
    "contact_point": _("contact point"),
}

# What several apps show of a cycle or a meeting; an app makes further codes known with `know`.
MEETINGS = {
    "planned": _("planned"),
    "running": _("running"),
    "ended": _("ended"),
    "closed": _("closed"),
    "abandoned": _("abandoned"),
    "confirmed": _("date fixed"),
    "convened": _("notice issued"),
    "prepared": _("agenda published"),
    "not_opened": _("date passed, not opened"),
    "open": _("open"),
    "suspended": _("suspended"),
    "held": _("held"),
    "completed": _("completed"),
    "archived": _("archived"),
    "cancelled": _("cancelled"),
    "in_person": _("in person"),
    "hybrid": _("hybrid"),
    "virtual": _("virtual"),
    "discussions": _("the discussions"),
    "working_agenda": _("the working agenda"),
    "consensus": _("consensus between the Parties"),
    "meeting.open": _("Open the meeting"),
    "meeting.suspend": _("Suspend the meeting"),
    "meeting.resume": _("Resume the meeting"),
    "meeting.close": _("Close the meeting"),
    "meeting.cancel": _("Cancel the meeting"),
    "meeting.format": _("Another format"),
    "meeting.extraordinary": _("Extraordinary circumstances"),
    "meeting.publish": _("Publication of a meeting"),
    "meeting.not_appropriate": _("No preparatory meeting needed"),
}

WORDS: dict[str, str] = {
    **{code: mark.word for code, mark in MARKS.items()},
    **GROUNDS,
    **BASES,
    **ROLES,
    **MEETINGS,
    "no_evidence": MARKS["no_evidence"].word,
}


def register_labels(words: Mapping[str, str]) -> None:
    """Make the words of further codes known (English msgids); apps do so when they are ready.

    Raises ValueError when a code already has another word: one code says one thing.
    """
    for code, said in words.items():
        if WORDS.setdefault(code, said) != said:
            raise ValueError(f"{code!r} already means {WORDS[code]!r}, not {said!r}.")


def look(found: Result | str) -> str:
    """The key of the mark of a result: its outcome, or the finer look that its ground gives it."""
    if not isinstance(found, Result):
        return str(found)
    if found.outcome is Outcome.NOT_MET and found.ground is Ground.NO_EVIDENCE:
        return "no_evidence"
    if found.outcome is Outcome.NOT_YET_DUE and found.at_risk:
        return "at_risk"
    return found.outcome.value


def confidence_mark(code: str, sources: int = 0) -> Mark:
    """The mark of a confidence code, of a fact with so many sources; that of `unknown` for a code
    nobody knows."""
    if code == ONE_SOURCE and sources > 1:
        return NOT_CONFIRMING
    if code == CONFIRMED and sources == 1:
        return BY_ONE_SOURCE
    return CONFIDENCE.get(code, CONFIDENCE["unknown"])
