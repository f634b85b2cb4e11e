"""Addresses of records of meetings and of points of action, inside a forum."""

from django.urls import URLPattern, URLResolver

app_name = "records"
urlpatterns: list[URLPattern | URLResolver] = []
