"""Read an XML file without ever following or unfolding an entity; names of elements lose their namespace."""

from pathlib import Path
from typing import Any, NoReturn
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from geo.errors import Unreadable

DEEPEST = 200  # elements within elements; more is a trap, not a map


def read_xml(path: Path, encoding: str, format: str) -> Element:
    """The root element; raises `Unreadable` where the text is no XML, declares entities or is nested without end."""
    builder, depth = TreeBuilder(), 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise Unreadable(f"die Datei ist kein {format}, sondern endlos verschachtelt.")
        builder.start(_local(name), {_local(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_local(name))

    try:
        parser = expat.ParserCreate(encoding or None, " ")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.CharacterDataHandler = builder.data
        parser.EntityDeclHandler = _no_entities
        with path.open("rb") as file:
            parser.ParseFile(file)
    except expat.ExpatError as error:
        what = f"Zeile {error.lineno}, Zeichen {error.offset + 1}"
        raise Unreadable(f"die Datei ist kein gültiges XML ({what}).") from None
    except (LookupError, ValueError):  # a character set that Python does not know, or one of several bytes
        said = encoding or "der Datei"
        raise Unreadable(f"der Zeichensatz ({said}) ist unbekannt; bitte als UTF-8 speichern.") from None
    return builder.close()


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _no_entities(*_: Any) -> NoReturn:
    raise Unreadable("die Datei erklärt XML-Entities (DOCTYPE); aus Sicherheit wird so etwas nicht gelesen.")
