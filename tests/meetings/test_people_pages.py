"""What the pages about people lead to and say: sheets, addresses, badges, words of a list.

domain.md C.6 (who reads addresses), C.9 (languages, personal data).
"""

import html
import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils.translation import gettext, override

import delegations as scene
import people
from cochair.features.delegations import actions, import_plan, labels, tables
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.web.clock import clock
from cochair.web.localize import say
from delegations import named
from people import signed_in
from world import NOW


@pytest.fixture
def council(small_forum: Forum) -> Iterator[Meeting]:
    """The Council with an open delegation of every member; the clock stands still."""
    with clock.at(NOW):
        yield scene.council(small_forum)


def told(client: Client, meeting: Meeting, rest: str, language: str = "en") -> str:
    """A page of the meeting as text; empty for one that does not exist."""
    address = f"/{language}/{meeting.forum.slug}/meetings/{meeting.slug}/{rest}"
    answer = client.get(address, follow=True)
    return html.unescape(answer.content.decode()) if answer.status_code == 200 else ""


def office(forum: Forum, role: Role = Role.SECRETARIAT) -> Client:
    """Somebody of the Concert who runs the list."""
    member = "XP" if role is Role.CO_PRESIDENCY else ""
    return signed_in(people.person(forum, role, "CONCERT", member, email="office@example.org"))


def sheets(page: str) -> list[str]:
    """The files to be printed to which a page leads, in its order."""
    return re.findall(r'href="[^"]*/([^/"]+\.pdf)"', page)


@pytest.mark.parametrize("rest", ["delegations/", "participants/"])
def test_the_sheets_are_found_in_the_readers_language_first(council: Meeting, rest: str) -> None:
    runs, reads = office(council.forum), signed_in(scene.contact(council.forum, "XB"))
    lists = ["list.es.pdf", "list.en.pdf", "list.pt.pdf"]

    assert sheets(told(runs, council, rest, "es")) == [*lists, "badges.pdf"]
    assert sheets(told(reads, council, rest, "es")) == lists
    assert sheets(told(reads, council, rest, "pt"))[0] == "list.pt.pdf"


def test_whoever_reads_only_its_own_delegation_is_led_to_no_sheet(council: Meeting) -> None:
    scene.guest(council, scene.HARBOURS)
    observer = people.person(council.forum, Role.OBSERVER, organisation=scene.HARBOURS)

    for rest in ("delegations/", "participants/"):
        assert sheets(told(signed_in(observer), council, rest)) == []


def test_a_list_is_offered_to_be_reopened_only_until_the_meeting_opens(council: Meeting) -> None:
    """domain.md C.6: after the opening only the secretariat records replacements."""
    named(council, "XB", "Ana Berg", "Bea Dahl")
    head = signed_in(scene.contact(council.forum, "XB"))
    row = scene.of(council, "XB")
    actions.submit(row, seen=row.version, by=scene.focal(council.forum, "XB"), at=NOW)
    offer, where = "To name or change a person, reopen the list", "delegations/xb/"

    before = told(head, council, where)
    assert "Reopen the list</button>" in before and offer in before

    scene.opened_meeting(council)
    with clock.at(scene.LATER):
        after = told(head, council, where)
    assert after and "Reopen the list</button>" not in after and offer not in after


def test_who_reads_addresses_is_said_as_it_is(council: Meeting) -> None:
    named(council, "XN", "Ada Berg")
    co_presidency = office(council.forum, Role.CO_PRESIDENCY)

    assert "ada@xn.example" in told(co_presidency, council, "delegations/xn/")
    said = told(signed_in(scene.contact(council.forum, "XN")), council, "delegations/xn/")
    assert (
        "Enter one person in each box and leave the others empty. You, the co-presidencies in office and their secretariats can read the addresses."
        in said
    )


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("Ada Berg",), "Added, with badge 1."),
        (("Ada Berg", "Bo Dahl", "Cy Ek"), "Added, with badges 1, 2 and 3."),
    ],
)
def test_the_badges_that_were_given_are_counted_in_words(
    council: Meeting, names: tuple[str, ...], said: str
) -> None:
    client = signed_in(scene.contact(council.forum, "XN"))
    sent = {"seen": "0", "rows": str(len(names))}
    for index, name in enumerate(names):
        sent |= {f"p{index}-name": name, f"p{index}-mode": "physical"}
        sent[f"p{index}-capacity"] = "adviser"

    address = f"/en/{council.forum.slug}/meetings/{council.slug}/delegations/xn/"
    page = client.post(address, sent, follow=True)

    assert said in page.text


def test_a_capacity_is_read_in_three_languages_and_a_wrong_one_names_them_all(
    council: Meeting,
) -> None:
    words = ["alternate", "Head of delegation"]
    for language in ("es", "pt"):
        with override(language):
            words += [gettext("Adviser").upper(), gettext("Interpreter")]
    rows = "\n".join(f"XN;Person {sign};{word}" for sign, word in zip("ABCDEF", words, strict=True))
    book = parties.book(council.forum)

    def read(text: str) -> import_plan.Plan:
        table = tables.read_text(f"delegation;name;capacity\n{text}")
        return import_plan.plan(council, table, own="XN", serves="", language="pt", book=book)

    found = read(rows)
    assert not found.wrong
    assert [row.person.capacity for row in found.rows] == [
        "alternate",
        "head",
        *(2 * ["adviser", "interpreter"]),
    ]
    with override("pt"):
        said = say(read("XN;Ada Berg;boss").wrong[0].errors[0])
        own = gettext("Secretariat staff")
    for word in ("boss", "Head of delegation /", "(head)", own, "(secretariat)"):
        assert word in said


def test_a_function_and_a_role_have_names_that_nobody_confuses_and_old_lists_are_read(
    council: Meeting,
) -> None:
    for language in ("es", "pt"):
        with override(language):
            office, role = gettext("Official function"), gettext("Role in the delegation")
        assert office == "Cargo" and role.endswith(
            "delegación" if language == "es" else "delegação"
        )
    known = labels.columns()
    for old in ("Function", "Función", "Função", "Cargo", "Official function"):
        assert known[labels.key(old)] == "function"
    for old in ("Capacity", "En calidad de", "Na qualidade de", "Role in the delegation"):
        assert known[labels.key(old)] == "capacity"
    for old in ("Title", "Título", "Courtesy title", "Tratamiento", "Tratamento"):
        assert known[labels.key(old)] == "title"
    assert known[labels.key("Función (EN)")] == "function_en"
    assert labels.key("Rol") not in known


@pytest.mark.parametrize(
    ("language", "optional", "last"),
    [("en", "Optional", " and "), ("es", "Opcional", " y "), ("pt", "Facultativo", " e ")],
)
def test_a_list_may_be_headed_by_every_name_that_the_import_tells(
    council: Meeting, language: str, optional: str, last: str
) -> None:
    page = told(office(council.forum), council, "participants/import/", language)
    found = re.search(rf"{optional}: ([^.]*?), [^,.]* (?:note|nota) ", " ".join(page.split()))
    assert found is not None
    names = found[1].replace(last, ", ").split(", ")

    assert len(names) == 7
    known = labels.columns()
    assert {known.get(labels.key(name), name) for name in names} == {
        "title", "function", "rank", "capacity", "mode", "email", "language"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("role", "member", "led"),
    [
        (Role.SECRETARIAT, "", True),
        (Role.CO_PRESIDENCY, "XE", True),
        (Role.DELEGATION_HEAD, "XN", True),
        (Role.CO_PRESIDENCY, "XB", False),
        (Role.INCOMING, "XN", False),
        (Role.COORDINATOR, "", False),
    ],
)
def test_members_lead_to_contact_points_whoever_may_read_them_and_nobody_else(
    small_forum: Forum, role: Role, member: str, led: bool
) -> None:
    with clock.at(NOW):
        client = signed_in(people.person(small_forum, role, "LEAGUE", member))
        address = f"/en/{small_forum.slug}/contacts/"

        page = client.get(f"/en/{small_forum.slug}/members/")

        assert page.status_code == 200
        assert (f'href="{address}"' in page.text) is led
        assert (client.get(address).status_code == 200) is led


def test_a_refused_list_stays_to_be_corrected_and_says_row_and_column(council: Meeting) -> None:
    runs = office(council.forum)
    address = f"/en/{council.forum.slug}/meetings/{council.slug}/participants/import/"
    answer = runs.post(address, {"text": "delegation;name;email\nXP;Ada Berg;ada at home\n"})
    page = html.unescape(answer.content.decode())

    assert answer.status_code == 422
    assert "XP;Ada Berg;ada at home" in page.partition('id="text"')[2].partition("</textarea>")[0]
    assert re.search(r"<b>E-mail</b>:\s+“?ada at home", page)
