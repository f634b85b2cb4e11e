"""The page of a record while its meeting is not closed: what is there, and no empty part."""

from matrix import Scene

PAGE = "/en/league-concert/meetings/league-concert-council-2/record/"


def test_where_no_draft_is_and_none_may_be_begun_no_empty_heading_stands(at_work: Scene) -> None:
    page = at_work.client("secretariat").get(PAGE).content.decode()

    assert "The record is drafted after the meeting is closed." in page
    assert 'id="drafts"' not in page
