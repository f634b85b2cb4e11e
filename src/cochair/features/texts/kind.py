"""Texts under negotiation, what hangs on them, and what stays within a Party: what the rest of the
house needs to know of these kinds."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse

from cochair.features.documents import archived as papers
from cochair.features.documents import queries as documents
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.texts import authors, party_private, queries, turns
from cochair.features.texts.models import (
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
from cochair.formats.inline import without_notes
from cochair.kernel.archive import Reader, day, instant
from cochair.kernel.kind import Archive, Handover, Kind, No, Person, Row, Texts, Turns
from cochair.kernel.rows import Rows
from cochair.kernel.search import Card, Passage
from cochair.procedure import text as core
from cochair.procedure.refusal import _


# The texts that were negotiated on papers of the cycle: every wording, proposal and reservation.
#
# Authors are named as both co-chairs decided that they are shown, one's own always. What a Party
# asked within itself is in its own archive alone, and a delegation's notes for its capital in
# none. Source: domain.md C.6 (negotiated text), C.8; CB-26.
def texts(reader: Reader) -> Iterator[Row]:
    """Each text with its paragraphs as they stand, and everything that led there."""
    rows = queries.visible(reader.forum, reader.hat, reader.at).filter(
        document__in=papers.of_cycle(reader).values("pk")
    )
    for row in rows.order_by("document__slug"):
        yield {
            "document": row.document.slug,
            "negotiation_language": row.negotiation_language,
            "languages": row.languages,
            "attribution": row.attribution,
            "begun_at": instant(row.begun_at),
            "paragraphs": [
                {
                    "id": one.stable_id,
                    "kind": one.kind,
                    "words": one.words,
                    "mark": one.mark,
                    "removed_at": instant(one.removed_at),
                }
                for one in row.paragraphs.all()
            ],
            "editions": [
                {
                    "of": one.of,
                    "language": one.language,
                    "number": one.number,
                    "words": one.words,
                    "at": instant(one.at),
                }
                for one in row.editions.all()
            ],
            "rounds": [
                {
                    "number": one.number,
                    "opened_at": instant(one.opened_at),
                    "closed_at": instant(one.closed_at),
                    "figures": one.figures,
                }
                for one in row.rounds.all()
            ],
            "issues": [
                {"revision": one.revision.number, "digest": one.digest, "at": instant(one.at)}
                for one in row.issues.select_related("revision")
            ],
            **_hanging(row, reader),
            "clearances": [
                {
                    "state": one.state,
                    "digest": one.digest,
                    "note": one.note,
                    "at": instant(one.at),
                }
                for one in party_private.clearances(row, reader.hat)
            ],
        }


def _hanging(row: NegotiatedText, reader: Reader) -> Row:
    """What was proposed, thought and reserved, by whom as both show it."""

    shows = authors.shown_to(row, reader.hat)

    def by(one: Proposal | Position | Reservation) -> Mapping[str, str] | None:
        seen = shows(core.Author(core.AuthorKind(one.author_kind), one.party, one.member))
        if seen is None:
            return None
        return {"kind": seen.kind.value, "party": seen.party, "member": seen.member}

    return {
        "proposals": [
            {
                "id": one.stable_id,
                "operation": one.operation,
                "paragraph": one.paragraph,
                "kind": one.kind,
                "words": one.words,
                "on": one.on,
                "after": one.after,
                "into": one.into,
                "state": one.state,
                "author": by(one),
                "at": instant(one.at),
                "settled_at": instant(one.settled_at),
            }
            for one in row.proposals.all()
        ],
        "positions": [
            {"on": one.on, "value": one.value, "author": by(one), "at": instant(one.at)}
            for one in row.positions.all()
        ],
        "reservations": [
            {
                "id": one.stable_id,
                "kind": one.kind,
                "paragraph": one.paragraph,
                "until": day(one.until),
                "language": one.language,
                "statement": one.statement,
                "author": by(one),
                "at": instant(one.at),
                "lifted_at": instant(one.lifted_at),
            }
            for one in row.reservations.all()
        ],
    }


# Texts under negotiation as they are searched: by what their page says, paragraph by paragraph.
#
# Source: domain.md B.6, C.8.
STALE, PROPOSED = "stale", "proposed"


class NegotiatedTexts(Rows):
    """The texts under negotiation of a forum; they are narrowed by the day on which they began."""

    kind = "text"
    model = NegotiatedText
    day = "begun_at"
    meeting = "document__meeting__slug"

    def rows(self, forum: Forum) -> QuerySet[NegotiatedText]:
        """All texts of a forum with their documents."""
        return queries.texts(forum)

    def readable(
        self, forum: Forum, hat: ActingOffice, at: datetime, rows: QuerySet[NegotiatedText]
    ) -> Iterable[int]:
        """Those whose page opens for an office."""
        return queries.visible(forum, hat, at).order_by().values_list("pk", flat=True)

    def title(self, row: NegotiatedText) -> Mapping[str, str]:
        """The title of its document."""
        return dict(row.document.title)

    def more(self, row: NegotiatedText) -> str:
        """The symbol of its document."""
        return documents.name_of(row.document)

    def texts(self, row: NegotiatedText) -> Iterator[Passage]:
        """Each paragraph of the rolling text in its languages, and what is proposed in it."""
        text = queries.negotiated(row)
        numbers = text.numbers
        there = {one.id: (numbers[one.id], one) for one in text.current}
        proposed: defaultdict[str, list[core.Proposal]] = defaultdict(list)
        for proposal in text.open_proposals:
            proposed[proposal.paragraph].append(proposal)
        for id in dict.fromkeys(line.paragraph for line in core.rolling(text)):
            number, paragraph = there.get(id, ("+", None))
            if paragraph is not None:
                stale = set(paragraph.stale(text.languages))
                for language, words in paragraph.words.items():
                    yield _passage(language, words, id, number, STALE if language in stale else "")
            for proposal in proposed[id]:
                for language, words in proposal.words.items():
                    yield _passage(language, words, id, number, PROPOSED)

    def shown(self, forum: Forum, row: NegotiatedText) -> Card:
        """A text with the symbol and the meeting of its document."""
        document = row.document
        return Card(
            title=document.title,
            symbol=documents.name_of(document),
            meeting=document.meeting.slug if document.meeting else "",
            day=row.begun_at,
            is_withdrawn=document.withdrawn_at is not None,
            address=reverse("texts:text", args=[forum.slug, document.slug]),
        )


def _passage(language: str, words: str, id: str, number: str, state: str) -> Passage:
    """Words of a paragraph with its footnotes behind them, and cells of a table in one line."""
    plain, notes = without_notes(words)
    said = "\n".join([plain, *(note for _place, note in notes)])
    return Passage(language, said.replace("\t", " · "), id, number, state)


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
        "text.begun": _("Negotiation of a text was opened."),
        "text.edited": _("A paragraph of a text was rewritten."),
        "text.translated": _("A paragraph or proposal of a text was translated."),
        "text.agreed": _("A paragraph of a text was recorded as agreed."),
        "text.reopened": _("A paragraph of a text was reopened."),
        "text.round_opened": _("A round of negotiation started."),
        "text.round_closed": _("A round of negotiation ended."),
        "text.attribution_set": _("Both co-chairs decided how authors are shown in a " "text."),
        "text.issued": _("A revision was issued from a negotiated text."),
    },
    archive=(
        Archive(
            "texts",
            _("Negotiated texts"),
            columns=((_("Document"), "document"), (_("Started on"), "begun_at"),
                     (_("Paragraphs"), lambda row: len(row["paragraphs"])),  # type: ignore[arg-type]
                     (_("Proposals"), lambda row: len(row["proposals"]))),  # type: ignore[arg-type]
            rows=texts,
        ),
    ),
    personal=(
        Person("texts_begun", _("Texts under negotiation begun"), NegotiatedText,
               ("begun_by__account",), ("document__slug", "begun_at")),
        Person("text_wordings", _("Edited in texts under negotiation"), Edition,
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
    turns=Turns(turns.wanted, turns.of_text_or_meeting, turns.OF_ONE_PARTY),
)  # fmt: skip

PROPOSAL = Kind(
    code="proposal",
    label=_("proposed change of a text"),
    models=(Proposal,),
    find=OF_THE_TEXT,
    ends_with=OF_THE_TEXT,
    closed=READ,
    verbs={
        "text.proposed": _("Changes to a text were proposed."),
        "text.proposal_withdrawn": _("A proposed change to a text was withdrawn."),
        "text.bracketed": _("Proposals were placed in brackets."),
        "text.accepted": _("A proposal was incorporated into a text."),
    },
    archive=WITH_THE_TEXT,
    personal=(
        Person("text_proposals", _("Proposals on texts under negotiation"), Proposal,
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
    verbs={"text.position_taken": _("A position on a text was recorded.")},
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
        "text.reserved": _("A reservation on a text was entered."),
        "text.reservation_lifted": _("A reservation on a text was lifted."),
        "text.reservation_converted": _("A reservation on a text was converted into a " "statement."),
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
    turns=Turns(turns.held_back, turns.of_reservation, turns.OF_ITS_AUTHOR),
)  # fmt: skip

CLEARANCE = Kind(
    code="text-clearance",
    label=_("clearance of a text by a Party"),
    models=(Clearance, Followed),
    find=OF_THE_TEXT,
    ends_with=OF_THE_TEXT,
    closed=No("Entries name the text, in the space of the Party alone."),
    verbs={"text.cleared": _("A Party recorded internally whether a text has its " "clearance.")},
    archive=WITH_THE_TEXT,
    personal=(
        Person("text_clearances", _("Clearances for texts"), Clearance, ("by__account",),
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
    find=party_private.of_subject,
    ends_with=party_private.ends_with,
    closed=party_private.closed,
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
