"""The journal and the options say of what they speak by its name, not by a code."""

import re

from django.urls import reverse

from cochair.features.acts.models import JointAct
from cochair.features.compliance.names import names_of
from cochair.features.documents import queries as documents
from cochair.features.documents.models import Document
from cochair.features.meetings.models import Notice
from cochair.features.parties.models import Forum
from cochair.journal import actions as journal
from inviting_story import noticed
from matrix import Scene
from world import NOW


def test_an_entry_is_about_a_meeting_or_an_act_by_name(at_work: Scene) -> None:
    slug, planned = at_work.forum.slug, at_work.places["planned"]
    paper = Document.objects.get(forum=at_work.forum, slug=at_work.places["paper"])
    act = JointAct.objects.get(forum=at_work.forum, number=at_work.places["act"])
    for told in (("meeting", planned), ("act", at_work.places["act"]), ("document", paper.key)):
        journal.record(slug, verb="somebody.looked", about=told, by=None, at=NOW)

    said = about(at_work, "es")

    assert said[:3] == [
        f"Documento: {documents.name_of(paper)}",
        act.title["es"],
        "Consejo II",
    ]
    assert not any(slug in one for one in said)


def test_a_name_that_only_the_software_uses_is_left_out_and_an_unknown_kind_as_written(
    at_work: Scene,
) -> None:
    slug = at_work.forum.slug
    for told in (
        ("archive", f"{slug}-cycle-2/2031-01-01T09:00:00Z"),
        ("look", "far-1"),
    ):
        journal.record(slug, verb="somebody.looked", about=told, by=None, at=NOW)

    assert about(at_work, "pt")[:2] == ["look far-1", "Arquivo: Ciclo 2"]


def test_cities_are_offered_by_name_where_an_option_has_no_words_of_its_own(at_work: Scene) -> None:
    page = at_work.client("co_presidency").get(
        reverse("compliance:options", args=["league-concert", "1.0"])
    )

    offered = re.findall(r'<option value="southport"[^>]*>([^<]*)', page.content.decode())
    assert offered == ["Southport"]


def test_a_notice_that_a_clause_is_judged_on_is_called_by_its_meeting(
    small_forum: Forum,
) -> None:
    meeting = noticed(small_forum)
    notice = Notice.objects.get(meeting=meeting)

    called = names_of(small_forum)

    assert called[f"notice-{notice.pk}"] == {
        "en": f"Notice of meeting: {called[meeting.slug]['en']}",
        "es": f"Convocatoria: {called[meeting.slug]['es']}",
        "pt": f"Convocatória: {called[meeting.slug]['pt']}",
    }


def about(scene: Scene, language: str) -> list[str]:
    """What the newest entries of the journal are about, as a secretariat reads them."""
    page = scene.client("secretariat").get(f"/{language}/{scene.forum.slug}/journal/")
    return [thing for _entry, _said, thing in page.context["rows"]]
