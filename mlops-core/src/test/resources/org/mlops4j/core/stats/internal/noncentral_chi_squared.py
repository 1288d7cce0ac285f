"""Writes noncentral_chi_squared.json: tails of scipy.stats.ncx2. Run with SciPy 1.10.1."""
import json
import os

from scipy.stats import ncx2

rows = []
for df in (1, 2, 9, 19, 253):
    for noncentrality in (0.25, 5.0, 50.0, 500.0, 5000.0, 50000.0, 99999.0, 200000.0, 1e7):
        for upper in (0.999, 0.95, 0.5, 0.05, 0.01, 0.0005):
            x = float(ncx2.isf(upper, df, noncentrality))
            rows.append({
                "df": df,
                "noncentrality": noncentrality,
                "x": x,
                "survival": float(ncx2.sf(x, df, noncentrality)),
                "cdf": float(ncx2.cdf(x, df, noncentrality)),
            })
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "noncentral_chi_squared.json")
with open(path, "w") as out:
    json.dump({"rows": rows}, out, indent=1)
    out.write("\n")
