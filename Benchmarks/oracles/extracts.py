"""Reads every form of a release with programs that others wrote, and compares what they read with the tidy CSV.

usage: extracts.py RELEASE-DIRECTORY [SHACL-SHAPES]
Prints a line for each reader with its version, and exits 1 when one of them refuses or disagrees.
"""
import csv
import importlib.metadata
import json
import math
import subprocess
import sys
import zipfile
from pathlib import Path

release = Path(sys.argv[1]).resolve()
shapes = sys.argv[2] if len(sys.argv) > 2 else None
failures = 0


def check(name, version, body):
    """Runs a check; what it returns is printed, what it raises is a failure."""
    global failures
    try:
        print(f"{name} {version}: {body()}", flush=True)
    except Exception as error:  # Whatever a reader throws is a refusal.
        failures += 1
        print(f"{name} {version}: FAILED: {type(error).__name__}: {str(error)[:600]}", flush=True)


def version(package):
    return importlib.metadata.version(package)


def tables(folder, suffix):
    return [path for path in sorted((release / folder).glob(f"*{suffix}")) if path.stem not in ("topics", "statuses")]


def number(text):
    return None if text == "" else float(text)


# The reference: read by Python's own csv, keyed by table, region and topic.
reference = {}
status = {}
for path in tables("tidy-csv", ".csv"):
    with open(path, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            key = (path.stem, row["region"], row["topic"])
            assert key not in reference, key
            reference[key] = number(row["value"])
            status[key] = row["status"]
print(f"reference: {len(reference)} figures in {len(tables('tidy-csv', '.csv'))} tables")


def agree(found, what, among=None):
    """Compares figures by table, region and topic; None is an absent one."""
    wanted = {key: value for key, value in reference.items() if among is None or key[0] in among}
    assert found.keys() == wanted.keys(), (
        f"{what}: {len(found)} keys instead of {len(wanted)}, e.g. {sorted(set(found) ^ set(wanted))[:3]}")
    for key, value in wanted.items():
        other = found[key]
        same = (other is None) == (value is None) and (value is None or math.isclose(other, value, rel_tol=1e-12))
        assert same, f"{what}: {key}: {other} instead of {value}"
    return f"{len(found)} figures agree"


def missing(value):
    return value is None or (isinstance(value, float) and math.isnan(value))


def with_pandas():
    import pandas

    found = {}
    for path in tables("tidy-csv", ".csv"):
        frame = pandas.read_csv(path)
        assert frame["value"].dtype == "float64", frame.dtypes
        for region, topic, value in zip(frame["region"], frame["topic"], frame["value"]):
            found[path.stem, region, topic] = None if missing(value) else value
    return agree(found, "pandas")


def with_polars():
    import polars

    found = {}
    for path in tables("tidy-csv", ".csv"):
        frame = polars.read_csv(path)
        assert frame["value"].dtype == polars.Float64, frame.schema
        for region, topic, value in zip(frame["region"], frame["topic"], frame["value"]):
            found[path.stem, region, topic] = value
    return agree(found, "polars")


def with_frictionless():
    from frictionless import Package, validate

    descriptor = str(release / "tidy-csv" / "datapackage.json")
    report = validate(descriptor)
    assert report.valid, report.flatten(["name", "rowNumber", "type", "message"])[:5]
    found = {}
    for resource in Package(descriptor).resources:
        if resource.name in ("topics", "statuses"):
            continue
        for row in resource.read_rows():
            value = row["value"]
            found[Path(resource.path).stem, row["region"], row["topic"]] = None if value is None else float(value)
    return f"valid, {report.stats['tasks']} resources; {agree(found, 'frictionless')}"


def with_csvw():
    from csvw.metadata import CSVW

    found = {}
    for path in tables("tidy-csv", ".csv"):
        document = CSVW(str(path), validate=True)
        assert document.is_valid, [str(warning.message) for warning in document.warnings][:3]
    document = CSVW(str(release / "tidy-csv" / "csv-metadata.json"), validate=True)
    assert document.is_valid, [str(warning.message) for warning in document.warnings][:3]
    document.tablegroup.check_referential_integrity(strict=True)
    for table in document.tables:
        stem = Path(str(table.url)).stem
        if stem in ("topics", "statuses"):
            continue
        for row in table.iterdicts():
            value = row["value"]
            found[stem, row["region"], row["topic"]] = None if value is None else float(value)
    return f"valid; {agree(found, 'csvw')}"


def with_pysdmx():
    import pysdmx.io as io
    import pandas

    structure = release / "sdmx-csv" / "structure.xml"
    message = io.read_sdmx(str(structure), validate=False)
    (dsd,) = message.get_data_structure_definitions()
    assert [part.id for part in dsd.components.dimensions] == ["FREQ", "REF_AREA", "TOPIC", "TIME_PERIOD"]
    found = {}
    topics = None
    for scheme in message.get_codelists():
        if scheme.id == "CL_TOPIC":
            topics = {code.id for code in scheme.codes}
    for path in tables("sdmx-csv", ".csv"):
        (dataset,) = io.get_datasets(str(path), str(structure), validate=False)
        frame = dataset.data
        for region, topic, value in zip(frame["REF_AREA"], frame["TOPIC"], frame["OBS_VALUE"]):
            assert topic in topics, topic
            empty = value is None or value is pandas.NA or value == "" or missing(value)
            found[path.stem, region, topic] = None if empty else float(value)
    return f"{len(topics)} topics in the structure; {agree(found, 'pysdmx')}"


def with_sdmx1():
    import sdmx

    message = sdmx.read_sdmx(str(release / "sdmx-csv" / "structure.xml"))
    (dsd,) = message.structure.values()
    found = {}
    for path in tables("sdmx-csv", ".csv"):
        data = sdmx.read_sdmx(str(path), structure=dsd)
        for dataset in data.data:
            for observation in dataset.obs:
                value = observation.value
                empty = value is None or value == "" or missing(value)
                key = observation.key
                found[path.stem, str(key["REF_AREA"].value), str(key["TOPIC"].value)] = None if empty else float(value)
    return f"{len(dsd.dimensions)} dimensions; {agree(found, 'sdmx1')}"


def with_jsonstat_validator():
    from jsonstat_validator import validate_jsonstat

    for path in tables("json-stat", ".json"):
        validate_jsonstat(json.loads(path.read_text(encoding="utf-8")))
    return f"{len(tables('json-stat', '.json'))} files valid"


def with_pyjstat():
    from pyjstat import pyjstat

    found = {}
    for path in tables("json-stat", ".json"):
        frame = pyjstat.Dataset.read(path.read_text(encoding="utf-8")).write("dataframe", naming="id")
        regions = [name for name in frame.columns if name not in ("Onderwerp", "value", "Perioden")]
        for region, topic, value in zip(frame[regions[0]], frame["Onderwerp"], frame["value"]):
            found[path.stem, region, topic] = None if missing(value) else value
        document = json.loads(path.read_text(encoding="utf-8"))
        for place, word in document["status"].items():
            topics = document["dimension"]["Onderwerp"]["category"]["index"]
            areas = document["dimension"][regions[0]]["category"]["index"]
            row, column = divmod(int(place), len(topics))
            assert status[path.stem, areas[row], topics[column]] == word, place
    return agree(found, "pyjstat")


def with_pyaxis():
    from pyaxis import pyaxis

    found = {}
    for path in tables("px", ".px"):
        parsed = pyaxis.parse(uri=str(path), encoding="utf-8")
        metadata = parsed["METADATA"]
        topics = dict(zip(metadata["VALUES(Onderwerp)"], metadata["CODES(Onderwerp)"]))
        areas = dict(zip(metadata["VALUES(Gebied)"], metadata["CODES(Gebied)"]))
        frame = parsed["DATA"]
        for region, topic, value in zip(frame["Gebied"], frame["Onderwerp"], frame["DATA"]):
            # Two points, statistical disclosure, come out as an empty text, and one as no number.
            text = "" if missing(value) else str(value).strip('"')
            found[path.stem, areas[region], topics[topic]] = None if set(text) <= {"."} else float(text)
    return agree(found, "pyaxis")


def with_gdal_geojson():
    return gdal("geojson", ".geojson")


def with_gdal_geopackage():
    import sqlite3

    for path in tables("geopackage", ".gpkg"):
        base = sqlite3.connect(path)
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert base.execute("PRAGMA application_id").fetchone() == (0x47504B47,)
        words = {
            (region, topic): word for region, topic, word in base.execute("SELECT region, topic, status FROM absences")
        }
        for key, word in status.items():
            if key[0] == path.stem and word != "published":
                assert words.pop(key[1:]) == word, key
        assert not words, list(words)[:3]
    return gdal("geopackage", ".gpkg")


def gdal(folder, suffix):
    found = {}
    for path in tables(folder, suffix):
        told = subprocess.run(["ogrinfo", "-ro", "-al", "-so", str(path)], capture_output=True, text=True, check=True)
        assert not told.stderr, told.stderr
        layer = "figures" if suffix == ".gpkg" else path.stem
        lines = subprocess.run(
            ["ogr2ogr", "-f", "CSV", "/vsistdout/", str(path), layer], capture_output=True, text=True, check=True)
        assert not lines.stderr, lines.stderr
        topics = {key[2] for key in reference if key[0] == path.stem}
        for row in csv.DictReader(lines.stdout.splitlines()):
            for topic in topics:
                found[path.stem, row["region"], topic] = number(row[topic])
    return agree(found, f"GDAL {suffix}")


def with_odata():
    found = {}
    for path in tables("odata-v4", ".zip"):
        with zipfile.ZipFile(path) as bundle:
            assert bundle.testzip() is None
            names = set(bundle.namelist())
            folder = release / "odata-v4" / path.stem
            for name in names:
                assert bundle.read(name) == (folder / Path(name).name).read_bytes(), name
            assert len(names) == len(list(folder.iterdir())), names
            text = bundle.read(next(name for name in names if name.endswith("Observations.csv"))).decode("utf-8")
        for row in csv.DictReader(text.splitlines(), delimiter=";"):
            region = next(value for key, value in row.items() if key not in (
                "Id", "Measure", "ValueAttribute", "Value", "StringValue", "Perioden"))
            found[path.stem, region, row["Measure"]] = number(row["Value"])
    return agree(found, "OData v4")


def with_pyshacl():
    import pyshacl
    from rdflib import Graph

    (path,) = (release / "dcat").glob("*.ttl")
    record = Graph().parse(path, format="turtle")
    if shapes is None:
        return f"{len(record)} triples; no shapes at hand, so only read"
    conforms, _, text = pyshacl.validate(record, shacl_graph=Graph().parse(shapes, format="turtle"))
    assert conforms, text
    return f"{len(record)} triples conform to the shapes of DCAT-AP-NL"


check("pandas", version("pandas"), with_pandas)
check("polars", version("polars"), with_polars)
check("frictionless", version("frictionless"), with_frictionless)
check("csvw", version("csvw"), with_csvw)
check("pysdmx", version("pysdmx"), with_pysdmx)
check("sdmx1", version("sdmx1"), with_sdmx1)
check("jsonstat-validator", version("jsonstat-validator"), with_jsonstat_validator)
check("pyjstat", version("pyjstat"), with_pyjstat)
check("pyaxis", version("pyaxis"), with_pyaxis)
check("zipfile", sys.version.split()[0], with_odata)
gdal_version = subprocess.run(["ogrinfo", "--version"], capture_output=True, text=True).stdout.split(",")[0]
check("GeoJSON,", gdal_version, with_gdal_geojson)
check("GeoPackage,", gdal_version, with_gdal_geopackage)
check("pyshacl", version("pyshacl"), with_pyshacl)
sys.exit(1 if failures else 0)
