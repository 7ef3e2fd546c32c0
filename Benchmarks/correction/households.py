"""Writes one row a household, 23 columns as in deliveries of households, from joint counts of buurten.

usage: households.py CELLS.csv HOUSEHOLDS.csv
"""

import sys

import polars as pl

cells, target = sys.argv[1:]

counts = pl.read_csv(cells, separator=";", infer_schema=False).select(
    buurtcode=pl.col("WijkenEnBuurten").str.strip_chars(),
    welvaartsdeciel=pl.col("Welvaart").str.strip_chars().cast(pl.Int32),
    opleiding_huishouden=pl.col("Opleiding").str.strip_chars().cast(pl.Int32),
    arbeidsverleden=pl.col("Arbeidsverleden").str.strip_chars().cast(pl.Int32),
    households=pl.col("ParticuliereHuishoudens").str.strip_chars().cast(pl.Int32),
)
rows = (
    counts.select(pl.exclude("households").repeat_by("households"))
    .explode(["buurtcode", "welvaartsdeciel", "opleiding_huishouden", "arbeidsverleden"])
    .sample(fraction=1, shuffle=True, seed=1)
    .with_row_index("huishouden_id", offset=10_000_000)
)


def code(name: str, categories: int, first: int = 1) -> pl.Expr:
    """A column of codes that mean nothing here, drawn from the number of the row."""
    return (pl.col("huishouden_id").hash(len(name) * 31 + ord(name[0])) % categories + first).alias(name)


rows.select(
    pl.lit(2019).alias("jaar"),
    "huishouden_id",
    "buurtcode",
    "welvaartsdeciel",
    "opleiding_huishouden",
    "arbeidsverleden",
    code("pc4", 9000, 1000),
    code("huishoudenstype", 8),
    code("inkomen_bekend", 2, 0),
    code("opleiding_hkw", 5),
    code("partner", 2, 0),
    code("opleiding_partner", 5),
    code("geslacht", 2),
    code("leeftijdsklasse", 9),
    code("herkomst", 6),
    code("generatie", 3),
    code("stedelijkheid", 5),
    code("landsdeel", 4),
    code("inkomensbron", 6),
    code("arbeid_hkw", 4),
    code("geslacht_p", 2),
    code("leeftijdsklasse_p", 9),
    code("herkomst_p", 6),
).write_csv(target, separator=";")
print(f"{rows.height:,} households written")
