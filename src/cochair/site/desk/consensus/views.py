"""The page of the consensus map; it belongs to a text and is read by whoever reads that."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as __
from django.views.decorators.http import require_safe

from cochair.features.documents import queries as documents
from cochair.features.parties.request import Request
from cochair.features.texts import access, queries
from cochair.site.desk.consensus import charts, consensus_map


@require_safe
def consensus(request: Request, forum: str, slug: str) -> HttpResponse:
    """Who is left to convince, paragraph by delegation, as a picture and as a table."""
    row, hat = access.text(request, slug)
    found = consensus_map.of_text(row, queries.negotiated(row), hat)
    bars, height = charts.bars(found.trend)
    return render(
        request,
        "desk/consensus/map.html",
        {
            "here": "documents",
            "document": row.document,
            "symbol": documents.name_of(row.document),
            "map": found,
            "picture": charts.picture(found),
            "is_wide": len(found.columns) > charts.MOST_COLUMNS,
            "bars": bars,
            "bars_height": height,
            "legend": [(one.value, __(said)) for one, said in consensus_map.WORDS.items()],
        },
    )
