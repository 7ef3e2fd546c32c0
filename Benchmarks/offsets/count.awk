# Counts what a release of joint counts shows: first the delivery, then the extract of its year.
# Rows with at least 100 households in the delivery; by level: how many, how many show the total score, in which units,
# how many of the three variables have no percentages, and how many of the eight measures of spread are shown.
BEGIN { FS = "\";\"|\"" }
function households(code, n) { # of a buurt, and of all that it lies in
    count["BU" code] += n; count["WK" substr(code, 1, 6)] += n; count["GM" substr(code, 1, 4)] += n
}
FNR == 1 { file++; if (file == 2) { split($0, header, FS); for (i in header) column[header[i]] = i }; next }
file == 1 { n = $(NF - 1); gsub(/ /, "", n); code = $(NF - 3); households(substr(code, 3), n); next }
{
    code = $(column["Regiocode (gemeente, wijk, buurt) (code)"]); gsub(/ /, "", code)
    level = substr(code, 1, 2)
    if (count[code] < 100) next
    rows[level]++; units[level] += count[code]
    unit = $(column["Eenheid/Scores (Getal)"]); gsub(/ /, "", unit)
    if ($(column["SES-WOA/Totaalscore/Gemiddelde score (Getal)"]) !~ /\. *$/) shown[level]++
    with[level, unit]++
    if (unit == "0.001" || unit == "0.010") fine[level] += count[code]
    for (name in column) {
        if (name ~ /^Eenheid\/Percentages/ && $(column[name]) ~ /\. *$/) without[level]++
        if (name ~ /^(Standaardafwijking|Gemiddeld verschil)\// && $(column[name]) !~ /\. *$/) spreads[level]++
    }
}
END {
    split("GM WK BU", levels, " "); split("0.001 0.010 0.020 0.050 0.100 .", all, " ")
    for (l = 1; l <= 3; l++) {
        level = levels[l]; if (!rows[level]) continue
        text = ""
        for (u = 1; u <= 6; u++) text = text (u > 1 ? "/" : "") with[level, all[u]] + 0
        printf "%s: %d rows, total shown in %d (%.2f %%), units .001/.01/.02/.05/.1/none %s, households in .01 or finer %.1f %%, " \
            "variables without percentages %.2f %%, spreads shown %.1f %%\n", level, rows[level], shown[level],
            100 * shown[level] / rows[level], text, 100 * fine[level] / units[level],
            100 * without[level] / rows[level] / 3, 100 * spreads[level] / rows[level] / 8
    }
}
