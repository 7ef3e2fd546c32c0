"""Compares what Peil estimated with what R estimated; prints the largest differences, fails on one too large.

usage: compare.py coefficients FIT.json MCA.csv
       compare.py model PERSON PEIL-PREFIX R-PREFIX
       compare.py frozen KEPT-DIRECTORY NEW-DIRECTORY
       compare.py mass KEPT.swift <NEW
"""

import csv
import json
import pathlib
import re
import sys


def table(path):
    with open(path, encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter=";"))


def report(name, difference, limit):
    print(f"  {name:<40} {difference:9.2e}   at most {limit:.0e}")
    return difference <= limit


def coefficients(fit_path, mca_path):
    with open(fit_path, encoding="utf-8") as file:
        fit = json.load(file)
    own = {(v["variable"], c["category"]): c for v in fit["coefficients"] for c in v["categories"]}
    rows = {(r["variable"], r["category"]): float(r["coordinate"]) for r in table(mca_path)}
    assert own.keys() == rows.keys(), "the categories differ"
    exact = max(abs(own[key]["exact"] - rows[key]) for key in rows)
    rounded = max(abs(float(own[key]["coefficient"]) - rows[key]) for key in rows)
    return [report("standard coordinates", exact, 1e-9), report("coefficients as written", rounded, 5.1e-7)]


def model(person, own_path, other_path):
    own = {(r["covariate"], r["category"], r["level"]): r for r in table(own_path + ".csv")}
    other = {(r["covariate"], r["category"], r["level"]): float(r["estimate"]) for r in table(other_path + ".csv")}
    estimated = {key for key, row in own.items() if row["state"] == "estimated"}
    assert estimated == other.keys(), f"other parameters: {sorted(estimated ^ other.keys())[:5]}"
    coefficient = max(abs(float(own[key]["estimate"]) - other[key]) for key in other)
    facts = [{r["name"]: r["value"] for r in table(path + "-facts.csv")} for path in (own_path, other_path)]
    likelihoods = [float(each["logLikelihood"]) for each in facts]
    likelihood = abs(likelihoods[0] - likelihoods[1]) / abs(likelihoods[1])
    probabilities = zip(table(own_path + "-probabilities.csv"), table(other_path + "-probabilities.csv"))
    largest = max(abs(float(a[key]) - float(b[key])) for a, b in probabilities for key in a if key != "row")
    assert facts[0]["rows"] == facts[1]["rows"], "the rows differ"
    print(f"  {person}: {facts[0]['rows']} rows, {len(other)} coefficients, {facts[0]['iterations']} passes")
    return [
        report("coefficients", coefficient, 1e-4),
        report("log-likelihood, relative", likelihood, 1e-6),
        report("probabilities of a hundred rows", largest, 1e-5),
    ]


def frozen(kept, new):
    """Numbers of the same file made on another machine agree to rounding; everything else is equal."""
    names = sorted(path.name for path in pathlib.Path(new).glob("*.csv"))
    assert names == sorted(path.name for path in pathlib.Path(kept).glob("*.csv")), "other files are kept"
    largest = 0.0
    for name in names:
        pairs = zip(table(f"{kept}/{name}"), table(f"{new}/{name}"), strict=True)
        for row, other in pairs:
            assert row.keys() == other.keys(), f"{name} has other columns"
            for key in row:
                if row[key] != other[key]:
                    largest = max(largest, abs(float(row[key]) - float(other[key])) / max(1, abs(float(row[key]))))
    return [report(f"{len(names)} files, largest difference", largest, 1e-6)]


def mass(kept):
    """The numbers in what mca-fixture.R printed, now and when it was kept; the lines may be broken otherwise."""
    with open(kept, encoding="utf-8") as file:
        texts = [file.read(), sys.stdin.read()]
    numbers = [[float(each) for each in re.findall(r"-?\b\d+\.?\d*(?:e-?\d+)?", text)] for text in texts]
    largest = max(abs(a - b) for a, b in zip(*numbers, strict=True))
    return [report(f"{len(numbers[0])} numbers of MASS::mca", largest, 1e-9)]


compared = {"coefficients": coefficients, "model": model, "frozen": frozen, "mass": mass}
outcome = compared[sys.argv[1]](*sys.argv[2:])
sys.exit(0 if all(outcome) else "compare: a difference is too large")
