"""Addresses of the procedures and of what they say, inside a forum."""

from django.urls import path

from cochair.features.compliance import change_views as changes
from cochair.features.compliance import statement_views as statements
from cochair.features.compliance import views
from cochair.features.review import urls as review

app_name = "compliance"
urlpatterns = [
    path("procedures/", views.current, name="procedures"),
    *review.urlpatterns,
    path("procedures/<version:version>/", views.procedures, name="version"),
    path("procedures/<version:version>/options/", views.options, name="options"),
    path("procedures/<version:version>/options/<str:key>/", views.option, name="option"),
    path("procedures/<version:version>/<clause:rule>/", views.clause, name="clause"),
    path("procedures/<version:version>/<clause:rule>/departure/", views.depart, name="depart"),
    path("cycles/<int:number>/statement/", statements.statement, name="statement"),
    path("cycles/<int:number>/statement/proposal/", statements.state, name="state"),
    path(
        "cycles/<int:number>/statement/<int:which>.json", statements.as_json, name="statement-json"
    ),
    path(
        "cycles/<int:number>/statement/<int:which>-<slug:language>.pdf",
        statements.as_pdf,
        name="statement-pdf",
    ),
    path("cycles/<int:number>/publication/", statements.publish, name="publish"),
    path("cycles/<int:number>/closing/", statements.close, name="close"),
    path("cycles/<int:number>/change/", changes.change, name="change"),
    path("cycles/<int:number>/extension/", changes.extend, name="extend"),
    path("cycles/<int:number>/abandonment/", changes.abandon, name="abandon"),
]
