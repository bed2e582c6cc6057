"""What Jugendamt, schools and Gesundheitsamt count: care, school, school entry examination, KOMPIK, help for families.

Every function gives arrays (years, pieces) by variable; a part is drawn from its whole, so that it never exceeds it.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from atlas.demo.chance import counted, happened, stream
from atlas.demo.homes import Numbers, pandemic, since_2014
from atlas.demo.people import People
from atlas.demo.traits import Traits, chances

KOMPIK = {  # area of development -> how strongly it follows the burden of the place
    "motorik": 0.15,
    "sozial": 0.2,
    "emotion": 0.22,
    "motiv": 0.25,
    "sprache": 0.6,
    "mathe": 0.5,
    "natur": 0.4,
    "gestalten": 0.12,
    "musik": 0.15,
    "gesund": 0.3,
    "wohl": 0.15,
}


def count_care(traits: Traits, people: People, seed: int) -> Numbers:
    """Children in care on 1 March, drawn from the residents at the end of the year before."""
    burden, since = traits.burden[1:], since_2014(traits)
    small, older = people.aged(0, 3)[:-1], people.aged(3, 6)[:-1]
    cared = counted(seed, "care 3-6", older, chances(0.935, -0.28 * burden, -0.15 * traits.migration[1:]))
    in_kita = counted(seed, "kita 3-6", cared, np.array(0.988))
    return {
        "betreut_u3": counted(seed, "care u3", small, chances(0.31, -0.3 * burden, 0.045 * since)),
        "betreut_3_u6": cared,
        "kita_3_u6_insg": in_kita,
        "kita_3_u6_fs": counted(seed, "language", in_kita, chances(0.24, 0.8 * traits.migration[1:], 0.04 * since)),
    }


def count_observed(traits: Traits, care: Numbers, seed: int) -> Numbers:
    """KOMPIK sheets: Kitas that take part, their children, and those in group 1 or 2 of ten by area of development."""
    children = np.asarray(care["kita_3_u6_insg"], np.int64)
    since = since_2014(traits)
    chance = stream(seed, "kompik kitas")
    nearby = np.ceil(children / 45).astype(np.int64)
    joined = chance.binomial(nearby, np.clip(0.42 + 0.03 * (since - 4) * np.ones(children.shape), 0.05, 0.8))
    share = 0.75 * joined / np.maximum(nearby, 1)
    observed = np.where(joined > 0, counted(seed, "kompik children", children, share), 0)
    numbers: Numbers = {"kompik_kitas": joined, "kompik_kinder": observed}
    for name, pull in KOMPIK.items():
        low = chances(0.195, pull * traits.burden[1:], 0.15 * pandemic(traits))
        numbers[f"kompik_{name}_gw12"] = counted(seed, f"kompik {name}", observed, low, 0.5)
    return numbers


def count_pupils(traits: Traits, people: People, seed: int) -> Numbers:
    """School years that end in the year, drawn from the residents at the end of the year before."""
    burden, since = traits.burden[1:], since_2014(traits)
    ten, six = people.aged(6, 10)[:-1], people.aged(3, 6)[:-1]
    primary = counted(seed, "primary", ten, np.array(0.985))
    moving = counted(seed, "moving on", np.rint(ten / 4).astype(np.int64), np.array(0.97))
    grammar = counted(seed, "grammar", moving, chances(0.44, -0.72 * burden, 0.1 * traits.families, 0.01 * since), 0.6)
    due = counted(seed, "due", np.rint(six / 3).astype(np.int64), np.array(0.985))
    afternoon = 0.3 * stream(seed, "all day").normal(0, 1, burden.shape[1])
    return {
        "gs_insg": primary,
        "gs_ganztag": counted(seed, "all day", primary, chances(0.42, 0.15 * burden, afternoon, 0.075 * since)),
        "ueberg_insg": moving,
        "ueberg_auf_gym": grammar,
        "ueberg_auf_hs": counted(seed, "hs", moving - grammar, chances(0.12, 0.5 * burden, -0.03 * since), 0.6),
        "schulpfl_insg": due,
        "schulpfl_zurueck": counted(seed, "deferred", due, chances(0.06, 0.3 * burden, 0.03 * since), 0.6),
    }


def count_examined(traits: Traits, people: People, pupils: Numbers, seed: int) -> Numbers:
    """School entry examination and dental check of the school year."""
    burden, since, origin = traits.burden[1:], since_2014(traits), traits.migration[1:]
    examined = counted(seed, "examined", np.asarray(pupils["schulpfl_insg"], np.int64), np.array(0.97))

    def part(name: str, whole: NDArray[np.int64], share: NDArray[np.floating[Any]]) -> NDArray[np.int64]:
        return counted(seed, name, whole, share, 0.5)

    always = np.ones(examined.shape)
    speech = part("speech known", examined, 0.97 * always)
    weighed = part("weighed", examined, 0.985 * always)
    booklet = part("booklet", examined, chances(0.91, -0.25 * burden, -0.2 * origin))
    passport = part("passport", examined, chances(0.93, -0.15 * burden, -0.1 * origin))
    mouths = part("teeth", people.aged(4, 8)[:-1], 0.42 * always - 0.3 * pandemic(traits))
    law = 0.5 * (since >= 6)  # the measles act of 2020
    return {
        "seu_unters": examined,
        "seu_kita_kurz": part("short kita", examined, chances(0.16, 0.45 * burden, 0.25 * origin)),
        "seu_sprache_insg": speech,
        "seu_sprache_auff": part("speech", speech, chances(0.235, 0.5 * burden, 0.025 * since)),
        "seu_deutsch_gering": part("german", examined, chances(0.1, 0.35 * burden, 0.7 * origin, 0.04 * since)),
        "seu_visuo_auff": part("visuo", examined, chances(0.17, 0.34 * burden, 0.01 * since)),
        "seu_motor_auff": part("motor", examined, chances(0.135, 0.28 * burden, 0.015 * since)),
        "seu_bmi_insg": weighed,
        "seu_bmi_p90": part("weight", weighed, chances(0.105, 0.33 * burden, 0.2 * (since >= 7))),
        "seu_heft_insg": booklet,
        "seu_heft_u9": part("u9", booklet, chances(0.93, -0.35 * burden)),
        "seu_impf_insg": passport,
        "seu_impf_masern2": part("measles", passport, chances(0.925, -0.12 * burden, law)),
        "zahn_insg": mouths,
        "zahn_gesund": part("sound teeth", mouths, chances(0.68, -0.45 * burden, 0.02 * since)),
    }


def count_helped(traits: Traits, people: People, births: NDArray[np.int64], seed: int) -> Numbers:
    """Help for families and children in the year, by where they live."""
    burden, since = traits.burden[1:], since_2014(traits)
    minors, young = people.aged(0, 18)[1:], people.aged(0, 21)[1:]
    near = counted(seed, "hze near", young, 0.0185 * np.exp(0.52 * burden + 0.02 * since), 0.75)
    away = counted(seed, "hze away", young, 0.0085 * np.exp(0.58 * burden + 0.01 * since), 0.85)
    other = counted(seed, "hze other", young, 0.0028 * np.exp(0.4 * burden), 0.7)
    families = counted(seed, "newborn families", births, np.array(0.985))
    welcome = chances(0.66, 0.03 * since, -0.15 * burden, -0.8 * pandemic(traits))
    return {
        "hze_insg": near + away + other,
        "hze_ambulant": near,
        "hze_stationaer": away,
        "inobhut_faelle": happened(seed, "42", 0.0042 * minors * np.exp(0.6 * burden + 0.01 * since)),
        "gef_8a_verf": happened(seed, "8a", 0.0115 * minors * np.exp(0.5 * burden + 0.05 * since)),
        "egh_35a_hilfen": counted(seed, "35a", people.aged(6, 21)[1:], 0.0085 * np.exp(-0.05 * burden + 0.05 * since)),
        "jgh_pers": counted(seed, "jgh", people.aged(14, 21)[1:], 0.026 * np.exp(0.5 * burden - 0.015 * since), 0.3),
        "fh_familien": families,
        "fh_besucht": counted(seed, "visited", families, welcome, 0.5),
    }


def count_heard(traits: Traits, people: People, seed: int) -> Numbers:
    """Answers of children and young people from 8 to 17 to "I feel well where I live"."""
    answered = counted(seed, "answers", people.aged(8, 18)[1:], np.array(0.085), 0.2)
    return {
        "befr_wohl_insg": answered,
        "befr_wohl_ja": counted(
            seed, "well", answered, chances(0.81, -0.3 * traits.burden[1:], 0.15 * traits.open_ground)
        ),
    }
