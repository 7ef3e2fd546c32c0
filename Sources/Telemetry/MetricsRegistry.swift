public import CoreMetrics
import Synchronization

/// The metrics of a process, kept by swift-metrics and written in the text form of Prometheus.
///
/// Help texts are given by ``describe(_:_:)``. Nothing is ever sent:
/// whoever wants to know asks.
public final class MetricsRegistry: MetricsFactory, Sendable {
    private struct Key: Hashable {
        let name: String
        let labels: [Pair]
    }

    private struct Pair: Hashable {
        let name: String
        let value: String
    }

    fileprivate final class Number: Sendable {
        private let value = Mutex(0.0)

        func add(_ amount: Double) { value.withLock { $0 += amount } }
        func set(_ amount: Double) { value.withLock { $0 = amount } }
        var amount: Double { value.withLock { $0 } }
    }

    fileprivate final class Histogram: Sendable {
        static let bounds: [Double] = [
            0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800,
        ]
        private let state = Mutex<(counts: [UInt64], sum: Double)>(
            ([UInt64](repeating: 0, count: bounds.count + 1), 0)
        )

        func note(_ value: Double) {
            let place = Self.bounds.firstIndex { value <= $0 } ?? Self.bounds.count
            state.withLock {
                $0.counts[place] += 1
                $0.sum += value
            }
        }

        var reading: (counts: [UInt64], sum: Double) { state.withLock { $0 } }
    }

    private struct Series {
        var counters: [Key: Number] = [:]
        var gauges: [Key: Number] = [:]
        var histograms: [Key: Histogram] = [:]
        var help: [String: String] = [:]
    }

    private let series = Mutex(Series())

    /// Creates a registry without metrics.
    public init() {}

    /// Says what a metric counts.
    public func describe(_ name: String, _ help: String) { series.withLock { $0.help[name] = help } }

    private static func key(_ label: String, _ dimensions: [(String, String)]) -> Key {
        Key(name: label, labels: dimensions.map { Pair(name: $0.0, value: $0.1) })
    }

    private func counter(_ key: Key) -> Number {
        series.withLock { series in
            let number = series.counters[key] ?? Number()
            series.counters[key] = number
            return number
        }
    }

    private func gauge(_ key: Key) -> Number {
        series.withLock { series in
            let number = series.gauges[key] ?? Number()
            series.gauges[key] = number
            return number
        }
    }

    private func histogram(_ key: Key) -> Histogram {
        series.withLock { series in
            let histogram = series.histograms[key] ?? Histogram()
            series.histograms[key] = histogram
            return histogram
        }
    }

    /// A counter of a label and its dimensions; the same one each time.
    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        CounterNumber(number: counter(Self.key(label, dimensions)))
    }

    /// A counter of numbers with a fraction of a label and its dimensions; the same one each time.
    public func makeFloatingPointCounter(label: String, dimensions: [(String, String)])
        -> any FloatingPointCounterHandler
    {
        CounterNumber(number: counter(Self.key(label, dimensions)))
    }

    /// A gauge of a label and its dimensions; the same one each time.
    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        GaugeNumber(number: gauge(Self.key(label, dimensions)))
    }

    /// A histogram, or a gauge where nothing is to be summed up of a label and its dimensions; the same one each time.
    public func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool)
        -> any RecorderHandler
    {
        let key = Self.key(label, dimensions)
        if aggregate { return Observations(histogram: histogram(key)) }
        return GaugeNumber(number: gauge(key))
    }

    /// A histogram of durations of a label and its dimensions; the same one each time.
    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        Observations(histogram: histogram(Self.key(label, dimensions)))
    }

    /// Does nothing: what was counted is told until the end of the process.
    public func destroyCounter(_ handler: any CounterHandler) {}
    /// Does nothing: what was counted is told until the end of the process.
    public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    /// Does nothing: what was counted is told until the end of the process.
    public func destroyMeter(_ handler: any MeterHandler) {}
    /// Does nothing: what was counted is told until the end of the process.
    public func destroyRecorder(_ handler: any RecorderHandler) {}
    /// Does nothing: what was counted is told until the end of the process.
    public func destroyTimer(_ handler: any TimerHandler) {}

    /// Forgets the gauges of a name, so that what is gone is not told any more.
    public func forget(gauge name: String) {
        series.withLock { series in series.gauges = series.gauges.filter { $0.key.name != name } }
    }

    /// All metrics in the text form of Prometheus, version 0.0.4.
    public var text: String {
        let series = series.withLock { $0 }
        var text = ""
        func head(_ name: String, _ type: String) {
            if let help = series.help[name] { text += "# HELP \(name) \(help)\n" }
            text += "# TYPE \(name) \(type)\n"
        }
        for (values, type) in [(series.counters, "counter"), (series.gauges, "gauge")] {
            for (name, keys) in Self.byName(values.keys) {
                head(name, type)
                for key in keys {
                    text += "\(name)\(Self.labels(key)) \(Self.number(values[key]?.amount ?? 0))\n"
                }
            }
        }
        for (name, keys) in Self.byName(series.histograms.keys) {
            head(name, "histogram")
            for key in keys {
                guard let (counts, sum) = series.histograms[key]?.reading else { continue }
                var total: UInt64 = 0
                for (bound, count) in zip(Histogram.bounds, counts) {
                    total += count
                    text += "\(name)_bucket\(Self.labels(key, ("le", Self.number(bound)))) \(total)\n"
                }
                total += counts.last ?? 0
                text += "\(name)_bucket\(Self.labels(key, ("le", "+Inf"))) \(total)\n"
                text += "\(name)_sum\(Self.labels(key)) \(Self.number(sum))\n"
                text += "\(name)_count\(Self.labels(key)) \(total)\n"
            }
        }
        return text
    }

    private static func byName(_ keys: some Sequence<Key>) -> [(String, [Key])] {
        Dictionary(grouping: keys, by: \.name).sorted { $0.key < $1.key }
            .map { ($0.key, $0.value.sorted { labels($0) < labels($1) }) }
    }

    private static func labels(_ key: Key, _ more: (String, String)? = nil) -> String {
        let all = key.labels.map { ($0.name, $0.value) } + (more.map { [$0] } ?? [])
        guard !all.isEmpty else { return "" }
        return "{" + all.map { "\($0.0)=\"\(escaped($0.1))\"" }.joined(separator: ",") + "}"
    }

    private static func escaped(_ value: String) -> String {
        value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }

    private static func number(_ value: Double) -> String {
        if value == value.rounded(), value.magnitude < 1e15 { return String(Int64(value)) }
        return String(value)
    }
}

private final class CounterNumber: CounterHandler, FloatingPointCounterHandler {
    private let number: MetricsRegistry.Number

    init(number: MetricsRegistry.Number) { self.number = number }

    func increment(by amount: Int64) { number.add(Double(amount)) }
    func increment(by amount: Double) { number.add(amount) }
    func reset() { number.set(0) }
}

private final class GaugeNumber: MeterHandler, RecorderHandler {
    private let number: MetricsRegistry.Number

    init(number: MetricsRegistry.Number) { self.number = number }

    func set(_ value: Int64) { number.set(Double(value)) }
    func set(_ value: Double) { number.set(value) }
    func increment(by amount: Double) { number.add(amount) }
    func decrement(by amount: Double) { number.add(-amount) }
    func record(_ value: Int64) { number.set(Double(value)) }
    func record(_ value: Double) { number.set(value) }
}

private final class Observations: TimerHandler, RecorderHandler {
    private let histogram: MetricsRegistry.Histogram

    init(histogram: MetricsRegistry.Histogram) { self.histogram = histogram }

    /// Times are kept in seconds, the base unit of Prometheus.
    func recordNanoseconds(_ duration: Int64) { histogram.note(Double(duration) / 1e9) }
    func record(_ value: Int64) { histogram.note(Double(value)) }
    func record(_ value: Double) { histogram.note(value) }
}
