package import Codebook
import Statistics

/// A whole number of units of the last decimal, as a decimal number.
func decimalText(_ number: Int64, decimals: Int) -> String {
    guard decimals > 0 else { return String(number) }
    let digits = number.magnitude.padded(to: decimals + 1)
    return (number < 0 ? "-" : "") + digits.dropLast(decimals) + "." + digits.suffix(decimals)
}

extension Value {
    /// The value in the form of extracts, without padding.
    package func text(decimals: Int) -> String {
        switch self {
        case .number(let number): decimalText(number, decimals: decimals)
        case .missing(.blank): ""
        case .missing, .unreadable: "."
        }
    }
}

extension Figure {
    /// The figure with three decimals more than published.
    package func decimal(of topic: Topic) -> String {
        let scale = (0..<(topic.decimals + 3)).reduce(Int128(1)) { power, _ in power * 10 }
        // Shares are ratios of one; their topic is in percent.
        let unit: Int128 = topic.kind == .percentage ? 100 : 1
        return switch self {
        case .count(let count): String(count)
        case .ratio(let ratio):
            decimalText(
                Rounding.halfUp(ratio.numerator * unit * scale, ratio.denominator),
                decimals: topic.decimals + 3
            )
        case .root(let fraction):
            decimalText(Rounding.halfUpRoot(of: fraction, times: scale), decimals: topic.decimals + 3)
        case .delivered(let value): value.text(decimals: topic.decimals)
        case .unavailable: "."
        }
    }
}
