"""Makes boundaries of the regions of a release, and compares them with those that GDAL finds in its forms.

usage: boundaries.py make|compare 4326|28992 RELEASE-DIRECTORY FILE
Every region has a square of its own; those of gemeenten have two parts and a hole. Every seventh buurt has none.
"""
import csv
import json
import subprocess
import sys
from pathlib import Path

action, system, release, file = sys.argv[1], sys.argv[2], Path(sys.argv[3]).resolve(), Path(sys.argv[4])
origin, step = ((4.0, 51.0), 0.01) if system == "4326" else ((100000.0, 400000.0), 500.0)


def square(left, bottom, size, clockwise=False):
    ring = [(left, bottom), (left + size, bottom), (left + size, bottom + size), (left, bottom + size), (left, bottom)]
    return [list(point) for point in (reversed(ring) if clockwise else ring)]


def make():
    codes = sorted({row["region"] for path in tables("tidy-csv", ".csv") for row in csv.DictReader(open(path, newline="", encoding="utf-8"))
                    if row["region"][:2] in ("GM", "WK", "BU")})
    features = []
    for rank, code in enumerate(codes):
        if code.startswith("BU") and rank % 7 == 0:
            continue
        left, bottom = origin[0] + step * 2 * (rank % 40), origin[1] + step * 2 * (rank // 40)
        if code.startswith("GM"):
            hole = square(left + step / 4, bottom + step / 4, step / 4, clockwise=True)
            shape = {"type": "MultiPolygon", "coordinates": [
                [square(left, bottom, step), hole], [square(left + step, bottom + step, step / 2)]]}
        else:
            shape = {"type": "Polygon", "coordinates": [square(left, bottom, step)]}
        features.append({"type": "Feature", "properties": {"statcode": code}, "geometry": shape})
    collection = {"type": "FeatureCollection", "features": features}
    if system == "28992":
        collection["crs"] = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}
    file.write_text(json.dumps(collection))


def tables(folder, suffix):
    return [path for path in sorted((release / folder).glob(f"*{suffix}")) if path.stem not in ("topics", "statuses")]


def run(*command):
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    assert not told.stderr, told.stderr
    return told.stdout


def parts(geometry):
    """The rings of every part, each from its smallest corner and in one direction, rounded to what a map can show."""
    if geometry is None:
        return None
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    digits = 7 if system == "4326" else 3

    def ring(points):
        points = [tuple(round(value, digits) for value in point[:2]) for point in points]
        assert points[0] == points[-1], points
        return frozenset(points)

    return sorted((sorted(map(sorted, (ring(r) for r in polygon))) for polygon in polygons))


def compare():
    given = {f["properties"]["statcode"]: parts(f["geometry"]) for f in json.loads(file.read_text())["features"]}
    version = run("ogrinfo", "--version").split(",")[0]
    for folder, suffix in (("geojson", ".geojson"), ("geopackage", ".gpkg")):
        joined = without = 0
        for path in tables(folder, suffix):
            layer = "figures" if suffix == ".gpkg" else path.stem
            told = run("ogrinfo", "-ro", "-so", str(path), layer)
            assert "Geometry: Multi Polygon" in told, told[:800]
            assert f'ID["EPSG",{system}]]' in told, told[:2000]
            lines = run("ogr2ogr", "-f", "GeoJSONSeq", "-a_srs", "EPSG:4326", "-lco", "COORDINATE_PRECISION=9", "/vsistdout/",
                        str(path), layer) if system == "4326" else run(
                "ogr2ogr", "-f", "GeoJSON", "-lco", "RFC7946=NO", "-lco", "COORDINATE_PRECISION=6", "/vsistdout/", str(path), layer)
            features = ([json.loads(line.lstrip("\x1e")) for line in lines.splitlines() if line.strip()]
                        if system == "4326" else json.loads(lines)["features"])
            assert features, path
            for feature in features:
                code = feature["properties"]["region"]
                assert parts(feature["geometry"]) == given.get(code), (path.name, code)
                joined += code in given
                without += code not in given
            valid = run("ogrinfo", "-ro", "-q", "-dialect", "SQLite", "-sql",
                        f'SELECT count(*) AS faulty FROM "{layer}" WHERE ST_IsValid({"geom" if suffix == ".gpkg" else "geometry"}) = 0',
                        str(path))
            assert "faulty (Integer) = 0" in valid, valid
        assert joined and without, (joined, without)
        print(f"{version}, {suffix} with boundaries in EPSG {system}: {joined} regions have theirs, {without} have none")


if action == "make":
    make()
else:
    try:
        compare()
    except (AssertionError, subprocess.CalledProcessError) as error:
        print(f"boundaries in EPSG {system}: FAILED: {str(error)[:900]} {getattr(error, 'stderr', '') or ''}")
        sys.exit(1)
