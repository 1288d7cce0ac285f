"""Writes adjusted_p_values.csv from the golden files, to be run where they lie: python3 extract_adjusted_p_values.py golden/

The golden files were made with statsmodels 0.13.5, statsmodels.stats.multitest.multipletests.
"""
import json
import pathlib
import sys

golden = pathlib.Path(sys.argv[1])
rows = []
multiplicity = json.loads((golden / "governance/stats_intervals.json").read_text())["multiplicity"]
rows.append(("stats_intervals.json:holm", "HOLM", multiplicity["p"], multiplicity["holm"]))
rows.append(("stats_intervals.json:bh", "BENJAMINI_HOCHBERG", multiplicity["p"], multiplicity["bh"]))
methods = {"adj_holm": "HOLM", "adj_bh_unsorted": "BENJAMINI_HOCHBERG"}
for entry in json.loads((golden / "metrics/expected.json").read_text())["entries"]:
    if entry["id"] in methods:
        rows.append(("expected.json:" + entry["id"], methods[entry["id"]], entry["params"]["p"], entry["expected"]))
target = pathlib.Path(__file__).with_name("adjusted_p_values.csv")
lines = ["source,method,p,adjusted"]
lines += [",".join((s, m, " ".join(map(repr, p)), " ".join(map(repr, a)))) for s, m, p, a in rows]
target.write_text("\n".join(lines) + "\n")
