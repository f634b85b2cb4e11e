"""Addresses of joint acts, inside a forum."""

from django.urls import path

from cochair.features.acts import views

app_name = "acts"
urlpatterns = [
    path("acts/", views.folder, name="folder"),
    path("acts/<int:number>/", views.act, name="act"),
    path("acts/<int:number>/key/", views.key, name="key"),
    path("acts/<int:number>/refusal/", views.refusal, name="decline"),
    path("acts/<int:number>/withdrawal/", views.withdrawal, name="withdraw"),
]
