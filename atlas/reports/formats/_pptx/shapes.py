"""Shapes of a slide as DrawingML, written as text and read once: hundreds of areas take no time."""

from collections.abc import Sequence
from itertools import count
from typing import Any, Final

from atlas.charts._frame import Box
from atlas.reports.formats._pptx.text import attribute, colour, emu, solid

NAMES: Final = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
DECORATIVE: Final = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)
NOTHING: Final = "<a:noFill/>"
UNIT: Final = 635  # EMU: a twentieth of a point, the unit of our outlines
Ring = Sequence[tuple[float, float]]


class Canvas:
    """A slide while it is drawn: shapes in reading order; `close` puts them on it, `leave` when the file is packed."""

    def __init__(self, slide: Any) -> None:
        self.slide = slide
        self._drawn: list[str] = []
        self._ids = count(max(int(one) for one in slide.shapes._spTree.xpath("//@id") if one.isdigit()) + 1)

    def number(self) -> int:
        """The id of the next shape."""
        return next(self._ids)

    def add(self, *shapes: str) -> None:
        """Shapes above those before."""
        self._drawn += shapes

    def head(self, name: str, alt: str = "", decorative: bool = False) -> str:
        """Name, words and id of a shape."""
        said = f" descr={attribute(alt)}" if alt else ""
        inside = DECORATIVE if decorative else ""
        return f'<p:cNvPr id="{self.number()}" name={attribute(name)}{said}>{inside}</p:cNvPr>'

    def shape(
        self,
        name: str,
        box: Box,
        text: str = "",
        fill: str = NOTHING,
        line: str = "",
        form: str = "rect",
        alt: str = "",
        decorative: bool = False,
    ) -> str:
        """A native shape of a preset form; with text and without fill and line it is a text box."""
        kind = ' txBox="1"' if text and fill == NOTHING and not line else ""
        head = f"<p:nvSpPr>{self.head(name, alt, decorative)}<p:cNvSpPr{kind}/><p:nvPr/></p:nvSpPr>"
        look = f'{frame(box)}<a:prstGeom prst="{form}"><a:avLst/></a:prstGeom>{fill}{line or stroke("")}'
        return f"<p:sp>{head}<p:spPr>{look}</p:spPr>{text}</p:sp>"

    def outline(
        self, name: str, rings: Sequence[Ring], fill: str, line: str, closed: bool = True, decorative: bool = False
    ) -> str:
        """One freeform: an area with its holes and islands, or open lines. Points in pt of the slide."""
        xs = [x for ring in rings for x, _ in ring]
        ys = [y for ring in rings for _, y in ring]
        left, top = round(min(xs) * 20), round(min(ys) * 20)
        wide, high = max(round(max(xs) * 20) - left, 1), max(round(max(ys) * 20) - top, 1)
        path = []
        for ring in rings:
            points = [f'<a:pt x="{round(x * 20) - left}" y="{round(y * 20) - top}"/>' for x, y in ring]
            path.append(f"<a:moveTo>{points[0]}</a:moveTo>")
            path += [f"<a:lnTo>{point}</a:lnTo>" for point in points[1:]]
            path += ["<a:close/>"] if closed else []
        hollow = "" if closed else ' fill="none"'
        drawn = f'<a:path w="{wide}" h="{high}"{hollow}>{"".join(path)}</a:path>'
        form = (
            "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
            f'<a:rect l="0" t="0" r="r" b="b"/><a:pathLst>{drawn}</a:pathLst></a:custGeom>'
        )
        size = f'<a:ext cx="{wide * UNIT}" cy="{high * UNIT}"/>'
        place = f'<a:xfrm><a:off x="{left * UNIT}" y="{top * UNIT}"/>{size}</a:xfrm>'
        head = f"<p:nvSpPr>{self.head(name, '', decorative)}<p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
        return f"<p:sp>{head}<p:spPr>{place}{form}{fill}{line}</p:spPr></p:sp>"

    def group(self, name: str, box: Box, shapes: Sequence[str], alt: str = "", decorative: bool = False) -> str:
        """Shapes that are moved as one; "" for none."""
        if not shapes:
            return ""
        head = f"<p:nvGrpSpPr>{self.head(name, alt, decorative)}<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>"
        place = f'<a:off x="{emu(box.x)}" y="{emu(box.y)}"/><a:ext cx="{emu(box.width)}" cy="{emu(box.height)}"/>'
        inner = f'<a:chOff x="{emu(box.x)}" y="{emu(box.y)}"/><a:chExt cx="{emu(box.width)}" cy="{emu(box.height)}"/>'
        look = f"<p:grpSpPr><a:xfrm>{place}{inner}</a:xfrm></p:grpSpPr>"
        return f"<p:grpSp>{head}{look}{''.join(shapes)}</p:grpSp>"

    def graphic(self, name: str, alt: str, box: Box, kind: str, inside: str) -> str:
        """A frame around a table or a chart."""
        head = f'<p:nvGraphicFramePr>{self.head(name, alt)}<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/>'
        place = frame(box, "p:xfrm")
        data = f'<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/{kind}">{inside}'
        ends = "</a:graphicData></a:graphic></p:graphicFrame>"
        return f"<p:graphicFrame>{head}</p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>{place}{data}{ends}"

    def close(self) -> None:
        """Put all shapes on the slide."""
        from pptx.oxml import parse_xml

        root = parse_xml(f"<p:spTree {NAMES}>{''.join(self._drawn)}</p:spTree>".encode())
        tree = self.slide.shapes._spTree
        behind = tree.find("{http://schemas.openxmlformats.org/presentationml/2006/main}extLst")
        for shape in list(root):
            if behind is None:
                tree.append(shape)
            else:
                behind.addprevious(shape)

    def leave(self, number: int) -> tuple[bytes, bytes]:
        """Leave a mark behind the placeholders; the mark, and the shapes that stand in its place in the file.

        Moving the points of thousands of areas into the slide's tree would take longer than all else.
        """
        from pptx.oxml import parse_xml

        mark = f"<!--folie-{number}-->"
        self.slide.shapes._spTree.append(parse_xml(f"<p:spTree {NAMES}>{mark}</p:spTree>".encode())[0])
        return mark.encode(), "".join(self._drawn).encode()


def frame(box: Box, tag: str = "a:xfrm") -> str:
    """Place and size."""
    size = f'<a:ext cx="{emu(max(box.width, 0))}" cy="{emu(max(box.height, 0))}"/>'
    return f'<{tag}><a:off x="{emu(box.x)}" y="{emu(box.y)}"/>{size}</{tag}>'


def stroke(ink: str, width: float = 1.0, dash: str = "") -> str:
    """A line; none without a colour."""
    if not ink:
        return f"<a:ln>{NOTHING}</a:ln>"
    dashed = f'<a:prstDash val="{dash}"/>' if dash else ""
    return f'<a:ln w="{emu(width)}">{solid(ink)}{dashed}<a:round/></a:ln>'


def pattern(form: str, ink: str, ground: str) -> str:
    """A native pattern."""
    return f'<a:pattFill prst="{form}"><a:fgClr>{colour(ink)}</a:fgClr><a:bgClr>{colour(ground)}</a:bgClr></a:pattFill>'
