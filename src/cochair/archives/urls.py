"""Addresses of what is kept of a cycle and of answers, inside a forum."""

from django.urls import path

from cochair.archives import views

app_name = "archives"
urlpatterns = [
    path("cycles/<int:number>/archive/", views.archive, name="archive"),
]
