"""A town's own look: logo, colour, type, footer and the masters that it brings; `[design]` of city.toml."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from atlas.colours import ACCENT
from indicators.errors import Fault
from indicators.forms import fill

PLACE: Final = "city.toml, [design]"
LOGOS: Final = {
    ".svg": b"<",
    ".png": b"\x89PNG",
    ".jpg": b"\xff\xd8",
    ".jpeg": b"\xff\xd8",
}  # suffix -> how such a file begins
FONTS: Final = (".ttf", ".otf")
COLOUR: Final = re.compile(r"#[0-9A-Fa-f]{6}")
FONT: Final = "Source Sans 3"  # of the atlas itself


@dataclass(frozen=True)
class DesignForm:
    """The table [design]; paths are relative to the town's folder."""

    logo: str = ""  # SVG, PNG or JPEG
    logo_alt: str = ""  # what it shows, in words
    accent: str = ACCENT  # lines, heads of tables
    font: str = FONT  # family; one that is not the atlas's own needs `fonts`
    fonts: str = ""  # folder with TTF or OTF files
    footer: str = ""  # whose paper it is
    pptx: str = ""  # a presentation whose masters slides are made with
    docx: str = ""  # a document whose styles papers are made with


@dataclass(frozen=True)
class Design:
    """What formats draw with; files as bytes, so that they touch no disk."""

    logo: bytes = b""
    logo_kind: str = ""  # svg | png | jpg
    logo_alt: str = ""
    accent: str = ACCENT
    font: str = FONT
    fonts: Path | None = None
    footer: str = ""
    pptx: bytes = b""
    docx: bytes = b""


def read_design(folder: Path, document: dict[str, object], faults: list[Fault]) -> Design:
    """The design of the town in `folder`, whose city.toml says `document`; faults are appended."""
    form = fill(DesignForm, document.get("design", {}), PLACE, faults)
    if form is None:
        return Design()
    logo = _file(folder, form.logo, "logo", faults, tuple(LOGOS))
    suffix = Path(form.logo).suffix.lower()
    if logo and not logo.lstrip().startswith(LOGOS[suffix]):
        faults.append(Fault(f"{PLACE}, Feld logo", f"{form.logo} ist kein Bild dieser Art; speichern Sie es neu."))
        logo = b""
    if logo and not form.logo_alt.strip():
        said = "Zum Logo fehlt sein Text; schreiben Sie in logo_alt, was es zeigt."
        faults.append(Fault(f"{PLACE}, Feld logo_alt", said))
    if not COLOUR.fullmatch(form.accent):
        said = f"„{form.accent}“ ist keine Farbe; schreiben Sie sie wie #0C3F5F."
        faults.append(Fault(f"{PLACE}, Feld accent", said))
    return Design(
        logo,
        "jpg" if suffix == ".jpeg" else suffix.lstrip("."),
        form.logo_alt.strip(),
        form.accent,
        form.font,
        _fonts(folder, form, faults),
        form.footer.strip(),
        _file(folder, form.pptx, "pptx", faults, (".pptx", ".potx")),
        _file(folder, form.docx, "docx", faults, (".docx", ".dotx")),
    )


def _file(folder: Path, name: str, field: str, faults: list[Fault], kinds: tuple[str, ...]) -> bytes:
    if not name:
        return b""
    place = f"{PLACE}, Feld {field}"
    path = (folder / name).resolve()
    if path.suffix.lower() not in kinds:
        faults.append(Fault(place, f"{name}: Erlaubt sind hier Dateien mit der Endung {', '.join(kinds)}."))
    elif folder.resolve() not in path.parents:
        faults.append(Fault(place, f"{name} liegt nicht im Ordner der Kommune; legen Sie die Datei dort ab."))
    else:
        try:
            return path.read_bytes()
        except OSError:
            faults.append(
                Fault(place, f"Die Datei {name} gibt es nicht; legen Sie sie ab oder streichen Sie das Feld.")
            )
    return b""


def _fonts(folder: Path, form: DesignForm, faults: list[Fault]) -> Path | None:
    if not form.fonts:
        if form.font != FONT:
            said = f"Zur Schrift „{form.font}“ fehlen ihre Dateien; nennen Sie in fonts den Ordner mit TTF oder OTF."
            faults.append(Fault(f"{PLACE}, Feld font", said))
        return None
    path = (folder / form.fonts).resolve()
    if not path.is_dir() or not any(p.suffix.lower() in FONTS for p in path.iterdir()):
        said = f"Im Ordner {form.fonts} liegt keine Schrift; legen Sie TTF- oder OTF-Dateien hinein."
        faults.append(Fault(f"{PLACE}, Feld fonts", said))
        return None
    return path
