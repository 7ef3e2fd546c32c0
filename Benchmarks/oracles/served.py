"""Reads the tables that a daemon serves by cbsodata, and compares what it reads with the tidy CSV.

usage: served.py ADDRESS RELEASE-DIRECTORY
Exits 1 when it refuses or disagrees.
"""
import collections
import csv
import importlib.metadata
import re
import sys
import time
from pathlib import Path

import cbsodata
import requests

address, release = sys.argv[1], Path(sys.argv[2]).resolve()
for _ in range(100):
    try:
        requests.get(f"http://{address}/healthz", timeout=5)
        break
    except requests.ConnectionError:
        time.sleep(0.1)
cbsodata.options.use_https = False

# By table, region and period: the figures of the tidy CSV.
reference = {}
for path in sorted((release / "tidy-csv").glob("*.csv")):
    if path.stem in ("topics", "statuses"):
        continue
    table = re.sub(r"_\d{4}", "", path.stem, count=1)
    with open(path, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            rows = reference.setdefault(table, {})
            rows.setdefault((row["region"], row["period"]), {})[row["topic"]] = (
                None if row["value"] == "" else float(row["value"]))

figures = 0
for table, wanted in reference.items():
    assert cbsodata.get_info(table, catalog_url=address)["Title"]
    rows = cbsodata.get_data(table, catalog_url=address)
    topics = {topic for row in wanted.values() for topic in row}
    assert topics <= set(rows[0]), topics - set(rows[0])
    dimension = next(name for name in rows[0] if name not in topics and name not in ("ID", "Perioden"))
    # The reader puts titles in the place of codes, and several regions may have the same.
    titles = {name: {row["Key"].strip().removesuffix("JJ00"): row["Title"]
                     for row in cbsodata.get_meta(table, name, catalog_url=address)}
              for name in (dimension, "Perioden")}

    def told(values):
        return tuple((topic, values.get(topic)) for topic in sorted(topics))

    found = collections.Counter((row[dimension], row["Perioden"], told(row)) for row in rows)
    due = collections.Counter(
        (titles[dimension][region], titles["Perioden"][period], told(row)) for (region, period), row in wanted.items())
    assert found == due, (table, list((found - due).items())[:2], list((due - found).items())[:2])
    figures += len(rows) * len(topics)
print(f"cbsodata {importlib.metadata.version('cbsodata')}: {len(reference)} tables over loopback; {figures} figures agree")
