public import HTML
public import SQL
public import Threads

/// Markup that was written before and is shown again as it is.
///
/// A key names everything that its markup shows, the versions of rows among it. What is kept is therefore never out of
/// date, and nobody has to clear it; rights are asked before a key is made.
///
/// Public, unlike all else here, because the compiler makes fast copies of generic code for other modules only then.
public final class KeptMarkup<Key: Hashable & Sendable>: Sendable {
    @usableFromInline let recent: Locked<RecentValues<Key, HTML>>

    /// Keeps up to this many bytes of markup; what was not asked for longest gives way.
    @inlinable
    public init(bytes: Int) { recent = Locked(RecentValues(weight: bytes)) }

    /// The markup of each key, in their order. Those that are not kept are written together.
    ///
    /// `write` returns the markup of the keys it gets; a key that it leaves out shows nothing.
    @inlinable
    public func parts(_ keys: [Key], write: ([Key]) throws -> [Key: HTML]) rethrows -> [HTML] {
        var found: [HTML?] = []
        found.reserveCapacity(keys.count)
        var missing: [Key] = []
        recent.withLock { recent in
            for key in keys {
                let part = recent.value(for: key)
                found.append(part)
                if part == nil { missing.append(key) }
            }
        }
        guard !missing.isEmpty else { return found.map { $0 ?? HTML() } }
        let written = try write(missing)
        recent.withLock { recent in
            for (key, part) in written { recent.keep(part, for: key, weight: part.byteCount) }
        }
        return zip(keys, found).map { $1 ?? written[$0] ?? HTML() }
    }

    /// The markup of one key.
    @inlinable
    public func part(_ key: Key, write: () throws -> HTML) rethrows -> HTML {
        if let part = recent.withLock({ $0.value(for: key) }) { return part }
        let part = try write()
        recent.withLock { $0.keep(part, for: key, weight: part.byteCount) }
        return part
    }
}
