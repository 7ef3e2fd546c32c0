"""Times corrections in a running daemon and the same area table in polars, interleaved, and prints ratios.

A correction of the base year of the development touches every year's, so years are measured by what they touch.
usage: measure.py BUILD WORK HOUSEHOLDS.csv ROUNDS
"""

import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import time

import polars as pl

build, work, households, rounds = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
root = pathlib.Path.cwd()
YEARS = range(2014, 2024)
BASE = 2019
CORRECTED = {2017: "a year", BASE: "the base year"}
PATIENCE = 600  # seconds for what takes long

STEPS = {
    "welvaartsdeciel": [-2.1, -1.8, -0.8, -0.1, 0.3, 0.4, 0.6, 0.8, 1.0, 1.2],
    "opleiding_huishouden": [-2.2, -0.9, 0.0, 0.7, 1.1],
    "arbeidsverleden": [0.8, -0.4, -1.0, -1.6, -2.2, -2.7, -0.3],
}


def area_table() -> pl.DataFrame:
    """Households, mean, part means, standard deviation and counts by category of every buurt, wijk and gemeente."""
    scores = [
        pl.col(name).replace_strict(list(range(1, len(steps) + 1)), steps, return_dtype=pl.Float64)
        for name, steps in STEPS.items()
    ]
    needed = ["buurtcode", *STEPS]
    # The cells of each buurt first: everything else follows from far fewer rows than there are households.
    cells = (
        pl.scan_csv(households, separator=";", schema_overrides={name: pl.Int8 for name in STEPS})
        .select(needed)
        .group_by(needed)
        .agg(n=pl.len())
        .collect(engine="streaming")
        .with_columns(part0=scores[0] / 3, part1=scores[1] / 3, part2=scores[2] / 3)
        .with_columns(score=pl.sum_horizontal("part0", "part1", "part2"))
        .lazy()
    )
    counts = [
        pl.col("n").filter(pl.col(name) == category + 1).sum().alias(f"{name}{category + 1}")
        for name, steps in STEPS.items()
        for category in range(len(steps))
    ]

    def mean(name: str) -> pl.Expr:
        return ((pl.col(name) * pl.col("n")).sum() / pl.col("n").sum()).alias(name)

    square = ((pl.col("score") ** 2 * pl.col("n")).sum() / pl.col("n").sum()).alias("square")
    levels = [("BU", 8), ("WK", 6), ("GM", 4)]
    tables = [
        cells.group_by((pl.lit(prefix) + pl.col("buurtcode").str.slice(2, digits)).alias("region"))
        .agg(pl.col("n").sum(), mean("score"), mean("part0"), mean("part1"), mean("part2"), square, *counts)
        .with_columns(deviation=(pl.col("square") - pl.col("score") ** 2).sqrt())
        for prefix, digits in levels
    ]
    return pl.concat(tables).sort("region").collect(engine="streaming")


def timed(body):
    begun = time.perf_counter()
    result = body()
    return time.perf_counter() - begun, result


def synthesize(target, *arguments):
    subprocess.run([f"{build}/synthesize", "--dataset", "ses-woa", "--format", "csv-keys", "--output", target, *arguments], check=True)


def average_gemeente() -> str:
    """The gemeente whose number of buurten is nearest to the mean."""
    rows = pl.read_csv(households, separator=";", columns=["buurtcode"]).unique()
    counts = rows.group_by(pl.col("buurtcode").str.slice(2, 4)).len().sort("buurtcode")
    middle = counts["len"].mean()
    return "GM" + counts.sort((pl.col("len") - middle).abs(), "buurtcode")["buurtcode"][0]


class Daemon:
    """A daemon on a scratch directory, with ten years of the country in one form."""

    def __init__(self, form: str):
        self.form = form
        self.scratch = work / form
        shutil.rmtree(self.scratch, ignore_errors=True)
        for name in ["state", "published", "jaar", "correctie"]:
            (self.scratch / name).mkdir(parents=True)
        drops = "".join(
            f"  - {{name: {name}, path: {self.scratch}/{name}, dataset: ses-woa, mode: {mode}, settle: 1s}}\n"
            for name, mode in [("jaar", "year"), ("correctie", "correction")]
        )
        # The peer protects nothing; Benchmarks/protection says what proving costs a correction.
        shutil.copytree(root / "etc/datasets", self.scratch / "datasets")
        codebook = self.scratch / "datasets/ses-woa.yaml"
        codebook.write_text(codebook.read_text().replace("\n  method: proved\n", "\n  method: threshold\n"))
        (self.scratch / "peil.yaml").write_text(
            f"state: {self.scratch}/state\npublish: {self.scratch}/published\nedition: 2021\nlanguage: en\n"
            f"datasets: {self.scratch}/datasets\nregions: {root}/etc/regions\ndrops:\n{drops}"
        )
        self.current = self.scratch / "published/ses-woa/current"
        self.journal = self.scratch / "journal"
        self.process = subprocess.Popen(
            [f"{build}/peil", "run", "--config", self.scratch / "peil.yaml"], stderr=self.journal.open("wb")
        )
        self.await_(lambda: "serving" in self.journal.read_text(), "the daemon does not serve")

    def await_(self, condition, complaint):
        end = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > end or self.process.poll() is not None:
                sys.exit(f"correction: {complaint}\n{self.journal.read_text()[-2000:]}")
            time.sleep(0.05)

    def fill(self):
        for year in YEARS:
            file = self.scratch / f"jaar/.{year}.csv"
            synthesize(file, "--form", self.form, "--years", str(year))
            file.rename(self.scratch / f"jaar/{year}.csv")
            receipts = self.scratch / "jaar/_receipts"
            self.await_(lambda: any(receipts.glob(f"{year}.csv.*.json")), f"no receipt for {year}")
            receipt = next(receipts.glob(f"{year}.csv.*.json")).read_text()
            if not re.search(r'"state"\s*:\s*"accepted"', receipt):
                sys.exit(f"correction: the year {year} is rejected:\n{receipt[:2000]}")

    def prepare(self, gemeente: str, year: int, number: int) -> pathlib.Path:
        file = self.scratch / f"correctie/.{year}-{number}.csv"
        synthesize(
            file, "--form", self.form, "--years", str(year), "--regions", gemeente,
            "--change", str(0.002 * (number + 1)),
        )
        return file

    def correct(self, file: pathlib.Path):
        """Drops a prepared file by rename; returns the seconds until `current` changes, and those of fsync."""
        before = os.readlink(self.current)
        target = file.with_name(file.name[1:])
        begun = time.perf_counter()
        os.rename(file, target)
        while os.readlink(self.current) == before:
            if time.perf_counter() - begun > 60:
                sys.exit(f"correction: no release within a minute\n{self.journal.read_text()[-2000:]}")
            time.sleep(0.0005)
        seconds = time.perf_counter() - begun
        receipts = self.scratch / "correctie/_receipts"
        self.await_(lambda: any(receipts.glob(f"{target.name}.*.json")), "no receipt for a correction")
        synced = re.findall(r"fsync-seconds=([0-9.]+)", self.journal.read_text())
        return seconds, float(synced[-1]) if synced else 0.0

    def memory(self) -> float:
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024

    def stop(self):
        self.process.terminate()
        if self.process.wait(timeout=60) != 0:
            sys.exit("correction: the daemon does not stop with 0")


gemeente = average_gemeente()
area_table()  # brings the file into the page cache
print(f"correction of {gemeente}; the daemon holds {YEARS[0]} to {YEARS[-1]}, with the development since {BASE}")
print(f"peer: polars {pl.__version__}, streaming, {os.path.getsize(households) / 1e6:.0f} MB of households")
print(f"medians of {rounds} interleaved rounds\n")
print(
    f"{'held as':<10}{'corrected':<15}{'correction':>12}{'of it fsync':>13}{'polars':>10}{'ratio':>8}"
    f"{'without fsync':>15}{'memory':>10}"
)
for form in ["marginal", "joint"]:
    daemon = Daemon(form)
    daemon.fill()
    filled = daemon.memory()
    for year, name in CORRECTED.items():
        own, syncs, peer = [], [], []
        for number in range(rounds + 1):
            seconds, synced = daemon.correct(daemon.prepare(gemeente, year, number))
            polars, _ = timed(area_table)
            if number > 0:  # the first round warms both up
                own.append(seconds)
                syncs.append(synced)
                peer.append(polars)
        a, s, b = statistics.median(own), statistics.median(syncs), statistics.median(peer)
        peak = max(filled, daemon.memory())
        print(
            f"{form:<10}{name:<15}{a:>10.3f} s{s:>11.3f} s{b:>8.2f} s{a / b:>8.3f}{(a - s) / b:>15.3f}{peak:>7.0f} MB"
        )
    daemon.stop()
print("\nwanted: a ratio of at most 0.2 for a year, and at most 200 MB")
