"""What anyone may read about a forum."""

from django.urls import path

from cochair.features.printing import official
from cochair.site.public import documents, results, views

app_name = "public"
urlpatterns = [
    path("", views.home, name="home"),
    path("calendar/", views.calendar, name="calendar"),
    path("calendar.ics", views.feed, name="feed"),
    path("register/", documents.register, name="register"),
    path("register.json", documents.register_json, name="register-json"),
    path("register.atom", documents.atom, name="atom"),
    path("sitemap.xml", documents.sitemap, name="sitemap"),
    path("register/<symbol:slug>/", documents.document, name="document"),
    path("register/<symbol:slug>.json", documents.as_json, name="document-json"),
    path("register/<symbol:slug>/<slug:language>/", documents.expression, name="expression"),
    path("cycles/<int:number>/results/", results.results, name="results"),
    path("cycles/<int:number>/results.json", results.as_json, name="results-json"),
    path("cycles/<int:number>/results-<slug:language>.pdf", results.as_pdf, name="results-pdf"),
    *(
        path(
            f"register/<symbol:slug>/<slug:language>.{form}",
            documents.take,
            {"form": form},
            name=name,
        )
        for name, form in official.NAMES
    ),
]
