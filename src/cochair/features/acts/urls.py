"""Addresses of joint acts, inside a forum."""

from django.urls import path

from cochair.features.acts import several_views, views

app_name = "acts"
urlpatterns = [
    path("acts/", views.folder, name="folder"),
    path("acts/several/", several_views.several, name="several"),
    path("acts/<int:number>/", views.act, name="act"),
    path("acts/<int:number>/key/", views.key, name="key"),
    path("acts/<int:number>/refusal/", views.refusal, name="decline"),
    path("acts/<int:number>/reminder/", views.reminder, name="remind"),
    path("acts/<int:number>/withdrawal/", views.withdrawal, name="withdraw"),
]
