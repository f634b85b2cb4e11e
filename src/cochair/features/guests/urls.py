"""Addresses of the guests' home; they stand in the namespace of `meetings`."""

from django.urls import URLPattern, path

from cochair.features.guests import views

ONE = "my-meetings/<slug:slug>/"

urlpatterns: list[URLPattern] = [
    path("my-meetings/", views.my_meetings, name="my_meetings"),
    path(ONE, views.my_meeting, name="my_meeting"),
    path(f"{ONE}application/", views.apply, name="my_application"),
    path(f"{ONE}application/withdrawal/", views.withdraw, name="my_withdrawal"),
]
