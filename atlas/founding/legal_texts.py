"""What a town has to say of itself in public, as texts with marked gaps: the town fills them in, the atlas cannot."""

from typing import Final

from atlas.publishing.legal import FOLDER

TEMPLATES: Final = {
    "impressum": """## Herausgeberin

{town}\\
[hier ausfüllen: Amt oder Fachbereich]\\
[hier ausfüllen: Straße und Hausnummer]\\
[hier ausfüllen: Postleitzahl und Ort]

E-Mail: [hier ausfüllen: E-Mail-Adresse]\\
Telefon: [hier ausfüllen: Telefonnummer]

Vertreten durch [hier ausfüllen: wer die Kommune vertritt, etwa die Oberbürgermeisterin mit Namen].

## Verantwortlich für den Inhalt

[hier ausfüllen: Name und Stelle der Person, die für die Inhalte verantwortlich ist]
""",
    "datenschutz": """## Was der Atlas von Ihnen weiß

Der Atlas setzt keine Cookies, bindet nichts von anderen Anbietern ein und zählt keine Besuche.
Gewählte Ansichten stehen in der Adresse, Ihre Darstellung (hell oder dunkel) merkt sich nur Ihr Browser.

## Was der Server aufschreibt

[hier ausfüllen: was der Server bei einem Zugriff speichert, wie lange, und auf welcher Rechtsgrundlage]

## Verantwortlich und Ihre Rechte

Verantwortlich: [hier ausfüllen: Stelle mit Anschrift].
Datenschutzbeauftragte: [hier ausfüllen: E-Mail-Adresse].

Sie können Auskunft, Berichtigung und Löschung verlangen und sich bei der Aufsichtsbehörde beschweren:
[hier ausfüllen: Aufsichtsbehörde des Landes, mit Adresse].
""",
    "barrierefreiheit": """{town} möchte, dass alle diesen Atlas nutzen können.

## Wie weit der Atlas barrierefrei ist

[hier ausfüllen: vollständig, teilweise oder nicht vereinbar, nach welcher Verordnung, und wer das wann geprüft hat]

Jede Karte und jedes Diagramm hat eine Tabelle mit denselben Werten; Profile gibt es als PDF mit Struktur (PDF/UA-1).

## Was noch nicht geht

[hier ausfüllen: bekannte Barrieren und warum es sie noch gibt; gibt es keine, löschen Sie den Abschnitt]

## Eine Barriere melden

Schreiben Sie an [hier ausfüllen: E-Mail-Adresse, Telefon oder Formular].

## Wenn die Antwort nicht hilft

[hier ausfüllen: Schlichtungs- oder Durchsetzungsstelle des Landes, mit Adresse]
""",
    "lizenz": """Zahlen, Karten und Diagramme dürfen weiterverwendet werden unter:
[hier ausfüllen: Lizenz mit Link, etwa eine Fassung der Datenlizenz Deutschland].

Wo eine Quelle eigene Bedingungen hat, stehen sie bei ihr im [Katalog](/katalog).
""",
}


def legal_texts(town: str) -> dict[str, str]:
    """Path below the town's folder -> text with gaps."""
    return {f"{FOLDER}/{name}.md": said.replace("{town}", town) for name, said in TEMPLATES.items()}
