"""No page contradicts another: what each says of the same thing, read from what it shows.

A fact is kept by the thing, its name and the page that says it; where two pages say otherwise, that
is a sentence.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.test import Client
from lxml import html
from lxml.html import HtmlElement

from cochair.features.acts.models import JointAct
from cochair.features.decisions.models import RoomDecision, SilenceProcedure
from cochair.features.documents.models import Document
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from story import walk

READER = "secretariat"
MONTH = re.compile(r"\b([A-Z][a-z]{2})[a-z]+\b")
DAY = re.compile(r"(\d{1,2})\b.*?\b([A-Z][a-z]{2})[a-z]* (\d{4})")
EVENT = re.compile(r"BEGIN:VEVENT.*?END:VEVENT", re.S)
STARTS = re.compile(r"DTSTART[^:]*:(\d{8})")
NAMED = re.compile(r"UID:([a-z0-9-]+)@")
OF_MEETING = re.compile(r"/meetings/([a-z0-9-]+)/")
SLUG = re.compile(r"/meetings/([a-z0-9-]+)/$")

GLANCE = "//dl[@class='glance']/div"
OVER = frozenset({"held", "completed", "archived"})
# The words of a page for a stage that the interface of programs names by its code.
STAGES = {
    "draft": "not yet open",
    "closing": "ended, result pending",
    "broken": "silence broken",
    "passed": "ended",
}

type Thing = tuple[str, str]


@dataclass
class Said:
    """What was read: of each thing and fact, which page says what."""

    facts: dict[tuple[Thing, str], dict[str, str]] = field(
        default_factory=lambda: defaultdict(dict)
    )

    def note(self, thing: Thing, fact: str, page: str, value: str) -> None:
        """A page says something of a thing; an empty value says nothing."""
        if value:
            self.facts[thing, fact][page] = value

    def contradictions(self) -> Iterator[str]:
        """The facts of which two pages say otherwise."""
        for ((kind, name), fact), pages in self.facts.items():
            if len(set(pages.values())) > 1:
                told = "; ".join(f"{page}: {value}" for page, value in pages.items())
                yield f"The {fact} of {kind} {name}: {told}"


def contradictions(forum: Forum, at: datetime) -> list[str]:
    """What the pages of a forum say against each other at an instant (aware UTC)."""
    found = read(forum, at).contradictions()
    return [f"{at:%Y-%m-%d}: {one}" for one in found]


def read(forum: Forum, at: datetime) -> Said:
    """What the pages of a forum say, to a secretariat and to anyone; what they write is undone."""
    said = Said()
    with walk.aside(at):
        pages = Pages(forum, walk.walker(forum, READER, at).client)
        pages.of("home/")
        _home(pages, said)
        _meetings(pages, said)
        _silences(pages, said)
        _room_decisions(pages, said)
        _documents(pages, said)
        _acts(pages, said)
    return said


@dataclass
class Pages:
    """The pages of a forum as one reader has them."""

    forum: Forum
    client: Client

    def of(self, path: str, *, client: Client | None = None, follow: bool = False) -> HtmlElement:
        """A page as a tree, without its pictures; an empty one where it does not open."""
        octets = self.octets(path, client=client, follow=follow)
        page = html.document_fromstring(octets or b"<html></html>")
        for drawn in page.xpath("//*[local-name()='svg']"):
            drawn.drop_tree()
        return page

    def octets(self, path: str, *, client: Client | None = None, follow: bool = False) -> bytes:
        """What an address answers."""
        address = path if path.startswith("/") else f"/en/{self.forum.slug}/{path}"
        answer = (client or self.client).get(address, follow=follow)
        return answer.content if answer.status_code == 200 else b""


def words(found: Sequence[HtmlElement] | HtmlElement) -> str:
    """The words of an element, or of the first of several, with single spaces."""
    all_of_them = found if isinstance(found, list) else [found]
    first = next(iter(all_of_them), None)
    return "" if first is None else " ".join(first.text_content().split())


def day(said: str) -> str:
    """The first day of a span, or the month, whether written short or in full."""
    found = DAY.search(said)
    return " ".join(found.groups()) if found else MONTH.sub(r"\1", said)


def left(said: str) -> str:
    """How many days are left or past, in figures."""
    found = re.search(r"\d+", said)
    return found[0] if found else "0" if said in {"today", "overdue"} else ""


def _home(pages: Pages, said: Said) -> None:
    home = pages.of("home/")
    for row in home.xpath("//ol[contains(@class, 'turns')]/li"):
        thing = turn(words(row.xpath(".//h2")), row)
        until = row.xpath(".//p[@class='when']/time/@datetime")
        said.note(thing, "deadline", "home", str(until[0]) if until else "")
        away = row.xpath(".//*[@class='in' or contains(@class, 'chip')]")
        said.note(thing, "days left", "home", left(words(away)))
        if until:
            said.note(thing, "overdue", "home", str("overdue" in words(away)))
    for row in home.xpath("//*[@aria-labelledby='glance']//ol/li"):
        slug = slug_of(row)
        told = words(row.xpath(".//span[last()]")).split(", ", 2)
        if slug and len(told) == 3:
            _meeting(said, slug, "home", told[0], told[1], told[2])


def turn(said: str, row: HtmlElement, slug: str = "") -> Thing:
    """A turn by its words and the meeting to whose pages it leads; a line without a link is one of the
    meeting on whose page it stands."""
    links = [str(one) for one in row.xpath(".//a/@href")]
    found = next((one[1] for one in map(OF_MEETING.search, links) if one), "" if links else slug)
    return "turn", f"{said} ({found})"


def slug_of(row: HtmlElement) -> str:
    """The meeting to whose page a row leads; empty where it leads to none."""
    links = [SLUG.search(str(one)) for one in row.xpath(".//a/@href")]
    return next((one[1] for one in links if one), "")


def _meeting(said: Said, slug: str, page: str, when: str, place: str, state: str = "") -> None:
    thing = ("meeting", slug)
    said.note(thing, "day", page, day(when))
    said.note(thing, "place", page, "" if "not established" in place else place)
    said.note(thing, "state", page, state.casefold())
    said.note(thing, "is over", page, str(_is_over(state.casefold())) if state else "")


def _is_over(state: str) -> bool:
    """Whether a state says that a meeting was held; both may attest it of one that was not held here."""
    return state in OVER or (state.startswith("held ") and state.endswith("as both parties attest"))


def _meetings(pages: Pages, said: Said) -> None:
    titles: dict[str, str] = {}
    for row in pages.of("meetings/").xpath("//section[@aria-labelledby='list']//tbody/tr"):
        cells = [words(one) for one in row.xpath("./td")]
        slug = slug_of(row)
        titles[words(row.xpath("./th"))] = slug
        _meeting(said, slug, "list", cells[0], cells[1], cells[3])
        said.note(("meeting", slug), "clauses", "list", cells[4])
    rows = Meeting.objects.filter(forum=pages.forum, cycle__isnull=False)
    for number in sorted(set(rows.values_list("cycle__number", flat=True))):
        for card in pages.of(f"cycles/{number}/").xpath("//article[.//h3/a]"):
            slug, page = slug_of(card), f"board of cycle {number}"
            plain = [words(one) for one in card.xpath("./p[not(@class)]")]
            place = words(card.xpath("./p[@class='meta'][1]/span"))
            when = words(card.xpath("./p[@class='meta'][1]/b"))
            _meeting(said, slug, page, when, place, plain[0] if plain else "")
            said.note(("meeting", slug), "clauses", page, words(card.xpath("./ul[@class='tally']")))
    for row in rows:
        _page_of_meeting(pages, said, row)
    _in_public(pages, said, titles)


def _page_of_meeting(pages: Pages, said: Said, row: Meeting) -> None:
    page, name = pages.of(f"meetings/{row.slug}/"), "its page"
    known = {_of(one): one for one in page.xpath(GLANCE)}
    for held in ("Held", "Date"):
        if held in known:
            said.note(("meeting", row.slug), "day", name, day(_first(known[held])))
    if "Place" in known:
        _meeting(said, row.slug, name, "", _first(known["Place"]))
    said.note(("meeting", row.slug), "is over", name, str("Held" in known))
    if "Status" in known:
        said.note(("meeting", row.slug), "state", name, _first(known["Status"]).casefold())
    for line in page.xpath("//ol[@class='checks']/li"):
        thing = turn(words(line.xpath("./h3")), line, row.slug)
        until = line.xpath(".//time/@datetime")
        if until:
            is_late = bool(line.xpath(".//div[@class='duecell']/span"))
            told = words(line.xpath(".//div[@class='duecell']/small[last()]"))
            said.note(thing, "deadline", name, str(until[0]))
            said.note(thing, "overdue", name, str(is_late))
            said.note(thing, "days left", name, "" if is_late else left(told.split(",")[0]))
    for step in page.xpath("//section[@id='step']"):
        thing = turn(words(step.xpath("./p[@class='does']")), step, row.slug)
        until = step.xpath(".//time/@datetime")
        if until:
            tail = words(step.xpath("./p[.//time]")).rsplit(", ", 1)[-1]
            said.note(thing, "deadline", "next step", str(until[0]))
            said.note(thing, "days left", "next step", left(tail))


def _of(pair: HtmlElement) -> str:
    return words(pair.xpath("./dt"))


def _first(pair: HtmlElement) -> str:
    """The first words of the value of a pair."""
    (value, *_rest) = pair.xpath("./dd")
    return " ".join((value.text or "").split())


def _in_public(pages: Pages, said: Said, titles: dict[str, str]) -> None:
    anyone = Client()
    for item in pages.of("calendar/", client=anyone).xpath("//ol[@class='events']/li"):
        slug = titles.get(words(item.xpath(".//h3")), "")
        when, place = (
            words(item.xpath(".//p[@class='day']/b")),
            words(item.xpath(".//p[@class='day']/span")),
        )
        if slug:
            _meeting(said, slug, "public calendar", when, _without_form(place))
    for item in pages.of("", client=anyone).xpath("//ol[@class='held']/li"):
        slug = titles.get(words(item.xpath(".//h3")), "")
        if slug:
            when, place = words(item.xpath("./p[@class='d']")), words(item.xpath(".//h3/../p"))
            _meeting(said, slug, "public page", when, _without_form(place))
    feed = pages.octets("calendar.ics", client=anyone).decode().replace("\r\n ", "")
    for event in EVENT.findall(feed):
        named, begins = NAMED.search(event), STARTS.search(event)
        if named and begins:
            at = datetime.strptime(begins[1], "%Y%m%d").replace(tzinfo=UTC)
            said.note(("meeting", named[1]), "day", "feed", f"{at.day} {at:%b %Y}")


def _without_form(place: str) -> str:
    """A place as the public reads it, without the form of the meeting behind it."""
    return place.partition(", ")[0]


def _chips(pages: Pages, path: str) -> dict[str, tuple[str, list[str]]]:
    """The rows of a list by the address that each leads to: what its chip says, and its instants."""
    return {
        str(row.xpath(".//h3/a/@href")[0]): (
            words(row.xpath(".//*[contains(@class, 'chip')]")),
            [str(one) for one in row.xpath(".//time/@datetime")],
        )
        for row in pages.of(path).xpath("//main//li[.//h3/a]")
    }


def _silences(pages: Pages, said: Said) -> None:
    listed = _chips(pages, "decisions/")
    for row in SilenceProcedure.objects.filter(forum=pages.forum):
        thing, path = (
            ("silence", str(row.number)),
            f"/en/{pages.forum.slug}/decisions/{row.number}/",
        )
        if path in listed:
            state, times = listed[path]
            said.note(thing, "state", "list", state)
            said.note(thing, "stage", "list", state.partition(":")[0])
            said.note(thing, "end", "list", _instant(times[-1]) if times else "")
        page = pages.of(path)
        state = next((_first(one) for one in page.xpath(GLANCE) if _of(one) == "Status"), "")
        said.note(thing, "state", "its page", state)
        said.note(thing, "stage", "its page", state.partition(":")[0])
        for zone in page.xpath("//dl[@class='zones']/div"):
            if _of(zone).endswith("UTC"):
                told = f"{_first(zone)} {words(zone.xpath('.//small'))} +0000"
                end = datetime.strptime(told, "%H:%M %A %d %B %Y %z")
                said.note(thing, "end", "its page", end.isoformat())
        octets = pages.octets(f"/api/v1/{pages.forum.slug}/decisions/{row.number}/")
        if octets:
            answer = json.loads(octets)
            stage = answer["stage"]
            said.note(thing, "stage", "JSON", STAGES.get(stage, stage))
            said.note(thing, "end", "JSON", _instant(answer["expires_at"]))


def _instant(at: str) -> str:
    return datetime.fromisoformat(at).astimezone(UTC).isoformat()


def _room_decisions(pages: Pages, said: Said) -> None:
    listed = _chips(pages, "decisions/")
    root = f"/en/{pages.forum.slug}/meetings"
    for row in RoomDecision.objects.filter(meeting__forum=pages.forum).select_related("meeting"):
        thing = ("decision", f"{row.meeting.slug}/{row.number}")
        path = f"{root}/{row.meeting.slug}/decisions/{row.number}/"
        if path in listed:
            said.note(thing, "state", "list", listed[path][0])
        chips = pages.of(path).xpath("//div[@class='title']//*[contains(@class, 'chip')]")
        said.note(thing, "state", "its page", words(chips))


def _documents(pages: Pages, said: Said) -> None:
    anyone = Client()
    for row in pages.of("documents/").xpath("//tbody/tr"):
        href = str(row.xpath("./th//a/@href")[0])
        thing = ("document", href.rstrip("/").rsplit("/", 1)[-1])
        said.note(thing, "number", "list", words(row.xpath("./th//a")))
        said.note(thing, "state", "list", words(row.xpath("./td[last()]//*[@class='chip']")))
    for document in Document.objects.filter(forum=pages.forum):
        thing, page = ("document", document.slug), pages.of(f"documents/{document.slug}/")
        number = words(page.xpath("//div[@class='title']//p[@class='lede']/b"))
        said.note(thing, "number", "its page", number)
        # What the public reads may be an earlier revision than the one that the Parties work on.
        public = words(page.xpath("//section[@aria-labelledby='publication']/p"))
        since, is_public, _day = public.partition(" has been public")
        said.note(thing, "public number", "its page", since if is_public else "")
        chips = page.xpath("//div[@class='title']//*[contains(@class, 'chip')]")
        said.note(thing, "state", "its page", words(chips))
    for item in pages.of("register/", client=anyone).xpath("//main//li[.//h3/a]"):
        slug = str(item.xpath(".//h3/a/@href")[0]).rstrip("/").rsplit("/", 1)[-1]
        shown = words(item.xpath(".//h3/../p"))
        said.note(("document", slug), "public number", "public register", shown)
    answer = json.loads(pages.octets("register.json", client=anyone))
    for one in answer["documents"]:
        for address in one["addresses"].values():
            slug = address.rstrip("/").rsplit("/", 2)[-2]
            said.note(("document", slug), "public number", "register.json", one["symbol"])


def _acts(pages: Pages, said: Said) -> None:
    listed = {
        str(row.xpath(".//h3/a/@href")[0]): row
        for row in pages.of("acts/").xpath("//main//li[.//h3/a]")
    }
    for row in JointAct.objects.filter(forum=pages.forum).order_by("-number")[:20]:
        thing, path = ("act", str(row.number)), f"/en/{pages.forum.slug}/acts/{row.number}/"
        lede = words(pages.of(path).xpath("//main//p[./strong]/strong"))
        if path in listed:
            dated = listed[path].xpath(".//span[.//time][not(contains(., 'Prepared'))]")
            told = words(dated).partition(",")[0]
            said.note(thing, "state", "folder", told.casefold())
            said.note(thing, "state", "its page", lede.casefold())
