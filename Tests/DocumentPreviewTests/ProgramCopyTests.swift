import Sandbox
import Testing

@testable import DocumentPreview

/// Copies that a program of ours makes in the sandbox; the shell stands in for it.
struct ProgramCopyTests {
    @Test(arguments: [Sandbox.isolation, .limitsOnly])
    func `a copy is made once and kept beside the file's previews`(_ isolation: Sandbox.Isolation) throws {
        let folder = try SampleFolder()
        let store = try store(folder, isolation)
        let source = try source(folder)

        let path = try store.copy("changed", of: source) { ["-c", "(cat \($0); echo more) > \($1)"] }
        #expect(try folder.bytes(path) == Array("some\nmore\n".utf8))
        #expect(try store.copy("changed", of: source) { _, _ in ["-c", "exit 1"] } == path)
        #expect(try folder.bytes(source.path) == Array("some\n".utf8))
    }

    @Test(arguments: [
        ("echo '[signed] x' >&2; exit 1", PreviewError.Code.signed),
        ("echo '[encrypted] x' >&2; exit 1", .encrypted), ("echo '[broken] x' >&2; exit 1", .broken),
        ("echo '[unwritable] x' >&2; exit 1", .unavailable), ("exit 2", .unavailable),
        ("kill -ILL $$", .broken), ("true", .broken),
    ])
    func `what the program says becomes the reason`(_ line: String, _ reason: PreviewError.Code) throws {
        let folder = try SampleFolder()
        let store = try store(folder, Sandbox.isolation)
        let source = try source(folder)
        for _ in 1...2 {
            #expect {
                try store.copy("changed", of: source) { _, _ in ["-c", line] }
            } throws: {
                ($0 as? PreviewError)?.code == reason
            }
        }
    }

    private func store(_ folder: SampleFolder, _ isolation: Sandbox.Isolation) throws -> PreviewStore {
        try PreviewStore(
            folder: folder.path + "/previews",
            isolation: isolation,
            program: "/usr/bin/dash"
        )
    }

    private func source(_ folder: SampleFolder) throws -> PreviewStore.Source {
        .init(path: try folder.file("some\n"), key: "0a1b", kind: .pdf)
    }
}
