# Writes a file of synthetic households (delivery form 4) whose levels are drawn from a known model.
# usage: Rscript households.R ROWS SEED FILE
arguments <- commandArgs(trailingOnly = TRUE)
rows <- as.integer(arguments[1])
set.seed(as.integer(arguments[2]))

pick <- function(weights, n = rows) sample.int(length(weights), n, replace = TRUE, prob = weights)
draw <- function(score) {
  # Levels by a multinomial logit whose steps rise with the score of a person.
  steps <- outer(score, 0:4) * 0.55 - matrix(c(0, -0.9, -1.6, -1.1, 0.1), rows, 5, byrow = TRUE)
  weights <- exp(steps)
  limit <- t(apply(weights / rowSums(weights), 1, cumsum))
  1 + rowSums(runif(rows) > limit[, 1:4])
}

decile <- pick(rep(1, 10))
urban <- pick(c(3, 4, 2, 2, 1))
part <- pick(c(1, 2, 4, 3))
person <- function() {
  origin <- pick(c(70, 8, 6, 5, 4))
  # Whoever has no origin abroad is of no generation: two columns that say the same.
  generation <- ifelse(origin == 1, 0, 1 + rbinom(rows, 1, 0.45))
  list(sex = pick(c(1, 1)), age = pick(c(2, 5, 6, 6, 6, 4)), origin = origin, generation = generation,
    source = pick(c(6, 2, 1, 1, 2)), work = pick(c(6, 2, 3, 1)))
}
score <- function(p) {
  (decile - 5.5) * 0.22 - (p$age - 3) * 0.25 - (p$origin > 1) * 0.35 + (p$generation == 2) * 0.2 -
    (p$work - 1) * 0.3 + (3 - urban) * 0.12 + (p$source == 2) * 0.4 + (p$sex - 1.5) * 0.15
}
main <- person()
other <- person()
level <- draw(score(main))
levelOther <- draw(score(other) + (level - 3) * 0.4)
partner <- rbinom(rows, 1, 0.6)

known <- function(p) rbinom(rows, 1, plogis(1.9 - 0.35 * (p$age - 2))) == 1
levelKnown <- known(main)
otherKnown <- known(other)
blank <- function(values, kept) ifelse(kept, as.character(values), "")
with <- partner == 1
household <- ifelse(with, pmax(level, levelOther), level)
complete <- levelKnown & (!with | otherKnown)

table <- data.frame(
  jaar = 2019,
  huishouden_id = sprintf("H%07d", seq_len(rows)),
  buurtcode = sprintf("BU0363%04d", sample.int(40, rows, replace = TRUE)),
  welvaartsdeciel = decile,
  opleiding_huishouden = blank(household, complete),
  arbeidsverleden = pick(c(50, 5, 5, 5, 5, 10, 20)),
  opleiding_hkw = blank(level, levelKnown),
  partner = partner,
  opleiding_partner = blank(levelOther, with & otherKnown),
  geslacht = main$sex, leeftijdsklasse = main$age, herkomst = main$origin, generatie = main$generation,
  stedelijkheid = urban, landsdeel = part, inkomensbron = main$source, arbeid_hkw = main$work,
  geslacht_p = blank(other$sex, with), leeftijdsklasse_p = blank(other$age, with),
  herkomst_p = blank(other$origin, with), generatie_p = blank(other$generation, with),
  sec_p = blank(other$source, with), arbeid_p = blank(other$work, with)
)
write.table(table, arguments[3], sep = ";", quote = FALSE, row.names = FALSE, na = "")
