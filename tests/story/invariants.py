"""The fourteen invariants of domain.md C.11 on a database, whatever was done in it.

`after_each` looks at rows and takes some hundredths of a second: 1, 2, 6, 7, 9 (without gap), 11, 12 and 13.
`after_a_story` asks for results, searches and the whole ledger, and takes some seconds: 3, 4, 5, 8, 9, 10 and 14,
and whether each turn leads to a page.
Each gives the sentences of what does not hold.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Model
from django.urls import NoReverseMatch, reverse

import finding
from cochair.features.acts.models import JointAct, Key
from cochair.features.compliance import actions as compliance
from cochair.features.compliance import queries as results
from cochair.features.decisions.models import Message, Objection, RoomDecision, SilenceProcedure
from cochair.features.documents import queries as documents
from cochair.features.documents.models import Document, Publication
from cochair.features.meetings.models import Meeting, ObserverRequest
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum, Office
from cochair.features.parties.offices import ActingOffice, Role
from cochair.features.room import queries as room
from cochair.features.silence import queries as silences
from cochair.journal import entry_hashing, merkle
from cochair.journal.models import Entry, Ledger
from cochair.kernel import kind as kinds
from cochair.procedure import consensus
from cochair.procedure import silence as core
from cochair.procedure.presidency import holder
from cochair.procedure.result import Outcome
from cochair.story.events import Stage
from cochair.web.localize import in_all
from explaining import fault
from story.offered import dead_ends

WITHOUT_A_SAY = ("institution", "observer", "secretariat", "auditor", "administrator")
HAVE_A_SAY = ("delegation_head", "delegation_member", "co_presidency")
FIRM = frozenset({"", "fixed", "rule", "practice", "soon"})
LANGUAGES_RULE, OBSERVERS_RULE = "I.2.6", "II.1.composition.c"


def after_each(forum: Forum, at: datetime) -> list[str]:
    """What does not hold among the cheap ones."""
    return [
        *agreed_without_consensus(forum),
        *keys_that_bind_nobody(forum),
        *two_meetings_in_a_slot(forum),
        *gaps(forum),
        *heard_without_a_say(forum),
        *counted_too_late(forum, at),
        *read_without_publication(forum),
        *kept_too_long(forum),
    ]


def after_a_story(forum: Forum, at: datetime, stage: Stage) -> list[str]:
    """What does not hold among those that take time."""
    return [
        *invited_and_met(forum, at),
        *seen_by_the_other(forum, at, stage),
        *languages_of_two_revisions(forum, at),
        *computed_otherwise(forum, at),
        *ledger_broken(forum),
        *changed_by_an_option(forum, at, stage),
        *not_met_by_practice(forum, at),
        *said_otherwise(forum, at),
        *turns_that_lead_nowhere(forum, at),
        *dead_ends(forum, at),
    ]


def turns_that_lead_nowhere(forum: Forum, at: datetime) -> Iterator[str]:
    """Whose turn it is is said of an office, in whole sentences, with an address that is there."""
    for kind in kinds.every():
        if isinstance(kind.turns, kinds.No):
            continue
        for row in kind.turns.open(forum):
            for turn in kind.turns.of(row, at):
                said = f"A turn of {kind.code} at {at}: {turn}"
                name, *arguments = [one for one in turn.address if not one.startswith("#")]
                try:
                    reverse(name, args=[forum.slug, *arguments])
                    in_all(turn.says, **turn.facts)
                except (NoReverseMatch, KeyError, ValueError) as problem:
                    yield f"{said}: {problem!r}"
                if turn.role not in set(Role) or not turn.of:
                    yield f"{said}: no office."
                if (turn.until is None) != (not turn.firm) or turn.firm not in FIRM:
                    yield f"{said}: from where its end comes is not said."
                if turn.until is not None and turn.until.tzinfo is None:
                    yield f"{said}: its end is in no zone."


def kept_too_long(forum: Forum) -> Iterator[str]:
    """Parties, members, organisations and terms that are kept although an act changed them."""
    kept = parties.roster(forum)
    anew = parties.read_roster(forum.pk)
    for name in ("parties", "members", "term_rows", "organisations"):
        if _values(getattr(kept, name)) != _values(getattr(anew, name)):
            yield f"The {name} of {forum.slug} are others than those that are kept."


def _values(rows: Iterable[Model]) -> list[dict[str, object]]:
    return [{k: v for k, v in vars(row).items() if k != "_state"} for row in rows]


def said_otherwise(forum: Forum, at: datetime) -> Iterator[str]:
    """Rows whose sentences do not say why they are what they are."""
    for one in results.results(forum, at):
        if wrong := fault(one):
            yield f"A row says what it is not: {wrong}"


def agreed_without_consensus(forum: Forum) -> Iterator[str]:
    """INV-1: adopted only without an objection, clean, by both in office, on the words that were put."""
    for row in RoomDecision.objects.filter(meeting__forum=forum, claim="consensus"):
        now = room.decision(room.fresh(row))
        stage = consensus.stage(now)
        if not stage.value.startswith("adopted"):
            continue
        if consensus.standing(now):
            yield f"INV-1: {row} is adopted over an objection."
        if row.declaration is None or row.declaration.keys.count() < 2:
            yield f"INV-1: {row} is adopted without both declarations."
        elif row.declaration.body["binds"] != consensus.declaration_digest(
            now, consensus.Claim.CONSENSUS
        ):
            yield f"INV-1: {row} is adopted on other words than those that were put."


def keys_that_bind_nobody(forum: Forum) -> Iterator[str]:
    """INV-2 and INV-6: two accounts, one of each Party, each in office at its instant."""
    roster = parties.roster(forum)
    keys = Key.objects.filter(act__forum=forum).select_related("act", "party", "member")
    by_act: dict[int, list[Key]] = {}
    for key in keys:
        by_act.setdefault(key.act_id, []).append(key)
        found = holder(roster.terms, key.party.code, key.at).holder
        # Who is set aside since held its term all the same.
        if found is not None and found != key.member.code:
            yield f"INV-6: {key.member} turned a key of {key.party} while {found} held it."
        if key.digest != key.act.digest:
            yield f"INV-2: {key.act} binds something else than the key of {key.party}."
    for act in JointAct.objects.filter(forum=forum, state="effective"):
        turned = by_act.get(act.pk, [])
        if {key.party.code for key in turned} != set(roster.party_codes):
            yield f"INV-2: {act} is in effect without a key of each Party."
        if len({key.account_id for key in turned}) < len(turned):
            yield f"INV-2: {act} is in effect by the keys of one person."


def invited_and_met(forum: Forum, at: datetime) -> Iterator[str]:
    """INV-3: an observer that was invited before both agreed never makes the clause met."""
    for row in ObserverRequest.objects.filter(meeting__forum=forum).select_related("meeting"):
        if row.invited_at is None:
            continue
        agreed = [one.at for one in row.answers.filter(answer="agreed") if one.at <= row.invited_at]
        if len(agreed) < len(parties.roster(forum).party_codes):
            found = results.result_on(forum, OBSERVERS_RULE, row.meeting.slug, at)
            if found is not None and found.outcome is Outcome.MET:
                yield f"INV-3: {row} was invited early, and the clause is met."


def seen_by_the_other(forum: Forum, at: datetime, stage: Stage) -> Iterator[str]:
    """INV-4: what one Party keeps for itself is read, counted and found by nobody of the other."""
    hidden = Document.objects.filter(forum=forum, marking="internal").select_related("party")
    for paper in hidden:
        assert paper.party is not None
        for hat in _others(stage, paper.party.code):
            if documents.document(forum, paper.slug, hat, at) is not None:
                yield f"INV-4: {hat.title} reads {paper}."
            title = next(iter(paper.title.values()))
            groups = finding.found(forum, f'"{title}"', hat, at=at).groups
            if any(group.kind != finding.CLAUSES for group in groups):
                yield f"INV-4: {hat.title} finds {paper}."


def _others(stage: Stage, party: str) -> list[ActingOffice]:
    names = ("secretariat", "secretariat-clasi", "es", "py", "europol", "interpol")
    return [hat for hat in map(stage.hat, names) if hat.party != party]


def languages_of_two_revisions(forum: Forum, at: datetime) -> Iterator[str]:
    """INV-5: where the clause on languages is met, one revision is there in all of them."""
    codes = {"en", "es", "pt"}
    for found in results.results(forum, at):
        if found.rule != LANGUAGES_RULE or found.outcome is not Outcome.MET:
            continue
        paper = Document.objects.get(forum=forum, slug=found.target.id)
        revision = documents.circulated_revision(paper)
        if revision is None or not codes <= set(documents.released(revision)):
            yield f"INV-5: {paper} is met without one revision in every language."


def two_meetings_in_a_slot(forum: Forum) -> Iterator[str]:
    """INV-7: at most one meeting that counts in each slot of each cycle."""
    seen: set[tuple[str, int]] = set()
    rows = Meeting.objects.filter(forum=forum, cycle__isnull=False, kind="meeting")
    for row in rows.filter(cancelled_at=None):
        slot = (row.configuration, row.cycle_id or 0)
        if slot in seen:
            yield f"INV-7: {row} is the second in its slot."
        seen.add(slot)


def computed_otherwise(forum: Forum, at: datetime) -> Iterator[str]:
    """INV-8: computed anew from the rows, the results are the same."""
    before = results.results(forum, at)
    results.forget()
    if results.results(forum, at) != before:
        yield "INV-8: the same facts give other results."


def gaps(forum: Forum) -> Iterator[str]:
    """INV-9, its cheap half: no gap in the sequence, and the ledger counts as many."""
    size = Entry.objects.filter(forum=forum.slug).count()
    last = Entry.objects.filter(forum=forum.slug).order_by("-seq").values_list("seq").first()
    if (last[0] if last else 0) != size or Ledger.objects.get(forum=forum.slug).size != size:
        yield "INV-9: the sequence of the journal has a gap."


def ledger_broken(forum: Forum) -> Iterator[str]:
    """INV-9: each entry is the one that was written, and the tree over all of them too."""
    entries = list(Entry.objects.filter(forum=forum.slug).order_by("seq"))
    for entry in entries:
        if entry_hashing.leaf(entry.body) != entry.leaf:
            yield f"INV-9: {entry} is not what was written."
    root = merkle.root([bytes.fromhex(entry.leaf) for entry in entries])
    if Ledger.objects.get(forum=forum.slug).tree.root != root:
        yield "INV-9: the ledger is not that of its entries."


def changed_by_an_option(forum: Forum, at: datetime, stage: Stage) -> Iterator[str]:
    """INV-10: another option changes no result of a meeting that is closed."""
    closed = [one.slug for one in Meeting.objects.filter(forum=forum).exclude(closed_at=None)]
    if not closed:
        return
    later = Stage(forum, at + timedelta(seconds=1))
    with transaction.atomic():
        keys = [name for name in ("ie", "lt", "gr", "it", "bo", "do") if later.signs(name)]
        before = _of(forum, later.at, closed)
        act = compliance.propose_option(
            forum, key="programme.tolerance_days", value=60, by=later.hat(keys[0]), at=later.at
        )
        later.sign(act, *keys)
        if _of(forum, later.at, closed) != before:
            yield "INV-10: an option changed what a closed meeting was judged by."
        transaction.set_rollback(True)
    results.forget()


def _of(forum: Forum, at: datetime, meetings: list[str]) -> list[tuple[str, str, str]]:
    return [
        (one.rule, one.target.id, one.outcome.value)
        for one in results.results(forum, at)
        if one.target.id in meetings
    ]


def heard_without_a_say(forum: Forum) -> Iterator[str]:
    """INV-11: no institution, observer or support objects, breaks a silence, or is counted."""
    objections = Objection.objects.filter(decision__meeting__forum=forum)
    messages = Message.objects.filter(procedure__forum=forum)
    for row in (*objections.select_related("by"), *messages.select_related("by")):
        office: Office = row.by
        if office.role not in HAVE_A_SAY:
            yield f"INV-11: {office} is heard in {row}."


def counted_too_late(forum: Forum, at: datetime) -> Iterator[str]:
    """INV-12: how a silence ends hangs on nothing that came at its end or later."""
    for row in SilenceProcedure.objects.filter(forum=forum):
        found = silences.silence(silences.fresh(row), at)
        ends = core.course(found, at).expires_at
        in_time = row.messages.exclude(form=silences.STATEMENT).filter(received_at__lt=ends)
        is_broken = core.stage(found, at) is core.Stage.BROKEN
        if is_broken != in_time.exists():
            yield f"INV-12: {row} is judged by something that came too late."


def read_without_publication(forum: Forum) -> Iterator[str]:
    """INV-13: anyone reads what was published, and nothing beside it."""
    shown = {row.revision_id for row in documents.published(forum)}
    rightful = set(
        Publication.objects.filter(
            revision__document__forum=forum, act__state="effective"
        ).values_list("revision", flat=True)
    )
    if not shown <= rightful:
        yield "INV-13: a paper is public that was not published."


def not_met_by_practice(forum: Forum, at: datetime) -> Iterator[str]:
    """INV-14: a practice date makes a clause not met only where it is shown as practice."""
    book = parties.book(forum, at)
    for found in results.results(forum, at):
        check = book.by_id[found.rule].check
        basis = check.due_basis if check else None
        if found.outcome is Outcome.NOT_MET and basis == "practice" and found.due_basis != basis:
            yield f"INV-14: {found.rule} is not met by a practice that is not shown."
