"""Addresses of this app, inside a forum."""

from django.urls import URLPattern, URLResolver

app_name = "acts"
urlpatterns: list[URLPattern | URLResolver] = []
