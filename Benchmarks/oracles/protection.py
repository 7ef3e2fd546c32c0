"""Compares Peil's pattern of withheld rows with programs of statistical offices that nobody here wrote.

usage: protection.py generate SEED DIRECTORY     counts of a small country, as a delivery and as cells
       protection.py compare DIRECTORY RELEASE   what pytauargus and gconfid say of the pattern in a release

The table is region (gemeente, wijk, buurt) by group, with all sums. Merging and rounding are switched off. Every
group of a region below the threshold is sensitive, and must be left open by PROTECTION either way, clipped at
nothing; the number of units of a region is published. All three withhold cells: Peil by complements: groups.
"""

import csv
import io
import json
import logging
import random
import sys
import tempfile

THRESHOLD, PROTECTION, GROUPS = 100, 3, 4


def generate(seed, directory):
    """Buurten of gemeenten of the real classification, with at least one unit in every cell.

    Two gemeenten, and one more for each ten of the seed.
    """
    rng = random.Random(seed)
    with open("etc/regions/2021/buurt.csv", encoding="utf-8-sig") as file:
        buurten = [row["code"] for row in csv.DictReader(file, delimiter=";")]
    gemeenten = sorted({code[2:6] for code in buurten})
    chosen = []
    while len(chosen) < 2 + seed // 10:
        code = rng.choice(gemeenten)
        if code not in chosen and 20 <= sum(b[2:6] == code for b in buurten) <= 70:
            chosen.append(code)
    cells = {}
    for code in (b for b in buurten if b[2:6] in chosen):
        mean = rng.choice([8, 60, 150, 300, 300]) if rng.random() < 0.9 else 900
        cells[code] = [1 + rng.randrange(2 * mean) for _ in range(GROUPS)]
    with open(f"{directory}/cells.json", "w") as file:
        json.dump(cells, file)
    with open(f"{directory}/counts.csv", "w") as file:
        file.write('"WijkenEnBuurten";"Perioden";"Groep";"Eenheden"\n')
        for code, counts in cells.items():
            for group, count in enumerate(counts):
                file.write(f'"{code}";"2019JJ00";"{group + 1}";"{count}"\n')


def tree(cells):
    """Counts of every region, and its parts."""
    counts, parts = {}, {}
    for code, own in cells.items():
        counts[code] = own
        path = ["NL", "GM" + code[2:6], "WK" + code[2:8], code]
        for whole, part in zip(path, path[1:]):
            if part not in parts.setdefault(whole, []):
                parts[whole].append(part)
            counts[whole] = [a + b for a, b in zip(counts.get(whole, [0] * GROUPS), own)]
    return counts, parts


def small(counts):
    return {code for code, own in counts.items() if sum(own) < THRESHOLD}


def primary(counts):
    return {(code, group) for code in small(counts) for group in range(GROUPS)}


def leaving_all_open(suppress, counts):
    """What a program withholds when whatever it withholds for others has to be left open as well, as Peil's has."""
    sensitive = primary(counts)
    while True:
        withheld = suppress(sensitive)
        if withheld <= sensitive:
            return withheld
        sensitive |= withheld


# --- gconfid: cells and sums as they are, no limit to what the outsider takes for possible


def gconfid_frames(counts, parts, withheld, sensitive):
    import pandas

    ids = {(code, group): number + 1 for number, (code, group) in enumerate(
        (code, group) for code in counts for group in range(GROUPS + 1))}
    value = lambda code, group: sum(counts[code]) if group == GROUPS else counts[code][group]
    cells, sums = [], []
    for (code, group), number in ids.items():
        is_sensitive = (code, group) in sensitive
        cells.append({
            "CellId": number, "TotalNoise": value(code, group), "Size": value(code, group),
            # What gconfid leaves open in all; it finds no solution when it is to be that much to either side.
            "Sensitivity": min(PROTECTION, value(code, group)) if is_sensitive else -1,
            # Units are published; nobody publishes the country, but its counts are known.
            "Status": "S" if is_sensitive else "P" if group == GROUPS or code == "NL" else "V", "Type": "C",
            "OutStatus": "X" if (code, group) in withheld else "P"})
    equation = 0
    for whole, below in parts.items():
        for group in range(GROUPS + 1):
            equation += 1
            sums.append({"ConstraintId": equation, "CellId": ids[whole, group], "Coefficient": -1})
            sums += [{"ConstraintId": equation, "CellId": ids[part, group], "Coefficient": 1} for part in below]
    for code in counts:
        equation += 1
        sums.append({"ConstraintId": equation, "CellId": ids[code, GROUPS], "Coefficient": -1})
        sums += [{"ConstraintId": equation, "CellId": ids[code, g], "Coefficient": 1} for g in range(GROUPS)]
    cells = pandas.DataFrame(cells).astype({"TotalNoise": float, "Size": float, "Sensitivity": float})
    return ids, cells, pandas.DataFrame(sums)


def gconfid(counts, parts, withheld=None, sensitive=None):
    """The cells that gconfid withholds; or what its audit says of given cells: ranges by cell."""
    logging.disable(logging.CRITICAL)
    import gconfid as module

    ids, cells, sums = gconfid_frames(counts, parts, withheld or set(), sensitive or primary(counts))
    names = {number: cell for cell, number in ids.items()}
    if withheld is None:
        run = module.Suppression(
            incell=cells.drop(columns="OutStatus"), inconstraint=sums, cost_function1="Constant")
        return {names[int(row.CellId)] for row in run.outsuppress.to_pandas().itertuples() if row.OutStatus == "X"}
    # An outsider is told nothing of how far off a count can be.
    run = module.Auditing(incell=cells, inconstraint=sums, lb_factor=0.0, ub_factor=1e6)
    return {names[int(row.CellId)]: (row.MinValue, row.MaxValue) for row in run.outaudit.to_pandas().itertuples()}


# --- pytauargus: the modular method and its audit, each in a directory of its own


def hierarchy(parts, code="NL", depth=0):
    return "".join(
        "@" * depth + part + "\n" + hierarchy(parts, part, depth + 1) for part in parts.get(code, []))


def tau(cells, counts, parts, withheld=None, sensitive=None, of_units=True):
    """The cells that the modular method withholds; or what the audit says of given cells: ranges by cell."""
    import pytauargus
    from pytauargus.engine import Engine

    sensitive = sensitive or primary(counts)

    with tempfile.TemporaryDirectory() as directory:
        with open(f"{directory}/regio.hrc", "w") as file:
            file.write(hierarchy(parts))
        micro = {"Regio": [], "Groep": [], "Een": []}
        for code, own in cells.items():
            for group, count in enumerate(own):
                # One record a unit, so that a cell of one unit is known for one; or one a cell, for speed.
                records = count if of_units else 1
                micro["Regio"] += [code] * records
                micro["Groep"] += [str(group + 1)] * records
                micro["Een"] += [count // records] * records
        made = pytauargus.protect(
            micro, ["Regio", "Groep"], response="Een", safety_rules="FREQ(1,30)", suppress="MOD(1,60,1,1,1)",
            hrc={"Regio": f"{directory}/regio.hrc"}, workdir=directory, run=False)
        name = lambda code: "Total" if code == "NL" else code
        with open(f"{directory}/cells.hst", "w") as file:
            for code, own in counts.items():
                file.write(f"{name(code)};Total;P\n")
                for group, count in enumerate(own):
                    key = f"{name(code)};{group + 1}"
                    if (code, group) in sensitive:
                        low = min(PROTECTION, count)
                        file.write(f"{key};U\n{key};PL;{low};{PROTECTION}\n")
                    elif code == "NL":
                        file.write(f"{key};P\n")
                    elif withheld and (code, group) in withheld:
                        file.write(f"{key};M\n")
        lines = []
        for line in open(f"{directory}/batch.arb").read().splitlines():
            if withheld is not None and line.startswith(("<SUPPRESS>", "<WRITETABLE>")):
                continue
            lines.append(line)
            if line.startswith("<READMICRODATA>"):
                lines.append(f'<APRIORI> "{directory}/cells.hst",1,";",0,0')
        with open(f"{directory}/batch.arb", "w") as file:
            file.write("\n".join(lines) + "\n")
        engine = Engine()
        engine.run_batch(f"{directory}/batch.arb")
        if withheld is not None:
            ranges = {row["cell"]: (row["min"], row["max"]) for row in engine.audit(0)}
            # Cells are numbered by region in the order of the hierarchy, then by group, each total first.
            order = [line.strip("@\n") for line in io.StringIO(hierarchy(parts))]
            found = {}
            for region, code in enumerate(["NL"] + order):
                for group in range(GROUPS):
                    cell = region * (GROUPS + 1) + group + 1
                    if cell in ranges:
                        found[code, group] = ranges[cell]
            return found
        own = set()
        for line in open(f"{directory}/tab1.tab", errors="replace"):
            code, group, *_, status, _, _ = line.strip().replace('"', "").split(";")
            if status in ("U", "M"):
                own.add((code, int(group) - 1))
        return own


# --- an integer programme: the third attacker, on a sample


def integer_ranges(counts, parts, withheld, sample):
    """The least and the most whole units of withheld cells, given all that is published, by HiGHS."""
    import highspy

    model = highspy.Highs()
    model.setOptionValue("output_flag", False)
    columns = {}
    for code, own in counts.items():
        for group, count in enumerate(own):
            columns[code, group] = len(columns)
            hidden = (code, group) in withheld
            model.addVar(0 if hidden else count, sum(own) if hidden else count)
            model.changeColIntegrality(columns[code, group], highspy.HighsVarType.kInteger)
    for code, own in counts.items():
        model.addRow(sum(own), sum(own), GROUPS, [columns[code, g] for g in range(GROUPS)], [1.0] * GROUPS)
    for whole, below in parts.items():
        for group in range(GROUPS):
            cells = [columns[whole, group]] + [columns[part, group] for part in below]
            model.addRow(0, 0, len(cells), cells, [-1.0] + [1.0] * len(below))
    found = {}
    for cell in sample:
        bounds = []
        for sense in (highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize):
            model.changeColCost(columns[cell], 1.0)
            model.changeObjectiveSense(sense)
            model.run()
            bounds.append(round(model.getInfo().objective_function_value))
        model.changeColCost(columns[cell], 0.0)
        found[cell] = tuple(bounds)
    return found


# --- the comparison


def pattern(release, counts):
    """The cells that a release withholds."""
    with open(f"{release}/statline/groups_2019.csv", encoding="utf-8-sig") as file:
        rows = list(csv.reader(file, delimiter=";"))[1:]
    withheld = set()
    for row in rows:
        code = next(cell.strip() for cell in row if cell.strip() in counts)
        withheld |= {(code, group) for group in range(GROUPS) if row[group - GROUPS].strip() == "."}
    return withheld


def too_tight(counts, ranges):
    """Sensitive cells that a range leaves less open than asked for."""
    wrong = []
    for (code, group), (low, high) in ranges.items():
        count, units = counts[code][group], sum(counts[code])
        if code in small(counts) and (
                low > max(0, count - PROTECTION) + 1e-6 or high < min(units, count + PROTECTION) - 1e-6):
            wrong.append((code, group))
    return wrong


def compare(directory, release):
    """Prints what the others say of our pattern, and its size beside theirs; whether anything is wrong."""
    cells = json.load(open(f"{directory}/cells.json"))
    counts, parts = tree(cells)
    ours = pattern(release, counts)
    small_cells = primary(counts)
    theirs = {"pytauargus": tau(cells, counts, parts), "gconfid": gconfid(counts, parts)}
    alike = {
        "pytauargus": leaving_all_open(lambda cells_: tau(cells, counts, parts, sensitive=cells_), counts),
        "gconfid": leaving_all_open(lambda cells_: gconfid(counts, parts, sensitive=cells_), counts)}
    sample = random.Random(1).sample(sorted(small_cells), min(40, len(small_cells)))
    audits = {
        "pytauargus": tau(cells, counts, parts, ours), "gconfid": gconfid(counts, parts, ours),
        "integer programme, a sample": integer_ranges(counts, parts, ours, sample)}
    failed = not small_cells <= ours
    for name, ranges in audits.items():
        wrong = too_tight(counts, ranges)
        audited = sum(code in small(counts) for code, _ in ranges)
        print(f"  audit by {name}: {audited} sensitive cells, {len(wrong)} too tight")
        failed |= bool(wrong) or audited == 0
    rows = lambda withheld: len({code for code, _ in withheld})
    print(f"  sensitive: {len(small_cells)} cells in {rows(small_cells)} rows of {len(counts)}")
    for name, withheld in {"Peil": ours, **theirs}.items():
        wrong = too_tight(counts, integer_ranges(counts, parts, withheld, sample))
        print(f"  {name} withholds {len(withheld)} cells in {rows(withheld)} rows;"
              f" an integer programme finds {len(wrong)} of {len(sample)} too tight")
    for name, withheld in alike.items():
        print(f"  {name} withholds {len(withheld)} cells in {rows(withheld)} rows when those have to be left open too")
    plain = min(len(withheld) for withheld in theirs.values())
    best = min(len(withheld) for withheld in alike.values())
    print(f"  ratio to the better: {len(ours) / plain:.3f}; to the better that leaves all open, as Peil does:"
          f" {len(ours) / best:.3f}")
    return failed, len(ours), plain, best, rows(ours), min(rows(withheld) for withheld in alike.values())


if __name__ == "__main__":
    if sys.argv[1] == "generate":
        generate(int(sys.argv[2]), sys.argv[3])
    else:
        result = compare(sys.argv[2], sys.argv[3])
        with open(f"{sys.argv[2]}/result.json", "w") as file:
            json.dump(result, file)
        sys.exit(result[0])
