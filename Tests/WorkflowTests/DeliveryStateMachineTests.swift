import Testing
import Workflow

@Suite struct `the life of a delivery` {
    typealias State = DeliveryStateMachine.State
    typealias Action = DeliveryStateMachine.Action

    enum Event: String, CaseIterable {
        case accepted, rejected, duplicate, released, reported
    }

    @Test func `goes from the spool over a release to its receipt when it is taken`() {
        #expect(actions(.accepted) == [.examine, .release, .report])
    }

    @Test(arguments: [DeliveryStateMachine.Verdict.rejected, .duplicate])
    func `goes straight to its receipt when there is nothing to release`(
        verdict: DeliveryStateMachine.Verdict
    ) {
        #expect(actions(verdict) == [.examine, .report])
    }

    @Test(arguments: State.allCases, Event.allCases)
    func `knows every state and event, and what follows`(state: State, event: Event) {
        let expected: State =
            switch (state, event) {
            case (.claimed, .accepted): .accepted
            case (.claimed, .rejected): .rejected
            case (.claimed, .duplicate): .duplicate
            case (.accepted, .released): .released
            case (.rejected, .reported), (.duplicate, .reported), (.released, .reported): .finished
            default: state
            }
        #expect(after(event, in: state) == expected)
    }

    @Test(arguments: State.allCases, Event.allCases)
    func `does not do anything twice`(state: State, event: Event) {
        let once = after(event, in: state)
        #expect(after(event, in: once) == once)
    }

    @Test(arguments: State.allCases)
    func `knows what to do in every state, and asking changes nothing`(state: State) {
        let expected: Action =
            switch state {
            case .claimed: .examine
            case .accepted: .release
            case .rejected, .duplicate, .released: .report
            case .finished: .nothing
            }
        let delivery = DeliveryStateMachine(resuming: state)
        #expect(delivery.next == expected)
        #expect(delivery.next == expected)
        #expect(delivery.state == state)
    }

    @Test(arguments: [DeliveryStateMachine.Verdict.accepted, .rejected, .duplicate], 0...3)
    func `does what is left after a crash, and nothing twice`(
        verdict: DeliveryStateMachine.Verdict,
        done: Int
    ) {
        let all = actions(verdict)
        var delivery = DeliveryStateMachine()
        for _ in 0..<min(done, all.count) { advance(&delivery, verdict) }

        var resumed = DeliveryStateMachine(resuming: delivery.state)
        var rest: [Action] = []
        while resumed.next != .nothing {
            rest.append(resumed.next)
            advance(&resumed, verdict)
        }
        #expect(rest == Array(all.dropFirst(done)))
        #expect(resumed.state == .finished)
    }

    @Test(arguments: State.allCases)
    func `never turns back`(state: State) {
        let rank: [State: Int] = [
            .claimed: 0, .accepted: 1, .rejected: 2, .duplicate: 2, .released: 2, .finished: 3,
        ]
        for event in Event.allCases {
            #expect(rank[after(event, in: state)]! >= rank[state]!)
        }
    }

    @Test func `is recorded by words that do not change`() {
        let words = ["claimed", "accepted", "rejected", "duplicate", "released", "finished"]
        #expect(State.allCases.map(\.rawValue) == words)
    }

    private func actions(_ verdict: DeliveryStateMachine.Verdict) -> [Action] {
        var delivery = DeliveryStateMachine()
        var actions: [Action] = []
        while delivery.next != .nothing {
            actions.append(delivery.next)
            advance(&delivery, verdict)
        }
        return actions
    }

    private func advance(_ delivery: inout DeliveryStateMachine, _ verdict: DeliveryStateMachine.Verdict) {
        switch delivery.next {
        case .examine: delivery.examined(verdict)
        case .release: delivery.released()
        case .report: delivery.reported()
        case .nothing: break
        }
    }

    private func after(_ event: Event, in state: State) -> State {
        var delivery = DeliveryStateMachine(resuming: state)
        switch event {
        case .accepted: delivery.examined(.accepted)
        case .rejected: delivery.examined(.rejected)
        case .duplicate: delivery.examined(.duplicate)
        case .released: delivery.released()
        case .reported: delivery.reported()
        }
        return delivery.state
    }
}
