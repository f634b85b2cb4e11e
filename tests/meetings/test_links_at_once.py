"""A desk opens its link on several machines, and a co-presidency presses twice, at one moment."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import signing
from at_once import a_database_for_threads, in_threads
from cochair.features.compliance import queries as results
from cochair.features.contact_links import actions, queries
from cochair.features.invitations import contact_offices, contacts
from cochair.features.meetings.models import ContactLink, ContactPoint
from cochair.features.parties.models import Forum, Office
from cochair.journal.models import Entry
from inviting_story import noticed
from world import NOW, small_forum

THREADS = 6


@pytest.fixture
def council(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """The Council with its notice, and a link of Norland, in a database that stands threads."""
    with a_database_for_threads(tmp_path):

        def load(_number: int) -> None:
            forum = small_forum()
            entry = contacts.Entry("XN", "", "registry@norland.example.org", "", "")
            by = signing.secretariat(forum)
            contact = contacts.add(forum, entry, languages=("en", "es", "pt"), by=by, at=NOW)
            actions.make_link(contact, noticed(forum), at=NOW)

        in_threads(1, load)
        yield
    results.forget()


def test_the_first_use_of_a_link_is_written_once(council: None) -> None:
    def enter(_number: int) -> None:
        link = queries.by_number(Forum.objects.get(), ContactLink.objects.get().pk, NOW)
        assert link is not None
        actions.enter(link, at=NOW)

    in_threads(THREADS, enter)

    assert in_threads(1, lambda _n: Entry.objects.filter(verb="contact.entered").count()) == [1]


def test_an_office_that_is_opened_twice_at_once_is_one(council: None) -> None:
    def open_it(_number: int) -> int:
        forum, contact = Forum.objects.get(), ContactPoint.objects.get()
        return contact_offices.open_offices(forum, [contact.pk], by=signing.league(forum), at=NOW)

    made = in_threads(THREADS, open_it)

    rows = Office.objects.filter(account__email="registry@norland.example.org")
    assert sum(made) == 1 and in_threads(1, lambda _n: rows.count()) == [1]
