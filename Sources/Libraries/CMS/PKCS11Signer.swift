import CPKCS11
import Glibc

/// A key in a token: a smart card, an HSM, a software token (PKCS #11, OASIS v2.40).
///
/// One session serves one signature at a time; callers on several threads wait for each other.
public final class PKCS11Signer: Signer, @unchecked Sendable {
    // Unchecked: the session is used under the lock only.
    private let session: PKCS11Session
    private let key: PKCS11Key
    private let kind: KeyKind
    private let lock: UnsafeMutablePointer<pthread_mutex_t>
    /// The certificate of the key.
    public let certificate: Certificate
    /// The token's other certificates, and those that were given.
    public let chain: [Certificate]

    /// Opens the key of this label on the first token that has it.
    ///
    /// `module` is the path of the token's driver. The certificate is the one of the token's and of
    /// `certificates` that confirms a signature of the key. Throws `.token`, `.wrongPassword`, `.keyNotFound` or `.unsupported`.
    public init(
        module: String,
        label: String,
        pin: String,
        certificates: [Certificate] = []
    ) throws(CMSError) {
        let opened = try PKCS11Module(path: module).session(holding: label, pin: pin)
        let known = try opened.session.certificates()
        let all = known.map(\.certificate) + certificates
        let likely = known.filter { $0.id == opened.key.id }.map(\.certificate)
        guard let certificate = opened.session.certificate(of: opened.key, among: likely + all) else {
            throw CMSError(.keyNotFound, "no certificate for the key \(label)")
        }
        session = opened.session
        key = opened.key
        kind = try certificate.signingKind()
        self.certificate = certificate
        chain = all.filter { $0 != certificate }
        lock = .allocate(capacity: 1)
        pthread_mutex_init(lock, nil)
    }

    deinit {
        pthread_mutex_destroy(lock)
        lock.deallocate()
    }

    public func sign(_ bytes: [UInt8]) throws(CMSError) -> [UInt8] {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        return try session.sign(bytes, with: key, of: kind)
    }
}
