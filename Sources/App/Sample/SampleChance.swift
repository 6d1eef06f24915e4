/// Numbers that look like chance and come again in the same order for the same seed.
struct SampleChance {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// From 0 up to, not including, `bound`.
    mutating func below(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }

    mutating func one<Element>(of choices: [Element]) -> Element { choices[below(choices.count)] }
}
