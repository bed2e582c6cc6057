"""What the statistics office and the social offices count: origin, moves, households, benefits, work, dwellings.

Every function gives arrays (years, pieces) by variable; a part is drawn from its whole, so that it never exceeds it.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from atlas.demo.chance import counted, happened, stream
from atlas.demo.people import People
from atlas.demo.town import Town
from atlas.demo.traits import Traits, chances

Numbers = dict[str, NDArray[Any]]  # variable -> (years, pieces)
AGE_GROUPS = {
    "bev_insg": (0, 96),
    "bev_u3": (0, 3),
    "bev_3_u6": (3, 6),
    "bev_6_u10": (6, 10),
    "bev_10_u14": (10, 14),
    "bev_14_u18": (14, 18),
    "bev_18_u21": (18, 21),
    "bev_21_u27": (21, 27),
    "bev_u6": (0, 6),
    "bev_u15": (0, 15),
    "bev_u18": (0, 18),
    "bev_u21": (0, 21),
    "bev_6_u21": (6, 21),
    "bev_14_u21": (14, 21),
    "bev_15_u25": (15, 25),
    "bev_15_u65": (15, 65),
    "bev_18_u65": (18, 65),
    "bev_u65": (0, 65),
    "bev_65": (65, 96),
}


def count_residents(traits: Traits, people: People, seed: int) -> Numbers:
    """Age groups, women, origin, years at the address, births and moves."""
    numbers: Numbers = {name: people.aged(*ages)[1:] for name, ages in AGE_GROUPS.items()}
    since = since_2014(traits)
    origin = traits.migration[1:]
    children = counted(seed, "mh u18", people.aged(0, 18)[1:], chances(0.36, 0.75 * origin, 0.04 * since))
    adults = counted(seed, "mh", people.aged(18, 96)[1:], chances(0.25, 0.7 * origin, 0.045 * since))
    foreign = chances(0.47, 0.2 * origin, 0.045 * since)
    moving = 0.55 * traits.students - 0.25 * traits.elders - 0.15 * traits.families
    return numbers | {
        "frauen_15_u45": counted(seed, "women", people.aged(15, 45)[1:], np.array(0.487), 0.97),
        "bev_mh": children + adults,
        "bev_u18_mh": children,
        "bev_ausl": counted(seed, "ausl u18", children, foreign - 0.12) + counted(seed, "ausl", adults, foreign),
        "bev_wohnd5": counted(seed, "stay", numbers["bev_insg"], chances(0.6, -moving, -0.1 * origin), 0.95),
        "geburten": people.births[1:],
        "zuzug": people.moved_in[1:],
        "fortzug": people.moved_out[1:],
        "zuzug_u6": people.moved_in_u6[1:],
        "fortzug_u6": people.moved_out_u6[1:],
    }


def count_households(traits: Traits, people: People, seed: int) -> Numbers:
    """Households with and without children; every child lives in one, and each of those has at least one child."""
    burden = traits.burden[1:]
    minors, adults = people.aged(0, 18)[1:], people.aged(18, 96)[1:]
    families = np.minimum(counted(seed, "hh kind", minors, chances(0.615, -0.06 * burden), 0.95), adults)
    families = np.where(minors > 0, np.maximum(families, np.minimum(adults, 1)), 0)
    siblings = minors - families
    alone = counted(seed, "hh ae", families, chances(0.19, 0.38 * burden, 0.15 * traits.students), 0.9)
    many = np.minimum(counted(seed, "hh 3", families, chances(0.115, 0.3 * burden)), siblings // 2)
    with_one = np.divide(alone, families, out=np.zeros(families.shape), where=families > 0)
    rest = np.maximum(adults - 2 * families + alone, 0)
    single = counted(seed, "hh 1p", rest, chances(0.42, 0.9 * traits.students, -0.25 * traits.families), 0.95)
    return {
        "hh_insg": families + single + np.ceil((rest - single) / 2.15).astype(np.int64),
        "hh_1pers": single,
        "hh_kind": families,
        "hh_kind_ae": alone,
        "hh_kind_3": many,
        "bev_u18_ae": alone + counted(seed, "u18 ae", siblings, 0.85 * with_one),
    }


def count_benefits(traits: Traits, people: People, homes: Numbers, seed: int) -> Numbers:
    """Basic income support, work, old-age support, housing benefit, education packages."""
    burden, since = traits.burden[1:], since_2014(traits)
    town = np.interp(
        np.array(traits.years[1:]),
        range(2014, 2026),
        (0, 0.01, 0.05, 0.06, 0, -0.07, -0.03, -0.06, 0.04, 0.05, 0.03, 0),
    )[:, None]
    poor = chances(0.165, 0.72 * burden, 0.12 * traits.migration[1:], town)
    small, teens = people.aged(0, 15)[1:], people.aged(15, 18)[1:]
    young, grown = people.aged(18, 25)[1:], people.aged(25, 65)[1:]
    in_need = counted(seed, "bg u15", small, poor)
    claiming = counted(seed, "nef u15", in_need, np.array(0.957))
    teens_in_need = counted(seed, "bg 15-18", teens, 0.85 * poor)
    youth = counted(seed, "elb 18-25", young, 0.55 * poor * np.exp(-0.6 * traits.students))
    able_youth = counted(seed, "elb 15-18", teens_in_need, np.array(0.93)) + youth
    jobless = chances(0.058, 0.45 * burden, town)
    jobless_young = counted(seed, "al u25", people.aged(15, 25)[1:], 0.5 * jobless)
    jobless_all = jobless_young + counted(seed, "al", grown, 1.08 * jobless)
    housing = counted(
        seed, "wohngeld", homes["hh_kind"], chances(0.032, 0.25 * burden, 0.7 * (since >= 9), -0.01 * since)
    )
    entitled = in_need + teens_in_need + youth + 2 * housing
    workers = people.aged(15, 65)[1:] - jobless_all
    return {
        "sgb2_lb": claiming + able_youth + counted(seed, "lb 25-65", grown, 0.55 * poor),
        "sgb2_nef_u15": claiming,
        "sgb2_pers_u18": in_need + teens_in_need,
        "sgb2_elb_15_u25": able_youth,
        "bg_ae": counted(seed, "bg ae", homes["hh_kind_ae"], chances(0.36, 0.55 * burden, town)),
        "al_insg": jobless_all,
        "al_15_u25": jobless_young,
        "al_1j": counted(seed, "al 1j", jobless_all, chances(0.36, 0.15 * burden)),
        "svb_15_u65": counted(
            seed, "svb", workers, chances(0.655, -0.25 * burden, -0.8 * traits.students, 0.012 * since), 0.95
        ),
        "grusi_ab65": counted(seed, "grusi", people.aged(65)[1:], chances(0.042, 0.6 * burden, 0.035 * since)),
        "mindest_u15": claiming
        + counted(seed, "mindest", small - claiming, 0.014 * np.exp(0.35 * burden + 0.5 * (since >= 1))),
        "wohngeld_kind": housing,
        "but_berecht": entitled,
        "but_bewill": counted(seed, "but", entitled, chances(0.5, 0.035 * since, -0.3 * pandemic(traits))),
    }


def measure_places(town: Town, traits: Traits, people: People, seed: int) -> Numbers:
    """Land, dwellings, playgrounds, green near home, in ha, m² and persons; the land never changes."""
    residents, minors = people.aged()[1:], people.aged(0, 18)[1:]
    shape = residents.shape
    room = 44 + 3.0 * traits.families - 4.0 * traits.burden[1] - 6 * traits.students
    built = np.maximum.accumulate(
        np.maximum(room * residents.mean(axis=0), 0) * (1 + 0.004 * since_2014(traits)), axis=0
    )
    built *= 1 + 0.002 * stream(seed, "dwellings").normal(0, 1, shape[1])
    each = np.exp(1.55 + 0.25 * stream(seed, "playgrounds").normal(0, 1, shape[1]) + 0.12 * traits.open_ground)
    ground = np.broadcast_to(each * minors.mean(axis=0), shape) * (1 + 0.006 * since_2014(traits))
    ground = ground.copy()
    ground[:, town.harbour] = 30.0  # a strip beside the canteen: too small for a table in hundreds
    near = chances(0.8, 0.55 * traits.open_ground - 0.25 * traits.burden[1])
    return {
        "flaeche_ha": np.broadcast_to(np.round(town.hectares, 1), shape),
        "wohnflaeche": np.round(built),
        "spielplatzflaeche": ground,
        "bev_gruen300": counted(seed, "green", residents, near, 0.97),
    }


def count_voters(traits: Traits, people: People, homes: Numbers, seed: int) -> Numbers:
    """People on the electoral roll and those who voted, for every year (an election is not held in every one)."""
    adults = people.aged(18, 96)[:-1]
    outside = np.minimum((0.55 * homes["bev_ausl"]).astype(np.int64), adults)
    roll = counted(seed, "roll", adults - outside, np.array(0.985), 0.98)
    year = np.array(traits.years[1:])[:, None]
    turnout = chances(0.53, -0.42 * traits.burden[1:], 0.12 * traits.elders, 0.2 * np.sin(year / 2.2))
    return {"wahl_berecht": roll, "wahl_teiln": counted(seed, "turnout", roll, turnout)}


def count_members(traits: Traits, people: People, seed: int) -> Numbers:
    """Memberships of minors in sports clubs on 1 January: some have two, some none."""
    expected = 0.5 * np.exp(-0.28 * traits.burden[1:] - 0.12 * pandemic(traits)) * people.aged(0, 18)[:-1]
    return {"sport_u18": happened(seed, "sport", expected)}


def since_2014(traits: Traits) -> NDArray[np.float64]:
    """(years, 1) years since 2014."""
    return np.array(traits.years[1:], float)[:, None] - 2014


def pandemic(traits: Traits) -> NDArray[np.float64]:
    """(years, 1) 1 in 2020 and 2021."""
    return np.isin(np.array(traits.years[1:]), (2020, 2021)).astype(float)[:, None]
