"""Addresses of this part of a meeting; they stand in the namespace of `meetings`."""

from django.urls import URLPattern, path

from cochair.features.guests.urls import urlpatterns as guests
from cochair.features.observers import views

ALL = "meetings/<slug:slug>/observers/"
ONE = f"{ALL}<int:number>/"

urlpatterns: list[URLPattern] = [
    path(ALL, views.observers, name="observers"),
    path(f"{ALL}entry/", views.enter, name="observer_entry"),
    path(f"{ALL}organisation/", views.organisation, name="observer_organisation"),
    path(ONE, views.observer, name="observer"),
    path(f"{ONE}answer/", views.answer, name="observer_answer"),
    path(f"{ONE}invitation/", views.invite, name="observer_invitation"),
    path(f"{ONE}elsewhere/", views.outside, name="observer_outside"),
    path(f"{ONE}withdrawal/", views.withdraw, name="observer_withdrawal"),
    *guests,
]
