/// Bodies of `multipart/form-data` as browsers write them.
public struct Multipart: Sendable {
    public let type: String
    public let bytes: [UInt8]

    /// One file and fields.
    public static func file(
        _ field: String,
        _ name: String,
        _ content: [UInt8],
        fields: [(String, String)] = []
    ) -> Multipart {
        files(field, [(name, content)], fields: fields)
    }

    /// Fields and several files of one field.
    public static func files(
        _ field: String,
        _ files: [(name: String, content: [UInt8])],
        fields: [(String, String)] = []
    ) -> Multipart {
        let boundary = "----sarabanTestBoundary7MA4YWxk"
        var bytes: [UInt8] = []
        for (name, value) in fields {
            bytes += Array(
                "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8
            )
        }
        for file in files {
            bytes += Array(
                "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(field)\"; filename=\"\(file.name)\"\r\nContent-Type: application/octet-stream\r\n\r\n"
                    .utf8
            )
            bytes += file.content + Array("\r\n".utf8)
        }
        bytes += Array("--\(boundary)--\r\n".utf8)
        return Multipart(type: "multipart/form-data; boundary=\(boundary)", bytes: bytes)
    }
}
