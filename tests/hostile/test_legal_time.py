"""H09: a law moves the clocks of a place after both agreed on an hour there (T25)."""

import dataclasses
import html
import zoneinfo
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

import pytest

import signing
import silences
from cochair.features.decisions.models import SilenceProcedure
from cochair.features.meetings.models import Meeting
from cochair.features.silence import queries
from cochair.procedure import silence as core
from matrix import Scene

PAGE = "/en/league-concert/decisions/1/"
PLACE = "Europe/Helsinki"


@contextmanager
def the_clocks_of(place: str, *, follow: str, folder: Path) -> Iterator[None]:
    """From now on a place keeps the time of another, as a newer edition of the tables would say."""
    *above, name = follow.split("/")
    table = resources.files("tzdata.zoneinfo").joinpath(*above, name).read_bytes()
    (folder / place).parent.mkdir(parents=True)
    (folder / place).write_bytes(table)
    before = zoneinfo.TZPATH
    zoneinfo.reset_tzpath([str(folder), *before])
    zoneinfo.ZoneInfo.clear_cache()
    try:
        yield
    finally:
        zoneinfo.reset_tzpath(before)
        zoneinfo.ZoneInfo.clear_cache()


def text(scene: Scene, path: str, hat: str = "co_presidency") -> str:
    """A page without its markup, on one line."""
    return " ".join(html.unescape(scene.client(hat).get(path).content.decode()).split())


def test_the_end_of_a_silence_stays_the_same_instant_and_the_page_says_why_its_hour_is_another(
    at_work: Scene, tmp_path: Path
) -> None:
    row = SilenceProcedure.objects.get()
    instant = f'datetime="{row.expires_at.isoformat()}"'
    before = core.course(queries.silence(row, silences.NOW), silences.NOW)
    page = text(at_work, PAGE)
    assert instant in page and "The legal time" not in page

    with the_clocks_of(PLACE, follow="Europe/Lisbon", folder=tmp_path):
        page = text(at_work, PAGE)
        spanish = text(at_work, PAGE.replace("/en/", "/es/"), "delegation")
        row = SilenceProcedure.objects.get()
        after = core.course(queries.silence(row, silences.NOW), silences.NOW)
        assert queries.silence(row, silences.LATER).terms.expires_at == silences.EXPIRY

    assert instant in page
    assert before == after
    assert "It was set for 11:00 (UTC+2). The legal time of Norhaven has changed since" in page
    assert "the hour there is now 09:00 (UTC+0)" in page
    assert "Se fijó para las 11:00 (UTC+2)." in spanish
    assert "The legal time" not in spanish
    assert "The legal time" not in text(at_work, PAGE)


def test_an_end_that_both_moved_is_told_by_what_they_said_last(
    at_work: Scene, tmp_path: Path
) -> None:
    from cochair.features.silence import acts

    row = SilenceProcedure.objects.get()
    later = silences.EXPIRY.replace(day=10, hour=13)
    by = signing.secretariat(at_work.forum)
    signing.both_sign(
        at_work.forum,
        acts.EXTEND.propose(row, later, by=by, at=silences.NOW),
    )

    with the_clocks_of(PLACE, follow="Europe/Lisbon", folder=tmp_path):
        assert "It was set for 15:00 (UTC+2)." in text(at_work, PAGE)


def test_a_silence_that_was_opened_before_the_hour_was_kept_says_nothing_of_it(
    at_work: Scene, tmp_path: Path
) -> None:
    row = SilenceProcedure.objects.get()
    terms = {name: said for name, said in row.terms.items() if name != "told"}
    SilenceProcedure.objects.filter(pk=row.pk).update(terms=terms)

    with the_clocks_of(PLACE, follow="Europe/Lisbon", folder=tmp_path):
        page = text(at_work, PAGE)

    assert row.expires_at.isoformat() in page and "The legal time" not in page


def test_the_page_of_a_meeting_says_why_it_begins_at_another_hour(
    at_work: Scene, tmp_path: Path
) -> None:
    day = dataclasses.replace(signing.day("2031-04-08"), opens="10:00", closes="16:00")
    meeting = signing.fixed(at_work.forum, day)
    before = Meeting.objects.get(pk=meeting.pk).schedules.last()
    path = f"/en/{at_work.forum.slug}/meetings/{meeting.slug}/"
    assert "The legal time" not in text(at_work, path)

    with the_clocks_of(before.zone, follow="Asia/Tokyo", folder=tmp_path):
        page = text(at_work, path)
        after = Meeting.objects.get(pk=meeting.pk).schedules.last()

    assert "It was set for 10:00" in page and "(UTC+9)" in page
    assert after.starts == before.starts


@pytest.mark.parametrize("name", ["America/Coyhaique", "America/Ciudad_Juarez", "Nowhere/Atall"])
def test_a_zone_that_the_tables_do_not_know_yet_breaks_no_page(at_work: Scene, name: str) -> None:
    SilenceProcedure.objects.update(zone=name)

    answer = at_work.client("co_presidency").get(PAGE)

    assert answer.status_code == 200
    assert "Time left" in answer.content.decode()
