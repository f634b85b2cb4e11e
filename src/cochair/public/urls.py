"""What anyone may read about a forum."""

from django.urls import path

from cochair.public import views

app_name = "public"
urlpatterns = [
    path("", views.home, name="home"),
    path("calendar/", views.calendar, name="calendar"),
    path("calendar.ics", views.feed, name="feed"),
]
