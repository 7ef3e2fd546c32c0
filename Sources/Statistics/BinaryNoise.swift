/// The noise that binary arithmetic leaves in decimals: 20.8 written as 20.800000000000001, and 12.3 as
/// 12.299999999999999 or, by programs that keep fewer digits, 12.2999999999.
public enum BinaryNoise {
    /// The number of digits that a double certainly has; further written digits are noise.
    private static let certain = 15
    /// The number of further decimals from which on nines or zeros are the noise of arithmetic.
    private static let run = 8

    /// Rounds noise away.
    ///
    /// - Parameters:
    ///   - digits: The digits of a number, 0 to 9, highest first, without zeros before them.
    ///   - fraction: How many of them are decimals.
    ///   - decimals: The decimals that belong there; further ones stay unless they are noise or zeros.
    public static func remove(from digits: inout [UInt8], fraction: inout Int, decimals: Int) {
        if digits.count > certain, fraction > decimals {
            fraction -= digits.count - certain
            let goesUp = digits[certain] >= 5
            digits.removeSubrange(certain...)
            if goesUp { increment(&digits) }
        }
        let further = fraction - decimals
        if further >= run, digits.count >= further {
            // The last two digits are what the noise itself left.
            let run = digits.suffix(further).dropLast(2)
            if run.allSatisfy({ $0 == 9 }) || run.allSatisfy({ $0 == 0 }) {
                let goesUp = run.first == 9
                digits.removeLast(further)
                fraction = decimals
                if goesUp { increment(&digits) }
            }
        }
        while fraction > decimals, digits.last == 0 {
            digits.removeLast()
            fraction -= 1
        }
    }

    private static func increment(_ digits: inout [UInt8]) {
        var position = digits.count - 1
        while position >= 0 {
            if digits[position] < 9 {
                digits[position] += 1
                return
            }
            digits[position] = 0
            position -= 1
        }
        digits.insert(1, at: 0)
    }
}
