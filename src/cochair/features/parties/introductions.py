"""How an account of a demonstration is introduced: as its office, in the language and zone of its capital."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from babel.languages import get_official_languages
from django.utils.translation import gettext as __

from cochair.features.parties import queries
from cochair.features.parties.models import Forum
from cochair.web import code_labels
from cochair.web.varieties import override

# Of whoever has no capital; as an account has it that never chose a zone.
NO_ZONE = "UTC"


@dataclass(frozen=True, slots=True)
class Introduction:
    """What an office is called, in a language of the forum, and the IANA zone of its capital or seat."""

    name: str
    language: str
    zone: str


def introduce(
    forum: Forum,
    at: datetime,
    *,
    role: str,
    party: str = "",
    member: str = "",
    organisation: str = "",
) -> Introduction:
    """How an office of a forum is introduced: a State in its own language where the words of the forum are
    written in it, a Party in that of most of its members, everybody else in English."""
    roster, languages = queries.roster(forum), queries.book(forum, at).written
    if member:
        language, zone = spoken_in(member, languages), roster.member(member).zone
    elif party:
        speak = [
            spoken_in(one.code, languages)
            for one in roster.states
            if one.party_id == roster.party(party).pk
        ]
        language = Counter(speak).most_common(1)[0][0] if speak else languages[0]
        zone = roster.party(party).seat_zone
    else:
        language, zone = spoken_in("", languages), NO_ZONE
    short = {one.code: one.acronym for one in roster.organisations}.get(organisation, "")
    called = short or roster.names().get(member or organisation or party, {}).get(language, "")
    with override(language):
        title = __(code_labels.WORDS.get(role, role))
    return Introduction(
        ", ".join(filter(None, (title[:1].upper() + title[1:], called))), language, zone
    )


def spoken_in(country: str, languages: tuple[str, ...]) -> str:
    """The first official language of a country (ISO 3166) that is one of these; English, or else the first
    of these, where none is."""
    official = get_official_languages(country, de_facto=True) if country else ()
    known = [code for code in official if code in languages]
    return str(next(iter(known), "en" if "en" in languages else languages[0]))
