"""Addresses of sessions, hosts and changes of a meeting, in the namespace of `meetings`."""

from django.urls import URLPattern, path

from cochair.features.sessions import timetable_views, views

urlpatterns: list[URLPattern] = [
    path("meetings/new/<slug:kind>/", views.new, name="new"),
    path("meetings/<slug:slug>/sessions/", views.sessions, name="sessions"),
    path("meetings/<slug:slug>/sessions.pdf", timetable_views.as_pdf, name="timetable"),
    path("meetings/<slug:slug>/sessions/plan/", views.plan, name="session_plan"),
    path("meetings/<slug:slug>/sessions/host/", views.host, name="session_host"),
    path("meetings/<slug:slug>/sessions/<int:number>/", views.change, name="session_change"),
    path("meetings/<slug:slug>/sessions/<int:number>/remove/", views.remove, name="session_remove"),
    path("meetings/<slug:slug>/step/<slug:step>/", views.step, name="step"),
]
