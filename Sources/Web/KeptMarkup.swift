public import HTML
public import SQL

/// Markup that was written before and is shown again as it is.
///
/// A key names everything that its markup shows, the versions of rows among it. What is kept is therefore never out of
/// date, and nobody has to clear it; rights are asked before a key is made.
///
/// Public, unlike all else here, because the compiler makes fast copies of generic code for other modules only then.
public final class KeptMarkup<Key: Hashable & Sendable>: Sendable {
    /// The newer half holds what was made or asked for since the halves last changed places.
    @usableFromInline
    struct Halves: Sendable {
        @usableFromInline var newer: [Key: HTML] = [:]
        @usableFromInline var older: [Key: HTML] = [:]
        @usableFromInline var newerBytes = 0

        @inlinable init() {}
    }

    @usableFromInline let halves = Locked(Halves())
    @usableFromInline let mostInHalf: Int

    /// Keeps up to this many bytes of markup; what was not asked for longest gives way.
    @inlinable
    public init(bytes: Int) { mostInHalf = bytes / 2 }

    /// The markup of each key, in their order. Those that are not kept are written together.
    ///
    /// `write` returns the markup of the keys it gets; a key that it leaves out shows nothing.
    @inlinable
    public func parts(_ keys: [Key], write: ([Key]) throws -> [Key: HTML]) rethrows -> [HTML] {
        var found: [HTML?] = []
        found.reserveCapacity(keys.count)
        var missing: [Key] = []
        halves.withLock { halves in
            for key in keys {
                let part = find(key, in: &halves)
                found.append(part)
                if part == nil { missing.append(key) }
            }
        }
        guard !missing.isEmpty else { return found.map { $0 ?? HTML() } }
        let written = try write(missing)
        halves.withLock { halves in
            for (key, part) in written { keep(part, for: key, in: &halves) }
        }
        return zip(keys, found).map { $1 ?? written[$0] ?? HTML() }
    }

    /// The markup of one key.
    @inlinable
    public func part(_ key: Key, write: () throws -> HTML) rethrows -> HTML {
        if let part = halves.withLock({ find(key, in: &$0) }) { return part }
        let part = try write()
        halves.withLock { keep(part, for: key, in: &$0) }
        return part
    }

    @inlinable
    func find(_ key: Key, in halves: inout Halves) -> HTML? {
        if let part = halves.newer[key] { return part }
        guard let part = halves.older.removeValue(forKey: key) else { return nil }
        keep(part, for: key, in: &halves)
        return part
    }

    @inlinable
    func keep(_ part: HTML, for key: Key, in halves: inout Halves) {
        if halves.newerBytes > mostInHalf {
            halves.older = halves.newer
            halves.newer = [:]
            halves.newerBytes = 0
        }
        if halves.newer.updateValue(part, forKey: key) == nil { halves.newerBytes += part.byteCount }
    }
}
