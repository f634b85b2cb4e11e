"""Addresses of calendars and dates; they stand in the namespace of `meetings`."""

from django.urls import URLPattern, path

from cochair.features.calendars import views

urlpatterns: list[URLPattern] = [
    path("meetings/<slug:slug>/dates/", views.of_meeting, name="dates"),
    path("meetings/<slug:slug>/dates/remind/", views.remind, name="remind_unopened"),
    path("calendar/feeds/", views.feeds, name="feeds"),
    path("calendar/feeds/<int:number>/revoke/", views.revoke, name="revoke_feed"),
    path("calendar/feed/<slug:secret>.ics", views.feed, name="feed"),
]
