"""Addresses of documents: nouns, the symbol that people print, revision and language as path."""

from django.urls import URLPattern, URLResolver, path

from cochair.documents.circulating import views as circulating
from cochair.documents.comparing import views as comparing
from cochair.documents.corrigenda import views as corrigenda
from cochair.documents.exchange import translating
from cochair.documents.exchange import urls as exchanging
from cochair.documents.exchange import views as exchange
from cochair.documents.files import urls as files
from cochair.documents.languages import writing
from cochair.documents.printing import official
from cochair.documents.printing import views as printing
from cochair.documents.publishing import views as publishing
from cochair.documents.register import changing, views
from cochair.documents.signing import urls as signing

app_name = "documents"

ONE = "documents/<symbol:slug>/"
EDITION = f"{ONE}<revision:number>/<slug:language>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("documents/", views.documents, name="documents"),
    path("documents/new/", changing.new, name="new"),
    path("documents/symbol/", views.symbol, name="symbol"),
    path(ONE, views.document, name="document"),
    path(f"{ONE}<revision:number>/", views.revision, name="revision"),
    path(f"{ONE}<revision:number>/<slug:language>/", views.expression, name="expression"),
    *(
        path(f"{EDITION}.{form}", printing.take, {"form": form}, name=name)
        for name, form in official.NAMES
    ),
    path(f"{ONE}text/<slug:language>/", writing.write, name="write"),
    path(f"{ONE}text/<slug:language>/paragraphs/", translating.paragraphs, name="paragraphs"),
    path(f"{ONE}text/<slug:language>/xliff-<slug:version>/", exchange.out, name="xliff"),
    path(f"{ONE}text/<slug:language>/translation/", exchange.bring, name="xliff-in"),
    path(f"{ONE}text/<slug:language>/release/", writing.release, name="release"),
    path(f"{ONE}text/<slug:language>/confirmation/", writing.confirm, name="confirm"),
    path(f"{ONE}<revision:number>/<slug:language>/comments/", circulating.comment, name="comment"),
    path(f"{ONE}comments/<int:number>/answer/", circulating.answer, name="answer"),
    path(f"{ONE}comparison/", comparing.compare, name="compare"),
    path(f"{ONE}revision/", changing.revise, name="revise"),
    path(f"{ONE}circulation/", changing.circulate, name="circulate"),
    path(f"{ONE}final/", changing.finish, name="finish"),
    path(f"{ONE}withdrawal/", changing.withdraw, name="withdraw"),
    path(f"{ONE}successor/", changing.supersede, name="supersede"),
    path(f"{ONE}numbers/", changing.alias, name="alias"),
    path(f"{ONE}references/", changing.refer, name="refer"),
    path(f"{ONE}readers/", publishing.widen, name="widen"),
    path(f"{ONE}publication/", publishing.publish, name="publish"),
    path(f"{ONE}correction/", corrigenda.correct, name="correct"),
    *exchanging.urlpatterns,
    *files.urlpatterns,
    *signing.urlpatterns,
]
