"""Addresses of taking up a forum, inside a forum."""

from django.urls import path

from cochair.features.takeup import views

app_name = "takeup"
urlpatterns = [
    path("take-up/", views.take_up, name="take-up"),
    path("take-up/table/", views.bring_in, name="table"),
    path("take-up/table.<slug:kind>", views.take_away, name="take-away"),
    path("take-up/file/", views.bring_file, name="file"),
    path("take-up/text/<slug:name>/<int:place>/<slug:language>/", views.text_file, name="text"),
    path("take-up/set-aside/", views.set_aside, name="set-aside"),
]
