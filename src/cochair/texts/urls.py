"""Addresses of negotiated texts, inside a forum."""

from django.urls import path

from cochair.texts.views import chairing, reading, writing
from cochair.texts.word import views as word

app_name = "texts"
TEXT = "documents/<symbol:slug>/text/"
ONE = f"{TEXT}paragraphs/<slug:id>/"
PROPOSAL = f"{TEXT}proposals/<slug:id>/"

urlpatterns = [
    path(TEXT, reading.text, name="text"),
    path(f"{TEXT}beginning/", chairing.begin, name="begin"),
    path(f"{TEXT}comparison/", reading.compare, name="compare"),
    path(f"{TEXT}word/", word.files, name="word"),
    path(f"{TEXT}word/files/", word.bring, name="word-in"),
    path(f"{TEXT}word/files/<int:number>/", word.preview, name="word-preview"),
    path(f"{TEXT}word/<str:language>.docx", word.take, name="word-out"),
    path(f"{TEXT}proposals/", writing.propose, name="propose"),
    path(f"{PROPOSAL}withdrawal/", writing.withdraw, name="withdraw"),
    path(f"{PROPOSAL}words/", writing.put_into, name="put-into"),
    path(f"{PROPOSAL}brackets/", chairing.bracket, name="bracket"),
    path(f"{PROPOSAL}acceptance/", chairing.accept, name="accept"),
    path(f"{TEXT}positions/", writing.position, name="position"),
    path(f"{TEXT}reservations/", writing.reserve, name="reserve"),
    path(f"{TEXT}reservations/<slug:id>/lifting/", writing.lift, name="lift"),
    path(ONE, reading.paragraph, name="paragraph"),
    path(f"{ONE}words/", chairing.write, name="write"),
    path(f"{ONE}agreement/", chairing.agree, name="agree"),
    path(f"{ONE}reopening/", writing.reopen, name="reopen"),
    path(f"{ONE}notes/", writing.note, name="note"),
    path(f"{TEXT}rounds/", chairing.open_round, name="open-round"),
    path(f"{TEXT}rounds/end/", chairing.close_round, name="close-round"),
    path(f"{TEXT}attribution/", chairing.attribute, name="attribute"),
    path(f"{TEXT}clearance/", writing.clear, name="clear"),
    path(f"{TEXT}revision/", chairing.issue, name="issue"),
]
