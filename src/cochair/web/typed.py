"""What a person typed, as a form reads it, or what stands against it.

A form with a page of its own is shown again with what was typed.  One that stands on the page of
something else refuses here, so that no press of a button passes without a word.
"""

from typing import Any

from django.forms import Form

from cochair.procedure.refusal import Refusal, Refused, _

UNREADABLE = _("What was sent cannot be read: open the page again.")


def filled(form: Form) -> dict[str, Any]:
    """What a form holds.  Raises Refused (`practice`) with all that is wrong with it."""
    if not form.is_valid():
        raise Refused(*wrong(form))
    return form.cleaned_data


def wrong(form: Form, clause: str = "practice") -> tuple[Refusal, ...]:
    """What is wrong with a form, in the reader's words, under a clause.

    What no person fills in, such as the version that was shown, is refused in general words.
    """
    said: dict[str, Refusal] = {}
    for name, errors in form.errors.items():
        if name in form.fields and form.fields[name].widget.is_hidden:
            said[UNREADABLE] = Refusal(clause, UNREADABLE)
            continue
        for error in errors:
            # As a fact: what was typed, braces and all, may stand in the words of the form.
            said[str(error)] = Refusal(clause, "{error}", {"error": str(error)})
    return tuple(said.values())
