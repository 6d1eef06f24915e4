import Glibc
import PDF
import Typesetting

// Usage: stamp-bench IN.pdf COUNT. Draws and stamps so many times in one process, without writing to the disk.

let words = Swift.CommandLine.arguments
guard words.count == 3, let count = Int(words[2]), count > 0 else {
    print("Usage: stamp-bench IN.pdf COUNT")
    exit(2)
}

func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

func rate(_ label: String, _ work: (Int) throws -> Void) throws {
    try work(0)
    let start = seconds()
    for number in 1...count { try work(number) }
    print("\(label): \(Int(Double(count) / (seconds() - start)))/s")
}

func draw(_ number: Int) throws -> [UInt8] {
    try ReceiveStamp(
        agency: "สำนักงานป้องกันและบรรเทาสาธารณภัย",
        number: "\(number)/2569",
        date: "21 พฤศจิกายน 2569",
        time: "09.42 น."
    ).pdf()
}

try rate("receive stamps drawn") { _ = try draw($0) }
try rate("QR codes drawn") { _ = try QRStamp("https://saraban.example.go.th/v/\($0)").pdf(side: 60) }
try rate("files stamped, from opening to the bytes of the change") { number in
    let file = try PDFFile(path: words[1])
    let update = try IncrementalUpdate(file)
    let form = try update.importForm(from: PDFFile(bytes: PDFBytes(draw(number))))
    try update.stamp(form, page: 1, box: PageBox(x: 420, y: 28, width: 141.7, height: 70.9))
    _ = try update.tail()
}
