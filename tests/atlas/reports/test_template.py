"""Templates are read as a whole before any work: every fault is named, with what was probably meant."""

import pytest

from atlas.reports.template import SHIPPED, read_template, read_templates, template_files
from indicators.errors import FaultyInput, WrongUse
from tests.towns import Town


def faults(town: Town, text: str, name: str = "eigen") -> list[str]:
    town.write(f"berichte/{name}.toml", text)
    town.load()
    with pytest.raises(FaultyInput) as faulty:
        read_template(name, town.open())
    return [str(fault) for fault in faulty.value.faults]


def test_every_shipped_template_can_be_read_in_a_town_that_has_few_of_its_indicators(six) -> None:
    assert set(read_templates(six)) == {path.stem for path in SHIPPED.glob("*.toml")}


def test_a_template_of_the_town_replaces_the_shipped_one(town: Town) -> None:
    town.write("berichte/stadtteilprofil-kurz.toml", 'title = "Unseres"\n[[chapters]]\nkind = "sources"\n')
    town.load()
    found = read_template("stadtteilprofil-kurz", town.open())
    assert (found.head.title, found.own) == ("Unseres", True)


def test_an_unknown_template_is_named_with_the_nearest(six) -> None:
    with pytest.raises(WrongUse, match="gemeint ist wohl „stadtteilprofil-kurz“"):
        read_template("stadtteilprofil-kurtz", six)
    assert "stadtteilprofil-kurz" in template_files(None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('title = "x', "Das ist kein gültiges TOML: "),
        ('title = "x"\n', "Die Vorlage hat kein Kapitel"),
        ('[[chapters]]\nkind = "sources"\n', "Das Feld „title“ fehlt"),
        ('title = "x"\nsubject = "areas"\n[[chapters]]\nkind = "sources"\n', "gemeint ist wohl „area“"),
        ('title = "x"\n[[chapters]]\nkind = "mapp"\n', "gemeint ist wohl „map“"),
        ('title = "x"\n[[chapters]]\nkind = ["map"]\n', "Die Kapitelart „['map']“ gibt es nicht"),
        ('title = "x"\n[[chapters]]\ntitle = "y"\n', "Dem Kapitel fehlt seine Art (kind)"),
        ('title = "x"\n[[chapters]]\nkind = "map"\n', "Das Feld „indicator“ fehlt"),
        ('title = "x"\n[[chapters]]\nkind = "map"\nindicator = "ant_u188"\n', "gemeint ist wohl „ant_u18“"),
        ('title = "x"\n[[chapters]]\nkind = "map"\nindicator = "ant_u18"\nlevel = "stadtteile"\n', "wohl „stadtteil“"),
        ('title = "x"\n[[chapters]]\nkind = "table"\nthemes = ["soz", "sozial"]\n', "„sozial“ gibt es hier nicht"),
        ('title = "x"\n[[chapters]]\nkind = "map"\nindicator = 3\n', "gefunden wurde „3“"),
        ('title = "x"\n[[chapters]]\nkind = "text"\nid = "a"\n[[chapters]]\nkind = "text"\nid = "a"\n', "Kennung „a“"),
        ('title = "x"\nchapters = "map"\n', "Die Vorlage hat kein Kapitel"),
        ('title = "x"\nchapters = ["map"]\n', "Dem Kapitel fehlt seine Art (kind)"),
        ('title = "x"\n[[chapters]]\nkind = "map_pair"\nindicators = []\n', "ein oder zwei Indikatoren"),
        ('title = "x"\n[[chapters]]\nkind = "table"\nof = "area"\n', "gemeint ist wohl „areas“"),
        ('title = "x"\n[[chapters]]\nkind = "map"\nindicator = "ant_u18"\nclasses = 40\n', "3 bis 7"),
    ],
)
def test_a_fault_is_a_sentence_before_any_work(town: Town, text: str, said: str) -> None:
    found = faults(town, text)
    assert len(found) == 1, found
    assert said in found[0], found
    assert found[0].startswith("berichte/eigen.toml")


def test_all_faults_come_at_once(town: Town) -> None:
    text = 'title = "x"\nsumary = "y"\n[[chapters]]\nkind = "map"\nindicator = "ant_u19"\n[[chapters]]\nkind = "spin"\n'
    assert len(faults(town, text)) == 3


def test_a_name_that_is_no_name_is_refused(town: Town) -> None:
    found = faults(town, 'title = "x"\n[[chapters]]\nkind = "sources"\n', "Mein Bericht")
    assert "erlaubt sind Kleinbuchstaben, Ziffern und Bindestriche" in found[0]
