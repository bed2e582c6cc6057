"""Still parts of a page: what never changes on its own is written as HTML at once instead of component by component.

Dash keeps account of every component and takes seconds to replace thousands of them; one drawing costs nothing.
"""

from html import escape
from typing import Any, Final

from dash import html
from dash.development.base_component import Component

from atlas.components.drawing import Drawing
from atlas.components.own import Own

NAMES: Final = {"className": "class", "htmlFor": "for"}  # where HTML says it otherwise; it knows no capitals
ALONE: Final = ("br", "hr", "img", "input")  # elements that nothing stands in


class Field(Own):
    """An `<input>` of a still form: dash.html has none, and its own ones live in the browser."""

    _namespace, _type = "dash_html_components", "Input"
    props = (
        *("id", "className", "name", "type", "value", "placeholder", "autoComplete", "maxLength", "min"),
        *("checked", "disabled", "required"),
    )


def still(tree: object, name: str = "") -> Drawing:
    """One drawing of `tree`, which holds elements of dash.html, drawings and texts; `name` is its id."""
    return Drawing(markup=markup(tree), **({"id": name} if name else {}))


def markup(tree: Any) -> str:
    """HTML of a tree of elements of dash.html, drawings, texts and lists of them; texts and values are escaped.

    TypeError for components that only live in the browser.

    >>> markup(html.P(["a < b", html.A("Profil", href="/profil?ebene=x&gebiete=1", className="knopf")], hidden=True))
    '<p hidden>a &lt; b<a class="knopf" href="/profil?ebene=x&amp;gebiete=1">Profil</a></p>'
    """
    if tree is None:
        return ""
    if isinstance(tree, list | tuple):
        return "".join(map(markup, tree))
    if isinstance(tree, Drawing):
        return f'<div class="zeichnung {escape(getattr(tree, "className", ""))}">{getattr(tree, "markup", "")}</div>'
    if not isinstance(tree, Component):
        return escape(str(tree), quote=False)
    if tree._namespace != html.Div._namespace:
        raise TypeError(f"{tree._namespace}.{tree._type} lives in the browser and cannot stand in a still part")
    props = tree.to_plotly_json()["props"]
    children, tag = props.pop("children", None), tree._type.lower()
    start = "".join([f"<{tag}", *(_attribute(key, value) for key, value in sorted(props.items())), ">"])
    return start if tag in ALONE else f"{start}{markup(children)}</{tag}>"


def _attribute(key: str, value: object) -> str:
    name = NAMES.get(key, key.lower())
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'
