# Reads the tables that a daemon serves as an R user would, with jsonlite alone, and compares every figure with the tidy CSV.
# It asks in the way of cbsodataR, which Debian does not have: the list of tables, the resources of a table, the typed and the
# untyped rows page by page, and selections of a region, of a period and of columns.
# usage: Rscript served.R ADDRESS RELEASE-DIRECTORY
# Fails when something is not read, or disagrees.
arguments <- commandArgs(TRUE)
address <- paste0("http://", arguments[1])
release <- arguments[2]

ask <- function(...) jsonlite::fromJSON(URLencode(paste0(...)))
# All pages of a feed, as one table.
pages <- function(...) {
    page <- ask(...)
    rows <- list(page$value)
    while (!is.null(page$odata.nextLink)) {
        page <- ask(page$odata.nextLink)
        rows[[length(rows) + 1]] <- page$value
    }
    do.call(rbind, rows)
}

files <- Sys.glob(file.path(release, "tidy-csv", "*.csv"))
files <- files[!basename(files) %in% c("topics.csv", "statuses.csv")]
tables <- sub("_[0-9]{4}", "", sub("[.]csv$", "", basename(files)))
listed <- ask(address, "/ODataCatalog/Tables?$format=json")$value
stopifnot(setequal(listed$Identifier, tables), !is.na(as.POSIXct(listed$Updated)))

agreeing <- 0
pageCount <- 0
for (table in unique(tables)) {
    # R reads a column of numbers as numbers, and an empty one as missing.
    wanted <- do.call(rbind, lapply(files[tables == table], read.csv))
    stopifnot(is.numeric(wanted$value), is.na(wanted$value) == (wanted$status != "published"))

    top <- ask(address, "/ODataApi/odata/", table)$value
    resource <- function(name) ask(top$url[top$name == name])$value
    columns <- resource("DataProperties")
    region <- columns$Key[columns$Type %in% c("GeoDimension", "GeoDetail")]
    period <- columns$Key[columns$Type == "TimeDimension"]
    stopifnot(length(region) == 1, length(period) == 1, nrow(resource("TableInfos")) == 1)
    stopifnot(unique(wanted$topic) %in% columns$Key[columns$Type == "Topic"])

    feed <- paste0(address, "/ODataFeed/odata/", table, "/")
    rows <- pages(feed, "TypedDataSet?$format=json")
    # Numbers are numbers: a column of text would mean that a symbol came through.
    stopifnot(!vapply(rows[unique(wanted$topic)], is.character, NA))
    stopifnot(rows[[region]] %in% resource(region)$Key, rows[[period]] %in% resource(period)$Key)

    key <- function(rows) paste(trimws(rows[[region]]), sub("JJ00", "", trimws(rows[[period]])))
    due <- paste(wanted$region, wanted$period)
    stopifnot(!anyDuplicated(key(rows)), setequal(key(rows), due))
    told <- function(rows) mapply(function(row, topic) as.numeric(rows[row, topic]), match(due, key(rows)), wanted$topic)
    stopifnot(identical(unname(told(rows)), as.numeric(wanted$value)))
    topics <- intersect(columns$Key[columns$Type == "Topic"], names(rows))
    stopifnot(sum(!is.na(rows[topics])) == sum(!is.na(wanted$value)))

    # The untyped rows say the same, with symbols for what is absent.
    untyped <- pages(feed, "UntypedDataSet?$format=json")
    stopifnot(nrow(untyped) == nrow(rows), identical(unname(suppressWarnings(told(untyped))), as.numeric(wanted$value)))

    # Selections: one region, part of a code, one period, some columns; and pages that the reader makes itself.
    # A column without a number in a selection has no type in R.
    plain <- function(column) if (is.character(column)) column else as.numeric(column)
    same <- function(found, rows) {
        stopifnot(nrow(found) > 0, setequal(names(found), names(rows)))
        stopifnot(identical(lapply(found, plain), lapply(rows[names(found)], plain)))
    }
    one <- rows[[region]][2]
    year <- rows[[period]][1]
    same(pages(feed, "TypedDataSet?$format=json&$filter=(", region, " eq '", one, "')"), rows[rows[[region]] == one, ])
    same(pages(feed, "TypedDataSet?$format=json&$filter=(substringof('WK', ", region, ")) and (", period, " eq '", year,
               "')&$select=", region, ",", period, ",", wanted$topic[1]),
         rows[grepl("WK", rows[[region]]) & rows[[period]] == year, c(region, period, wanted$topic[1])])
    same(do.call(rbind, lapply(seq(0, nrow(rows) - 1, 100), function(skip) {
        pageCount <<- pageCount + 1
        ask(feed, "TypedDataSet?$format=json&$top=100&$skip=", format(skip, scientific = FALSE))$value
    })), rows)
    agreeing <- agreeing + nrow(wanted)
}
cat(sprintf("R %s.%s, jsonlite %s: %d tables over loopback, %d pages of them; %d figures agree\n", R.version$major,
            R.version$minor, packageVersion("jsonlite"), length(unique(tables)), pageCount, agreeing))
