"""Every no is a page in three languages: what, why with the clause, and what next."""

from datetime import UTC, datetime

import pytest
from django.conf.urls.i18n import i18n_patterns
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import include, path

from absent import faceless
from cochair.procedure.refusal import Refusal, Refused
from cochair.web.clock import clock
from cochair.web.errors import ObjectionsStand, StaleVersion, not_found

pytestmark = pytest.mark.urls(__name__)

THEN = datetime(2031, 6, 10, 12, 0, tzinfo=UTC)


def refused(request):
    raise Refused(
        Refusal("two-keys", "One key is missing."), Refusal("practice", "It is too early.")
    )


def not_yours(request):
    raise PermissionDenied(Refusal("two-keys", "Only a co-presidency turns a key."))


def invisible(request, name):
    raise Http404(f"{name} belongs to the other side")


def stale(request):
    raise StaleVersion(
        Refusal("practice", "It was changed."), theirs="Their <words>", mine="My words"
    )


def standing(request):
    raise ObjectionsStand(Refusal("practice", "Sudria objects to paragraph 3."))


def broken(request):
    raise RuntimeError


def instant(request):
    return HttpResponse(request.now.isoformat())


FRAME = ("guides", "accessibility", "software", "landing")
pages = [
    path("refused/", refused),
    path("not-yours/", not_yours),
    path("kept/<str:name>/", invisible),
    path("stale/", stale),
    path("standing/", standing),
    path("broken/", broken),
    path("instant/", instant),
    # Where the frame of every page leads.
    *(path(f"{name}/", instant, name=name) for name in FRAME),
    path("guides/<slug:name>/", instant, name="guide"),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
]
urlpatterns = i18n_patterns(*pages)
handler403 = "cochair.web.errors.not_allowed"
handler404 = "cochair.web.errors.not_found"
handler500 = "cochair.web.errors.broken"


def test_a_request_carries_the_instant_of_its_arrival(client):
    with clock.at(THEN):
        assert client.get("/en/instant/").content.decode() == THEN.isoformat()


def test_what_the_procedures_refuse_is_told_with_every_reason_and_clause(client):
    page = client.get("/en/refused/")

    assert page.status_code == 422
    assert "This is not possible for 2 reasons" in page.text
    for said in ("One key is missing.", "Two signatures", "It is too early.", "Practice"):
        assert said in page.text


def test_an_act_of_another_office_is_told_with_its_clause(client):
    page = client.get("/en/not-yours/")

    assert page.status_code == 403
    assert "Only a co-presidency turns a key." in page.text


@pytest.mark.parametrize("language", ["en", "es", "pt"])
def test_what_one_may_not_see_is_byte_for_byte_what_does_not_exist(client, language):
    hidden = client.get(f"/{language}/kept/secret/")
    absent = client.get(f"/{language}/nothing/")

    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert faceless(hidden) == faceless(absent)
    assert f'<html lang="{language}">'.encode() in hidden.content


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "back"),
    [
        ("/en/nothing/?at=secret", "?next=%2Fen%2Fnothing%2F"),
        ("/en/nothing/%22%3E%3Cb%3E/", "?next=%2Fen%2Fnothing%2F%22%3E%3Cb%3E%2F"),
        ("/en/" + "a" * 400 + "/", ""),
    ],
)
def test_signing_in_leads_back_to_the_address_alone_and_to_no_other_house(client, path, back):
    page = client.get(path, follow=True).content.decode()

    assert f'href="/en/accounts/login/{back}"' in page
    assert "secret" not in page and "<b>/" not in page


@pytest.mark.parametrize("path", ["//elsewhere.example/", "/\\elsewhere.example/", "nothing"])
def test_what_is_no_path_of_this_house_is_not_come_back_to(rf, path):
    request = rf.get("/en/nothing/")
    request.path = path

    assert b"?next=" not in not_found(request).content


def test_a_page_that_is_not_there_gives_no_token_away_that_would_differ(client):
    first, second = client.get("/en/nothing/"), client.get("/en/nothing/")

    assert first.content == second.content


def test_both_texts_are_shown_when_what_one_acted_on_has_changed(client):
    page = client.get("/en/stale/")

    assert page.status_code == 409
    assert "Their &lt;words&gt;" in page.text
    assert "My words" in page.text


def test_the_objections_are_shown_when_consensus_is_declared_over_them(client):
    page = client.get("/en/standing/")

    assert page.status_code == 409
    assert "Sudria objects to paragraph 3." in page.text


def test_our_own_mistake_is_a_page_too_and_needs_no_database(client):
    client.raise_request_exception = False

    page = client.get("/pt/broken/")

    assert page.status_code == 500
    assert '<html lang="pt">' in page.text


def test_the_language_switch_keeps_the_page_and_its_question(client):
    page = client.get("/en/refused/?at=2031-06-01")

    assert 'href="/es/refused/?at=2031-06-01" lang="es"' in page.text


def test_after_a_form_the_language_switch_leads_to_the_page_of_the_form(client):
    page = client.post("/en/refused/", HTTP_REFERER="http://testserver/en/form/?a=1")

    assert 'href="/pt/form/?a=1" lang="pt"' in page.text


def test_a_foreign_page_that_sent_a_form_is_no_place_to_return_to(client):
    page = client.post("/en/refused/", HTTP_REFERER="https://elsewhere.example/en/form/")

    assert "elsewhere" not in page.text


@pytest.mark.parametrize("address", ["/en/refused/", "/en/nothing/", "/en/accounts/login/"])
def test_a_page_has_no_script_or_style_of_its_own(client, address):
    page = client.get(address).text

    assert " style=" not in page
    assert "<style" not in page
    assert "onclick" not in page
    assert "<script>" not in page


@pytest.mark.django_db
def test_the_sign_in_page_offers_a_passkey_and_a_password(client):
    page = client.get("/en/accounts/login/").text

    assert 'id="passkey_login"' in page
    assert 'autocomplete="current-password"' in page


@pytest.mark.django_db
def test_a_wrong_password_is_told_beside_the_form_without_saying_which_half_is_wrong(client):
    page = client.post("/en/accounts/login/", {"login": "nobody@example.org", "password": "no"})

    assert page.status_code == 200
    assert "<title>Error: Sign in" in page.text
    assert 'class="error"' in page.text
