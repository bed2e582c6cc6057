"""Native controls as Dash components: a select and a picker of areas, which every screen reader and keyboard knows.

The browser side is assets/native.js. Dash's own dropdown nests interactive elements and hides focusable ones.
"""

from atlas.components.own import Own


class Choice(Own):
    """Auswahl: one of a few, with its label; options: [{"label", "value"}]."""

    _namespace, _type = "atlas_native", "Choice"
    props = ("id", "className", "label", "options", "value")


class AreaPicker(Own):
    """Gebiete: type a name, get a chip; chips can be taken away; `value` is a list of keys, `focus` the last one."""

    _namespace, _type = "atlas_native", "AreaPicker"
    props = ("id", "className", "label", "options", "value", "placeholder", "focus")
