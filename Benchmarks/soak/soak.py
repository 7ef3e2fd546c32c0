"""Delivers corrections to a running daemon, one after the other, and tells whether its cost stays flat.

soak.py BINARY COUNT [METHOD]

Every tenth delivery is bad. After each tenth of the count a line: seconds of the processor a delivery, resident memory,
descriptors, and the bytes of ledger, archive and releases. It ends with 1 where the last tenth costs more than half again
what the second did, in processor time or memory, or where descriptors are left behind.
"""

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
package = pathlib.Path(__file__).resolve().parents[2]
root = pathlib.Path(tempfile.mkdtemp(prefix="peil-soak-"))
for name in ("state", "published", "drop"):
    (root / name).mkdir()
shutil.copytree(package / "etc/datasets", root / "datasets")
codebook = root / "datasets/ses-woa.yaml"
codebook.write_text(re.sub(r"^  method: \w+$", f"  method: {method}", codebook.read_text(), flags=re.M))
(root / "peil.yaml").write_text(
    f"""state: {root}/state
publish: {root}/published
edition: 2021
datasets: {root}/datasets
regions: {package}/etc/regions
retention: {{releases: 5, archive-days: 0}}
drops:
  - {{name: drop, path: {root}/drop, dataset: ses-woa, mode: correction, settle: 0s}}
"""
)
HEADER = '"ID";"WijkenEnBuurten";"Perioden";"Welvaart";"Opleiding";"Arbeidsverleden";"ParticuliereHuishoudens"'
REGIONS = ["BU00600000", "BU00600001", "BU00600002"]


def delivery(number):
    if number % 10 == 9:
        return f"nonsense {number}\n"
    rows = [
        f'"{rank}";"{region}";"2019JJ00";"{rank + 1}";"2";"3";"{200 + (number * 7 + rank) % 20}"'
        for rank, region in enumerate(REGIONS)
    ]
    return "\n".join([HEADER, *rows]) + f"\n"


def size(path):
    # A file with several names counts once.
    seen, total = set(), 0
    for folder, _, names in os.walk(path):
        for name in names:
            status = os.lstat(os.path.join(folder, name))
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


lines, answered = [], 0
try:
    while "serving" not in (root / "journal").read_text():
        time.sleep(0.05)
    used = cost()
    for number in range(count):
        (root / "drop/.next").write_text(delivery(number))
        (root / "drop/.next").rename(root / f"drop/{number}.csv")
        end = time.time() + 60
        receipt = root / f"drop/_receipts/{number}.csv.{number + 1:06}.html"
        while not receipt.exists():
            if time.time() > end or daemon.poll() is not None:
                sys.exit(f"soak: delivery {number} was not answered")
            time.sleep(0.005)
        answered += 1
        if (number + 1) % (count // 10) == 0:
            now = cost()
            descriptors = len(os.listdir(f"/proc/{daemon.pid}/fd"))
            line = ((now - used) / (count // 10), resident(), descriptors)
            used = now
            lines.append(line)
            print(
                f"soak: {number + 1} deliveries: {line[0]:.3f} s, {line[1]} KiB, {line[2]} descriptors; ledger "
                f"{size(root / 'state') / 1024:.0f} KiB, releases {size(root / 'published') / 1024:.0f} KiB",
                flush=True,
            )
finally:
    daemon.send_signal(signal.SIGTERM)
    daemon.wait()
    shutil.rmtree(root)
second, last = lines[1], lines[-1]
isFlat = last[0] < 1.5 * second[0] and last[1] < 1.5 * second[1] and last[2] <= second[2] + 4
print(f"soak: {answered} deliveries answered, method {method}: {'flat' if isFlat else 'NOT flat'}")
sys.exit(0 if isFlat else 1)
