"""The index of search, made anew from the command line."""

from cli.shell import Say
from cochair.features.search.models import Passage


def test_an_index_is_made_anew_and_an_unknown_forum_is_told(real_forum: object, say: Say) -> None:
    done = say("search", "rebuild", "eu-clasi")
    unknown = say("search", "rebuild", "no-such-forum")

    assert (done.status, done.out) == (0, f"{Passage.objects.count()} passages can be found.\n")
    assert Passage.objects.exists()
    assert unknown.refused == "There is no forum called no-such-forum."
