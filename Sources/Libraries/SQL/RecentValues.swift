/// Values that are kept under keys, up to a weight; what was not asked for longest gives way.
///
/// There are two halves. What is kept or asked for goes into the newer one; when that is full, it becomes the older one,
/// and what nobody asked for since the last time is gone.
public struct RecentValues<Key: Hashable, Value> {
    @usableFromInline var newer: [Key: (value: Value, weight: Int)] = [:]
    @usableFromInline var older: [Key: (value: Value, weight: Int)] = [:]
    @usableFromInline var newerWeight = 0
    @usableFromInline let mostInHalf: Int

    /// Keeps values of up to this weight together, in whatever unit `keep` is told.
    @inlinable
    public init(weight: Int) { mostInHalf = weight / 2 }

    @inlinable
    public mutating func value(for key: Key) -> Value? {
        if let found = newer[key] { return found.value }
        guard let found = older.removeValue(forKey: key) else { return nil }
        keep(found.value, for: key, weight: found.weight)
        return found.value
    }

    /// Keeps a value in the place of the one that the key may have.
    @inlinable
    public mutating func keep(_ value: Value, for key: Key, weight: Int) {
        if newerWeight > mostInHalf {
            older = newer
            newer = [:]
            newerWeight = 0
        }
        let before = newer.updateValue((value, weight), forKey: key)
        newerWeight += weight - (before?.weight ?? 0)
    }
}

extension RecentValues: Sendable where Key: Sendable, Value: Sendable {}
