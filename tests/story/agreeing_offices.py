"""What other offices read says the same: their homes, their lists and pages of meetings, the acts that
they sign, the silences that run, and the counts of clauses.

`agreeing` compares what a secretariat and anyone read; here the pages of a co-presidency and of a
delegation are laid beside them, each under the name of its reader.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

from cochair.features.accounts.models import Account
from cochair.features.decisions.models import RoomDecision
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.middleware import CHOSEN
from cochair.features.parties.models import Forum, Office
from cochair.features.parties.offices import ActingOffice, Role
from cochair.site.desk import turns
from people import signed_in
from story import agreeing, walk
from story.agreeing import Pages, Said, day, words

READERS = frozenset({Role.CO_PRESIDENCY, Role.DELEGATION_HEAD})
TALLY = "//ul[@class='tally']"
SIGNED = "//ol[@class='turns']/li[.//a[contains(@href, '/acts/')]]"


def contradictions(forum: Forum, at: datetime) -> list[str]:
    """What the pages of a forum say against each other at an instant (aware UTC), to a secretariat, to
    anyone, to a co-presidency of each Party, and to a delegation."""
    said = agreeing.read(forum, at)
    with walk.aside(at):
        _clauses(Pages(forum, walk.walker(forum, agreeing.READER, at).client), said)
        for reader, pages in _readers(forum, at):
            _of(reader, pages, said)
    return [f"{at:%Y-%m-%d}: {one}" for one in said.contradictions()]


def _readers(forum: Forum, at: datetime) -> Iterator[tuple[str, Pages]]:
    """The first co-presidency in office of each Party, and the first delegation."""
    found: set[tuple[str, str]] = set()
    held = Office.objects.filter(forum=forum, role__in=READERS).values("account")
    for account in Account.objects.filter(pk__in=held).order_by("pk"):
        for hat in parties.hats(forum, account, at):
            if hat.role not in READERS or not turns.has_home(hat):
                continue
            if hat.role is Role.CO_PRESIDENCY and not hat.in_term:
                continue
            kind = (hat.role.value, hat.party if hat.role is Role.CO_PRESIDENCY else "")
            if kind not in found:
                found.add(kind)
                yield _name(hat), _pages(forum, account, hat)


def _name(hat: ActingOffice) -> str:
    return f"{hat.role} {hat.member or hat.party}"


def _pages(forum: Forum, account: Account, hat: ActingOffice) -> Pages:
    client = signed_in(account)
    session = client.session
    session[CHOSEN] = hat.office
    session.save()
    return Pages(forum, client)


def _of(reader: str, pages: Pages, said: Said) -> None:
    pages.of("home/")
    home = pages.of("home/")
    for row in home.xpath("//ol[@class='turns']/li"):
        until = row.xpath(".//p[@class='when']/time/@datetime")
        name = agreeing.turn(words(row.xpath(".//h2")), row)
        said.note(name, "deadline", f"home of {reader}", str(until[0]) if until else "")
    for row in home.xpath(SIGNED):
        href = str(row.xpath(".//a[contains(@href, '/acts/')]/@href")[0])
        until = row.xpath(".//p[@class='when']/time/@datetime")
        act = pages.of(href)
        there = act.xpath("//p[@class='lede']//time/@datetime")
        thing = ("act", href)
        said.note(thing, "is open", f"home of {reader}", "True")
        said.note(
            thing,
            "is open",
            f"its page for {reader}",
            str(
                "until" in words(act.xpath("//p[@class='lede']"))
                or "For signature" in words(act.xpath("//p[@class='lede']"))
            ),
        )
        said.note(
            thing, "deadline", f"home of {reader}", _instant(str(until[0])) if until else "none"
        )
        said.note(
            thing,
            "deadline",
            f"its page for {reader}",
            _instant(str(there[0])) if there else "none",
        )
    for row in home.xpath("//section[@aria-labelledby='silences']//li"):
        number = str(row.xpath(".//h3/a/@href")[0]).rstrip("/").rsplit("/", 1)[-1]
        until = row.xpath(".//time/@datetime")
        said.note(
            ("silence", number),
            "end",
            f"home of {reader}",
            _instant(str(until[0])) if until else "",
        )
    _meetings(reader, pages, said)


def _clauses(pages: Pages, said: Said) -> None:
    """How many clauses came out how, of each meeting and of the cycle that runs."""
    for row in Meeting.objects.filter(forum=pages.forum, cycle__isnull=False):
        beside = pages.of(f"meetings/{row.slug}/").xpath(f"//details[@id='clauses']/summary{TALLY}")
        said.note(("meeting", row.slug), "clauses", "its page", words(beside))
    home = words(pages.of("home/").xpath(f"//section[@aria-labelledby='glance']{TALLY}"))
    running = pages.of("cycles/now/", follow=True) if home else None
    if running is not None:
        there = words(running.xpath(f"//section[@aria-labelledby='clauses']{TALLY}"))
        said.note(("cycle", "that runs"), "clauses", "home", home)
        said.note(("cycle", "that runs"), "clauses", "its page", there)


def _meetings(reader: str, pages: Pages, said: Said) -> None:
    for row in pages.of("meetings/").xpath("//section[@aria-labelledby='list']//tbody/tr"):
        cells = [words(one) for one in row.xpath("./td")]
        slug = agreeing.slug_of(row)
        thing = ("meeting", slug)
        said.note(thing, "day", f"list of {reader}", day(cells[0]))
        said.note(
            thing, "place", f"list of {reader}", "" if "not established" in cells[1] else cells[1]
        )
        page = pages.of(f"meetings/{slug}/")
        told = {
            words(one.xpath("./dt")): words(one.xpath("./dd"))
            for one in page.xpath(agreeing.GLANCE)
        }
        for held in ("Held", "Date"):
            if held in told:
                said.note(thing, "day", f"its page for {reader}", day(told[held]))
    for row in RoomDecision.objects.filter(meeting__forum=pages.forum).select_related("meeting"):
        path = f"meetings/{row.meeting.slug}/decisions/{row.number}/"
        chips = pages.of(path).xpath("//div[@class='title']//*[contains(@class, 'chip')]")
        name = ("decision", f"{row.meeting.slug}/{row.number}")
        said.note(name, "state", f"its page for {reader}", words(chips))


def _instant(at: str) -> str:
    return datetime.fromisoformat(at).astimezone(UTC).isoformat()
