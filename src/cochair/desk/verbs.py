"""What each verb of the journal says to a reader."""

from collections.abc import Mapping

from cochair.journal.models import Entry
from cochair.kernel import kind as kinds
from cochair.procedure.refusal import Sentence, _

# Those of no declared kind.
BESIDE = {
    "checkpoint.witnessed": _("A Party took a checkpoint to hold."),
    "witness.place_named": _("A Party said where it gets its witnesses of the ledger."),
    "ledger.confirmed": _("Both Parties went on from the ledger as it is here."),
    "programme.revised": _("The programme of a coming meeting was revised."),
    "programme.submitted": _("A programme was submitted to a meeting."),
    "programme.endorsed": _("A meeting endorsed a programme."),
    "record.drafted": _("Common draft"),
    "record.joined": _("Common draft"),
    "record.own_draft_made": _("Draft of your side"),
    "record.draft_offered": _(
        "It was put forward: the other side reads it, and it stays as it is."
    ),
    "record.own_kept": _("The record that your Party keeps"),
    "record.written": _("A paragraph of a text was written anew."),
    "record.brought_in": _("A paragraph of a text was written anew."),
    "record.issued": _("A document was circulated."),
    "record.comments_opened": _("Under comment"),
    "record.commented": _("A document was commented on."),
    "record.answered": _("A comment on a document was answered."),
    "record.comment_withdrawn": _("This comment was taken back."),
    "record.approved": _("The record is approved."),
    "record.language_added": _("A language of a document was released."),
    "revision.cleared": _("A Party said within itself whether a text is cleared."),
    "room.put": _("A text was put to a meeting."),
    "room.objected": _("A delegation objected to a text."),
    "room.objection_withdrawn": _("A delegation withdrew its objection."),
    "room.objection_converted": _("A delegation turned its objection into a statement."),
    "room.suspended": _("A decision was suspended over an objection."),
    "room.stated": _("A delegation filed a statement beside a text."),
    "room.declared": _("Both co-chairs declared what a meeting came to."),
    "room.issued": _("An adopted text went out with its footnotes."),
    "room.declaration_refused": _("A declaration over an objection that stands was refused."),
    "silence.opened": _("A silence was opened."),
    "silence.extended": _("A silence was extended."),
    "silence.withdrawn": _("A silence was withdrawn."),
    "silence.broken": _("A delegation broke a silence."),
    "silence.suspended": _("A silence is suspended: the platform could not be reached."),
    "silence.outage_reported": _("An outage of the platform was reported."),
    "silence.resumed": _("A suspended silence runs again."),
    "silence.contested": _("A delegation contested what was entered in its name."),
    "silence.recognised": _("What was entered late was recognised as in time."),
    "silence.letter_signed": _("Both signed the letter on how a silence ended."),
    "silence.commented": _("A delegation wrote after the end of a silence."),
    "silence.stated": _("A delegation filed a statement beside a text under silence."),
    "silence.passed": _("A text was adopted by silence."),
}


def known() -> Mapping[str, str]:
    """The sentence (English msgid) of every verb."""
    return {**BESIDE, **kinds.verbs()}


def sentence_of(entry: Entry) -> Sentence:
    """What an entry says; a verb from elsewhere is shown as it is written."""
    return Sentence(known().get(entry.verb, entry.verb.replace("{", "").replace("}", "")))
