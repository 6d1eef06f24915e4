/// What the people of the sample office will do, in the order of its moments.
///
/// Acts follow one another as they would in a real office, so that the numbers of every register rise with time.
struct SampleAgenda {
    typealias Act = (OfficeMoment) throws -> Void

    /// The latest first.
    private var acts: [(moment: OfficeMoment, act: Act)] = []

    /// Of two acts at one moment, the one that was added first comes first.
    mutating func add(at moment: OfficeMoment, _ act: @escaping Act) {
        var (low, high) = (0, acts.count)
        while low < high {
            let middle = (low + high) / 2
            if moment < acts[middle].moment { low = middle + 1 } else { high = middle }
        }
        acts.insert((moment, act), at: low)
    }

    mutating func next() -> (moment: OfficeMoment, act: Act)? { acts.popLast() }
}
