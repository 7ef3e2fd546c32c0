"""Times `peil check` and the C peer on the same feeds, interleaved, and prints medians and ratios.

usage: measure.py BUILD WORK ROUNDS
"""

import os
import pathlib
import shutil
import statistics
import sys
import time

build, work, rounds = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3])
root = pathlib.Path.cwd()
TARGET = 1.5


def configure() -> pathlib.Path:
    """A configuration on a scratch directory; `check` changes nothing there."""
    scratch = work / "scratch"
    shutil.rmtree(scratch, ignore_errors=True)
    for name in ["state", "published", "drop"]:
        (scratch / name).mkdir(parents=True)
    path = scratch / "peil.yaml"
    path.write_text(
        f"state: {scratch}/state\npublish: {scratch}/published\nedition: 2021\nlanguage: en\n"
        f"datasets: {root}/etc/datasets\nregions: {root}/etc/regions\ndrops:\n"
        f"  - {{name: jaar, path: {scratch}/drop, dataset: ses-woa, mode: year}}\n"
    )
    return path


def timed(*arguments) -> tuple[float, int]:
    """Runs a command; returns its wall time in seconds and its peak memory in MB."""
    output = work / "output"
    files = [
        (os.POSIX_SPAWN_OPEN, 1, str(output), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644),
        (os.POSIX_SPAWN_DUP2, 1, 2),
    ]
    words = [str(word) for word in arguments]
    begun = time.perf_counter()
    process = os.posix_spawn(words[0], words, os.environ, file_actions=files)
    _, status, usage = os.wait4(process, 0)
    seconds = time.perf_counter() - begun
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"atom: {' '.join(words)} failed\n{output.read_text()[-2000:]}")
    return seconds, usage.ru_maxrss // 1024


config = configure()
feeds = {"as feeds are written": work / "feed.xml", "with a comment in it": work / "comment.xml"}
commands = {("C, libxml2 SAX2", name): [work / "peer", feed] for name, feed in feeds.items()}
commands |= {
    ("peil check", name): [f"{build}/peil", "check", feed, "--drop", "jaar", "--config", config]
    for name, feed in feeds.items()
}
times = {key: [] for key in commands}
memory = dict.fromkeys(commands, 0)
for feed in feeds.values():
    with feed.open("rb") as file:  # into the cache of the system, for all alike
        while file.read(1 << 20):
            pass
for _ in range(rounds):
    for key, command in commands.items():
        seconds, peak = timed(*command)
        times[key].append(seconds)
        memory[key] = max(memory[key], peak)

medians = {key: statistics.median(values) for key, values in times.items()}
size = feeds["as feeds are written"].stat().st_size / 1e6
print(f"an Atom feed of the country for ten years, {size:.0f} MB; medians of {rounds} interleaved runs")
for (command, name), median in medians.items():
    print(f"  {command:16} {name:21} {median:6.2f} s  {size / median:5.0f} MB/s  {memory[command, name]:4} MB at most")
for name in feeds:
    ratio = medians["peil check", name] / medians["C, libxml2 SAX2", name]
    print(f"ratio, {name}: {ratio:.2f} (at most {TARGET})")
