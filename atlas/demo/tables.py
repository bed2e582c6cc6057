"""The tables of the invented town as its offices hand them over: who, which columns, which signs, which gaps.

Each table becomes one delivery. The file is longer than 300 lines because it is a list, a few lines a table.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from atlas.demo.growing_up import KOMPIK
from atlas.demo.signs import (
    Mark,
    estimated_2022,
    few_answers,
    hundreds,
    later,
    no_polling_place,
    nobody_visited,
    provisional,
    secret_leavers,
)

ELECTIONS = {2014: "25.05.2014", 2019: "26.05.2019", 2024: "09.06.2024"}


@dataclass(frozen=True)
class Table:
    """One delivery: `columns` maps variables to the headers of its file."""

    name: str  # of the spec and the raw files
    title: str
    office: str  # folder of the raw files
    producer: str
    system: str
    columns: dict[str, str]
    kind: str = "date"
    day: str = "12-31"
    written: Callable[[int], str] = str  # how the file writes the period of a year
    years: Callable[[int], bool] = lambda year: True
    loader: str = "csv_wide"
    split: str = "reform"  # a file until 2019 and one from 2020 | year: a file a year | sheet: a sheet a year
    symbols: str = "plain"
    encoding: str = "utf-8"
    thousands: bool = False
    decimals: dict[str, int] = field(default_factory=dict)
    headline: str = ""  # a line above the header
    totals: tuple[str, ...] = ()  # delivered beside the areas: stadt, bezirk
    unassigned: float = 0.0  # share of persons whom the office cannot place
    marks: tuple[Mark, ...] = ()
    remarks: tuple[str, ...] = ()
    due: str = ""  # until which day after its period a table is expected; empty: nobody waits for it

    @property
    def zero(self) -> str:
        """How exactly nothing is written."""
        return "-" if self.symbols in ("din55301", "ba") else "0"


def _school_year(year: int) -> str:
    return f"{year - 1}/{year % 100:02d}"


def _election(year: int) -> str:
    return ELECTIONS.get(year, f"31.05.{year}")


Fields = dict[str, Any]  # what the tables of one office have in common
_STATISTICS: Fields = {"office": "statistik", "producer": "Musterstadt, Statistikstelle"}
_AGENCY: Fields = {"office": "arbeitsagentur", "producer": "Statistik der Bundesagentur für Arbeit (nachgestellt)"}
_YOUTH: Fields = {"office": "jugendamt", "producer": "Musterstadt, Jugendamt"}
_SCHOOL: Fields = {
    "office": "schulamt",
    "producer": "Musterstadt, Schulamt",
    "kind": "school_year",
    "written": _school_year,
}
_HEALTH: Fields = {
    "office": "gesundheitsamt",
    "producer": "Musterstadt, Gesundheitsamt",
    "kind": "school_year",
    "written": _school_year,
}
_SPACE: Fields = {"office": "planung", "symbols": "din55301"}
_KITA: Fields = {"kind": "kita_year", "day": "03-01", "written": lambda year: f"01.03.{year}"}

TABLES = (
    Table(
        "einwohner",
        "Einwohnerinnen und Einwohner nach Altersgruppen",
        system="Melderegister, Hauptwohnung",
        columns={
            "bev_insg": "Einwohner",
            "bev_u3": "unter 3",
            "bev_3_u6": "3 bis unter 6",
            "bev_6_u10": "6 bis unter 10",
            "bev_10_u14": "10 bis unter 14",
            "bev_14_u18": "14 bis unter 18",
            "bev_18_u21": "18 bis unter 21",
            "bev_21_u27": "21 bis unter 27",
            "bev_u6": "unter 6",
            "bev_u15": "unter 15",
            "bev_u18": "unter 18",
            "bev_u21": "unter 21",
            "bev_6_u21": "6 bis unter 21",
            "bev_14_u21": "14 bis unter 21",
            "bev_15_u25": "15 bis unter 25",
            "bev_15_u65": "15 bis unter 65",
            "bev_18_u65": "18 bis unter 65",
            "bev_u65": "unter 65",
            "bev_65": "65 und älter",
            "frauen_15_u45": "Frauen 15 bis unter 45",
        },
        symbols="din55301",
        encoding="utf-8-sig",
        totals=("stadt",),
        marks=(provisional,),
        due="03-31",
        **_STATISTICS,
    ),
    Table(
        "herkunft",
        "Staatsangehörigkeit, Migrationshintergrund und Wohndauer",
        system="Melderegister, MigraPro",
        columns={
            "bev_ausl": "ausländisch",
            "bev_mh": "mit Migrationshintergrund",
            "bev_u18_mh": "unter 18 mit Migrationshintergrund",
            "bev_wohnd5": "5 Jahre und länger an der Adresse",
        },
        symbols="din55301",
        encoding="cp1252",
        thousands=True,
        marks=(estimated_2022,),
        remarks=("Der Migrationshintergrund ist abgeleitet; für 2022 ist er geschätzt (Zeichen s).",),
        **_STATISTICS,
    ),
    Table(
        "bewegung",
        "Geburten und Wanderungen",
        system="Melderegister",
        columns={
            "geburten": "Lebendgeborene",
            "zuzug": "Zuzüge",
            "fortzug": "Fortzüge",
            "zuzug_u6": "Zuzüge unter 6",
            "fortzug_u6": "Fortzüge unter 6",
        },
        kind="year",
        symbols="din55301",
        due="04-30",
        **_STATISTICS,
    ),
    Table(
        "haushalte",
        "Haushalte nach Größe und Kindern",
        system="Haushaltegenerierung (HHGen)",
        columns={
            "hh_insg": "Haushalte",
            "hh_1pers": "Einpersonenhaushalte",
            "hh_kind": "Haushalte mit Kindern unter 18",
            "hh_kind_ae": "Alleinerziehende",
            "hh_kind_3": "Haushalte mit 3 und mehr Kindern",
            "bev_u18_ae": "Minderjährige bei Alleinerziehenden",
        },
        loader="csv_long",
        written=lambda year: f"{year}-12-31",
        **_STATISTICS,
    ),
    Table(
        "grundsicherung",
        "Leistungen nach dem SGB II",
        system="Grundsicherungsstatistik",
        columns={
            "sgb2_lb": "Leistungsberechtigte",
            "sgb2_nef_u15": "NEF unter 15",
            "sgb2_pers_u18": "Personen unter 18 in BG",
            "sgb2_elb_15_u25": "ELB 15 bis unter 25",
            "bg_ae": "BG von Alleinerziehenden",
        },
        split="year",
        symbols="ba",
        headline="Grundsicherung für Arbeitsuchende nach Stadtteilen, Stichtag 31.12.",
        totals=("stadt",),
        unassigned=0.004,
        remarks=("Personen ohne zuzuordnende Adresse zählen nur zur Gesamtstadt.",),
        due="04-30",
        **_AGENCY,
    ),
    Table(
        "arbeitsmarkt",
        "Arbeitslose und Beschäftigte am Wohnort",
        system="Arbeitslosen- und Beschäftigungsstatistik",
        columns={
            "al_insg": "Arbeitslose",
            "al_15_u25": "Arbeitslose unter 25",
            "al_1j": "Langzeitarbeitslose",
            "svb_15_u65": "sozialversicherungspflichtig Beschäftigte",
        },
        symbols="ba",
        due="04-30",
        **_AGENCY,
    ),
    Table(
        "soziales",
        "Grundsicherung im Alter, Mindestsicherung, Wohngeld",
        "sozialamt",
        "Musterstadt, Sozialamt",
        "Fachverfahren SGB XII, AsylbLG, Wohngeld",
        columns={
            "grusi_ab65": "Grundsicherung im Alter",
            "mindest_u15": "Kinder unter 15 in Mindestsicherung",
            "wohngeld_kind": "Wohngeldhaushalte mit Kindern",
        },
        encoding="cp1252",
        due="03-31",
    ),
    Table(
        "bildung_teilhabe",
        "Bildung und Teilhabe",
        "sozialamt",
        "Musterstadt, Sozialamt und Jobcenter",
        "Fachverfahren BuT",
        columns={"but_berecht": "Anspruchsberechtigte", "but_bewill": "mit Bewilligung"},
        kind="year",
    ),
    Table(
        "kitakinder",
        "Kinder in Tagesbetreuung",
        system="Kita-Fachverfahren",
        columns={
            "betreut_u3": "betreut unter 3",
            "betreut_3_u6": "betreut 3 bis unter 6",
            "kita_3_u6_insg": "Kita-Kinder 3 bis unter 6",
            "kita_3_u6_fs": "darunter Familiensprache nicht Deutsch",
        },
        due="06-30",
        **_YOUTH,
        **_KITA,
    ),
    Table(
        "kitaplaetze",
        "Genehmigte Plätze für unter Dreijährige",
        system="Kita-Bedarfsplanung",
        columns={"plaetze_u3": "Plätze U3"},
        **_YOUTH,
        **_KITA,
    ),
    Table(
        "kompik",
        "KOMPIK-Beobachtungen",
        "kitas",
        "Kindertageseinrichtungen in Musterstadt",
        "Beobachtungsbogen KOMPIK, anonym zusammengefasst",
        columns={"kompik_kitas": "Kitas", "kompik_kinder": "Kinder"}
        | {f"kompik_{name}_gw12": f"{name}_gw12" for name in KOMPIK},
        years=lambda year: year >= 2018,
        totals=("stadt", "bezirk"),  # Kitas are counted for each of them, never added up
        remarks=("0 Kitas heißt: im Gebiet nimmt keine Kita teil.",),
        **_KITA,
    ),
    Table(
        "schule",
        "Grundschule, Übergänge und Einschulung",
        system="Schulverwaltung",
        columns={
            "gs_insg": "Grundschulkinder",
            "gs_ganztag": "darunter Ganztag",
            "ueberg_insg": "Übergänge nach Klasse 4",
            "ueberg_auf_gym": "auf Gymnasium",
            "ueberg_auf_hs": "auf Haupt- oder Förderschule",
            "schulpfl_insg": "schulpflichtig werdend",
            "schulpfl_zurueck": "zurückgestellt",
        },
        due="11-30",
        **_SCHOOL,
    ),
    Table(
        "schulabgang",
        "Schulabgänge nach Abschluss (Standort der Schule)",
        "landesamt",
        "Statistisches Landesamt (nachgestellt)",
        "Schulstatistik",
        columns={
            "abgang_insg": "Abgänge",
            "abgang_ohne_hsa": "ohne Hauptschulabschluss",
            "abgang_hsr": "mit Hochschulreife",
        },
        kind="school_year",
        written=_school_year,
        symbols="din55301",
        totals=("stadt", "bezirk"),
        marks=(secret_leavers, later),
        due="12-31",
    ),
    Table(
        "schuleingang",
        "Schuleingangsuntersuchung",
        system="Schuleingangsuntersuchung",
        columns={
            "seu_unters": "untersucht",
            "seu_kita_kurz": "Kita unter 3 Jahre",
            "seu_sprache_insg": "Sprache: Befund liegt vor",
            "seu_sprache_auff": "Sprache: auffällig",
            "seu_deutsch_gering": "Deutsch fehlerhaft oder keines",
            "seu_visuo_auff": "Visuomotorik auffällig",
            "seu_motor_auff": "Körperkoordination auffällig",
            "seu_bmi_insg": "gemessen und gewogen",
            "seu_bmi_p90": "BMI ab P90",
            "seu_heft_insg": "Vorsorgeheft vorgelegt",
            "seu_heft_u9": "U8 und U9 dokumentiert",
            "seu_impf_insg": "Impfausweis vorgelegt",
            "seu_impf_masern2": "zwei Masernimpfungen",
        },
        years=lambda year: year != 2021,
        loader="xlsx",
        split="sheet",
        remarks=("Im Schuljahr 2020/21 fand wegen der Pandemie keine Untersuchung statt.",),
        due="11-30",
        **_HEALTH,
    ),
    Table(
        "zahngesundheit",
        "Zahnärztliche Reihenuntersuchung",
        system="Zahnärztlicher Dienst",
        columns={"zahn_insg": "untersucht", "zahn_gesund": "naturgesund"},
        **_HEALTH,
    ),
    Table(
        "jugendhilfe",
        "Hilfen zur Erziehung, Kinderschutz, Eingliederungshilfe, Jugendgerichtshilfe",
        system="Fachverfahren Jugendhilfe",
        columns={
            "hze_insg": "Hilfen zur Erziehung",
            "hze_ambulant": "ambulant",
            "hze_stationaer": "stationär",
            "inobhut_faelle": "Inobhutnahmen",
            "gef_8a_verf": "Verfahren § 8a",
            "egh_35a_hilfen": "Hilfen § 35a",
            "jgh_pers": "Jugendgerichtshilfe",
        },
        kind="year",
        symbols="din55301",
        marks=(later,),
        remarks=("Das letzte Jahr wird nach Abschluss der Statistik nachgeliefert (Zeichen ...).",),
        due="09-30",
        **_YOUTH,
    ),
    Table(
        "fruehe_hilfen",
        "Familienbesuche nach der Geburt",
        system="Netzwerk Frühe Hilfen",
        columns={"fh_familien": "Familien", "fh_besucht": "besucht"},
        kind="year",
        marks=(nobody_visited,),
        remarks=("2023 wurden die Besuche im letzten Stadtbezirk nicht erfasst (leere Zellen).",),
        **_YOUTH,
    ),
    Table(
        "jugendarbeit",
        "Öffnungsstunden der Offenen Jugendarbeit",
        system="Jugendhilfeplanung",
        columns={"oja_stunden": "Stunden je Woche"},
        kind="year",
        decimals={"oja_stunden": 1},
        **_YOUTH,
    ),
    Table(
        "wohnungen",
        "Wohnfläche",
        system="Wohnungsfortschreibung",
        columns={"wohnflaeche": "Wohnfläche in m²"},
        thousands=True,
        **_STATISTICS,
    ),
    Table(
        "flaeche",
        "Gebietsfläche",
        system="Liegenschaftskataster",
        producer="Musterstadt, Katasteramt",
        columns={"flaeche_ha": "Fläche in ha"},
        decimals={"flaeche_ha": 1},
        **_SPACE,
    ),
    Table(
        "spielplaetze",
        "Spielplatzfläche",
        system="Spielplatzkataster",
        producer="Musterstadt, Grünflächenamt",
        columns={"spielplatzflaeche": "Fläche in m²"},
        marks=(hundreds,),
        remarks=("Auf volle 100 m² gerundet; 0 heißt weniger als 50 m².",),
        **_SPACE,
    ),
    Table(
        "gruen",
        "Grünflächen in 300 m",
        system="Geoinformationssystem",
        producer="Musterstadt, Grünflächenamt",
        columns={"bev_gruen300": "Personen in 300 m"},
        **_SPACE,
    ),
    Table(
        "kommunalwahl",
        "Beteiligung an der Kommunalwahl",
        "wahlamt",
        "Musterstadt, Wahlamt",
        "Ergebnis der Kommunalwahl",
        columns={"wahl_berecht": "Wahlberechtigte", "wahl_teiln": "Wählende einschließlich Briefwahl"},
        kind="election",
        day="",
        written=_election,
        years=lambda year: year % 5 == 4,
        symbols="din55301",
        marks=(no_polling_place,),
    ),
    Table(
        "sportvereine",
        "Mitgliedschaften Minderjähriger in Sportvereinen",
        "sportbund",
        "Stadtsportbund Musterstadt",
        "Bestandserhebung",
        columns={"sport_u18": "Mitglieder unter 18"},
        day="01-01",
        written=lambda year: f"01.01.{year}",
    ),
    Table(
        "kinderbefragung",
        "Kinder- und Jugendbefragung",
        system="Befragung der 8- bis 17-Jährigen",
        columns={"befr_wohl_insg": "gültige Antworten", "befr_wohl_ja": "fühle mich wohl"},
        kind="year",
        years=lambda year: year % 3 == 0,
        symbols="din55301",
        totals=("stadt", "bezirk"),
        marks=(few_answers,),
        **_YOUTH,
    ),
)
