"""Addresses of the story of a demonstration, inside a forum."""

from django.urls import URLPattern, URLResolver, path

from cochair.story import views

app_name = "story"
urlpatterns: list[URLPattern | URLResolver] = [
    path("story/", views.story, name="story"),
    path("story/play/", views.play, name="play"),
    path("story/jump/", views.jump, name="jump"),
]
