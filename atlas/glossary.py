"""Glossar: the terms that the atlas uses, in sentences for readers who are no statisticians; texts only."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Term:
    """One entry; its anchor on the page is made of its title."""

    title: str
    text: str


PLACES: Final = (
    Term(
        "Gebiet",
        "Ein Stück der Kommune mit eigenem Schlüssel und Namen, zum Beispiel ein Stadtteil. "
        "Gleiche Namen sind möglich, gleiche Schlüssel auf einer Ebene nicht.",
    ),
    Term(
        "Gebietsstand",
        "Der Zeitraum, in dem ein Zuschnitt von Gebieten gilt. Werden Gebiete geteilt oder zusammengelegt, beginnt "
        "ein neuer Gebietsstand; Werte davor und danach gehören zu verschiedenen Flächen.",
    ),
    Term("Gesamtstadt", "Die ganze Kommune als ein Gebiet. Sie ist in Karten und Tabellen der Vergleichswert."),
    Term(
        "Kleinräumig",
        "Unterhalb der Kommune: nach Stadtteilen, Sozialräumen, Planungsräumen oder statistischen Bezirken.",
    ),
    Term(
        "Raumebene",
        "Alle Gebiete einer Art, zum Beispiel alle Stadtteile. Feinere Ebenen können sich zu gröberen fügen, "
        "müssen es aber nicht: Sozialräume können quer zu Stadtbezirken liegen.",
    ),
    Term(
        "Sozialraum",
        "Ein Gebiet, wie es Menschen im Alltag nutzen und wie es die Jugendhilfe- und Sozialplanung zuschneidet. "
        "Jede Kommune grenzt ihre Sozialräume selbst ab.",
    ),
    Term(
        "Umsteigeschlüssel",
        "Gewichte, mit denen Zahlen von einem Gebietsstand auf einen anderen umgerechnet werden. "
        "Umgerechnete Zahlen sind Schätzungen.",
    ),
)

NUMBERS: Final = (
    Term(
        "Anteil",
        "Ein Teil im Verhältnis zum Ganzen, in Prozent. Von 100 Kindern leben zum Beispiel 15 in einem Haushalt "
        "mit Grundsicherung.",
    ),
    Term(
        "Fallzahl",
        "Wie viele Menschen, Haushalte oder Fälle hinter einem Wert stehen. Bei kleinen Fallzahlen ändern wenige "
        "Fälle den Wert stark.",
    ),
    Term(
        "Indikator",
        "Ein berechneter Wert mit fester Definition. Was er bedeutet, steht in seinem Steckbrief im Katalog.",
    ),
    Term("Kennzahl", "Anderes Wort für Indikator."),
    Term(
        "Kernindikator",
        "Kernindikatoren genügen für ein erstes Bild, Überblicksindikatoren vertiefen es, Ergänzungsindikatoren "
        "beantworten einzelne Fragen.",
    ),
    Term(
        "Klassengrenzen",
        "Die Werte, an denen in der Karte eine Farbe in die nächste übergeht. Gezeichnet wird mit ungerundeten "
        "Grenzen, gedruckt werden gerundete.",
    ),
    Term(
        "Lage (Viertel)",
        "In welchem Viertel aller Gebiete derselben Raumebene ein Wert liegt. Ein Platz in einer Rangfolge wird nicht "
        "genannt, weil nahe Werte sich oft nur zufällig unterscheiden.",
    ),
    Term("Median", "Der mittlere Wert: Die eine Hälfte der Gebiete liegt darunter, die andere darüber."),
    Term(
        "Merkmal",
        "Eine Zahl, wie sie geliefert wird, zum Beispiel die Kinder unter 15 Jahren. Aus Merkmalen werden Indikatoren.",
    ),
    Term(
        "Nenner",
        "Die Gruppe oder Größe, auf die sich ein Wert bezieht: die 100, von denen die Rede ist. Auch Bezugsgröße.",
    ),
    Term(
        "Prozentpunkt",
        "Der Unterschied zweier Prozentwerte. Zwischen 10 % und 15 % liegen 5 Prozentpunkte (Pp.).",
    ),
    Term(
        "Quartil",
        "Grenze zwischen den Vierteln der nach Größe geordneten Gebiete. Im obersten Viertel liegen die Gebiete mit "
        "den höchsten Werten; das ist eine Lage, keine Bewertung.",
    ),
    Term("Quote", "Anderes Wort für Anteil oder Rate; was gemeint ist, sagt der Steckbrief."),
    Term(
        "Rundung",
        "Gerechnet wird mit ungerundeten Zahlen, gedruckt wird kaufmännisch gerundet. Gedruckte Summen können "
        "deshalb um eine letzte Stelle abweichen.",
    ),
    Term(
        "Schwankungsbereich",
        "Wie weit ein Wert bei gleicher Lage durch Zufall abweichen kann (95 %). Überschneiden sich die Bereiche "
        "zweier Gebiete, ist ihr Unterschied nicht gesichert.",
    ),
    Term(
        "Steckbrief",
        "Die ganze Beschreibung eines Indikators: Bedeutung, Berechnung, Herkunft, Fallstricke und Verfügbarkeit.",
    ),
    Term("Übergangsquote", "Anteil der Kinder, die nach der Grundschule auf eine bestimmte Schulform wechseln."),
    Term(
        "Versorgungsquote",
        "Plätze im Verhältnis zur Zahl der Kinder am Ort. Sie kann über 100 % liegen, weil Kinder aus anderen "
        "Gebieten kommen; die Betreuungsquote zählt dagegen die betreuten Kinder.",
    ),
    Term("Zähler", "Die Menschen oder Fälle, um die es geht; der Teil, der durch den Nenner geteilt wird."),
    Term(
        "Zeitreihe",
        "Werte desselben Indikators zu mehreren Zeiten. Fehlende Jahre bleiben Lücken und werden nicht geschätzt.",
    ),
)

DATA: Final = (
    Term(
        "Bevölkerung mit Hauptwohnung",
        "Menschen, die mit ihrer einzigen oder ihrer Hauptwohnung gemeldet sind. Die Zahl weicht von der amtlichen "
        "Einwohnerzahl ab, die aus dem Zensus fortgeschrieben wird.",
    ),
    Term("Datenstand", "Welche Lieferungen ein Stand enthält, welche Jahre es gibt und was fehlt."),
    Term(
        "Einrichtungsprinzip",
        "Gezählt wird, wo die Einrichtung steht, zum Beispiel Kinder nach dem Ort ihrer Kita. "
        "Gegenstück: Wohnortprinzip.",
    ),
    Term(
        "Geheimhaltung",
        "Zahlen, die auf wenige Menschen schließen lassen, werden nicht gezeigt. Geheime Werte tragen ein eigenes "
        "Zeichen und sind nie null.",
    ),
    Term(
        "Intern",
        "Dieser Stand ist für die Arbeit in der Verwaltung bestimmt; für die Öffentlichkeit ist er noch nicht auf "
        "Geheimhaltung geprüft.",
    ),
    Term(
        "Kita-Jahr",
        "Zählung der Kinder in Tagesbetreuung am 1. März; der Nenner ist die Bevölkerung am 31.12. davor, wenn der "
        "Steckbrief nichts anderes sagt.",
    ),
    Term(
        "Lieferung",
        "Eine Datei oder Gruppe von Dateien, wie sie eine Stelle übergeben hat. Lieferungen werden nie überschrieben.",
    ),
    Term(
        "Melderegister",
        "Das Register der gemeldeten Einwohnerinnen und Einwohner; Grundlage der meisten Bevölkerungszahlen hier.",
    ),
    Term(
        "Migrationshintergrund",
        "Abgeleitet aus Staatsangehörigkeit, Geburtsort und Zuzug; die Ableitung ist eine Näherung und kein Merkmal "
        "des Melderegisters selbst.",
    ),
    Term(
        "Mindestfallzahl",
        "Unter dieser Zahl wird ein Wert geheim gehalten. Wer sie vorgibt, steht im Steckbrief.",
    ),
    Term(
        "Nicht zuzuordnen",
        "Fälle ohne Adresse in einem Gebiet. Sie zählen zur Gesamtstadt, aber zu keinem Stadtteil; deshalb kann die "
        "Stadt mehr haben als die Summe ihrer Teile.",
    ),
    Term(
        "Schuleingangsuntersuchung (SEU)",
        "Ärztliche Untersuchung aller Kinder vor der Einschulung. Verfahren und Grenzwerte legen die Länder fest.",
    ),
    Term("Stand", "Ein nummerierter, unveränderlicher Satz aller Werte. Jede Seite und jede Ausgabe nennt ihn."),
    Term(
        "Stichtag und Zeitraum",
        "Bestände gelten an einem Tag (31.12.2024), Ereignisse für einen Zeitraum (2024, Schuljahr 2023/2024).",
    ),
    Term(
        "Wanderungssaldo",
        "Zuzüge minus Fortzüge. Umzüge zwischen zwei Gebieten zählen im einen als Fortzug, im anderen als Zuzug.",
    ),
    Term(
        "Wohnortprinzip",
        "Gezählt wird, wo die Menschen wohnen, auch wenn sie anderswo betreut oder beschäftigt werden.",
    ),
    Term(
        "Zeitreihenbruch",
        "Werte davor und danach sind nicht vergleichbar, weil sich Gebiet, Definition oder Quelle geändert hat.",
    ),
)

HELP: Final = (
    Term("Bedarfsgemeinschaft", "Menschen, die zusammenleben und gemeinsam Leistungen nach dem SGB II erhalten."),
    Term(
        "Bildung und Teilhabe",
        "Leistungen für Kinder aus Familien mit wenig Einkommen, etwa für Ausflüge, Mittagessen und Lernförderung.",
    ),
    Term(
        "Eingliederungshilfe (§ 35a)",
        "Hilfe für Kinder und Jugendliche mit einer seelischen Behinderung nach § 35a SGB VIII.",
    ),
    Term(
        "Frühe Hilfen",
        "Unterstützung für werdende Eltern und Familien mit Kindern bis 3 Jahre, zum Beispiel Familienbesuche.",
    ),
    Term(
        "Gefährdungseinschätzung (§ 8a)",
        "Prüfung des Jugendamts, ob das Wohl eines Kindes gefährdet ist, nach § 8a SGB VIII. Gezählt sind "
        "Verfahren, nicht bestätigte Gefährdungen.",
    ),
    Term(
        "Grundsicherung für Arbeitsuchende (SGB II)",
        "Leistungen für erwerbsfähige Menschen mit wenig oder keinem Einkommen und ihre Angehörigen, auch Bürgergeld.",
    ),
    Term(
        "Grundsicherung im Alter",
        "Leistungen nach dem SGB XII für Menschen ab der Altersgrenze mit zu wenig Einkommen.",
    ),
    Term("Hilfen zur Erziehung", "Unterstützung für Familien nach den §§ 27 bis 35 SGB VIII, ambulant oder stationär."),
    Term(
        "Inobhutnahme",
        "Vorläufige Aufnahme eines Kindes oder Jugendlichen durch das Jugendamt in einer Krise (§ 42 SGB VIII).",
    ),
    Term(
        "KOMPIK",
        "Kompetenzen und Interessen von Kindern in Kindertageseinrichtungen: ein Beobachtungsbogen für Kinder von "
        "3,5 bis 6 Jahren, den Fachkräfte freiwillig ausfüllen.",
    ),
)

GROUPS: Final = (
    ("Gebiete", "gebiete", PLACES),
    ("Zahlen", "zahlen", NUMBERS),
    ("Daten", "daten", DATA),
    ("Leistungen und Hilfen", "hilfen", HELP),
)

SHORT_FORMS: Final = (
    ("BA", "Bundesagentur für Arbeit"),
    ("BG", "Bedarfsgemeinschaft"),
    ("BuT", "Bildungs- und Teilhabepaket"),
    ("ELB", "erwerbsfähige Leistungsberechtigte nach dem SGB II"),
    ("HzE", "Hilfen zur Erziehung"),
    ("KJH", "Kinder- und Jugendhilfe"),
    ("KOL", "Kinder ohne eigenen Leistungsanspruch nach dem SGB II"),
    ("MH", "Migrationshintergrund"),
    ("NEF", "nicht erwerbsfähige Leistungsberechtigte nach dem SGB II"),
    ("OGS", "Offene Ganztagsschule"),
    ("OKJA", "Offene Kinder- und Jugendarbeit"),
    ("Pp.", "Prozentpunkte"),
    ("SEU", "Schuleingangsuntersuchung"),
    ("SGB", "Sozialgesetzbuch"),
    ("U8, U9", "Früherkennungsuntersuchungen vor der Einschulung"),
)

SCHEMES: Final = {
    "quantiles": "In jeder Klasse liegen etwa gleich viele Gebiete; zeigt die Reihenfolge, betont kleine Unterschiede.",
    "equal": "Jede Klasse ist gleich breit; zeigt Abstände, einzelne Ausreißer lassen andere Klassen leer.",
    "jenks": "Grenzen liegen, wo die Werte Lücken haben: Werte einer Klasse sind einander möglichst ähnlich.",
    "stdmean": "Klassen zeigen, wie weit ein Gebiet vom Mittel der Gebiete entfernt liegt, gemessen an der Streuung.",
    "pretty": "Grenzen sind runde Zahlen, die sich gut vorlesen lassen.",
    "own": "Grenzen, die Sie selbst eingeben, zum Beispiel Zielwerte eines Plans.",
}
