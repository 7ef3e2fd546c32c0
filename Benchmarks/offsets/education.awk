# A country with small groups in education: in every third buurt all households of the low level (1 and 2) but one to four
# have the middle one (3).
NR == 1 { print; next }
{
    n = $(NF - 1); gsub(/ /, "", n); code = $6
    if (code != last) { write(); last = code; number++; left = 1 + number % 4 }
    keep = n
    if (number % 3 == 0 && $4 <= 2) { keep = n < left ? n : left; left -= keep; add(3, n - keep) }
    add($4, keep)
}
END { write() }
function add(level, n, cell) {
    if (n <= 0) return
    cell = $3 "\";\"" level "\";\"" $5 "\";\"" code "\";\"" $7
    if (!(cell in sum)) cells[++many] = cell
    sum[cell] += n
}
function write(i) {
    for (i = 1; i <= many; i++) { printf "\"%d\";\"%s\";\"%d\"\n", id++, cells[i], sum[cells[i]]; delete sum[cells[i]] }
    many = 0
}
