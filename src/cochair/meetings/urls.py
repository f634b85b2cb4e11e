"""Addresses of the acts on a meeting, inside a forum; its page is the desk's."""

from django.urls import path

from cochair.meetings import views

app_name = "meetings"
urlpatterns = [
    path("meetings/<slug:slug>/schedule/", views.schedule, name="schedule"),
    path("meetings/<slug:slug>/preparation/", views.preparation, name="preparation"),
    path("meetings/<slug:slug>/chair/", views.chair, name="chair"),
    path("meetings/<slug:slug>/step/", views.step, name="step"),
    path("cycles/<int:number>/plan/", views.plan, name="plan"),
]
