"""What a person may type about presidencies and offices."""

from django import forms
from django.utils.translation import gettext_lazy as lazy

from cochair.parties.offices import Role
from cochair.web import wording
from cochair.web.typed import Hour

ROLE_WORDS = {role: lazy(wording.ROLES[role.value]) for role in Role}
# What a co-presidency grants within its own Party, and to organisations.
GRANTED = (
    Role.CO_PRESIDENCY,
    Role.SECRETARIAT,
    Role.COORDINATOR,
    Role.DELEGATION_HEAD,
    Role.DELEGATION_MEMBER,
    Role.INCOMING,
    Role.INSTITUTION,
    Role.OBSERVER,
    Role.SUPPORT,
)


class Designation(forms.Form):
    """The next presidency of one's own Party."""

    member = forms.CharField(max_length=8)
    day = forms.DateField(required=False)
    hour = Hour(required=False)
    end_day = forms.DateField(required=False)
    zone = forms.CharField(max_length=64, required=False)
    document = forms.CharField(max_length=500)


class Document(forms.Form):
    """The decision of the Party that settles who presides."""

    document = forms.CharField(max_length=500)


class Grant(forms.Form):
    """An office for a person."""

    email = forms.EmailField()
    name = forms.CharField(max_length=200, required=False)
    role = forms.ChoiceField(choices=[(role.value, ROLE_WORDS[role]) for role in GRANTED])
    member = forms.CharField(max_length=8, required=False)
    organisation = forms.CharField(max_length=64, required=False)
    until = forms.DateField(required=False)

    def only(self, *roles: Role) -> None:
        """Offer some offices and no others."""
        self.fields["role"].choices = [(one.value, ROLE_WORDS[one]) for one in roles]  # type: ignore[attr-defined]
