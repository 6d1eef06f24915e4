import HTTP
import Kernel

/// A form as a browser sent it: its fields, and its files, which are gone with the request.
package struct SentForm: Sendable {
    package let fields: Fields
    package let files: [UploadedFile]

    /// One file of a form.
    package struct UploadedFile: Sendable {
        package let field: String
        /// The name that the browser told.
        package let name: String
        package let content: TemporaryFile
    }

    /// Reads `application/x-www-form-urlencoded` and `multipart/form-data`; throws `FormError`.
    package init(_ request: Request) throws {
        let read = try FormReader.read(request)
        fields = read.fields
        files = read.files.map { UploadedFile(field: $0.field, name: $0.fileName, content: $0.content) }
    }

    /// The value of a field, or nothing typed.
    package func text(_ name: String) -> String { fields[name] ?? "" }
}
