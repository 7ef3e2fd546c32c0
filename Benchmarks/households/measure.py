"""Times Peil on a year of households and its peers on the same file, interleaved; prints medians and ratios.

usage: measure.py BUILD WORK PYTHON ROUNDS (PYTHON has polars)
"""

import gzip
import os
import pathlib
import re
import shutil
import statistics
import sys
import time

build, work, python, rounds = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
root = pathlib.Path.cwd()
files = {millions: work / f"{millions}.csv" for millions in [1, 8, 16]}


class Run:
    """What one process cost: wall and CPU seconds, and its peak memory in MB.

    The peak is that of the kernel for this process; it cannot be under that of this script, which is small.
    """

    def __init__(self, *words, codes=(0,)):
        output = work / "output"
        actions = [
            (os.POSIX_SPAWN_OPEN, 1, str(output), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644),
            (os.POSIX_SPAWN_DUP2, 1, 2),
        ]
        words = [str(word) for word in words]
        begun = time.perf_counter()
        process = os.posix_spawn(words[0], words, os.environ, file_actions=actions)
        _, status, usage = os.wait4(process, 0)
        self.wall = time.perf_counter() - begun
        self.cpu = usage.ru_utime + usage.ru_stime
        self.peak = usage.ru_maxrss / 1024
        self.output = output.read_text(errors="replace")
        if os.waitstatus_to_exitcode(status) not in codes:
            sys.exit(f"households: {' '.join(words)} failed\n{self.output[-2000:]}")


def configuration(mode: str, method: str = "threshold") -> pathlib.Path:
    """A configuration on an empty scratch directory, whose codebooks impute in that mode and protect by that method.

    The peer protects nothing, so it is compared with the published rule alone.
    """
    scratch = work / f"scratch-{mode}"
    shutil.rmtree(scratch, ignore_errors=True)
    for name in ["state", "published", "drop"]:
        (scratch / name).mkdir(parents=True)
    shutil.copytree(root / "etc/datasets", scratch / "datasets")
    for codebook in (scratch / "datasets").glob("*.yaml"):
        text = codebook.read_text()
        text = re.sub(r"^( +mode:) draw$", rf"\1 {mode}", text, flags=re.MULTILINE)
        codebook.write_text(re.sub(r"^  method: proved$", f"  method: {method}", text, flags=re.MULTILINE))
    path = scratch / "peil.yaml"
    path.write_text(
        f"state: {scratch}/state\npublish: {scratch}/published\nedition: 2021\nlanguage: en\n"
        f"datasets: {scratch}/datasets\nregions: {root}/etc/regions\ndrops:\n"
        f"  - {{name: jaar, path: {scratch}/drop, dataset: ses-woa, mode: year}}\n"
    )
    return path


def once(mode: str, file: pathlib.Path, method: str = "threshold") -> Run:
    """The whole of `peil once` on an empty installation: from the dropped file to the durable release."""
    path = configuration(mode, method)
    waiting = path.parent / "drop/.year.csv"
    shutil.copy2(file, waiting)  # with its time, or Peil would wait whether it is still being written
    os.sync()
    waiting.rename(path.parent / "drop/year.csv")
    run = Run(f"{build}/peil", "once", "--config", path)
    if not (path.parent / "published/ses-woa/current/manifest.json").exists():
        sys.exit(f"households: no release\n{run.output[-2000:]}")
    shutil.rmtree(path.parent)
    return run


def check(path: pathlib.Path, file: pathlib.Path) -> Run:
    return Run(f"{build}/peil", "check", file, "--drop", "jaar", "--config", path, codes=(0, 1))


def interleaved(measured: dict) -> dict:
    """The medians of each; the first round warms up and is not counted."""
    runs = {name: [] for name in measured}
    for number in range(rounds + 1):
        for name, body in measured.items():
            run = body()
            if number > 0:
                runs[name].append(run)
    middle = {}
    for name, all_runs in runs.items():
        run = all_runs[0]
        run.wall = statistics.median(each.wall for each in all_runs)
        run.cpu = statistics.median(each.cpu for each in all_runs)
        run.peak = max(each.peak for each in all_runs)
        middle[name] = run
        print(f"  {name:34}{run.wall:8.2f} s wall {run.cpu:8.2f} s CPU {run.peak:7.0f} MB")
    return middle


HOSTILE = {
    "a line of 10 MB": "csv",
    "NUL bytes": "csv",
    "a quote never closed": "csv",
    "a line of 300 columns": "csv",
    "numbers of 400 digits": "csv",
    "mixed ends of lines": "csv",
    "every row wrong": "csv",
    "gzip": "csv.gz",
    "gzip, cut off": "csv.gz",
}


def make_hostile(paths: dict):
    """Writes files of the size of a good one, each with a fault in its middle."""
    good = files[1].read_bytes()
    middle = good.index(b"\n", len(good) // 2) + 1
    before, behind = good[:middle], good[middle:]
    end = behind.index(b"\n")
    line, rest = behind[:end], behind[end:]
    packed = gzip.compress(good, 1)
    made = [
        before + b"9" * 10_000_000 + b"\n" + behind[:-10_000_000],
        before + b"\0" * 1000 + behind[1000:],
        before + b'"' + behind[1:],
        before + b";".join([b"1"] * 300) + b"\n" + behind,
        before + b";".join([b"9" * 400] * line.count(b";")) + b";9" + rest,
        before + behind.replace(b"\n", b"\r\n"),
        re.sub(rb"(?m)^2019;", b"2O19;", good),
        packed,
        packed[: len(packed) * 9 // 10],
    ]
    for path, content in zip(paths.values(), made):
        path.write_bytes(content)


def hostile() -> dict:
    """The good file and the hostile ones, by name; made in a process of their own, so that this one stays small."""
    paths = {name: work / f"hostile-{number}.{kind}" for number, (name, kind) in enumerate(HOSTILE.items())}
    child = os.fork()
    if child == 0:
        make_hostile(paths)
        os._exit(0)
    if os.waitpid(child, 0)[1] != 0:
        sys.exit("households: the hostile files cannot be written")
    return {"a good file": files[1]} | paths


def ratio(title: str, of: float, to: float, wanted: str):
    print(f"  {title:42}{of / to:8.2f}  (wanted: {wanted})")


with files[8].open("rb") as file:  # into the cache of the system, for all alike
    while file.read(1 << 20):
        pass
print(f"a year of households, {files[8].stat().st_size / 1e6:.0f} MB; medians of {rounds} interleaved runs\n")
print("from the file to the release, and the area table in polars")
polars = [python, root / "Benchmarks/households/peer.py", files[8], work / "area.csv"]
whole = interleaved(
    {
        "peil once, without imputation": lambda: once("none", files[8]),
        "polars, streaming, area table only": lambda: Run(*polars),
        "peil once, with imputation": lambda: once("draw", files[8]),
    }
)
plain, peer, imputed = whole.values()
ratio("without imputation to polars, wall", plain.wall, peer.wall, "at most 0.60, going for 0.35")
ratio("without imputation to polars, CPU", plain.cpu, peer.cpu, "at most 0.50")
ratio("with imputation to without, wall", imputed.wall, plain.wall, "at most 3")
ratio("with imputation to without, CPU", imputed.cpu, plain.cpu, "at most 3")

proved = once("draw", files[8], "proved")
print(f"  {'with imputation, and proved safe':34}{proved.wall:8.2f} s wall {proved.cpu:8.2f} s CPU {proved.peak:7.0f} MB")

print("\nreading, checking and tallying: peil check, less peil check of a file of one row; and a C loop")
path = configuration("none")
tiny = work / "tiny.csv"
with files[8].open("rb") as file:
    tiny.write_bytes(file.readline() + file.readline())
stage = interleaved(
    {
        "peil check": lambda: check(path, files[8]),
        "peil check, one row": lambda: check(path, tiny),
        "C, two threads": lambda: Run(work / "peer", files[8]),
    }
)
full, start, loop = stage.values()
print(f"  {'the rows alone':34}{full.wall - start.wall:8.2f} s wall {full.cpu - start.cpu:8.2f} s CPU")
ratio("the rows to the C loop, wall", full.wall - start.wall, loop.wall, "at most 2.5")
ratio("the rows to the C loop, CPU", full.cpu - start.cpu, loop.cpu, "at most 2.5")

print("\npeak memory of peil once, by millions of rows")
for mode, most in [("none", 150), ("draw", 400)]:
    peaks = [f"{millions}: {once(mode, file).peak:.0f} MB" for millions, file in files.items()]
    print(f"  mode {mode:6}{'   '.join(peaks)}  (wanted: at most {most}, not growing)")

path = configuration("none")
print("\npeil check of hostile files of a million rows, against the good one")
times = interleaved({name: (lambda file=file: check(path, file)) for name, file in hostile().items()})
for name, run in times.items():
    base = times["gzip" if name == "gzip, cut off" else "a good file"]
    if run is not base:
        codes = sorted(set(re.findall(r"(?:rejection|warning): \[([a-z-]+)\]", run.output)) - {"joint-complete"})
        ratio(f"{name}, wall", run.wall, base.wall, f"at most 1; found: {', '.join(codes) or 'nothing'}")
