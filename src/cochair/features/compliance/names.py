"""The names behind codes, in every language: what results, sentences and acts speak of."""

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.utils.translation import gettext as __

from cochair.features.commitments.models import Instrument
from cochair.features.compliance import queries
from cochair.features.documents import facts as document_facts
from cochair.features.documents import queries as documents
from cochair.features.meetings.names import meeting_name
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.journal.table_cache import TableCache
from cochair.procedure.book import Book
from cochair.procedure.facts import Cycle
from cochair.procedure.refusal import _
from cochair.web.localize import in_all
from cochair.web.varieties import override

type Names = Mapping[str, Mapping[str, str]]


def names_of(forum: Forum) -> Names:
    """The names of everything that has a code in a forum, in every language."""
    return _NAMES.get(forum.slug, forum.pk, lambda: _names(forum.pk))


_NAMES: TableCache[Names] = TableCache(8)


def _names(pk: int) -> Names:
    forum = Forum.objects.get(pk=pk)
    books, facts = parties.books(forum), queries.facts(forum)
    book = books[-1]
    named: dict[str, Mapping[str, str]] = {forum.slug: forum.short_title}
    # The newest version last: what it took out keeps the name that it had.
    for one in books:
        named |= _of_version(one)
    named |= _of_cycles(facts.cycles, book)
    members = parties.roster(forum).names()
    for meeting in facts.meetings:
        named[meeting.id] = {
            language: meeting_name(meeting, book, language)
            for language, _name in settings.LANGUAGES
        }
        named |= {
            one.id: members[one.member] for one in meeting.delegations if one.member in members
        }
        if meeting.notices:
            notice = in_all(
                _("Notice of meeting: {meeting}"), meeting=named[meeting.id].__getitem__
            )
            named |= {one.id: notice for one in meeting.notices}
    for procedure in facts.procedures:
        named[procedure.id] = _of_decision(procedure.id, named.get(procedure.meeting or ""))
    named |= _PAPERS.get(forum.slug, forum.pk, lambda: _papers(Forum.objects.get(pk=pk)))
    named |= {row.slug: row.title for row in Instrument.objects.filter(forum=forum)}
    return named | dict(members)


# Read again when documents are written, and not when meetings are: there may be thousands.
_PAPERS: TableCache[Names] = TableCache(8, is_part=True)


def _papers(forum: Forum) -> Names:
    """The symbols of papers that clauses are judged on: others are evidence of nothing that is shown."""
    judged_on = [one.id for one in document_facts.documents(forum)]
    languages = [language for language, _name in settings.LANGUAGES]
    return {
        slug: dict.fromkeys(languages, symbol)
        for slug, symbol in documents.symbols(forum, judged_on).items()
    }


def _of_version(book: Book) -> Names:
    """What a version of the procedures calls functions, places, groups and configurations."""
    named: dict[str, Mapping[str, str]] = {}
    for configuration in book.configurations.values():
        named |= {tag.tag: tag.label for tag in configuration.functions}
    named |= {code: place.city for code, place in book.places.items()}
    named |= {code: group.label for code, group in book.groups.items()}
    return named | {code: one.title for code, one in book.configurations.items()}


def _of_decision(id: str, meeting: Mapping[str, str] | None) -> Mapping[str, str]:
    """A silence by its number, as its page is called; a decision by that and its meeting.

    Every meeting counts its decisions from one.
    """
    kind, number = id.partition("-")[0], id.rpartition("-")[2]
    words = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            if kind == "silence":
                said = __("Silence procedure {number}").format(number=number)
            else:
                said = __("Decision {number}").format(number=number)
        words[language] = f"{meeting[language]}, {said}" if meeting and kind != "silence" else said
    return words


def _of_cycles(cycles: Iterable[Cycle], book: Book) -> Names:
    """Cycles and each of their slots, by the ids under which clauses are judged on them."""
    said: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            said[language] = __("Cycle {number}")
    named: dict[str, Mapping[str, str]] = {}
    for cycle in cycles:
        words = {language: one.format(number=cycle.number) for language, one in said.items()}
        named[cycle.id] = words
        for code, one in book.configurations.items():
            named[f"{cycle.id}-{code}"] = {
                language: f"{words[language]}, {one.title[language]}" for language in words
            }
    return named
