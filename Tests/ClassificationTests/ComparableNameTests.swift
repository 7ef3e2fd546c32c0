import Classification
import Testing

@Suite struct `names of regions` {
    @Test(arguments: [
        ("Wijk 00 Doorn", "Doorn"), ("Wijk 12 Oud-Zuid", "Oud Zuid"), ("WIJK 00 DOORN", "doorn"),
        ("Hengelo (O.)", "Hengelo"), ("Laren (NH.)", "Laren"), ("Rijswijk (ZH.)", "Rijswijk"),
        ("Middelburg (Z.)", "Middelburg"), ("Beek (L.)", "Beek"), ("Utrecht (gemeente)", "Utrecht"),
        ("Hengelo (Gld)", "Hengelo"), ("Súdwest-Fryslân", "Sudwest-Fryslan"),
        ("Su\u{301}dwest-Frysla\u{302}n", "Súdwest-Fryslân"), ("'s-Gravenhage", "s-Gravenhage"),
        ("’s-Gravenhage", "'s-Gravenhage"), ("Sassenheim  buiten", "Sassenheim buiten"),
        ("Emplacement \"Kijfhoek\"", "Emplacement Kijfhoek"), ("Ĳsselstein", "IJsselstein"),
        (" Groningen ", "Groningen"), ("Bergen op Zoom", "Bergen-op-Zoom"), ("Wijk  03  Noord", "Noord"),
        ("Curaçaobuurt", "Curacaobuurt"),
    ])
    func `agree where sources write them differently`(a: String, b: String) {
        #expect(ComparableName(a) == ComparableName(b))
    }

    @Test(arguments: [
        ("Doorn", "Driebergen"), ("Noord", "Noordoost"), ("Wijk 01", "Wijk 02"), ("Wijk aan Zee", "aan Zee"),
        ("Centrum (noord)", "Centrum (zuid)"), ("Wijk 1 Oost", "Wijk 1 West"), ("Buurt 1", "Buurt 11"),
        ("", "Doorn"), ("-", "'"), ("(O.)", ""), ("Wijkdijk", "dijk"),
    ])
    func `differ where the regions do`(a: String, b: String) {
        #expect(ComparableName(a) != ComparableName(b))
    }
}
