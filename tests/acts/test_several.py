"""Several joint acts on one page, signed in one go: each with its own record."""

import re

import pytest
from django.urls import reverse

from cochair.features.acts import several_views
from cochair.features.acts.models import JointAct, Key
from matrix import Scene


def another_option(scene: Scene, value: str) -> JointAct:
    """One more act that waits for both."""
    change = reverse("compliance:option", args=[scene.forum.slug, "1.0", "prep.min"])
    scene.client("co_presidency").post(change, {"value": value})
    return JointAct.objects.filter(kind="option").latest("number")


def several(scene: Scene) -> str:
    return reverse("acts:several", args=[scene.forum.slug])


@pytest.fixture
def two(at_work: Scene) -> tuple[JointAct, JointAct]:
    """The act that waits already, and one more."""
    return JointAct.objects.get(number=int(at_work.places["act"])), another_option(at_work, "3")


def sent(*acts: JointAct) -> dict[str, object]:
    seen: dict[str, object] = {f"seen-{act.number}": act.digest for act in acts}
    return seen | {"act": [str(act.number) for act in acts]}


def test_what_waits_stands_on_one_page_with_nothing_ticked(
    at_work: Scene, two: tuple[JointAct, JointAct]
) -> None:
    page = at_work.client("co_presidency").get(several(at_work)).content.decode()

    for act in two:
        assert act.title["en"] in page
        assert f'name="seen-{act.number}" value="{act.digest}"' in page
    ticks = re.findall(r'<input type="checkbox" class="ticks"[^>]*>', page)
    assert len(ticks) >= 2 and not any("checked" in one for one in ticks)
    assert "in the signature folder." not in page, "No more wait than stand here."
    folder = reverse("acts:folder", args=[at_work.forum.slug])
    assert several(at_work) in at_work.client("co_presidency").get(folder).content.decode()


def test_one_sending_signs_what_is_ticked_and_each_act_keeps_its_own_record(
    at_work: Scene, two: tuple[JointAct, JointAct]
) -> None:
    first, second = two

    answer = at_work.client("co_presidency").post(several(at_work), sent(first, second))

    assert answer.status_code == 200
    assert "You have signed 2 acts." in answer.content.decode()
    for act in two:
        assert Key.objects.filter(act=act, digest=act.digest).count() == 1
        assert JointAct.objects.get(pk=act.pk).state == "half_signed"


def test_where_one_fails_the_others_stand_and_the_page_says_which(
    at_work: Scene, two: tuple[JointAct, JointAct]
) -> None:
    first, second = two

    answer = at_work.client("co_presidency").post(
        several(at_work), sent(first, second) | {f"seen-{second.number}": "0" * 64}
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert Key.objects.filter(act=first).count() == 1
    assert not Key.objects.filter(act=second).exists()
    failed = page.split("Not everything was signed")[1].split("</div>")[0]
    assert second.title["en"] in failed and first.title["en"] not in failed
    assert "You have signed 1 act." in page


def test_nothing_ticked_signs_nothing(at_work: Scene, two: tuple[JointAct, JointAct]) -> None:
    answer = at_work.client("co_presidency").post(several(at_work), {})

    assert answer.status_code == 422
    assert "Nothing was signed" in answer.content.decode()
    assert not Key.objects.filter(act__in=two).exists()


@pytest.mark.parametrize("hat", ["secretariat", "delegation", "auditor"])
def test_who_does_not_sign_has_no_such_page(
    at_work: Scene, two: tuple[JointAct, JointAct], hat: str
) -> None:
    client = at_work.client(hat)

    assert client.get(several(at_work)).status_code == 403
    assert client.post(several(at_work), sent(*two)).status_code == 403
    assert not Key.objects.filter(act__in=two).exists()


def test_where_one_is_gone_the_others_are_signed_and_the_page_says_so(
    at_work: Scene, two: tuple[JointAct, JointAct]
) -> None:
    first, second = two
    order = [str(first.number), "9999", str(second.number)]

    answer = at_work.client("co_presidency").post(
        several(at_work), sent(first, second) | {"act": order, "seen-9999": "0" * 64}
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    for act in two:
        assert Key.objects.filter(act=act).count() == 1
    assert "You have signed 2 acts." in page
    failed = page.split("Not everything was signed")[1].split("</div>")[0]
    assert "Act 9999" in failed and first.title["en"] not in failed


def test_what_was_withdrawn_meanwhile_is_named_however_many_acts_wait(
    at_work: Scene, two: tuple[JointAct, JointAct], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _second = two
    third = another_option(at_work, "4")
    monkeypatch.setattr(several_views, "MOST", 1)
    JointAct.objects.filter(pk=first.pk).update(state="withdrawn", closed_at=third.proposed_at)

    answer = at_work.client("co_presidency").post(several(at_work), sent(first))

    page = answer.content.decode()
    assert answer.status_code == 422
    failed = page.split("Not everything was signed")[1].split("</div>")[0]
    assert first.title["en"] in failed


@pytest.mark.parametrize("number", ["²", "9" * 40, "9" * 5000, "", "one"])
def test_what_is_no_number_of_an_act_hides_nothing_that_was_signed(
    at_work: Scene, two: tuple[JointAct, JointAct], number: str
) -> None:
    first, _second = two
    order = {"act": [str(first.number), number]}

    answer = at_work.client("co_presidency").post(several(at_work), sent(first) | order)

    assert answer.status_code == 200
    assert "You have signed 1 act." in answer.content.decode()
