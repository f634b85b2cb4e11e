"""Which part of which guide belongs to which page, and the terms that such a page uses.

A page is called by the name of its view, or by the namespace of it where all its pages have the same
help.  Each topic names, for every guide, a heading of its English text.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext

from cochair.features.parties.offices import ActingOffice, Role
from cochair.site.public.guides import reading
from cochair.web.localize import language_now
from cochair.web.templatetags.terms import TERMS

GUIDE_OF: Mapping[Role, str] = {
    Role.CO_PRESIDENCY: "presidency",
    Role.INCOMING: "presidency",
    Role.SECRETARIAT: "secretariat",
    Role.SUPPORT: "secretariat",
    Role.AUDITOR: "secretariat",
    Role.ADMINISTRATOR: "secretariat",
    Role.DELEGATION_HEAD: "delegation",
    Role.DELEGATION_MEMBER: "delegation",
    Role.COORDINATOR: "delegation",
    Role.INSTITUTION: "delegation",
    Role.CONTACT_POINT: "delegation",
    Role.OBSERVER: "observer",
}


@dataclass(frozen=True)
class Topic:
    """A heading in each guide, and terms."""

    secretariat: str
    presidency: str
    delegation: str
    observer: str
    public: str
    terms: tuple[str, ...] = ()

    def heading(self, guide: str) -> str:
        """The English heading of this topic in a guide."""
        return str(getattr(self, guide))


_FIRST = "What you see first"
_BEFORE, _DURING, _AFTER = "Before a meeting", "During a meeting", "After a meeting"
_SIGN = "What you sign and what it does"
_FIND, _MEET, _READ = "What you find here", "Meetings and dates", "Texts and procedures"

START = Topic(_FIRST, _FIRST, _FIRST, _FIRST, _FIND, ("practice", "rule", "for_signature"))
PLAN = Topic("Fix the day", _BEFORE, _BEFORE, _BEFORE, _MEET, ("practice", "rule"))
PREPARE = Topic(_BEFORE, _BEFORE, _BEFORE, _BEFORE, _MEET, ("practice", "rule"))
INVITE = Topic("Invite", _BEFORE, "Answer the invitation", "When you are invited", _MEET)
PEOPLE = Topic("Who comes", _BEFORE, "Name who comes", "When you are invited", _MEET)
OBSERVERS = Topic("Observers", _BEFORE, _BEFORE, "Apply", _MEET, ("practice",))
AGENDA = Topic(
    "The agenda", _BEFORE, "Ask for an item of the agenda", "When you are invited", _MEET
)
PAPERS = Topic(
    "Papers and languages",
    _BEFORE,
    "Read and comment",
    "When you are invited",
    _READ,
    ("marking", "courtesy", "fingerprint"),
)
TEXTS = Topic(
    "Papers and languages",
    "Decide",
    "Propose other words",
    _DURING,
    _READ,
    ("reservation", "ad_referendum"),
)
DOOR = Topic("At the door", _DURING, _DURING, _DURING, _MEET)
ROOM = Topic("In the room", "Open and lead", _DURING, _DURING, _MEET, ("reservation",))
DECIDE = Topic(
    "In the room", "Decide", _DURING, _DURING, _READ, ("silence", "reservation", "exception")
)
AFTER = Topic(_AFTER, _AFTER, _AFTER, _AFTER, _READ, ("cycle",))
SIGN = Topic(_SIGN, _SIGN, _SIGN, _SIGN, _FIND, ("for_signature", "fingerprint"))
RULES = Topic(
    "When a step is refused",
    "When a step is refused",
    "When a step is refused",
    "When a step is refused",
    _READ,
    ("rule", "practice", "exception", "not_established"),
)
CLOSED = Topic(
    "Where your Party's space is closed",
    "Where your Party's space is closed",
    "Where your Party's space is closed",
    "Where a Party's space is closed",
    "Your data",
)

# The help of a page: by the name of its view, else by the namespace; "" is what is in none.
PAGES: Mapping[str, Topic] = {
    "": START,
    "acts": SIGN,
    "api": DECIDE,
    "archives": CLOSED,
    "commitments": AFTER,
    "commitments:coherence": AGENDA,
    "compliance": RULES,
    "decisions": DECIDE,
    "desk": START,
    "desk:cycle": PLAN,
    "desk:journal": SIGN,
    "desk:languages": PAPERS,
    "desk:meeting": PREPARE,
    "desk:meeting-documents": PAPERS,
    "desk:meetings": PREPARE,
    "desk:packs": PEOPLE,
    "desk:room": ROOM,
    "desk:room-screen": ROOM,
    "desk:text-map": TEXTS,
    "documents": PAPERS,
    "handovers": AFTER,
    "mail": START,
    "meetings": PREPARE,
    "meetings:agenda": AGENDA,
    "meetings:agenda-compare": AGENDA,
    "meetings:agenda-draft": AGENDA,
    "meetings:agenda-insert": AGENDA,
    "meetings:agenda-item": AGENDA,
    "meetings:agenda-register": AGENDA,
    "meetings:agenda-request": AGENDA,
    "meetings:agenda-version": AGENDA,
    "meetings:check-in": DOOR,
    "meetings:contacts": INVITE,
    "meetings:delegation": PEOPLE,
    "meetings:delegations": PEOPLE,
    "meetings:hours": PLAN,
    "meetings:invitation": INVITE,
    "meetings:invitations": INVITE,
    "meetings:item-conclude": ROOM,
    "meetings:item-defer": ROOM,
    "meetings:notice": INVITE,
    "meetings:observer": OBSERVERS,
    "meetings:observer_entry": OBSERVERS,
    "meetings:observers": OBSERVERS,
    "meetings:participant": PEOPLE,
    "meetings:participants": PEOPLE,
    "meetings:people-import": PEOPLE,
    "meetings:planner": PLAN,
    "meetings:schedule": PLAN,
    "outbox": INVITE,
    "own_data": CLOSED,
    "parties": START,
    "personal": CLOSED,
    "public": Topic(_FIRST, _FIRST, _FIRST, _FIRST, _FIND, ("cycle", "not_established")),
    "public:calendar": PREPARE,
    "public:document": PAPERS,
    "public:expression": PAPERS,
    "public:register": PAPERS,
    "records": AFTER,
    "search": PAPERS,
    "story": START,
    "takeup": START,
    "texts": TEXTS,
}


@dataclass(frozen=True)
class Help:
    """What the drawer of a page shows."""

    sections: tuple[reading.Section, ...]
    terms: tuple[tuple[str, str], ...]
    whole: str


def guide(request: HttpRequest) -> Mapping[str, object]:
    """`guide`: the help of this page, for whoever reads it, made where it is shown."""
    return {"guide": SimpleLazyObject(lambda: of_page(request))}


def of_page(request: HttpRequest) -> Help:
    """The part of the guide of this reader that belongs to this page."""
    match = request.resolver_match
    topic = topic_of(match.view_name if match else "")
    name = guide_of(getattr(request, "hat", None))
    terms = tuple((gettext(TERMS[key].word), gettext(TERMS[key].sentence)) for key in topic.terms)
    found = reading.section(name, language_now(), topic.heading(name))
    return Help(found, terms, reverse("guide", args=[name]))


def topic_of(view: str) -> Topic:
    """The topic of a page by the name of its view; that of the beginning when nothing else is said."""
    space = view.rpartition(":")[0]
    return PAGES.get(view) or PAGES.get(space) or START


def guide_of(office: ActingOffice | None) -> str:
    """The guide of an office; that of the public for nobody."""
    return GUIDE_OF[office.role] if office is not None else "public"
