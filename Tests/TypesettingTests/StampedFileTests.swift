import PDF
import Testing

/// `saraban stamp` on files of many kinds, judged by other programs.
struct StampedFileTests {
    private let receipt = [
        "--receive", "สำนักงานจังหวัดตัวอย่าง", "--number", "4521/2569", "--date", "21 พฤศจิกายน 2569",
        "--time", "09.42 น.",
    ]

    @Test(arguments: Incoming.allCases)
    func `a file with three stamps begins with the original and is read by everybody`(_ kind: Incoming)
        throws
    {
        let bench = try StampBench()
        try kind.make(in: bench)
        let address = "https://saraban.example.go.th/v/4521"

        #expect(try bench.stamp("in.pdf", "one.pdf", receipt) == (0, ""))
        #expect(
            try bench.stamp("one.pdf", "two.pdf", ["--qr", address, "--box", "40,40,120,120"]) == (0, "")
        )
        let words = ["--text", "ที่ ตย ๐๐๑๗/๑๒๓๔", "--text", "copy", "--box", "200,40,120,50", "--frame"]
        #expect(try bench.stamp("two.pdf", "out.pdf", words) == (0, ""))

        let result = try bench.read("out.pdf")
        #expect(try result.starts(with: bench.read("in.pdf")))
        #expect(try result.starts(with: bench.read("two.pdf")))
        try bench.expectFlawless("out.pdf")
        let text = try bench.shell("pdftotext -raw -l 1 out.pdf -").replacing("\u{A0}", with: " ")
        #expect(text.contains("๔๕๒๑/๒๕๖๙") && text.contains("๒๑ พฤศจิกายน ๒๕๖๙") && text.contains("๐๙.๔๒ น."))
        #expect(text.contains("๐๐๑๗/๑๒๓๔") && text.contains("copy"))
        try bench.shell("pdftoppm -cropbox -r 200 -singlefile -l 1 -png out.pdf look")
        let code = try bench.run("zbarimg", "-q", "--raw", "look.png")
        #expect(code.words.contains(address), "\(code)")
    }

    @Test func `no ink of a text leaves its box, however long the text is`() throws {
        let bench = try StampBench()
        try Incoming.objectStreams.make(in: bench)
        let long = "สำนักงานปลัดกระทรวงเกษตรและสหกรณ์ Supercalifragilisticexpialidocious กกกกกกกกกกกกกกกกกกกก"
        for box in ["100,100,300,30", "100,100,60,120", "100,100,150,20"] {
            let words = ["--text", long, "--colour", "black", "--box", box, "--size", "60"]
            #expect(try bench.stamp("in.pdf", "out.pdf", words) == (0, ""))
            let sides = box.split(separator: ",").compactMap { Int($0) }
            try bench.shell(
                "pdftoppm -r 72 -gray -singlefile out.pdf all && pdftoppm -r 72 -gray -singlefile in.pdf none"
            )
            let (all, none) = (try bench.read("all.pgm"), try bench.read("none.pgm"))
            // Rows of 595 dots stand behind the header.
            let start = all.count - 595 * 842
            let inked = (start..<all.count).filter { all[$0] != none[$0] }.map { $0 - start }
            #expect(inked.count > 50)
            for dot in inked {
                let (x, y) = (dot % 595, 841 - dot / 595)
                guard x >= sides[0] - 1, x <= sides[0] + sides[2], y >= sides[1] - 1, y <= sides[1] + sides[3]
                else {
                    Issue.record("ink at \(x), \(y) outside of \(box)")
                    break
                }
            }
        }
    }

    @Test(arguments: [
        ("qpdf --encrypt x y 256 -- in.pdf bad.pdf", "[encrypted]"), ("echo junk > bad.pdf", "[broken]"),
        ("head -c 400 in.pdf > bad.pdf", "[broken]"), ("true", "[unreadable]"),
        ("mkdir bad.pdf", "[unreadable]"),
        ("qpdf --qdf in.pdf - | sed 's/^startxref/startxxxx/' > bad.pdf", "[broken]"),
    ])
    func `a file that cannot be stamped is refused in one sentence of two languages`(
        _ making: String,
        _ reason: String
    ) throws {
        let bench = try StampBench()
        try Incoming.objectStreams.make(in: bench)
        try bench.shell(making)
        let before = try bench.names

        let (status, words) = try bench.stamp("bad.pdf", "out.pdf", receipt)

        #expect(status == 1)
        #expect(words.contains(reason) && words.contains(" / "), "\(words)")
        #expect(words.split(separator: "\n").count == 1)
        #expect(try bench.names == before)
    }

    @Test(arguments: [
        (["--text", "a", "--box", "1,1,50,20", "--page", "7"], 1, "[noSuchPage]"),
        (["--text", "a", "--box", "580,1,50,20"], 1, "[outside]"),
        (["--text", "😀", "--box", "1,1,50,20"], 1, "[unprintable]"),
        (["--image", "in.pdf", "--box", "1,1,50,20"], 1, "[brokenPicture]"),
        (["--image", "none.png", "--box", "1,1,50,20"], 1, "[unreadable]"),
        (["--text", "a"], 2, "--box"), (["--box", "1,1,50,20"], 2, "--text"),
        (["--text", "a", "--qr", "b", "--box", "1,1,50,20"], 2, "--text"),
        (["--text", "a", "--box", "1,1,50"], 2, "box"), (["--text", "a", "--box", "1,1,nan,4"], 2, "box"),
        (["--text", "a", "--box", "1,1,0,4"], 2, "box"), (["--help"], 0, "--receive"),
        (["--text", "a", "--box", "1,1,50,20", "--colour", "pink"], 2, "colour"),
    ])
    func `words that mean nothing are refused with their status`(
        _ words: [String],
        _ status: Int,
        _ said: String
    ) throws {
        let bench = try StampBench()
        try Incoming.objectStreams.make(in: bench)
        let answer = try bench.stamp("in.pdf", "out.pdf", words)
        #expect(answer.status == Int32(status) && answer.words.contains(said), "\(answer)")
        #expect(try !bench.names.contains { $0.hasPrefix("out.pdf") })
    }

    @Test func `a disk that is full leaves nothing behind`() throws {
        let bench = try StampBench()
        try Incoming.objectStreams.make(in: bench)
        let quoted = receipt.map { "'\($0)'" }.joined(separator: " ")
        let line = "(ulimit -f 4; \(StampBench.program) stamp in.pdf out.pdf \(quoted)) 2>&1 | cat"
        #expect(try bench.shell(line).contains("[unwritable]"))
        #expect(try !bench.names.contains { $0.hasPrefix("out.pdf") })
    }

    @Test func `a large scan is stamped within twice its size of memory`() throws {
        let bench = try StampBench()
        let size = try largeScan(bench)
        let measure = """
            import os, sys
            child = os.spawnv(os.P_NOWAIT, sys.argv[1], sys.argv[1:])
            _, status, used = os.wait4(child, 0)
            print(status, used.ru_maxrss)
            """
        let words = ["stamp", "in.pdf", "out.pdf"] + receipt
        let answer = try bench.run(
            "sh",
            "-c",
            "/usr/bin/python3 -c '\(measure)' \(StampBench.program) \(words.map { "\"\($0)\"" }.joined(separator: " "))"
        )
        let numbers = answer.words.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
        #expect(numbers.count == 2 && numbers[0] == 0, "\(answer)")
        #expect(numbers[1] * 1024 < 2 * size, "\(numbers) kB for \(size) bytes")
        #expect(try bench.read("out.pdf").count > size)
    }

    /// 35 MB: 60 pages of one picture each.
    private func largeScan(_ bench: StampBench) throws -> Int {
        let writer = PDFWriter()
        let pages = writer.reserve()
        var kids: [PDFObject] = []
        for number in 0..<60 {
            let dots = (0..<583_000).map { UInt8(truncatingIfNeeded: $0 &* (number + 7) >> 3) }
            let entries: PDFDictionary = [
                "Type": .name("XObject"), "Subtype": .name("Image"), "Width": .integer(1000),
                "Height": .integer(583), "BitsPerComponent": .integer(8), "ColorSpace": .name("DeviceGray"),
            ]
            let image = writer.add(.stream(PDFStream(entries, encoded: dots)))
            let content = writer.add(
                .stream(PDFStream(encoded: Array("q 595 0 0 842 0 0 cm /Im0 Do Q".utf8)))
            )
            let page: PDFDictionary = [
                "Type": .name("Page"), "Parent": .reference(pages), "Contents": .reference(content),
                "MediaBox": .array([0, 0, 595, 842].map(PDFObject.integer)),
                "Resources": .dictionary(["XObject": .dictionary(["Im0": .reference(image)])]),
            ]
            kids.append(.reference(writer.add(.dictionary(page))))
        }
        let tree: PDFDictionary = ["Type": .name("Pages"), "Kids": .array(kids), "Count": .integer(60)]
        writer.set(pages, to: .dictionary(tree))
        let root = writer.add(.dictionary(["Type": .name("Catalog"), "Pages": .reference(pages)]))
        let bytes = try writer.finish(root: root, identifier: [UInt8](repeating: 9, count: 16))
        try bench.write(bytes, as: "in.pdf")
        return bytes.count
    }
}
