"""Read the text of an outline file as JSON; what is none is one sentence."""

import json
from pathlib import Path
from typing import Any

from geo.errors import Unreadable


def read_json(path: Path, encoding: str, format: str) -> Any:
    """The document; raises `Unreadable` with the line where it stops being JSON; `format` is what it should be."""
    try:
        return json.loads(path.read_text(encoding or "utf-8-sig"))
    except UnicodeError:
        raise Unreadable(f"die Datei ist kein Text in {encoding or 'UTF-8'}, also kein {format}.") from None
    except LookupError:
        raise Unreadable(f'den Zeichensatz „{encoding}“ gibt es nicht; gültig ist etwa encoding = "utf-8".') from None
    except json.JSONDecodeError as error:
        raise Unreadable(f"die Datei ist kein gültiges JSON (Zeile {error.lineno}, Zeichen {error.colno}).") from None
    except RecursionError:
        raise Unreadable(f"die Datei ist kein {format}, sondern endlos verschachtelt.") from None
    except ValueError:  # Python reads whole numbers up to 4,300 digits
        raise Unreadable(f"die Datei ist kein {format}: eine Zahl hat Tausende von Ziffern.") from None
