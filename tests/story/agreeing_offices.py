"""What other offices read says the same: their homes, their lists and pages of meetings, the acts that
they sign, the silences that run, the counts of clauses, and who is waited for.

`agreeing` compares what a secretariat and anyone read; here the pages of a co-presidency, of each
secretariat and of a delegation are laid beside them, each under the name of its reader.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

from cochair.features.accounts.models import Account
from cochair.features.decisions.models import RoomDecision
from cochair.features.meetings.models import Meeting
from cochair.features.meetings.titles import meeting_titles
from cochair.features.parties import queries as parties
from cochair.features.parties.middleware import CHOSEN
from cochair.features.parties.models import Forum, Office
from cochair.features.parties.offices import ActingOffice, Role
from cochair.site.desk import turns
from cochair.web.clock import clock
from cochair.web.localize import translated
from people import signed_in
from story import agreeing, walk
from story.agreeing import Pages, Said, day, words

READERS = frozenset({Role.CO_PRESIDENCY, Role.SECRETARIAT, Role.DELEGATION_HEAD})
OF_A_PARTY = READERS - {Role.DELEGATION_HEAD}
PREPARED = "You prepare it for:"
TALLY = "//ul[@class='tally']"
SIGNED = "//ol[@class='turns']/li[.//a[contains(@href, '/acts/')]]"


def contradictions(forum: Forum, at: datetime) -> list[str]:
    """What the pages of a forum say against each other at an instant (aware UTC), to a secretariat, to
    anyone, to a co-presidency and a secretariat of each Party, and to a delegation."""
    said = agreeing.read(forum, at)
    with walk.aside(at):
        _clauses(Pages(forum, walk.walker(forum, agreeing.READER, at).client), said)
        for reader, pages in _readers(forum, at):
            if not reader.startswith(Role.SECRETARIAT):
                _of(reader, pages, said)
            _waited_for(reader, pages, said)
    return [f"{at:%Y-%m-%d}: {one}" for one in said.contradictions()]


def _readers(forum: Forum, at: datetime) -> Iterator[tuple[str, Pages]]:
    """The first co-presidency in office and secretariat of each Party, and the first delegation."""
    found: set[tuple[str, str]] = set()
    held = Office.objects.filter(forum=forum, role__in=READERS).values("account")
    for account in Account.objects.filter(pk__in=held).order_by("pk"):
        for hat in parties.hats(forum, account, at):
            if hat.role not in READERS or not turns.has_home(hat):
                continue
            if hat.role is Role.CO_PRESIDENCY and not hat.in_term:
                continue
            kind = (hat.role.value, hat.party if hat.role in OF_A_PARTY else "")
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


def _waited_for(reader: str, pages: Pages, said: Said) -> None:
    """Which presidency does what about a meeting: as home says whom the reader waits for, or prepares it
    for, and as the page of that meeting says it, in the phase in which it is and in that of its notice.

    Delegations are counted on home; and of what the reader signs too, only the others are waited for.
    """
    home, titles, told = pages.of("home/"), _titles(pages.forum), dict[str, str]()
    roster = parties.roster(pages.forum)
    presidencies = {_names(str(translated(one.presidency_title, "en"))) for one in roster.parties}
    for row in home.xpath("//ol[@class='waits']/li"):
        who = words(row.xpath("./div/b"))
        if presidencies.issuperset(_names(who).split("; ")):
            told[words(row.xpath(".//*[@class='sub']"))] = who
    for row in home.xpath("//ol[@class='turns']/li"):
        prepared = next((one for one in map(words, row.xpath(".//p")) if PREPARED in one), "")
        told[words(row.xpath(".//h2"))] = prepared.removeprefix(PREPARED)
    named: set[str] = set()
    for line, who in told.items():
        slug, what = _about(line, titles)
        if slug and who:
            named.add(slug)
            said.note(("turn", f"{what} ({slug})"), "who", f"home of {reader}", _names(who))
    for slug in named:
        for phase in ("", "?phase=invite"):
            page = pages.of(f"meetings/{slug}/{phase}")
            for line in page.xpath("//ol[@class='checks']/li"):
                thing = ("turn", f"{words(line.xpath('./h3'))} ({slug})")
                if (thing, "who") in said.facts:
                    who = words(line.xpath("./p"))
                    said.note(thing, "who", f"its page for {reader}", _names(who))


def _titles(forum: Forum) -> dict[str, str]:
    """The meetings that lie ahead, by their names: those of an earlier one are the same."""
    rows = Meeting.objects.filter(forum=forum, opened_at=None, cancelled_at=None)
    book = parties.book(forum, clock.now())
    return {str(translated(meeting_titles(row, book), "en")): row.slug for row in rows}


def _about(line: str, titles: dict[str, str]) -> tuple[str, str]:
    """The meeting that a line ends with, and the line without it, as its page says it."""
    for title, slug in titles.items():
        for written in (f": {title}", f", {title}", f" ({title})"):
            if line.endswith(written):
                return slug, line.removesuffix(written)
    return "", line


def _names(who: str) -> str:
    """Names in one order, however a page lists them; a page begins each list with a capital."""
    found = (one.strip() for part in who.split(";") for one in part.split(" and "))
    return "; ".join(sorted(one[:1].upper() + one[1:] for one in found))


def _instant(at: str) -> str:
    return datetime.fromisoformat(at).astimezone(UTC).isoformat()
