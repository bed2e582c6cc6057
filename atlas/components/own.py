"""Dash components whose browser side is ours: a subclass names namespace, type and props; assets/*.js draws it."""

from typing import Any

from dash.development.base_component import Component


class Own(Component):
    """What Dash generates for a component of a package, written once for ours."""

    props: tuple[str, ...] = ()
    _children_props: list[str] = []  # noqa: RUF012  # Dash declares both so, for all components
    _base_nodes: list[str] = ["children"]  # noqa: RUF012  # as above

    def __init__(self, **props: Any) -> None:
        self._prop_names = list(self.props)
        self._valid_wildcard_attributes: list[str] = []
        self.available_properties = self._prop_names
        self.available_wildcard_properties: list[str] = []
        super().__init__(**props)
