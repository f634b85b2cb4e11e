"""Addresses of the preparation of a meeting; they stand in the namespace of `meetings`."""

from django.urls import URLPattern, path

from cochair.meetings.preparing import views

urlpatterns: list[URLPattern] = [
    path("meetings/<slug:slug>/preparations/", views.preparations, name="preparations"),
    path(
        "meetings/<slug:slug>/preparations/<int:number>/follow-ups/",
        views.add_follow_up,
        name="add_follow_up",
    ),
    path(
        "meetings/<slug:slug>/follow-ups/<int:number>/done/",
        views.finish_follow_up,
        name="finish_follow_up",
    ),
]
