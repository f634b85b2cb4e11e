"""The reason of a joint act in several languages: what a form asks for, and what the act keeps.

Each paper quotes a reason in its own language where both signed it in that language.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django import forms
from django.conf import settings

from cochair.procedure.refusal import Refusal


class ByLanguage(forms.Form):
    """The same reason in each language of the interface; none has to be given."""

    longest = 4000

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, _name in settings.LANGUAGES:
            self.fields[f"reason_{code}"] = forms.CharField(
                max_length=self.longest, required=False, strip=True
            )

    def by_language(self) -> Iterator[tuple[str, forms.BoundField]]:
        """The fields for the reason in each language."""
        for code, _name in settings.LANGUAGES:
            yield code, self[f"reason_{code}"]

    @property
    def reasons(self) -> dict[str, str]:
        """The reason by language, where it was given in languages of its own."""
        typed = {code: self.cleaned_data[f"reason_{code}"] for code, _name in settings.LANGUAGES}
        return {code: words for code, words in typed.items() if words}


def kept(reasons: Mapping[str, str] | None) -> dict[str, dict[str, str]]:
    """What the body of an act keeps of a reason by language: nothing where there is none."""
    return {"reasons": dict(reasons)} if reasons else {}


def each(
    judge: Callable[[str], Refusal | None], reason: str, reasons: Mapping[str, str] | None
) -> tuple[Refusal | None, ...]:
    """What stands against a reason in any of its languages, each wording judged once."""
    return tuple(judge(words) for words in dict.fromkeys((reason, *(reasons or {}).values())))
