import Glibc
import Sandbox

extension PreviewStore {
    /// The path of a changed copy of a file, made once by our own program in the sandbox and kept under a name.
    ///
    /// `arguments` are the program's words, given the file and the place of the copy. Throws what the program says:
    /// a program of ours names its reason in brackets, as in `[signed]`, before the sentence.
    public func copy(
        _ name: String,
        of source: Source,
        _ arguments: (_ input: String, _ output: String) -> [String]
    ) throws(PreviewError) -> String {
        try keep(name, of: source) { tools, work throws(PreviewError) in
            let output = work + "/copy"
            let job = Sandbox.Job.itself(
                arguments(source.path, output),
                readable: [source.path],
                work: work,
                // Of a file of 100 MB; it is mapped, not loaded.
                limits: Sandbox.Limits(fileBytes: 128 << 20),
                program: program
            )
            guard let job else { throw PreviewError(.unavailable, "the own program is not known") }
            let outcome: Sandbox.Outcome
            do { outcome = try tools.sandbox.run(job) } catch { throw PreviewError(.unavailable, "\(error)") }
            guard outcome.succeeded else { throw Self.refusal(outcome) }
            return output
        }
    }

    private static func refusal(_ outcome: Sandbox.Outcome) -> PreviewError {
        let said = String(decoding: outcome.errors.prefix(500), as: UTF8.self)
        if outcome.wasCutShort { return PreviewError(.timedOut, said) }
        switch outcome.ending {
        case .exited(1):
            let reasons: [PreviewError.Code] = [.signed, .encrypted, .broken, .tooLarge, .noSuchPage]
            let reason = reasons.first { said.contains("[\($0.rawValue)]") }
            return PreviewError(reason ?? .unavailable, said)
        // Asked wrongly or not started: our mistake, and another version may do it.
        case .exited(2), .exited(126), .exited(127): return PreviewError(.unavailable, said)
        // A parser that dies on a file will die on it again.
        default: return PreviewError(.broken, "\(outcome.ending): \(said)")
        }
    }
}
