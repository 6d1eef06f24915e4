/// Keeps page images beside the files they were made from.
package struct PreviewStore: Sendable {
    let folder: String
    package init(folder: String) throws { self.folder = folder }
}
