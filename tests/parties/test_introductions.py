"""An account of a demonstration is called as its office, in the language and at the hours of its capital."""

import pytest

from cochair.features.parties.introductions import introduce, spoken_in
from cochair.features.parties.models import Forum
from people import REAL_NOW

LANGUAGES = ("en", "es", "pt")


@pytest.mark.parametrize(
    ("office", "name", "language", "zone"),
    [
        (("co_presidency", "CLASI", "BO"), "Copresidencia, Bolivia", "es", "America/La_Paz"),
        (("co_presidency", "EU", "IE"), "Co-presidency, Ireland", "en", "Europe/Dublin"),
        (("delegation_head", "EU", "PT"), "Chefe de delegação, Portugal", "pt", "Europe/Lisbon"),
        # Guaraní is an official language of Paraguay as well, and Dutch one of Belgium.
        (
            ("delegation_head", "CLASI", "PY"),
            "Jefe o jefa de delegación, Paraguay",
            "es",
            "America/Asuncion",
        ),
        (("delegation_head", "EU", "BE"), "Head of delegation, Belgium", "en", "Europe/Brussels"),
    ],
)
def test_a_state_is_introduced_in_its_own_language_where_the_forum_has_it(
    real_forum: Forum, office: tuple[str, str, str], name: str, language: str, zone: str
) -> None:
    role, party, member = office

    found = introduce(real_forum, REAL_NOW, role=role, party=party, member=member)

    assert (found.name, found.language, found.zone) == (name, language, zone)


def test_a_party_is_introduced_in_the_language_of_most_of_its_members_and_others_in_english(
    real_forum: Forum,
) -> None:
    ours, theirs = (
        introduce(real_forum, REAL_NOW, role="secretariat", party=party)
        for party in ("EU", "CLASI")
    )
    agency = introduce(real_forum, REAL_NOW, role="institution", organisation="EUROPOL")

    assert (ours.language, theirs.language) == ("en", "es")
    assert (agency.language, agency.zone) == ("en", "UTC")
    assert agency.name == "Institution, Europol"


def test_a_forum_without_english_is_introduced_in_its_first_language() -> None:
    assert spoken_in("LT", LANGUAGES) == "en"
    assert spoken_in("LT", ("pt", "es")) == "pt"
    assert spoken_in("XX", ("es", "pt")) == "es"
