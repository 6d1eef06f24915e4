import CMS
import Foundation
import TestAuthority
import Testing

@Suite struct TrustTests {
    let authority: TestAuthority
    let now: Int

    init() throws {
        authority = try TestAuthority.shared.get()
        now = Int(Date().timeIntervalSince1970)
    }

    @Test func `a path leads from the certificate to the anchor`() throws {
        let path = try path(of: "rsa")
        #expect(path.map(\.commonName) == ["นายทดสอบ ตัวอย่างดี", "Test Issuing Authority", "Test Root root"])
    }

    @Test func `without the link, with another anchor or out of its term a certificate is not believed`()
        throws
    {
        let (rsa, sub) = (try authority.certificate("rsa"), try authority.certificate("sub"))
        let anchors = try authority.anchors()
        #expect(
            try anchors.answer(for: rsa, through: [], at: now, purpose: .signing) == .refused(.unknownIssuer)
        )
        let others = TrustAnchors([try authority.certificate("stranger")])
        #expect(
            try others.answer(for: rsa, through: [sub], at: now, purpose: .signing)
                == .refused(.unknownIssuer)
        )
        let nobody = TrustAnchors([])
        #expect(
            try nobody.answer(for: rsa, through: [sub], at: now, purpose: .signing)
                == .refused(.unknownIssuer)
        )
        #expect(
            try anchors.answer(for: rsa, through: [sub], at: 0, purpose: .signing) == .refused(.notYetValid)
        )
        let expired = try authority.certificate("expired")
        #expect(
            try anchors.answer(for: expired, through: [sub], at: now, purpose: .signing) == .refused(.expired)
        )
    }

    @Test func `only an authority for time-stamps is believed for them`() throws {
        let (tsa, rsa, sub) = try (
            authority.certificate("tsa"), authority.certificate("rsa"), authority.certificate("sub")
        )
        let anchors = try authority.anchors()
        let believed = try anchors.answer(for: tsa, through: [sub], at: now, purpose: .timeStamping)
        guard case .trusted = believed else {
            Issue.record("\(believed)")
            return
        }
        let refused = try anchors.answer(for: rsa, through: [sub], at: now, purpose: .timeStamping)
        #expect(refused == .refused(.other("unsuitable certificate purpose")))
    }

    @Test func `a list tells what was revoked and when`() throws {
        let lists = try authority.lists()
        #expect(lists.status(of: try path(of: "rsa"), at: now) == .good)
        guard case .revoked(let moment) = lists.status(of: try path(of: "revoked"), at: now + 60) else {
            Issue.record("the revoked certificate was not found")
            return
        }
        #expect(lists.status(of: try path(of: "revoked"), at: moment - 60) == .good)
    }

    @Test func `a list that is missing, old or of another issuer tells nothing`() throws {
        let path = try path(of: "rsa")
        let lists = try authority.lists()
        #expect(RevocationData().status(of: path, at: now) == .unknown)
        #expect(RevocationData(lists: [lists.lists[0]]).status(of: path, at: now) == .unknown)
        #expect(lists.status(of: path, at: now + 31 * 86_400) == .unknown)
    }

    @Test func `a responder tells what was revoked`() throws {
        #expect(try ask(about: "rsa").status(of: path(of: "rsa"), at: now) == .good)
        let answer = try ask(about: "revoked")
        guard case .revoked = answer.status(of: try path(of: "revoked"), at: now + 60) else {
            Issue.record("the revoked certificate was not told")
            return
        }
        #expect(answer.status(of: try path(of: "rsa"), at: now) == .unknown)
    }

    @Test func `an answer that a stranger signed tells nothing`() throws {
        let sub = try authority.certificate("sub")
        let query = try OCSPResponse.request(for: authority.certificate("rsa"), issuedBy: sub)
        try Data(query).write(to: authority.folder.appendingPathComponent("forged.req"))
        let made = try authority.run(
            "openssl",
            [
                "ocsp", "-index", "sub.index", "-CA", "sub.pem", "-rsigner", "stranger.pem", "-rkey",
                "stranger.key", "-reqin", "forged.req", "-respout", "forged.ocsp",
            ]
        )
        try #require(made.status == 0, "\(made.output)")
        let lists = RevocationData(lists: [try authority.lists().lists[0]])
        let forged = RevocationData(responses: [try OCSPResponse(authority.bytes("forged.ocsp"))])
        #expect((lists + forged).status(of: try path(of: "rsa"), at: now) == .unknown)
    }

    @Test func `a time-stamp is for what was asked, and for nothing else`() throws {
        let digest = try Digest.of([1, 2, 3])
        let token = try authority.stamps.stamp(digest)
        #expect(abs(token.time - now) < 600)
        #expect(try token.flaws() == [])
        #expect(try token.isOver([1, 2, 3]))
        #expect(try !token.isOver([1, 2]))
        #expect(token.message.signer.commonName == "Test Time-Stamp Authority")
    }

    @Test func `an answer to another question is refused`() throws {
        let asked = TimeStampRequest(digest: try Digest.of([1]))
        let answer = try Web().post(
            asked.der,
            type: "application/timestamp-query",
            to: "\(authority.address)/tsa"
        )
        #expect(try asked.token(in: answer).isOver([1]))
        #expect(code { try TimeStampRequest(digest: Digest.of([1])).token(in: answer) } == .timeStamp)
        #expect(code { try asked.token(in: Array(answer.dropLast(9))) } == .timeStamp)
    }

    @Test func `an authority that is down is told`() throws {
        let digest = try Digest.of([1])
        let web = Web(timeout: 1)
        let closed = HTTPTimeStampAuthority(url: "\(authority.address)/off")
        #expect(code { try closed.stamp(digest) } == .network)
        #expect(
            code { try HTTPTimeStampAuthority(url: "http://127.0.0.1:1/", web: web).stamp(digest) }
                == .network
        )
        #expect(code { try HTTPTimeStampAuthority(url: "ไม่ใช่ที่อยู่", web: web).stamp(digest) } == .network)
    }

    private func path(of name: String) throws -> [Certificate] {
        let (own, sub) = (try authority.certificate(name), try authority.certificate("sub"))
        let answer = try authority.anchors().answer(for: own, through: [sub], at: now, purpose: .signing)
        guard case .trusted(let path) = answer else { throw CMSError(.malformed, "\(answer)") }
        return path
    }

    private func ask(about name: String) throws -> RevocationData {
        let sub = try authority.certificate("sub")
        let query = try OCSPResponse.request(for: authority.certificate(name), issuedBy: sub)
        let answer = try Web().post(query, type: "application/ocsp-request", to: "\(authority.address)/ocsp")
        return RevocationData(lists: [try authority.lists().lists[0]], responses: [try OCSPResponse(answer)])
    }
}
