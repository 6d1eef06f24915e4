import CMS
import Foundation
import TestAuthority
import Testing

@Suite struct SigningTests {
    let authority: TestAuthority

    init() throws { authority = try TestAuthority.shared.get() }

    @Test(arguments: ["rsa", "ec", "old"]) func `OpenSSL accepts what a key of a file signs`(_ name: String)
        throws
    {
        let content = Array("หนังสือราชการ".utf8)
        let message = try sign(content, with: authority.signer(name))
        try write(message, "\(name).p7s")
        try write(content, "\(name).txt")
        let verify = [
            "cms", "-verify", "-inform", "DER", "-in", "\(name).p7s", "-content", "\(name).txt", "-binary",
            "-CAfile", "root.pem", "-purpose", "any", "-cades",
        ]
        let right = try authority.run("openssl", verify)
        #expect(right.status == 0, "\(right.output)")
        try write(content + [0], "\(name).txt")
        #expect(try authority.run("openssl", verify).status != 0)
    }

    @Test(arguments: ["rsa", "ec"]) func `what was signed is checked, and any change is told`(_ name: String)
        throws
    {
        let content = Array("หนังสือราชการ".utf8)
        let signer = try authority.signer(name)
        let message = try SignedMessage(sign(content, with: signer) + [0, 0])
        #expect(message.signer == signer.certificate)
        #expect(message.flaws(digest: try Digest.of(content), needsCertificate: true) == [])
        #expect(message.flaws(digest: try Digest.of([1]), needsCertificate: true) == [.digestDiffers])
        #expect(message.certificates.count == 2)
        #expect(message.claimedTime == nil)
        #expect(message.length == (try sign(content, with: signer)).count || name == "ec")
    }

    @Test func `a signature of another key is told`() throws {
        let content = [UInt8](repeating: 7, count: 10)
        let own = try authority.signer("rsa")
        let attributes = try SignedAttributes(digest: Digest.of(content), certificate: own.certificate)
        let other = try authority.signer("seal").sign(attributes.der)
        let message = try SignedMessage(attributes.signedData(signature: other))
        #expect(message.flaws(digest: try Digest.of(content), needsCertificate: true) == [.signatureWrong])
    }

    @Test func `a certificate that was put in place of the signer's is told`() throws {
        let content = [UInt8](repeating: 7, count: 10)
        let own = try authority.signer("rsa")
        let attributes = try SignedAttributes(digest: Digest.of(content), certificate: own.certificate)
        var message = try attributes.signedData(signature: own.sign(attributes.der))
        // The hash in signing-certificate-v2, one bit off: the signature over the attributes breaks too.
        let named = try Digest.of(own.certificate.der)
        let place = try #require(message.indices.first { message[$0...].starts(with: named) })
        message[place] ^= 1
        let flaws = try SignedMessage(message).flaws(digest: Digest.of(content), needsCertificate: true)
        #expect(flaws == [.signatureWrong, .signingCertificateDiffers])
    }

    @Test func `a wrong password is told apart from a broken file`() throws {
        let file = try authority.bytes("rsa.p12")
        #expect(code { try PKCS12Signer(file, password: "wrong") } == .wrongPassword)
        #expect(code { try PKCS12Signer(Array(file.prefix(200)), password: "wrong") } == .malformed)
        #expect(code { try PKCS12Signer([], password: "") } == .malformed)
    }

    @Test func `a file without a key is told`() throws {
        let made = try authority.run(
            "openssl",
            ["pkcs12", "-export", "-nokeys", "-in", "rsa.pem", "-passout", "pass:x", "-out", "nokey.p12"]
        )
        try #require(made.status == 0)
        #expect(code { try PKCS12Signer(authority.bytes("nokey.p12"), password: "x") } == .keyNotFound)
    }

    @Test func `a key that is too weak is refused`() throws {
        let made = try authority.run(
            "sh",
            [
                "-c",
                "openssl req -x509 -newkey rsa:1024 -nodes -keyout w.key -out w.pem -subj /CN=w -days 9 && "
                    + "openssl pkcs12 -export -inkey w.key -in w.pem -passout pass:x -out w.p12",
            ]
        )
        try #require(made.status == 0)
        #expect(code { try PKCS12Signer(authority.bytes("w.p12"), password: "x") } == .unsupported)
    }

    @Test func `certificates tell their owner, their term and where to ask`() throws {
        let certificate = try authority.certificate("rsa")
        #expect(certificate.commonName == "นายทดสอบ ตัวอย่างดี")
        #expect(certificate.subject.contains("O=หน่วยงานตัวอย่าง"))
        #expect(certificate.keyKind == .rsa(2048))
        #expect(certificate.maySignDocuments)
        #expect(try !authority.certificate("encipher").maySignDocuments)
        #expect(certificate.responders == ["\(authority.address)/ocsp"])
        #expect(certificate.revocationLists == ["\(authority.address)/sub.crl"])
        #expect(certificate.notBefore < certificate.notAfter)
    }

    @Test func `random bytes make no reader fall`() throws {
        let content = Array("หนังสือ".utf8)
        let token = try authority.stamps.stamp(Digest.of(content)).der
        let samples = [
            try sign(content, with: authority.signer("ec")), token, try authority.bytes("sub.crl"),
            try authority.certificate("rsa").der, try authority.bytes("ec.p12"),
        ]
        var generator = SystemRandomNumberGenerator()
        var read = 0
        for round in 0..<2_000 {
            var bytes = samples[round % samples.count]
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                bytes[place] = UInt8.random(in: .min ... .max, using: &generator)
            }
            if round % 7 == 0 { bytes.removeLast(Int.random(in: 0..<bytes.count, using: &generator)) }
            if let message = try? SignedMessage(bytes) {
                read += 1
                _ = message.flaws(digest: [], needsCertificate: true)
                _ = (
                    message.timeStamps, message.claimedTime, message.signer.subject, message.signer.responders
                )
            }
            _ = try? TimeStampToken(bytes).flaws()
            _ = try? TimeStampRequest(digest: []).token(in: bytes)
            _ = try? RevocationList(bytes)
            _ = try? OCSPResponse(bytes)
            _ = try? Certificate(der: bytes).revocationLists
            _ = try? PKCS12Signer(bytes, password: TestAuthority.password)
        }
        #expect(read > 0)
    }

    private func sign(_ content: [UInt8], with signer: any Signer) throws -> [UInt8] {
        let attributes = try SignedAttributes(digest: Digest.of(content), certificate: signer.certificate)
        return try attributes.signedData(signature: signer.sign(attributes.der), chain: signer.chain)
    }

    private func write(_ bytes: [UInt8], _ name: String) throws {
        try Data(bytes).write(to: authority.folder.appendingPathComponent(name))
    }
}

/// The kind of failure, or nil where nothing failed.
func code<Value>(_ work: () throws -> Value) -> CMSError.Code? {
    do {
        _ = try work()
        return nil
    } catch {
        return (error as? CMSError)?.code
    }
}
