"""Keys and certificates for the accounts of a demo, made once; for nobody else, and nowhere else."""

from datetime import datetime
from pathlib import Path

from django.conf import settings

from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum, Office
from cochair.features.parties.offices import Power, Role
from cochair.features.signatures import authority, registration
from cochair.features.signatures.authority import FOLDER, YEARS
from cochair.features.signatures.certificates import ANCHOR, HOLDER


def issue(forum: Forum, home: Path, *, at: datetime) -> list[Path]:
    """Issue a key for each co-presidency that a demo account holds, and register its certificate.

    Returns the key files made.  The key of the authority itself is forgotten at once.  Does
    nothing outside a demo, and nothing for an account that is not one of the demo's.
    """
    if not settings.DEMO:
        return []
    rows = Office.objects.filter(
        forum=forum, role=Role.CO_PRESIDENCY.value, account__is_demo=True
    ).select_related("account", "party", "member")
    made = []
    for office in rows:
        hat = parties.hat_of(forum, office, at)
        if not hat.may(Power.DECIDE_FOR_PARTY) or office.party is None or office.member is None:
            continue
        name = f"{forum.slug}-{office.party.code}-{office.member.code}".lower()
        file = home / FOLDER / f"{name}.p12"
        if file.exists():
            continue
        root = authority.authority(f"authority {name}", at=at)
        holder = authority.holder(root, name, start=at - YEARS, end=at + YEARS)
        authority.keep(file, holder)
        registration.register(forum, root.pem, kind=ANCHOR, by=hat, at=at)
        registration.register(forum, holder.pem, kind=HOLDER, by=hat, at=at)
        made.append(file)
    return made
