import Glibc
import Sandbox

/// Starts the programs that look into files, each time in the sandbox.
struct Tool: Sendable {
    let sandbox: Sandbox
    let program: String
    var limits = Sandbox.Limits(
        addressSpace: 1 << 31,
        processorSeconds: 20,
        fileBytes: 50 << 20,
        wallSeconds: 30
    )

    /// What the program printed; throws when it did not end well.
    func run(
        _ arguments: [String],
        on path: String,
        work: String,
        environment: [String: String] = [:]
    ) throws(PreviewError) -> [UInt8] {
        guard access(program, X_OK) == 0 else {
            throw PreviewError(.unavailable, "\(program) is not installed")
        }
        let job = Sandbox.Job(
            program,
            arguments,
            readable: [path],
            work: work,
            environment: environment,
            limits: limits
        )
        let outcome: Sandbox.Outcome
        do { outcome = try sandbox.run(job) } catch { throw PreviewError(.unavailable, "\(error)") }
        guard !outcome.succeeded else { return outcome.output }
        throw Self.error(outcome)
    }

    private static func error(_ outcome: Sandbox.Outcome) -> PreviewError {
        let said = String(decoding: outcome.errors.prefix(500), as: UTF8.self)
        if outcome.wasCutShort { return PreviewError(.timedOut, said) }
        if said.contains("Incorrect password") { return PreviewError(.encrypted, said) }
        let isLarge = ["limit", "memory", "bad_alloc"].contains { said.contains($0) }
        return PreviewError(isLarge ? .tooLarge : .broken, "\(outcome.ending): \(said)")
    }
}
