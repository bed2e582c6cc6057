"""Read a catalogue: the default folder, then a city's, which adds, overrides by key, or switches off.

A folder holds themes.toml, sources.toml, secrecy.toml, variables/*.toml (several variables a file) and
indicators/<id>.toml (one a file), explained in docs/catalogue.md. Every fault of every file is named at once.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from operator import attrgetter
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

from indicators.catalogue.definitions import (
    IndicatorForm,
    Known,
    VariableForm,
    circles,
    indicator_faults,
    key_fault,
    variable_faults,
)
from indicators.catalogue.secrecy import PresetForm, preset_faults, resolved
from indicators.errors import Fault, FaultyInput
from indicators.forms import fill, nearest, read_toml
from indicators.methods import family
from indicators.model import Catalogue, Indicator, Source, Theme, Variable

PARTS: Final = ("checks.toml", "indicators", "secrecy.toml", "sources.toml", "themes.toml", "variables")
SHARED_BY_FILE: Final = "all"  # the table whose fields hold for every variable of its file
CHOICE: Final = "city.toml, Feld catalogue.indicators"
T = TypeVar("T")


@dataclass(frozen=True)
class ThemeForm:
    """The table of one theme in themes.toml."""

    title: str
    order: int


@dataclass(frozen=True)
class ThemesForm:
    """themes.toml."""

    themes: dict[str, ThemeForm] = field(default_factory=dict)
    life_phases: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Entry(Generic[T]):
    """One definition and where it stands; `form` is None where the definition has faults of its own."""

    form: T | None
    file: str  # as faults name it: "flensburg/catalogue/variables/sgb2.toml"
    table: str = ""  # name of its table in the file, "" if it has the file for itself
    shared: frozenset[str] = frozenset()  # fields that it takes over from [all]

    def place(self, name: str) -> str:
        """Where the field `name` stands, for a fault."""
        table = SHARED_BY_FILE if name in self.shared else self.table
        return f"{self.file}, [{table}], Feld {name}" if table else f"{self.file}, Feld {name}"


@dataclass
class _Read:
    """All definitions found so far, later folders over earlier ones, and all faults."""

    faults: list[Fault] = field(default_factory=list)
    themes: dict[str, ThemeForm] = field(default_factory=dict)
    life_phases: dict[str, str] = field(default_factory=dict)
    sources: dict[str, Source | None] = field(default_factory=dict)
    presets: dict[str, Entry[PresetForm]] = field(default_factory=dict)
    variables: dict[str, Entry[VariableForm]] = field(default_factory=dict)
    indicators: dict[str, Entry[IndicatorForm]] = field(default_factory=dict)
    off: set[str] = field(default_factory=set)  # indicators that a later folder has switched off


def read_catalogue(folders: Sequence[Path], chosen: Iterable[str] | None = None) -> Catalogue:
    """The catalogue of `folders`, later ones over earlier; a city's may be absent, the first may not.

    `chosen` keeps only these indicators, in this order (None: all, by key); variables are kept all.
    FaultyInput names every fault of every file and every chosen key that is not there.
    """
    read = _Read()
    for number, folder in enumerate(folders):
        if folder.is_dir():
            _read_folder(folder, read)
        elif number == 0:
            read.faults.append(Fault(_shown(folder), "Den Ordner des Katalogs gibt es nicht."))
    _check(read)
    keys = sorted(read.indicators) if chosen is None else list(dict.fromkeys(chosen))
    for key in keys:
        if key not in read.indicators:
            reason = "ist abgeschaltet" if key in read.off else "kommt im Katalog nicht vor"
            sentence = f"Der Indikator „{key}“ {reason}; {nearest(key, read.indicators)}."
            read.faults.append(Fault(CHOICE, sentence))
    if read.faults:
        raise FaultyInput(dict.fromkeys(read.faults))
    return _catalogue(read, keys)


def _read_folder(folder: Path, read: _Read) -> None:
    for path in sorted(folder.iterdir()):
        if path.name not in PARTS and _counts(path):
            sentence = f"Das gehört nicht in einen Katalog; {nearest(path.name, PARTS)}."
            read.faults.append(Fault(_shown(path), sentence))
    _read_themes(folder / "themes.toml", read)
    _read_sources(folder / "sources.toml", read)
    _read_presets(folder / "secrecy.toml", read)
    here: dict[str, Entry[VariableForm]] = {}
    for path in _toml_files(folder / "variables", read):
        _read_variables(path, here, read)
    read.variables |= here
    for path in _toml_files(folder / "indicators", read):
        _read_indicator(path, read)


def _toml_files(folder: Path, read: _Read) -> Iterator[Path]:
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.suffix == ".toml" and path.is_file():
            yield path
        elif _counts(path):
            read.faults.append(Fault(_shown(path), "Hier liegen nur Dateien mit der Endung „.toml“."))


def _read_themes(path: Path, read: _Read) -> None:
    if not path.exists():
        return
    table, faults = read_toml(path, _shown(path))
    form = None if faults else fill(ThemesForm, table, _shown(path), faults)
    read.faults += faults
    if form is not None:
        read.themes |= form.themes
        read.life_phases |= form.life_phases


def _read_sources(path: Path, read: _Read) -> None:
    if not path.exists():
        return
    place = _shown(path)
    tables, faults = read_toml(path, place)
    for key in _headings(path) if faults else ():
        read.sources[key] = None
    for key, table in tables.items():
        read.sources[key] = fill(Source, table, f"{place}, [{key}]", faults)
    read.faults += faults


def _read_presets(path: Path, read: _Read) -> None:
    if not path.exists():
        return
    file = _shown(path)
    tables, faults = read_toml(path, file)
    read.presets |= {key: Entry(None, file, key) for key in (_headings(path) if faults else ())}
    for key, table in tables.items():
        faults += [Fault(f"{file}, [{key}]", sentence)] if (sentence := key_fault(key)) else []
        read.presets[key] = Entry(fill(PresetForm, table, f"{file}, [{key}]", faults), file, key)
    read.faults += faults


def _read_variables(path: Path, here: dict[str, Entry[VariableForm]], read: _Read) -> None:
    file = _shown(path)
    tables, faults = read_toml(path, file)
    read.faults += faults
    for key in _headings(path) if faults else ():
        here.setdefault(key, Entry(None, file, key))
    shared = tables.pop(SHARED_BY_FILE, {})
    if not isinstance(shared, dict):
        read.faults.append(
            Fault(f"{file}, Feld {SHARED_BY_FILE}", f"Hier wird eine Tabelle [{SHARED_BY_FILE}] erwartet.")
        )
        shared = {}
    for key, table in tables.items():
        if key in here:
            sentence = f"Dieses Merkmal steht schon in {here[key].file}; streichen Sie eines von beiden."
            read.faults.append(Fault(f"{file}, [{key}]", sentence))
            continue
        if sentence := key_fault(key):
            read.faults.append(Fault(f"{file}, [{key}]", sentence))
        both = {**shared, **table} if isinstance(table, dict) else table
        own = table if isinstance(table, dict) else {}
        entry: Entry[VariableForm] = Entry(None, file, key, frozenset(shared) - frozenset(own))
        wrong: list[Fault] = []
        form = fill(VariableForm, both, f"{file}, [{key}]", wrong)
        for fault in wrong:  # what [all] says wrongly is one fault, not one a variable
            name = fault.place.rpartition(", Feld ")[2]
            read.faults.append(replace(fault, place=entry.place(name)) if name in entry.shared else fault)
        here[key] = replace(entry, form=form)


def _read_indicator(path: Path, read: _Read) -> None:
    file, key = _shown(path), path.stem
    if sentence := key_fault(key):
        read.faults.append(Fault(file, sentence))
    table, faults = read_toml(path, file)
    if "active" in table:
        if table != {"active": False}:
            sentence = "„active = false“ steht allein in der Datei und schaltet einen Indikator ab."
            faults.append(Fault(f"{file}, Feld active", sentence))
        elif key not in read.indicators:
            sentence = f"Abgeschaltet wird ein Indikator, den es nicht gibt; {nearest(key, read.indicators)}."
            faults.append(Fault(file, sentence))
        else:
            del read.indicators[key]
            read.off.add(key)
        read.faults += faults
        return
    form = None if faults else fill(IndicatorForm, table, file, faults)
    read.indicators[key] = Entry(form, file)
    read.off.discard(key)
    read.faults += faults


def _check(read: _Read) -> None:
    """Add what does not hold between the definitions."""
    named: dict[str, IndicatorForm | None] = dict.fromkeys(read.off)
    known = Known(
        family(),
        frozenset(read.themes),
        frozenset(read.life_phases),
        frozenset(read.sources),
        {key: entry.form for key, entry in read.variables.items()},
        named | {key: entry.form for key, entry in read.indicators.items()},
    )
    known = replace(known, presets=_sound_presets(read, known))
    for entry in read.variables.values():
        for name, sentence in variable_faults(entry.form, known) if entry.form else ():
            read.faults.append(Fault(entry.place(name), sentence))
    for key, sentence in circles(known.variables):
        read.faults.append(Fault(read.variables[key].place("expression"), sentence))
    for key, indicator in sorted(read.indicators.items()):
        for name, sentence in indicator_faults(key, indicator.form, known) if indicator.form else ():
            read.faults.append(Fault(indicator.place(name), sentence))


def _sound_presets(read: _Read, known: Known) -> dict[str, PresetForm | None]:
    """The presets, None for one that has faults; these are added."""
    result: dict[str, PresetForm | None] = {}
    for key, entry in read.presets.items():
        wrong = [] if entry.form is None else list(preset_faults(entry.form, known.counted))
        read.faults += [Fault(entry.place(name), sentence) for name, sentence in wrong]
        result[key] = None if wrong else entry.form
    return result


def _catalogue(read: _Read, keys: Sequence[str]) -> Catalogue:
    """The faultless definitions as the model has them."""
    sources = {key: source for key, source in read.sources.items() if source is not None}
    variables = {}
    for key, entry in sorted(read.variables.items()):
        if entry.form is not None:
            said: dict[str, Any] = _fields(entry.form) | {"source": sources[entry.form.source]}
            variables[key] = Variable(id=key, file=entry.file, **said)
    indicators, presets, methods = {}, {key: entry.form for key, entry in read.presets.items()}, family()
    for key in keys:
        form = read.indicators[key].form
        if form is not None:
            said = _fields(form)
            said["source"] = _joined([sources[name] for name in said.pop("sources")])
            method, producer = methods[form.method], sources[form.sources[0]].producer
            said["rules"] = resolved(form.rules, presets, method, bool(form.denominator), producer)
            said["related"] = tuple(other for other in form.related if other in keys)
            said["factor"] = float(form.factor)
            indicators[key] = Indicator(id=key, file=read.indicators[key].file, **said)
    by_order = sorted(read.themes.items(), key=lambda item: (item[1].order, item[0]))
    themes = {key: Theme(key, form.title, form.order) for key, form in by_order}
    return Catalogue(themes, read.life_phases, variables, indicators)


def _fields(form: VariableForm | IndicatorForm) -> dict[str, Any]:
    return {item.name: getattr(form, item.name) for item in fields(form)}


def _joined(sources: Sequence[Source]) -> Source:
    """Several sources named as one, each word once."""
    producer, licence, system = (
        "; ".join(dict.fromkeys(word for word in map(attrgetter(name), sources) if word))
        for name in ("producer", "licence", "system")
    )
    return Source(producer, licence, next((s.url for s in sources if s.url), ""), system)


def _headings(path: Path) -> list[str]:
    """Keys of the tables of a file that is no valid TOML, so that nothing else is called missing for it."""
    text = path.read_bytes().decode("utf-8", "replace")
    return [key for key in re.findall(r"(?m)^\s*\[([a-z0-9_]+)\]", text) if key != SHARED_BY_FILE]


def _counts(path: Path) -> bool:
    """Whether a file that is no part of a catalogue is worth a fault: not hidden, not an explanation."""
    return not path.name.startswith((".", "~")) and path.suffix != ".md"


def _shown(path: Path) -> str:
    """The file as a person finds it: from the folder above the catalogue on."""
    parts = path.parts
    place = max((i for i, part in enumerate(parts) if part == "catalogue"), default=len(parts) - 1)
    return "/".join(parts[max(place - 1, 0) :])
