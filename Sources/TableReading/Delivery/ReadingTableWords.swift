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
                nl: "Deze eenheid staat al eerder in dezelfde periode, of heeft geen id.",
                en: "This unit stands earlier in the same period, or has no id.",
                repairNl: "Verwijder de rij die te veel is, of geef de eenheid een eigen id.",
                repairEn: "Remove the row that is too many, or give the unit its own id."
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
                nl: "Rijen zijn van eenheden die niet tot de populatie van het verslagjaar horen.",
                en: "Rows are of units outside the population of the report year.",
                repairNl:
                    "Niets, als deze rijen niet hoeven mee te tellen; verbeter anders de geboortedatums of het verslagjaar.",
                repairEn:
                    "Nothing, if these rows need not count; else correct the dates of birth, or the report year."
            )
        case .subgroupOutsideWhole:
            ReadingWords(
                nl: "Deze rij telt mee bij een deelgroep, maar niet bij de groep waar die een deel van is.",
                en: "This row counts in a subgroup but not in the group that it is a part of.",
                repairNl: "Verbeter een van beide velden.",
                repairEn: "Correct one of the two fields."
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
                nl: "Van een kenmerk van meer jaren ontbreken er jaren; het is van de jaren die er zijn.",
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
                nl: "De levering heeft meer rijen dan deze gegevens kunnen hebben.",
                en: "The delivery has more rows than its data set can have.",
                repairNl: "Lever minder regio's of perioden tegelijk, en let op rijen die zich herhalen.",
                repairEn: "Deliver fewer regions or periods at a time, and check for rows that repeat."
            )
        case .decimalMarkConflict: Self.decimalMarkWords(believed: .point)
        default:
            ReadingWords(
                nl: "De metadata in het archief is niet te lezen; de cijfers zijn zonder gelezen.",
                en: "The metadata in the archive cannot be read; the figures were read without it.",
                repairNl: "Lever de metadata zoals die gedownload is.",
                repairEn: "Deliver the metadata as it was downloaded."
            )
        }
    }

    /// The texts about a number with another decimal mark than most of its file.
    static func decimalMarkWords(believed: DecimalMark) -> ReadingWords {
        switch believed {
        case .point:
            ReadingWords(
                nl: "Dit getal is geschreven met een decimale komma, de rest van het bestand met een punt.",
                en: "This number is written with a decimal comma, the rest of the file with a point.",
                repairNl: "Schrijf alle getallen met een decimale punt.",
                repairEn: "Write all numbers with a decimal point."
            )
        case .comma:
            ReadingWords(
                nl: "Dit getal is geschreven met een decimale punt, de rest van het bestand met een komma.",
                en: "This number is written with a decimal point, the rest of the file with a comma.",
                repairNl: "Schrijf alle getallen met een decimale komma.",
                repairEn: "Write all numbers with a decimal comma."
            )
        }
    }

    private var headerWords: ReadingWords {
        switch self {
        case .noRegionCodes:
            ReadingWords(
                nl: "Het bestand noemt regio's bij naam, zonder code; namen komen vaker voor dan eens.",
                en: "The file names its regions without their codes; names occur more than once.",
                repairNl:
                    "Kies in StatLine het onderwerp \"Regiocode (gemeente, wijk, buurt)\" en download opnieuw.",
                repairEn:
                    "Choose the topic \"Regiocode (gemeente, wijk, buurt)\" in StatLine and download again."
            )
        case .noPeriod:
            ReadingWords(
                nl: "Het bestand zegt niet over welke periode de cijfers gaan.",
                en: "The file does not say which period its figures are about.",
                repairNl: "Kies in StatLine de perioden als kolom en download opnieuw.",
                repairEn: "Choose the periods as a column in StatLine and download again."
            )
        case .noTopics:
            ReadingWords(
                nl: "Geen van de kolommen is een onderwerp van deze gegevens.",
                en: "None of the columns is a topic of this data set.",
                repairNl: "Lever een tabel van deze gegevens, met de kolomkoppen van StatLine.",
                repairEn: "Deliver a table of this data set, with the headers of StatLine."
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
                nl: "Aan de gekruiste aantallen ontbreekt een van de variabelen.",
                en: "The joint counts lack one of the variables.",
                repairNl: "Lever een kolom voor elke variabele.",
                repairEn: "Deliver one column for each variable."
            )
        case .columnMissing:
            ReadingWords(
                nl: "Een kolom ontbreekt die elke levering in deze vorm heeft.",
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
                    "Download de tabel uit StatLine als CSV; van een webpagina gekopieerde tekst heeft geen koppen.",
                repairEn:
                    "Download the table from StatLine as CSV; text copied from a web page has no headers."
            )
        }
    }
}
