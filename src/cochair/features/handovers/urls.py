"""Addresses of the handover of one's own Party, inside a forum."""

from django.urls import path

from cochair.features.handovers import views

app_name = "handovers"
urlpatterns = [
    path("handover/", views.handover, name="handover"),
    path("handover/<int:number>/", views.pack, name="pack"),
    path("handover/<int:number>/acceptance/", views.acceptance, name="acceptance"),
    path("handover/<int:number>/acknowledgement/", views.acknowledgement, name="acknowledgement"),
]
