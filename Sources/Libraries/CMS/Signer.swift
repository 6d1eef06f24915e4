/// Somebody who can sign: a key in a file, a token, or a service far away.
public protocol Signer: Sendable {
    /// The certificate of the key.
    var certificate: Certificate { get }
    /// Further certificates, up to the root or as far as they are known; in any order.
    var chain: [Certificate] { get }
    /// Signs bytes with SHA-256: PKCS #1 v1.5 for RSA, the DER of r and s for ECDSA.
    func sign(_ bytes: [UInt8]) throws(CMSError) -> [UInt8]
}
