"""The official forms of a document, all made from the same paragraphs, and what each is called.

What was published may be asked for by anyone, as often as they like: it is made once and kept in
the cache for a day.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from django.core.cache import cache

from cochair.documents.models import Expression, Publication
from cochair.documents.printing import akoma, docx, heading, pdf

A_DAY = 24 * 60 * 60
MOST_KEPT = 1_000_000

type Make = Callable[[Expression, Publication | None], bytes]


@dataclass(frozen=True, slots=True)
class Form:
    """A form: its media type, how it is made, and how its name ends."""

    media: str
    make: Make


FORMS: Mapping[str, Form] = {
    "pdf": Form("application/pdf", pdf.pdf),
    "docx": Form(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx.docx
    ),
    "xml": Form("application/akn+xml", akoma.akoma),
}

# By which name an address is asked for, and how it ends.
NAMES = (("pdf", "pdf"), ("docx", "docx"), ("akoma", "xml"))


def file_name(expression: Expression, ending: str) -> str:
    """What the file is called: symbol, revision and language, in signs that every system takes."""
    revision = expression.revision
    number = f"-rev-{revision.number}" if revision.number else ""
    return f"{revision.document.slug}{number}-{expression.language}.{ending}"


def of_published(expression: Expression, published: Publication, form: str) -> tuple[bytes, str]:
    """A published edition in a form as anyone may have it, and a mark that changes with it."""
    told = repr((expression.digest, expression.pk, heading.of(expression, published)))
    mark = sha256(f"{form} {told}".encode()).hexdigest()
    made = cache.get(mark)
    if made is None:
        made = FORMS[form].make(expression, published)
        if len(made) <= MOST_KEPT:
            cache.set(mark, made, A_DAY)
    return made, mark
