import Statistics

extension ReadingFault {
    /// The texts of findings about headers, rows and cells.
    var tableWords: ReadingWords {
        switch self {
        case .noHeader, .noRegionCodes, .noPeriod, .noTopics, .noRows, .dimensionMissing, .columnMissing,
            .columnTwice,
            .tooManyColumns:
            headerWords
        case .codesDisagree:
            ReadingWords(
                nl: "Deze rij noemt twee verschillende regio's.",
                en: "This row names two different regions.",
                repairNl: "Verbeter de code die niet klopt.",
                repairEn: "Correct the code that is wrong."
            )
        case .unitTwice:
            ReadingWords(
                nl: "De sleutel van deze rij staat in dezelfde periode al eerder in het bestand.",
                en: "The id of this row stands earlier in the file, in the same period.",
                repairNl: "Verwijder de rij als zij dubbel is; geef de eenheid anders haar eigen sleutel.",
                repairEn: "Remove the row if it is there twice; else give the unit its own id."
            )
        case .householdDiffers:
            ReadingWords(
                nl: "Een eerdere rij van dit huishouden vertelt iets anders.",
                en: "An earlier row of this household tells something else.",
                repairNl: "Verbeter de rijen, of de nummers van de huishoudens.",
                repairEn: "Correct the rows, or the ids of the households."
            )
        case .outsidePopulation:
            ReadingWords(
                nl: "Sommige rijen gaan over eenheden die niet tot de populatie van het verslagjaar horen.",
                en: "Rows are of units outside the population of the report year.",
                repairNl:
                    "Niets, als deze rijen niet hoeven mee te tellen; verbeter anders de geboortedatums of het verslagjaar.",
                repairEn:
                    "Nothing, if these rows need not count; else correct the dates of birth, or the report year."
            )
        case .yearOutsideWindow:
            ReadingWords(
                nl:
                    "Geen verslagjaar in dit bestand kijkt terug op het jaar van deze kolom; zij telt niet mee.",
                en: "No report year of this file looks back at the year of this column; it does not count.",
                repairNl: "Niets, als de kolom niet hoeft mee te tellen; kijk anders het jaar in de kop na.",
                repairEn: "Nothing, if the column is not meant to count; else check the year in its header."
            )
        case .yearsMissing:
            ReadingWords(
                nl:
                    "Van een kenmerk over meer jaren ontbreken er jaren; het is bepaald over de jaren die er zijn.",
                en:
                    "Of a characteristic of several years some are missing; it is of the years that are there.",
                repairNl: "Lever een kolom voor elk jaar, als die cijfers er zijn.",
                repairEn: "Deliver a column for each year, if there are such figures."
            )
        case .limitsFaulty:
            ReadingWords(
                nl: "Het bestand met grenzen klopt niet.",
                en: "The file of limits is faulty.",
                repairNl: "Verbeter het bestand met grenzen, en lever beide bestanden opnieuw.",
                repairEn: "Correct the file of limits, and deliver both files again."
            )
        case .limitsMissing:
            ReadingWords(
                nl: "De grenzen van deze bedragen ontbreken; het kenmerk wacht daarop.",
                en: "The limits of these amounts are missing; the characteristic waits for them.",
                repairNl: "Zet de grenzen als NAAM.grenzen.csv naast het bestand, en lever beide opnieuw.",
                repairEn: "Put the limits beside the file as NAME.grenzen.csv, and deliver both again."
            )
        case .unknownCategory:
            ReadingWords(
                nl: "Dit is geen categorie van deze variabele.",
                en: "This is not a category of this variable.",
                repairNl:
                    "Schrijf de categorieën zoals in het codeboek; totalen horen niet in gekruiste aantallen.",
                repairEn: "Write the categories as in the codebook; totals do not belong in joint counts."
            )
        case .tooManyRows:
            ReadingWords(
                nl: "De aanlevering heeft meer rijen dan deze gegevens kunnen hebben.",
                en: "The delivery has more rows than its data set can have.",
                repairNl: "Lever minder regio's of perioden tegelijk, en let op rijen die zich herhalen.",
                repairEn: "Deliver fewer regions or periods at a time, and check for rows that repeat."
            )
        case .headerMisspelt:
            ReadingWords(
                nl: "Deze kolomkop is onbekend en lijkt op een die ontbreekt.",
                en: "This header is not known, and is nearly one that is missing.",
                repairNl: "Verbeter de kolomkop en lever het bestand opnieuw.",
                repairEn: "Correct the header, and deliver the file again."
            )
        case .otherDataset:
            ReadingWords(
                nl: "Dit bestand hoort bij een andere gegevensset dan deze map.",
                en: "This file is of another data set than this folder.",
                repairNl: "Lever het aan in de map van die gegevensset.",
                repairEn: "Deliver it in the folder of that data set."
            )
        case .fieldsMissing:
            ReadingWords(
                nl: "Een kenmerk wordt afgeleid zonder een van zijn kolommen.",
                en: "A characteristic is derived without one of its columns.",
                repairNl: "Lever ook die kolom, met de naam uit het codeboek.",
                repairEn: "Deliver that column too, with its name as in the codebook."
            )
        case .leaveOutMissing:
            ReadingWords(
                nl: "Een kolom ontbreekt die zegt welke rijen niet meetellen.",
                en: "A column is missing that says which rows do not count.",
                repairNl: "Lever ook die kolom, met de naam uit het codeboek.",
                repairEn: "Deliver that column too, with its name as in the codebook."
            )
        case .idShortened:
            ReadingWords(
                nl: "De sleutels zijn door een spreadsheet ingekort.",
                en: "The ids were shortened by a spreadsheet.",
                repairNl:
                    "Exporteer het bestand opnieuw zonder het in een spreadsheet te openen, of maak de kolom daar "
                    + "eerst tekst.",
                repairEn:
                    "Export the file again without opening it in a spreadsheet, or make the column text there "
                    + "first."
            )
        case .noteInTable:
            ReadingWords(
                nl: "Deze regel tussen de rijen is geen rij van de tabel; hij lijkt op een toelichting.",
                en: "This line between the rows is no row of the table; it looks like a note.",
                repairNl: "Verwijder de regel, of herstel de rij als het er een was.",
                repairEn: "Remove the line, or restore the row if it was one."
            )
        case .noteUnderTable:
            ReadingWords(
                nl: "Deze regel onder de tabel is een toelichting en geen rij; hij is overgeslagen.",
                en: "This line under the table is a note and no row; it was passed over.",
                repairNl: "Niets.",
                repairEn: "Nothing."
            )
        case .linesAbove:
            ReadingWords(
                nl: "Regels boven de kolomkoppen zijn geen rijen van de tabel en zijn overgeslagen.",
                en: "Lines above the headers are no rows of the table, and were passed over.",
                repairNl: "Niets, als daar geen rijen van de tabel staan.",
                repairEn: "Nothing, if no rows of the table stand there."
            )
        case .decimalMarkConflict: Self.commaAmongPoints
        default:
            ReadingWords(
                nl:
                    "De metadata in het archief is niet te lezen; de cijfers zijn zonder die metadata gelezen.",
                en: "The metadata in the archive cannot be read; the figures were read without it.",
                repairNl: "Lever de metadata zoals die gedownload is.",
                repairEn: "Deliver the metadata as it was downloaded."
            )
        }
    }

    /// The texts about a number with a decimal comma, in a file of decimal points.
    package static var commaAmongPoints: ReadingWords {
        ReadingWords(
            nl:
                "Dit getal heeft een decimale komma of punten tussen duizendtallen; de rest van het bestand heeft "
                + "een decimale punt.",
            en:
                "This number has a decimal comma, or points between thousands; the rest of the file has a decimal "
                + "point.",
            repairNl:
                "Schrijf alle getallen met een decimale punt, en zonder teken tussen duizendtallen.",
            repairEn: "Write all numbers with a decimal point, and without a sign between thousands."
        )
    }

    /// The texts about a number with a decimal point, in a file of decimal commas.
    package static var pointAmongCommas: ReadingWords {
        ReadingWords(
            nl:
                "Dit getal heeft een decimale punt of komma's tussen duizendtallen; de rest van het bestand heeft "
                + "een decimale komma.",
            en:
                "This number has a decimal point, or commas between thousands; the rest of the file has a decimal "
                + "comma.",
            repairNl:
                "Schrijf alle getallen met een decimale komma, en zonder teken tussen duizendtallen.",
            repairEn: "Write all numbers with a decimal comma, and without a sign between thousands."
        )
    }

    private var headerWords: ReadingWords {
        switch self {
        case .noRegionCodes:
            ReadingWords(
                nl: "Het bestand noemt regio's bij naam, zonder code; dezelfde naam komt vaker voor.",
                en: "The file names its regions without their codes; names occur more than once.",
                repairNl: "Voeg een kolom met de regiocode toe.",
                repairEn: "Add a column with the code of the region."
            )
        case .noPeriod:
            ReadingWords(
                nl: "Het bestand zegt niet over welke periode de cijfers gaan.",
                en: "The file does not say which period its figures are about.",
                repairNl: "Voeg een kolom met het jaar toe.",
                repairEn: "Add a column with the year."
            )
        case .noTopics:
            ReadingWords(
                nl: "Geen van de kolommen is een onderwerp van deze gegevensset.",
                en: "None of the columns is a topic of this data set.",
                repairNl: "Lever een tabel van deze gegevens, met hun kolomkoppen.",
                repairEn: "Deliver a table of this data set, with its headers."
            )
        case .noRows:
            ReadingWords(
                nl: "Het bestand heeft kolomkoppen maar geen cijfers.",
                en: "The file has headers but no figures.",
                repairNl: "Lever het bestand met zijn rijen.",
                repairEn: "Deliver the file with its rows."
            )
        case .dimensionMissing:
            ReadingWords(
                nl: "In de gekruiste aantallen ontbreekt een van de variabelen.",
                en: "The joint counts lack one of the variables.",
                repairNl: "Lever een kolom voor elke variabele.",
                repairEn: "Deliver one column for each variable."
            )
        case .columnMissing:
            ReadingWords(
                nl: "Een kolom ontbreekt die elke aanlevering in deze vorm heeft.",
                en: "A column is missing that every delivery in this form has.",
                repairNl: "Lever ook die kolom; wat niet bekend is blijft daarin leeg.",
                repairEn: "Deliver that column too; what is not known stays empty in it."
            )
        case .columnTwice:
            ReadingWords(
                nl: "Deze kolom staat er al.",
                en: "This column stands there already.",
                repairNl: "Verwijder een van de twee.",
                repairEn: "Remove one of the two."
            )
        case .tooManyColumns:
            ReadingWords(
                nl: "Het bestand heeft meer kolommen dan gelezen worden.",
                en: "The file has more columns than are read.",
                repairNl: "Kies minder onderwerpen tegelijk.",
                repairEn: "Choose fewer topics at a time."
            )
        default:
            ReadingWords(
                nl: "Er is geen rij met kolomkoppen die de regio, de periode en de onderwerpen noemen.",
                en: "No row of headers names the region, the period and the topics.",
                repairNl:
                    "Lever de tabel met haar kolomkoppen; van een webpagina gekopieerde tekst heeft die niet.",
                repairEn: "Deliver the table with its headers; text copied from a web page has none."
            )
        }
    }
}
