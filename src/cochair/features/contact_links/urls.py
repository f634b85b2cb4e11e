"""Addresses of personal links; they stand in the namespace of `meetings`."""

from django.urls import URLPattern, path

from cochair.features.contact_links import views

urlpatterns: list[URLPattern] = [
    path("link/leave/", views.leave, name="leave_link"),
    path("link/<str:secret>/", views.enter, name="link"),
    path("contacts/<int:number>/links/end/", views.revoke, name="revoke_links"),
]
