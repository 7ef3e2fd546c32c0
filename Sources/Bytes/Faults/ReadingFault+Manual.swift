public import Statistics

extension ReadingFault {
    /// The entry in the manual of findings, for the steward of the delivery.
    public var manual: ManualText { earlierManual ?? shapeManual ?? laterManual }

    /// The entries of the first half of the faults.
    private var earlierManual: ManualText? {
        switch self {
        case .notRecognised:
            ManualText(
                """
                The file is of a kind that is not read.

                Deliveries are CSV files or Atom feeds as StatLine and its data feeds make them, perhaps \
                compressed with gzip or zip. Recognised is what is in a file, not how it is called.
                """,
                repair: """
                    download the table from StatLine as CSV, or as an Atom feed, and deliver that file \
                    unchanged.
                    """
            )
        case .tooLarge:
            ManualText(
                """
                The file, or what it unpacks to, is larger than deliveries may be.
                """,
                repair: """
                    deliver fewer years at a time, or ask the operator for a higher limit.
                    """
            )
        case .archiveUnsafe:
            ManualText(
                """
                An archive holds something that is not unpacked.

                Links, paths that lead out of the archive, files with a password and thousands of files do \
                not occur in deliveries. An archive that unpacks to hundreds of times its size is refused \
                as well.
                """,
                repair: """
                    make a new archive of just the file of figures and its metadata.
                    """
            )
        case .archiveDamaged:
            ManualText(
                """
                A compressed file is damaged.

                It cannot be unpacked, or what comes out is not what went in.
                """,
                repair: """
                    compress the original file again and deliver it once more.
                    """
            )
        case .truncated:
            ManualText(
                """
                The file ends too early.

                Usually it was taken before it was written or sent completely.
                """,
                repair: """
                    deliver the complete file, under a temporary name that is changed when it is complete.
                    """
            )
        case .twoTables:
            ManualText(
                """
                There is more than one table of figures in the delivery.

                A delivery is one table; which of several is meant cannot be known.
                """,
                repair: """
                    deliver each table as a file of its own.
                    """
            )
        case .encoding:
            ManualText(
                """
                A character is not written in the encoding of the rest of the file.

                Files are read as UTF-8, UTF-16 or Windows-1252, whichever their first characters show. A \
                file that mixes them was put together from several.
                """,
                repair: """
                    save the whole file as UTF-8.
                    """
            )
        case .nulCharacter:
            ManualText(
                """
                A NUL character stands in the text.

                It belongs to no text; the file was damaged, or is no text at all.
                """,
                repair: """
                    download the file again.
                    """
            )
        case .noHeader:
            ManualText(
                """
                No row with the headers of the columns was found.

                Columns are known by their headers, never by their position: one row must name the region, \
                the period and the topics. Text that was copied from a web page has no such row.
                """,
                repair: """
                    download the table from StatLine as CSV.
                    """
            )
        case .noRegionCodes:
            ManualText(
                """
                The file names its regions but has no codes for them.

                Thousands of names occur more than once in the country, so a name does not say which \
                region is meant.
                """,
                repair: """
                    choose the column "Regiocode (gemeente, wijk, buurt)" in StatLine and download again.
                    """
            )
        case .noPeriod:
            ManualText(
                """
                The file does not say which period its figures are about.
                """,
                repair: """
                    choose the periods as a column in StatLine and download again.
                    """
            )
        case .noTopics:
            ManualText(
                """
                None of the columns is a topic of the data set.

                The file may be of another table, or its headers may have been changed.
                """,
                repair: """
                    deliver a table of this data set, or have the operator add the spellings of its topics \
                    to the codebook.
                    """
            )
        case .noRows:
            ManualText(
                """
                The file has headers but no figures.
                """,
                repair: """
                    deliver the file with its rows.
                    """
            )
        case .dimensionMissing:
            ManualText(
                """
                The joint counts lack one of their dimensions.

                Joint counts are by all variables of the data set at once.
                """,
                repair: """
                    deliver one column for each variable.
                    """
            )
        case .columnMissing:
            ManualText(
                """
                A column is missing that every delivery in its form has.

                Rows of single units are read by the headers of their columns, in any order, but none that \
                is required may be left out; a field that is not known is left empty.
                """,
                repair: """
                    deliver the column too.
                    """
            )
        case .columnTwice:
            ManualText(
                """
                Two columns hold the same topic.
                """,
                repair: """
                    remove one of them.
                    """
            )
        case .tooManyColumns:
            ManualText(
                """
                The file has more columns than are read.
                """,
                repair: """
                    choose fewer topics at a time.
                    """
            )
        case .unclosedQuote:
            ManualText(
                """
                A quotation mark opens a field and none closes it.
                """,
                repair: """
                    close the field, and write a quotation mark inside a field twice.
                    """
            )
        case .strayQuote:
            ManualText(
                """
                Text follows the quotation mark that closes a field.
                """,
                repair: """
                    write a quotation mark inside a field twice.
                    """
            )
        case .mixedLineEnds:
            ManualText(
                """
                Lines of a file of households end in two ways.

                The first line that ends otherwise than those before it is shown. All of them are read. \
                Usually two files were put together.
                """,
                repair: """
                    nothing, if all rows belong in the file; else export it again in one go.
                    """
            )
        default: nil
        }
    }
}
