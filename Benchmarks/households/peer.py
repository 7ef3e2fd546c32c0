"""The area table of a file of households in polars: nothing is checked, nothing is published.

Households, mean, part means, standard deviation and counts by category of every buurt, wijk and gemeente. One pass
that sums by buurt was the fastest of the ways tried: grouping by buurt and cell first takes a third longer.
usage: peer.py HOUSEHOLDS.csv RESULT.csv
"""

import sys

import polars as pl

households, result = sys.argv[1:]
STEPS = {
    "welvaartsdeciel": [-2.1, -1.8, -0.8, -0.1, 0.3, 0.4, 0.6, 0.8, 1.0, 1.2],
    "opleiding_huishouden": [-2.2, -0.9, 0.0, 0.7, 1.1],
    "arbeidsverleden": [0.8, -0.4, -1.0, -1.6, -2.2, -2.7, -0.3],
}
small = [*STEPS, "huishoudenstype", "inkomen_bekend"]
parts = [
    (pl.col(name).replace_strict(list(range(1, len(steps) + 1)), steps, return_dtype=pl.Float64) / 3).alias(f"part{n}")
    for n, (name, steps) in enumerate(STEPS.items())
]
means = ["score", "part0", "part1", "part2"]
counts = [
    (pl.col(name) == category + 1).sum().alias(f"{name}{category + 1}")
    for name, steps in STEPS.items()
    for category in range(len(steps))
]
buurten = (
    pl.scan_csv(households, separator=";", schema_overrides=dict.fromkeys(small, pl.Int8))
    .filter((pl.col("huishoudenstype") != 8) & (pl.col("inkomen_bekend") == 1))
    .select("buurtcode", *STEPS)
    .drop_nulls()
    .with_columns(parts)
    .with_columns(score=pl.sum_horizontal("part0", "part1", "part2"))
    .group_by("buurtcode")
    .agg(pl.len().alias("n"), *(pl.col(name).sum() for name in means), (pl.col("score") ** 2).sum().alias("square"), *counts)
    .collect(engine="streaming")
    .lazy()
)
tables = [
    buurten.group_by((pl.lit(prefix) + pl.col("buurtcode").str.slice(2, digits)).alias("region"))
    .agg(pl.all().exclude("buurtcode").sum())
    .with_columns((pl.col(name) / pl.col("n")).alias(name) for name in [*means, "square"])
    .with_columns(deviation=(pl.col("square") - pl.col("score") ** 2).sqrt())
    for prefix, digits in [("BU", 8), ("WK", 6), ("GM", 4)]
]
pl.concat(tables).sort("region").collect(engine="streaming").write_csv(result)
