"""Days are typed as each language writes them; none reads the month first (corrections.md 4)."""

from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import override


@pytest.mark.parametrize("language", ["en", "es", "pt"])
@pytest.mark.parametrize("typed", ["2026-09-03", "03/09/2026", "3/9/2026"])
def test_a_day_is_the_same_day_on_the_pages_of_every_language(language: str, typed: str) -> None:
    with override(language):
        assert forms.DateField().clean(typed) == date(2026, 9, 3)


@pytest.mark.parametrize("language", ["en", "es", "pt"])
def test_a_day_with_the_month_first_is_no_day(language: str) -> None:
    with override(language), pytest.raises(ValidationError):
        forms.DateField().clean("09/13/2026")
