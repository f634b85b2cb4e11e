"""A real installation of the small forum, for clients with clocks of their own: a program.

It prepares the database that the environment names, on the days of the small forum (`moved`), and then
does what each line of its input asks: begin a silence that ends in so many seconds, or tell what became of one.
"""

import json
import os
import sys
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
        tell(begun(asked["seconds"], asked["grace"]) if "seconds" in asked else became(asked["of"]))


def prepared() -> list[str]:
    """The cookies of so many clients, each signed in as the head of one of the delegations."""
    import people
    from cochair.accounts.models import Account
    from papers import somebody
    from silences import opened
    from world import NOW

    forum = crowded_forum()
    voices = sorted(opened(forum).terms["voices"])
    found = []
    for voice in voices[:CLIENTS]:
        hat = somebody(forum, "delegation_head", *voice, at=NOW)
        client = people.signed_in(Account.objects.get(pk=hat.account))
        held = {name: one.value for name, one in client.cookies.items()}
        found.append("; ".join(f"{k}={v}" for k, v in {**held, "csrftoken": TOKEN}.items()))
    return found


def crowded_forum() -> Any:
    """The small forum with as many members as clients: one delegation for each."""
    from cochair.compliance import loading
    from cochair.parties.models import Forum
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
    return Forum.objects.get(slug=loading.load(folder, NOW).forum)


def begun(seconds: float, grace: int) -> dict[str, object]:
    """A silence that ends in so many seconds; its number, and its end by the machine's clock."""
    from cochair.decisions.models import SilenceProcedure
    from cochair.web.clock import clock
    from silences import again

    end = clock.now() + timedelta(seconds=seconds)
    row = again(SilenceProcedure.objects.order_by("pk")[0], end, grace)
    return {"number": row.number, "end": by_machine(end)}


def became(number: int) -> dict[str, object]:
    """Where a silence stands, and the stamp of each message by its words."""
    from cochair.decisions.models import SilenceProcedure
    from cochair.decisions.silence import queries
    from cochair.procedure import silence as core
    from cochair.web.clock import clock

    row = SilenceProcedure.objects.select_related("forum").get(number=number)
    at = clock.now()
    return {
        "stage": core.stage(queries.silence(row, at), at).value,
        "stamps": {one.words: by_machine(one.received_at) for one in row.messages.all()},
    }


def by_machine(instant: datetime) -> float:
    """An instant of the moved clock as the machine's own clock shows it (epoch seconds)."""
    return (instant - moved.BY).timestamp()


def tell(said: object) -> None:
    """One line of JSON."""
    print(json.dumps(said), flush=True)


main()
