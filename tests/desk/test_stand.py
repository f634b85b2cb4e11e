"""Where we stand: what somebody new in an office reads first says nothing that is not so."""

import papers
import signing
import silences
from cochair.features.register import actions as register
from cochair.features.silence import closure
from cochair.web.clock import clock
from matrix import Scene


def test_what_is_agreed_is_not_what_one_office_calls_final(at_work: Scene) -> None:
    forum, at = at_work.forum, silences.LATER
    alone = papers.circulated(forum)
    line = silences.line(forum)
    signing.both_sign(forum, silences.proposed(line))
    closure.close_due(forum, at)
    by = signing.secretariat(forum, at)
    for paper in (line, alone):
        register.finish(paper, seen=papers.fresh(paper).version, by=by, at=at)

    with clock.at(at):
        answer = at_work.client("secretariat").get(f"/en/{forum.slug}/where-we-stand/")

    assert [slug for slug, _title, _at in answer.context["agreed"]] == [line.slug]
