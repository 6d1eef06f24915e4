import HTTP

/// What is looked at in a request's head before anything else is done with it.
///
/// The engine is lenient where a proxy in front may read the same bytes in another way; whatever two readers could
/// understand differently is refused (RFC 9112, sections 3.2, 5.1 and 6.3).
struct HeadCheck {
    /// The status of the refusal; nil when the head is sound.
    static func refusal(of headers: Headers, version: String) -> Int? {
        guard version == "HTTP/1.1" || version == "HTTP/1.0" else { return 505 }
        var lengths: [String] = []
        var encodings: [String] = []
        var hosts = 0
        for field in headers.fields {
            guard isToken(field.name), isVisible(field.value) else { return 400 }
            switch field.name.utf8.count {
            case 4 where field.name.lowercased() == "host":
                guard isHost(field.value) else { return 400 }
                hosts += 1
            case 14 where field.name.lowercased() == "content-length": lengths.append(field.value)
            case 17 where field.name.lowercased() == "transfer-encoding": encodings.append(field.value)
            default: break
            }
        }
        if hosts > 1 || (hosts == 0 && version == "HTTP/1.1") { return 400 }
        if lengths.count > 1 || encodings.count > 1 || (!lengths.isEmpty && !encodings.isEmpty) { return 400 }
        if !encodings.isEmpty && version == "HTTP/1.0" { return 400 }
        if let length = lengths.first, !isDigits(length) { return 400 }
        if let encoding = encodings.first, encoding.lowercased() != "chunked" { return 501 }
        return nil
    }

    private static func isToken(_ name: String) -> Bool {
        !name.isEmpty
            && name.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
                }
            }
    }

    /// Whether a text has only signs that a host and a port are written with (RFC 3986, section 3.2.2). It may be empty.
    private static func isHost(_ value: String) -> Bool {
        value.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
            default: "-._~%!$&'()*+,;=:[]".utf8.contains(byte)
            }
        }
    }

    private static func isVisible(_ value: String) -> Bool {
        value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
    }

    private static func isDigits(_ text: String) -> Bool {
        (1...18).contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
}
