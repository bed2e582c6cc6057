"""Pictures as PNG, by proof: drawn again from the SVG that they are said to be of, they are the same to the last byte.

What the SVG says is then all that the picture says. A picture without its SVG, or of another one, is not read.
"""

from dataclasses import replace

from atlas.publishing.artefacts import Artefact, NotRead
from atlas.publishing.readers import drawing
from indicators.disclosure.said import Frame, Said

TITLE = "PNG"


def fits(artefact: Artefact) -> bool:
    """Whether it is a PNG."""
    return artefact.body.startswith(b"\x89PNG")


def read(artefact: Artefact, frame: Frame) -> list[Said]:
    """What its SVG says. NotRead where there is none, or where that gives another picture."""
    from typst import TypstError

    from atlas.exports.png import drawn

    if not artefact.drawing:
        raise NotRead(
            "Zu diesem Bild fehlt die Zeichnung (gleicher Name, Ende .svg), aus der es entstand; legen Sie sie dazu "
            "(dieselbe Ansicht als SVG), oder nehmen Sie das Bild heraus."
        )
    try:
        again = drawn(artefact.drawing.decode("utf-8", "replace"))
    except TypstError:
        again = b""  # the drawing is none
    if again != artefact.body:
        raise NotRead(
            "Das Bild zeigt anderes als die Zeichnung daneben (.svg); laden Sie beide aus demselben Stand und mit "
            "derselben Fassung des Atlas noch einmal, oder nehmen Sie das Bild heraus."
        )
    return drawing.read(replace(artefact, body=artefact.drawing), frame)
