"""Addresses of one's own data, outside any forum."""

from django.urls import path

from cochair.features.personal import own_views

app_name = "own_data"
urlpatterns = [
    path("", own_views.own, name="own"),
    path("copy.zip", own_views.take, name="copy"),
    path("erasure/", own_views.erase, name="erasure"),
]
