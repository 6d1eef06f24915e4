import Agencies
import App
import Glibc
import Kernel
import Letters
import Passwords
import Registers
import SQL
import SQLite
import Synchronization
import ThaiText
import Threads

// Usage: number-bench FOLDER SECONDS
// What 64 threads get from one register in this process, each answer on the disk: bare numbers, numbers with their line in
// the register, whole letters.

let words = Array(Swift.CommandLine.arguments.dropFirst())
guard words.count == 2, let seconds = Int(words[1]), seconds > 0 else {
    print("Usage: number-bench FOLDER SECONDS")
    exit(2)
}

/// The median of three rounds.
func rate(_ label: String, _ work: @escaping @Sendable () throws -> Void) {
    let rounds = (0..<3).map { _ in count(work) / seconds }
    print("\(label): \(rounds.sorted()[1])/s")
}

/// How often 64 threads did the work until the time was over.
func count(_ work: @escaping @Sendable () throws -> Void) -> Int {
    final class Share: Sendable {
        let done = Atomic(0)
        let isOver = Atomic(false)
    }
    let share = Share()
    let threads = (0..<64).compactMap { _ in
        SystemThread("client") {
            while !share.isOver.load(ordering: .relaxed) {
                do { try work() } catch { fatalError("\(error)") }
                share.done.add(1, ordering: .relaxed)
            }
        }
    }
    sleep(UInt32(seconds))
    share.isOver.store(true, ordering: .relaxed)
    for thread in threads { thread.join() }
    return share.done.load(ordering: .relaxed)
}

let database = try SQLiteDatabase(path: words[0] + "/numbers.sqlite")
try database.migrate(Application.migrations)
let hasher = PasswordHasher(memory: 64, passes: 1)
let made = try SampleOffice(database: database, hasher: hasher).make(at: Clock.system.now())
guard let register = made.registers["province.in"], let klang = made.people["klang"],
    let owner = try database.read({ try RegisterStore($0).find(register)?.owner })
else { exit(1) }

rate("numbers taken, durable, 64 threads, without HTTP") {
    _ = try database.write {
        try RegisterStore($0).takeNumber(from: register, year: ThaiYear(rawValue: 2569))
    }
}

let line = RegisterEntry.Line(
    letterNumber: "ตย 0418/1889",
    letterDate: nil,
    from: "นายอำเภอบ้านสวน",
    to: "",
    subject: "ขอรับการสนับสนุนเครื่องสูบน้ำ",
    speed: .normal,
    secrecy: .none,
    action: "",
    remark: ""
)
rate("numbers with their line, durable, 64 threads, without HTTP") {
    try database.write { db in
        let now = Clock.system.now()
        let year = ThaiYear(rawValue: 2569)
        try RegisterEntryStore(db).insert(
            RegisterEntry(
                register: register,
                year: year,
                number: try RegisterStore(db).takeNumber(from: register, year: year),
                letter: .new(at: now),
                unit: owner,
                issuedAt: now,
                issuedBy: klang,
                line: line
            )
        )
    }
}

let actor = try database.read { db in
    let directory = OfficeDirectory()
    let person = try PersonStore(db).names([klang])[klang]
    return try person?.actor(in: directory.tree(db), executives: [])
}
guard let actor else { exit(1) }
let fields = [
    "subject": "ขอรับการสนับสนุนเครื่องสูบน้ำ", "from": "นายอำเภอบ้านสวน", "letterNumber": "ตย 0418/1889",
]
let form = try RegisterLetterForm(
    { fields[$0] },
    today: BangkokTime(millisecond: Clock.system.now().millisecond).day
)
let registerLetter = RegisterLetter(database: database, clock: .system)
rate("letters entered, durable, 64 threads, without HTTP and index") {
    _ = try registerLetter(form, in: register, by: actor)
}
