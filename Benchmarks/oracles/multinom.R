# Fits the models of main earner and partner with nnet::multinom, to its maximum, and writes what it found.
# usage: Rscript multinom.R HOUSEHOLDS.csv PREFIX
# Writes PREFIX-<person>.csv (covariate;category;level;estimate) and PREFIX-<person>-facts.csv (name;value), and
# PREFIX-<person>-probabilities.csv, those of the first hundred observed rows.
suppressMessages(library(nnet))
arguments <- commandArgs(trailingOnly = TRUE)
data <- read.csv(arguments[1], sep = ";", colClasses = "character", na.strings = character(0))
persons <- list(
  hoofdkostwinner = list(level = "opleiding_hkw", covariates = c("geslacht", "leeftijdsklasse", "herkomst",
    "generatie", "stedelijkheid", "landsdeel", "inkomensbron", "welvaartsdeciel", "arbeid_hkw")),
  partner = list(level = "opleiding_partner", covariates = c("geslacht_p", "leeftijdsklasse_p", "herkomst_p",
    "generatie_p", "stedelijkheid", "landsdeel", "sec_p", "welvaartsdeciel", "arbeid_hkw", "arbeid_p",
    "opleiding_hkw"))
)
number <- function(x) sub("^ +", "", formatC(x, digits = 17, format = "g"))
for (person in names(persons)) {
  it <- persons[[person]]
  rows <- data[data[[it$level]] != "", ]
  if (person == "partner") rows <- rows[rows$partner == "1" & rows$opleiding_hkw != "", ]
  factors <- lapply(rows[it$covariates], function(x) factor(x, levels = as.character(sort(as.integer(unique(x))))))
  frame <- as.data.frame(factors)
  frame <- frame[, sapply(factors, nlevels) > 1]
  full <- model.matrix(~ ., frame)
  # As R's lm does it: of columns that say the same the later ones are left out.
  pivots <- qr(full)
  kept <- sort(pivots$pivot[seq_len(pivots$rank)])
  design <- full[, kept]
  outcome <- factor(rows[[it$level]])
  cells <- apply(cbind(design), 1, paste, collapse = "")
  first <- !duplicated(cells)
  counts <- unclass(table(factor(cells, levels = cells[first]), outcome))
  grouped <- design[first, , drop = FALSE]
  started <- proc.time()
  fit <- multinom(counts ~ grouped - 1, trace = FALSE, maxit = 2000, reltol = 1e-15, abstol = 0,
    MaxNWts = 100000)
  spent <- proc.time() - started
  estimates <- coef(fit)
  lines <- c("covariate;category;level;estimate")
  names <- colnames(design)
  for (column in seq_along(names)) {
    covariate <- if (names[column] == "(Intercept)") "" else
      it$covariates[which(startsWith(names[column], it$covariates) &
        nchar(it$covariates) == max(nchar(it$covariates[startsWith(names[column], it$covariates)])))]
    category <- if (covariate == "") "" else substring(names[column], nchar(covariate) + 1)
    for (level in rownames(estimates)) {
      lines <- c(lines, paste(covariate, category, level, number(estimates[level, column]), sep = ";"))
    }
  }
  writeLines(lines, paste0(arguments[2], "-", person, ".csv"))
  writeLines(c("name;value", paste0("logLikelihood;", number(-fit$value)), paste0("rows;", nrow(rows)),
    paste0("patterns;", sum(first)), paste0("seconds;", spent[["elapsed"]]),
    paste0("cpu;", spent[["user.self"]] + spent[["sys.self"]])), paste0(arguments[2], "-", person, "-facts.csv"))
  probabilities <- predict(fit, type = "probs")[match(cells, cells[first]), ][seq_len(min(100, nrow(rows))), ]
  writeLines(c(paste(c("row", colnames(probabilities)), collapse = ";"), vapply(seq_len(nrow(probabilities)),
    function(i) paste(c(rows$huishouden_id[i], number(probabilities[i, ])), collapse = ";"), "")),
    paste0(arguments[2], "-", person, "-probabilities.csv"))
}
