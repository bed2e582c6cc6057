"""A drawing on the page: SVG made by us, in the page's own document, so that it takes part in type and theme.

The browser side is `window.atlas_parts.Drawing` in assets/rahmen.js. Whoever writes the SVG escapes names.
"""

from typing import Any, ClassVar, Final

from dash.development.base_component import Component

from atlas import colours

PROPS: Final = ("id", "className", "svg")  # the SVG as text


class Drawing(Component):
    """Zeichnung: `Drawing(svg="<svg ...>")`; an element with role and name stands in the SVG itself."""

    _children_props: ClassVar[list[str]] = []
    _base_nodes: ClassVar[list[str]] = ["children"]
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
