"""Publishes a country in each form beside the CSV of StatLine, which none goes without, and in all together, and prints what
rendering costs by byte written.

The seconds are those that the daemon logs of rendering, files written and synced by name included, protection and fit not.
usage: measure.py BUILD WORK ROUNDS
"""

import json
import pathlib
import re
import shutil
import statistics
import subprocess
import sys

build, work, rounds = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve(), int(sys.argv[3])
root = pathlib.Path.cwd()
FORMS = [
    "statline-csv", "atom", "atom-gzip", "tidy-csv", "odata-v4", "sdmx-csv", "json-stat", "px", "geopackage", "geojson", "note",
    "dcat",
]
METADATA = """metadata:
  description: {nl: Scores van een verzonnen land., en: Scores of an invented country.}
  population: {nl: Particuliere huishoudens., en: Private households.}
  reference: {nl: 1 januari van het verslagjaar., en: 1 January of the report year.}
  source: {nl: Verzonnen registers., en: Invented registers.}
  licence: http://creativecommons.org/licenses/by/4.0/
  publisher: {name: {nl: Proefbureau, en: Trial office}, uri: https://example.org/office}
  contact: {name: {nl: Vragenloket, en: Help desk}, email: desk@example.org}
  themes: [http://publications.europa.eu/resource/authority/data-theme/SOCI]
"""


def published(forms: list[str]) -> tuple[float, int]:
    """Seconds of rendering and bytes of a first release in those forms."""
    at = work / "country"
    shutil.rmtree(at, ignore_errors=True)
    for name in ("state", "published", "drop"):
        (at / name).mkdir(parents=True)
    shutil.copytree(root / "etc/datasets", at / "datasets")
    codebook = at / "datasets/ses-woa.yaml"
    kept = re.sub(r"(?m)^extracts:.*\n", "", codebook.read_text())
    codebook.write_text(f"{kept}extracts: [{', '.join(forms)}]\n{METADATA}")
    (at / "peil.yaml").write_text(
        f"state: {at}/state\npublish: {at}/published\nedition: 2021\ndatasets: {at}/datasets\nregions: {root}/etc/regions\n"
        f"drops:\n  - {{name: drop, path: {at}/drop, dataset: ses-woa, mode: year, settle: 0s}}\n"
    )
    (at / "drop/counts.csv").hardlink_to(counts)
    done = subprocess.run([f"{build}/peil", "once", "--config", at / "peil.yaml"], capture_output=True, text=True)
    seconds = re.search(r"render-seconds=([0-9.]+)", done.stderr)
    if done.returncode != 0 or seconds is None:
        sys.exit(f"forms: {' '.join(forms)}: exit {done.returncode}: {done.stderr[-500:]}")
    manifest = json.loads((at / "published/ses-woa/current/manifest.json").read_text())
    return float(seconds[1]), sum(file["bytes"] for file in manifest["files"])


counts = work / "counts.csv"
if not counts.exists():
    subprocess.run(
        [f"{build}/synthesize", "--dataset", "ses-woa", "--form", "joint", "--format", "csv", "--years", "2018-2019", "--output", counts],
        check=True,
    )
runs: dict[str, list[tuple[float, int]]] = {name: [] for name in [*FORMS, "all"]}
for _ in range(rounds):
    for name in runs:
        runs[name].append(published(FORMS if name == "all" else list(dict.fromkeys(["statline-csv", name]))))
base = None
print(f"{'form':14}{'seconds':>9}{'MB':>9}{'ns/byte':>9}{'bytes':>8}{'time':>8}   (the last two against statline-csv)")
for name, measured in runs.items():
    seconds, size = statistics.median(m[0] for m in measured), measured[0][1]
    base = base or (seconds, size)
    print(
        f"{name:14}{seconds:9.3f}{size / 1e6:9.1f}{seconds * 1e9 / size:9.1f}{size / base[1]:8.1f}{seconds / base[0]:8.1f}"
    )
