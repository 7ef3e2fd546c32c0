import Statistics

extension ReadingFault {
    /// The entries of the faults about headers, ids and lines that are none; nil for all others.
    var shapeManual: ManualText? {
        switch self {
        case .headerMisspelt:
            ManualText(
                """
                A header is nearly one that is known and that the delivery lacks.

                One letter is wrong, or letters were lost because the file was saved or read in another \
                encoding. What the column holds would be left out, and figures would be made without it.
                """,
                repair: """
                    write the header as the finding says, and save the file as UTF-8.
                    """
            )
        case .otherDataset:
            ManualText(
                """
                The file is of another data set than the folder.

                Its headers are those of a data set with a folder of its own.
                """,
                repair: """
                    deliver the file in the folder of its data set.
                    """
            )
        case .fieldsMissing:
            ManualText(
                """
                A characteristic is derived without one of its columns.

                It is then derived from the columns that are there, and may come out otherwise.
                """,
                repair: """
                    deliver the column too, with its name as in the codebook.
                    """
            )
        case .leaveOutMissing:
            ManualText(
                """
                A column is missing that says which rows do not count.

                Without it rows are counted that should be left out, for example institutional households.
                """,
                repair: """
                    deliver the column too, with its name as in the codebook.
                    """
            )
        case .idShortened:
            ManualText(
                """
                Ids were shortened by a spreadsheet.

                Long numbers are shown and saved as `1,00000E+15`, so that different units get one id. Missing \
                levels are drawn by the id, and who stands twice is known by it, so nothing is taken.
                """,
                repair: """
                    export the file again without opening it in a spreadsheet, or make the column text there \
                    first.
                    """
            )
        case .noteInTable:
            ManualText(
                """
                A line between the rows looks like a note and not like a row.

                It has another number of fields than the table, and words where rows have codes and figures. \
                Under the table such lines are passed over; between rows one may have been a row.
                """,
                repair: """
                    remove the line, or restore the row that it was.
                    """
            )
        case .linesAbove:
            ManualText(
                """
                Lines above the headers are no rows, and were passed over.

                A title, a note or what a program writes about itself. The headers are the first line that names the \
                columns; what stands above them is not read, but for a year or a classification in the title of a \
                table.
                """,
                repair: """
                    nothing, if no rows of the table stand there.
                    """
            )
        case .noteUnderTable:
            ManualText(
                """
                Lines under the table are notes and no rows, and were passed over.

                Where figures come from and what they mean is often written under them.
                """,
                repair: """
                    nothing; figures are only read from rows of the table.
                    """
            )
        default: nil
        }
    }
}
