"""The series of a town: which periods each has figures for, and what is expected of it; a file of the edition."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Final

import numpy as np

from indicators.deliveries.expected import Expected
from indicators.deliveries.reading import Reading
from indicators.deliveries.rules import PeriodRule
from indicators.deliveries.spec import Delivery
from indicators.model import Period, Status
from indicators.store.cells import read_period, write_period

FILE: Final = "series"  # its name among the files of an edition
NOTHING: Final = (Status.later, Status.missing)  # cells that bring nothing


@dataclass(frozen=True)
class Series:
    """One delivery of the town with all files that were taken in for it."""

    name: str  # of its spec
    title: str
    producer: str
    variables: tuple[str, ...]
    kind: str  # of its periods
    day: str
    there: tuple[Period, ...]  # for which it has figures, ascending
    expected: Expected | None

    @property
    def office(self) -> str:
        """Who owes it."""
        return (self.expected.office if self.expected else "") or self.producer

    @property
    def rule(self) -> PeriodRule:
        """How its periods are written."""
        return PeriodRule(kind=self.kind, day=self.day)


def gather(deliveries: Sequence[Delivery], readings: Sequence[Reading], replaces: Sequence[bool]) -> list[Series]:
    """All series by name; `replaces`: of each reading, whether its series before it no longer counts."""
    there: dict[str, set[Period]] = {}
    for reading, whole in zip(readings, replaces, strict=True):
        mine = there.setdefault(reading.delivery.name, set())
        if whole:
            mine.clear()
        mine.update(_periods(reading))
    return [
        Series(
            name=d.name,
            title=d.title,
            producer=d.source.producer,
            variables=d.variables,
            kind=d.period.kind,
            day=d.period.day,
            there=tuple(sorted(there.get(d.name, ()))),
            expected=d.expected,
        )
        for d in deliveries
    ]


def _periods(reading: Reading) -> Iterator[Period]:
    """The periods for which some cell says more than that it comes later."""
    o = reading.observations
    told = ~np.isin(o.status, [int(status) for status in NOTHING])
    return (o.periods[code] for code in np.unique(o.period[told]).tolist())


def write_series(found: Sequence[Series]) -> bytes:
    """The file of an edition, JSON; `read_series` gives the same back."""
    body = [asdict(one) | {"there": [write_period(period) for period in one.there]} for one in found]
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def read_series(content: bytes) -> list[Series]:
    """What `write_series` wrote."""
    return [
        Series(
            **{
                **one,
                "variables": tuple(one["variables"]),
                "there": tuple(read_period(text) for text in one["there"]),
                "expected": Expected(**one["expected"]) if one["expected"] else None,
            }
        )
        for one in json.loads(content)
    ]
