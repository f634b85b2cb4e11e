"""Addresses of files, in the namespace of `documents`."""

from django.urls import URLPattern, path

from cochair.features.files import views

urlpatterns: list[URLPattern] = [
    path(
        "documents/<symbol:slug>/<revision:number>/<slug:language>/file/",
        views.of_edition,
        name="file",
    ),
    path("files/", views.held, name="held"),
    path("files/<int:number>/", views.stored, name="stored"),
    path("files/<int:number>/release/", views.release, name="release_file"),
]
