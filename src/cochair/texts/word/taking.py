"""A text as a Word file to take out: with what is proposed, or clean as it stands."""

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext as __
from django.utils.translation import override

from cochair.documents import queries as documents
from cochair.documents.word.heads import Heads
from cochair.parties import queries as parties
from cochair.parties.offices import Hat
from cochair.procedure import text as core
from cochair.texts import authors, issuing, queries
from cochair.texts.models import NegotiatedText
from cochair.texts.presenting.names import names_for
from cochair.texts.word.laying import Remark, Terms, lay
from cochair.texts.word.writing import Saying, write_text
from cochair.texts.wording import RESERVATIONS, VALUES
from cochair.web import formats
from cochair.web.saying import pick

MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def word(
    row: NegotiatedText, language: str, *, hat: Hat, at: datetime, is_clean: bool = False
) -> bytes:
    """The text in a language as DOCX, with authors as this reader sees them.

    Where not all proposals have room as tracked changes, the reader's own come first.  `at`
    (aware UTC) is when it is taken out.
    """
    text = queries.negotiated(row)
    based = issuing.bases(row)
    shapes = {one.id: one for one in based.get(text.negotiation, ())}
    shapes |= {one.id: one for one in based.get(language, ())}
    reader = authors.author_of(hat)
    terms = Terms(
        language,
        authors.level_for(row, hat),
        reader,
        shapes,
        first=reader,
        is_clean=is_clean,
    )
    with override(language):
        symbol = documents.name_of(row.document) or row.document.slug
        title = str(pick(row.document.title, language))
        day = formats.long_day(at.astimezone(formats.zone_of(row.forum.zone)).date(), language)
        note = __("Text under negotiation, as it stood on {day}").format(day=day)
        if is_clean:
            note = __(
                "Text under negotiation, without what is proposed, as it stood on {day}"
            ).format(day=day)
        forum = str(pick(parties.book(row.forum, at).title, language))
        return write_text(
            lay(text, terms),
            Saying(_namer(row, hat), _remarks(row, text, language)),
            language=language,
            title=f"{symbol} {title}",
            heads=Heads(
                left=(forum,),
                symbol=symbol,
                title=title,
                note=note,
                running=(f"{forum} · {symbol}", note),
            ),
            footer=f"{symbol} · {language.upper()}",
            at=at,
        )


def file_name(row: NegotiatedText, language: str, *, is_clean: bool) -> str:
    """What the file is called."""
    return f"{row.document.slug}-text-{language}{'-clean' if is_clean else ''}.docx"


def _namer(row: NegotiatedText, hat: Hat) -> Callable[[core.Author | None], str]:
    names = names_for(row, hat)
    nobody = __("A delegation")
    return lambda author: names(author).name if author is not None else nobody


def _remarks(
    row: NegotiatedText, text: core.NegotiatedText, language: str
) -> Callable[[Remark], str]:
    """What a comment says of what it is about, in the language of the file."""
    numbers = {one.id: text.number(one.id) for one in text.current}

    def said(remark: Remark) -> str:
        about = remark.about
        match about:
            case core.Position():
                return __("Position: {said}").format(said=__(VALUES[about.value]))
            case core.Reservation():
                kind = __(RESERVATIONS[about.kind])
                if about.until is None:
                    return __("Reservation: {kind}").format(kind=kind)
                until = formats.long_day(about.until, language)
                return __("Reservation: {kind}, until {day}").format(kind=kind, day=until)
            case core.Proposal():
                words = about.words.get(language) or about.words.get(text.negotiation, "")
                if about.operation is core.Operation.MOVE:
                    after = numbers.get(about.after, 0)
                    return __("Proposes to move it behind paragraph {number}.").format(number=after)
                if about.operation is core.Operation.DELETE or not words:
                    return __("Proposes to delete it.")
                if about.on:
                    return __("Proposes within what is proposed:") + f"\n{words}"
                return __("Proposes instead:") + f"\n{words}"

    return said
