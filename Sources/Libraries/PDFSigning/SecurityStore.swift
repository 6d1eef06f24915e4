public import CMS
public import PDF

/// Certificates and revocation data kept in a file, so that its signatures can be checked without a network
/// (Document Security Store, ETSI EN 319 142-1 §5.4.2).
public struct SecurityStore {
    /// Certificates.
    public var certificates: [Certificate] = []
    /// Revocation lists and OCSP answers.
    public var revocation = RevocationData()

    /// An empty store.
    public init() {}

    /// What a file holds; entries that cannot be read are passed over.
    public init(_ file: PDFFile) throws(PDFError) {
        let store = try file.dictionary(file.catalog()["DSS"])
        for bytes in try Self.streams(store["Certs"], file) {
            if let certificate = try? Certificate(der: bytes) { certificates.append(certificate) }
        }
        for bytes in try Self.streams(store["CRLs"], file) {
            if let list = try? RevocationList(bytes) { revocation.lists.append(list) }
        }
        for bytes in try Self.streams(store["OCSPs"], file) {
            if let response = try? OCSPResponse(bytes) { revocation.responses.append(response) }
        }
    }

    /// Puts into an update what the file does not hold yet.
    public func add(to update: IncrementalUpdate) throws(PDFError) {
        guard let root = update.file.trailer["Root"]?.reference else { throw PDFError(.malformed) }
        var catalog = try update.resolve(.reference(root)).dictionary ?? [:]
        var store = try update.resolve(catalog["DSS"]).dictionary ?? [:]
        store["Type"] = .name("DSS")
        let kinds = [
            ("Certs", certificates.map(\.der)), ("CRLs", revocation.lists.map(\.der)),
            ("OCSPs", revocation.responses.map(\.der)),
        ]
        for (key, values) in kinds where !values.isEmpty {
            var known = Set(try Self.streams(store[key], update.file))
            var entries = try update.resolve(store[key]).array ?? []
            for value in values where known.insert(value).inserted {
                entries.append(.reference(update.add(.stream(PDFStream(deflating: value)))))
            }
            store[key] = .array(entries)
        }
        if let existing = catalog["DSS"]?.reference {
            update.set(existing, to: .dictionary(store))
        } else {
            catalog["DSS"] = .reference(update.add(.dictionary(store)))
            update.set(root, to: .dictionary(catalog))
        }
    }

    private static func streams(_ list: PDFObject?, _ file: PDFFile) throws(PDFError) -> [[UInt8]] {
        var all: [[UInt8]] = []
        for entry in try file.array(list).prefix(1_000) {
            guard let stream = try file.resolve(entry).stream else { continue }
            // One that cannot be unpacked helps nobody and harms nobody.
            if let bytes = try? file.decoded(stream, limit: 20 << 20) { all.append(bytes) }
        }
        return all
    }
}
