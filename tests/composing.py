"""Types of meeting in the small forum that are composed in another way than its procedures say."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256

import forgotten
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum, ProcedureText
from knocking import undone

MEMBERS = """  composition:
  - party: LEAGUE
    who: {en: members of the League, es: miembros de la Liga, pt: membros da Liga}
  - party: CONCERT
    who: {en: members of the Concert, es: miembros del Concierto, pt: membros do Concerto}
"""
PRESIDENCIES = """  composition:
  - {group: LEAGUE_PRES}
  - {group: CONCERT_PRES}
"""
ONE_PRESIDENCY = "  composition:\n  - {group: CONCERT_PRES}\n"


@contextmanager
def composed(forum: Forum, configuration: str, composition: str) -> Iterator[None]:
    """Every meeting of the scene is of one type, which is composed in one way."""
    with undone():
        for row in ProcedureText.objects.filter(forum=forum):
            first, _slash, rest = row.text.partition(f"- code: {configuration}\n  title:")
            assert MEMBERS in rest
            text = f"{first}- code: {configuration}\n  title:" + rest.replace(
                MEMBERS, composition, 1
            )
            digest = sha256(text.encode()).hexdigest()
            ProcedureText.objects.filter(pk=row.pk).update(text=text, digest=digest)
        Meeting.objects.filter(forum=forum).update(configuration=configuration)
        forgotten.everything()
        yield
    forgotten.everything()
