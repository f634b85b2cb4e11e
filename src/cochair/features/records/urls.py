"""Addresses of records of meetings and of points of action, inside a forum."""

from django.urls import URLPattern, URLResolver, path

from cochair.features.action_points import views as points
from cochair.features.meeting_records import urls as record

app_name = "records"
POINT = "meetings/<slug:slug>/points/<int:number>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("points/", points.by_owner, name="points-by-owner"),
    path("points/ours/", points.ours, name="our-points"),
    path("meetings/<slug:slug>/points/", points.points, name="points"),
    path("meetings/<slug:slug>/points.csv", points.as_csv, name="points-csv"),
    path(POINT, points.point, name="point"),
    path(f"{POINT}changes/", points.change, name="point-change"),
    path(f"{POINT}done/", points.done, name="point-done"),
    path(f"{POINT}next-meeting/", points.carry, name="point-carry"),
    path(f"{POINT}settlement/", points.settle, name="point-settle"),
    *record.urlpatterns,
]
