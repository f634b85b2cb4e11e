"""What a form holds, or what stands against it (`cochair.web.cleaning`)."""

import pytest
from django import forms
from django.utils.translation import override

from cochair.procedure.refusal import Refused
from cochair.web.cleaning import UNREADABLE, cleaned_or_refuse, wrong
from cochair.web.localize import say


class Reply(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput)
    answer = forms.ChoiceField(choices=[("yes", "yes")])
    note = forms.CharField(max_length=3, required=False)


def test_what_was_typed_is_read_and_what_is_wrong_is_refused_in_the_readers_words() -> None:
    assert cleaned_or_refuse(Reply({"seen": "1", "answer": "yes"})) == {
        "seen": 1,
        "answer": "yes",
        "note": "",
    }

    with pytest.raises(Refused) as refused:
        cleaned_or_refuse(Reply({"seen": "1", "answer": "yes", "note": "long"}))
    with override("es"):
        (said,) = map(say, wrong(Reply({"seen": "1", "answer": "yes", "note": "long"})))
    assert "at most 3 characters" in say(refused.value.refusals[0])
    assert said.startswith("Asegúrese")


def test_braces_that_were_typed_are_no_places_of_the_sentence() -> None:
    (said,) = wrong(Reply({"seen": "1", "answer": "{no}{0}{"}))

    assert "{no}{0}{" in say(said)


def test_what_no_person_fills_in_is_refused_in_general_words() -> None:
    assert [one.message for one in wrong(Reply({"answer": "yes"}))] == [UNREADABLE]
