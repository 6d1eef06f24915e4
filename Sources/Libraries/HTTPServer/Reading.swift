import CMicrohttpd
import Glibc
import HTTP

/// The fields of a request's query; nil when an escape is broken.
func query(of connection: OpaquePointer) -> Fields? {
    struct Reading {
        var fields = Fields()
        var isSound = true
    }
    var reading = Reading()
    withUnsafeMutablePointer(to: &reading) { pointer in
        _ = MHD_get_connection_values(
            connection,
            MHD_GET_ARGUMENT_KIND,
            { context, _, name, value in
                guard let reading = context?.assumingMemoryBound(to: Reading.self), let name else {
                    return MHD_YES
                }
                // `&&` is nothing, not a field.
                if value == nil, name[0] == 0 { return MHD_YES }
                let text = value.map { String(cString: $0) } ?? ""
                if let name = PercentEncoding.decodeForm(String(cString: name)),
                    let value = PercentEncoding.decodeForm(text)
                {
                    reading.pointee.fields.append(name, value)
                } else {
                    reading.pointee.isSound = false
                }
                return MHD_YES
            },
            pointer
        )
    }
    return reading.isSound ? reading.fields : nil
}

/// The address of whoever connected.
func peer(of connection: OpaquePointer) -> String {
    guard let address = cmhd_peer(connection), address.pointee.sa_family == sa_family_t(AF_INET) else {
        return ""
    }
    return address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { pointer in
        let number = UInt32(bigEndian: pointer.pointee.sin_addr.s_addr)
        return "\(number >> 24).\(number >> 16 & 255).\(number >> 8 & 255).\(number & 255)"
    }
}
