"""The only door to search: who reads as an office, and who as anyone."""

from cochair.parties.offices import Hat, Role
from cochair.parties.request import Request


def reader(request: Request) -> Hat | None:
    """The hat of one who may read documents; None for all others, who find what is public."""
    hat: Hat | None = request.hat
    return None if hat is None or hat.role is Role.ADMINISTRATOR else hat
