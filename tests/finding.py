"""What somebody finds in the small forum: questions as they are typed, answers as keys and words."""

from datetime import datetime

from cochair.kernel.search import HOUSE, PUBLIC, Filters
from cochair.parties.models import Forum
from cochair.parties.offices import Hat
from cochair.search import presenting, queries, question, reading
from world import NOW

LANGUAGES = ("en", "es", "pt")


def found(
    forum: Forum,
    typed: str,
    hat: Hat | None,
    *,
    language: str = "en",
    at: datetime = NOW,
    **to: object,
) -> queries.Found:
    """What a hat (None: anyone) finds, after what was recorded was read."""
    while reading.catch_up(forum, at):
        pass
    asked = question.read(typed, LANGUAGES, queries.terms(forum))
    narrowed = Filters(**to)  # type: ignore[arg-type]
    return queries.find(forum, asked, hat=hat, at=at, language=language, to=narrowed)


def places(
    forum: Forum, typed: str, hat: Hat | None, *, of: str = "document", **more: object
) -> set[tuple[int, str]]:
    """The things of a kind and the paragraphs that a hat finds; that of a title is empty."""
    groups = found(forum, typed, hat, **more).groups  # type: ignore[arg-type]
    return {
        (group.item, hit.paragraph) for group in groups if group.kind == of for hit in group.hits
    }


def items(forum: Forum, typed: str, hat: Hat | None, of: str, **more: object) -> set[int]:
    """The things of a kind that a hat finds."""
    return {item for item, _paragraph in places(forum, typed, hat, of=of, **more)}


def shown(
    forum: Forum, typed: str, hat: Hat | None, *, language: str = "en"
) -> list[presenting.Result]:
    """What the page shows of it."""
    answers = found(forum, typed, hat, language=language)
    audience = PUBLIC if hat is None else HOUSE
    asked = question.read(typed, LANGUAGES, queries.terms(forum))
    texts = queries.texts(answers.groups, presenting.SHOWN, audience=audience)
    cards = queries.cards(forum, answers.groups, audience)
    return presenting.results(answers.groups, cards, texts, asked, language)


def text(result: presenting.Result, number: int = 0) -> str:
    """A snippet as it reads, with what is marked in brackets."""
    pieces = result.snippets[number].pieces
    return "".join(f"[{one.text}]" if one.is_marked else one.text for one in pieces)
