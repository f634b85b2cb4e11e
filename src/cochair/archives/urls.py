"""Addresses of what is kept of a cycle and of answers, inside a forum."""

from django.urls import URLPattern, URLResolver

app_name = "archives"
urlpatterns: list[URLPattern | URLResolver] = []
