"""Addresses of the sheets of a meeting, in the namespace of `meetings`."""

from django.urls import URLPattern, path

from cochair.features.sheets import views

urlpatterns: list[URLPattern] = [
    path(
        "meetings/<slug:slug>/delegations/list.<slug:language>.pdf",
        views.participants,
        name="participants_sheet",
    ),
    path("meetings/<slug:slug>/badges.pdf", views.badges, name="badges"),
]
