"""What Musterstadt says of itself in public: invented, as everything there, but complete."""

from pathlib import Path
from typing import Final

from atlas.publishing.legal import FOLDER

INVENTED: Final = "Musterstadt gibt es nicht: Dieser Text ist erfunden und zeigt nur, was hier stehen muss."
TEXTS: Final = {
    "impressum": """## Herausgeberin

Stadt Musterstadt, Jugendamt, Jugendhilfeplanung\\
Am Beispielplatz 1\\
00000 Musterstadt

E-Mail: sozialraumatlas@musterstadt.example

Vertreten durch die Oberbürgermeisterin Erika Beispiel.

## Verantwortlich für den Inhalt

Max Beispiel, Kommunale Statistikstelle
""",
    "datenschutz": """## Was der Atlas von Ihnen weiß

Der Atlas setzt keine Cookies, bindet nichts von anderen Anbietern ein und zählt keine Besuche.
Gewählte Ansichten stehen in der Adresse, Ihre Darstellung (hell oder dunkel) merkt sich nur Ihr Browser.

Der Server der Stadt schreibt Zugriffe mit Adresse und Zeit auf und löscht sie nach 7 Tagen.
Grundlage ist Art. 6 Abs. 1 Buchst. e DSGVO.

## Ihre Rechte

Sie können Auskunft, Berichtigung und Löschung verlangen und sich bei der Aufsichtsbehörde beschweren.
Datenschutzbeauftragte: datenschutz@musterstadt.example
""",
    "barrierefreiheit": """Der Atlas soll für alle nutzbar sein, nach BITV 2.0 und EN 301 549.

## Was noch nicht geht

- Karten lassen sich mit der Tastatur bewegen; ihre Werte stehen vollständig in der Tabelle daneben.
- Alte Dateien der Ämter, die nur angehängt sind, sind nicht barrierefrei.

## Eine Barriere melden

Schreiben Sie an barrierefrei@musterstadt.example. Wir antworten binnen vier Wochen.

## Wenn die Antwort nicht hilft

Die Schlichtungsstelle des Landes vermittelt kostenlos: https://schlichtung.musterland.example
""",
    "lizenz": """Zahlen, Karten und Diagramme dürfen mit Angabe der Quelle weiterverwendet werden
([Datenlizenz Deutschland – Namensnennung – 2.0](https://www.govdata.de/dl-de/by-2-0)).

Wo eine Quelle eigene Bedingungen hat, stehen sie bei ihr im [Katalog](/katalog).
""",
}


def write_legal(folder: Path) -> None:
    """All texts below `folder`."""
    (folder / FOLDER).mkdir(parents=True)
    for name, said in TEXTS.items():
        (folder / FOLDER / f"{name}.md").write_text(f"{INVENTED}\n\n{said}", encoding="utf-8", newline="\n")
