import CoreMetrics
import Telemetry
import Testing

@Suite struct `metrics` {
    @Test func `are written as Prometheus reads them`() {
        let registry = MetricsRegistry()
        registry.describe("files_total", "Files.")
        Counter(label: "files_total", dimensions: [("drop", "a\"b\\c\nd")], factory: registry).increment(
            by: 3
        )
        Counter(label: "files_total", dimensions: [("drop", "a\"b\\c\nd")], factory: registry).increment()
        Meter(label: "age_seconds", factory: registry).set(1.5)
        for seconds in [0.004, 0.3, 4000] {
            Timer(label: "stage_seconds", dimensions: [("stage", "x")], factory: registry)
                .recordNanoseconds(Int64(seconds * 1e9))
        }
        let text = registry.text
        #expect(text.hasPrefix("# HELP files_total Files.\n# TYPE files_total counter\n"))
        #expect(text.contains("files_total{drop=\"a\\\"b\\\\c\\nd\"} 4\n"))
        #expect(text.contains("# TYPE age_seconds gauge\nage_seconds 1.5\n"))
        #expect(text.contains("stage_seconds_bucket{stage=\"x\",le=\"0.005\"} 1\n"))
        #expect(text.contains("stage_seconds_bucket{stage=\"x\",le=\"0.5\"} 2\n"))
        #expect(text.contains("stage_seconds_bucket{stage=\"x\",le=\"1800\"} 2\n"))
        #expect(text.contains("stage_seconds_bucket{stage=\"x\",le=\"+Inf\"} 3\n"))
        #expect(text.contains("stage_seconds_count{stage=\"x\"} 3\n"))
        #expect(text.contains("stage_seconds_sum{stage=\"x\"} 4000.304\n"))
    }

    @Test func `that are gone are told no more`() {
        let registry = MetricsRegistry()
        Meter(label: "files", dimensions: [("drop", "a")], factory: registry).set(1)
        registry.forget(gauge: "files")
        #expect(registry.text.isEmpty)
    }
}
