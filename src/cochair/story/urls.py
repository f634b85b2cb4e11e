"""Addresses of the story of a demonstration, inside a forum."""

from django.urls import URLPattern, URLResolver

app_name = "story"
urlpatterns: list[URLPattern | URLResolver] = []
