"""What a text continues or translates in its document: which ids its paragraphs take."""

from cochair.features.documents.models import Expression, Revision
from cochair.formats import alignment, paragraphs
from cochair.formats.paragraphs import Text


def identified(revision: Revision, language: str, text: Text) -> Text:
    """A text with the ids of what it continues or translates in its document.

    The edition of the same language before it comes first, in this revision or the one before;
    then the source of the revision; a first text numbers its paragraphs anew.
    """
    document = revision.document
    rows = Expression.objects.filter(revision__document=document)
    used = {one["id"] for kept in rows.values_list("text", flat=True) for one in kept}
    same = rows.filter(language=language).order_by("revision__number", "edition").last()
    if same is not None:
        return alignment.continued(text, paragraphs.from_json(same.text), used)
    source = rows.filter(revision=revision, language=revision.source).order_by("edition").last()
    source = source or rows.order_by("revision__number", "edition").last()
    if source is not None:
        return alignment.translated(text, paragraphs.from_json(source.text), used)
    return paragraphs.fresh_ids(text)
