"""Whoever is invited at an address signs in with it, in whatever letters anybody typed it."""

from collections.abc import Iterator
from importlib import import_module

import pytest
from django.apps import apps
from django.core import mail
from django.test import Client
from django.test.utils import override_settings

from cochair.features.accounts import actions
from cochair.features.accounts.models import Account
from world import NOW

TYPED, SMALL = "Ana.Perez@Norland.Example.ORG", "ana.perez@norland.example.org"
RIGHT = "the-right-words-of-norland"


@pytest.fixture(autouse=True)
def quick_hashes() -> Iterator[None]:
    """How long a hash takes is measured elsewhere."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture
def ana(db: None) -> Account:
    """Somebody who was invited at an address with capital letters, and set a password."""
    found = actions.open_account(TYPED, name="Ana Pérez", at=NOW)
    found.set_password(RIGHT)
    found.save()
    return found


@pytest.mark.parametrize("login", [TYPED, SMALL, SMALL.upper()])
def test_whoever_was_invited_at_an_address_with_capitals_signs_in(ana: Account, login: str) -> None:
    client = Client()
    assert (
        client.post("/en/accounts/login/", {"login": login, "password": "wrong"}).status_code == 200
    )

    assert (
        client.post("/en/accounts/login/", {"login": login, "password": RIGHT}).status_code == 302
    )
    assert client.session["_auth_user_id"] == str(ana.pk)


def test_the_link_that_sets_a_password_comes_to_an_address_with_capitals(ana: Account) -> None:
    Client().post("/en/accounts/password/reset/", {"email": TYPED})

    (letter,) = mail.outbox
    assert letter.to == [SMALL] and "/password/reset/key/" in str(letter.body)


def test_one_address_is_one_account_however_it_is_typed(ana: Account) -> None:
    assert actions.open_account(SMALL.upper(), name="Another", at=NOW) == ana


def test_addresses_kept_with_capitals_are_written_in_small_letters_and_none_is_taken_twice(
    db: None,
) -> None:
    alone = Account.objects.create(email=TYPED)
    first = Account.objects.create(email="jo@example.org")
    second = Account.objects.create(email="Jo@example.org")

    change = import_module("cochair.features.accounts.migrations.0008_small_letters")
    change.in_small_letters(apps, None)

    kept = dict(Account.objects.values_list("pk", "email"))
    assert kept == {alone.pk: SMALL, first.pk: "jo@example.org", second.pk: "Jo@example.org"}
