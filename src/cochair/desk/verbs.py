"""What each verb of the journal says to a reader."""

from cochair.journal.models import Entry
from cochair.procedure.refusal import Sentence, _

VERBS = {
    "checkpoint.witnessed": _("A Party took a checkpoint to hold."),
    "forum.loaded": _("The forum's files were loaded."),
    "source.attached": _("The official text was attached."),
    "act.proposed": _("A joint act was proposed."),
    "act.key_turned": _("A key was turned."),
    "act.declined": _("A joint act was declined."),
    "act.withdrawn": _("A joint act was withdrawn."),
    "act.voided": _("A joint act became void."),
    "office.granted": _("An office was granted."),
    "office.ended": _("An office was ended."),
    "presidency.designated": _("A presidency was designated."),
    "presidency.settled": _("A disputed presidency was settled by its Party."),
    "presidency.acknowledged": _("A Party took note of the other's presidency."),
    "chair.appointed": _("A co-chair was named."),
    "preparation.recorded": _("A preparatory meeting was recorded."),
    "cycle.planned": _("The plan of a cycle took effect."),
    "meeting.scheduled": _("The day of a meeting was fixed."),
    "meeting.opened": _("A meeting was opened."),
    "meeting.closed": _("A meeting was closed."),
    "meeting.cancelled": _("A meeting was cancelled."),
    "meeting.format_agreed": _("The form of a meeting was agreed."),
    "meeting.circumstances_declared": _("Extraordinary circumstances were declared."),
    "meeting.not_appropriate_noted": _("Both noted that preparation was not appropriate."),
    "initiative.registered": _("An initiative beside the forum was registered."),
    "initiative.event_added": _("An event of an initiative was entered."),
    "initiative.event_taken_out": _("An event of an initiative was taken out."),
    "commitment.compared": _("A commitment was compared with other initiatives."),
    "coherence.noted": _("A coherence note was written."),
    "handover.pack_made": _("A handover pack was made."),
    "handover.pack_opened": _("The incoming presidency opened a handover pack."),
    "handover.accepted": _("A handover was accepted."),
    "delegation.opened": _("A delegation was opened."),
    "delegation.submitted": _("A delegation was handed over."),
    "delegation.accepted": _("A delegation was accepted."),
    "delegation.returned": _("A delegation was returned to those who sent it."),
    "delegation.reopened": _("A delegation was opened again."),
    "delegation.head_set": _("The head of a delegation was named."),
    "delegation.replacement_declared": _("A replacement at the head of a delegation was declared."),
    "delegation.credentials_recorded": _("The credentials of a delegation were recorded."),
    "participant.nominated": _("People were nominated to a delegation."),
    "participant.changed": _("A nomination was changed."),
    "participant.removed": _("Somebody was taken out of a delegation."),
    "participants.imported": _("A list of people was brought in."),
    "participant.checked_in": _("Somebody was checked in."),
    "participant.checked_out": _("Somebody left the meeting."),
    "participant.check_in_undone": _("A check-in made by mistake was undone."),
    "meeting.participation_judged": _("Both judged the participation in a meeting."),
    "departure.accepted": _("A departure from a clause was accepted."),
    "option.changed": _("An option of the procedures was changed."),
    "statement.signed": _("A compliance statement was signed."),
    "mail.retried": _("A letter that had not arrived was sent again."),
    "publication.made": _("Results were published."),
}


def sentence_of(entry: Entry) -> Sentence:
    """What an entry says; a verb from elsewhere is shown as it is written."""
    return Sentence(VERBS.get(entry.verb, entry.verb.replace("{", "").replace("}", "")))
