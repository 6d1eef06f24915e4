import COpenSSL

/// OpenSSL's reader and writer over memory of its own.
final class Memory {
    let handle: OpaquePointer

    init(_ bytes: [UInt8]) throws(CMSError) {
        guard let handle = BIO_new(BIO_s_mem()) else { throw .openSSL() }
        self.handle = handle
        guard bytes.isEmpty || BIO_write(handle, bytes, Int32(bytes.count)) == Int32(bytes.count) else {
            throw .openSSL()
        }
    }

    /// Takes over what OpenSSL made.
    init(owning handle: OpaquePointer) { self.handle = handle }

    deinit { BIO_free_all(handle) }

    /// What stands in it.
    var contents: [UInt8] {
        var start: UnsafeMutablePointer<CChar>?
        let count = shim_memory(handle, &start)
        guard count > 0, let start else { return [] }
        return [UInt8](UnsafeRawBufferPointer(start: start, count: count))
    }
}

/// A list of certificates as OpenSSL takes it.
final class CertificateStack {
    let handle: OpaquePointer?
    private let kept: [Certificate]

    init(_ certificates: [Certificate]) {
        kept = certificates
        handle = shim_certificates_new()
        for certificate in certificates { _ = shim_certificates_push(handle, certificate.handle) }
    }

    deinit { shim_certificates_free(handle) }
}
