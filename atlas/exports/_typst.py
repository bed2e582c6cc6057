"""One warm typst compiler for PDF and PNG: our own type (and a town's), nothing fetched, the same bytes every time."""

import json
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any

from atlas.exports._letters import shown

TEMPLATES = Path(__file__).parent
FORGET = 1  # typst remembers the parts of its last ten documents, 18 MB each: empty ones push them out
_LOCK = Lock()


def compile_typst(
    template: str, data: Mapping[str, Any], folder: Path = TEMPLATES, fonts: Path | None = None, **options: Any
) -> bytes:
    """Compile `<template>.typ` of `folder` with `data`, which it reads as `json(bytes(sys.inputs.data))`: never code.

    `fonts`: a folder with type besides our own; letters that no type has become boxes. `options` are those of
    `typst.Compiler.compile`. One page for pictures.
    """
    inputs = {"data": json.dumps(shown(data, _files(*_state(fonts))), ensure_ascii=False)}
    with _LOCK:
        compiler = _compiler(*_state(fonts))
        made = compiler.compile(input=_source(folder / f"{template}.typ"), sys_inputs=inputs, timestamp=0, **options)
        for _ in range(FORGET):
            compiler.compile(input=b"", sys_inputs={}, format="svg")
    if not isinstance(made, bytes):
        raise TypeError(f"{template}.typ gave more than one picture")
    return made


def families(fonts: Path | None = None) -> list[str]:
    """The names of the type that there is: our own, and that of the folder."""
    found: list[str] = _type(*_state(fonts)).families()
    return found


@cache
def _source(path: Path) -> bytes:
    return path.read_bytes()


def _state(fonts: Path | None) -> tuple[Path | None, tuple[int, ...]]:
    """A folder with type, and what tells whether its files have changed."""
    return fonts, tuple(sorted(one.stat().st_mtime_ns for one in fonts.iterdir())) if fonts else ()


@lru_cache(4)
def _files(fonts: Path | None, state: tuple[int, ...]) -> tuple[Path, ...]:
    """Files of the type whose letters can be printed: of our own the regular one stands for all."""
    own = sorted(one for one in fonts.iterdir() if one.suffix.lower() in (".ttf", ".otf")) if fonts else []
    return (Path(_fonts()) / "SourceSansPro-Regular.ttf", *own)


@lru_cache(4)
def _type(fonts: Path | None, state: tuple[int, ...]) -> Any:
    import typst

    paths = [_fonts(), *([str(fonts)] if fonts else [])]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=paths)


@lru_cache(4)
def _compiler(fonts: Path | None, state: tuple[int, ...]) -> Any:
    import typst

    return typst.Compiler(root=str(TEMPLATES), font_paths=_type(fonts, state), ignore_system_fonts=True)


def _fonts() -> str:
    """Where the installed font package keeps its files; importing it would only list them."""
    found = find_spec("font_source_sans_pro")
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError("font-source-sans-pro is not installed")
    return str(Path(next(iter(found.submodule_search_locations))) / "files")
