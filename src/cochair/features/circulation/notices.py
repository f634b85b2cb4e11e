"""What is told of documents: a revision that went out (N12), a language that went stale (N14).

A letter says that there is something to read and where; it carries no word of the document.
Source: domain.md C.5.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from cochair.features.agendas import queries as agendas
from cochair.features.documents import queries
from cochair.features.documents.models import Circulation, Document, Revision
from cochair.features.mail import notifications
from cochair.features.mail.letters import Letter, Page, Recipient, to_account
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import Role
from cochair.features.parties.queries import Holder
from cochair.journal.models import Entry
from cochair.procedure.refusal import Sentence, _
from cochair.web import localize

CIRCULATED, STALE = "N12", "N14"
# The purpose of a paper that asks nothing of who reads it.
INFORMATION = "information"


def register_all() -> None:
    """Make these tellers known; called once, when the app is ready."""
    notifications.register("document.circulated", of_a_circulation)
    notifications.register("language.released", of_what_went_stale)


def of_a_circulation(entry: Entry, at: datetime) -> Iterable[Letter]:
    """A revision went out: everybody with an office who may read it, but its own authors."""
    document = _document(entry)
    circulation = Circulation.objects.filter(pk=entry.facts.get("circulation", 0)).first()
    if document is None or circulation is None:
        return
    # A published agenda is told of as an agenda, with what changed in it.
    if agendas.is_agenda(document.forum, document.slug):
        return
    lines = [Sentence(_("A document was circulated to you: {symbol}."), _named(document, entry))]
    if circulation.until is not None:
        lines.append(
            Sentence(_("Comments are requested until {until}."), {"until": circulation.until})
        )
    for one in _readers(document, entry.at):
        yield Letter(
            key=f"circulated:{circulation.pk}",
            forum_slug=entry.forum,
            to=_to(one),
            subject=Sentence(_("New document: {symbol}"), _named(document, entry)),
            lines=tuple(lines),
            path=Page("documents:document", (entry.forum, document.slug)),
            event=CIRCULATED,
            informs=circulation.purpose == INFORMATION and circulation.until is None,
            about=("document", document.key),
        )


def of_what_went_stale(entry: Entry, at: datetime) -> Iterable[Letter]:
    """A language changed in substance: the secretariat of the Party that owes the others."""
    document = _document(entry)
    stale = entry.facts.get("stale") or []
    if document is None or not stale:
        return
    revision = Revision.objects.filter(document=document, number=entry.facts["revision"]).first()
    party = revision.party.code if revision and revision.party else ""
    for one in parties.holders(document.forum, at):
        if one.hat.role is not Role.SECRETARIAT or one.hat.party != party:
            continue
        if not _reads(document, one, at):
            continue
        yield Letter(
            key=f"stale:{entry.seq}",
            forum_slug=entry.forum,
            to=_to(one),
            subject=Sentence(_("Language versions out of date: {symbol}"), _named(document, entry)),
            lines=(
                Sentence(
                    _("The {language} version has changed. Versions now out of date: {others}."),
                    {
                        "language": localize.languages([str(entry.facts["language"])])[0],
                        "others": localize.languages(stale),
                    },
                ),
            ),
            path=Page("documents:document", (entry.forum, document.slug)),
            event=STALE,
            about=("document", document.key),
        )


def _document(entry: Entry) -> Document | None:
    rows = Document.objects.filter(forum__slug=entry.forum, key=entry.about_id)
    return rows.select_related("forum", "party").first()


def _readers(document: Document, at: datetime) -> Iterator[Holder]:
    """Everybody with an office who may read a document and did not register it."""
    for one in parties.holders(document.forum, at):
        reads = one.hat.role is not Role.AUDITOR and _reads(document, one, at)
        if reads and not queries.is_own(document, one.hat):
            yield one


def _reads(document: Document, one: Holder, at: datetime) -> bool:
    """Whether an office finds the page that a message leads to; it is told of nothing else."""
    return queries.is_visible(document, one.hat, at)


def _to(one: Holder) -> Recipient:
    return to_account(one.account, office=one.hat.title, party=one.hat.party)


def _named(document: Document, entry: Entry) -> dict[str, object]:
    number = entry.facts.get("revision", 0)
    name = queries.name_of(document, int(number) if isinstance(number, int) else 0)
    return {"symbol": name or document.title}
