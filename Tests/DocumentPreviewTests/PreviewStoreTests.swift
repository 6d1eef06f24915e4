import Glibc
import Sandbox
import Synchronization
import Testing
import Threads

@testable import DocumentPreview

@Suite(.serialized)
struct PreviewStoreTests {
    let folder: SampleFolder
    let store: PreviewStore

    init() throws {
        folder = try SampleFolder()
        store = try PreviewStore(folder: folder.path + "/previews")
    }

    @Test func `a PDF shows its pages, their sizes and their text`() throws {
        let source = try source(Samples.pdf(["Letter", "Enclosure"]), .pdf)

        #expect(
            try store.sizes(of: source) == [
                PageSize(width: 595, height: 842), PageSize(width: 595, height: 842),
            ]
        )
        let image = try folder.bytes(try store.image(ofPage: 2, width: 700, of: source))
        #expect(jpegSize(image) == [800, 1132])
        let text = try store.text(of: source)
        #expect(text.contains("Letter") && text.contains("Enclosure"))
        #expect(try store.pdf(of: source) == source.path)
    }

    @Test func `a turned page is as wide as it looks`() throws {
        let source = try source(Samples.pdf(["a"], extra: "/Rotate 90"), .pdf)

        #expect(try store.sizes(of: source) == [PageSize(width: 842, height: 595)])
        #expect(jpegSize(try folder.bytes(try store.image(ofPage: 1, width: 800, of: source))) == [800, 566])
    }

    @Test func `a preview is made once`() throws {
        let source = try source(Samples.pdf(["a"]), .pdf)
        let path = try store.image(ofPage: 1, width: 240, of: source)
        unlink(source.path)

        #expect(try store.image(ofPage: 1, width: 240, of: source) == path)
        #expect(
            try PreviewStore(folder: folder.path + "/previews").image(ofPage: 1, width: 1, of: source) == path
        )
    }

    @Test(arguments: [0, 2, -1, Int.max]) func `there is no such page`(page: Int) throws {
        let source = try source(Samples.pdf(["a"]), .pdf)
        #expect(code { _ = try store.image(ofPage: page, width: 800, of: source) } == .noSuchPage)
    }

    @Test func `a PDF with a password says so, one that only forbids acts is shown`() throws {
        let plain = try folder.file(Samples.pdf(["Letter"]), named: "plain.pdf")
        try folder.run(
            "qpdf",
            ["--encrypt", "user", "owner", "256", "--", plain, folder.path + "/locked.pdf"]
        )
        try folder.run(
            "qpdf",
            ["--encrypt", "", "owner", "256", "--print=none", "--", plain, folder.path + "/open.pdf"]
        )

        let locked = PreviewStore.Source(path: folder.path + "/locked.pdf", key: "locked", kind: .pdf)
        let open = PreviewStore.Source(path: folder.path + "/open.pdf", key: "open", kind: .pdf)
        #expect(code { _ = try store.sizes(of: locked) } == .encrypted)
        #expect(try store.sizes(of: open).count == 1)
    }

    @Test func `damage is broken, and remembered`() throws {
        let broken = try source(Array("%PDF-1.4\nnothing of the kind".utf8), .pdf)
        #expect(code { _ = try store.sizes(of: broken) } == .broken)

        // Even with a good file in its place the answer stands: the key belongs to the bytes.
        _ = try folder.file(Samples.pdf(["a"]), named: "source-0")
        #expect(code { _ = try store.sizes(of: broken) } == .broken)
    }

    @Test func `pages too many or too long are too large`() throws {
        let many = try source(Samples.pdf((0...PageImages.mostPages).map { "\($0)" }), .pdf, key: "many")
        let long = try source(Samples.pdf(["a"], box: "0 0 10 14400"), .pdf, key: "long")

        #expect(code { _ = try store.sizes(of: many) } == .tooLarge)
        #expect(code { _ = try store.image(ofPage: 1, width: 800, of: long) } == .tooLarge)
    }

    @Test func `scans show each of their pages`() throws {
        let dots = "800x600"
        try folder.run(
            "gm",
            ["convert", "-size", dots, "xc:white", "xc:gray", "-adjoin", "tiff:\(folder.path)/two"]
        )
        try folder.run("gm", ["convert", "-size", dots, "xc:white", "png:\(folder.path)/png"])
        try folder.run("gm", ["convert", "-size", dots, "xc:white", "jpeg:\(folder.path)/jpeg"])
        for (name, kind, pages) in [("two", FileKind.tiff, 2), ("png", .png, 1), ("jpeg", .jpeg, 1)] {
            let source = PreviewStore.Source(path: "\(folder.path)/\(name)", key: name, kind: kind)

            #expect(try FileKind(ofFileAt: source.path, name: name) == kind)
            #expect(
                try store.sizes(of: source)
                    == Array(repeating: PageSize(width: 800, height: 600), count: pages)
            )
            let image = try folder.bytes(try store.image(ofPage: pages, width: 240, of: source))
            #expect(jpegSize(image) == [240, 180])
            #expect(try store.text(of: source).isEmpty)
            #expect(code { _ = try store.pdf(of: source) } == .unavailable)
        }
    }

    @Test func `a broken or immense picture is refused`() throws {
        let broken = try source(
            [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3],
            .png,
            key: "broken"
        )
        #expect(code { _ = try store.sizes(of: broken) } == .broken)
        // A header that says 100,000 × 100,000 dots, and nothing behind it.
        let header: [UInt8] =
            [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8)
            + [0, 1, 0x86, 0xA0, 0, 1, 0x86, 0xA0, 8, 2, 0, 0, 0, 0xD7, 0x1B, 0x30, 0x3F]
        let immense = try source(header, .png, key: "immense")
        #expect(code { _ = try store.image(ofPage: 1, width: 800, of: immense) } != nil)
    }

    @Test(.enabled(if: Sandbox.isolation == .namespaces))
    func `a Word file is shown as pages, and old and open formats are known by their content`() throws {
        let word = try folder.file(Samples.docx("หนังสือราชการ"), named: "letter.docx")
        let source = PreviewStore.Source(path: word, key: "word", kind: .docx)

        #expect(try folder.bytes(try store.pdf(of: source)).starts(with: "%PDF-".utf8))
        #expect(try store.sizes(of: source).count == 1)
        #expect(try store.text(of: source).contains("หนังสือราชการ"))
        for kind in [FileKind.doc, .odt] {
            let settings = "-env:UserInstallation=file://\(folder.path)/settings"
            try folder.run(
                "soffice",
                ["--headless", settings, "--convert-to", kind.suffix, "--outdir", folder.path, word]
            )
            let path = "\(folder.path)/letter.\(kind.suffix)"
            #expect(try FileKind(ofFileAt: path, name: "x") == kind)
            #expect(try store.sizes(of: .init(path: path, key: kind.suffix, kind: kind)).count == 1)
        }
    }

    @Test(.enabled(if: Sandbox.isolation == .namespaces))
    func `tables in text keep their Thai letters`() throws {
        let source = try source(Array("เลขรับ,เรื่อง\n๑,ขอเชิญประชุม\n".utf8), .csv)
        #expect(try store.text(of: source).contains("ขอเชิญประชุม"))
    }

    @Test func `office files stay closed where nothing hides the office from them`() throws {
        let weak = try PreviewStore(folder: folder.path + "/weak", isolation: .limitsOnly)
        let source = try source(Samples.docx("ก"), .docx)
        #expect(code { _ = try weak.pdf(of: source) } == .unavailable)
    }

    @Test func `mutated PDFs give pages or an error, and leave no work behind`() throws {
        var generator = Lehmer(state: 11)
        let good = Samples.pdf(["Letter"])
        for round in 0..<30 {
            var bytes = good
            for _ in 0..<20 {
                bytes[.random(in: 8..<bytes.count, using: &generator)] = .random(
                    in: 0...255,
                    using: &generator
                )
            }
            let source = try source(bytes, .pdf, key: "mutant\(round)")
            let failure = code { _ = try store.image(ofPage: 1, width: 240, of: source) }
            #expect(failure == nil || [.broken, .tooLarge, .encrypted, .noSuchPage].contains(failure))
        }
        #expect(try #require(glob(folder.path + "/previews/work/*")) == 0)
    }

    @Test func `what was left half done goes after an hour, and no sooner`() throws {
        for (name, age) in [("old", 7200), ("fresh", 0)] {
            let work = folder.path + "/previews/work/\(name)"
            #expect(mkdir(work, 0o700) == 0)
            let then = timeval(tv_sec: time(nil) - age, tv_usec: 0)
            #expect(utimes(work, [then, then]) == 0)
        }

        _ = try PreviewStore(folder: folder.path + "/previews")

        #expect(access(folder.path + "/previews/work/old", F_OK) != 0)
        #expect(access(folder.path + "/previews/work/fresh", F_OK) == 0)
    }

    @Test func `links that a tool left are not followed`() throws {
        let shelf = try PreviewShelf(folder: folder.path + "/shelf")
        let secret = try folder.file("secret", named: "secret")
        let failure = code {
            _ = try shelf.keep("page", of: "abcdef", in: Lane()) { work in
                symlink(secret, work + "/page")
                return work + "/page"
            }
        }
        #expect(failure == .broken)
        #expect(try folder.bytes(secret) == Array("secret".utf8))
    }

    @Test func `a file that took too long once is not tried again for its other pages`() throws {
        let shelf = try PreviewShelf(folder: folder.path + "/shelf")
        func make(_ name: String, of key: String, _ failure: PreviewError.Code?) -> PreviewError.Code? {
            code {
                _ = try shelf.keep(name, of: key, in: Lane()) { work throws(PreviewError) in
                    if let failure { throw PreviewError(failure) }
                    return try shelf.write(name, in: work)
                }
            }
        }

        #expect(make("page-1", of: "slow", nil) == nil)
        #expect(make("page-2", of: "slow", .timedOut) == .timedOut)
        #expect(make("page-3", of: "slow", nil) == .timedOut)
        #expect(make("page-1", of: "slow", nil) == nil)
        #expect(make("page-1", of: "broken", .broken) == .broken)
        #expect(make("page-2", of: "broken", nil) == nil)
    }

    @Test func `a file that needs longer waits among the slow ones, and holds up no other`() throws {
        let store = store
        let slow = try source(Array("slow".utf8), .pdf, key: "slow")
        let isHurried = Atomic<Bool>(true)
        let (begun, end) = (ThreadSemaphore(), ThreadSemaphore())
        let thread = SystemThread("slow") {
            _ = try? store.keep("page", of: slow) { _, work throws(PreviewError) in
                if isHurried.exchange(false, ordering: .relaxed) { throw PreviewError(.timedOut) }
                begun.signal()
                end.wait()
                return try store.shelf.write("made", in: work)
            }
        }
        begun.wait()
        // One of either queue.
        for key in ["a", "b"] {
            let other = try source(Array(key.utf8), .pdf, key: key)
            let path = try store.keep("page", of: other) { _, work throws(PreviewError) in
                try store.shelf.write(key, in: work)
            }
            #expect(try folder.bytes(path) == Array(key.utf8))
        }
        end.signal()
        thread?.join()
        #expect(store.shelf.isSlow("slow"))
        #expect(
            try store.keep("page", of: slow) { _, _ throws(PreviewError) in throw PreviewError(.broken) }
                .hasSuffix("page")
        )
    }

    @Test func `nobody waits long for a turn behind a slow file`() throws {
        let lane = Lane(patience: 50)
        let (begun, end) = (ThreadSemaphore(), ThreadSemaphore())
        let slow = SystemThread("slow") {
            try? lane.run { () throws(PreviewError) in
                begun.signal()
                end.wait()
            }
        }
        begun.wait()
        #expect(code { try lane.run { () throws(PreviewError) in } } == .busy)
        end.signal()
        slow?.join()
        #expect(code { try lane.run { () throws(PreviewError) in } } == nil)
    }

    private func source(_ bytes: [UInt8], _ kind: FileKind, key: String = "source") throws
        -> PreviewStore.Source
    {
        PreviewStore.Source(path: try folder.file(bytes, named: "\(key)-0"), key: key, kind: kind)
    }

    private func code(_ body: () throws -> Void) -> PreviewError.Code? {
        do {
            try body()
            return nil
        } catch {
            return (error as? PreviewError)?.code
        }
    }

    /// How many files match a pattern.
    private func glob(_ pattern: String) -> Int? {
        var found = glob_t()
        defer { globfree(&found) }
        let answer = Glibc.glob(pattern, 0, nil, &found)
        return answer == 0 || answer == GLOB_NOMATCH ? Int(found.gl_pathc) : nil
    }

    /// Width and height from a JPEG's frame header.
    private func jpegSize(_ bytes: [UInt8]) -> [Int] {
        var index = 2
        while index + 9 < bytes.count, bytes[index] == 0xFF {
            let length = Int(bytes[index + 2]) << 8 | Int(bytes[index + 3])
            if (0xC0...0xC2).contains(bytes[index + 1]) {
                return [7, 5].map { Int(bytes[index + $0]) << 8 | Int(bytes[index + $0 + 1]) }
            }
            index += 2 + length
        }
        return []
    }
}
