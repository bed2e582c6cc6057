"""Fill a frozen dataclass from a TOML table; a deviation is a fault with the name that was probably meant."""

import datetime as dt
import difflib
import re
import tomllib
import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from typing import Any

from indicators.errors import Fault

T = typing.TypeVar("T")
_TWICE = "dieser Name steht weiter oben schon einmal; streichen Sie eines von beiden"
_TOML = (  # how a message of tomllib begins, and what it means
    ("Cannot overwrite", _TWICE),
    ("Cannot declare", _TWICE),
    ("Duplicate", _TWICE),
    ("Cannot mutate", _TWICE),
    ("Expected '=' after", "nach dem Feldnamen fehlt das Gleichheitszeichen"),
    ("Invalid value", "der Wert ist weder Text in Anführungszeichen noch Zahl, true, false oder Liste"),
    ("Illegal character", "ein Text ist nicht geschlossen oder enthält ein verbotenes Zeichen"),
    ("Unterminated string", "ein Text ist nicht mit Anführungszeichen geschlossen"),
    (
        "Unescaped",
        "ein Text enthält einen umgekehrten Schrägstrich; schreiben Sie ihn in einfachen Anführungszeichen",
    ),
    ("Unclosed array", "einer Liste fehlt die schließende Klammer oder ein Komma"),
    ("Expected ']'", "einer Tabelle fehlt die schließende Klammer"),
    ("Expected newline", "hinter dem Wert steht noch etwas"),
)
MOST_NAMES = 24  # more are not listed in a sentence
_NAMES = {str: "ein Text in Anführungszeichen", int: "eine ganze Zahl", bool: "true oder false"}


def nearest(name: str, allowed: typing.Iterable[str]) -> str:
    """ " gemeint ist vielleicht ..." or the allowed names, as the end of a sentence.

    >>> nearest("colum", ["column", "level"])
    'gemeint ist wohl „column“'
    """
    options = list(allowed)
    near = difflib.get_close_matches(name, options, 1, 0.6)
    if near:
        return f"gemeint ist wohl „{near[0]}“"
    if len(options) > MOST_NAMES:
        return f"keiner der {len(options)} vorhandenen Namen ist ähnlich"
    return f"erlaubt: {', '.join(sorted(options))}" if options else "hier ist nichts vorgesehen"


def read_toml(path: Path, place: str) -> tuple[dict[str, Any], list[Fault]]:
    """The tables of a TOML file, or one fault that says where it breaks."""
    try:
        return tomllib.loads(path.read_text("utf-8-sig")), []
    except UnicodeDecodeError:
        return {}, [Fault(place, "Die Datei ist nicht in UTF-8 geschrieben; speichern Sie sie als UTF-8.")]
    except tomllib.TOMLDecodeError as error:
        return {}, [Fault(place, f"Das ist kein gültiges TOML: {_broken(str(error))}.")]
    except OSError as error:
        return {}, [Fault(place, f"Die Datei lässt sich nicht lesen ({error.strerror}).")]


def _broken(message: str) -> str:
    """What tomllib found, in German, with the line.

    >>> _broken("Cannot overwrite a value (at line 3, column 9)")
    'Zeile 3: dieser Name steht weiter oben schon einmal; streichen Sie eines von beiden'
    """
    line = re.search(r"line (\d+)", message)
    words = next((german for english, german in _TOML if message.startswith(english)), "die Schreibweise stimmt nicht")
    return f"{f'Zeile {line[1]}' if line else 'am Ende der Datei'}: {words}"


def fill(form: type[T], table: object, place: str, faults: list[Fault]) -> T | None:
    """An instance of the dataclass `form` out of `table`; None, and faults appended, where that fails.

    A text is taken where texts are allowed in any number, a TOML date where a text is wanted.
    """
    if not isinstance(table, Mapping):
        faults.append(Fault(place, f"Hier wird eine Tabelle erwartet, gefunden wurde {_shown(table)}."))
        return None
    hints = typing.get_type_hints(form)
    known = {f.name: f for f in fields(form) if f.metadata.get("written", True)}  # type: ignore[arg-type]  # every form is a dataclass
    found: dict[str, Any] = {}
    before = len(faults)
    meant: set[str] = set()  # fields that are there, but misspelt: one fault, not two
    for name, raw in table.items():
        where = f"{place}, Feld {name}"
        if name not in known:
            faults.append(Fault(where, f"Dieses Feld gibt es nicht; {nearest(name, known)}."))
            meant.update(difflib.get_close_matches(name, list(known), 1, 0.6))
        else:
            found[name] = _value(hints[name], raw, where, faults)
    for name, item in known.items():
        needed = item.default is MISSING and item.default_factory is MISSING
        if needed and name not in table and name not in meant:
            faults.append(Fault(place, f"Das Feld „{name}“ fehlt; ergänzen Sie es."))
    return form(**found) if len(faults) == before else None


def _value(hint: Any, raw: object, place: str, faults: list[Fault]) -> Any:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is types.UnionType:  # X | None: TOML has no null, so an absent field is the only None
        return _value(arguments[0], raw, place, faults)
    if is_dataclass(hint):
        return fill(hint, raw, place, faults)  # type: ignore[arg-type]  # a class, not an instance
    if origin is tuple:
        items = raw if isinstance(raw, list) else [raw]
        return tuple(_value(arguments[0], item, f"{place}[{i + 1}]", faults) for i, item in enumerate(items))
    if origin is dict:
        if not isinstance(raw, dict):
            faults.append(Fault(place, f"Hier wird eine Tabelle erwartet, gefunden wurde {_shown(raw)}."))
            return {}
        return {key: _value(arguments[1], item, f"{place}.{key}", faults) for key, item in raw.items()}
    if hint is str and isinstance(raw, dt.date) and not isinstance(raw, dt.datetime):
        return raw.isoformat()
    if type(raw) is not hint:
        faults.append(Fault(place, f"Hier wird {_NAMES[hint]} erwartet, gefunden wurde {_shown(raw)}."))
    return raw


def _shown(raw: object) -> str:
    if isinstance(raw, bool):
        return "true" if raw else "false"
    return "eine Liste" if isinstance(raw, list) else "eine Tabelle" if isinstance(raw, dict) else f"„{raw}“"
