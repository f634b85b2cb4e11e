"""The accounts of a demonstration: each forum names them by the office that they hold there."""

import pytest

from cochair.cli import demonstration
from cochair.features.accounts.models import Account
from cochair.features.parties.models import Forum
from cochair.web.clock import clock
from people import REAL_NOW

ELSEWHERE = "Institution, General Secretariat of the Council"


@pytest.fixture
def agency(real_forum: Forum) -> Account:
    """The account of an agency, opened by another forum, in which it acts for another organisation."""
    account = Account.objects.create(email="agency@example.org", name=ELSEWHERE, is_demo=True)
    demonstration.prepare(at=REAL_NOW)
    account.refresh_from_db()
    return account


def test_the_greeting_names_the_organisation_for_which_an_account_acts_in_each_forum(
    agency: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    with clock.at(REAL_NOW):
        demonstration.greet("http://127.0.0.1:8000/")

    said = capsys.readouterr().out
    (line,) = [line for line in said.splitlines() if agency.email in line]
    assert line.endswith("Institution, Europol")
    assert "presidency.eu@example.org        Co-presidency, " in said


def test_an_account_that_acts_for_two_organisations_is_called_by_neither(agency: Account) -> None:
    assert agency.name == "Institution"
    # Who holds two offices for one State keeps the name of the first.
    presidency = Account.objects.get(email="presidency.eu@example.org")
    assert presidency.name.startswith("Co-presidency, ")

    # A later demonstration finds them as they are.
    demonstration.prepare(at=REAL_NOW)
    agency.refresh_from_db()
    assert agency.name == "Institution"
