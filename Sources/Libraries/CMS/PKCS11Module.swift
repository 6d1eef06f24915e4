import CPKCS11
import Glibc

/// A token's driver, loaded into this process for as long as it lives.
struct PKCS11Module {
    private let functions: CK_FUNCTION_LIST

    init(path: String) throws(CMSError) {
        // Drivers do not expect to be started twice at once.
        pthread_mutex_lock(Self.starting)
        defer { pthread_mutex_unlock(Self.starting) }
        typealias GetList =
            @convention(c) (UnsafeMutablePointer<UnsafeMutablePointer<CK_FUNCTION_LIST>?>?) -> CK_RV
        guard let library = dlopen(path, RTLD_NOW | RTLD_LOCAL),
            let symbol = dlsym(library, "C_GetFunctionList")
        else { throw CMSError(.token, dlerror().map { String(cString: $0) } ?? path) }
        var list: UnsafeMutablePointer<CK_FUNCTION_LIST>?
        try checked(unsafeBitCast(symbol, to: GetList.self)(&list), "C_GetFunctionList")
        guard let list else { throw CMSError(.token, "no functions") }
        functions = list.pointee
        var arguments = CK_C_INITIALIZE_ARGS()
        arguments.flags = CK_FLAGS(CKF_OS_LOCKING_OK)
        let answer = functions.C_Initialize(&arguments)
        // Another key of the same driver may be open.
        if answer != CKR_CRYPTOKI_ALREADY_INITIALIZED { try checked(answer, "C_Initialize") }
    }

    /// A session, signed in, on the first token that holds a private key of this label.
    ///
    /// A token that refuses the PIN is an error only when no other holds the key: it may not be the one that is meant.
    func session(
        holding label: String,
        pin: String
    ) throws(CMSError) -> (session: PKCS11Session, key: PKCS11Key) {
        var refusal = CMSError(.keyNotFound, "no key \(label)")
        for slot in try slots() {
            do throws(CMSError) {
                let session = try PKCS11Session(functions, slot: slot, pin: pin)
                if let key = try session.key(label) { return (session, key) }
            } catch {
                refusal = error
            }
        }
        throw refusal
    }

    private nonisolated(unsafe) static let starting: UnsafeMutablePointer<pthread_mutex_t> = {
        let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
        pthread_mutex_init(lock, nil)
        return lock
    }()

    private func slots() throws(CMSError) -> [CK_SLOT_ID] {
        var count: CK_ULONG = 0
        try checked(functions.C_GetSlotList(1, nil, &count), "C_GetSlotList")
        var slots = [CK_SLOT_ID](repeating: 0, count: Int(count))
        guard count > 0 else { throw CMSError(.token, "no token is present") }
        try checked(functions.C_GetSlotList(1, &slots, &count), "C_GetSlotList")
        return slots.prefix(Int(count)).filter(isInitialized)
    }

    private func isInitialized(_ slot: CK_SLOT_ID) -> Bool {
        var info = CK_TOKEN_INFO()
        return functions.C_GetTokenInfo(slot, &info) == CKR_OK
            && info.flags & CK_FLAGS(CKF_TOKEN_INITIALIZED) != 0
    }
}

/// A private key's handle and the id that its certificate shares.
struct PKCS11Key {
    let handle: CK_OBJECT_HANDLE
    let id: [UInt8]
}

/// A signed-in session on one token.
final class PKCS11Session {
    private let functions: CK_FUNCTION_LIST
    private var handle: CK_SESSION_HANDLE = 0

    init(_ functions: CK_FUNCTION_LIST, slot: CK_SLOT_ID, pin: String) throws(CMSError) {
        self.functions = functions
        try checked(
            functions.C_OpenSession(slot, CK_FLAGS(CKF_SERIAL_SESSION), nil, nil, &handle),
            "C_OpenSession"
        )
        var digits = Array(pin.utf8)
        let answer = functions.C_Login(handle, CK_USER_TYPE(CKU_USER), &digits, CK_ULONG(digits.count))
        switch answer {
        case CK_RV(CKR_OK), CK_RV(CKR_USER_ALREADY_LOGGED_IN): break
        case CK_RV(CKR_PIN_INCORRECT), CK_RV(CKR_PIN_LEN_RANGE), CK_RV(CKR_PIN_INVALID):
            throw CMSError(.wrongPassword)
        case CK_RV(CKR_PIN_LOCKED): throw CMSError(.token, "the PIN is locked")
        default: try checked(answer, "C_Login")
        }
    }

    deinit { _ = functions.C_CloseSession(handle) }

    func key(_ label: String) throws(CMSError) -> PKCS11Key? {
        let found = try objects(
            ofClass: CK_OBJECT_CLASS(CKO_PRIVATE_KEY),
            labelled: Array(label.utf8)
        )
        guard let handle = found.first else { return nil }
        return PKCS11Key(handle: handle, id: (try? attribute(CK_ATTRIBUTE_TYPE(CKA_ID), of: handle)) ?? [])
    }

    func certificates() throws(CMSError) -> [(id: [UInt8], certificate: Certificate)] {
        var found: [(id: [UInt8], certificate: Certificate)] = []
        for handle in try objects(ofClass: CK_OBJECT_CLASS(CKO_CERTIFICATE), labelled: nil) {
            // An object that is no X.509 certificate is not ours to complain about.
            guard let der = try? attribute(CK_ATTRIBUTE_TYPE(CKA_VALUE), of: handle),
                let certificate = try? Certificate(der: der)
            else { continue }
            let id = (try? attribute(CK_ATTRIBUTE_TYPE(CKA_ID), of: handle)) ?? []
            found.append((id, certificate))
        }
        return found
    }

    /// The certificate that confirms a signature of this key.
    func certificate(of key: PKCS11Key, among all: [Certificate]) -> Certificate? {
        let probe = Array("Saraban".utf8)
        return all.first { certificate in
            // A key that refuses the mechanism is not the certificate's.
            guard let kind = try? certificate.signingKind(),
                let signature = try? sign(probe, with: key, of: kind)
            else { return false }
            return certificate.verifies(signature, over: probe)
        }
    }

    /// Signs bytes with SHA-256 as `Signer.sign` promises.
    func sign(_ bytes: [UInt8], with key: PKCS11Key, of kind: KeyKind) throws(CMSError) -> [UInt8] {
        switch kind {
        case .rsa: return try sign(bytes, with: key.handle, by: CK_MECHANISM_TYPE(CKM_SHA256_RSA_PKCS))
        case .ecdsa:
            // Tokens know no ECDSA that hashes by itself everywhere; they answer r and s, each half of the bytes.
            let digest = try Digest.of(bytes)
            let halves = try sign(digest, with: key.handle, by: CK_MECHANISM_TYPE(CKM_ECDSA))
            let middle = halves.count / 2
            return DER.sequence(
                DER.integer(unsigned: halves[..<middle]),
                DER.integer(unsigned: halves[middle...])
            )
        }
    }

    private func sign(
        _ bytes: [UInt8],
        with key: CK_OBJECT_HANDLE,
        by type: CK_MECHANISM_TYPE
    ) throws(CMSError) -> [UInt8] {
        var mechanism = CK_MECHANISM(mechanism: type, pParameter: nil, ulParameterLen: 0)
        try checked(functions.C_SignInit(handle, &mechanism, key), "C_SignInit")
        var data = bytes
        var signature = [UInt8](repeating: 0, count: 2048)
        var count = CK_ULONG(signature.count)
        try checked(functions.C_Sign(handle, &data, CK_ULONG(data.count), &signature, &count), "C_Sign")
        return Array(signature.prefix(Int(count)))
    }

    private func objects(
        ofClass type: CK_OBJECT_CLASS,
        labelled label: [UInt8]?
    ) throws(CMSError) -> [CK_OBJECT_HANDLE] {
        var type = type
        var label = label ?? []
        let started = withUnsafeMutablePointer(to: &type) { type in
            label.withUnsafeMutableBufferPointer { label in
                var template = [
                    CK_ATTRIBUTE(
                        type: CK_ATTRIBUTE_TYPE(CKA_CLASS),
                        pValue: type,
                        ulValueLen: CK_ULONG(MemoryLayout<CK_OBJECT_CLASS>.size)
                    )
                ]
                if !label.isEmpty {
                    template.append(
                        CK_ATTRIBUTE(
                            type: CK_ATTRIBUTE_TYPE(CKA_LABEL),
                            pValue: label.baseAddress,
                            ulValueLen: CK_ULONG(label.count)
                        )
                    )
                }
                return functions.C_FindObjectsInit(handle, &template, CK_ULONG(template.count))
            }
        }
        try checked(started, "C_FindObjectsInit")
        defer { _ = functions.C_FindObjectsFinal(handle) }
        var found = [CK_OBJECT_HANDLE](repeating: 0, count: 64)
        var count: CK_ULONG = 0
        try checked(functions.C_FindObjects(handle, &found, CK_ULONG(found.count), &count), "C_FindObjects")
        return Array(found.prefix(Int(count)))
    }

    private func attribute(_ type: CK_ATTRIBUTE_TYPE, of object: CK_OBJECT_HANDLE) throws(CMSError) -> [UInt8]
    {
        var wanted = CK_ATTRIBUTE(type: type, pValue: nil, ulValueLen: 0)
        try checked(functions.C_GetAttributeValue(handle, object, &wanted, 1), "C_GetAttributeValue")
        guard wanted.ulValueLen <= 1 << 20 else { throw CMSError(.token, "an attribute is too long") }
        var value = [UInt8](repeating: 0, count: Int(wanted.ulValueLen))
        let answer = value.withUnsafeMutableBufferPointer { buffer in
            wanted.pValue = UnsafeMutableRawPointer(buffer.baseAddress)
            return functions.C_GetAttributeValue(handle, object, &wanted, 1)
        }
        try checked(answer, "C_GetAttributeValue")
        return value
    }
}

private func checked(_ answer: CK_RV, _ call: String) throws(CMSError) {
    guard answer == CKR_OK else { throw CMSError(.token, "\(call): 0x\(String(answer, radix: 16))") }
}
