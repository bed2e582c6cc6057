"""What a public atlas must say of itself, in the town's own words: `CITY/recht/NAME.md`, simple Markdown.

Inside the house the files are read as they are; a public edition carries those that were there when it was released.
"""

import re
from pathlib import Path
from typing import Final

from atlas.city import City
from indicators.errors import Fault

FOLDER: Final = "recht"
TEXTS: Final = {  # name of the file and of the page -> its title
    "impressum": "Impressum",
    "datenschutz": "Datenschutz",
    "barrierefreiheit": "Erklärung zur Barrierefreiheit",
    "lizenz": "Lizenz und Zitat",
}
REACHED: Final = re.compile(r"\S@\S|https?://|\btel:|\b[Tt]el(efon|\.)", re.ASCII)  # how a barrier can be reported
GAP: Final = re.compile(r"\[\s*hier ausfüllen\b[^\]]*\]?", re.IGNORECASE)  # what a text of `atlas new` leaves open
LINK: Final = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
ALLOWED: Final = ("http://", "https://", "mailto:", "tel:", "/")  # how the address of a link begins
_FOREIGN: Final = ((re.compile(r"<[a-zA-Z/!][^>]*>"), "HTML"), (re.compile(r"!\["), "ein Bild"))


def legal_text(city: City, name: str) -> str:
    """The text, "" where there is none."""
    if city.folder is None:
        kept = city.file(f"{FOLDER}/{name}")
        return kept.decode() if kept else ""
    try:
        return (city.folder / FOLDER / f"{name}.md").read_text("utf-8-sig").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def legal_files(city: City) -> dict[str, bytes]:
    """The texts that a public edition carries: one with a gap is not ready, and stays in the house."""
    texts = {name: legal_text(city, name) for name in TEXTS}
    return {f"{FOLDER}/{name}": said.encode() for name, said in texts.items() if said and not GAP.search(said)}


def legal_faults(folder: Path) -> list[Fault]:
    """Every text that is missing, empty, unreadable, has gaps, or says something that the atlas does not show."""
    return [fault for name in TEXTS for fault in _faults(folder, name)]


def _faults(folder: Path, name: str) -> list[Fault]:
    place, title = f"{FOLDER}/{name}.md", TEXTS[name]
    try:
        said = (folder / FOLDER / f"{name}.md").read_text("utf-8-sig")
    except FileNotFoundError:
        return [Fault(place, f"„{title}“ fehlt; ein öffentlicher Atlas braucht diesen Text, legen Sie die Datei an.")]
    except UnicodeDecodeError:
        return [Fault(place, "Die Datei ist nicht in UTF-8 geschrieben; speichern Sie sie als UTF-8.")]
    except OSError as error:
        return [Fault(place, f"Die Datei lässt sich nicht lesen ({error.strerror}); prüfen Sie die Rechte.")]
    if not any(line.strip() and not line.startswith("#") for line in said.splitlines()):
        return [Fault(place, f"„{title}“ ist leer; ein öffentlicher Atlas braucht diesen Text, schreiben Sie ihn.")]
    if gaps := [1 + said.count("\n", 0, found.start()) for found in GAP.finditer(said)]:
        count, them = ("noch eine Lücke", "sie") if len(gaps) == 1 else (f"noch {len(gaps)} Lücken", "jede")
        lines = ", ".join(map(str, dict.fromkeys(gaps)))
        sentence = (
            f"„{title}“ hat {count} „[hier ausfüllen: …]“ (Zeile {lines}); ersetzen Sie {them} durch Ihre Angabe."
        )
        return [Fault(place, sentence)]
    faults = [fault for number, line in enumerate(said.splitlines(), 1) for fault in _foreign(place, number, line)]
    if name == "barrierefreiheit" and not REACHED.search(said):
        sentence = "Es fehlt, wie man eine Barriere meldet; nennen Sie eine E-Mail-Adresse, Telefon oder ein Formular."
        faults.append(Fault(place, sentence))
    return faults


def _foreign(place: str, number: int, line: str) -> list[Fault]:
    there = f"{place}, Zeile {number}"
    found = [
        Fault(there, f"{what} wird nicht gezeigt; erlaubt sind Überschriften, Absätze, Listen, Betontes und Links.")
        for pattern, what in _FOREIGN
        if pattern.search(line)
    ]
    return found + [
        Fault(
            there, f"Der Link „{to}“ führt nirgendwohin; erlaubt sind http(s)://, mailto:, tel: und Seiten des Atlas."
        )
        for _, to in LINK.findall(line)
        if not to.startswith(ALLOWED)
    ]
