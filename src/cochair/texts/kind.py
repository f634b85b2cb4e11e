"""Texts under negotiation, what hangs on them, and what stays within a Party: what the rest of the
house needs to know of these kinds."""

from cochair.documents import queries as documents
from cochair.kernel.kind import Archive, Handover, Kind, No, Person, Texts, Turns
from cochair.procedure.refusal import _
from cochair.texts import archived, queries, turns, within
from cochair.texts.finding import NegotiatedTexts
from cochair.texts.models import (
    Clearance,
    Edition,
    Followed,
    Issue,
    NegotiatedText,
    Paragraph,
    Position,
    PrivateNote,
    Proposal,
    Reservation,
    Round,
)

OF_THE_TEXT = No("Entries name the text, and it ends with that.")
READ = No("Entries name the text, and whoever reads it is asked there.")
WITH_THE_TEXT = No("It lies in the row of its text.")
NOT_FOUND = No("Not found yet: the search knows documents only.")
EVIDENCE = No("It stays with the text as evidence of how it came about.")

TEXT = Kind(
    code="text",
    label=_("text under negotiation"),
    models=(NegotiatedText, Paragraph, Edition, Round, Issue),
    find=queries.of_subject,
    ends_with=queries.ends_with,
    closed=documents.closed,
    verbs={
        "text.begun": _("A text was put under negotiation."),
        "text.edited": _("A paragraph of a text was written anew."),
        "text.translated": _("A paragraph or proposal of a text was put into a language."),
        "text.agreed": _("A paragraph of a text was noted as agreed."),
        "text.reopened": _("A paragraph of a text was opened again."),
        "text.round_opened": _("A round of negotiation began."),
        "text.round_closed": _("A round of negotiation ended."),
        "text.attribution_set": _("Both decided how authors are shown in a text."),
        "text.issued": _("A revision was issued from a text."),
    },
    archive=(
        Archive(
            "texts",
            _("Negotiated texts"),
            columns=((_("Document"), "document"), (_("Begun"), "begun_at"),
                     (_("Paragraphs"), lambda row: len(row["paragraphs"])),  # type: ignore[arg-type]
                     (_("Proposals"), lambda row: len(row["proposals"]))),  # type: ignore[arg-type]
            rows=archived.texts,
        ),
    ),
    personal=(
        Person("texts_begun", _("Texts under negotiation begun"), NegotiatedText,
               ("begun_by__account",), ("document__slug", "begun_at")),
        Person("text_wordings", _("Written in texts under negotiation"), Edition,
               ("made_by__account",),
               ("text__document__slug", "of", "language", "number", "words", "at")),
        Person("texts_issued", _("Texts under negotiation issued"), Issue, ("by__account",),
               ("text__document__slug", "at")),
    ),
    texts=(
        Texts(NegotiatedText, name_nobody="languages"),
        Texts(Paragraph, evidence="words", name_nobody="numbers senses"),
        Texts(Edition, evidence="words", name_nobody="by"),
        Texts(Round, name_nobody="figures paragraphs"),
        Texts(Issue, name_nobody="languages"),
    ),
    handover=(Handover("handover.texts", queries.handed_over),),
    search=NegotiatedTexts(),
    retention=EVIDENCE,
    turns=Turns(turns.going_on, turns.of_text),
)  # fmt: skip

PROPOSAL = Kind(
    code="proposal",
    label=_("proposed change of a text"),
    models=(Proposal,),
    find=OF_THE_TEXT,
    ends_with=OF_THE_TEXT,
    closed=READ,
    verbs={
        "text.proposed": _("Changes of a text were proposed."),
        "text.proposal_withdrawn": _("A proposed change of a text was taken back."),
        "text.bracketed": _("Proposals were noted as in brackets."),
        "text.accepted": _("A proposal was taken into a text."),
    },
    archive=WITH_THE_TEXT,
    personal=(
        Person("text_proposals", _("Proposed in texts under negotiation"), Proposal,
               ("by__account",),
               ("text__document__slug", "paragraph", "operation", "words", "state", "at")),
    ),
    texts=(Texts(Proposal, evidence="words"),),
    handover=No("The text on which it stands is handed over."),
    search=No("The search finds its words with the text, while it is open."),
    retention=EVIDENCE,
    turns=No("Both settle proposals on the text: its turn says so."),
)  # fmt: skip

POSITION = Kind(
    code="position",
    label=_("position on a text"),
    models=(Position,),
    find=OF_THE_TEXT,
    ends_with=OF_THE_TEXT,
    closed=READ,
    verbs={"text.position_taken": _("A position on a text was taken.")},
    archive=WITH_THE_TEXT,
    personal=(
        Person("text_positions", _("Positions on texts under negotiation"), Position,
               ("by__account",), ("text__document__slug", "on", "value", "note", "at")),
    ),
    texts=(Texts(Position, evidence="note"),),
    handover=No("The text on which it stands is handed over."),
    search=NOT_FOUND,
    retention=EVIDENCE,
    turns=No("A position is taken, and asks nobody for anything."),
)  # fmt: skip

RESERVATION = Kind(
    code="reservation",
    label=_("reservation on a text"),
    models=(Reservation,),
    find=OF_THE_TEXT,
    ends_with=OF_THE_TEXT,
    closed=READ,
    verbs={
        "text.reserved": _("Somebody held back on a text."),
        "text.reservation_lifted": _("A reservation on a text was lifted."),
        "text.reservation_converted": _("A reservation on a text became a statement beside it."),
    },
    archive=WITH_THE_TEXT,
    personal=(
        Person("text_reservations", _("Reservations on texts under negotiation"), Reservation,
               ("by__account",),
               ("text__document__slug", "paragraph", "kind", "until", "at", "lifted_at")),
    ),
    texts=No("It holds codes and no text."),
    handover=No("The text on which it stands is handed over."),
    search=NOT_FOUND,
    retention=EVIDENCE,
    turns=Turns(turns.held_back, turns.of_reservation),
)  # fmt: skip

CLEARANCE = Kind(
    code="text-clearance",
    label=_("clearance of a text by a Party"),
    models=(Clearance, Followed),
    find=OF_THE_TEXT,
    ends_with=OF_THE_TEXT,
    closed=No("Entries name the text, in the space of the Party alone."),
    verbs={"text.cleared": _("A Party said within itself whether a text is cleared.")},
    archive=WITH_THE_TEXT,
    personal=(
        Person("text_clearances", _("Clearances of texts"), Clearance, ("by__account",),
               ("text__document__slug", "party__code", "state", "note", "at")),
    ),
    texts=(Texts(Clearance, evidence="note"),),
    handover=No("Not handed over yet: it stands beside its text."),
    search=NOT_FOUND,
    retention=EVIDENCE,
    turns=No("That one is missing is a turn on the text."),
)  # fmt: skip

NOTE = Kind(
    code="note",
    label=_("note for the capital"),
    models=(PrivateNote,),
    find=within.of_subject,
    ends_with=within.ends_with,
    closed=within.closed,
    verbs={"text.noted": _("A delegation wrote a note for its capital.")},
    archive=No("It is read by the own delegation alone, also later."),
    personal=(
        Person("text_notes", _("Notes for the capital"), PrivateNote, ("by__account",),
               ("text__document__slug", "paragraph", "words", "at")),
    ),
    texts=(Texts(PrivateNote, evidence="words"),),
    handover=No("It is read by the own delegation alone, whoever presides."),
    search=No("It is read by the own delegation alone, beside the text."),
    retention=EVIDENCE,
    turns=No("A note asks nobody for anything."),
)  # fmt: skip
