"""Native controls as Dash components: a select and a picker of areas, which every screen reader and keyboard knows.

The browser side is assets/native.js. Dash's own dropdown nests interactive elements and hides focusable ones.
"""

from typing import Any, Final

from dash.development.base_component import Component

PROPS: Final = {
    "Choice": ("id", "className", "label", "options", "value"),  # options: [{"label", "value"}]
    "AreaPicker": ("id", "className", "label", "options", "value", "placeholder", "focus"),  # value: list of keys
}


class _Native(Component):
    _namespace = "atlas_native"

    def __init__(self, **props: Any) -> None:
        self._children_props: list[str] = []
        self._base_nodes = ["children"]
        self._prop_names = list(PROPS[self._type])
        self._valid_wildcard_attributes: list[str] = []
        self.available_properties = self._prop_names
        self.available_wildcard_properties: list[str] = []
        super().__init__(**props)


class Choice(_Native):
    """Auswahl: one of a few, with its label."""

    _type = "Choice"


class AreaPicker(_Native):
    """Gebiete: type a name, get a chip; chips can be taken away; `focus` is the key added last."""

    _type = "AreaPicker"
