"""What a person may type about presidencies and offices."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cochair.parties.offices import Role

ROLE_WORDS = {
    Role.CO_PRESIDENCY: _("Co-presidency"),
    Role.INCOMING: _("Incoming presidency"),
    Role.SECRETARIAT: _("Secretariat"),
    Role.SUPPORT: _("Support"),
    Role.DELEGATION_HEAD: _("Head of delegation"),
    Role.DELEGATION_MEMBER: _("Member of delegation"),
    Role.COORDINATOR: _("Party coordinator"),
    Role.INSTITUTION: _("Invited institution or agency"),
    Role.OBSERVER: _("Observer"),
    Role.AUDITOR: _("Archivist or auditor"),
    Role.ADMINISTRATOR: _("Administrator"),
}
# What a co-presidency grants within its own Party.
GRANTED = (
    Role.CO_PRESIDENCY,
    Role.SECRETARIAT,
    Role.COORDINATOR,
    Role.DELEGATION_HEAD,
    Role.DELEGATION_MEMBER,
    Role.INCOMING,
)


class Designation(forms.Form):
    """The next presidency of one's own Party."""

    member = forms.CharField(max_length=8)
    day = forms.DateField(required=False)
    hour = forms.TimeField(required=False)
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
    until = forms.DateField(required=False)
