"""The signature folder and the page of an act, as people use them.

domain.md C.6 (who signs, who proposes); corrections.md section 4, "Refusals".
"""

import re

import pytest
from django.test import Client
from django.urls import reverse

from cochair.features.acts.models import JointAct, Key
from cochair.features.compliance.models import OptionChange
from cochair.features.meetings.models import JointNote
from matrix import Scene

MINE, OTHERS, DONE, ENDED = "mine", "others", "done", "ended"


def address(scene: Scene, name: str, number: int | None = None) -> str:
    kept = {"forum": scene.forum.slug} | ({"number": number} if number else {})
    return reverse(f"acts:{name}", kwargs=kept)


@pytest.fixture
def act(at_work: Scene) -> JointAct:
    """The act that waits: the format of the Council, proposed by the League's secretariat."""
    return JointAct.objects.get(number=int(at_work.places["act"]))


def part(client: Client, scene: Scene, name: str) -> str:
    """One part of the folder, as text; empty when the page does not have it."""
    page = client.get(address(scene, "folder")).content.decode()
    found = re.search(rf'<section aria-labelledby="{name}">(.*?)</section>', page, re.DOTALL)
    return found[1] if found else ""


def sign(client: Client, scene: Scene, act: JointAct, **sent: str) -> int:
    """What the house answers to a key that is turned on the page."""
    sent = {"seen": act.digest} | sent
    return client.post(address(scene, "key", act.number), sent).status_code


def test_an_act_waits_for_me_until_i_sign_and_then_for_the_other_side(
    at_work: Scene, act: JointAct
) -> None:
    ours, theirs = at_work.client("co_presidency"), at_work.client("other_presidency")
    link = address(at_work, "act", act.number)
    assert link in part(ours, at_work, MINE)
    assert link in part(theirs, at_work, MINE)

    assert sign(ours, at_work, act) == 302
    assert link in part(ours, at_work, OTHERS)
    assert link not in part(ours, at_work, MINE)
    assert link in part(theirs, at_work, MINE)

    assert sign(theirs, at_work, act) == 302
    for client in (ours, theirs):
        assert link in part(client, at_work, DONE)
        assert link not in part(client, at_work, MINE) + part(client, at_work, OTHERS)


@pytest.mark.parametrize("hat", ["secretariat", "delegation", "out_of_term", "auditor"])
def test_who_does_not_sign_has_no_part_of_his_own_and_no_button(
    at_work: Scene, act: JointAct, hat: str
) -> None:
    client = at_work.client(hat)

    page = client.get(address(at_work, "act", act.number)).content.decode()

    assert not part(client, at_work, MINE)
    assert address(at_work, "act", act.number) in part(client, at_work, OTHERS)
    assert address(at_work, "key", act.number) not in page
    assert address(at_work, "decline", act.number) not in page


@pytest.mark.parametrize(
    ("hat", "may"),
    [
        ("secretariat", True),
        ("co_presidency", True),
        ("other_presidency", False),
        ("delegation", False),
        ("out_of_term", False),
        ("incoming", False),
        ("auditor", False),
    ],
)
def test_the_button_to_withdraw_is_there_for_whom_it_works(
    at_work: Scene, act: JointAct, hat: str, may: bool
) -> None:
    client = at_work.client(hat)
    address_of_it = address(at_work, "withdraw", act.number)

    page = client.get(address(at_work, "act", act.number)).content.decode()
    answer = client.post(address_of_it)

    assert (address_of_it in page) == may
    assert (answer.status_code == 302) == may


def test_a_declined_act_is_at_the_end_of_the_folder_with_its_reason(
    at_work: Scene, act: JointAct
) -> None:
    client = at_work.client("other_presidency")
    assert "has not signed yet" in part(client, at_work, MINE)

    answer = client.post(
        address(at_work, "decline", act.number), {"reason": "Our ministers are at sea."}
    )

    assert answer.status_code == 302
    after = client.get(answer.headers["Location"]).content.decode()
    assert "The act has been declined. The other Party can read the reason." in after
    assert address(at_work, "act", act.number) in part(client, at_work, ENDED)
    page = at_work.client("delegation").get(address(at_work, "act", act.number)).content.decode()
    assert "Our ministers are at sea." in page


def test_to_decline_without_a_reason_shows_the_form_again_with_what_is_missing(
    at_work: Scene, act: JointAct
) -> None:
    client = at_work.client("other_presidency")

    answer = client.post(address(at_work, "decline", act.number), {"reason": "  "})

    assert answer.status_code == 422
    assert 'id="reason-e"' in answer.content.decode()
    assert JointAct.objects.get(pk=act.pk).state == "draft"


@pytest.mark.parametrize("name", ["decline", "withdraw"])
def test_an_act_that_has_ended_meanwhile_ends_no_second_time_and_its_page_says_why(
    at_work: Scene, act: JointAct, name: str
) -> None:
    ours, theirs = at_work.client("co_presidency"), at_work.client("other_presidency")
    page, reason = address(at_work, name, act.number), {"reason": "Our ministers are at sea."}
    assert theirs.post(address(at_work, "decline", act.number), reason).status_code == 302

    answer = (ours if name == "withdraw" else theirs).post(page, reason)

    assert answer.status_code == 422
    assert 'data-tone="stop"' in answer.content.decode()
    assert JointAct.objects.get(pk=act.pk).state == "declined"


def test_who_sends_no_fingerprint_of_what_he_saw_signs_nothing(
    at_work: Scene, act: JointAct
) -> None:
    client = at_work.client("co_presidency")

    answer = client.post(address(at_work, "key", act.number))

    assert answer.status_code == 422
    assert 'data-tone="stop"' in answer.content.decode()
    assert not Key.objects.filter(act=act).exists()


def test_a_reason_to_decline_has_at_least_twenty_characters(at_work: Scene, act: JointAct) -> None:
    client = at_work.client("other_presidency")

    short = client.post(address(at_work, "decline", act.number), {"reason": "Not this one, no."})
    assert short.status_code == 422
    page = short.content.decode()
    assert "Not this one, no." in page and 'id="reason-e"' in page
    # Without a script the drawer stands open, to be put right.
    assert re.search(r'<aside class="drawer" id="decline"[^>]*labelledby="decline-h">', page)
    assert JointAct.objects.get(pk=act.pk).state == "draft"

    reason = {"reason": "Not this one: our ministers are at sea."}
    assert client.post(address(at_work, "decline", act.number), reason).status_code == 302
    assert JointAct.objects.get(pk=act.pk).state == "declined"


def bar(client: Client, scene: Scene, act: JointAct) -> str:
    """The foot of the page of an act; empty where there is none."""
    page = client.get(address(scene, "act", act.number)).content.decode()
    found = re.search(r'<section class="signbar".*?</section>', page, re.DOTALL)
    return found[0] if found else ""


def test_the_foot_of_the_page_says_what_is_so_and_leads_to_the_next_act(
    at_work: Scene, act: JointAct
) -> None:
    ours, theirs = at_work.client("co_presidency"), at_work.client("other_presidency")
    other = another_option(at_work, "3")
    before = bar(ours, at_work, act)
    assert address(at_work, "key", act.number) in before
    assert "Not signed yet: Concert and League." in before and 'role="status"' not in before

    sign(ours, at_work, act)
    waiting = bar(ours, at_work, act)
    assert 'data-state="done"' in waiting and 'role="status"' in waiting
    assert "You have signed." in waiting and address(at_work, "key", act.number) not in waiting
    assert address(at_work, "act", other.number) in waiting
    assert "With your signature the act takes effect at once." in bar(theirs, at_work, act)

    sign(theirs, at_work, act)
    for client in (ours, theirs):
        assert "The act is in effect." in bar(client, at_work, act)
    sign(ours, at_work, other)
    home = reverse("desk:home", args=[at_work.forum.slug])
    assert home in bar(ours, at_work, act) and home not in bar(theirs, at_work, act)
    nothing = "Nothing more waits for your signature."
    assert nothing in bar(ours, at_work, act) and nothing not in bar(theirs, at_work, act)
    assert not bar(at_work.client("delegation"), at_work, act)


def another_option(scene: Scene, value: str) -> JointAct:
    """One more act that waits for both."""
    change = reverse("compliance:option", args=[scene.forum.slug, "1.0", "prep.min"])
    scene.client("co_presidency").post(change, {"value": value})
    return JointAct.objects.filter(kind="option").latest("number")


def test_a_void_act_leads_to_the_one_in_its_place(at_work: Scene) -> None:
    ours = at_work.client("co_presidency")
    first = another_option(at_work, "2")
    JointAct.objects.filter(pk=first.pk).update(state="void", closed_at=first.proposed_at)
    second = another_option(at_work, "3")

    said = bar(ours, at_work, first)

    assert 'data-state="void"' in said
    assert f'class="btn main" href="{address(at_work, "act", second.number)}"' in said
    assert f"Read act {second.number}</a>" in said
    assert said.count('data-key="void"') == said.count("</b> not signed</span>") == 2
    assert address(at_work, "key", first.number) not in said


def test_a_key_sent_twice_is_one_key(at_work: Scene, act: JointAct) -> None:
    client = at_work.client("co_presidency")

    assert (sign(client, at_work, act), sign(client, at_work, act)) == (302, 422)

    assert Key.objects.filter(act=act).count() == 1
    assert JointAct.objects.get(pk=act.pk).state == "half_signed"


def test_the_second_key_sent_twice_takes_effect_once(at_work: Scene, act: JointAct) -> None:
    sign(at_work.client("co_presidency"), at_work, act)
    client = at_work.client("other_presidency")

    assert (sign(client, at_work, act), sign(client, at_work, act)) == (302, 422)

    assert JointNote.objects.count() == 1


@pytest.mark.parametrize("name", ["key", "decline", "withdraw"])
def test_to_follow_a_link_does_nothing(at_work: Scene, act: JointAct, name: str) -> None:
    client = at_work.client("co_presidency")

    for ask in (client.get, client.head, client.put, client.delete):
        assert ask(address(at_work, name, act.number)).status_code == 405

    assert JointAct.objects.get(pk=act.pk).state == "draft"
    assert not Key.objects.filter(act=act).exists()


def test_of_two_browsers_the_one_that_shows_an_older_text_loses(
    at_work: Scene, act: JointAct
) -> None:
    """The other side withdrew the act and proposed another while the page was open."""
    ours, theirs = at_work.client("co_presidency"), at_work.client("other_presidency")
    page = theirs.get(address(at_work, "act", act.number)).content.decode()
    shown = re.search(r'name="seen" value="(\w+)"', page)
    assert shown is not None
    ours.post(address(at_work, "withdraw", act.number))
    step = reverse("meetings:step", args=[at_work.forum.slug, at_work.places["planned"], "format"])
    ours.post(step, {"value": "virtual"})
    other = JointAct.objects.get(kind=act.kind, number__gt=act.number)

    assert sign(theirs, at_work, act, seen=shown[1]) == 422
    assert sign(theirs, at_work, other, seen=shown[1]) == 422

    assert not Key.objects.filter(act__in=[act, other]).exists()
    assert sign(theirs, at_work, other) == 302


def test_of_two_browsers_that_change_one_option_the_second_is_told_that_its_act_is_void(
    at_work: Scene,
) -> None:
    ours, theirs = at_work.client("co_presidency"), at_work.client("other_presidency")
    change = reverse("compliance:option", args=[at_work.forum.slug, "1.0", "prep.min"])
    for client, value in ((ours, "2"), (theirs, "3")):
        client.post(change, {"value": value})
    second, first = JointAct.objects.filter(kind="option").order_by("-number")
    sign(ours, at_work, second)
    for client in (ours, theirs):
        assert sign(client, at_work, first) == 302

    assert sign(theirs, at_work, second) == 422

    page = theirs.get(address(at_work, "act", second.number)).content.decode()
    assert "void" in page
    assert address(at_work, "key", second.number) not in page
    assert [change.value for change in OptionChange.objects.all()] == [2]


@pytest.mark.parametrize("name", ["act", "key", "decline", "withdraw"])
def test_an_act_that_does_not_exist_is_no_page_for_anybody(at_work: Scene, name: str) -> None:
    """A stranger is led to sign in, whether the act exists or not."""
    existing = int(at_work.places["act"])
    for hat in ("co_presidency", "delegation", "anonymous"):
        client = at_work.client(hat)
        ask = client.get if name == "act" else client.post
        answer = ask(address(at_work, name, 999))

        if name == "act" and hat == "anonymous":
            assert answer.status_code == ask(address(at_work, name, existing)).status_code == 302
            assert answer.headers["Location"].startswith("/en/accounts/login/")
        else:
            assert answer.status_code == 404
