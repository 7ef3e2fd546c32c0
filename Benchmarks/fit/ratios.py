"""Prints medians of the rounds of Benchmarks/fit/run, and their ratios.

usage: ratios.py DIRECTORY ROUNDS
"""

import csv
import statistics
import sys

directory, rounds = sys.argv[1], int(sys.argv[2])


def facts(program, number, person):
    path = f"{directory}/{program}-{number}-{person}-facts.csv"
    with open(path, encoding="utf-8") as file:
        return {row["name"]: float(row["value"]) for row in csv.DictReader(file, delimiter=";") if row["name"] != "converged"}


def median(program, person, name):
    return statistics.median(facts(program, number, person)[name] for number in range(1, rounds + 1))


print(f"{'':<18}{'patterns':>9}{'multinom':>11}{'Peil':>10}{'wall':>9}{'CPU':>9}")
for person in ["hoofdkostwinner", "partner"]:
    wall = [median(program, person, "seconds") for program in ("r", "peil")]
    cpu = [median(program, person, "cpu") for program in ("r", "peil")]
    likelihoods = [median(program, person, "logLikelihood") for program in ("r", "peil")]
    assert abs(likelihoods[0] - likelihoods[1]) < 1e-9 * abs(likelihoods[0]), "not the same maximum"
    patterns = facts("peil", 1, person)["patterns"]
    print(
        f"{person:<18}{patterns:9.0f}{wall[0]:10.3f}s{wall[1]:9.4f}s"
        f"{wall[1] / wall[0]:9.4f}{cpu[1] / max(cpu[0], 1e-9):9.4f}"
    )
print("wall and CPU: Peil as a part of multinom; at most 0.3333 is wanted")
