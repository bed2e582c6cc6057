"""What was understood of a file of unknown shape, and what only a person can say of it; frozen words."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from indicators.deliveries.key_column import KeyColumn
from indicators.deliveries.names import Known
from indicators.deliveries.period_place import PeriodPlace
from indicators.deliveries.rules import Place
from indicators.deliveries.table_shape import Shape
from indicators.model import Variable

IGNORE = "-"  # the answer "nicht einlesen"
NEW = "neu:"  # ... and how an answer begins that names a new variable: neu:id:kind:unit:title


@dataclass(frozen=True)
class Knows:
    """What a town knows before a file comes."""

    town: Place  # level and key of the whole town
    name: str
    areas: tuple[Known, ...]  # of every level
    levels: Mapping[str, str]  # id -> German name
    variables: Mapping[str, Variable]
    symbols: str = "plain"
    symbols_own: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Part:
    """One thing that was understood, and why; German."""

    what: str
    reason: str


@dataclass(frozen=True)
class Option:
    """One answer that a question allows."""

    value: str
    label: str


@dataclass(frozen=True)
class Question:
    """What the file does not say of itself. `variable`: any of the catalogue, IGNORE or NEW answers it, too."""

    id: str
    text: str  # German
    options: tuple[Option, ...] = ()  # (): free text
    proposal: str = ""
    sure: bool = False  # nobody has to look at it
    variable: bool = False


@dataclass(frozen=True)
class Sample:
    """The first rows, cell by cell: as they stand there, and as they are understood."""

    header: tuple[str, ...]
    roles: tuple[str, ...]  # of each column: Gebiet, Zeitbezug, Merkmal, Zahl, ...
    raw: tuple[tuple[str, ...], ...]
    understood: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Recognised:
    """A file as it was understood."""

    file: str
    loader: str
    encoding: str  # "" for workbooks
    delimiter: str
    sheet: str  # "" for text
    sheets: tuple[str, ...]  # names or patterns of the sheets that are read
    shape: Shape
    skip: int  # lines between the top, or the line that names the period, and the header
    key: KeyColumn
    period: PeriodPlace | None
    values: tuple[str, ...]  # value columns
    categories: tuple[str, ...]  # long tables: columns that name the variable together
    combinations: tuple[tuple[str, ...], ...]  # their texts
    ignored: Mapping[str, str]  # column -> reason
    symbols: str
    symbols_own: Mapping[str, str]
    town: Place
    areas: tuple[Known, ...] = field(repr=False)  # of the level
    variables: Mapping[str, Variable] = field(repr=False)
    parts: tuple[Part, ...] = ()
    questions: tuple[Question, ...] = ()
    sample: Sample = field(default=Sample((), (), (), ()), repr=False)

    @property
    def open(self) -> tuple[Question, ...]:
        """What a person has to look at."""
        return tuple(question for question in self.questions if not question.sure)
