"""Addresses of documents: nouns, the symbol that people print, revision and language as path."""

from django.urls import URLPattern, URLResolver

app_name = "documents"
urlpatterns: list[URLPattern | URLResolver] = []
