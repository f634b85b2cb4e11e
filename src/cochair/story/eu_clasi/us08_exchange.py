"""US-08: what is counted, what support is asked for, and what other initiatives do (February to September 2027)."""

from datetime import date

from cochair.features.commitments import actions as coherence
from cochair.features.commitments import event_plan
from cochair.features.commitments.event_plan import Beside
from cochair.features.delegations.tables import Table
from cochair.features.exchange import actions as counting
from cochair.features.exchange import plan
from cochair.features.overlaps import queries as overlapping
from cochair.features.overlaps.acts import DECIDE, Decided
from cochair.features.parties.models import Organisation
from cochair.features.support import actions as supporting
from cochair.features.support import queries as support
from cochair.features.support.codes import GIVEN, GRANTED
from cochair.procedure.refusal import _
from cochair.story.eu_clasi import pledges, us08, words
from cochair.story.eu_clasi.forum import ZONE
from cochair.story.events import Stage, Telling

story = Telling("US-08", ZONE)
COUNTED, SUPPORT = f"{us08.PAGE}exchange/", f"{us08.PAGE}support/"
FIREARMS, DOCUMENTS, CRYPTO_ASSETS = pledges.TAKEN[5], pledges.TAKEN[9], pledges.TAKEN[16]
PLATFORM, PROGRAMME = "EMPACT", "EL-PACCTO-2-SUPPORT"
UNION, REGION = "secretariat", "secretariat-clasi"


@story.event(
    "2027-02-15T10:00",
    _("The Union asks a programme for a course on tracing crypto-assets."),
    who=UNION,
    clauses=("I.2.1.b",),
    path=SUPPORT,
)
def course_asked(stage: Stage) -> None:
    _asked(stage, "course", CRYPTO_ASSETS, date(2027, 2, 12), who=UNION)


@story.event(
    "2027-03-02T10:00",
    _("The secretariat adds the meetings of another initiative in 2027, from its calendar."),
    who=UNION,
    clauses=("I.2.1.b",),
    path="initiatives/",
)
def meetings_added(stage: Stage) -> None:
    by, at = stage.by(UNION)
    initiative = Organisation.objects.get(forum=stage.forum, code=PLATFORM)
    known = words.told(stage, UNION, "exchange.meetings.source")
    for one in words.said("exchange.meetings.events"):
        coherence.add_event(initiative, **one, source=known, by=by, at=at)


@story.event(
    "2027-03-04T16:00",
    _("CLASI imports a list of the courses of a programme in 2027; none is entered by hand."),
    who=REGION,
    clauses=("I.2.1.b",),
    path="initiatives/",
)
def courses_imported(stage: Stage) -> None:
    """As sent after the preview of the table; a second time nothing of it is new."""
    by, at = stage.by(REGION)
    known, language = stage.in_own_words(REGION, words.said("exchange.imported.source"))
    table = event_plan.of_text(words.said("exchange.imported.list"))
    beside = Beside(initiative=PROGRAMME, source=known)
    read = event_plan.of_table(stage.forum, table, beside)
    made = event_plan.save(stage.forum, read, seen=read.digest, language=language, by=by, at=at)
    again = event_plan.of_table(stage.forum, table, beside)
    stage.expect(len(made) == 2 and not again.doing(event_plan.ADDED), "It is read once.")


@story.event(
    "2027-03-19T11:00",
    _("The programme grants the course."),
    who=UNION,
    path=SUPPORT,
)
def course_granted(stage: Stage) -> None:
    _became(stage, GRANTED, date(2027, 3, 18))


@story.event(
    "2027-06-18T10:00",
    _("The course has taken place, and the Union records what came of it."),
    who=UNION,
    clauses=("I.2.1.b",),
    path=SUPPORT,
)
def course_given(stage: Stage) -> None:
    _became(stage, GIVEN, date(2027, 6, 14))


@story.event(
    "2027-06-22T11:00",
    _(
        "Both Parties divide the work on firearms with another initiative; other overlaps stay open."
    ),
    who="lt",
    clauses=("I.2.1.b",),
    path=f"{us08.PAGE}overlaps/",
)
def overlap_divided(stage: Stage) -> None:
    by, at = stage.by(UNION)
    pair = overlapping.pair(stage.forum, FIREARMS, PLATFORM)
    assert pair is not None, "The comparison found it related."
    wanted = Decided("divided", words.said("exchange.divided"))
    stage.sign(DECIDE.propose(pair, wanted, by=by, at=at), "lt", "do")
    found = overlapping.overlaps(stage.forum)
    stage.expect(any(one.is_open for one in found), "Of the others nothing is decided.")


@story.event(
    "2027-07-08T10:00",
    _("The Union enters how many requests and alerts it sent in four quarters, by two channels."),
    who=UNION,
    clauses=("I.1.4",),
    path=COUNTED,
)
def union_counted(stage: Stage) -> None:
    _counted(stage, "EU", who=UNION)


@story.event(
    "2027-07-09T16:00",
    _("CLASI enters its own counts: both Parties sent 1,710 messages in twelve months."),
    who=REGION,
    clauses=("I.1.4",),
    path=COUNTED,
)
def region_counted(stage: Stage) -> None:
    _counted(stage, "CLASI", who=REGION)


@story.event(
    "2027-09-13T16:00",
    _("CLASI asks a programme for equipment for two laboratories; the answer has yet to come."),
    who=REGION,
    clauses=("I.2.1.b",),
    path=SUPPORT,
)
def laboratories_asked(stage: Stage) -> None:
    _asked(stage, "laboratories", DOCUMENTS, date(2027, 9, 10), who=REGION)


def _asked(stage: Stage, name: str, slug: str, day: date, *, who: str) -> None:
    by, at = stage.by(who)
    told = words.said(f"exchange.support.{name}")
    typed = supporting.Asked(
        title=told["title"],
        programme=told["programme"],
        commitments=(slug,),
        asked_on=day,
        needed_by=told["needed_by"],
        source=stage.in_own_words(who, told["source"])[0],
    )
    supporting.ask(stage.forum, typed, by=by, at=at)


def _became(stage: Stage, state: str, day: date) -> None:
    by, at = stage.by(UNION)
    row = support.request(stage.forum, 1)
    assert row is not None, "It was asked for."
    said, language = stage.in_own_words(UNION, words.said(f"exchange.support.course.{state}"))
    supporting.record_outcome(row, state, day=day, words=said, language=language, by=by, at=at)


def _counted(stage: Stage, party: str, *, who: str) -> None:
    """A table of one Party, as it is sent after its preview."""
    by, at = stage.by(who)
    told, kinds = words.said(f"exchange.counts.{party}"), words.said("exchange.kinds")
    source, _language = stage.in_own_words(who, told["source"])
    cells = [
        (period, channel, kinds[channel], party, str(count), source)
        for channel, counts in told["rows"].items()
        for period, count in counts.items()
    ]
    table = Table(plan.COLUMNS, tuple(enumerate(cells, start=2)))
    read = plan.of_table(stage.forum, table, party=party, at=at)
    counting.enter_table(stage.forum, read, seen=read.digest, by=by, at=at)
