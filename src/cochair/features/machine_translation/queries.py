"""Reads of machine translations."""

from django.conf import settings
from django.db.models import QuerySet

from cochair.features.documents.models import Document, Expression, MachineTranslation, Revision
from cochair.features.machine_translation.etranslation import ETranslation
from cochair.features.machine_translation.providers import MANUAL, Provider
from cochair.features.parties.models import Forum


def last(revision: Revision, language: str) -> MachineTranslation | None:
    """The one that was asked for last."""
    rows = MachineTranslation.objects.filter(revision=revision, language=language)
    return rows.order_by("pk").last()


def open_of(forum: Forum) -> QuerySet[MachineTranslation]:
    """Those that are on their way."""
    rows = MachineTranslation.objects.filter(revision__document__forum=forum, settled_at=None)
    return rows.select_related("revision__document__forum", "source", "asked_by")


def by_key(key: str) -> MachineTranslation | None:
    """The one that answers to a key, on its way or not."""
    rows = MachineTranslation.objects.select_related("revision__document__forum")
    return rows.filter(key=key).first()


def is_marked(document: Document) -> bool:
    """Whether a marking was found in any file that was ever an edition of a document."""
    return any(_files(document).values_list("file__markings", flat=True))


def was_held(document: Document) -> bool:
    """Whether any file that was ever an edition of a document was held, for whatever was found."""
    return any(_files(document).values_list("file__held", flat=True))


def _files(document: Document) -> QuerySet[Expression]:
    return Expression.objects.filter(revision__document=document, file__isnull=False)


def the_provider() -> Provider:
    """The provider that the settings name; by default none: translators get XLIFF files and send
    them back."""
    told = settings.TRANSLATOR
    if told["provider"] == ETranslation.code:
        return ETranslation(told["address"], told["application"], told["password"], told["domain"])
    return MANUAL
