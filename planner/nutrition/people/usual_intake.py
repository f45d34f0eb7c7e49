"""How likely an intake is adequate: one person's, from some days, and a population's.

An average requirement (EAR) is the median of what people need. Requirements are taken as normal
with a standard deviation that is a share of the EAR (10 % unless published otherwise), or, where
they are skewed as those of iron, as log-normal. The functions are pure: they read no table.

References
----------
Institute of Medicine 2000, Dietary Reference Intakes: Applications in Dietary Assessment (NAP
9956), chapters 3 and 4 and appendix B. NIST Digital Library of Mathematical Functions, 8.11 (the
incomplete gamma function).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import NormalDist

import numpy as np

_NORMAL = NormalDist()
_RDA_QUANTILE = 0.975  # share of people whose requirement an RDA covers
_NODES = 64  # of the quadrature over requirements
_PRECISION = 1e-14
_MOST_TERMS = 10_000
MOST_CV = 0.7  # day-to-day variation above which the method is unreliable (NAP 9956, table B-5)


@dataclass(frozen=True)
class Requirement:
    """The distribution of what people need of a nutrient.

    Attributes
    ----------
    median : float
        The EAR, in the nutrient's unit; above 0.
    spread : float
        Standard deviation: as a share of the EAR if normal, of the logarithm if log-normal.
    is_skewed : bool
        Whether it is log-normal.
    """

    median: float
    spread: float
    is_skewed: bool = False

    def points(self) -> tuple[tuple[float, float], ...]:
        """Return amounts and weights of sum 1, by which a mean over requirements is formed."""
        if self.is_skewed:
            return tuple(
                (self.median * math.exp(self.spread * z), weight) for z, weight in _hermite()
            )
        return tuple((self.median * (1.0 + self.spread * z), weight) for z, weight in _hermite())

    def share_met(self, amount: float) -> float:
        """Return the share of people whose requirement an amount meets, 0 to 1."""
        if amount <= 0 and self.is_skewed:
            return 0.0
        if self.is_skewed:
            return _NORMAL.cdf(math.log(amount / self.median) / self.spread)
        return _NORMAL.cdf((amount / self.median - 1.0) / self.spread)


def skewed_requirement(median: float, rda: float) -> Requirement:
    """Return the log-normal requirement of which the EAR is the median and the RDA the 97.5 %.

    Raises
    ------
    ValueError
        If the RDA is not above the EAR, or either is not above 0.
    """
    if not 0 < median < rda:
        raise ValueError(f"an RDA of {rda:g} is not above an EAR of {median:g}")
    return Requirement(median, math.log(rda / median) / _NORMAL.inv_cdf(_RDA_QUANTILE), True)


@cache
def _hermite() -> tuple[tuple[float, float], ...]:
    """Return standard normal deviates with their weights (Gauss-Hermite quadrature)."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(_NODES)
    whole = math.fsum(weights)
    return tuple((float(z), float(w) / whole) for z, w in zip(nodes, weights, strict=True))


def within_person_sd(amounts: Sequence[float]) -> float:
    """Return the standard deviation of one person's days, with n - 1; needs two days or more."""
    mean = math.fsum(amounts) / len(amounts)
    return math.sqrt(math.fsum((one - mean) ** 2 for one in amounts) / (len(amounts) - 1))


def probability_of_adequacy(
    mean: float, days: int, sd_within: float, requirement: Requirement
) -> float:
    """Return how likely one person's usual intake meets their own requirement, 0 to 1.

    Parameters
    ----------
    mean : float
        Mean intake of the days, in the nutrient's unit.
    days : int
        Number of days, at least 1.
    sd_within : float
        Standard deviation of the person's intake from day to day.
    requirement : Requirement
        What people like them need.

    Notes
    -----
    For a normal requirement this is ``Phi((mean - EAR) / sqrt(SD_req² + SD_within² / n))`` of NAP
    9956, appendix B; a skewed one is averaged over.
    """
    error = sd_within / math.sqrt(days)
    if not requirement.is_skewed:
        spread = math.hypot(requirement.median * requirement.spread, error)
        return _NORMAL.cdf((mean - requirement.median) / spread)
    if error == 0:
        return requirement.share_met(mean)
    return math.fsum(
        weight * _NORMAL.cdf((mean - need) / error) for need, weight in requirement.points()
    )


@dataclass(frozen=True)
class GammaIntake:
    """Usual intakes of a population that follow a gamma distribution of a shape and a rate."""

    shape: float
    rate: float

    def share_below(self, amount: float) -> float:
        """Return the share of people whose usual intake is below an amount, 0 to 1."""
        return _lower_gamma(self.shape, self.rate * amount) if amount > 0 else 0.0


@dataclass(frozen=True)
class LogNormalIntake:
    """Usual intakes of a population whose logarithms have a mean and a standard deviation."""

    mean_log: float
    sd_log: float

    def share_below(self, amount: float) -> float:
        """Return the share of people whose usual intake is below an amount, 0 to 1."""
        if amount <= 0:
            return 0.0
        return _NORMAL.cdf((math.log(amount) - self.mean_log) / self.sd_log)


def prevalence_by_cut_point(share_below: Callable[[float], float], ear: float) -> float:
    """Return the percent of a population with an inadequate intake: those below the EAR.

    Parameters
    ----------
    share_below : callable
        The distribution of usual intakes, as `GammaIntake.share_below`.
    ear : float
        Average requirement, in the unit of the intakes.
    """
    return 100.0 * share_below(ear)


def prevalence_by_probability(
    share_below: Callable[[float], float], requirement: Requirement
) -> float:
    """Return the percent of a population whose usual intake is below their own requirement.

    It is the mean, over requirements, of the share of intakes below each: the same as the mean,
    over intakes, of the probability that the requirement is higher.
    """
    return 100.0 * math.fsum(weight * share_below(need) for need, weight in requirement.points())


def _lower_gamma(shape: float, x: float) -> float:
    """Return the regularised lower incomplete gamma function P(shape, x) (DLMF 8.11)."""
    front = math.exp(shape * math.log(x) - x - math.lgamma(shape))
    if x < shape + 1.0:
        term = whole = 1.0 / shape
        for n in range(1, _MOST_TERMS):
            term *= x / (shape + n)
            whole += term
            if term < whole * _PRECISION:
                break
        return min(whole * front, 1.0)
    # The continued fraction of the upper function, by Lentz's method.
    b = x + 1.0 - shape
    c, d = math.inf, 1.0 / b
    fraction = d
    for n in range(1, _MOST_TERMS):
        a = -n * (n - shape)
        b += 2.0
        d = 1.0 / (a * d + b)
        c = b + (a / c if c != math.inf else 0.0)
        fraction *= c * d
        if abs(c * d - 1.0) < _PRECISION:
            break
    return max(1.0 - front * fraction, 0.0)
