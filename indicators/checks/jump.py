"""Jumps: a number far beyond the level of its area, or a step far beyond the steps that the area takes.

Of counts x at years t, with y = ln(x + 0.5) and steps d_i = (y_i - y_j) / (t_i - t_j) from the number before:

    z of the level = (y - median y) / sqrt((1.4826 MAD y)^2 + 1 / (x + 0.5))
    z of the step  = (d - median d) / sqrt((1.4826 MAD d)^2 + (1 / (x_i + 0.5) + 1 / (x_j + 0.5)) / (t_i - t_j)^2)

The larger of the two counts: the first finds a spike, the second a shift that stays and a step against a trend. Medians
and median absolute deviations (MAD) are those of the whole series of the area; 1.4826 MAD estimates the standard
deviation of normal numbers. Hampel (1974), The influence curve and its role in robust estimation, JASA 69, 383-393;
Iglewicz and Hoaglin (1993), How to Detect and Handle Outliers, ASQC, who call 3.5 an outlier in one series. The
threshold here is 6, since a town has 100,000 numbers: of so many normal ones 47 exceed 3.5 and none 6. The other term
is the variance of the logarithm of a Poisson count (delta method), so that 3 after 1 is no jump. Sums and given values
count nothing; for them it is 2 %, squared, and y = ln x.
"""

from collections.abc import Iterator

import numpy as np

from indicators.checks._declared import Jump
from indicators.checks._finding import Finding
from indicators.checks._material import Marks, Material
from indicators.checks._series import Floats, Series, all_series, most, row_medians, sudden_zeros
from indicators.wording import figure

KEY = "jump"
TITLE = "Sprung gegen die eigene Zeitreihe"
SIGMA = 1.4826  # standard deviations in a median absolute deviation of normal numbers
NOISE = 0.02  # relative, of numbers that count nothing


def find(found: Material) -> Iterator[Finding]:
    """A warning for each jump; one for the level where most of its areas jump in the same period."""
    for series in all_series(found):
        known = found.catalogue.variables.get(series.variable)
        counted = known is None or known.kind == "count"
        z, marks = jumps(series, found.declared.jump, counted)
        together = most(marks, ~np.isnan(z))
        for place in np.flatnonzero(marks.any(axis=0)).tolist():
            rows = np.flatnonzero(marks[:, place]).tolist()
            if together[place]:
                yield _level(found, series, place, rows)
            else:
                yield from (_area(found, series, place, row, float(z[row, place])) for row in rows)


def jumps(series: Series, rule: Jump, counted: bool = True) -> tuple[Floats, Marks]:
    """(areas, periods) robust z of every number but the first, nan in a short series, and the marks of those that jump.

    Of a spike only the way up is marked, not the way back. Sudden zeros are a rule of their own.
    """
    hollow = sudden_zeros(series) if counted else series.number <= 0
    now, before = np.where(hollow, np.nan, series.number), _after_hollow(series, hollow)
    half = 0.5 if counted else 0.0
    gap = np.maximum(series.years, 1 / 365)
    with np.errstate(invalid="ignore", divide="ignore"):
        level, change = np.log(now + half), np.log(now + half) - np.log(before + half)
        noise = 1 / (now + half) if counted else np.full(now.shape, NOISE**2)
        noises = (noise + 1 / (before + half)) / gap**2 if counted else noise
    step = np.where(np.isfinite(change), change / gap, np.nan)
    step[(~np.isnan(step)).sum(axis=1) < rule.history] = np.nan
    of_level = np.where(np.isnan(step), np.nan, _robust(np.where(np.isfinite(level), level, np.nan), noise))
    of_step = _robust(step, noises)
    z = np.where(np.abs(of_level) > np.abs(of_step), of_level, of_step)
    large = np.abs(change) >= np.log(1 + rule.percent / 100)
    if counted:
        large &= np.abs(now - before) >= rule.least
    return z, _first_of_spikes((np.abs(z) > rule.threshold) & large, change)


def _robust(values: Floats, noise: Floats) -> Floats:
    """Distance from the row's median in standard deviations: that of the row, and the noise (a variance)."""
    apart = values - row_medians(values)[:, None]
    spread = SIGMA * row_medians(np.abs(apart))[:, None]
    return np.asarray(apart / np.sqrt(spread**2 + noise))


def _after_hollow(series: Series, hollow: Marks) -> Floats:
    """The number before each, a hollow one replaced by the one before it."""
    before = series.before.copy()
    for place in range(1, before.shape[1]):
        before[:, place] = np.where(hollow[:, place - 1], before[:, place - 1], before[:, place])
    return before


def _first_of_spikes(marks: Marks, change: Floats) -> Marks:
    result = marks.copy()
    for place in range(1, marks.shape[1]):
        back = np.nan_to_num(change[:, place - 1]) * np.nan_to_num(change[:, place]) < 0
        result[:, place] &= ~(result[:, place - 1] & back)
    return result


def _area(found: Material, series: Series, place: int, row: int, z: float) -> Finding:
    area, period = found.at(series.level, row, int(series.columns[place]))
    x, old = float(series.number[row, place]), float(series.before[row, place])
    others = np.delete(series.number[row], place)
    usual = figure(float(np.nanmedian(others)))
    sentence = (
        f"{figure(x)} nach {figure(old)}; sonst liegt die Reihe um {usual} (robustes z = {figure(round(z, 1))}). "
        "Prüfen Sie, ob der Wert stimmt, und antworten Sie mit dem Grund."
    )
    return Finding(KEY, "warning", series.variable, series.level, area, period, sentence, (old, x))


def _level(found: Material, series: Series, place: int, rows: list[int]) -> Finding:
    period = found.counts.periods[int(series.columns[place])].iso
    x, old = float(series.number[rows, place].sum()), float(series.before[rows, place].sum())
    sentence = (
        f"{len(rows)} Gebiete springen zugleich, zusammen von {figure(old)} auf {figure(x)}. Prüfen Sie, ob sich "
        "Definition, Stichtag oder Spalte geändert hat."
    )
    return Finding(KEY, "warning", series.variable, series.level, "", period, sentence, (old, x))
