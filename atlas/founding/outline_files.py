"""A file of outlines given in: keep it in the town's folder, know its format by its content, see what is in it."""

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from atlas.founding.record import free_name
from geo.boundaries import formats
from geo.errors import Unreadable, named
from geo.outline_spec import LAYERED, BoundarySpec
from indicators.errors import Fault, FaultyInput
from indicators.written import write_whole, writing

PLACE: Final = "grenzen"  # below the raw folder
MOST_BYTES: Final = 200_000_000
SHAPE: Final = (".shp", ".shx", ".dbf", ".prj", ".cpg")
WHOLE: Final = (".geojson", ".json", ".topojson", ".gpkg", ".kml")
ALLOWED: Final = "erlaubt sind GeoJSON, GeoPackage, Shapefile (auch gezippt), KML und TopoJSON"
GENERIC: Final = ("fid", "objectid", "ogc_fid", "gml_id", "id_0", "shape_leng", "shape_area", "folder")
KEY_WORDS: Final = ("key", "schl", "nr", "nummer", "kenn", "code", "ags", "id")
NAME_WORDS: Final = ("name", "bez", "titel", "label")
TO_DO: Final = (  # words of a sentence about outlines -> what helps
    ("kein gültiges", "sie ist wohl unvollständig, laden Sie sie noch einmal herunter"),
    ("weder in Deutschland", "das Bezugssystem ist wohl ein anderes, nennen Sie es (crs, etwa EPSG:25832)"),
    ("ohne Umriss", "zeichnen Sie den Umriss, oder streichen Sie die Zeile"),
    ("kein GeoPackage", ALLOWED),
    ("rwartet ist", ALLOWED),
)
SHOWN: Final = 3  # values given as examples


@dataclass(frozen=True)
class Candidate:
    """A column that may be meant, and why."""

    column: str
    reason: str


@dataclass(frozen=True)
class Looked:
    """What a file of outlines holds."""

    path: Path
    format: str
    layer: str
    crs: str
    columns: dict[str, tuple[str, ...]]
    keys: tuple[Candidate, ...]  # best first
    titles: tuple[Candidate, ...]
    remarks: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many outlines there are."""
        return len(next(iter(self.columns.values()), ()))


def bring(raw: Path, path: Path) -> Path:
    """Copy a file and what belongs to it below the raw folder, unzipped; the path of what is to be read.

    What lies there under the name stays, and the new file gets a number.
    """
    if not path.is_file():
        raise _fault(path, "Diese Datei gibt es nicht; prüfen Sie den Pfad.")
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _fault(path, f"Die Datei ist größer als {MOST_BYTES // 10**6} MB; vereinfachen Sie die Grenzen.")
        content = path.read_bytes()
        parts = _zipped(path, content) if content[:4] == b"PK\x03\x04" else _beside(path, content)
    except OSError as error:
        raise _fault(path, f"Die Datei lässt sich nicht lesen ({error.strerror}).") from None
    main = next((name for name in parts if Path(name).suffix.lower() in (".shp", *WHOLE)), path.name)
    place = raw / PLACE
    with writing(place):
        where = free_name(place, main, parts[main])
        for name, part in parts.items():
            suffix = Path(name).suffix if name != main else where.suffix
            write_whole(where.with_name(where.stem + suffix), part)
    return where


def _beside(path: Path, content: bytes) -> dict[str, bytes]:
    """The file, and the other parts of a shapefile."""
    if path.suffix.lower() not in SHAPE:
        return {path.name: content}
    found = {p.name: p.read_bytes() for p in sorted(path.parent.glob("*")) if p.stem == path.stem and _is_part(p)}
    if not any(Path(name).suffix.lower() == ".shp" for name in found):
        raise _fault(path, f"Daneben fehlt {path.stem}.shp; ein Shapefile besteht aus .shp, .shx und .dbf.")
    return found


def _is_part(path: Path) -> bool:
    return path.suffix.lower() in SHAPE


def _zipped(path: Path, content: bytes) -> dict[str, bytes]:
    """The one outline file in an archive, with its parts; folders inside are left out."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = [i for i in archive.infolist() if not i.is_dir() and not Path(i.filename).name.startswith(".")]
            mains = [i for i in infos if Path(i.filename).suffix.lower() in (".shp", *WHOLE)]
            if len(mains) != 1:
                there = named(sorted(Path(i.filename).name for i in mains)) if mains else "keine"
                raise _fault(
                    path, f"Erwartet wird im Archiv genau eine Datei mit Grenzen, gefunden: {there}; {ALLOWED}."
                )
            stem = Path(mains[0].filename).with_suffix("").as_posix()
            mine = [i for i in infos if Path(i.filename).with_suffix("").as_posix() == stem]
            mine = [i for i in mine if i is mains[0] or Path(i.filename).suffix.lower() in SHAPE]
            if sum(i.file_size for i in mine) > MOST_BYTES:
                raise _fault(path, f"Ausgepackt sind es über {MOST_BYTES // 10**6} MB; vereinfachen Sie die Grenzen.")
            return {Path(i.filename).name: archive.read(i) for i in mine}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError):  # damaged, encrypted, packed in another way
        raise _fault(path, "Das Archiv ist beschädigt oder verschlüsselt; bitte unverschlüsselt neu packen.") from None


def format_of(path: Path) -> str:
    """The outline format by what the file begins with; FaultyInput where it is none."""
    with path.open("rb") as file:
        start = file.read(4096)
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start[:16] == b"SQLite format 3\0":
        return "geopackage"
    if start[:4] == (9994).to_bytes(4, "big"):
        return "shapefile"
    if text.startswith(b"<"):
        return "kml"
    if text.startswith(b"{"):
        return "topojson" if b'"Topology"' in path.read_bytes() else "geojson"
    raise _fault(path, f"Das ist keine Datei mit Grenzen, die der Atlas kennt; {ALLOWED}.")


def look(path: Path, layer: str = "", crs: str = "") -> Looked:
    """What is in the file: columns, and which of them may be key and name. FaultyInput in one sentence."""
    kind = format_of(path)
    spec = BoundarySpec(format=kind, layer=layer if kind in LAYERED else "", crs=crs)
    try:
        found = formats()[kind].read(path, spec)
    except Unreadable as error:
        raise _fault(path, own_words(str(error))) from None
    kinds = {str(outline.geom_type) for outline in found.geometry if outline is not None}
    if not len(found.geometry):
        raise _fault(path, "Die Datei enthält keine Umrisse; bitte eine mit Flächen angeben.")
    if not kinds & {"Polygon", "MultiPolygon"}:
        drawn = f"gezeichnet sind {', '.join(sorted(kinds))}" if kinds else "sie haben alle keinen Umriss"
        raise _fault(path, f"Die Datei enthält keine Flächen, {drawn}; verlangt sind Polygon oder MultiPolygon.")
    keys, titles = _keys(found.columns), _titles(found.columns)
    return Looked(path, kind, spec.layer, crs, found.columns, keys, titles, found.remarks)


def own_words(sentence: str) -> str:
    """A sentence about outlines; it speaks of fields of city.toml, here they are questions. The end says what to do."""
    said = sentence.replace("mit crs = ", "als Bezugssystem (crs) ").replace("mit layer", "als Ebene (layer)")
    said = said.replace('(crs = "EPSG:…")', "und lässt sich nennen (crs, etwa EPSG:25832)")
    if ";" not in said:
        do = next((do for words, do in TO_DO if words in said), "geben Sie eine andere Datei an")
        said = f"{said.rstrip('.')}; {do}."
    return said[0].upper() + said[1:]


def _keys(columns: dict[str, tuple[str, ...]]) -> tuple[Candidate, ...]:
    """Columns that have another value in every row, the likeliest first."""
    found = [(name, values) for name, values in columns.items() if all(values) and len(set(values)) == len(values)]
    ranked = sorted(found, key=lambda item: _likely_key(*item), reverse=True)
    return tuple(Candidate(name, f"{len(values)} verschiedene Werte, {_few(values)}") for name, values in ranked)


def _likely_key(name: str, values: tuple[str, ...]) -> tuple[bool, bool, bool, bool]:
    """Ordinary names before generic ones, words for a key, digits, one length."""
    word = name.casefold()
    digits = all(any(sign.isdigit() for sign in value) for value in values)
    generic = word in GENERIC
    return not generic, digits, any(part in word for part in KEY_WORDS), len({len(value) for value in values}) == 1


def _titles(columns: dict[str, tuple[str, ...]]) -> tuple[Candidate, ...]:
    """Columns with words, the likeliest first: called a name, and different in most rows."""
    found = [
        (name, values)
        for name, values in columns.items()
        if name.casefold() not in GENERIC and sum(_is_word(v) for v in values) * 2 > len(values)
    ]

    def likely(item: tuple[str, tuple[str, ...]]) -> tuple[int, bool]:
        return len(set(item[1])), any(part in item[0].casefold() for part in NAME_WORDS)

    ranked = sorted(found, key=likely, reverse=True)
    return tuple(Candidate(name, _few(values)) for name, values in ranked)


def _is_word(value: str) -> bool:
    return sum(sign.isalpha() for sign in value) > 2


def _few(values: tuple[str, ...]) -> str:
    return "etwa " + ", ".join(list(dict.fromkeys(v for v in values if v))[:SHOWN])


def why_no_key(looked: Looked, column: str = "") -> Fault:
    """Why a column (or every column) cannot be the key."""
    names = [column] if column else list(looked.columns)
    if not names:
        return Fault(looked.path.name, "Die Umrisse haben keine Sachdaten; jeder braucht einen Schlüssel.")
    reasons = []
    for name in names:
        values = looked.columns[name]
        empty, twice = sum(not v for v in values), sorted({v for v in values if v and values.count(v) > 1})
        reasons.append(f"„{name}“ ist {empty}-mal leer" if empty else f"„{name}“ hat doppelt: {named(twice, 3)}")
    said = "; ".join(reasons[:SHOWN])
    return Fault(looked.path.name, f"Als Schlüssel taugt nur eine Spalte mit einem eigenen Wert je Umriss: {said}.")


def _fault(path: Path, sentence: str) -> FaultyInput:
    return FaultyInput([Fault(path.name, sentence)])
