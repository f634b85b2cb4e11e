"""What somebody finds in the small forum: questions as they are typed, answers as keys and words."""

from datetime import datetime

from django.test import Client

import delegations
import people
import rooms
from cochair.features.accounts.models import Account
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Role
from cochair.features.search import indexer, queries, question, views
from cochair.kernel.search import HOUSE, PUBLIC, Filters
from cochair.web.clock import clock
from world import NOW

LANGUAGES = ("en", "es", "pt")
HARBOURS = "world-harbours"
CLAUSES = "procedure-version"


def found(
    forum: Forum,
    typed: str,
    hat: ActingOffice | None,
    *,
    language: str = "en",
    at: datetime = NOW,
    **to: object,
) -> queries.Found:
    """What a hat (None: anyone) finds, after what was recorded was read."""
    while indexer.catch_up(forum, at):
        pass
    asked = question.read(typed, LANGUAGES, queries.terms(forum))
    narrowed = Filters(**to)  # type: ignore[arg-type]
    return queries.find(forum, asked, hat=hat, at=at, language=language, to=narrowed)


def places(
    forum: Forum, typed: str, hat: ActingOffice | None, *, of: str = "document", **more: object
) -> set[tuple[int, str]]:
    """The things of a kind and the paragraphs that a hat finds; that of a title is empty."""
    groups = found(forum, typed, hat, **more).groups  # type: ignore[arg-type]
    return {
        (group.item, hit.paragraph) for group in groups if group.kind == of for hit in group.hits
    }


def items(forum: Forum, typed: str, hat: ActingOffice | None, of: str, **more: object) -> set[int]:
    """The things of a kind that a hat finds."""
    return {item for item, _paragraph in places(forum, typed, hat, of=of, **more)}


def shown(
    forum: Forum, typed: str, hat: ActingOffice | None, *, language: str = "en"
) -> list[views.Result]:
    """What the page shows of documents; clauses are left out, in which the same words may stand."""
    answers = found(forum, typed, hat, language=language, kind="document")
    audience = PUBLIC if hat is None else HOUSE
    asked = question.read(typed, LANGUAGES, queries.terms(forum))
    texts = queries.texts(answers.groups, views.SHOWN, audience=audience)
    cards = queries.cards(forum, answers.groups, audience)
    return views.results(answers.groups, cards, texts, asked, language)


def text(result: views.Result, number: int = 0) -> str:
    """A snippet as it reads, with what is marked in brackets."""
    pieces = result.snippets[number].pieces
    return "".join(f"[{one.text}]" if one.is_marked else one.text for one in pieces)


def hat(forum: Forum, account: Account | None, at: datetime) -> ActingOffice | None:
    """The hat with which somebody searches; an administrator finds what anyone finds."""
    found = None if account is None else people.hat(forum, account, at)
    return None if found is not None and found.role is Role.ADMINISTRATOR else found


def opens(account: Account | None, address: str, at: datetime) -> bool:
    """Whether a page opens for somebody."""
    client = people.signed_in(account) if account is not None else Client()
    with clock.at(at):
        return client.get(address).status_code == 200


def agree(
    forum: Forum,
    address: str,
    typed: str,
    of: str,
    item: int,
    at: datetime,
    asked: dict[str, tuple[Account | None, bool]],
    *,
    alone: bool = True,
) -> None:
    """Who opens the page of a thing finds it, and who does not does not: as it is said for each.

    Where nothing else has the words (`alone`), they find nothing at all but clauses, which are public.
    """
    for name, (account, reads) in asked.items():
        assert opens(account, address, at) is reads, name
        finds = items(forum, typed, hat(forum, account, at), of, at=at)
        assert finds == ({item} if reads else set()), name
        if alone and not reads:
            groups = found(forum, typed, hat(forum, account, at), at=at).groups
            assert {group.kind for group in groups} <= {CLAUSES}, name


def offices(forum: Forum) -> dict[str, Account]:
    """Somebody in each office that reads more or less than another."""
    return {
        "delegation": delegations.contact(forum, "XN"),
        "presidency": Account.objects.get(pk=rooms.chair(forum, "CONCERT").account),
        "institution": people.person(forum, Role.INSTITUTION, organisation=HARBOURS),
        "observer": people.person(forum, Role.OBSERVER, organisation=rooms.ADMITTED),
        "administrator": people.person(forum, Role.ADMINISTRATOR),
    }


def who(known: dict[str, Account], *readers: str) -> dict[str, tuple[Account | None, bool]]:
    """Everybody of whom it is asked, and whether they read."""
    return {"anyone": (None, False)} | {
        name: (account, name in readers) for name, account in known.items()
    }


def word(said: str) -> str:
    """The longest word of a title, by which it is searched."""
    return max(said.replace("-", " ").split(), key=len)
