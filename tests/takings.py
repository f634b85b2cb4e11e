"""Stock-taking in the small forum, for stories: a report of the second cycle and its assessment."""

from datetime import datetime, timedelta

from cochair.features.assessments import actions as assessing
from cochair.features.assessments import paragraphs
from cochair.features.assessments.criteria import CRITERIA
from cochair.features.commitments.models import EffectivenessAssessment, StocktakingReport
from cochair.features.cycles.models import Cycle
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.stocktaking import actions, queries
from played import played
from signing import both_sign, league, secretariat
from world import NOW

A_WEEK = timedelta(days=7)
UNTIL = NOW + A_WEEK
AFTER = UNTIL + timedelta(hours=1)
LANGUAGES = ("en", "es", "pt")


def cycle(forum: Forum, number: int = 2) -> Cycle:
    """A cycle of the small forum."""
    return Cycle.objects.select_related("forum").get(forum=forum, number=number)


def fresh(row: StocktakingReport) -> StocktakingReport:
    """The report as it now stands."""
    found = queries.report(row.forum, row.cycle.number)
    assert found is not None
    return found


@played
def opened(forum: Forum, by: ActingOffice | None = None, at: datetime = NOW) -> StocktakingReport:
    """The report of the second cycle, opened by the League's secretariat unless said otherwise."""
    return actions.begin(cycle(forum), by=by or secretariat(forum), at=at)


@played
def asked(forum: Forum, at: datetime = NOW) -> StocktakingReport:
    """A report out for comments, for a week."""
    by = secretariat(forum, at)
    return actions.ask_for_comments(opened(forum), until=at + A_WEEK, by=by, at=at)


@played
def closed(forum: Forum, at: datetime = AFTER) -> StocktakingReport:
    """A report that both closed once the time for comments was over."""
    row = asked(forum)
    both_sign(forum, actions.propose_closing(row, by=league(forum, at), at=at), at)
    return fresh(row)


def sections(
    words: str = "Ports were safer than before, as both Parties counted in 2030.",
) -> dict[str, dict[str, str]]:
    """Every heading in every language."""
    return {code: dict.fromkeys(LANGUAGES, words) for code in CRITERIA}


@played
def assessed(forum: Forum, at: datetime = NOW) -> EffectivenessAssessment:
    """An assessment of the second cycle, written and not signed."""
    by = secretariat(forum, at)
    row = assessing.begin(cycle(forum), by=by, at=at)
    return assessing.write(row, sections(), seen=row.version, by=by, at=at)


def printed(row: EffectivenessAssessment) -> dict[str, str]:
    """What an assessment says, by language."""
    return {
        code: "\n".join(one.text for one in text) for code, text in paragraphs.texts(row).items()
    }
