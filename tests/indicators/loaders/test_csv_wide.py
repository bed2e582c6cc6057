"""Wide tables: one row an area, one column a variable."""

from pathlib import Path

from tests.indicators.loaders.specs import WIDE, cells, faults, load


def test_numbers_and_signs_arrive_where_they_belong(tmp_path: Path) -> None:
    spec = WIDE + 'symbols = "din55301"\n'
    reading = load(
        tmp_path, spec, a="gebiet;jahr;ew\nA;2021;1.234\nB;2021;.\nC;2021;-\nD;2021;\nE;2021;(7)\nF;2021;x\n"
    )
    assert cells(reading.observations) == {
        "bev_insg stadtteil A 2021-12-31": 1234,
        "bev_insg stadtteil B 2021-12-31": "secret",
        "bev_insg stadtteil C 2021-12-31": "zero",
        "bev_insg stadtteil D 2021-12-31": "missing",
        "bev_insg stadtteil E 2021-12-31": "uncertain",
        "bev_insg stadtteil F 2021-12-31": "not_applicable",
    }
    assert reading.observations.number[[2, 4]].tolist() == [0, 7]
    assert [(s.text, s.status.name, s.cells) for s in reading.signs] == [
        ("", "missing", 1), ("( )", "uncertain", 1), ("-", "zero", 1), (".", "secret", 1), ("x", "not_applicable", 1)
    ]  # fmt: skip  # one line
    assert any("Tausenderzeichen" in r.sentence for r in reading.remarks), "1.234 was a decision"


def test_keys_are_padded_formatted_extracted_or_looked_up(tmp_path: Path) -> None:
    for rule, text, key in (
        ("pad = 8", "1011101", "01011101"),
        ('format = "STGT{:02d}"', "7", "STGT07"),
        ("extract = '^(\\d\\d) '", "03 Maxvorstadt", "03"),
        ('names = { "Altstadt/Süd" = "102" }', "Altstadt/Süd", "102"),
    ):
        spec = WIDE.replace('level = "stadtteil"', f'level = "stadtteil", {rule}')
        reading = load(tmp_path, spec, a=f"gebiet;jahr;ew\n{text};2021;5\n")
        assert list(cells(reading.observations)) == [f"bev_insg stadtteil {key} 2021-12-31"]


def test_totals_and_rests_belong_to_the_parent_and_dropped_rows_are_counted(tmp_path: Path) -> None:
    area = """area = { column = "gebiet", levels = [{ pattern = '^\\d\\d$', level = "bezirk" },
      { pattern = '^\\d{4}$', level = "stadtteil" }], total = ["Stadt", "#100"], total_level = "stadt", total_key = "0",
      unassigned = ["", "99"], unassigned_level = "stadt", unassigned_key = "0",
      drop = [{ pattern = '^00', reason = "Zeile mit Spaltennummern" }] }
      """.replace("\n", " ")
    spec = WIDE.replace('area = { column = "gebiet", level = "stadtteil" }', area)
    rows = "0101;2021;3\n0102;2021;4\n01;2021;7\nStadt;2021;10\n;2021;2\n00Nummer;2021;1\n00000000;2021;99\n"
    reading = load(tmp_path, spec, a=f"gebiet;jahr;ew\n{rows}")
    assert cells(reading.observations) == {
        "bev_insg stadtteil 0101 2021-12-31": 3,
        "bev_insg stadtteil 0102 2021-12-31": 4,
        "bev_insg bezirk 01 2021-12-31": 7,
        "bev_insg stadt 0 2021-12-31": 10,
    }
    assert cells(reading.residuals) == {"bev_insg stadt 0 2021-12-31": 2}
    (left,) = reading.left_out
    assert (left.reason, left.rows, left.cells) == ("Zeile mit Spaltennummern", 2, 2)
    assert left.examples == ("a.csv, Zeile 7: „00Nummer“", "a.csv, Zeile 8: „00000000“")


def test_the_period_comes_from_the_file_name_and_case_may_differ(tmp_path: Path) -> None:
    spec = WIDE.replace('"gebiet"', '["sb", "SB"]').replace(
        'column = "jahr"', "file = 'h-(?P<year>\\d{4})-(?P<month>\\d\\d)'"
    )
    spec = spec.replace(', day = "12-31"', "")
    (tmp_path / "h-2017-12.csv").write_text("sb;ew\n01;3\n")
    (tmp_path / "h-2025-12.csv").write_text("SB;ew\n01;4\n")
    reading = load(tmp_path, spec)
    assert cells(reading.observations) == {
        "bev_insg stadtteil 01 2017-12-31": 3,
        "bev_insg stadtteil 01 2025-12-31": 4,
    }
    assert [f.name for f in reading.files] == ["h-2017-12.csv", "h-2025-12.csv"]


def test_sums_need_all_their_parts(tmp_path: Path) -> None:
    spec = WIDE.replace(
        "values = { ew = ", 'sum = { bev_u18 = ["a", "b"] }\nread = { empty = "secret" }\nvalues = { a = '
    )
    reading = load(
        tmp_path, spec.replace('"bev_insg"', '"bev_u6"'), a="gebiet;jahr;a;b\nA;2021;1;2\nB;2021;;2\nC;2021;0;0\n"
    )
    assert cells(reading.observations) == {
        "bev_u6 stadtteil A 2021-12-31": 1,
        "bev_u6 stadtteil B 2021-12-31": "secret",
        "bev_u6 stadtteil C 2021-12-31": "zero",
        "bev_u18 stadtteil A 2021-12-31": 3,
        "bev_u18 stadtteil B 2021-12-31": "secret",
        "bev_u18 stadtteil C 2021-12-31": "zero",
    }
    assert (reading.cells_read, reading.kept, reading.summed, reading.computed) == (6, 3, 3, 3)


def test_refused_cells_are_not_read_and_counted(tmp_path: Path) -> None:
    spec = WIDE.replace("ew =", 'm = "grusi_m", ew =') + (
        '[[refuse]]\nwhere = { jahr = "2021" }\ncolumns = "m"\nreason = "verschoben"\n'
        '[[refuse]]\nwhere = { gebiet = ["B", "C"] }\nreason = "Probezeile"\n'
    )
    reading = load(tmp_path, spec, a="gebiet;jahr;m;ew\nA;2021;kaputt;5\nA;2022;1;6\nB;2021;?;?\n")
    assert cells(reading.observations) == {
        "bev_insg stadtteil A 2021-12-31": 5,
        "bev_insg stadtteil A 2022-12-31": 6,
        "grusi_m stadtteil A 2022-12-31": 1,
    }
    assert {o.reason: (o.rows, o.cells) for o in reading.left_out} == {"verschoben": (0, 1), "Probezeile": (1, 2)}


def test_an_empty_cell_means_what_its_column_says(tmp_path: Path) -> None:
    spec = WIDE.replace("ew =", 'm = "a_m", ew =') + 'read = { empty = "secret" }\nempty_in = { m = "later" }\n'
    reading = load(tmp_path, spec, a="gebiet;jahr;m;ew\nA;2021;;\n")
    assert sorted(cells(reading.observations).values()) == ["later", "secret"]


def test_titles_above_and_sources_below_are_declared(tmp_path: Path) -> None:
    spec = WIDE + "read = { skip_rows = 1, header_rows = 2, stop = 'Quelle' }\n"
    spec = spec.replace("ew =", '"Einwohner / gesamt" =')
    text = "Einwohner der Stadt;;\ngebiet;jahr;Einwohner\n;;gesamt\nA;2021;5\n\nQuelle: Amt\nStand: heute\n"
    reading = load(tmp_path, spec, a=text)
    assert cells(reading.observations) == {"bev_insg stadtteil A 2021-12-31": 5}
    assert {o.reason: o.rows for o in reading.left_out} == {
        "unter dem Ende der Tabelle (read.stop)": 2,
        "leere Zeile": 1,
    }


def test_columns_that_nobody_reads_are_named(tmp_path: Path) -> None:
    spec = WIDE + 'ignore = { "*_proz" = "berechenbar", fehlt = "gibt es nicht" }\n'
    reading = load(tmp_path, spec, a="gebiet;jahr;ew;u_proz;m_proz;name;\nA;2021;5;1;2;Altstadt;\n")
    assert [r.sentence for r in reading.remarks] == [
        "Nicht gelesen: u_proz, m_proz (berechenbar).",
        "[ignore] nennt „fehlt“; eine solche Spalte gibt es nicht.",
        "Die Spalte „name“ wird nicht gelesen; nennen Sie sie in [values] oder [ignore].",
    ]


def test_the_encoding_is_found_and_named(tmp_path: Path) -> None:
    spec = WIDE.replace('level = "stadtteil"', 'level = "stadtteil", names = { "Mühle" = "1" }')
    text = "gebiet;jahr;ew\r\nMühle;2021;5\r\n"
    for encoding, named in (
        ("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("cp1252", "cp1252"), ("cp850", "cp850"),
        ("mac_roman", "mac_roman"), ("utf-16", "utf-16"),
    ):  # fmt: skip  # one line
        reading = load(tmp_path, spec, a=text.encode(encoding))
        assert reading.files[0].encoding == named
        assert list(cells(reading.observations)) == ["bev_insg stadtteil 1 2021-12-31"]


def test_quoted_fields_may_hold_delimiters_and_line_breaks(tmp_path: Path) -> None:
    reading = load(tmp_path, WIDE, a='"gebiet","jahr","ew"\n"A,B","2021","1,5"\n"C\nD",2021,7\n')
    assert cells(reading.observations) == {
        "bev_insg stadtteil A,B 2021-12-31": 1.5,
        "bev_insg stadtteil C\nD 2021-12-31": 7,
    }


def test_two_files_that_say_the_same_say_it_once(tmp_path: Path) -> None:
    text = "gebiet;jahr;ew\nA;2021;5\n"
    reading = load(tmp_path, WIDE, a=text, b=text + "B;2021;6\n")
    assert cells(reading.observations) == {"bev_insg stadtteil A 2021-12-31": 5, "bev_insg stadtteil B 2021-12-31": 6}
    assert [(o.reason, o.cells) for o in reading.left_out] == [("steht gleich in einer anderen Datei der Lieferung", 1)]


def test_the_end_mark_of_dos_is_no_text(tmp_path: Path) -> None:
    reading = load(tmp_path, WIDE, a=b"gebiet;jahr;ew\r\nA;2021;5\r\n\x1a")
    assert cells(reading.observations) == {"bev_insg stadtteil A 2021-12-31": 5}


def test_a_fixed_area_needs_no_key_column(tmp_path: Path) -> None:
    spec = WIDE.replace('column = "gebiet", level = "stadtteil"', 'constant = { level = "stadt", key = "0" }')
    assert cells(load(tmp_path, spec, a="jahr;ew\n2021;5\n").observations) == {"bev_insg stadt 0 2021-12-31": 5}


def test_numbers_of_every_hand_in_one_table(tmp_path: Path) -> None:
    spec = WIDE.replace("ew =", 'quote = "quote", ew =') + 'symbols = "din55301"\n'
    rows = "A;2021;1\u202f234;,9\nB;2021;1\u00a0234\u00a0567;12 %\nC;2021;(12);12,3*\nD;2021;1 000;12,3 1)\n"
    assert cells(load(tmp_path, spec, a="gebiet;jahr;ew;quote\n" + rows).observations) == {
        "bev_insg stadtteil A 2021-12-31": 1234,
        "bev_insg stadtteil B 2021-12-31": 1234567,
        "bev_insg stadtteil C 2021-12-31": "uncertain",
        "bev_insg stadtteil D 2021-12-31": 1000,
        "quote stadtteil A 2021-12-31": 0.9,
        "quote stadtteil B 2021-12-31": 12,
        "quote stadtteil C 2021-12-31": 12.3,
        "quote stadtteil D 2021-12-31": 12.3,
    }


def test_a_decimal_comma_and_a_decimal_point_stand_in_one_row(tmp_path: Path) -> None:
    spec = WIDE.replace("ew =", 'quote = "quote", ew =')
    reading = load(tmp_path, spec, a="gebiet;jahr;ew;quote\nA;2021;42.3;,9\nB;2021;7.5;1,5\n")
    assert sorted(cells(reading.observations).values()) == [0.9, 1.5, 7.5, 42.3]
    (fault,) = faults(tmp_path, spec, a="gebiet;jahr;ew;quote\nA;2021;42.3;1\nB;2021;,9;1\n")
    assert fault.startswith("a.csv, Zeile 2, Spalte ew: „42.3“ ist weder eine Zahl (Dezimalzeichen „,“")
