"""Files that were taken in, on SQLite and PostgreSQL: kept for good, counted once, withdrawn in words."""

import pytest
import sqlalchemy as sa

from indicators import store
from indicators.errors import WrongUse
from indicators.store.acceptances import Acceptance, add_acceptance, add_withdrawal, all_acceptances
from indicators.store.history import value_history
from tests.databases import database, postgres  # noqa: F401  # fixtures
from tests.indicators.six import day, told
from tests.indicators.test_store import engine, take_in  # noqa: F401  # the fixture

FILE = Acceptance("einwohner", "ew_2024.csv", "a" * 64, 'title = "x"', "Ada")


def test_a_town_without_accepted_files_has_none(engine: sa.Engine) -> None:  # noqa: F811
    assert all_acceptances(engine) == []
    take_in(engine)
    assert all_acceptances(engine) == []


def test_a_file_is_known_with_who_and_when_and_counts_once(engine: sa.Engine) -> None:  # noqa: F811
    edition = take_in(engine)
    with store.writing(engine) as connection:
        assert add_acceptance(connection, FILE, edition) == 1
    (known,) = all_acceptances(engine)
    assert (known.id, known.series, known.file, known.by, known.edition) == (1, "einwohner", "ew_2024.csv", "Ada", 1)
    assert not known.withdrawn
    with pytest.raises(WrongUse, match="schon angenommen"), store.writing(engine) as connection:
        add_acceptance(connection, FILE, edition)


def test_a_withdrawn_file_stays_known_and_may_come_again(engine: sa.Engine) -> None:  # noqa: F811
    edition = take_in(engine)
    with store.writing(engine) as connection:
        first = add_acceptance(connection, FILE, edition)
        add_withdrawal(connection, first, "falsches Jahr", "Bea", edition)
    with store.writing(engine) as connection:
        assert add_acceptance(connection, FILE, edition) == 2
    gone, again = all_acceptances(engine)
    assert gone.withdrawn.startswith("falsches Jahr (Bea, 20")
    assert again.withdrawn == ""


def test_a_cell_knows_every_number_it_had(engine: sa.Engine) -> None:  # noqa: F811
    take_in(engine)
    later = told("n", "stadtteil", day(2022), {"11": 1001, "22": 3})
    take_in(engine, sha="b", fingerprint="g", rows=later)
    found = value_history(engine, "n", "stadtteil", "11", day(2022))
    assert [(one.number, one.since, one.until) for one in found] == [(1000, 1, 1), (1001, 2, None)]
    secret = value_history(engine, "n", "stadtteil", "22", day(2022))
    assert [(one.number, one.status.name) for one in secret] == [(None, "secret"), (3, "ok")]
    assert value_history(engine, "n", "stadtteil", "99", day(2022)) == []
