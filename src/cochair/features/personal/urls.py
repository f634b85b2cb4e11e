"""Addresses of personal data inside a forum."""

from django.urls import path

from cochair.features.personal import views

app_name = "personal"
PERSON = "personal/meetings/<slug:slug>/<int:badge>/"
CONTACT = "personal/contacts/<int:number>/"
urlpatterns = [
    path("personal/", views.rules, name="rules"),
    path("personal/contacts/", views.contacts, name="contacts"),
    path("personal/meetings/<slug:slug>/", views.meeting, name="meeting"),
    path(PERSON, views.participant, name="participant"),
    path(f"{PERSON}copy/", views.take_participant, name="participant_copy"),
    path(f"{PERSON}erasure/", views.erase_participant, name="participant_erasure"),
    path(CONTACT, views.contact, name="contact"),
    path(f"{CONTACT}copy/", views.take_contact, name="contact_copy"),
    path(f"{CONTACT}erasure/", views.erase_contact, name="contact_erasure"),
]
