import Statistics

extension ReadingFault {
    /// The entries of the second half of the faults; those of the first stand in a file of their own.
    var laterManual: ManualText {
        switch self {
        case .notRecognised, .tooLarge, .archiveUnsafe, .archiveDamaged, .truncated, .twoTables, .encoding,
            .nulCharacter, .noHeader, .noRegionCodes, .noPeriod, .noTopics, .noRows, .dimensionMissing,
            .columnMissing, .columnTwice, .tooManyColumns, .unclosedQuote, .strayQuote, .mixedLineEnds,
            .headerMisspelt, .otherDataset, .fieldsMissing, .leaveOutMissing, .idShortened, .noteInTable,
            .noteUnderTable, .linesAbove:
            ManualText("", repair: "")
        case .headerAgain:
            ManualText(
                """
                The row of headers stands among the rows of a file again.

                Usually several files were put together, each with its headers, and some with the mark that opens a text.
                """,
                repair: """
                    remove the row, and check that nothing stands in the file twice.
                    """
            )
        case .fieldCount:
            ManualText(
                """
                A row has more or fewer fields than there are headers.

                A field was lost or added, so that what follows stands under the wrong header.
                """,
                repair: """
                    restore the row; a field without a value is left empty, not left out, and a text that holds the separator is \
                    put between quotation marks.
                    """
            )
        case .fieldTooLong:
            ManualText(
                """
                A field or a row is longer than any figure or name.

                Usually line ends were lost, or a quotation mark.
                """,
                repair: """
                    download the file again.
                    """
            )
        case .unknownCategory:
            ManualText(
                """
                A category is not one of its variable.
                """,
                repair: """
                    write the categories as in the codebook; totals do not belong in joint counts.
                    """
            )
        case .unitTwice:
            ManualText(
                """
                A unit stands twice in a period, or has no id.
                """,
                repair: """
                    remove the row that is too many, or give the unit its own id.
                    """
            )
        case .householdDiffers:
            ManualText(
                """
                Two rows of one household tell different things of it.

                A figure of a whole buurt counts a household once, so all its rows must tell the same \
                income.
                """,
                repair: """
                    correct the rows, or the ids of the households.
                    """
            )
        case .outsidePopulation:
            ManualText(
                """
                Rows are of units outside the population of the report year.

                Where the codebook says that a class decides who belongs to the population, a unit outside all \
                classes counts nowhere: of children, for example, who is 23 or over, or was born after the reference \
                day.
                """,
                repair: """
                    nothing, if these rows need not count; else correct the dates of birth, or the report year.
                    """
            )
        case .yearOutsideWindow:
            ManualText(
                """
                A column is of a year that no report year of the file looks back at.

                Flags are of three years before the report year; a column of another year is passed over.
                """,
                repair: """
                    nothing, if the column is not meant to count; else check the year in its header.
                    """
            )
        case .yearsMissing:
            ManualText(
                """
                A characteristic of several years is delivered without some of them.

                It is then of the years that are there: who was something in another year only is not \
                counted.
                """,
                repair: """
                    deliver a column for each year, if there are such figures.
                    """
            )
        case .limitsFaulty:
            ManualText(
                """
                The file beside the delivery that holds limits of classes is faulty.

                The place is one in that file, `NAME.grenzen.csv`. How it is written stands in \
                docs/formats/limits.md.
                """,
                repair: """
                    correct the file of limits, and deliver both files again.
                    """
            )
        case .limitsMissing:
            ManualText(
                """
                Amounts were delivered without the limits of their classes.

                Quintiles of incomes follow from national limits, which neither the codebook nor a file \
                beside the delivery gives for this report year. The characteristic waits: the rest of the \
                delivery is taken.
                """,
                repair: """
                    put the limits beside the file as `NAME.grenzen.csv`, and deliver both again.
                    """
            )
        case .codesDisagree:
            ManualText(
                """
                A row names two different regions.

                The file has two columns with the code of the region, and they disagree.
                """,
                repair: """
                    correct the code that is wrong.
                    """
            )
        case .decimalMarkConflict:
            ManualText(
                """
                Decimal points and decimal commas occur in one file.

                The sign that occurs less is reported, where it first stands. Points or commas between \
                thousands count too: with a point between thousands goes a decimal comma.
                """,
                repair: """
                    write all numbers with the same decimal sign.
                    """
            )
        case .tooManyRows:
            ManualText(
                """
                The delivery has more rows than its data set can have.
                """,
                repair: """
                    deliver fewer regions or periods at a time, and check for rows that repeat.
                    """
            )
        case .metadataUnreadable:
            ManualText(
                """
                The metadata in an archive cannot be read.

                The figures are read without it: marks for provisional figures that only stand there are \
                not known.
                """,
                repair: """
                    deliver the metadata as it was downloaded.
                    """
            )
        case .xmlMalformed:
            ManualText(
                """
                The XML is damaged.

                It does not follow the rules of XML.
                """,
                repair: """
                    download the feed again.
                    """
            )
        case .xmlDoctype:
            ManualText(
                """
                The XML declares a document type.

                Such a declaration can fetch or inflate anything, and feeds of figures have none.
                """,
                repair: """
                    deliver the feed as it was downloaded.
                    """
            )
        case .xmlTooLarge:
            ManualText(
                """
                A part of the XML is larger or nested deeper than in any feed of figures.
                """,
                repair: """
                    deliver the feed as it was downloaded.
                    """
            )
        case .xmlNestedValue:
            ManualText(
                """
                A value in the feed holds elements where a number or text belongs.
                """,
                repair: """
                    deliver the feed as it was downloaded.
                    """
            )
        case .encodingUnknown:
            ManualText(
                """
                The XML states an encoding that is not read.
                """,
                repair: """
                    save it as UTF-8.
                    """
            )
        case .otherDocument:
            ManualText(
                """
                The XML is no feed of figures.

                It may describe a table instead of holding its figures.
                """,
                repair: """
                    download the `TypedDataSet` or `UntypedDataSet` of the table.
                    """
            )
        case .incompletePages:
            ManualText(
                """
                Pages of the feed are missing.

                Large tables are downloaded in pages, and each names the next. Figures of half a table are \
                not taken.
                """,
                repair: """
                    deliver all pages together in one zip file.
                    """
            )
        }
    }
}
