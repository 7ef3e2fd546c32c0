"""Delivers corrections to a running daemon, in three drops at once, and tells whether its cost stays flat.

soak.py BINARY COUNT [METHOD [SECONDS]]

Every tenth delivery is bad, and in the midst of each twentieth of the count a year file of a whole gemeente comes by a
fourth drop. Stewards tidy their drops now and then. After each twentieth a line: seconds of the processor a delivery,
resident memory, descriptors, and the bytes of ledger, archive, the rest of the state, releases and drops. It ends with 1
where a delivery is not answered, or not as it must be; where the last twentieth costs more than half again what the second
did, in processor time or memory, or leaves descriptors behind; and where `peil verify` finds anything afterwards. After so
many SECONDS no more is delivered, and the summary says how many there were.
"""

import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

binary, count = sys.argv[1], int(sys.argv[2])
method = sys.argv[3] if len(sys.argv) > 3 else "threshold"
until = time.monotonic() + (float(sys.argv[4]) if len(sys.argv) > 4 else float("inf"))
package = pathlib.Path(__file__).resolve().parents[2]
root = pathlib.Path(tempfile.mkdtemp(prefix="peil-soak-"))
DROPS = ["east", "north", "south"]
for name in ("state", "published", "year", *DROPS):
    (root / name).mkdir()
shutil.copytree(package / "etc/datasets", root / "datasets")
codebook = root / "datasets/ses-woa.yaml"
codebook.write_text(re.sub(r"^  method: \w+$", f"  method: {method}", codebook.read_text(), flags=re.M))
drops = "\n".join(
    f"  - {{name: {name}, path: {root}/{name}, dataset: ses-woa, mode: {'year' if name == 'year' else 'correction'}, settle: 0s}}"
    for name in ("year", *DROPS)
)
(root / "peil.yaml").write_text(
    f"""state: {root}/state
publish: {root}/published
edition: 2021
datasets: {root}/datasets
regions: {package}/etc/regions
retention: {{releases: 5, archive-days: 0}}
drops:
{drops}
"""
)
HEADER = '"ID";"WijkenEnBuurten";"Perioden";"Welvaart";"Opleiding";"Arbeidsverleden";"ParticuliereHuishoudens"'
buurten = [line.split(";")[0] for line in (package / "etc/regions/2021/buurt.csv").read_text().splitlines()[1:]]
GEMEENTE = [buurt for buurt in buurten if buurt.startswith("BU0014")]
REGIONS = GEMEENTE[:3]


def table(regions, number):
    rows = [
        f'"{rank}";"{region}";"2019JJ00";"{rank % 3 + 1}";"2";"3";"{200 + (number * 7 + rank) % 20}"'
        for rank, region in enumerate(regions)
    ]
    return "\n".join([HEADER, *rows]) + "\n"


def is_bad(number):
    return number % 10 == 9


def delivery(number):
    return f"nonsense {number}\n" if is_bad(number) else table(REGIONS, number)


def size(path):
    # A file with several names counts once, and one that is removed meanwhile not at all.
    seen, total = set(), 0
    for folder, _, names in os.walk(path):
        for name in names:
            try:
                status = os.lstat(os.path.join(folder, name))
            except FileNotFoundError:
                continue
            if status.st_ino not in seen:
                seen.add(status.st_ino)
                total += status.st_size
    return total


daemon = subprocess.Popen(
    [binary, "run", "--config", root / "peil.yaml"], stderr=open(root / "journal", "w"), stdout=subprocess.DEVNULL
)


def cost():
    fields = open(f"/proc/{daemon.pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident():
    return int(re.search(r"VmRSS:\s+(\d+)", open(f"/proc/{daemon.pid}/status").read())[1])


def descriptors():
    # The daemon keeps its memory to itself, so that only root may look.
    try:
        return len(os.listdir(f"/proc/{daemon.pid}/fd"))
    except PermissionError:
        return 0


def wait(what, condition):
    end = time.monotonic() + 120
    while not (found := condition()):
        if time.monotonic() > end or daemon.poll() is not None:
            sys.exit(f"soak: {what}: nothing within two minutes\n" + (root / "journal").read_text()[-2000:])
        time.sleep(0.005)
    return found


answered = 0


def deliver(files):
    """Puts texts into drops at once, and waits until each is answered as it must be: `(drop, name, text, state)`."""
    global answered
    for drop, name, text, _ in files:
        (root / drop / ".next").write_text(text)
        (root / drop / ".next").rename(root / drop / name)
    # Which of those that came together is taken first is open.
    tickets = range(answered + 1, answered + len(files) + 1)
    for drop, name, _, state in files:
        receipts = [root / drop / f"_receipts/{name}.{ticket:06}.json" for ticket in tickets]
        receipt = wait(f"{drop}/{name}", lambda: next((path for path in receipts if path.exists()), None))
        said = json.loads(receipt.read_text())["state"]
        if said != state:
            sys.exit(f"soak: {drop}/{name} was {said}, not {state}")
    answered += len(files)


def tidy():
    for drop in DROPS:
        (root / drop / "_tidy").touch()
    for drop in DROPS:
        wait(f"{drop}/_tidy", lambda: not (root / drop / "_tidy").exists())


lines = []
step = max(30, count // 20)
try:
    wait("the start", lambda: "serving" in (root / "journal").read_text())
    used, begun = cost(), 0
    while answered < count and time.monotonic() < until:
        here = answered
        deliver(
            [
                (drop, f"{here + rank}.csv", delivery(here + rank), "rejected" if is_bad(here + rank) else "accepted")
                for rank, drop in enumerate(DROPS)
            ]
        )
        if here % step < step // 2 <= answered % step:
            deliver([("year", f"{answered}.csv", table(GEMEENTE, answered), "accepted")])
        if here // 1500 != answered // 1500:
            tidy()
        if here // step != answered // step:
            now = cost()
            line = ((now - used) / (answered - begun), resident(), descriptors())
            used, begun = now, answered
            lines.append(line)
            archive = size(root / "state/archive")
            ledger = sum(path.stat().st_size for path in (root / "state").glob("ledger.sqlite*"))
            rest = size(root / "state") - ledger - archive
            print(
                f"soak: {answered} deliveries: {line[0]:.3f} s, {line[1]} KiB, {line[2]} descriptors; ledger "
                f"{ledger / 1024:.0f} KiB, archive {archive / 1024:.0f} KiB, rest of the state {rest / 1024:.0f} KiB, releases "
                f"{size(root / 'published') / 1024:.0f} KiB, drops {sum(size(root / drop) for drop in DROPS) / 1024:.0f} KiB",
                flush=True,
            )
    daemon.send_signal(signal.SIGTERM)
    code = daemon.wait()
    verified = subprocess.run([binary, "verify", "--config", root / "peil.yaml"], stdout=subprocess.DEVNULL).returncode
finally:
    daemon.kill()
    daemon.wait()
    shutil.rmtree(root)
if len(lines) < 3:
    sys.exit(f"soak: {answered} deliveries answered; too few to compare")
second, last = lines[1], lines[-1]
is_flat = last[0] < 1.5 * second[0] and last[1] < 1.5 * second[1] and last[2] <= second[2] + 4
print(
    f"soak: {answered} deliveries answered, a tenth of them rejected, in {len(DROPS)} drops, method {method}: "
    f"{'flat' if is_flat else 'NOT flat'}; the daemon ended with {code}, `peil verify` with {verified}"
)
sys.exit(0 if is_flat and code == 0 and verified == 0 else 1)
