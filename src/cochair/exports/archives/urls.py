"""Addresses of what is kept of a cycle and of answers, inside a forum."""

from django.urls import path

from cochair.exports.archives import views
from cochair.exports.archives.answers import views as answers

app_name = "archives"
urlpatterns = [
    path("cycles/<int:number>/archive/", views.archive, name="archive"),
    path("answers/", answers.answers, name="answers"),
    path("answers/<int:number>/", answers.answer, name="answer"),
    path("answers/<int:number>/<slug:language>.<slug:form>", answers.take, name="answer-file"),
]
