"""Loading a forum: all of it or nothing, twice as good as once, and never over people's facts."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from cochair import forums
from cochair.features.commitments.models import Commitment, Instrument
from cochair.features.compliance import loader
from cochair.features.cycles.models import Cycle
from cochair.features.meetings.models import CoChair, Meeting, RelatedEvent, Schedule
from cochair.features.parties import queries
from cochair.features.parties.folder import Faults, Folder
from cochair.features.parties.models import (
    Forum,
    Member,
    Organisation,
    PresidencyTerm,
    ProcedureText,
)
from cochair.journal.models import Entry
from cochair.procedure.presidency import holder
from world import NOW, changed, every_row, small_folder, small_forum, without

MEMBERS, TERMS, HISTORY = "members.yaml", "presidencies.yaml", "history.yaml"
COMMITMENTS, BODIES, PROCEDURE = "commitments.yaml", "bodies.yaml", "procedure.yaml"
SHIPPED = sorted(file.parent for file in Path(forums.__path__[0]).glob("*/procedure.yaml"))
LATER = datetime(2031, 3, 1, 12, 0, tzinfo=UTC)

Change = Callable[[Folder], Folder]


@pytest.mark.django_db
class TestAFolderWithoutFaults:
    """Everything that its files say is there afterwards, as history."""

    def test_is_loaded_and_says_what_it_holds(self) -> None:
        said = str(loader.load(small_folder(), NOW))
        assert said.startswith("league-concert: ")
        assert "6 members, 7 terms, 3 organisations, 2 cycles, 2 meetings" in said
        assert said.endswith("loaded")

    def test_gives_the_forum_its_edge_of_knowledge_and_its_opening(self) -> None:
        forum = small_forum()
        assert forum.known_until == date(2030, 12, 31)
        assert forum.opened_at is not None and forum.opened_at <= NOW
        assert ProcedureText.objects.get(forum=forum).text == small_folder().texts["procedure.yaml"]

    def test_says_who_presides_on_both_sides_of_the_world(self) -> None:
        terms = queries.roster(small_forum()).terms
        assert holder(terms, "LEAGUE", NOW).holder == "XE"
        assert holder(terms, "CONCERT", NOW).holder == "XP"
        handover = datetime(2030, 6, 14, 12, 0, tzinfo=UTC)
        assert holder(terms, "CONCERT", handover).holder == "XP"

    def test_keeps_bounds_where_a_first_day_is_not_known(self) -> None:
        small_forum()
        lagunia = Member.objects.get(code="XL")
        assert lagunia.member_from is None
        assert (lagunia.from_not_before, lagunia.from_not_after) == (
            date(2021, 1, 1),
            date(2022, 6, 30),
        )

    def test_opens_and_closes_a_meeting_that_was_held_by_the_clock_of_its_place(self) -> None:
        small_forum()
        council = Meeting.objects.get(slug="league-concert-council-1")
        midnight = datetime(2030, 3, 13, 11, 0, tzinfo=UTC)
        assert council.imported
        assert (council.known_at, council.opened_at) == (midnight, midnight)
        assert council.closed_at == datetime(2030, 3, 15, 11, 0, tzinfo=UTC)
        assert council.participation == {
            "LEAGUE": 3,
            "CONCERT": 2,
            "members": {"CONCERT": ["XS", "XP"]},
            "confidence": "single-source",
        }
        chairs = CoChair.objects.filter(meeting=council)
        assert {chair.member.code: chair.checked_in_at for chair in chairs} == {
            "XN": midnight,
            "XS": midnight,
        }

    def test_opens_no_meeting_that_was_only_announced(self) -> None:
        small_forum()
        experts = Meeting.objects.get(slug="league-concert-experts-1")
        assert (experts.opened_at, experts.closed_at, experts.reported) == (None, None, "announced")
        assert {chair.checked_in_at for chair in experts.chairs.all()} == {None}
        schedule = Schedule.objects.get(meeting=experts)
        assert schedule.precision == "month"
        assert schedule.starts == datetime(2030, 9, 30, 21, 0, tzinfo=UTC)
        assert schedule.ends == datetime(2030, 10, 31, 22, 0, tzinfo=UTC)

    def test_knows_a_meeting_without_a_day_from_the_start_of_its_cycle(self) -> None:
        folder = changed(
            small_folder(),
            HISTORY,
            "date: {start: '2030-10-01', end: '2030-10-31', precision: month}\n"
            "    status: announced",
            "date: null\n    status: expected",
        )
        loader.load(folder, NOW)
        experts = Meeting.objects.get(slug="league-concert-experts-1")
        assert experts.known_at == datetime(2029, 12, 31, 22, 0, tzinfo=UTC)
        schedule = Schedule.objects.get(meeting=experts)
        assert (schedule.starts, schedule.ends, schedule.precision) == (None, None, "unknown")

    def test_knows_at_the_edge_of_knowledge_what_lies_beyond_it(self) -> None:
        folder = changed(
            small_folder(),
            HISTORY,
            "{start: '2030-10-01', end: '2030-10-31', precision: month}",
            "{start: '2031-10-01', end: '2031-10-31', precision: month}",
        )
        loader.load(folder, NOW)
        experts = Meeting.objects.get(slug="league-concert-experts-1")
        assert experts.known_at == datetime(2030, 12, 31, 22, 0, tzinfo=UTC)

    def test_keeps_commitments_events_and_organisations_with_their_sources(self) -> None:
        small_forum()
        assert Instrument.objects.get().languages == ["en", "es", "pt"]
        assert set(Commitment.objects.values_list("slug", flat=True)) == {"S30-01", "S30-02"}
        assert RelatedEvent.objects.get().start == date(2030, 5, 2)
        guard = Organisation.objects.get(code="northern-coast-guard")
        assert (guard.acronym, guard.source) == ("NCG", ["charter of the League"])

    @pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
    def test_is_every_folder_that_ships(self, folder: Path) -> None:
        assert str(loader.load(Folder.read(folder), NOW)).endswith("loaded")
        before = every_row()
        assert str(loader.load(Folder.read(folder), LATER)).endswith("nothing changed")
        assert every_row() == before

    @pytest.mark.parametrize("file", [HISTORY, COMMITMENTS, BODIES])
    def test_may_be_without_what_a_new_forum_does_not_have(self, file: str) -> None:
        folder = small_folder()
        if file == HISTORY:
            folder = without(folder, COMMITMENTS)
        assert "loaded" in str(loader.load(without(folder, file), NOW))


@pytest.mark.django_db
class TestASecondLoading:
    """The same files change nothing; other files change what was loaded and say so."""

    def test_of_the_same_files_changes_no_row_and_records_nothing(self) -> None:
        small_forum()
        before = every_row()
        assert str(loader.load(small_folder(), LATER)).endswith("nothing changed")
        assert every_row() == before

    def test_of_a_changed_file_changes_that_row_and_says_so(self) -> None:
        small_forum()
        before = every_row()
        folder = changed(small_folder(), MEMBERS, "en: Grey Bridge", "en: Green Bridge")
        assert "changed members: XB" in str(loader.load(folder, LATER))
        after = every_row()
        differing = {label for label in after if after[label] != before[label]}
        assert Member.objects.get(code="XB").capital["en"] == "Green Bridge"
        assert {label for label in differing if not label.startswith("journal.")} == {
            "parties.Member"
        }
        assert any(label.startswith("journal.") for label in differing)

    def test_lets_a_new_fact_in(self) -> None:
        small_forum()
        folder = changed(small_folder(), HISTORY, "status: announced", "status: held")
        folder = changed(
            folder,
            HISTORY,
            "{start: '2030-10-01', end: '2030-10-31', precision: month}",
            "{start: '2030-10-08', end: '2030-10-08', precision: day}",
        )
        assert "changed meetings: league-concert-experts-1" in str(loader.load(folder, LATER))
        experts = Meeting.objects.get(slug="league-concert-experts-1")
        assert experts.opened_at == datetime(2030, 10, 7, 21, 0, tzinfo=UTC)
        assert Schedule.objects.get(meeting=experts).precision == "day"

    def test_takes_out_what_the_files_no_longer_say(self) -> None:
        small_forum()
        folder = small_folder()
        text = folder.texts[TERMS]
        gone = next(line for line in text.splitlines(keepends=True) if "concert-xl" in line)
        assert "removed terms: concert-xl" in str(
            loader.load(changed(folder, TERMS, gone, ""), LATER)
        )
        assert not PresidencyTerm.objects.filter(slug="concert-xl").exists()

    def test_keeps_what_others_refer_to_though_the_files_no_longer_name_it(self) -> None:
        small_forum()
        folder = small_folder()
        text = folder.texts[HISTORY]
        experts = text[
            text.index("  - id: league-concert-experts-1") : text.index("related_events")
        ]
        meeting = Meeting.objects.get(slug="league-concert-experts-1")
        meeting.preparations.create(held_at=NOW, format="virtual", recorded_at=NOW)
        said = str(loader.load(changed(folder, HISTORY, experts, ""), LATER))
        assert "kept as people entered or used them, meetings: league-concert-experts-1" in said
        assert Schedule.objects.filter(meeting=meeting).count() == 1
        assert CoChair.objects.filter(meeting=meeting).count() == 2


@pytest.mark.django_db
class TestWhatPeopleEntered:
    """A folder is history; what people have entered since is theirs."""

    def test_a_schedule_that_they_added_stays_the_latest(self) -> None:
        small_forum()
        meeting = Meeting.objects.get(slug="league-concert-experts-1")
        meeting.confirmed_at = NOW
        meeting.opened_at = LATER
        meeting.save()
        Schedule.objects.create(
            meeting=meeting, at=NOW, starts=LATER, ends=LATER, zone="Europe/Helsinki", reason="new"
        )
        before = list(Schedule.objects.filter(meeting=meeting).values())
        folder = changed(small_folder(), HISTORY, "source: [gazette of Norland]", "source: [radio]")
        loader.load(folder, LATER)
        meeting.refresh_from_db()
        assert (meeting.source, meeting.opened_at) == (["radio"], LATER)
        assert list(Schedule.objects.filter(meeting=meeting).values()) == before

    def test_a_co_chair_that_a_party_named_stays_alone(self) -> None:
        small_forum()
        meeting = Meeting.objects.get(slug="league-concert-experts-1")
        loaded = meeting.chairs.get(party__code="LEAGUE")
        loaded.ended_at = NOW
        loaded.save()
        meeting.chairs.create(party=loaded.party, member=Member.objects.get(code="XE"), at=NOW)
        before = list(CoChair.objects.values())
        folder = changed(
            small_folder(), HISTORY, "{LEAGUE: XB, CONCERT: XP}", "{LEAGUE: XN, CONCERT: XP}"
        )
        loader.load(folder, LATER)
        assert list(CoChair.objects.values()) == before

    def test_a_check_in_stays(self) -> None:
        small_forum()
        meeting = Meeting.objects.get(slug="league-concert-experts-1")
        meeting.confirmed_at = NOW
        meeting.save()
        meeting.chairs.update(checked_in_at=LATER)
        loader.load(small_folder(), LATER)
        assert {chair.checked_in_at for chair in meeting.chairs.all()} == {LATER}

    def test_a_cycle_and_its_meeting_that_they_planned_are_not_history(self) -> None:
        forum = small_forum()
        Cycle.objects.filter(number=2).update(imported=False, end=date(2032, 1, 31))
        made = Meeting.objects.create(forum=forum, slug="league-concert-council-2", known_at=NOW)
        folder = changed(
            small_folder(),
            HISTORY,
            "id: league-concert-experts-1\n    configuration: experts\n    ordinal: 1",
            "id: league-concert-council-2\n    configuration: council\n    ordinal: 2",
        )
        said = str(loader.load(folder, LATER))
        assert "kept as people entered or used them, meetings: league-concert-council-2" in said
        assert Cycle.objects.get(number=2).end == date(2032, 1, 31)
        made.refresh_from_db()
        assert (made.imported, made.reported) == (False, "")

    def test_a_presidency_that_they_settled_stays_settled(self) -> None:
        forum = small_forum()
        party = queries.roster(forum).party("CONCERT")
        PresidencyTerm.objects.filter(slug="concert-xl").update(superseded_at=NOW)
        PresidencyTerm.objects.create(
            party=party,
            slug="concert-xs-2",
            holder=Member.objects.get(code="XS"),
            known_at=NOW,
            zone="Pacific/Auckland",
            start=LATER,
        )
        PresidencyTerm.objects.filter(slug="concert-xp").update(status="designated")
        before = list(PresidencyTerm.objects.order_by("pk").values())
        loader.load(changed(small_folder(), BODIES, "NCG", "NCS"), LATER)
        assert list(PresidencyTerm.objects.order_by("pk").values()) == before

    def test_the_state_of_a_commitment_is_theirs(self) -> None:
        small_forum()
        Commitment.objects.filter(slug="S30-01").update(state="fulfilled")
        loader.load(changed(small_folder(), COMMITMENTS, "Search ships", "Board ships"), LATER)
        commitment = Commitment.objects.get(slug="S30-01")
        assert (commitment.state, commitment.text["en"][:5]) == ("fulfilled", "Board")

    def test_the_clock_of_a_test_forum_is_theirs(self) -> None:
        assert small_forum().clock_may_be_set
        loader.load(
            changed(small_folder(), HISTORY, "'2030-12-31'\ncycles", "'2031-01-31'\ncycles"), LATER
        )
        assert Forum.objects.get().clock_may_be_set


@pytest.mark.django_db
class TestProceduresThatAreInForce:
    """II.2.functions.c: they are adopted and reviewed by a meeting, and by no folder."""

    def test_other_words_under_the_number_of_a_version_are_refused_and_nothing_is_changed(
        self,
    ) -> None:
        small_forum()
        before = every_row()
        folder = changed(small_folder(), PROCEDURE, "months: 12", "months: 13")
        folder = changed(folder, MEMBERS, "en: Grey Bridge", "en: Green Bridge")
        with pytest.raises(Faults, match="Only a review may change it"):
            loader.load(folder, LATER)
        assert every_row() == before

    def test_an_upgrade_of_the_software_loads_the_rest_and_leaves_them_as_they_are(self) -> None:
        """A newer Cochair ships other readings under a number that is in force: no decision."""
        small_forum()
        kept = ProcedureText.objects.values_list("number", "text", "digest")
        before = list(kept)
        for words in (("months: 12", "months: 13"), ("number: '1.0'", "number: '1.1'")):
            folder = changed(small_folder(), PROCEDURE, *words)
            folder = changed(folder, MEMBERS, "en: Grey Bridge", "en: Green Bridge")
            said = str(loader.load(folder, LATER, keeps_procedures=True))
            assert "kept as people entered or used them, procedures: 1." in said
        assert list(kept.all()) == before
        told = Entry.objects.filter(verb="forum.loaded").order_by("seq").last()
        assert told is not None
        assert told.facts["changed"] == {"members": ["XB"]}
        assert "digest" not in told.facts

    def test_a_version_that_nobody_adopted_here_is_refused(self) -> None:
        small_forum()
        before = every_row()
        folder = changed(small_folder(), PROCEDURE, "number: '1.0'", "number: '1.1'")
        with pytest.raises(Faults, match="has not been adopted here"):
            loader.load(folder, LATER)
        assert every_row() == before

    def test_no_code_of_this_software_writes_over_a_version_or_takes_it_away(self) -> None:
        row = ProcedureText.objects.get(forum=small_forum())
        row.text = ""
        for deed in (row.save, row.delete):
            with pytest.raises(TypeError):
                deed()
