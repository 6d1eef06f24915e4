/// Bodies of `multipart/form-data` as browsers write them.
public struct Multipart: Sendable {
    public let type: String
    public let bytes: [UInt8]

    /// Fields and one file.
    public static func file(
        _ field: String,
        _ name: String,
        _ content: [UInt8],
        fields: [(String, String)] = []
    ) -> Multipart {
        let boundary = "----sarabanTestBoundary7MA4YWxk"
        var bytes: [UInt8] = []
        for (name, value) in fields {
            bytes += Array(
                "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8
            )
        }
        bytes += Array(
            "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(field)\"; filename=\"\(name)\"\r\nContent-Type: application/octet-stream\r\n\r\n"
                .utf8
        )
        bytes += content
        bytes += Array("\r\n--\(boundary)--\r\n".utf8)
        return Multipart(type: "multipart/form-data; boundary=\(boundary)", bytes: bytes)
    }
}
