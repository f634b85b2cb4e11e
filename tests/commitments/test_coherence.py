"""The work fits with that of others: initiatives, comparisons, a dated note (I.2.1.b)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.urls import reverse

import agendas
import people
from cochair.features.accounts.models import Account
from cochair.features.commitments import actions, queries, views
from cochair.features.commitments.models import Commitment, Relation
from cochair.features.compliance import queries as compliance
from cochair.features.meetings.models import InitiativeEvent, Meeting
from cochair.features.parties.models import Organisation
from cochair.features.parties.offices import Role
from cochair.journal.models import Entry
from cochair.procedure.refusal import Refused
from cochair.web.clock import clock
from signing import day, fixed, league
from world import NOW

NAME = {"en": "Harbour Watch", "es": "Vigilancia de puertos", "pt": "Vigilância dos portos"}


def watch(forum: object) -> Organisation:
    """An initiative beside the forum."""
    return actions.register_initiative(
        forum,
        code="watch-1",
        name=NAME,
        about={},
        source="Gazette of Sudria",
        by=league(forum),
        at=NOW,
    )


def compared(forum: object, **codes: list[str]) -> int:
    """The answers for commitments by slug."""
    rows = {row.slug: row.pk for row in Commitment.objects.filter(instrument__forum=forum)}
    given = {rows[slug.replace("_", "-")]: found for slug, found in codes.items()}
    return actions.compare(forum, given, by=league(forum), at=NOW)


def noted(
    meeting: Meeting,
    on: date | None = None,
    text: str = "All initiatives were looked at.",
    **kinds: str,
):
    """A coherence note of a meeting."""
    return actions.write_note(
        meeting,
        day=on or NOW.date(),
        text=text,
        findings=[
            {"initiative": code, "overlap": said, "action": ""} for code, said in kinds.items()
        ],
        by=league(meeting.forum),
        at=NOW,
    )


def left_open(forum: object) -> frozenset[str]:
    """The commitments that the note of the Council leaves out, as the core is told."""
    (found,) = [m for m in compliance.facts(forum).meetings if m.id == "league-concert-council-2"]
    assert found.coherence is not None
    return found.coherence.unknown_relations


def test_an_initiative_is_registered_with_its_source_and_not_without(small_forum) -> None:
    found = watch(small_forum)

    assert (found.code, found.kind, found.source) == (
        "WATCH-1",
        "initiative",
        ["Gazette of Sudria"],
    )
    with pytest.raises(Refused, match="The code WATCH-1 is already in use"):
        watch(small_forum)
    with pytest.raises(Refused, match="Give the source: a document or a web address"):
        actions.register_initiative(
            small_forum, code="W2", name=NAME, about={}, source=" ", by=league(small_forum), at=NOW
        )


def test_i_2_1_b_the_note_leaves_out_no_commitment_once_each_was_compared(small_forum) -> None:
    watch(small_forum)
    meeting = fixed(small_forum)

    noted(meeting)

    assert left_open(small_forum) == {"S30-01", "S30-02"}
    assert compared(small_forum, S30_01=["WATCH-1"]) == 1
    assert left_open(small_forum) == {"S30-02"}
    assert compared(small_forum, S30_02=[]) == 1
    assert left_open(small_forum) == frozenset()


def test_a_comparison_that_says_the_same_changes_nothing_and_another_ends_it(small_forum) -> None:
    watch(small_forum)

    assert compared(small_forum, S30_01=["WATCH-1"]) == 1
    assert compared(small_forum, S30_01=["WATCH-1"]) == 0
    assert compared(small_forum, S30_01=[]) == 1
    assert Relation.objects.filter(ended_at=None).count() == 1
    assert Entry.objects.filter(verb="commitment.compared").count() == 2


def test_a_comparison_with_an_initiative_that_nobody_registered_is_refused(small_forum) -> None:
    with pytest.raises(Refused, match="no initiative called “NOPE”"):
        compared(small_forum, S30_01=["NOPE"])
    with pytest.raises(Refused, match="no such commitment"):
        actions.compare(small_forum, {999999: []}, by=league(small_forum), at=NOW)
    assert not Relation.objects.exists()


@pytest.mark.parametrize(
    ("on", "text", "said"),
    [
        (
            NOW.date() + timedelta(days=1),
            "All.",
            "cannot be dated .*: it describes the situation up to today,",
        ),
        (date(1, 1, 1), "All.", "1900"),
        (NOW.date(), " ", "even if nothing"),
    ],
    ids=["a day still to come", "a day outside the calendar", "nothing said"],
)
def test_a_note_is_refused(small_forum, on, text, said) -> None:
    with pytest.raises(Refused, match=said):
        noted(fixed(small_forum), on, text)


def test_a_note_of_an_unknown_initiative_is_refused(small_forum) -> None:
    with pytest.raises(Refused, match="NOPE"):
        noted(fixed(small_forum), NOPE="Much.")


def test_an_event_close_to_the_meeting_is_seen_beside_it(small_forum) -> None:
    initiative = watch(small_forum)
    meeting = fixed(small_forum, day("2031-04-08", "2031-04-09"))
    for title, start in (("Close", "2031-04-11"), ("Far", "2031-04-14")):
        actions.add_event(
            initiative,
            title={"en": title},
            start=date.fromisoformat(start),
            end=date.fromisoformat(start),
            place="Port",
            source="Programme",
            by=league(small_forum),
            at=NOW,
        )
    client = people.signed_in(Account.objects.get(email="presidency-league-xe@example.org"))

    with clock.at(NOW):
        page = client.get(reverse("commitments:coherence", args=[small_forum.slug, meeting.slug]))

    assert "Close" in page.content.decode()
    assert "Far" not in page.content.decode()


def test_an_event_ends_within_sixty_days_after_it_begins(small_forum) -> None:
    initiative = watch(small_forum)

    for end in ("2031-04-01", "2031-08-01"):
        with pytest.raises(Refused, match="must be within 60 days"):
            actions.add_event(
                initiative,
                title={"en": "Odd"},
                start=date(2031, 4, 2),
                end=date.fromisoformat(end),
                place="",
                source="Programme",
                by=league(small_forum),
                at=NOW,
            )
    assert not InitiativeEvent.objects.exists()


def test_what_is_typed_into_the_pages_is_written_and_shown_as_text(small_forum) -> None:
    watch(small_forum)
    meeting = fixed(small_forum)
    client = people.signed_in(Account.objects.get(email="presidency-league-xe@example.org"))
    pk = {row.slug: row.pk for row in Commitment.objects.all()}
    with clock.at(NOW):
        client.post(
            reverse("commitments:comparison", args=[small_forum.slug]),
            {f"c-{pk['S30-01']}": ["WATCH-1", "none"], f"c-{pk['S30-02']}": "none"},
        )
        client.post(
            reverse("commitments:coherence", args=[small_forum.slug, meeting.slug]),
            {
                "day": NOW.date().isoformat(),
                "text": "<script>go()</script> was typed",
                "overlap_WATCH-1": "Both search ships.",
                "action_WATCH-1": "",
            },
        )
        page = client.get(
            reverse("commitments:coherence", args=[small_forum.slug, meeting.slug])
        ).content.decode()

    first, second = queries.comparisons(small_forum)
    assert ([one.code for one in first.found], second.done, second.found) == (["WATCH-1"], True, ())
    assert "&lt;script&gt;go()" in page
    assert "Both search ships." in page


def test_the_page_of_comparisons_counts_what_is_left_and_says_when_nothing_is(small_forum) -> None:
    watch(small_forum)
    client = people.signed_in(Account.objects.get(email="presidency-league-xe@example.org"))
    here = reverse("commitments:comparison", args=[small_forum.slug])
    ended = "Every commitment in force has been compared."
    with clock.at(NOW):
        before = client.get(here).content.decode()
        for row in Commitment.objects.all():
            client.post(here, {f"c-{row.pk}": "none"})
        after = client.get(here).content.decode()
        Commitment.objects.update(state="settled")
        without = client.get(here).content.decode()

    assert "2 commitments have not been compared yet." in before
    assert ended not in before
    assert ended in after
    assert "not been compared" not in after + without
    assert ended not in without


def test_the_pages_cost_the_same_with_many_initiatives_and_events(
    small_forum, django_assert_max_num_queries
) -> None:
    fixed(small_forum)
    for number in range(30):
        initiative = Organisation.objects.create(
            forum=small_forum, code=f"I{number}", name=NAME, kind="initiative"
        )
        InitiativeEvent.objects.create(
            initiative=initiative, title=NAME, start=NOW.date(), end=NOW.date(), at=NOW
        )
    client = people.signed_in(Account.objects.get(email="presidency-league-xe@example.org"))
    with clock.at(NOW):
        client.get(reverse("commitments:initiatives", args=[small_forum.slug]))
        with django_assert_max_num_queries(45):
            answer = client.get(reverse("commitments:initiatives", args=[small_forum.slug]))

    assert answer.status_code == 200


def taken_up(forum: object, *slugs: str) -> Meeting:
    """The Council with a published agenda whose second item takes up some commitments."""
    meeting = fixed(forum)
    agendas.begun(meeting)
    review = replace(agendas.REVIEW, commitments=slugs)
    agendas.with_items(meeting, agendas.OPENING, review)
    agendas.published(meeting)
    return meeting


def met(meeting: Meeting) -> list[tuple[str, list[tuple[str, tuple[int, ...], tuple[str, ...]]]]]:
    """Where commitments meet beside a meeting."""
    return [
        (
            one.initiative.code,
            [(each.commitment.slug, each.items, each.areas) for each in one.commitments],
        )
        for one in views.of_meeting(meeting, queries.comparisons(meeting.forum))
    ]


def test_i_2_1_b_two_commitments_related_to_the_same_initiative_collide(small_forum) -> None:
    watch(small_forum)
    meeting = fixed(small_forum)
    compared(small_forum, S30_01=["WATCH-1"], S30_02=[])
    assert met(meeting) == []

    compared(small_forum, S30_02=["WATCH-1"])

    assert met(meeting) == [("WATCH-1", [("S30-01", (), ()), ("S30-02", (), ())])]
    Commitment.objects.filter(slug="S30-02").update(state="completed")
    assert met(meeting) == []
    (register,) = queries.initiatives(small_forum)
    assert [one.slug for one in register.commitments] == ["S30-01"]


def test_a_commitment_that_the_agenda_takes_up_collides_with_the_initiative_it_touches(
    small_forum,
) -> None:
    """As far as the data say: found related to it, or on an area that it covers."""
    watch(small_forum)
    meeting = taken_up(small_forum, "S30-02")
    compared(small_forum, S30_01=["WATCH-1"], S30_02=[])
    assert met(meeting) == []

    Commitment.objects.filter(slug="S30-01").update(areas=["a", "b"])
    Commitment.objects.filter(slug="S30-02").update(areas=["b"])
    assert met(meeting) == [("WATCH-1", [("S30-01", (), ()), ("S30-02", (2,), ("b",))])]

    compared(small_forum, S30_01=[], S30_02=["WATCH-1"])
    assert met(meeting) == [("WATCH-1", [("S30-02", (2,), ())])]


def test_the_coherence_tab_shows_the_commitments_that_collide_and_says_so_when_none_does(
    small_forum,
) -> None:
    watch(small_forum)
    meeting = taken_up(small_forum, "S30-02")
    client = people.signed_in(Account.objects.get(email="presidency-league-xe@example.org"))
    address = reverse("commitments:coherence", args=[small_forum.slug, meeting.slug])
    with clock.at(NOW):
        before = client.get(address).content.decode()
        Commitment.objects.filter(instrument__forum=small_forum).update(areas=["b"])
        compared(small_forum, S30_01=["WATCH-1"], S30_02=[])
        after = client.get(address).content.decode()

    assert "No two commitments in force" in before
    assert "Exchange the names of contact points." in after
    assert "item 2" in after
    assert "Forged papers" in after


def test_the_clause_on_coherence_is_that_of_the_forum_s_own_procedures(
    small_forum, real_forum
) -> None:
    """Law 2: the forum is data; where its procedures have no such clause, none is cited."""
    league(small_forum)
    people.person(real_forum, Role.AUDITOR, email="presidency-league-xe@example.org")
    client = people.signed_in(Account.objects.get(email="presidency-league-xe@example.org"))
    for forum, at, cited in ((small_forum, NOW, False), (real_forum, people.REAL_NOW, True)):
        meeting = Meeting.objects.filter(forum=forum).latest("pk")
        with clock.at(max(at, NOW)):
            pages = [
                client.get(reverse("commitments:coherence", args=[forum.slug, meeting.slug])),
                client.get(reverse("commitments:comparison", args=[forum.slug])),
                client.get(reverse("commitments:initiatives", args=[forum.slug])),
            ]
        for page in pages:
            assert page.status_code == 200
            assert ("I.2.1.b" in page.content.decode()) is cited
