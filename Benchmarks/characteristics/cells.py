#!/usr/bin/env python3
"""Counts the cells of characteristics in a StatLine CSV: which of the rows of 100 units or more show them.

A cell is the number of one category in one region. A characteristic that no region shows is left out, and so is one
of which a region has no unit. Usage: cells.py FILE
"""
import csv
import sys
from collections import Counter, defaultdict

with open(sys.argv[1], encoding="utf-8-sig", newline="") as file:
    rows = [[cell.strip() for cell in row] for row in csv.reader(file, delimiter=";")]
head = next(place for place, row in enumerate(rows) if any("Kinderen" in cell for cell in row))
header = rows[head]
code = next(place for place, name in enumerate(header) if "code" in name.lower())
units = next(place for place, name in enumerate(header) if name.startswith("Kinderen"))
groups = defaultdict(list)
for place, name in enumerate(header):
    parts = name.split(" (")[0].split("/")
    if len(parts) < 3 or parts[-1] != "Aantal" or " + " in parts[-2] or "samengevoegd" in parts[-2]:
        continue
    groups["/".join(parts[:-2])].append(place)
counts, by_variable = Counter(), defaultdict(Counter)
shown = {place: any(len(row) > place and row[place] != "." for row in rows[head + 1 :]) for place in range(len(header))}
for row in rows[head + 1 :]:
    if len(row) <= units or row[code][:2] not in ("GM", "WK", "BU") or not row[units].isdigit():
        continue
    level = row[code][:2]
    if int(row[units]) < 100:
        counts[level, "small"] += 1
        continue
    counts[level, "rows"] += 1
    for variable, places in groups.items():
        if not any(shown[place] for place in places):
            continue
        hidden = sum(row[place] == "." for place in places)
        counts[level, "cells"] += len(places)
        counts[level, "withheld"] += hidden
        counts[level, "blocks"] += 1
        counts[level, "nothing"] += hidden == len(places)
        by_variable[variable]["cells"] += len(places)
        by_variable[variable]["withheld"] += hidden
print("level rows small-rows cells withheld % characteristics-with-nothing %")
for level in ("GM", "WK", "BU"):
    own = {word: counts[level, word] for word in ("rows", "small", "cells", "withheld", "blocks", "nothing")}
    if own["cells"]:
        print(level, own["rows"], own["small"], own["cells"], own["withheld"],
              f"{100 * own['withheld'] / own['cells']:.1f}", own["nothing"], f"{100 * own['nothing'] / own['blocks']:.1f}")
for variable, own in by_variable.items():
    print(f"  {variable}: {own['withheld']} of {own['cells']}")
