"""Every text that is kept, by table: whether people may be named in it, and what becomes of it.

What people write into an act, a document or a reason stays with it as evidence, names among it;
what is written of a delegation, a letter or a pack is reduced with that. A text that is a code, a
number, a digest or a fact of the forum names nobody. A test finds each text field here once.
Source: domain.md C.9 (Personal data); docs/decisions/0017-what-is-kept-of-people.md.
"""

from collections.abc import Mapping

from cochair.personal.periods import Kind

KEPT_AS_EVIDENCE: Mapping[str, str] = {
    "acts.JointAct": "title body reason closed_reason",
    "archives.Answer": "content",
    "commitments.Action": "title partners funding",
    "commitments.Commitment": "text",
    "commitments.Contribution": "title words not_relevant_reason",
    "commitments.EffectivenessAssessment": "sections",
    "commitments.Indicator": "title baseline_source",
    "commitments.IndicatorValue": "source",
    "commitments.LineComment": "words answer",
    "commitments.Milestone": "title evidence",
    "commitments.PartyAssessment": "words",
    "commitments.ProgressReport": "words evidence",
    "commitments.ReportDraft": "words evidence",
    "commitments.StocktakingReport": "foreword content",
    "compliance.Departure": "reason",
    "compliance.ProposedVersion": "text",
    "compliance.Publication": "body",
    "compliance.Statement": "results departures",
    "decisions.Message": "words signature evidence contested_why",
    "decisions.Objection": "words signature",
    "decisions.Outage": "evidence",
    "decisions.ProgrammeRevision": "entries",
    "decisions.RoomDecision": "paragraphs",
    "decisions.RoomStatement": "words",
    "meetings.AgendaItem": "title cross_reason no_document_reason",
    "meetings.BlockedDays": "reason",
    "meetings.CoherenceNote": "text findings",
    "meetings.FloorEntry": "words reason",
    "meetings.FollowUp": "text",
    "meetings.Invitation": "answer_reason answer_reference withdrawn_reason",
    "meetings.ItemRequest": "title text reason",
    "meetings.JointNote": "text",
    "meetings.Meeting": "suspensions outcomes participation",
    "meetings.Notice": "text",
    "meetings.ObserverAnswer": "note",
    "meetings.ObserverRequest": "reason",
    "meetings.Omission": "reason",
    "meetings.OpenPoint": "text deferral_reason",
    "meetings.Preparation": "note cancelled_reason",
    "meetings.RelevanceList": "empty_reason",
    "meetings.Schedule": "reason",
    "records.EarlierWords": "words",
    "records.RecordAnswer": "reason",
    "records.RecordComment": "words",
    "records.RecordParagraph": "words drafted variants",
    "search.Passage": "text words",
}
"""Texts in which people may be named, by fields: they are an act or a document, and stay."""

REDUCED: Mapping[str, tuple[Kind, str]] = {
    "accounts.Account": (Kind.ACCOUNTS, "password email name"),
    "accounts.SignedIn": (Kind.SIGN_INS, "session_data"),
    "archives.Answer": (Kind.ANSWERS, "audience"),
    "handovers.Pack": (Kind.HANDOVERS, "content accepted_name acknowledged_name"),
    "mail.Caught": (Kind.KEPT_MAIL, "to subject message_id"),
    "mail.Message": (
        Kind.LETTERS,
        "recipient email name subject body way_in calendar message_id",
    ),
    "meetings.ContactPoint": (Kind.CONTACTS, "name email"),
    "meetings.Delegation": (Kind.PARTICIPANTS, "returned_reason replaces credentials request"),
    "meetings.Participant": (Kind.PARTICIPANTS, "name function email"),
}
"""Texts that the rule of a kind reduces. Of a participant the function stays, unless the person was
taken out and never came."""

NAMES_NOBODY: Mapping[str, str] = {
    "acts.JointAct": "subject_id",
    "archives.Answer": "topics languages",
    "commitments.Commitment": "source note areas levels paragraphs purposes owners",
    "commitments.Instrument": "source note title url languages",
    "commitments.ThreatAssessment": "url",
    "compliance.Departure": "target_id",
    "compliance.OptionChange": "value",
    "compliance.ProposedVersion": "languages decision",
    "compliance.Publication": "subject_id",
    "compliance.SourcePassage": "words",
    "compliance.SourceText": "name",
    "compliance.Told": "states",
    "cycles.Cycle": "source note",
    "decisions.Objection": "paragraphs",
    "decisions.RoomDecision": "terms",
    "decisions.RoomStatement": "paragraphs",
    "decisions.SilenceProcedure": "terms",
    "journal.Entry": "about_id office facts",
    "journal.Ledger": "peaks",
    "journal.Place": "email",
    "journal.Witness": "office",
    "mail.Message": "key about_id office",
    "meetings.AgendaItem": "tags papers documents commitments links",
    "meetings.HostEvent": "source note title",
    "meetings.InitiativeEvent": "source note title place",
    "meetings.ItemRequest": "documents",
    "meetings.Meeting": "source note options topics confidence_detail",
    "meetings.ObserverRequest": "sessions granted_sessions",
    "meetings.Preparation": "link parties_present deputies topics",
    "meetings.RelatedEvent": "source note title place",
    "meetings.RelevanceList": "entries",
    "meetings.Session": "title spoken interpreted remote_link",
    "parties.Forum": "title short_title about",
    "parties.Member": "source note name capital",
    "parties.Organisation": "source note name role",
    "parties.Party": "name short presidency_title",
    "parties.PresidencyTerm": "source note",
    "parties.ProcedureText": "text",
    "story.Course": "played",
}
"""Codes, numbers, digests, and facts of the forum that it takes from its folder or its forms."""
