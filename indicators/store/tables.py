"""The tables of a city's database, on SQLite and PostgreSQL alike; nothing else names a column."""

import sqlalchemy as sa

metadata = sa.MetaData()

editions = sa.Table(
    "edition",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("audience", sa.String(16), nullable=False),
    sa.Column("made_at", sa.String(32), nullable=False),
    sa.Column("fingerprint", sa.String(64), nullable=False),  # of everything it was made from
    sa.Column("content", sa.Text, nullable=False),  # JSON: areas, report, remarks: what pages show of the edition
)
deliveries = sa.Table(
    "delivery",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.String(128), nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False, unique=True),  # of its files and its spec
    sa.Column("taken_at", sa.String(32), nullable=False),
    sa.Column("report", sa.Text, nullable=False),  # JSON
)
edition_deliveries = sa.Table(
    "edition_delivery",
    metadata,
    sa.Column("edition", sa.Integer, sa.ForeignKey("edition.number"), primary_key=True),
    sa.Column("delivery", sa.Integer, sa.ForeignKey("delivery.id"), primary_key=True),
)
names = sa.Table(  # every key text once; observations hold the codes
    "name",
    metadata,
    sa.Column("code", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("kind", sa.String(8), nullable=False),  # variable | period | area | rest (of an area, "nicht zuzuordnen")
    sa.Column("text", sa.Text, nullable=False),
    sa.UniqueConstraint("kind", "text"),
)
observations = sa.Table(
    "observation",
    metadata,
    sa.Column("delivery", sa.Integer, primary_key=True, autoincrement=False),  # no foreign key: PostgreSQL asks a row
    sa.Column("variable", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("period", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("area", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("number", sa.Float, nullable=True),
    sa.Column("status", sa.SmallInteger, nullable=False),
    sa.Column("flags", sa.SmallInteger, nullable=False),
    sqlite_with_rowid=False,
)
acceptances = sa.Table(  # files that people took in beside the town's folder; never changed, never deleted
    "acceptance",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("series", sa.String(128), nullable=False),  # the spec that it was read by
    sa.Column("file", sa.String(255), nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),  # of the file
    sa.Column("spec", sa.Text, nullable=False),  # the spec as it was then
    sa.Column("replaces", sa.Boolean, nullable=False),  # whether all of the series before it no longer counts
    sa.Column("by", sa.String(128), nullable=False),
    sa.Column("at", sa.String(32), nullable=False),
    sa.Column("edition", sa.Integer, sa.ForeignKey("edition.number"), nullable=False),  # the first that has it
)
withdrawals = sa.Table(
    "withdrawal",
    metadata,
    sa.Column("acceptance", sa.Integer, sa.ForeignKey("acceptance.id"), primary_key=True),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("by", sa.String(128), nullable=False),
    sa.Column("at", sa.String(32), nullable=False),
    sa.Column("edition", sa.Integer, sa.ForeignKey("edition.number"), nullable=False),  # the first without it
)
cubes = sa.Table(
    "cube",
    metadata,
    sa.Column("edition", sa.Integer, sa.ForeignKey("edition.number"), primary_key=True),
    sa.Column("indicator", sa.String(128), primary_key=True),
    sa.Column("level", sa.String(128), primary_key=True),  # also of own areas, and on the areas of a vintage
    sa.Column("periods", sa.Text, nullable=False),  # JSON
    sa.Column("areas", sa.Integer, nullable=False),
    sa.Column("cells", sa.LargeBinary, nullable=False),
)

artefacts = sa.Table(  # files made once an edition and served as they are: outlines, borders, labels, facilities
    "artefact",
    metadata,
    sa.Column("edition", sa.Integer, sa.ForeignKey("edition.number"), primary_key=True),
    sa.Column("name", sa.String(128), primary_key=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
)


def widen(connection: sa.Connection) -> None:
    """Texts that an older atlas made too short for today's names get their length, on PostgreSQL; SQLite has none."""
    query = """SELECT table_name, column_name, character_maximum_length FROM information_schema.columns
        WHERE table_schema = current_schema() AND character_maximum_length IS NOT NULL"""
    there = {(table, column): length for table, column, length in connection.execute(sa.text(query))}
    for table in metadata.sorted_tables:
        for column in table.columns:
            length = getattr(column.type, "length", None)
            if length and there.get((table.name, column.name), length) < length:
                kind = column.type.compile(connection.dialect)
                connection.exec_driver_sql(f'ALTER TABLE "{table.name}" ALTER COLUMN "{column.name}" TYPE {kind}')
