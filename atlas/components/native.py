"""Native controls as Dash components: select, radios, check boxes, slider, text field and a picker of areas.

The browser side is assets/native.js. Dash's own controls nest interactive elements and hide focusable ones.
"""

from atlas.components.own import Own


class Choice(Own):
    """Auswahl: one of a few, with its label; options: [{"label", "value"}]."""

    _namespace, _type = "atlas_native", "Choice"
    props = ("id", "className", "label", "options", "value", "hidden")


class OneOf(Own):
    """One of many in view: radios; options: [{"label", "value", "note"}]; the chosen one is scrolled into view."""

    _namespace, _type = "atlas_native", "OneOf"
    props = ("id", "className", "label", "options", "value")


class Several(Own):
    """Any of a few: check boxes; options: [{"label", "value", "image"}]; `value` is a list in the options' order."""

    _namespace, _type = "atlas_native", "Several"
    props = ("id", "className", "label", "options", "value", "hidden")


class Slider(Own):
    """A place on a line from 0 to `max`; `text` is what is read out and shown for it; `children` stand before it."""

    _namespace, _type = "atlas_native", "Slider"
    props = ("children", "id", "className", "label", "value", "max", "text")


class Entry(Own):
    """A text that counts when the field is left or Enter is pressed."""

    _namespace, _type = "atlas_native", "Entry"
    props = ("id", "className", "label", "value", "placeholder", "note")


class AreaPicker(Own):
    """Gebiete: type a name, get a chip; chips can be taken away; `value` is a list of keys, `focus` the last one."""

    _namespace, _type = "atlas_native", "AreaPicker"
    props = ("id", "className", "label", "options", "value", "placeholder", "focus")
