"""Each Party says on its own page where it gets its witnesses, and nobody writes elsewhere by it (S7)."""

import pytest

from cochair.features.accounts.models import Account
from cochair.journal.models import Place
from matrix import Scene
from people import shows_who_it_is

PAGE = "/en/league-concert/journal/witnesses/"
SAID = {"email": "register@league.example.org", "folder": "league"}


def test_what_a_party_said_is_shown_to_it_and_to_no_other(at_work: Scene) -> None:
    assert at_work.client("secretariat").post(PAGE, SAID).status_code == 302
    row = Place.objects.get()
    assert (row.party, row.email, row.folder) == ("LEAGUE", *SAID.values())
    assert SAID["email"] in at_work.client("co_presidency").get(PAGE).content.decode()
    assert SAID["email"] not in at_work.client("other_presidency").get(PAGE).content.decode()


@pytest.mark.parametrize("folder", ["../x", "/etc", "a/b", "-a", "A", "a\n", ".."])
def test_a_folder_is_a_name_and_never_a_path(at_work: Scene, folder: str) -> None:
    answer = at_work.client("secretariat").post(PAGE, {**SAID, "folder": folder})
    assert answer.status_code == (302 if folder == "a\n" else 422)
    assert not Place.objects.exclude(folder="a").exists()


def test_it_asks_once_more_who_one_is(at_work: Scene) -> None:
    client = at_work.client("secretariat")
    account = Account.objects.get(pk=client.session["_auth_user_id"])
    shows_who_it_is(client, account, 0)
    assert client.post(PAGE, SAID).status_code == 403
    assert client.get(PAGE).status_code == 200
    assert not Place.objects.exists()
