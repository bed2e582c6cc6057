"""Names as long as a town's: on SQLite, and on a PostgreSQL that an older atlas made."""

from dataclasses import replace

from indicators import store
from tests.databases import database, postgres  # noqa: F401  # fixtures
from tests.indicators.six import counted, cube_of, day, told


def test_a_long_name_of_a_level_on_a_vintage_is_kept(database: str) -> None:  # noqa: F811  # the fixture
    """Of own areas the name may have 40 letters, and 11 more say the vintage; an older atlas had room for 32."""
    level = f"{'g' * 40}@2020-12-31"
    made = cube_of(
        counted(told("n", "stadtteil", day(2022), {"11": 1000})), method="count", numerator="n", denominator=""
    )
    engine = store.connect(database)
    with store.writing(engine) as connection:
        if engine.dialect.name == "postgresql":  # as the older atlas made it
            connection.exec_driver_sql("ALTER TABLE cube ALTER COLUMN level TYPE VARCHAR(32)")
    with store.writing(engine) as connection:
        store.add_edition(connection, "internal", "f", {}, [], [replace(made, level=level)], {})
    assert list(store.cube_index(engine, 1)) == [("quote", level)]
    engine.dispose()
