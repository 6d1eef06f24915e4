public import CMS

/// Fetches what issuers tell of their certificates.
public protocol RevocationSource: Sendable {
    /// Lists and answers about a certificate; empty when the certificate names no place to ask.
    ///
    /// `issuer` is nil where it is not known: then only lists can be had. Throws `.network` when nobody answers.
    func data(for certificate: Certificate, issuedBy issuer: Certificate?) throws(CMSError) -> RevocationData
}

/// Asks over HTTP at the addresses that the certificates name.
public struct WebRevocation: RevocationSource {
    private let web: Web

    /// Asks with this client.
    public init(web: Web = Web()) { self.web = web }

    public func data(
        for certificate: Certificate,
        issuedBy issuer: Certificate?
    ) throws(CMSError) -> RevocationData {
        var data = RevocationData()
        var failure: CMSError?
        for url in certificate.revocationLists {
            do throws(CMSError) {
                data.lists.append(try RevocationList(web.get(url)))
                break
            } catch { failure = error }
        }
        if let issuer {
            for url in certificate.responders {
                do throws(CMSError) {
                    let question = try OCSPResponse.request(for: certificate, issuedBy: issuer)
                    let answer = try web.post(question, type: "application/ocsp-request", to: url)
                    data.responses.append(try OCSPResponse(answer))
                    break
                } catch { failure = error }
            }
        }
        if data.lists.isEmpty, data.responses.isEmpty, let failure { throw failure }
        return data
    }
}
