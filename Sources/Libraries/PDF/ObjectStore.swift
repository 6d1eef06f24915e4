/// What takes new objects: an update of a file, or a file that is being written.
public protocol PDFObjectStore: AnyObject {
    /// A number for an object that is set later; one that never is counts as null.
    func reserve() -> PDFReference
    /// Sets the object of a number.
    func set(_ reference: PDFReference, to object: PDFObject)
}

extension PDFObjectStore {
    /// Adds an object under a number of its own.
    public func add(_ object: PDFObject) -> PDFReference {
        let reference = reserve()
        set(reference, to: object)
        return reference
    }
}

/// Copies objects of one file, and all they lead to, into another.
public struct PDFObjectCopier {
    private let source: PDFFile
    private let target: any PDFObjectStore
    private var copies: [Int: PDFReference] = [:]
    private var waiting: [(Int, PDFReference)] = []
    private let change: (PDFDictionary) -> PDFDictionary

    /// A copier between two files; an object that is copied twice becomes one.
    ///
    /// `change` sees every dictionary, also inside others, before it is copied.
    public init(
        from source: PDFFile,
        to target: any PDFObjectStore,
        changing change: @escaping (PDFDictionary) -> PDFDictionary = { $0 }
    ) {
        (self.source, self.target, self.change) = (source, target, change)
    }

    /// The value with its references leading to copies in the target.
    public mutating func copy(_ object: PDFObject) throws(PDFError) -> PDFObject {
        let result = renumbered(object)
        // A list of work, not recursion: objects may form a chain of any length.
        while let (number, copy) = waiting.popLast() {
            guard copies.count <= Limits.objects else { throw PDFError(.limitExceeded) }
            target.set(copy, to: renumbered(try source.object(number)))
        }
        return result
    }

    private mutating func renumbered(_ object: PDFObject) -> PDFObject {
        switch object {
        case .reference(let reference): return .reference(copy(of: reference))
        case .array(let values):
            var result: [PDFObject] = []
            for value in values { result.append(renumbered(value)) }
            return .array(result)
        case .dictionary(let entries): return .dictionary(renumbered(entries))
        case .stream(var stream):
            stream.dictionary["Length"] = nil
            stream.dictionary = renumbered(stream.dictionary)
            return .stream(stream)
        default: return object
        }
    }

    private mutating func renumbered(_ entries: PDFDictionary) -> PDFDictionary {
        var result = change(entries)
        // In the order of keys: numbers are given out on the way and must not depend on chance.
        for (key, value) in result.filter({ $0.value.mayLeadOn }).sorted(by: { $0.key < $1.key }) {
            result[key] = renumbered(value)
        }
        return result
    }

    private mutating func copy(of reference: PDFReference) -> PDFReference {
        if let known = copies[reference.number] { return known }
        let copy = target.reserve()
        copies[reference.number] = copy
        waiting.append((reference.number, copy))
        return copy
    }
}

extension PDFObject {
    /// Whether it is a reference or may hold one.
    fileprivate var mayLeadOn: Bool {
        switch self {
        case .array, .dictionary, .stream, .reference: true
        default: false
        }
    }
}
