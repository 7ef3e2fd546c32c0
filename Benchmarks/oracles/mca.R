# Standard coordinates of joint counts by MASS::mca, one row a unit as it wants them.
# usage: Rscript mca.R JOINT.csv RESULT.csv; the columns are those of the unprocessed CSV form.
suppressMessages(library(MASS))
arguments <- commandArgs(trailingOnly = TRUE)
cells <- read.csv(arguments[1], sep = ";", check.names = FALSE)
variables <- c("Welvaart", "Opleiding", "Arbeidsverleden")
counts <- aggregate(cells$ParticuliereHuishoudens, cells[variables], sum)
rows <- counts[rep(seq_len(nrow(counts)), counts$x), variables]
rows[] <- lapply(rows, function(x) factor(x, levels = sort(unique(x))))
# mca computes with whole numbers of R, which do not hold the square of so many units: nf = 2, as nf = 1 fails.
fit <- mca(rows, nf = 2)
coordinates <- fit$cs[, 1] * sqrt(nrow(rows) * 3) * sqrt(3)
if (coordinates["Welvaart.10"] < 0) coordinates <- -coordinates
writeLines(c("variable;category;coordinate", paste(tolower(sub("[.].*", "", names(coordinates))),
  sub(".*[.]", "", names(coordinates)), formatC(coordinates, digits = 17, format = "g"), sep = ";")), arguments[2])
writeLines(paste("units:", nrow(rows)))
