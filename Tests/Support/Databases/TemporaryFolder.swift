import FoundationEssentials
import Glibc

/// A folder for one test, removed with everything in it when the value is no longer used.
public final class TemporaryFolder: Sendable {
    public let path: String

    public init() throws {
        var template = Array("/tmp/saraban-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw ServerFailure("no temporary folder can be made in /tmp")
        }
        path = template.withUnsafeBytes { String(decoding: $0.dropLast(), as: UTF8.self) }
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }
}
