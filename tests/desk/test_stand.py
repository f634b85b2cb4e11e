"""Where we stand: what somebody new in an office reads first says nothing that is not so."""

from datetime import timedelta

import papers
import signing
import silences
from cochair.features.register import actions as register
from cochair.features.silence import closure
from cochair.procedure.calendar import civil_day
from cochair.web.clock import clock
from matrix import Scene


def test_what_is_agreed_is_not_what_one_office_calls_final(at_work: Scene) -> None:
    forum, at = at_work.forum, silences.LATER
    alone = papers.circulated(forum)
    line = silences.line(forum)
    signing.both_sign(forum, silences.proposed(line))
    closure.close_due(forum, at)
    # It is issued some days after it was adopted.
    at += timedelta(days=4)
    by = signing.secretariat(forum, at)
    for paper in (line, alone):
        register.finish(paper, seen=papers.fresh(paper).version, by=by, at=at)

    with clock.at(at):
        answer = at_work.client("secretariat").get(f"/en/{forum.slug}/where-we-stand/")

    adopted = civil_day(silences.EXPIRY, forum.zone)
    assert [(slug, day) for slug, _title, day in answer.context["agreed"]] == [(line.slug, adopted)]
