"""US-12: the cycle is closed, told of, and followed by the next (1 January to 16 February 2028)."""

from cochair.exports.archives import actions as archives
from cochair.exports.archives import queries as archived
from cochair.exports.archives.answers import actions as answers
from cochair.exports.archives.answers.content import TOPICS
from cochair.features.action_points import actions as points
from cochair.features.action_points import queries as open_points
from cochair.features.agendas import actions as agendas
from cochair.features.agendas import queries as versions
from cochair.features.compliance import actions as compliance
from cochair.features.compliance import closure, loader, statement
from cochair.features.documents.models import Document
from cochair.features.meetings.models import Meeting
from cochair.features.parties.folder import Folder
from cochair.features.programmes import actions as programmes
from cochair.features.stocktaking import actions as stocktaking
from cochair.procedure.refusal import _
from cochair.story.eu_clasi import institutional, papers, words
from cochair.story.eu_clasi.agenda import PROVISIONAL
from cochair.story.eu_clasi.forum import FORUM, INSTITUTIONAL, SHIPPED, ZONE, meeting
from cochair.story.eu_clasi.sitting import Sitting
from cochair.story.eu_clasi.us11_papers import cycle, report
from cochair.story.events import Stage, Telling

story = Telling("US-12", ZONE)
NEXT = f"{FORUM}-min-5"
STATEMENT, REMARKS = "cycles/3/statement/", "closing.statement.remarks"
SECOND = "eu_celac_drugs"
KEYS = ("it", "do")


@story.event(
    "2028-01-01T00:00",
    _("The third cycle ends and the fourth begins: Italy takes over the presidency."),
    clauses=("I.2.cycle.shape", "I.2.intro.a"),
    path="cycles/3/",
)
def cycle_ends(stage: Stage) -> None:
    """Time alone: nobody does anything."""
    stage.expect(not stage.signs("gr"), "The term of Greece is over.")
    stage.expect(stage.signs("it"), "The term of Italy has begun.")


@story.event(
    "2028-01-11T11:00",
    _("Both Parties drop the action points that are no longer needed, with the reason."),
    who="it",
    clauses=("I.2.1.a",),
    path="points/",
)
def points_settled(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    why = words.told(stage, "secretariat", "records.institutional.points_settled")
    for row in open_points.live(stage.forum):
        act = points.propose_settlement(row, how="dropped", target="", reason=why, by=by, at=at)
        stage.sign(act, *KEYS)


@story.event(
    "2028-01-17T11:00",
    _("Italy and the Dominican Republic sign the compliance statement of the cycle."),
    who="it",
    path=STATEMENT,
)
def statement_signed(stage: Stage) -> None:
    _state(stage)


@story.event(
    "2028-01-17T15:00",
    _("Both presidencies circulate their remarks on the statement, in three languages."),
    who="it",
    path="documents/",
)
def remarks_circulated(stage: Stage) -> None:
    remarks = papers.drawn_up(stage, REMARKS, "note", meeting="", marking="forum")
    papers.sent(stage, remarks)


@story.event(
    "2028-01-18T11:00",
    _("Both co-presidencies publish one outcome for each clause, without reasons."),
    who="do",
    path="cycles/3/results/",
)
def results_published(stage: Stage) -> None:
    _publish(stage)


@story.event(
    "2028-01-19T11:00",
    _("Both co-presidencies publish the fifth ministerial meeting, which opens the next cycle."),
    who="do",
    path="",
)
def next_meeting_published(stage: Stage) -> None:
    Sitting(NEXT, KEYS, KEYS[0]).step(stage, "meeting.publish")


@story.event(
    "2028-01-20T10:00",
    _("The administrator adds a second forum, on drugs."),
    who="administrator",
    path="",
)
def second_forum_loaded(stage: Stage) -> None:
    loader.load(Folder.read(SHIPPED.parent / SECOND), stage.at)


@story.event(
    "2028-01-24T10:00",
    _("A parliament asks what was done. The secretariat answers from public information."),
    who="secretariat",
    path="answers/1/",
)
def parliament_answered(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    answers.answer(
        stage.forum,
        audience=words.told(stage, "secretariat", "closing.parliament.audience"),
        topics=tuple(TOPICS),
        languages=papers.LANGUAGES,
        by=by,
        at=at,
    )
    letter = papers.drawn_up(
        stage, "closing.parliament.covering_letter", "note", meeting="", marking="forum"
    )
    papers.sent(stage, letter)


@story.event(
    "2028-02-01T10:00",
    _("The agenda of the fifth ministerial meeting is started from the programme."),
    who="secretariat",
    clauses=("II.3.functions.a.1",),
    path=f"meetings/{NEXT}/agenda/",
)
def next_agenda_begun(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    programmes.begin_agenda(meeting(stage.forum, INSTITUTIONAL), by=by, at=at)


@story.event(
    "2028-02-08T10:00",
    _("The stock-taking report is submitted to the ministers, under the item on progress."),
    who="it",
    clauses=("II.3.functions.b.2",),
    path="commitments/stock-taking/3/",
)
def outcome_reported(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    coming, found = meeting(stage.forum, NEXT), report(stage)
    assert found.document is not None, "Both closed it."
    agendas.begin_stage(coming, stage=PROVISIONAL, by=by, at=at)
    first = institutional.entries()[0][1]
    typed = agendas.Typed(
        title=dict(first.title),
        type=first.type,
        tags=(first.tag,),
        papers=(found.document.slug,),
    )
    agendas.change_item(coming, "i1", typed=typed, seen=_seen(coming), by=by, at=at)
    act = agendas.propose_publication(coming, seen=_seen(coming), by=by, at=at)
    stage.sign(act, *KEYS)
    stocktaking.report_to(found, coming, by=by, at=at)


@story.event(
    "2028-02-09T11:00",
    _("Both co-presidencies sign an addendum to the statement: the outcome has now been reported."),
    who="do",
    clauses=("II.3.functions.b.2",),
    path=STATEMENT,
)
def addendum_signed(stage: Stage) -> None:
    _state(stage)
    _publish(stage)
    before, more = words.paper(REMARKS), words.said("closing.statement.addendum")
    said = {language: (*lines, more[language]) for language, lines in before.items()}
    made = Document.objects.get(forum=stage.forum, title__en=before["en"][0])
    papers.reworded(stage, made.slug, "closing.statement.with_the_addendum", said)


@story.event(
    "2028-02-10T11:00",
    _("Both Parties close the cycle. From now on its meetings are read-only."),
    who="it",
    path="cycles/3/",
)
def cycle_closed(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    act = closure.propose_closing(stage.forum, cycle=cycle(stage), by=by, at=at)
    stage.sign(act, *KEYS)


@story.event(
    "2028-02-11T10:00",
    _("Somebody tries to write in a meeting of the closed cycle."),
    who="secretariat",
    path="cycles/3/",
    is_refused=True,
)
def closed_is_closed(stage: Stage) -> None:
    with stage.refused():
        by, at = stage.by("secretariat")
        title = words.said("agendas.late_item")
        typed = agendas.Typed(title=title, type="discussion", tags=("other",))
        found = meeting(stage.forum, INSTITUTIONAL)
        agendas.insert_item(found, typed=typed, place=None, seen=_seen(found), by=by, at=at)


@story.event(
    "2028-02-16T10:00",
    _("Each Party downloads the archive of the cycle."),
    who="secretariat-clasi",
    path="cycles/3/archive/",
)
def archives_made(stage: Stage) -> None:
    for name in ("secretariat", "secretariat-clasi"):
        by, at = stage.by(name)
        reader = archived.reader_of(stage.forum, cycle(stage), by.party, at)
        octets = sum(len(portion) for portion in archives.archive(reader, by=by))
        stage.expect(octets > 0, "There is something to take home.")


def _state(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    act = compliance.propose_statement(stage.forum, cycle=cycle(stage), by=by, at=at)
    stage.sign(act, *KEYS)


def _publish(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    body = statement.to_publish(stage.forum, cycle(stage), at)
    act = compliance.propose_publication(stage.forum, cycle=3, body=body, by=by, at=at)
    stage.sign(act, *KEYS)


def _seen(found: Meeting) -> int:
    last = versions.latest(versions.versions(found))
    assert last is not None, "A stage has begun."
    return int(last.token)
