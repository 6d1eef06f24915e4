import CMS
import Foundation
import TestAuthority
import Testing

/// Keys in a software token (SoftHSM).
@Suite struct TokenTests {
    static let module = "/usr/lib/softhsm/libsofthsm2.so"
    static let token = Result { try makeToken() }

    init() throws { _ = try Self.token.get() }

    @Test(arguments: ["rsa", "ec"]) func `a key in a token signs`(_ name: String) throws {
        let authority = try TestAuthority.shared.get()
        let signer = try PKCS11Signer(
            module: Self.module,
            label: name,
            pin: "4321",
            certificates: [authority.certificate("sub")]
        )
        #expect(signer.certificate == (try authority.certificate(name)))
        let digest = try Digest.of([1, 2, 3])
        let attributes = try SignedAttributes(digest: digest, certificate: signer.certificate)
        let message = try SignedMessage(attributes.signedData(signature: signer.sign(attributes.der)))
        #expect(message.flaws(digest: digest, needsCertificate: true) == [])
    }

    @Test func `a key whose certificate is given beside the token signs`() throws {
        let authority = try TestAuthority.shared.get()
        #expect(code { try PKCS11Signer(module: Self.module, label: "bare", pin: "4321") } == .keyNotFound)
        let given = [try authority.certificate("rsa"), try authority.certificate("seal")]
        let signer = try PKCS11Signer(module: Self.module, label: "bare", pin: "4321", certificates: given)
        #expect(signer.certificate == given[1])
    }

    @Test func `a wrong PIN, an unknown key and a missing driver are told apart`() {
        #expect(code { try PKCS11Signer(module: Self.module, label: "none", pin: "4321") } == .keyNotFound)
        #expect(code { try PKCS11Signer(module: "/nonexistent.so", label: "rsa", pin: "4321") } == .token)
    }

    @Test func `several threads may sign with one key`() async throws {
        let signer = try PKCS11Signer(module: Self.module, label: "ec", pin: "4321")
        let digest = try Digest.of([9])
        let attributes = try SignedAttributes(digest: digest, certificate: signer.certificate)
        let good = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<16 {
                group.addTask {
                    let message = try SignedMessage(
                        attributes.signedData(signature: signer.sign(attributes.der))
                    )
                    return message.flaws(digest: digest, needsCertificate: true).isEmpty
                }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(good == 16)
    }

    private static func makeToken() throws {
        let authority = try TestAuthority.shared.get()
        let folder = authority.folder.appendingPathComponent("tokens")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let configuration = authority.folder.appendingPathComponent("softhsm2.conf")
        try Data("directories.tokendir = \(folder.path)\nobjectstore.backend = file\n".utf8).write(
            to: configuration
        )
        setenv("SOFTHSM2_CONF", configuration.path, 1)
        let environment = ["SOFTHSM2_CONF": configuration.path]
        func run(_ words: String) throws {
            let done = try authority.run("sh", ["-c", words], environment: environment)
            guard done.status == 0 else {
                throw TestAuthority.Failure(description: "\(words): \(done.output)")
            }
        }
        try run("softhsm2-util --init-token --free --label test --so-pin 1234 --pin 4321")
        for (label, id, key) in [("rsa", "01", "rsa"), ("ec", "02", "ec"), ("bare", "03", "seal")] {
            try run("openssl pkcs8 -topk8 -nocrypt -in \(key).key -out \(label).p8")
            try run("softhsm2-util --import \(label).p8 --token test --label \(label) --id \(id) --pin 4321")
            guard label != "bare" else { continue }
            try run("openssl x509 -in \(label).pem -outform DER -out \(label).cer")
            try run(
                "pkcs11-tool --module \(module) --token-label test --login --pin 4321 --write-object \(label).cer "
                    + "--type cert --label \(label) --id \(id)"
            )
        }
    }
}
