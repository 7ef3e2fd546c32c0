/// Arithmetic on vectors with a lane for each level, by operations of few instructions.
@usableFromInline
enum Lanes {
    /// One lane of a vector.
    @inlinable @inline(__always)
    static func value(_ vector: SIMD8<Double>, _ lane: Int) -> Double {
        // Safe: lanes are levels, of which there are at most eight.
        unsafe withUnsafeBytes(of: vector) { bytes in
            unsafe bytes.baseAddress.unsafelyUnwrapped.load(fromByteOffset: lane &* 8, as: Double.self)
        }
    }

    /// The sum of the lanes.
    @inlinable @inline(__always)
    static func sum(_ vector: SIMD8<Double>) -> Double {
        let four = vector.lowHalf + vector.highHalf
        let two = four.lowHalf + four.highHalf
        return two[0] + two[1]
    }

    /// The sum of the lanes.
    @inlinable @inline(__always)
    static func sum(_ vector: SIMD8<Float>) -> Float {
        let four = vector.lowHalf + vector.highHalf
        let two = four.lowHalf + four.highHalf
        return two[0] + two[1]
    }
}
