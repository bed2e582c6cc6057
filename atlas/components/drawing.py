"""A drawing or a large table on the page: markup made by us, in the page's own document, in its type and theme.

The browser side is `window.atlas_parts.Drawing` in assets/rahmen.js. Whoever writes markup escapes names.
"""

from atlas import colours
from atlas.components.own import Own


class Drawing(Own):
    """Zeichnung: `Drawing(markup="<svg ...>")`; role and name stand in the markup itself."""

    props = ("id", "className", "markup")  # markup: SVG or HTML as text
    _namespace = "atlas_parts"
    _type = "Drawing"


def on_screen(svg: str) -> str:
    """A drawing made for paper with its colours as CSS variables, so that it follows the theme.

    >>> on_screen('<path stroke="#0E5E8A" fill="none"/>')
    '<path stroke="var(--accent)" fill="none"/>'
    """
    for name in ("ink", "soft", "faint", "hair", "accent"):
        svg = svg.replace(f'"{colours.LIGHT[name]}"', f'"var(--{name})"')
    return svg
