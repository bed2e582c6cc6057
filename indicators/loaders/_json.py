"""JSON documents: read whole, refused where they are broken or say something twice, their values as cells."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from indicators.errors import Fault, FaultyInput
from indicators.loaders._table import Value
from indicators.loaders._text import Text, arriving, look_over

MOST_ROWS: Final = 5_000_000  # of one document


class _Twice(ValueError):
    """A name stands twice in one object; the later value would hide the earlier."""


def read_json(path: Path, name: str, encoding: str) -> tuple[Text, Any]:
    """The file and its document. FaultyInput says where the text is no JSON."""
    file = look_over(path, name, encoding)
    text = "".join(arriving(file))
    try:
        return file, json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        end = error.pos >= len(text.rstrip())
        what = "endet mitten im Text" if end else f"ist in Zeile {error.lineno}, Stelle {error.colno} kein JSON"
        sentence = f"Die Datei {what}; bitten Sie um eine neue Lieferung."
    except _Twice as error:
        sentence = f"Der Name „{error}“ steht in einem Objekt zweimal; es darf ihn nur einmal geben."
    except ValueError as error:
        sentence = f"Die Datei enthält eine Zahl, die keine ist ({error}); bitten Sie um eine neue Lieferung."
    except RecursionError:
        sentence = "Die Datei ist zu tief verschachtelt; das ist keine Tabelle."
    raise FaultyInput([Fault(name, sentence)])


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                raise _Twice(name)
            seen.add(name)
    return found


def _no_number(text: str) -> float:
    raise ValueError(text)


def cell(value: object) -> Value:
    """A value as the table knows it: a number stays one, null is empty, truth is WAHR or FALSCH."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "WAHR" if value else "FALSCH"
    if isinstance(value, int | float):
        return float(value) if abs(value) < 1e300 else str(value)
    return " ".join(str(value).split())


def kind(value: object) -> str:
    """What a value is, in the words of a fault."""
    if isinstance(value, dict):
        return "ein Objekt"
    if isinstance(value, list):
        return "eine Liste"
    return "nichts" if value is None else f"„{str(value)[:40]}“"
