"""Text files as they come: the encodings that German offices use, found without holding the whole file."""

import codecs
import hashlib
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from indicators.errors import Fault, FaultyInput

Watch = Callable[[int, int], None]  # bytes read, bytes that there are

MAX_BYTES: Final = 600_000_000
HEAD: Final = 65_536  # bytes looked at before a file is read whole
CHUNK: Final = 4_000_000
CONTROL: Final = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
_PLAIN: Final = bytes(range(128))
_DOS_END: Final = b"\x1a"  # what DOS programs write behind the last line
_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"", "utf-8"))
_LEGACY: Final = ("cp1252", "cp850", "mac_roman")  # Windows, DOS, Macintosh
_LETTERS: Final = set("äöüÄÖÜßéèàçáíóúâêîôûëïñõãåøæœ€§°²³–—„“”‚‘’…•·«»½¼")  # of German texts and foreign names


@dataclass(frozen=True)
class Text:
    """A text file that was looked over and not kept."""

    path: Path
    size: int  # bytes
    sha256: str
    encoding: str  # as a report names it
    codec: str
    errors: str  # what to do with a byte that is no letter: "strict", or "replace" in the old encodings


def unwatched(_read: int, _of: int) -> None:
    """Tell nobody how far the reading is."""


def read_bytes(path: Path, name: str) -> bytes:
    """The whole file. FaultyInput for one that is empty or too large to be a table."""
    _size(path, name)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _closed(name, error) from None
    if not data.strip():
        raise _empty(name)
    return data


def read_head(path: Path, name: str) -> bytes:
    """The first bytes, to look at. FaultyInput where the file cannot be opened."""
    try:
        with path.open("rb") as handle:
            return handle.read(HEAD)
    except OSError as error:
        raise _closed(name, error) from None


def look_over(path: Path, name: str, encoding: str) -> Text:
    """What text a file is. FaultyInput where it is none, is empty, or too large to be a table."""
    head = read_head(path, name)
    if not head.startswith((b"\xff\xfe", b"\xfe\xff")) and CONTROL.search(head.rstrip(_DOS_END)):
        what = "eine Arbeitsmappe" if head.startswith(b"PK") else "keine Textdatei (sie enthält Steuerzeichen)"
        raise FaultyInput([Fault(name, f"Das ist {what}; erwartet wird CSV, speichern Sie die Tabelle so.")])
    size = _size(path, name)
    try:
        if not any(chunk.strip() for chunk in _chunks(path)):
            raise _empty(name)
        with path.open("rb") as handle:
            digest = hashlib.file_digest(handle, "sha256").hexdigest()
        found = _detect(path, name) if encoding == "detect" else _declared(path, name, encoding)
    except OSError as error:
        raise _closed(name, error) from None
    return Text(path, size, digest, *found)


def arriving(text: Text, watch: Watch = unwatched, at_once: int = CHUNK) -> Iterator[str]:
    """The text, some bytes at once, with plain line ends; `watch` hears how many were read."""
    decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(text.codec)(text.errors), translate=True)
    done = 0
    for chunk in _chunks(text.path, at_once):
        done += len(chunk)
        watch(done, text.size)
        if piece := decoder.decode(chunk):
            yield piece
    if piece := decoder.decode(b"", final=True):
        yield piece


def _size(path: Path, name: str) -> int:
    try:
        size = path.stat().st_size
    except OSError as error:
        raise _closed(name, error) from None
    if size > MAX_BYTES:
        found, limit = size // 10**6, MAX_BYTES // 10**6
        raise FaultyInput([Fault(name, f"Die Datei hat {found} MB, erlaubt sind {limit} MB; teilen Sie sie.")])
    return size


def _closed(name: str, error: OSError) -> FaultyInput:
    return FaultyInput([Fault(name, f"Die Datei lässt sich nicht lesen ({error.strerror}).")])


def _empty(name: str) -> FaultyInput:
    return FaultyInput([Fault(name, "Die Datei ist leer; bitten Sie um eine neue Lieferung.")])


def _chunks(path: Path, at_once: int = CHUNK) -> Iterator[bytes]:
    """The file's bytes in order, without what DOS programs write behind the last line."""
    with path.open("rb") as handle:
        chunk = handle.read(at_once)
        while (following := handle.read(at_once)).rstrip(_DOS_END):
            yield chunk
            chunk = following
        yield chunk.rstrip(_DOS_END)


def _declared(path: Path, name: str, encoding: str) -> tuple[str, str, str]:
    """The encoding that a spec names: its name, its codec, and that every byte has to fit."""
    codec = "utf-8-sig" if encoding.lower().replace("_", "-") in ("utf-8", "utf8") else encoding
    try:
        b" ".decode(encoding, "ignore")  # names what is no encoding, and what is none of texts
        if _fits(path, codec):
            return encoding, codec, "strict"
    except LookupError:
        sentence = f"Den Zeichensatz „{encoding}“ gibt es nicht; nehmen Sie detect."
        raise FaultyInput([Fault(name, sentence)]) from None
    row = _first_wrong(path, codec)
    sentence = f"Die Datei ist nicht in {encoding} geschrieben (Zeile {row}); nehmen Sie detect."
    raise FaultyInput([Fault(name, sentence)])


def _fits(path: Path, codec: str) -> bool:
    """Whether every byte of the file is text in this encoding. LookupError where there is no such encoding."""
    decoder = codecs.getincrementaldecoder(codec)()
    try:
        for chunk in _chunks(path):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _first_wrong(path: Path, codec: str) -> int:
    """The line of the first byte that does not fit."""
    data = b"".join(_chunks(path))
    try:
        data.decode(codec)
    except UnicodeDecodeError as error:
        return data[: error.start].count(b"\n") + 1
    return 1


def _detect(path: Path, name: str) -> tuple[str, str, str]:
    """By byte order mark, else UTF-8 where it decodes, else the old encoding that reads most German letters."""
    head = read_head(path, name)
    for mark, way in _MARKS:
        if head.startswith(mark) and _fits(path, way):
            return way, way, "strict"
    high = {byte for chunk in _chunks(path) for byte in set(chunk.translate(None, _PLAIN))}
    way = _legacy(high, name)
    return way, way, "replace"


def detect(data: bytes, name: str) -> tuple[str, str]:
    """The text of bytes that are at hand, and its encoding, found the same way. FaultyInput where there is none."""
    for mark, way in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(way), way
            except UnicodeDecodeError:
                continue
    way = _legacy(set(data.translate(None, _PLAIN)), name)
    return data.decode(way, "replace"), way


def _legacy(found: set[int], name: str) -> str:
    """The old encoding that reads most of these bytes as German letters."""
    high = bytes(sorted(found))
    best, way = max(((_likeness(high, way), way) for way in _LEGACY), key=lambda found: found[0])
    if best < len(high) / 2:
        sentence = "Der Zeichensatz lässt sich nicht erkennen; nennen Sie ihn in read.encoding, etwa cp1252."
        raise FaultyInput([Fault(name, sentence)])
    return way


def _likeness(high: bytes, way: str) -> int:
    """How many of the distinct bytes above 127 are letters of German texts, read this way; a hole costs two."""
    return sum((c in _LETTERS) - 2 * (c == "\ufffd") for c in high.decode(way, "replace"))
