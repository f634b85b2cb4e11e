"""Tags for forms, ours and those of the library that signs people in; `parts` offers them."""

from collections.abc import Iterable, Mapping

from django import template
from django.forms import BoundField
from django.template.loader import render_to_string
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString

from cochair.procedure.refusal import Refusal

register = template.Library()

CHOICES = {"checkbox", "radio"}


@register.filter
def is_choice(kind: str) -> bool:
    """Whether an input of this type is ticked, and so stands before its label."""
    return kind in CHOICES


@register.simple_tag
def bound_field(field: BoundField) -> SafeString:
    """A field of a Django form in our look: label, hint, errors, control, tied together."""
    described = " ".join(
        f"{field.id_for_label}-{suffix}"
        for suffix, there in (("h", field.help_text), ("e", field.errors))
        if there
    )
    attributes = {"aria-describedby": described} if described else {}
    if field.errors:
        attributes["aria-invalid"] = "true"
    control = field.as_widget(attrs={**field.field.widget.attrs, **attributes})
    return render_to_string("web/parts/bound_field.html", {"field": field, "control": control})


@register.inclusion_tag("web/parts/field.html")
def field(what: BoundField | str, label: str, **more: object) -> Mapping[str, object]:
    """A field of one of our forms with what was typed and what is wrong with it, or one by its id.

    `more` is whatever else `web/parts/field.html` takes.
    """
    if isinstance(what, str):
        return {"id": what, "label": label} | more
    own = {
        "id": what.html_name,
        "name": what.html_name,
        "label": label,
        "value": None if more.get("type") == "password" else what.value(),
        "error": what.errors[0] if what.errors else "",
    }
    return own | more


@register.inclusion_tag("web/parts/area.html")
def area(what: BoundField | str | None, label: str, **more: object) -> Mapping[str, object]:
    """A longer text: a field of one of our forms, or one by its id where none was sent.

    `more` is whatever else `web/parts/area.html` takes.
    """
    return field(what or "", label, **more)


@register.inclusion_tag("web/parts/area.html")
def text_in(
    code: str, what: BoundField | str, label: str = "", **more: object
) -> Mapping[str, object]:
    """A text in one language: a field of one of our forms, or one by its id.

    It is called by the name of the language unless it has a label; `more` is whatever else
    `web/parts/area.html` takes.
    """
    return {"code": code, **field(what, label, **more)}


@register.inclusion_tag("web/parts/tick.html")
def tick(what: BoundField | str, label: str, missing: str, id: str = "") -> Mapping[str, object]:
    """A tick without which a form is not sent, by its field or its name; `missing` is then said."""
    if isinstance(what, str):
        return {"id": id or what, "name": what, "label": label, "missing": missing}
    name, error = what.html_name, what.errors[0] if what.errors else ""
    own = {"id": id or name, "name": name, "error": error, "checked": what.value()}
    return own | {"label": label, "missing": missing}


@register.inclusion_tag("web/parts/refusals.html", takes_context=True)
def refusals(
    context: template.Context, refusals: Iterable[Refusal], title: str = ""
) -> Mapping[str, object]:
    """Why a step may not be taken, each reason in a note of its own under the same title."""
    around = {name: context.get(name) for name in ("names", "forum")}
    return {"refusals": refusals, "title": title, **around}


@register.simple_tag
def onload(function: str, **ids: str) -> SafeString:
    """Data for a function of the library that signs people in: ids of elements by their role.

    It is data and no script: the browser runs none of it, and the policy of content holds.
    """
    block = json_script({"ids": ids})
    opening = format_html('<script data-allauth-onload="{}" ', function)
    return SafeString(block.replace("<script ", opening, 1))
