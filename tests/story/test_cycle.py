"""The stories of domain.md C.10, played as they are told: what the clauses say after each.

Played once for the module; the outcomes are computed, never entered.
"""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.db import connection

from cochair.features.accounts.models import Account
from cochair.features.acts.models import JointAct, Key
from cochair.features.decisions.models import Message as Sent
from cochair.features.decisions.models import Objection, RoomDecision
from cochair.features.documents import queries as documents
from cochair.features.documents.models import Document, Expression, Publication
from cochair.features.mail.models import Message
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Office, PresidencyTerm
from cochair.features.parties.offices import Power
from cochair.features.printing.akoma import akoma
from cochair.features.room import queries as room
from cochair.journal.models import Entry, Ledger
from cochair.procedure import consensus
from cochair.site.desk import language_desk
from cochair.story import queries
from cochair.story.events import Stage, address
from documents.test_akoma import faults
from emptying import without_triggers
from people import signed_in
from story import follow_up, invariants, senior_officials
from story.conftest import Told
from story.ending import Ending
from story.mentions import Mentions

FORUM = "eu-clasi-story"
MINISTERIAL, SENIOR = f"{FORUM}-min-4", f"{FORUM}-som-3"
SECOND, THIRD = f"{FORUM}-cycle-2", f"{FORUM}-cycle-3"
AGENDA, DECLARATION, RECORD = "ec-min-2026-3", "ec-min-2026-7", "ec-min-2026-8"


def test_every_event_is_played_and_no_invariant_is_broken(told: Told) -> None:
    found = queries.standing(told.forum)

    assert found.to_come == ()
    assert told.faults == {}


@pytest.mark.parametrize(
    ("event", "rule", "target", "outcome"),
    [
        # US-01
        ("us-01.plan_second_key", "II.3.functions.c.1", SECOND, "met"),
        ("us-01.departures_signed", "II.3.functions.c.2", SECOND, "departed"),
        ("us-01.departures_signed", "II.3.functions.c.3", SECOND, "departed"),
        ("us-01.plan_second_key", "I.2.cycle.length", THIRD, "met"),
        ("us-01.plan_second_key", "I.2.intro.c", FORUM, "met"),
        ("us-01.senior_officials_fixed", "II.3.functions.c.2", SECOND, "met"),
        # US-02
        *(
            ("us-02.notice_second_key", rule, MINISTERIAL, "met")
            for rule in (
                "I.2.3",
                *(f"II.1.composition.b.{number}" for number in range(1, 6)),
                "II.1.meetings.a.3",
                "II.1.meetings.b.2",
                "II.1.meetings.b.3",
            )
        ),
        *(
            ("us-02.notice_second_key", rule, MINISTERIAL, "not_yet_due")
            for rule in ("II.1.meetings.b.4", "II.1.composition.a.1", "II.1.composition.a.2")
        ),
        # US-03
        ("us-02.honduras_invited", "II.1.composition.c", MINISTERIAL, "not_applicable"),
        ("us-03.interpol_invited", "II.1.composition.c", MINISTERIAL, "met"),
        ("us-03.comjib_invited_by_mail", "II.1.composition.c", MINISTERIAL, "not_met"),
        ("us-03.departed", "II.1.composition.c", MINISTERIAL, "departed"),
        # US-04
        ("us-04.final_agenda", "I.2.6", AGENDA, "not_yet_due"),
        ("us-05.spain_reminded", "I.2.6", AGENDA, "not_met"),
        ("us-04.agenda_in_portuguese", "I.2.6", AGENDA, "met"),
        ("us-04.second_revision", "I.2.6", AGENDA, "not_yet_due"),
        ("us-04.second_revision_in_all", "I.2.6", AGENDA, "met"),
        # US-05
        ("us-05.fourth_issue", "II.1.meetings.b.4", MINISTERIAL, "met"),
        # US-06
        *(
            ("us-06.closed", rule, MINISTERIAL, "met")
            for rule in (
                "I.2.2",
                "I.2.cycle.1",
                "II.1.functions.a",
                "II.1.functions.b",
                "II.1.functions.c",
                "II.1.meetings.a.1",
                "II.1.meetings.a.2",
                "II.1.meetings.b.1",
                "II.1.composition.a.1",
                "II.1.composition.a.2",
            )
        ),
        *follow_up.RESULTS,
        # US-09
        ("us-09.notice_signed", "I.2.3", SENIOR, "not_yet_due"),
        ("us-09.notice_confirmed", "I.2.3", SENIOR, "met"),
        *senior_officials.RESULTS,
    ],
)
def test_the_clause_says_after_the_event_what_the_story_says(
    told: Told, event: str, rule: str, target: str, outcome: str
) -> None:
    assert told.outcome(event, rule, target) == outcome


def test_us01_the_day_of_the_senior_officials_comes_late(told: Told) -> None:
    found = told.results["us-01.senior_officials_fixed"]["II.3.functions.c.2", SECOND]

    assert found.late_days


def test_us02_honduras_is_missing_without_being_at_risk_and_both_sendings_are_told(
    told: Told,
) -> None:
    found = told.results["us-02.notice_second_key"]["II.1.composition.a.2", MINISTERIAL]
    assert not found.at_risk

    sent = Entry.objects.filter(
        forum=FORUM, verb__in=("notice.issued", "invitation.sent"), at__lt="2026-12-01T00:00Z"
    )
    assert list(sent.order_by("seq").values_list("verb", flat=True)[:2]) == [
        "notice.issued",
        "invitation.sent",
    ]


def test_us03_the_observer_reads_three_documents_and_not_the_declaration(told: Told) -> None:
    stage = at(told, "us-05.fourth_issue")

    seen = documents.visible(told.forum, stage.hat("interpol"), stage.at)

    # In the end the declaration is public: until then it was the three for observers.
    granted = seen.exclude(marking="public")
    assert sorted(granted.values_list("slug", flat=True)) == [
        "ec-min-2026-1",
        "ec-min-2026-2",
        AGENDA,
    ]


def test_us04_the_agenda_is_late_by_two_days_and_the_second_revision_is_not(told: Told) -> None:
    first = told.results["us-04.agenda_in_portuguese"]["I.2.6", AGENDA]
    second = told.results["us-04.second_revision_in_all"]["I.2.6", AGENDA]

    assert (first.late_days, second.late_days) == (2, None)


def test_us04_the_gap_belongs_to_whoever_issued_the_agenda(told: Told) -> None:
    stage = at(told, "us-05.spain_reminded")

    found = told.results["us-05.spain_reminded"]
    missing = [target for (rule, target), one in found.items()
               if rule == "I.2.6" and one.outcome.value == "not_met"]  # fmt: skip

    assert missing == [AGENDA]
    assert language_desk.owed(told.forum, stage.hat("bo"), stage.at, {}) is not None


def test_us06_the_declaration_is_adopted_with_a_footnote_in_three_languages(told: Told) -> None:
    row = RoomDecision.objects.get(meeting__slug=MINISTERIAL)
    now = room.decision(row)

    assert consensus.stage(now).value == "adopted_with_statements"
    assert len(row.terms["voices"]) == 41
    (statement,) = row.statements.all()
    assert (statement.voice, statement.printed) == ("PY", "footnote_named")
    assert set(statement.words) == {"en", "es", "pt"}
    said = told.results["us-06.closed"]
    decided = {target: one.outcome.value for (rule, target), one in said.items()
               if rule in ("I.2.4", "I.2.5") and MINISTERIAL in target}  # fmt: skip
    assert set(decided.values()) == {"met"}


def test_every_language_that_went_out_is_a_valid_file_of_its_standard(told: Told) -> None:
    """Declarations, agendas, records, reports, statements: whatever its paragraphs are called."""
    rows = Expression.objects.exclude(released_at=None).exclude(text=[])
    rows = rows.select_related("revision__document__forum")

    found = {f"{row.revision.document.slug} {row.language}": akoma(row) for row in rows}

    kinds = {row.revision.document.kind for row in rows}
    assert len(found) > 12 and len(kinds) > 4, kinds
    assert {name: said for name, octets in found.items() if (said := faults(octets))} == {}


def test_us06_variant_c_leaves_a_trace_and_changes_nothing(told: Told) -> None:
    assert Entry.objects.filter(forum=FORUM, verb="room.declaration_refused").count() == 1


BROKEN = {"en": "Silence broken", "es": "Silencio roto", "pt": "Silêncio quebrado"}


def test_us07_all_delegations_are_told_at_once_that_the_silence_is_broken(told: Told) -> None:
    written = Message.objects.filter(forum=told.forum).values_list("email", "language", "subject")
    heads = {
        email: language
        for email, language, subject in written
        if BROKEN[language] in subject and email.startswith(("head-", "es@", "py@"))
    }

    assert len(heads) == 43
    # Each reads it in the language of its State where the forum has it.
    spoken = {name: heads[address(name)] for name in ("es", "py", "head-mx", "head-br", "head-fr")}
    assert list(spoken.values()) == ["es", "es", "es", "pt", "en"]


def test_us07_what_came_a_second_too_late_is_a_comment(told: Told) -> None:
    first, second = (
        list(Sent.objects.filter(procedure__number=number).values_list("form", flat=True))
        for number in (1, 2)
    )
    verbs = Entry.objects.filter(
        forum=FORUM, verb__startswith="silence.", at__lt="2027-01-01T00:00Z"
    ).order_by("seq")

    assert (first, second) == (["amendment"], ["objection"])
    assert list(verbs.values_list("verb", flat=True)) == [
        "silence.opened",
        "silence.broken",
        "silence.opened",
        "silence.commented",
        "silence.passed",
    ]


def test_us09_rights_move_at_both_handovers(told: Told) -> None:
    stage = at(told, "us-09.notice_confirmed")

    may = {name: stage.hat(name).may(Power.SIGN) for name in ("ie", "lt", "gr", "bo", "do")}

    assert may == {"ie": False, "lt": True, "gr": False, "bo": False, "do": True}


@pytest.mark.parametrize("shown", follow_up.SHOWN, ids=lambda one: one.__name__)
def test_us07_the_record_and_us08_what_follows(told: Told, shown: Callable[[Told], None]) -> None:
    shown(told)


@pytest.mark.parametrize("shown", senior_officials.SHOWN, ids=lambda one: one.__name__)
def test_us10_the_senior_officials(told: Told, shown: Callable[[Told], None]) -> None:
    shown(told)


class TestEnding(Ending):
    """US-11 and US-12, which are told in a module of their own and played with the rest."""


class TestMentions(Mentions):
    """Who reads what at the end of the stories, asked of everything that names a thing."""


def at(told: Told, code: str) -> Stage:
    """Where an event was played."""
    (event,) = [one for one in queries.standing(told.forum).past if one.code == code]
    return Stage(told.forum, event.at)


# Whose office goes on to the end of the stories; for the others Italy looks, which presides then.
STILL_THERE = ("do", "es", "it", "py", "secretariat")


def test_each_event_can_be_seen_where_it_says(told: Told, settings: object) -> None:
    settings.DEMO = True  # type: ignore[attr-defined]
    clients = {}
    faults = []
    for path, who in {event.path: event.who for event in queries.standing(told.forum).past}.items():
        name = who if who in STILL_THERE else "it"
        if name not in clients:
            clients[name] = signed_in(Account.objects.get(email=address(name)))
        status = clients[name].get(f"/en/{FORUM}/{path}").status_code
        if status != 200 and not (path.endswith("/") and status == 302):
            faults.append(f"{path} answers {status} to {name}.")

    assert faults == []


def test_no_entry_of_the_ledger_names_a_document_by_what_its_title_or_number_tells(
    told: Told,
) -> None:
    """V5, V16: entries of acts and of meetings too; whoever reads none of a document learns nothing."""
    slugs = list(Document.objects.filter(forum=told.forum).values_list("slug", flat=True))
    names = {*slugs, *documents.symbols(told.forum, slugs).values()}
    assert len(names) > len(slugs) and "" not in names

    faults = [
        f"{entry.seq} {entry.verb}: {name}"
        for entry in Entry.objects.filter(forum=told.forum.slug)
        for value in of(entry.about_id, entry.facts)
        for name in names
        if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", value, re.IGNORECASE)
    ]

    assert faults == []


def of(*values: object) -> Iterator[str]:
    """Every word in what an entry says, however deep."""
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            yield from of(*value.keys(), *value.values())
        elif isinstance(value, list):
            yield from of(*value)


# Each invariant notices when it is broken: rows are put past the actions.


def said(found: Iterator[str]) -> str:
    return " ".join(found)


def test_inv1_an_objection_that_stands_beside_an_adoption_is_noticed(told: Told) -> None:
    Objection.objects.filter(decision__meeting__forum=told.forum).update(converted_at=None)
    RoomDecision.objects.get(meeting__slug=MINISTERIAL).statements.all().delete()

    found = said(invariants.agreed_without_consensus(told.forum))

    # The core itself says that nothing is adopted then: there is no adoption to complain of.
    assert found == "" and not adopted()


def adopted() -> bool:
    from cochair.features.room import queries
    from cochair.procedure import consensus

    row = queries.fresh(RoomDecision.objects.get(meeting__slug=MINISTERIAL))
    return consensus.stage(queries.decision(row)).value.startswith("adopted")


def test_inv2_an_act_with_one_key_is_noticed(told: Told) -> None:
    Key.objects.filter(act=JointAct.objects.filter(state="effective").first()).last().delete()

    assert "INV-2" in said(invariants.keys_that_bind_nobody(told.forum))


def test_inv6_a_key_after_the_end_of_a_term_is_noticed(told: Told) -> None:
    term = PresidencyTerm.objects.get(
        party__forum=told.forum, holder__code="IE", superseded_at=None
    )
    Key.objects.filter(member__code="IE").update(at=term.end + timedelta(seconds=1))

    assert "INV-6" in said(invariants.keys_that_bind_nobody(told.forum))


def test_inv7_a_second_meeting_in_a_slot_is_noticed(told: Told) -> None:
    row = Meeting.objects.get(forum=told.forum, slug=f"{told.forum.slug}-im-3")
    row.pk, row.slug, row._state.adding = None, "another", True
    row.save()

    assert "INV-7" in said(invariants.two_meetings_in_a_slot(told.forum))


def test_inv9_an_entry_that_is_not_counted_is_noticed(told: Told) -> None:
    with without_triggers(connection):
        Ledger.objects.filter(forum=told.forum.slug).update(size=3)

    assert "INV-9" in said(invariants.gaps(told.forum))


def test_inv11_an_agency_that_is_heard_is_noticed(told: Told) -> None:
    agency = Office.objects.get(forum=told.forum, role="institution")
    Sent.objects.filter(procedure__forum=told.forum).update(by=agency)

    assert "INV-11" in said(invariants.heard_without_a_say(told.forum))


def test_inv13_a_paper_that_nobody_signed_for_is_noticed(told: Told) -> None:
    row = Publication.objects.filter(revision__document__forum=told.forum).latest("at")
    JointAct.objects.filter(pk=row.act_id).update(state="half_signed")

    assert "INV-13" in said(invariants.read_without_publication(told.forum))


def test_inv4_an_internal_paper_of_nobody_is_seen_by_nobody(told: Told) -> None:
    assert Document.objects.filter(forum=told.forum, marking="internal").count() == 4
