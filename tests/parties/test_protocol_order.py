"""In which order delegations stand: as the files of their forum say it, and else by the alphabet."""

from pathlib import Path

import pytest

from cochair import forums
from cochair.features.compliance import loader
from cochair.features.delegations import queries as delegations
from cochair.features.parties import queries
from cochair.features.parties.folder import Faults, Folder
from cochair.features.parties.models import Forum
from signing import planned
from world import NOW, changed, small_folder

MEMBERS = "members.yaml"
SOURCED = "\n    source: [rules of the League]\n    confidence: confirmed\n"
OF_THE_LEAGUE = f"orders:\n  - party: LEAGUE\n    members: [XN, XE, XB]{SOURCED}members:\n"
EU = [
    "BE",
    "BG",
    "CZ",
    "DK",
    "DE",
    "EE",
    "IE",
    "GR",
    "ES",
    "FR",
    "HR",
    "IT",
    "CY",
    "LV",
    "LT",
    "LU",
    "HU",
    "MT",
    "NL",
    "AT",
    "PL",
    "PT",
    "RO",
    "SI",
    "SK",
    "FI",
    "SE",
]


def folder_with(orders: str) -> Folder:
    """The small world, with an order of its members in its file."""
    return changed(small_folder(), MEMBERS, "members:\n", orders)


def loaded(orders: str) -> Forum:
    loader.load(folder_with(orders), NOW)
    forum = queries.forum("league-concert")
    assert forum is not None
    return forum


def in_order(forum: Forum, party: str, language: str) -> list[str]:
    """The codes of the members of a Party as a language lists them."""
    roster = queries.roster(forum)
    own = [one.code for one in roster.members if one.party.code == party]
    return sorted(own, key=roster.protocol(language))


@pytest.mark.django_db
class TestAForumThatGivesAnOrder:
    """Its lists follow it; the other Party of the same forum stays in the order of the alphabet."""

    def test_stands_in_that_order_in_every_language(self) -> None:
        forum = loaded(OF_THE_LEAGUE)
        for language in ("en", "es", "pt"):
            assert in_order(forum, "LEAGUE", language) == ["XN", "XE", "XB"]
            assert in_order(forum, "CONCERT", language) == ["XL", "XP", "XS"]

    def test_may_give_each_language_its_own(self) -> None:
        lists = "{en: [XN, XE, XB], es: [XB, XN, XE], pt: [XE, XB, XN]}"
        forum = loaded(f"orders:\n  - party: LEAGUE\n    by_language: {lists}{SOURCED}members:\n")
        assert in_order(forum, "LEAGUE", "en") == ["XN", "XE", "XB"]
        assert in_order(forum, "LEAGUE", "es") == ["XB", "XN", "XE"]
        assert in_order(forum, "LEAGUE", "pt") == ["XE", "XB", "XN"]

    def test_lists_the_delegations_of_a_meeting_in_it(self) -> None:
        meeting = planned(loaded(OF_THE_LEAGUE))
        sides = {
            side.kind: [one.code for one in side.delegations]
            for side in delegations.sides(meeting, "es", also_absent=True)
        }
        assert sides["LEAGUE"] == ["XN", "XE", "XB"]
        assert sides["CONCERT"] == ["XL", "XP", "XS"]

    @pytest.mark.parametrize(
        ("members", "words"),
        [
            ("[XN, XE]", "The order lacks: XB."),
            ("[XN, XE, XB, XS]", "There is no member of LEAGUE called “XS”."),
            ("[XN, XE, XB, XN]", "XN is listed twice."),
        ],
    )
    def test_is_refused_where_it_is_not_that_of_all_its_members(
        self, members: str, words: str
    ) -> None:
        with pytest.raises(Faults) as found:
            loader.load(folder_with(OF_THE_LEAGUE.replace("[XN, XE, XB]", members)), NOW)
        assert words in {str(fault.message) for fault in found.value.faults}

    def test_may_give_one_order_for_a_party_and_no_second(self) -> None:
        rows = OF_THE_LEAGUE.removeprefix("orders:\n").removesuffix("members:\n")
        with pytest.raises(Faults) as found:
            loader.load(folder_with(f"orders:\n{rows}{rows}members:\n"), NOW)
        assert ["LEAGUE is already used" in str(one.message) for one in found.value.faults] == [
            True
        ]


@pytest.mark.django_db
class TestAForumThatGivesNone:
    """Its members stand in the alphabet of the language of the list."""

    def test_stands_in_the_alphabet_of_each_language(self) -> None:
        forum = loaded("members:\n")
        assert in_order(forum, "LEAGUE", "en") == ["XB", "XE", "XN"]
        assert in_order(forum, "LEAGUE", "es") == ["XB", "XE", "XN"]

    def test_may_say_so_and_where_it_is_seen(self) -> None:
        forum = loaded(f"orders:\n  - party: LEAGUE{SOURCED}members:\n")
        assert in_order(forum, "LEAGUE", "en") == ["XB", "XE", "XN"]


@pytest.mark.django_db
def test_the_first_forum_lists_the_eu_by_its_protocol_and_clasi_by_the_alphabet() -> None:
    folder = Path(forums.__path__[0]) / "eu_clasi"
    loader.load(Folder.read(folder), NOW)
    forum = queries.forum("eu-clasi")
    assert forum is not None
    for language in ("en", "es", "pt"):
        assert in_order(forum, "EU", language) == EU
    english, spanish = (in_order(forum, "CLASI", language) for language in ("en", "es"))
    assert english.index("DO") < english.index("EC")
    assert spanish.index("EC") < spanish.index("DO")
