"""Papers of the register in a programme: named to those who may read them, and to nobody else.

domain.md C.8; docs/decisions/0039.
"""

import papers
import people
import programming
from cochair.features.accounts.models import Account
from cochair.features.acts import queries as acts
from cochair.features.documents import queries as documents
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.features.programmes import queries
from cochair.features.programmes.actions import Typed
from cochair.web.clock import clock
from programming import BEFORE, OPENS, named


def test_neither_the_act_nor_the_page_of_a_programme_names_a_paper_that_its_reader_may_not_read(
    real_forum: Forum,
) -> None:
    meeting = programming.institutional(real_forum)
    programming.prepared(meeting)
    by = programming.secretariat(real_forum)
    told = {"by": by, "at": OPENS, "meeting": meeting.slug}
    open_to_all, narrow = (
        papers.circulated(real_forum, marking=marking, title=named(marking), **told)  # type: ignore[arg-type]
        for marking in ("forum", "presidencies")
    )
    for one in (open_to_all, narrow):
        programming.added(meeting, "documents", Typed({}, paper=one.slug))
    programming.submitted(meeting)
    (act,) = acts.acts(real_forum).filter(kind=queries.SUBMIT)
    inside = people.person(real_forum, Role.DELEGATION_HEAD, "EU", "GR", start=BEFORE)
    prepares = Account.objects.get(pk=by.account)
    root = f"/en/{real_forum.slug}"

    for address in (f"{root}/acts/{act.number}/", f"{root}/meetings/{meeting.slug}/programme/"):
        with clock.at(OPENS):
            own, other = (people.signed_in(who).get(address) for who in (prepares, inside))
        for one, read in ((open_to_all, True), (narrow, False)):
            symbol = documents.name_of(one)
            assert own.status_code == other.status_code == 200
            assert symbol in own.text
            assert (symbol in other.text) is read, address
        assert narrow.slug not in other.text
