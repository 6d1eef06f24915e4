import Glibc
public import Sandbox

/// Turns Word, Excel, PowerPoint, OpenDocument and text files into PDF with LibreOffice.
///
/// A document may link to other files and addresses, which LibreOffice would fetch and draw. So it runs only where
/// namespaces hide the office's files and the network; elsewhere there is no preview (`unavailable`). Each file has
/// a settings folder of its own, so that none leaves anything behind for the next.
public struct OfficePreview: Sendable {
    private let sandbox: Sandbox

    public init(sandbox: Sandbox = Sandbox()) { self.sandbox = sandbox }

    /// Converts a file and gives the path of the PDF in the work folder.
    ///
    /// Takes one to three seconds, at most 90. LibreOffice does not say why it refuses a file: a locked one is
    /// `broken` here.
    public func pdf(of kind: FileKind, at path: String, work: String) throws(PreviewError) -> String {
        guard sandbox.isolation == .namespaces else {
            throw PreviewError(.unavailable, "office files are opened only inside namespaces")
        }
        // LibreOffice goes by the end of the name, which kept files do not have.
        guard symlink(path, "\(work)/document.\(kind.suffix)") == 0 else {
            throw PreviewError(.unreadable, "symlink: \(String(cString: strerror(errno)))")
        }
        let tool = Tool(
            sandbox: sandbox,
            program: "/usr/bin/soffice",
            limits: Sandbox.Limits(
                addressSpace: 4 << 30,
                processorSeconds: 60,
                fileBytes: 200 << 20,
                openFiles: 512,
                wallSeconds: 90
            )
        )
        _ = try tool.run(arguments(kind, work), on: path, work: work)
        guard access("\(work)/made/document.pdf", F_OK) == 0 else {
            throw PreviewError(.broken, "LibreOffice made no PDF")
        }
        return "\(work)/made/document.pdf"
    }

    private func arguments(_ kind: FileKind, _ work: String) -> [String] {
        let filter: [String] =
            switch kind {
            case .text: ["--infilter=Text (encoded):UTF8"]
            // Comma, quotation mark, UTF-8.
            case .csv: ["--infilter=CSV:44,34,76"]
            default: []
            }
        return [
            "--headless", "--norestore", "--nolockcheck", "--nodefault",
            "-env:UserInstallation=file://\(work)/settings",
        ] + filter + ["--convert-to", "pdf", "--outdir", "\(work)/made", "\(work)/document.\(kind.suffix)"]
    }
}
