"""US-04: the agenda in three languages, and who owes which (8 September to 2 October 2026)."""

from cochair.features.agendas import actions as agendas
from cochair.procedure.refusal import _
from cochair.story.eu_clasi import agenda, declaration, papers, words
from cochair.story.eu_clasi.forum import ZONE, meeting
from cochair.story.events import Stage, Telling

story = Telling("US-04", ZONE)
CLAUSE = "I.2.6"
PAPER, PAGE = "ec-min-2026-3", "documents/ec-min-2026-3/"


@story.event(
    "2026-09-04T11:00",
    _("Two practical documents are circulated, to observers as well."),
    who="secretariat",
    path="documents/",
)
def practical_papers_sent(stage: Stage) -> None:
    for name in ("arrangements", "visit"):
        where = f"preparing.practical.{name}"
        made = papers.drawn_up(stage, where, "note", marking="forum", for_observers=True)
        papers.sent(stage, made)


@story.event(
    "2026-09-08T09:00",
    _(
        "Both co-presidencies publish the provisional agenda. It is circulated as a "
        "document in English."
    ),
    who="ie",
    clauses=(CLAUSE, "I.2.1.a"),
    path=PAGE,
)
def agenda_in_english(stage: Stage) -> None:
    agenda.first(stage)
    titles = words.said("agendas.ministerial.paper_title")
    made = papers.entered(stage, "agenda", titles, for_observers=True)
    papers.written(stage, made, "en", words.agenda("ministerial", "en"))
    papers.sent(stage, made)


@story.event(
    "2026-09-09T12:00",
    _("A member of CLASI sends a non-paper, in Spanish only."),
    who="secretariat",
    clauses=(CLAUSE,),
    path="documents/",
)
def non_paper_sent(stage: Stage) -> None:
    ideas = words.paper("preparing.non_papers.ports_of_a_member_of_clasi")["es"]
    made = papers.entered(stage, "non_paper", {"es": ideas[0]}, originator="NONE", source="es")
    papers.written(stage, made, "es", ideas)
    papers.sent(stage, made)


@story.event(
    "2026-09-16T12:00",
    _("A member State of the EU answers with a non-paper on confiscated property."),
    who="secretariat",
    clauses=(CLAUSE,),
    path="documents/",
)
def second_non_paper_sent(stage: Stage) -> None:
    where = "preparing.non_papers.assets_of_a_member_state"
    papers.sent(stage, papers.drawn_up(stage, where, "non_paper", originator="NONE"))


@story.event(
    "2026-09-18T09:00",
    _("The agenda is released in Spanish."),
    who="secretariat",
    clauses=(CLAUSE,),
    path=PAGE,
)
def agenda_in_spanish(stage: Stage) -> None:
    made = papers.paper(stage, PAPER)
    papers.written(stage, made, "es", words.agenda("ministerial", "es"))


@story.event(
    "2026-09-24T10:00",
    _(
        "Both co-presidencies publish the final agenda. REV 1 is circulated in English "
        "and Spanish, and in Portuguese as a machine translation."
    ),
    who="ie",
    clauses=(CLAUSE, "II.1.functions.a", "II.1.functions.b", "II.1.functions.c"),
    path=PAGE,
)
def final_agenda(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    ideas = papers.first_of(stage, "non_paper").slug
    changed = (
        agenda.typed(0, commitments=(agenda.COMMITMENT,), documents=(ideas,)),
        agenda.typed(1, minutes=40),
        agenda.typed(2, documents=(declaration.PAPER,)),
    )
    for number, typed in enumerate(changed, start=1):
        agendas.change_item(
            meeting(stage.forum),
            f"i{number}",
            typed=typed,
            seen=agenda.seen(stage),
            by=by,
            at=at,
        )
    agenda.publish(stage)
    made = papers.paper(stage, PAPER)
    papers.revised(stage, made, "agendas.ministerial.revisions.rev_1")
    for language in ("en", "es"):
        papers.written(stage, made, language, words.agenda("ministerial", language, hours="rev_1"))
    papers.sent(stage, made)
    papers.written(
        stage, made, "pt", words.agenda("ministerial", "pt", hours="rev_1"), is_machine=True
    )


@story.event(
    "2026-09-30T10:00",
    _("The Portuguese agenda is reviewed and released, two days late."),
    who="secretariat",
    clauses=(CLAUSE,),
    path=PAGE,
)
def agenda_in_portuguese(stage: Stage) -> None:
    made = papers.paper(stage, PAPER)
    papers.written(stage, made, "pt", words.agenda("ministerial", "pt", hours="rev_1"))


@story.event(
    "2026-10-01T10:00",
    _(
        "REV 2 is circulated in English. Spanish and Portuguese are not up to date and are "
        "due within 48 hours."
    ),
    who="secretariat",
    clauses=(CLAUSE,),
    path=PAGE,
)
def second_revision(stage: Stage) -> None:
    made = papers.paper(stage, PAPER)
    papers.revised(stage, made, "agendas.ministerial.revisions.rev_2")
    papers.written(stage, made, "en", words.agenda("ministerial", "en", hours="rev_2"))
    papers.sent(stage, made)


@story.event(
    "2026-10-02T10:00",
    _("Both language versions of REV 2 are released in time."),
    who="secretariat",
    clauses=(CLAUSE,),
    path=PAGE,
)
def second_revision_in_all(stage: Stage) -> None:
    made = papers.paper(stage, PAPER)
    for language in ("es", "pt"):
        papers.written(stage, made, language, words.agenda("ministerial", language, hours="rev_2"))
