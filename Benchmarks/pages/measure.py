"""Times the pages of a daemon that holds a country, and prints ratios to a static file of the same server in the same run.

A page is timed three ways: as the first one after a start, as the first one that is asked for after a release, and when it is
asked for again. Beside the time that passes stands the time that the server worked, which says more on a machine that others
use too.
usage: measure.py BUILD WORK ROUNDS
"""

import atexit
import base64
import http.client
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

build, work, rounds = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve(), int(sys.argv[3])
root = pathlib.Path.cwd()
PORT = 18750
TOKEN = "0123456789abcdef" * 3
YEARS = (2020, 2021)
LIMIT = 50  # milliseconds of the server at the first look
SIZE = 100_000  # bytes

at = work / "country"
drops = {"jaar": "year", "correctie": "correction"}


def synthesize(target, *arguments):
    subprocess.run([f"{build}/synthesize", "--dataset", "ses-woa", "--form", "joint", "--format", "csv-keys", "--output", target, *arguments], check=True)


running = []


def end_all():
    for process in running:
        process.kill()


atexit.register(end_all)


class Daemon:
    """The daemon on the country, from its start to its end."""

    def __init__(self):
        self.journal = at / "journal"
        self.process = subprocess.Popen([f"{build}/peil", "run", "--config", at / "peil.yaml"], stderr=self.journal.open("wb"))
        running.append(self.process)
        self.connection = None
        end = time.monotonic() + 120
        while True:
            try:
                self.ask("/healthz")
                break
            except OSError:
                if time.monotonic() > end or self.process.poll() is not None:
                    sys.exit(f"pages: the daemon does not serve\n{self.journal.read_text()[-2000:]}")
                time.sleep(0.05)

    def worked(self):
        """The seconds that all threads worked."""
        total = 0
        for task in pathlib.Path(f"/proc/{self.process.pid}/task").iterdir():
            try:
                total += int((task / "schedstat").read_text().split()[0])
            except (FileNotFoundError, ProcessLookupError):
                pass  # it ended meanwhile
        return total / 1e9

    def ask(self, path):
        """The milliseconds that passed, those that the server worked, and the bytes of an answer."""
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
        person = base64.b64encode(f"anna:{TOKEN}".encode()).decode()
        before, begun = self.worked(), time.perf_counter()
        try:
            self.connection.request("GET", path, headers={"Authorization": f"Basic {person}", "Accept-Language": "en"})
            answer = self.connection.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException) as error:
            self.connection.close()
            self.connection = None
            raise OSError(str(error)) from error
        passed = time.perf_counter() - begun
        worked = self.worked() - before
        if answer.status != 200:
            sys.exit(f"pages: {path}: {answer.status}")
        return passed * 1000, worked * 1000, len(body)

    def memory(self):
        for line in pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024

    def stop(self):
        if self.connection:
            self.connection.close()
        self.process.terminate()
        running.remove(self.process)
        if self.process.wait(timeout=90) != 0:
            sys.exit("pages: the daemon does not stop with 0")


def newest():
    return int(os.path.basename(os.readlink(at / "published/ses-woa/current")))


def make():
    """A country of two years with a correction, made once."""
    if (at / "made.json").exists():
        return
    shutil.rmtree(at, ignore_errors=True)
    for name in ("state", "published", *drops):
        (at / name).mkdir(parents=True)
    lines = "".join(f"  - {{name: {n}, path: {at}/{n}, dataset: ses-woa, mode: {m}, settle: 0s}}\n" for n, m in drops.items())
    (at / "peil.yaml").write_text(
        f"state: {at}/state\npublish: {at}/published\nedition: 2021\nlanguage: en\ndatasets: {root}/etc/datasets\n"
        f"regions: {root}/etc/regions\ndrops:\n{lines}http:\n  listen: 127.0.0.1:{PORT}\n  tokens: {at}/tokens\n"
    )
    (at / "tokens").write_text(f"anna {TOKEN}\n")
    (at / "tokens").chmod(0o600)
    for year in YEARS:
        synthesize(at / f"jaar/{year}.csv", "--years", str(year))
        subprocess.run([f"{build}/peil", "once", "--config", at / "peil.yaml"], check=True, capture_output=True)
    correct(1)
    subprocess.run([f"{build}/peil", "once", "--config", at / "peil.yaml"], check=True, capture_output=True)
    (at / "made.json").write_text(json.dumps({"years": YEARS}))


def correct(number):
    """Drops a correction of a large and a middling gemeente."""
    file = at / f"correctie/.{number}.csv"
    synthesize(file, "--years", str(YEARS[-1]), "--regions", "GM0344", "GM0363", "--change", str(0.0005 * (number + 1)))
    file.rename(at / f"correctie/correctie-{number}.csv")


def pages():
    release = newest()
    data = "/datasets/ses-woa"
    return {
        "overview": "/",
        "expected": "/calendar",
        "events": "/events",
        "data sets": "/datasets",
        "data set": data,
        "data set, another figure": f"{data}?period={YEARS[0]}&topic=GemiddeldeScore_29",
        "data set, a search": f"{data}?q=centrum",
        "land": f"{data}/regions/NL00",
        "gemeente (largest)": f"{data}/regions/GM0363",
        "gemeente (small)": f"{data}/regions/GM0047",
        "wijk": f"{data}/regions/WK036300",
        "buurt": f"{data}/regions/BU03630000",
        "buurt, the year before": f"{data}/regions/BU03630000?period={YEARS[0]}",
        "release": f"{data}/releases/{release}",
        "release, a new year": f"{data}/releases/2",
        "release, the first": f"{data}/releases/1",
        "method": f"{data}/method",
        "codebook": f"{data}/codebook",
        "headers": f"{data}/templates",
        "receipts": "/deliveries",
        "receipts, a search": "/deliveries?q=correctie",
        "receipt": "/deliveries/000001",
        "receipt of a correction": "/deliveries/000003",
        "findings as CSV": "/deliveries/000001/findings.csv",
        "check a file": "/check",
    }


make()
static = "/data/ses-woa/current/manifest.json"
starts = {name: [] for name in pages()}
after = {name: [] for name in pages()}
again = {name: [] for name in pages()}
files, sizes, highest = [], {}, 0.0

for name in starts:
    daemon = Daemon()
    daemon.ask(static)
    passed, worked, size = daemon.ask(pages()[name])
    starts[name].append((passed, worked))
    sizes[name] = size
    daemon.stop()

daemon = Daemon()
for name, path in pages().items():
    daemon.ask(path)
names = list(starts)
for number in range(rounds):
    before = newest()
    correct(before)
    end = time.monotonic() + 300
    while newest() == before:
        if time.monotonic() > end:
            sys.exit(f"pages: no release within five minutes\n{daemon.journal.read_text()[-2000:]}")
        time.sleep(0.1)
    time.sleep(2)  # the receipt
    turn = number * len(names) // rounds
    for name in names[turn:] + names[:turn]:
        passed, worked, size = daemon.ask(pages()[name])
        after[name].append((passed, worked))
        sizes[name] = max(sizes[name], size)
    for _ in range(5):
        for name in names:
            again[name].append(daemon.ask(pages()[name])[:2])
            files.append(daemon.ask(static)[:2])
highest = daemon.memory()
daemon.stop()

unit = statistics.median(worked for _, worked in files)
print(f"milliseconds that the server worked (and that passed); the static file takes {unit:.2f}")
print(f"{'page':<27}{'after a start':>17}{'after a release':>20}{'again, median':>17}{'worst':>8}{'ratio':>8}{'bytes':>9}")
late = []
for name in names:
    first, released, then = starts[name][0], max(after[name], key=lambda t: t[1]), again[name]
    usual = statistics.median(w for _, w in then)
    print(
        f"{name:<27}{first[1]:>8.1f} ({first[0]:>6.1f}){released[1]:>11.1f} ({released[0]:>6.1f})"
        f"{usual:>8.1f} ({statistics.median(p for p, _ in then):>6.1f}){max(w for _, w in then):>8.1f}{usual / unit:>8.1f}{sizes[name]:>9}"
    )
    if max(first[1], released[1]) > LIMIT or sizes[name] > SIZE:
        late.append(name)
print(f"\nthe highest use of memory: {highest:.0f} MB")
print("wanted: at most 50 ms and 100 kB" + (f"; beyond it: {', '.join(late)}" if late else ""))
