"""A file's bytes, and the text that they are: encodings that German offices use, refused early where it is no text."""

import re
from pathlib import Path
from typing import Final

from indicators.errors import Fault, FaultyInput

MAX_BYTES: Final = 600_000_000
HEAD: Final = 65_536  # bytes looked at before a file is read whole
CONTROL: Final = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
_DOS_END: Final = b"\x1a"  # what DOS programs write behind the last line
_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"", "utf-8"))
_LEGACY: Final = ("cp1252", "cp850", "mac_roman")  # Windows, DOS, Macintosh
_LETTERS: Final = set("äöüÄÖÜßéèàçáíóúâêîôûëïñõãåøæœ€§°²³–—„“”‚‘’…•·«»½¼")  # of German texts and foreign names


def read_bytes(path: Path, name: str) -> bytes:
    """The whole file. FaultyInput for one that is empty or too large to be a table."""
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MAX_BYTES else b""
    except OSError as error:
        raise FaultyInput([Fault(name, f"Die Datei lässt sich nicht lesen ({error.strerror}).")]) from None
    if size > MAX_BYTES:
        found, limit = size // 10**6, MAX_BYTES // 10**6
        raise FaultyInput([Fault(name, f"Die Datei hat {found} MB, erlaubt sind {limit} MB; teilen Sie sie.")])
    if not data.strip():
        raise FaultyInput([Fault(name, "Die Datei ist leer; bitten Sie um eine neue Lieferung.")])
    return data


def read_head(path: Path, name: str) -> bytes:
    """The first bytes, to look at. FaultyInput where the file cannot be opened."""
    try:
        with path.open("rb") as handle:
            return handle.read(HEAD)
    except OSError as error:
        raise FaultyInput([Fault(name, f"Die Datei lässt sich nicht lesen ({error.strerror}).")]) from None


def read_text(path: Path, name: str, encoding: str) -> tuple[bytes, str, str]:
    """Bytes, text with plain line ends, and the encoding by name. FaultyInput where it is no text."""
    head = read_head(path, name)
    if not head.startswith((b"\xff\xfe", b"\xfe\xff")) and CONTROL.search(head.rstrip(_DOS_END)):
        raise FaultyInput([Fault(name, "Das ist keine Textdatei (sie enthält Steuerzeichen); erwartet wird CSV.")])
    data = read_bytes(path, name)
    plain = data.rstrip(_DOS_END)
    text, found = detect(plain, name) if encoding == "detect" else _decode(plain, encoding, name)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return data, text, found


def _decode(data: bytes, encoding: str, name: str) -> tuple[str, str]:
    utf8 = encoding.lower().replace("_", "-") in ("utf-8", "utf8")
    try:
        return data.decode("utf-8-sig" if utf8 else encoding), encoding
    except LookupError:
        sentence = f"Den Zeichensatz „{encoding}“ gibt es nicht; nehmen Sie detect."
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        sentence = f"Die Datei ist nicht in {encoding} geschrieben (Zeile {row}); nehmen Sie detect."
    raise FaultyInput([Fault(name, sentence)])


def detect(data: bytes, name: str) -> tuple[str, str]:
    """By byte order mark, else UTF-8 where it decodes, else the old encoding that reads most German letters."""
    for mark, way in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(way), way
            except UnicodeDecodeError:
                continue
    high = bytes(sorted(set(data) - set(range(128))))
    best, way = max(((_likeness(high, way), way) for way in _LEGACY), key=lambda found: found[0])
    if best < len(high) / 2:
        sentence = "Der Zeichensatz lässt sich nicht erkennen; nennen Sie ihn in read.encoding, etwa cp1252."
        raise FaultyInput([Fault(name, sentence)])
    return data.decode(way, "replace"), way


def _likeness(high: bytes, way: str) -> int:
    """How many of the distinct bytes above 127 are letters of German texts, read this way; a hole costs two."""
    return sum((c in _LETTERS) - 2 * (c == "\ufffd") for c in high.decode(way, "replace"))
