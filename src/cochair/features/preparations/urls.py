"""Addresses of the preparation of a meeting; they stand in the namespace of `meetings`."""

from django.urls import URLPattern, path

from cochair.features.preparations import meeting_views, views

urlpatterns: list[URLPattern] = [
    path("meetings/<slug:slug>/preparation/", meeting_views.record, name="preparation"),
    path("meetings/<slug:slug>/preparations/plan/", meeting_views.plan, name="plan_preparation"),
    path(
        "meetings/<slug:slug>/preparations/<int:number>/change/",
        meeting_views.change,
        name="change_preparation",
    ),
    path(
        "meetings/<slug:slug>/preparations/<int:number>/cancellation/",
        meeting_views.cancel,
        name="cancel_preparation",
    ),
    path(
        "meetings/<slug:slug>/preparations/<int:number>/held/",
        meeting_views.hold,
        name="hold_preparation",
    ),
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
