import Glibc
import Sandbox
import Synchronization
import Threads

/// The folder in which previews are kept: `ab/abcd…/page-1-800.jpg`, and `….failed` for what could not be made. Where it
/// took too long, that is `all.failed`, and nothing more of the file is tried for an hour: a hostile file costs one job, not
/// one for each page and width. A file that stands in everybody's way is marked `slow` before that.
struct PreviewShelf: Sendable {
    private let folder: String
    private static let secondsUntilTriedAgain = 3600

    init(folder: String) throws(PreviewError) {
        self.folder = folder
        try Self.makeFolder(folder)
        try Self.makeFolder(folder + "/work")
        Self.removeAbandoned(folder + "/work")
    }

    /// The path of a preview, which is made if it is not there yet.
    ///
    /// `make` gets an empty work folder, gives the path of what it made in it, and loses the folder afterwards. Where it
    /// takes too long and `isHurried`, the file is marked as slow; otherwise it is not tried again for an hour.
    func keep(
        _ name: String,
        of key: String,
        in lane: Lane,
        isHurried: Bool = false,
        _ make: (String) throws(PreviewError) -> String
    ) throws(PreviewError) -> String {
        let place = "\(folder)/\(key.prefix(2))/\(key)"
        let kept = "\(place)/\(name)"
        if Self.isFile(kept) { return kept }
        try refuseFailed(kept, in: place)
        try Self.makeFolder("\(folder)/\(key.prefix(2))")
        try Self.makeFolder(place)
        try lane.run { () throws(PreviewError) in try makeOnce(kept, in: place, isHurried, make) }
        return kept
    }

    /// Makes a preview unless somebody did while we waited.
    private func makeOnce(
        _ kept: String,
        in place: String,
        _ isHurried: Bool,
        _ make: (String) throws(PreviewError) -> String
    ) throws(PreviewError) {
        if Self.isFile(kept) { return }
        try refuseFailed(kept, in: place)
        do {
            try inWorkFolder { work throws(PreviewError) in try Self.move(try make(work), to: kept) }
        } catch {
            if error.code == .timedOut, isHurried {
                _ = Self.store(error.detail, place + "/slow")
            } else if error.code == .timedOut {
                Self.remember(error, place + "/all")
            } else if error.isLasting {
                Self.remember(error, kept)
            }
            throw error
        }
    }

    /// Whether a hurried job on the file took too long.
    func isSlow(_ key: String) -> Bool { access("\(folder)/\(key.prefix(2))/\(key)/slow", F_OK) == 0 }

    /// Throws what was said of this preview, or of the whole file, before.
    private func refuseFailed(_ kept: String, in place: String) throws(PreviewError) {
        if let error = failure(place + "/all") ?? failure(kept) { throw error }
    }

    /// Writes a text into the work folder and gives its path.
    func write(_ text: String, in work: String) throws(PreviewError) -> String {
        let path = work + "/written"
        // A preview of nothing is still a preview: an empty file would count as not made.
        guard Self.store(text.isEmpty ? "\n" : text, path) else { throw Self.unusable(path) }
        return path
    }

    /// The text of a kept preview.
    func read(_ path: String) throws(PreviewError) -> String {
        let file = try FileSlices(path: path)
        return String(decoding: try file.slice(at: 0, count: file.size), as: UTF8.self)
    }

    private func inWorkFolder(_ body: (String) throws(PreviewError) -> Void) throws(PreviewError) {
        var template = Array((folder + "/work/XXXXXX").utf8CString)
        guard let made = mkdtemp(&template) else { throw Self.unusable(folder) }
        let work = String(cString: made)
        defer { Self.remove(work) }
        try body(work)
    }

    /// Only a regular file is taken: a link that a hostile child left would lead out of its folder.
    private static func move(_ made: String, to kept: String) throws(PreviewError) {
        guard isFile(made) else { throw PreviewError(.broken, "nothing was made") }
        guard rename(made, kept) == 0 else { throw unusable(kept) }
    }

    private static func remember(_ error: PreviewError, _ kept: String) {
        _ = store("\(error.code.rawValue)\n\(error.detail)", kept + ".failed")
    }

    private func failure(_ kept: String) -> PreviewError? {
        var status = stat()
        guard lstat(kept + ".failed", &status) == 0, let text = try? read(kept + ".failed") else {
            return nil
        }
        let parts = text.split(separator: "\n", maxSplits: 1)
        guard let code = parts.first.flatMap({ PreviewError.Code(rawValue: String($0)) }) else { return nil }
        if code == .timedOut, time(nil) - status.st_mtim.tv_sec > Self.secondsUntilTriedAgain { return nil }
        return PreviewError(code, parts.count > 1 ? String(parts[1]) : "")
    }

    private static func isFile(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && status.st_size > 0
    }

    private static func store(_ text: String, _ path: String) -> Bool {
        guard let file = fopen(path, "we") else { return false }
        let bytes = Array(text.utf8)
        let isWritten = fwrite(bytes, 1, bytes.count, file) == bytes.count
        return fclose(file) == 0 && isWritten
    }

    private static func makeFolder(_ path: String) throws(PreviewError) {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw unusable(path) }
    }

    /// Removes a folder with all that a child may have put there, links unfollowed and however deep.
    private static func remove(_ path: String) {
        _ = try? Sandbox(isolation: .limitsOnly).run(
            Sandbox.Job("/usr/bin/rm", ["-rf", "--", path], work: "/")
        )
    }

    /// Removes what ended programs left half done. Another program may be at work beside us, so only what is older
    /// than any job can be goes.
    private static func removeAbandoned(_ work: String) {
        // To start a program takes a third of our own start, and mostly there is nothing to remove.
        guard !isEmpty(work) else { return }
        let old = [
            "-mindepth", "1", "-maxdepth", "1", "-mmin", "+60", "-exec", "/usr/bin/rm", "-rf", "--", "{}",
            "+",
        ]
        _ = try? Sandbox(isolation: .limitsOnly).run(Sandbox.Job("/usr/bin/find", [work] + old, work: "/"))
    }

    private static func isEmpty(_ folder: String) -> Bool {
        guard let entries = opendir(folder) else { return true }
        defer { closedir(entries) }
        var count = 0
        while readdir(entries) != nil { count += 1 }
        // Itself and its parent are always there.
        return count <= 2
    }

    private static func unusable(_ path: String) -> PreviewError {
        PreviewError(.unreadable, "\(path): \(String(cString: strerror(errno)))")
    }
}

/// Lets one job through at a time; only so many wait, and not for long.
final class Lane: Sendable {
    private static let mostWaiting = 8
    private let waiting = Atomic<Int>(0)
    private let turn = ThreadSemaphore(1)
    private let patience: Int

    /// `patience` in milliseconds.
    init(patience: Int = 15_000) { self.patience = patience }

    /// Throws `busy` when too many wait already, or the turn does not come in time.
    func run<Result>(_ job: () throws(PreviewError) -> Result) throws(PreviewError) -> Result {
        defer { waiting.subtract(1, ordering: .relaxed) }
        guard waiting.add(1, ordering: .relaxed).newValue <= Self.mostWaiting else {
            throw PreviewError(.busy, "\(Self.mostWaiting) jobs wait already")
        }
        guard turn.wait(milliseconds: patience) else {
            throw PreviewError(.busy, "no turn in \(patience) ms")
        }
        defer { turn.signal() }
        return try job()
    }
}
