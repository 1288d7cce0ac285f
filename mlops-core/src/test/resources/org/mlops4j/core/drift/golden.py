"""Writes golden.json: statistics of two samples, by SciPy 1.10.1 and NumPy 1.24.2."""
import json
import os

import numpy as np
from scipy.optimize import brentq
from scipy.spatial.distance import jensenshannon
from scipy.special import rel_entr
from scipy.stats import chi2, chi2_contingency, ks_2samp, ncx2

ALPHA = 0.01
TOLERANCE = 0.1


def bounds(psi, df, scale):
    """Bounds of the effect from a chi-squared statistic, by inverting scipy.stats.ncx2."""
    observed = psi * scale
    def invert(x, p):
        return 0.0 if chi2.cdf(x, df) <= p else brentq(lambda l: ncx2.cdf(x, df, l) - p, 1e-12, 4 * x + 100, xtol=1e-10)
    return invert(observed, 1 - ALPHA) / scale, invert(max(observed, chi2.median(df)), 0.05) / scale


def table(name, reference, current):
    a, b = np.array(reference, float), np.array(current, float)
    n, m, k = a.sum(), b.sum(), len(a)
    p, q = (a + 0.5) / (n + 0.5 * k), (b + 0.5) / (m + 0.5 * k)
    psi = float(rel_entr(p, q).sum() + rel_entr(q, p).sum())
    scale, df = n * m / (n + m), k - 1
    pearson = chi2_contingency(np.array([a, b]), correction=False)
    raw_p, raw_q = a / n, b / m
    low, high = bounds(psi, df, scale)
    return {
        "name": name, "reference": reference, "current": current,
        "psi": psi,
        "jensen_shannon": float(jensenshannon(p, q)),
        "pearson": float(pearson.statistic), "pearson_p": float(pearson.pvalue), "df": int(pearson.dof),
        "w": float(np.sqrt((((raw_p - raw_q) ** 2) / ((raw_p + raw_q) / 2)).sum())),
        "psi_threshold": float(ncx2.isf(ALPHA, df, TOLERANCE * scale) / scale),
        "psi_threshold_untolerated": float(chi2.isf(ALPHA, df) / scale),
        "psi_p": float(ncx2.sf(psi * scale, df, TOLERANCE * scale)),
        "psi_low": float(low), "psi_high": float(high),
    }


def samples(name, reference, current):
    return {
        "name": name, "reference": [float(x) for x in reference], "current": [float(x) for x in current],
        "ks": float(ks_2samp(reference, current).statistic),
    }


rng = np.random.default_rng(20261123)
golden = {
    "alpha": ALPHA,
    "tables": [
        table("equal sizes", [300, 250, 200, 150, 100], [250, 260, 190, 180, 120]),
        table("small against large", [30000, 25000, 20000, 15000, 10000], [70, 60, 40, 20, 10]),
        table("large against small", [70, 60, 40, 20, 10], [30000, 25000, 20000, 15000, 10000]),
        table("two groups", [700, 300], [520, 480]),
        table("far apart", [900, 80, 10, 10], [10, 10, 80, 900]),
        table("identical", [400, 300, 300], [400, 300, 300]),
        table("a million", [500123, 300456, 199421], [480456, 310123, 209421]),
    ],
    "samples": [
        samples("few values", rng.integers(0, 7, 400), rng.integers(1, 8, 350)),
        samples("zeros", np.where(rng.random(500) < 0.7, 0, 1 + rng.integers(0, 5, 500)),
                np.where(rng.random(300) < 0.55, 0, 1 + rng.integers(0, 5, 300))),
        samples("normal", rng.normal(size=700), rng.normal(0.4, 1.2, 500)),
        samples("heavy tails", rng.standard_t(2, 600), 1.5 * rng.standard_t(2, 800)),
    ],
}
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "golden.json")
with open(path, "w") as out:
    json.dump(golden, out, indent=1)
    out.write("\n")
