"""A drawing or a large table on the page: markup made by us, in the page's own document, in its type and theme.

The browser side is `window.atlas_parts.Drawing` in assets/rahmen.js. Whoever writes markup escapes names.
"""

from typing import Any, Final

from dash.development.base_component import Component

from atlas import colours

PROPS: Final = ("id", "className", "markup")  # SVG or HTML as text


class Drawing(Component):
    """Zeichnung: `Drawing(markup="<svg ...>")`; role and name stand in the markup itself."""

    _children_props: list[str] = []  # noqa: RUF012 -- Dash declares both so, for all components
    _base_nodes: list[str] = ["children"]  # noqa: RUF012
    _namespace = "atlas_parts"
    _type = "Drawing"

    def __init__(self, **props: Any) -> None:
        self._prop_names = list(PROPS)
        self._valid_wildcard_attributes: list[str] = []
        self.available_properties = self._prop_names
        self.available_wildcard_properties: list[str] = []
        super().__init__(**props)


def on_screen(svg: str) -> str:
    """A drawing made for paper with its colours as CSS variables, so that it follows the theme.

    >>> on_screen('<path stroke="#0E5E8A" fill="none"/>')
    '<path stroke="var(--accent)" fill="none"/>'
    """
    for name in ("ink", "soft", "faint", "hair", "accent"):
        svg = svg.replace(f'"{colours.LIGHT[name]}"', f'"var(--{name})"')
    return svg
