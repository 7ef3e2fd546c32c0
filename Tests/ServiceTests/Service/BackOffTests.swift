import Testing

@testable import Service

@Suite struct `backing off` {
    @Test func `doubles from a second to a minute, and begins anew after a success`() {
        var backOff = BackOff()
        #expect(
            (0..<8).map { _ in backOff.failed() } == [1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]
        )
        backOff.succeeded()
        #expect(backOff.failed() == 1000)
    }
}
