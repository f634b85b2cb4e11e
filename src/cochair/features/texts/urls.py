"""Addresses of negotiated texts, inside a forum."""

from django.urls import path

from cochair.features.texts.views import chairs, contributions, pages
from cochair.features.texts.word import views as word

app_name = "texts"
TEXT = "documents/<symbol:slug>/text/"
ONE = f"{TEXT}paragraphs/<slug:id>/"
PROPOSAL = f"{TEXT}proposals/<slug:id>/"

urlpatterns = [
    path(TEXT, pages.text, name="text"),
    path(f"{TEXT}beginning/", chairs.begin, name="begin"),
    path(f"{TEXT}comparison/", pages.compare, name="compare"),
    path(f"{TEXT}word/", word.files, name="word"),
    path(f"{TEXT}word/files/", word.bring, name="word-in"),
    path(f"{TEXT}word/files/<int:number>/", word.preview, name="word-preview"),
    path(f"{TEXT}word/<str:language>.docx", word.take, name="word-out"),
    path(f"{TEXT}proposals/", contributions.propose, name="propose"),
    path(f"{PROPOSAL}withdrawal/", contributions.withdraw, name="withdraw"),
    path(f"{PROPOSAL}words/", contributions.put_into, name="put-into"),
    path(f"{PROPOSAL}brackets/", chairs.bracket, name="bracket"),
    path(f"{PROPOSAL}acceptance/", chairs.accept, name="accept"),
    path(f"{TEXT}positions/", contributions.position, name="position"),
    path(f"{TEXT}reservations/", contributions.reserve, name="reserve"),
    path(f"{TEXT}reservations/<slug:id>/lifting/", contributions.lift, name="lift"),
    path(ONE, pages.paragraph, name="paragraph"),
    path(f"{ONE}words/", chairs.write, name="write"),
    path(f"{ONE}agreement/", chairs.agree, name="agree"),
    path(f"{ONE}reopening/", contributions.reopen, name="reopen"),
    path(f"{ONE}notes/", contributions.note, name="note"),
    path(f"{TEXT}rounds/", chairs.open_round, name="open-round"),
    path(f"{TEXT}rounds/end/", chairs.close_round, name="close-round"),
    path(f"{TEXT}attribution/", chairs.attribute, name="attribute"),
    path(f"{TEXT}clearance/", contributions.clear, name="clear"),
    path(f"{TEXT}revision/", chairs.issue, name="issue"),
]
