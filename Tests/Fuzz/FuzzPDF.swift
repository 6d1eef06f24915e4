// Compiled by bin/fuzz together with the sources of PDF, so that the fuzzer sees every branch of them.

/// Asks of a file all that the library can answer; only a crash, a hang or too much memory counts.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ data: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    // An error is an answer.
    try? examine(PDFBytes(Array(UnsafeBufferPointer(start: data, count: count))))
    return 0
}

private func examine(_ bytes: PDFBytes) throws {
    let file = try PDFFile(bytes: bytes)
    for number in file.numbers.prefix(200) {
        guard let stream = try? file.object(number).stream else { continue }
        _ = try? file.decoded(stream, limit: 1 << 20)
    }
    for page in try file.pages().prefix(100) { _ = try PageGeometry(page, of: file) }
    let update = try IncrementalUpdate(file)
    let form = try update.importForm(from: file)
    try update.stamp(form, page: 1, box: PageBox(x: 1, y: 1, width: 50, height: 50))
    _ = try update.tail(identifier: [1])
}
