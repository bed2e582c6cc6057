"""One warm typst compiler for PDF and PNG: our own font only, nothing fetched, the same bytes every time."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any

TEMPLATES = Path(__file__).parent
FORGET = 1  # typst remembers the parts of its last ten documents, 18 MB each: empty ones push them out
_LOCK = Lock()


def compile_typst(template: str, data: Mapping[str, Any], **options: Any) -> bytes:
    """Compile `<template>.typ` with `data`, which it reads as `json(bytes(sys.inputs.data))`: data, never code.

    `options` are those of `typst.Compiler.compile`. One page for pictures.
    """
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    with _LOCK:
        made = _compiler().compile(input=_source(template), sys_inputs=inputs, timestamp=0, **options)
        for _ in range(FORGET):
            _compiler().compile(input=b"", sys_inputs={}, format="svg")
    if not isinstance(made, bytes):
        raise TypeError(f"{template}.typ gave more than one picture")
    return made


@cache
def _source(template: str) -> bytes:
    return (TEMPLATES / f"{template}.typ").read_bytes()


@cache
def _compiler() -> Any:
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[_fonts()])
    return typst.Compiler(root=str(TEMPLATES), font_paths=fonts, ignore_system_fonts=True)


def _fonts() -> str:
    """Where the installed font package keeps its files; importing it would only list them."""
    found = find_spec("font_source_sans_pro")
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError("font-source-sans-pro is not installed")
    return str(Path(next(iter(found.submodule_search_locations))) / "files")
