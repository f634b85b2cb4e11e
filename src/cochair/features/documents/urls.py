"""Addresses of documents: nouns, the symbol that people print, revision and language as path."""

from django.urls import URLPattern, URLResolver, path

from cochair.features.circulation import views as circulating
from cochair.features.comparison import views as comparing
from cochair.features.corrigenda import views as corrigenda
from cochair.features.files import urls as files
from cochair.features.languages import edition_views
from cochair.features.printing import notices, official
from cochair.features.printing import views as printing
from cochair.features.publications import views as publishing
from cochair.features.register import change_views, views
from cochair.features.signatures import urls as signing
from cochair.features.translation import segment_views
from cochair.features.translation import urls as exchanging
from cochair.features.translation import views as exchange

app_name = "documents"

ONE = "documents/<symbol:slug>/"
EDITION = f"{ONE}<revision:number>/<slug:language>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("documents/", views.documents, name="documents"),
    path("documents/new/", change_views.new, name="new"),
    path("documents/symbol/", views.symbol, name="symbol"),
    path(ONE, views.document, name="document"),
    path(f"{ONE}<revision:number>/", views.revision, name="revision"),
    path(f"{ONE}<revision:number>/<slug:language>/", views.expression, name="expression"),
    *(
        path(f"{EDITION}.{form}", printing.take, {"form": form}, name=name)
        for name, form in official.NAMES
    ),
    *(
        path(
            f"meetings/<slug:slug>/notice.<slug:language>.{form}",
            printing.notice,
            {"form": form},
            name=f"notice_{form}",
        )
        for form in notices.FORMS
    ),
    path(f"{ONE}text/<slug:language>/", edition_views.write, name="write"),
    path(f"{ONE}text/<slug:language>/paragraphs/", segment_views.paragraphs, name="paragraphs"),
    path(f"{ONE}text/<slug:language>/xliff-<slug:version>/", exchange.out, name="xliff"),
    path(f"{ONE}text/<slug:language>/translation/", exchange.bring, name="xliff-in"),
    path(f"{ONE}text/<slug:language>/release/", edition_views.release, name="release"),
    path(f"{ONE}text/<slug:language>/confirmation/", edition_views.confirm, name="confirm"),
    path(f"{ONE}<revision:number>/<slug:language>/comments/", circulating.comment, name="comment"),
    path(f"{ONE}comments/<int:number>/answer/", circulating.answer, name="answer"),
    path(f"{ONE}comparison/", comparing.compare, name="compare"),
    path(f"{ONE}revision/", change_views.revise, name="revise"),
    path(f"{ONE}circulation/", change_views.circulate, name="circulate"),
    path(f"{ONE}final/", change_views.finish, name="finish"),
    path(f"{ONE}withdrawal/", change_views.withdraw, name="withdraw"),
    path(f"{ONE}successor/", change_views.supersede, name="supersede"),
    path(f"{ONE}numbers/", change_views.alias, name="alias"),
    path(f"{ONE}references/", change_views.refer, name="refer"),
    path(f"{ONE}readers/", publishing.widen, name="widen"),
    path(f"{ONE}publication/", publishing.publish, name="publish"),
    path(f"{ONE}correction/", corrigenda.correct, name="correct"),
    *exchanging.urlpatterns,
    *files.urlpatterns,
    *signing.urlpatterns,
]
