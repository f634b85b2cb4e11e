"""The address of search, inside a forum."""

from django.urls import path

from cochair.features.search import views

app_name = "search"
urlpatterns = [path("search/", views.search, name="search")]
