import CMS
import Foundation
import TestPrograms

/// The authority of `authority.py`: its certificates in a folder, and its services while the tests run.
public final class TestAuthority: @unchecked Sendable {
    // Unchecked: everything is set before it is shared.
    public static let shared = Result { try TestAuthority() }

    public static let password = "saraban-2569"
    public let folder: URL
    public let address: String
    private let process: Process
    private let input = Pipe()

    private init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "authority-\(UUID().uuidString)"
        )
        let output = Pipe()
        process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        process.arguments = ["python3", script.appendingPathComponent("authority.py").path, folder.path]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        // The parent's copies must go, or the pipe stays open for ever.
        try output.fileHandleForWriting.close()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        guard let port = Int(line.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw Failure(description: "the test authority did not start")
        }
        address = "http://127.0.0.1:\(port)"
        atexit {
            try? FileManager.default.removeItem(
                at: (try? TestAuthority.shared.get().folder) ?? URL(fileURLWithPath: "/nonexistent")
            )
        }
    }

    public struct Failure: Error, CustomStringConvertible {
        public let description: String
        public init(description: String) { self.description = description }
    }

    public func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appendingPathComponent(name)))
    }

    public func certificate(_ name: String) throws -> Certificate {
        try Certificate.all(in: bytes("\(name).pem"))[0]
    }

    public func signer(_ name: String) throws -> PKCS12Signer {
        try PKCS12Signer(bytes("\(name).p12"), password: Self.password)
    }

    /// Only the root.
    public func anchors() throws -> TrustAnchors { TrustAnchors([try certificate("root")]) }

    /// Both lists of the authority.
    public func lists() throws -> RevocationData {
        RevocationData(lists: [try RevocationList(bytes("root.crl")), try RevocationList(bytes("sub.crl"))])
    }

    public var stamps: HTTPTimeStampAuthority { HTTPTimeStampAuthority(url: "\(address)/tsa") }

    /// Runs a program in the folder; what it printed, and its status.
    public func run(_ program: String, _ arguments: [String], environment: [String: String] = [:]) throws
        -> (output: String, status: Int32)
    {
        let (status, words) = try runProgram(
            program,
            arguments,
            in: folder.path,
            environment: environment
        )
        return (words, status)
    }
}
