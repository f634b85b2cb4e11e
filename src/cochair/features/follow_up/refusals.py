"""Why something cannot be said of a commitment, or done with it."""

from collections.abc import Collection, Iterable, Mapping

from cochair.features.commitments.models import Commitment
from cochair.features.follow_up import queries
from cochair.features.follow_up.statuses import ENDED, STATUSES
from cochair.features.parties.models import Forum
from cochair.procedure.alphabets import unprinted
from cochair.procedure.reason import has_words
from cochair.procedure.refusal import Refusal, _

LONGEST = 8000


def in_force(row: Commitment) -> Refusal | None:
    """Only what is in force is followed."""
    if row.state == queries.IN_FORCE:
        return None
    return Refusal("practice", _("{number} is no longer in force."), {"number": row.slug})


def known_status(status: str) -> Refusal | None:
    """A status is one of the seven."""
    return None if status in STATUSES else Refusal("practice", _("Select a status."))


def printed(*texts: str) -> Refusal | None:
    """What is said can be printed, in a table and in a file as on a page."""
    return unprinted(*texts)


def said(words: str) -> Refusal | None:
    """Something is said, no more than fits, in signs that can be printed."""
    if words.strip() and len(words) <= LONGEST:
        return printed(words)
    return Refusal("practice", _("Write a text of up to {number} characters."), {"number": LONGEST})


def says_why(reason: str) -> Refusal | None:
    """A reason has words."""
    return None if has_words(reason) else Refusal("practice", _("Give a reason."))


def evidenced(line: str) -> Refusal | None:
    """One line says what shows it."""
    if line and "\n" not in line:
        return printed(line)
    return Refusal("practice", _("Give the evidence in one line: a document, a date or a figure."))


def known_codes(codes: Iterable[str], known: Collection[str]) -> Refusal | None:
    """Every owner is a member, an organisation or a Party of the forum."""
    strange = sorted(set(codes) - set(known))
    if not strange:
        return None
    return Refusal(
        "practice",
        _("There is no member or organisation with the code {code}."),
        {"code": strange[0]},
    )


def settlement(forum: Forum, body: Mapping[str, object]) -> tuple[Refusal | None, ...]:
    """What stands against ending a commitment: asked when it is proposed and at each key."""
    row = queries.commitment(forum, str(body["commitment"]))
    if row is None:
        return (Refusal("practice", _("There is no such commitment.")),)
    return (in_force(row), _known_end(body), _replacement(forum, row, body))


def _known_end(body: Mapping[str, object]) -> Refusal | None:
    if body["state"] in ENDED:
        return None
    return Refusal("practice", _("Choose whether the commitment is completed, replaced or closed."))


def _replacement(forum: Forum, row: Commitment, body: Mapping[str, object]) -> Refusal | None:
    """What is replaced names another commitment in force; what is not, names none."""
    code, replaced = str(body["replaced_by"]), body["state"] == "replaced"
    if not replaced:
        return (
            Refusal(
                "practice", _("A replacement may be named only for a commitment that is replaced.")
            )
            if code
            else None
        )
    other = queries.commitment(forum, code)
    if other is None or other.pk == row.pk or other.state != queries.IN_FORCE:
        return Refusal("practice", _("Select another commitment in force that replaces it."))
    return None
