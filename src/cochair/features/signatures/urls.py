"""Addresses of signatures and certificates, in the namespace of `documents`."""

from django.urls import URLPattern, path

from cochair.features.signatures import certificate_views, views

EDITION = "documents/<symbol:slug>/<revision:number>/<slug:language>/signature"

urlpatterns: list[URLPattern] = [
    path(f"{EDITION}/", views.original, name="original"),
    path(f"{EDITION}/preparation/", views.prepare, name="original-prepare"),
    path(f"{EDITION}/file/", views.file, name="original-file"),
    path(f"{EDITION}/signed/", views.sign, name="original-sign"),
    path(f"{EDITION}/end/", views.drop, name="original-drop"),
    path("certificates/", certificate_views.certificates, name="certificates"),
    path("certificates/<int:number>.pem", certificate_views.pem, name="certificate"),
    path("certificates/<int:number>/end/", certificate_views.end, name="certificate-end"),
]
