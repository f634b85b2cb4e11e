"""The entries of the frame: the same five on every page, and what stands under More."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as __

from cochair.features.parties.offices import OF_A_PRESIDENCY, ActingOffice, Power, Role
from cochair.features.parties.request import Request

# Whoever comes to meetings as a delegation, an institution or an observer.
COMES = frozenset({Role.DELEGATION_HEAD, Role.DELEGATION_MEMBER, Role.INSTITUTION, Role.OBSERVER})


@dataclass(frozen=True)
class Entry:
    """One entry: its word, its address, the pages that belong to it, its shape on a telephone.

    `pages` are the keys that views give as `here`.  An entry without an icon is in no bottom bar.
    Beside the one that `is_home` a page that knows it shows how many turns the reader has.
    """

    name: str
    href: str
    pages: frozenset[str] = field(default=frozenset())
    icon: str = ""
    is_home: bool = False


@dataclass(frozen=True)
class Menu:
    """What the frame leads to for one reader: the main entries, then those under More."""

    main: tuple[Entry, ...]
    more: tuple[Entry, ...]
    search: Entry

    @property
    def thumb(self) -> tuple[Entry, ...]:
        """What stands at the foot of a telephone."""
        return (*(entry for entry in self.main if entry.icon), self.search)

    @property
    def more_pages(self) -> frozenset[str]:
        """The pages that belong to what stands under More."""
        return frozenset().union(*(entry.pages for entry in self.more))


def menu(request: Request) -> Menu:
    """The entries for whoever asks: the work of an office, a guest's own, or what is public."""
    assert request.forum is not None
    slug, office = request.forum.slug, request.hat
    if office is not None and office.may(Power.READ_SHARED):
        main, more = _of_readers(slug), _more_of_readers(slug, office)
    elif office is not None and office.role in COMES:
        main, more = _of_guests(slug), _more_of_guests(slug)
    else:
        main, more = _of_the_public(slug), _more_of_the_public(slug)
    search = _entry(__("Search"), "search:search", slug, "search", icon="find")
    return Menu(tuple(main), tuple(more), search)


def _entry(name: str, view: str, slug: str, *pages: str, icon: str = "") -> Entry:
    return Entry(name, reverse(view, args=[slug]), frozenset(pages), icon, view == "desk:home")


def _of_readers(slug: str) -> Iterable[Entry]:
    yield _entry(__("Home"), "desk:home", slug, "home", "desk", icon="home")
    yield _entry(__("Meetings"), "desk:meetings", slug, "meetings", icon="meet")
    yield _entry(__("Texts"), "documents:documents", slug, "documents", "register", icon="file")
    yield _entry(__("Commitments"), "commitments:commitments", slug, "commitments")
    yield _entry(__("Cycle"), "desk:now", slug, "cycle")


def _more_of_readers(slug: str, office: ActingOffice) -> Iterable[Entry]:
    yield _entry(__("Signatures"), "acts:folder", slug, "acts")
    yield _entry(__("Decisions"), "decisions:decisions", slug, "decisions")
    if office.may(Power.RECORD_FACTS):
        yield _entry(__("Language versions"), "desk:languages", slug, "languages")
    if office.role in OF_A_PRESIDENCY:
        yield _entry(__("My term"), "desk:term", slug, "term")
    yield _entry(__("Procedures"), "compliance:procedures", slug, "procedures")
    yield _entry(__("Members"), "parties:members", slug, "members")
    if office.may(Power.RECORD_FACTS):
        yield _entry(__("Messages"), "outbox:outbox", slug, "mail")
    if office.may(Power.READ_JOURNAL):
        yield _entry(__("Activity"), "desk:journal", slug, "journal")
    yield _entry(__("Search"), "search:search", slug, "search")
    yield _entry(__("Calendar"), "public:calendar", slug, "calendar")


def _of_guests(slug: str) -> Iterable[Entry]:
    yield _entry(__("Home"), "desk:home", slug, "home", "desk", icon="home")
    yield _entry(
        __("Meetings"), "public:calendar", slug, "calendar", "mine", "meetings", icon="meet"
    )
    yield _entry(__("Texts"), "documents:documents", slug, "documents", icon="file")


def _more_of_guests(slug: str) -> Iterable[Entry]:
    yield _entry(__("Published texts"), "public:register", slug, "register")
    yield _entry(__("Public information"), "public:home", slug, "overview")
    yield from _more_of_the_public(slug)


def _of_the_public(slug: str) -> Iterable[Entry]:
    yield _entry(__("Home"), "public:home", slug, "overview", icon="home")
    yield _entry(__("Meetings"), "public:calendar", slug, "calendar", icon="meet")
    yield _entry(__("Texts"), "public:register", slug, "register", icon="file")


def _more_of_the_public(slug: str) -> Iterable[Entry]:
    yield _entry(__("Procedures"), "compliance:procedures", slug, "procedures")
    yield _entry(__("Search"), "search:search", slug, "search")
