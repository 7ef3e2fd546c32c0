import Bytes
import Statistics
import Testing

struct `The manual of faults of reading` {
    @Test(arguments: ReadingFault.allCases)
    func `says of each what it is and what to do`(fault: ReadingFault) {
        #expect(fault.manual.text.count > 20)
        #expect(fault.manual.repair.hasSuffix("."))
        #expect(fault.manual.repair.count > 10)
    }

    @Test func `says of no two the same`() {
        #expect(Set(ReadingFault.allCases.map(\.manual.text)).count == ReadingFault.allCases.count)
    }
}
