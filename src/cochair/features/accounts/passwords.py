"""Passwords that whoever guesses tries first: patterns, beside the list of common ones of Django."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Rows of keys and of the alphabet, along which passwords are typed.
ROWS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
# So many different signs at least; and of what is left without rows, so many signs.
DIFFERENT, LEFT = 5, 8
# So many signs are looked at: in these a pattern shows, and a longer password costs no more.
LOOKED_AT = 200


class PatternValidator:
    """Refuses digits alone, few signs again and again, and rows of keys."""

    def validate(self, password: str, user: object = None) -> None:
        """Raises ValidationError for a password that is a pattern."""
        if (
            password.isdigit()
            or len(set(password.lower())) < DIFFERENT
            or _unguessed(password) < LEFT
        ):
            raise ValidationError(self.get_help_text(), code="password_pattern")

    def get_help_text(self) -> str:
        """What a password must not be."""
        return _(
            "Digits alone, repeated characters and rows of keys are guessed first: "
            "choose several words."
        )


def _unguessed(password: str) -> int:
    """How many signs go on neither a row nor a repetition of what came before."""
    text = password.lower()[:LOOKED_AT]
    for length in range(1, len(text) // 2 + 1):
        if text == (text[:length] * len(text))[: len(text)]:
            text = text[:length]
            break
    pairs = [text[place : place + 2] for place in range(len(text) - 1)]
    return 1 + sum(
        pair[0] != pair[1] and not any(pair in row or pair[::-1] in row for row in ROWS)
        for pair in pairs
    )
