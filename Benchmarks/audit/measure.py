"""Runs Peil by the threshold alone and by proof on the same counts, and pytauargus on those of one variable."""

import csv
import json
import os
import re
import sqlite3
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "oracles"))
import protection  # noqa: E402
from pytauargus.batch import BatchError  # noqa: E402

build, work = sys.argv[1:]


def peil(method):
    """Seconds and peak memory of one release, and what the ledger keeps of its proof."""
    home = f"{work}/{method}"
    for directory in ("state", "published", "drop", "datasets"):
        os.makedirs(f"{home}/{directory}")
    with open("etc/datasets/ses-woa.yaml") as file:
        lines = [line for line in file.read().splitlines() if not line.startswith("  method:")]
    place = lines.index("protection:")
    lines.insert(place + 1, f"  method: {method}")
    with open(f"{home}/datasets/ses-woa.yaml", "w") as file:
        file.write("\n".join(lines) + "\n")
    with open(f"{home}/peil.yaml", "w") as file:
        file.write(
            f"state: {home}/state\npublish: {home}/published\nedition: 2021\ndatasets: {home}/datasets\n"
            f"regions: {os.getcwd()}/etc/regions\ndrops:\n"
            f"  - {{name: drop, path: {home}/drop, dataset: ses-woa, mode: year, settle: 0s}}\n")
    os.link(f"{work}/counts.csv", f"{home}/drop/counts.csv")
    before = time.monotonic()
    process = subprocess.Popen([f"{build}/peil", "once", "--config", f"{home}/peil.yaml"], stdout=subprocess.DEVNULL,
                               stderr=open(f"{home}/log", "w"))
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - before
    if status != 0:
        sys.exit(f"peil once ended with {status}")
    account, judging = None, 0.0
    if method == "proved":
        ledger = next(f"{home}/state/{name}" for name in os.listdir(f"{home}/state") if "ledger" in name
                      and not name.endswith(("-wal", "-shm")))
        account = json.loads(sqlite3.connect(ledger).execute("SELECT account FROM release").fetchone()[0])
        judging = float(re.search(r'judge-seconds[=:" ]*([0-9.]+)', open(f"{home}/log").read()).group(1))
    return seconds, usage.ru_maxrss / 1024, account, judging, f"{home}/published/ses-woa/current"


plain, *_ = peil("threshold")
proved, memory, account, gate, release = peil("proved")
proof = account["proof"]
print(f"release by the threshold alone: {plain:.1f} s; by proof {proved:.1f} s, {memory:.0f} MB at most")
print(f"of that, the gate: {gate:.1f} s ({proof['figures']} withheld figures, {proof['worlds']} worlds,"
      f" {proof['programmes']} programmes); protection and the rest: {proved - plain - gate:.1f} s")

before = time.monotonic()
subprocess.run([f"{build}/peil", "audit", release, "--wide", "--json", "--config", f"{work}/proved/peil.yaml"],
               stdout=subprocess.DEVNULL, check=True)
print(f"peil audit --wide of the release, every bound sought: {time.monotonic() - before:.1f} s")

# The counts of one variable: the groups of education.
cells = {}
with open(f"{work}/counts.csv", encoding="utf-8-sig") as file:
    for row in csv.DictReader(file, delimiter=";"):
        code = row["WijkenEnBuurten"].strip()
        group = {"1": 0, "2": 0, "3": 1, "4": 2, "5": 2}[row["Opleiding"].strip()]
        own = cells.setdefault(code, [0, 0, 0])
        own[group] += int(row["ParticuliereHuishoudens"])
protection.GROUPS = 3
gemeenten = {}
for code, own in cells.items():
    if sum(own) > 0:
        gemeenten.setdefault(code[2:6], {})[code] = own
# Gemeente by gemeente, whose totals are published: over the whole country the modular method gives up at the first
# table that it cannot protect.
os.chdir(work)  # where it leaves its logs
size, withheld, given_up, tau = 0, 0, 0, 0.0
for leaves in gemeenten.values():
    counts, parts = protection.tree(leaves)
    before = time.monotonic()
    try:
        withheld += len(protection.tau(leaves, counts, parts, of_units=False))
    except BatchError:
        given_up += 1
    tau += time.monotonic() - before
    size += (len(counts) - 1) * (protection.GROUPS + 1)
print(f"pytauargus, modular, {size} cells of one variable: {tau:.1f} s, {withheld} cells withheld; "
      f"{given_up} of {len(gemeenten)} gemeenten given up as infeasible")
print(f"ratio pytauargus / (protection and gate of Peil, three variables): {tau / max(0.001, proved - plain):.2f}")
