"""The language desk shows nothing that one may not see, and costs the same with many documents.

That gaps come first and who owes them is told in US-04.
"""

import html

import papers
import signing
from cochair.features.compliance import queries as compliance
from cochair.features.parties.models import Forum
from cochair.site.desk import language_desk
from matrix import Scene
from papers import words
from world import NOW


def test_what_one_may_not_see_is_on_no_desk_and_in_no_count(small_forum: Forum) -> None:
    internal = papers.circulated(small_forum, marking="internal")
    compliance.forget()

    for hat in (signing.league(small_forum), signing.concert(small_forum)):
        found = language_desk.owed(small_forum, hat, NOW, {})
        assert internal.slug not in [one.result.target.id for one in found]


def test_the_page_costs_the_same_with_many_documents(
    at_work: Scene, django_assert_max_num_queries: object
) -> None:
    client = at_work.client("delegation")
    for _number in range(12):
        papers.circulated(at_work.forum, {"en": words("One.")})
    client.get(f"/en/{at_work.forum.slug}/languages/")

    with django_assert_max_num_queries(24):  # type: ignore[operator]
        page = client.get(f"/en/{at_work.forum.slug}/languages/")

    assert page.status_code == 200 and "Language versions" in html.unescape(page.content.decode())
