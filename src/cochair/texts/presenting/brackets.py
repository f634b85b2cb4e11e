"""Words with what is proposed in brackets, as HTML; everything that anybody wrote is escaped."""

from collections.abc import Iterable

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as __

from cochair.procedure import text as core
from cochair.texts.presenting.names import Names, Who

NOTHING = "–"


def bracketed(pieces: Iterable[core.Piece], name: Names) -> SafeString:
    """Pieces of a paragraph: what nobody would change as it is, alternatives each in its bracket."""
    return SafeString("".join(_piece(one, name) for one in pieces))


def alternatives(found: Iterable[tuple[Who, str]]) -> SafeString:
    """Whole wordings that are proposed in a language in which no brackets are set."""
    return SafeString(" ".join(_way(who, escape(words)) for who, words in found))


def _piece(piece: core.Piece, name: Names) -> str:
    if isinstance(piece, core.Words):
        return escape(piece.words)
    return " ".join(filter(None, (_alternative(one, name) for one in piece.alternatives)))


def _alternative(way: core.Alternative, name: Names) -> str:
    said = "".join(_piece(one, name) for one in way.pieces)
    if way.author is None:
        # Where something is only added, there are no words that stand.
        return f'<span class="bracket">[{said}]</span>' if said else ""
    return _way(name(way.author), said)


def _way(who: Who, said: str) -> str:
    """One alternative; `said` is HTML already."""
    cite = f"<cite>{escape(who.short)}</cite> " if who.short else ""
    words = said or format_html('<span title="{}">{}</span>', __("taken out"), NOTHING)
    party = f' data-party="{escape(who.tone)}"' if who.tone else ""
    return f'<span class="bracket"{party}>[{cite}{words}]</span>'
