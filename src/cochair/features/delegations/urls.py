"""Addresses of this part of a meeting; they stand in the namespace of `meetings`."""

from django.urls import URLPattern, path

from cochair.features.delegations import door_views, list_views, views

OF = "meetings/<slug:slug>/delegations/<slug:key>/"

urlpatterns: list[URLPattern] = [
    path("meetings/<slug:slug>/delegations/", views.delegations, name="delegations"),
    path(OF, views.delegation, name="delegation"),
    path(f"{OF}replacement/", views.replacement, name="replacement"),
    path(f"{OF}credentials/", views.credentials, name="credentials"),
    path(f"{OF}request/", views.on_request, name="delegation_request"),
    path(f"{OF}handover/<slug:step>/", views.handover, name="handover"),
    path(f"{OF}people/<int:badge>/", views.participant, name="participant"),
    path(f"{OF}people/<int:badge>/head/", views.head, name="head"),
    path(f"{OF}people/<int:badge>/removal/", views.removal, name="removal"),
    path("meetings/<slug:slug>/participants/", views.participants, name="participants"),
    path("meetings/<slug:slug>/participants/import/", list_views.bring_in, name="people-import"),
    path(
        "meetings/<slug:slug>/participants/export/<slug:kind>/",
        list_views.take_away,
        name="people-export",
    ),
    path("meetings/<slug:slug>/participation/", views.judgement, name="participation"),
    path("meetings/<slug:slug>/check-in/", door_views.check_in, name="check-in"),
]
