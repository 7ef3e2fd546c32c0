# Prints the small table on which Tests/ScoringTests compare with MASS::mca, and what mca finds, as Swift.
# usage: Rscript mca-fixture.R
suppressMessages(library(MASS))
set.seed(20191)
n <- 3000
first <- sample(1:4, n, replace = TRUE)
second <- pmin(3, pmax(1, round(first * 0.7 + rnorm(n, 0, 0.8))))
third <- pmin(3, pmax(1, round(4 - first * 0.6 - second * 0.2 + rnorm(n, 0, 0.9))))
rows <- data.frame(a = factor(first), b = factor(second), c = factor(third))
fit <- mca(rows, nf = 2)
m <- 3
coordinates <- fit$cs[, 1] * sqrt(n * m) * sqrt(m)
if (coordinates["a.4"] < 0) coordinates <- -coordinates
cells <- as.vector(aperm(table(rows), 3:1))
number <- function(x) sub("^ +", "", formatC(x, digits = 17, format = "g"))
cat("/// The output of Benchmarks/oracles/mca-fixture.R.\nenum MassFixture {\n")
cat("    static let cells: [Int64] = [\n        ", paste(cells, collapse = ", "), ",\n    ]\n", sep = "")
cat("    static let coordinates: [Double] = [\n", paste0("        ", number(coordinates), ",\n"), "    ]\n", sep = "")
cat("    static let singularValue = ", number(fit$d[1]), "\n}\n", sep = "")
