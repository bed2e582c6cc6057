"""Which letters our type and a town's can print: PDF/UA refuses any other, so they become a box that can be seen."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

BOX: Final = "☐"  # in place of a letter that no type has
BLANKS: Final = ("Zs", "Zl", "Zp", "Cf")  # spaces and marks without a shape
DROPPED: Final = ("Cc", "Cs")  # control characters, half letters
ORDER_MARK: Final = "\ufeff"


def shown(data: Any, files: tuple[Path, ...]) -> Any:
    """JSON-able data whose texts the type in `files` can print."""
    return _walked(data, _printable(files))


def _walked(data: Any, settle: Callable[[str], str]) -> Any:
    if isinstance(data, str):
        return settle(data)
    if isinstance(data, dict):
        return {key: _walked(value, settle) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_walked(value, settle) for value in data] if data and not isinstance(data[0], int) else data
    return data


@lru_cache(4)
def _printable(files: tuple[Path, ...]) -> Callable[[str], str]:
    from fontTools.ttLib import TTFont

    known = {ord("\t"), ord("\n")}
    for path in files:
        with TTFont(path, lazy=True) as font:
            known |= set(font.getBestCmap() or ())
    known -= {ord(ORDER_MARK)}
    strange = re.compile(f"[^{''.join(re.escape(chr(code)) for code in sorted(known))}]")
    return lambda text: strange.sub(_instead, text)


def _instead(found: re.Match[str]) -> str:
    letter = found[0]
    kind = unicodedata.category(letter)
    if kind in DROPPED or letter == ORDER_MARK:
        return ""
    return letter if kind in BLANKS else BOX
