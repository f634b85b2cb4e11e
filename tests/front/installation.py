"""A real installation of the small forum, for clients with clocks of their own: a program.

It prepares the database that the environment names, on the days of the small forum (`moved`), and then
answers each line of its input by one of its functions: `ANSWERS`.
"""

import json
import os
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import django

from front import moved

CLIENTS = 45
TOKEN = "a" * 32


def main() -> None:
    """Prepare, tell the cookies of the clients, and answer line after line."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "cochair.settings"
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    tell(prepared())
    for line in sys.stdin:
        asked = json.loads(line)
        tell(ANSWERS[asked.pop("asked")](**asked))


def prepared() -> list[str]:
    """The cookies of so many clients, each signed in as the head of one of the delegations."""
    import people
    from cochair.features.accounts.models import Account
    from papers import somebody
    from silences import opened
    from world import NOW

    forum = crowded_forum()
    voices = sorted(opened(forum).terms["voices"])
    found = []
    for voice in voices[:CLIENTS]:
        hat = somebody(forum, "delegation_head", *voice, at=NOW)
        client = people.signed_in(Account.objects.get(pk=hat.account))
        found.append(cookie(client))
    return found


def crowded_forum() -> Any:
    """The small forum with as many members as clients: one delegation for each."""
    from cochair.features.compliance import loader
    from cochair.features.parties.models import Forum
    from world import NOW, changed, small_folder

    one = """  - party: CONCERT
    code: {code}
    name: {{en: State {code}, es: Estado {code}, pt: Estado {code}}}
    capital: {{en: Capital, es: Capital, pt: Capital}}
    zone: America/Santiago
    member_from: {{date: '2020-03-01', precision: day}}
    member_to: null
    certainty: confirmed
    source: [founding act of the Concert]
    confidence: confirmed
"""
    codes = [f"{a}{b}" for a in "ABCD" for b in "ABCDEFGHIJ"][:CLIENTS]
    more = "".join(one.format(code=code) for code in codes)
    folder = changed(small_folder(), "members.yaml", "members:\n", f"members:\n{more}")
    return Forum.objects.get(slug=loader.load(folder, NOW).forum)


def begun(seconds: float, grace: int) -> dict[str, object]:
    """A silence that ends in so many seconds; its number, and its end by the machine's clock."""
    from cochair.features.decisions.models import SilenceProcedure
    from cochair.web.clock import clock
    from silences import again

    end = clock.now() + timedelta(seconds=seconds)
    row = again(SilenceProcedure.objects.order_by("pk")[0], end, grace)
    return {"number": row.number, "end": by_machine(end)}


def became(number: int) -> dict[str, object]:
    """Where a silence stands, and the stamp of each message by its words."""
    from cochair.features.decisions.models import SilenceProcedure
    from cochair.features.silence import queries
    from cochair.procedure import silence as core
    from cochair.web.clock import clock

    row = SilenceProcedure.objects.select_related("forum").get(number=number)
    at = clock.now()
    return {
        "stage": core.stage(queries.silence(row, at), at).value,
        "stamps": {one.words: by_machine(one.received_at) for one in row.messages.all()},
    }


def account(email: str, password: str, secret: str) -> int:
    """An account with a password and a code, which holds no office."""
    from allauth.mfa.models import Authenticator

    from cochair.features.accounts.models import Account

    made = Account(email=email, name=email)
    made.set_password(password)
    made.save()
    Authenticator.objects.create(user=made, type="totp", data={"secret": secret})
    return made.pk


def paper() -> dict[str, str]:
    """A paper without a text, and the cookies of the secretariat that writes it."""
    import papers
    import people
    import signing
    from cochair.features.accounts.models import Account
    from cochair.features.parties.models import Forum
    from cochair.web.clock import clock

    forum, at = Forum.objects.get(), clock.now()
    by = signing.secretariat(forum, at)
    client = people.signed_in(Account.objects.get(pk=by.account))
    return {"slug": papers.entered(forum, by=by, at=at).slug, "cookie": cookie(client)}


def wants_witnesses(email: str) -> None:
    """The League names an address for its witnesses."""
    import signing
    from cochair.features.mail import witnesses
    from cochair.features.parties.models import Forum
    from cochair.web.clock import clock

    forum, at = Forum.objects.get(), clock.now()
    by = signing.league(forum, at)
    witnesses.name_place(forum, email=email, folder="league", language="en", by=by, at=at)


def known() -> dict[str, object]:
    """What is in doubt, the letters with witnesses, and how long ago each server told its pulse."""
    from cochair.features.decisions.models import Pulse
    from cochair.features.mail.models import Message
    from cochair.journal.models import Doubt
    from cochair.web.clock import clock

    at = clock.now()
    return {
        "doubts": list(Doubt.objects.values_list("cause", flat=True)),
        "witnesses": list(Message.objects.filter(event="witness").values_list("key", flat=True)),
        "pulses": sorted((at - one.at).total_seconds() for one in Pulse.objects.all()),
    }


def cookie(client: Any) -> str:
    """The cookies of a client, with a token for forms."""
    held = {name: one.value for name, one in client.cookies.items()}
    return "; ".join(f"{name}={value}" for name, value in {**held, "csrftoken": TOKEN}.items())


def by_machine(instant: datetime) -> float:
    """An instant of the moved clock as the machine's own clock shows it (epoch seconds)."""
    return (instant - moved.BY).timestamp()


def tell(said: object) -> None:
    """One line of JSON."""
    print(json.dumps(said), flush=True)


ANSWERS: dict[str, Callable[..., object]] = {
    "silence": begun,
    "became": became,
    "account": account,
    "paper": paper,
    "witnesses": wants_witnesses,
    "known": known,
}

main()
