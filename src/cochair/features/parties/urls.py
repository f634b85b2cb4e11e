"""Addresses of members, presidencies and offices, inside a forum."""

from django.urls import path

from cochair.features.parties import upkeep_views, views

app_name = "parties"
urlpatterns = [
    path("members/", views.members, name="members"),
    path("members/facts/", upkeep_views.upkeep_of, name="upkeep"),
    path("presidencies/designation/", views.designation, name="designate"),
    path("presidencies/<slug:term>/settlement/", views.settlement, name="settle"),
    path("presidencies/<slug:term>/acknowledgement/", views.acknowledgement, name="acknowledge"),
    path("offices/", views.offices, name="offices"),
    path("offices/grant/", views.grant, name="grant"),
    path("offices/<int:office>/end/", views.end, name="end"),
    path("hat/", views.hat, name="hat"),
]
