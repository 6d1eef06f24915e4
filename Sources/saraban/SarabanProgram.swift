import App
import CommandLine
import Glibc
import HTTPServer
import SQL

/// The program's commands, in the order of its help.
enum SarabanProgram {
    /// Runs what the words say and returns the exit status: 0 done, 1 refused or failed, 2 asked wrongly.
    static func run(_ words: [String]) -> Int32 {
        let program = Program(
            "saraban",
            "correspondence for government offices (สารบรรณอิเล็กทรอนิกส์)",
            version: Application.version,
            environmentPrefix: "SARABAN_",
            commands: [
                ServeCommand.command, SampleCommand.command, MigrateCommand.command, UserCommand.add,
                UserCommand.password, CheckCommand.command, LetterCommand.command,
                LetterCommand.keysCommand, StampCommand.command, SignCommand.command,
                ExtendCommand.command, VerifyCommand.command,
            ]
        )
        switch program.read(words, environment: environment(), readFile: readText) {
        case .show(let text):
            print(text)
            return 0
        case .refuse(let text):
            Log.write(text)
            return Program.refusedStatus
        case .run(let parsed):
            return perform(parsed)
        }
    }

    private static func perform(_ parsed: Parsed) -> Int32 {
        do {
            switch parsed.command {
            case "serve": try ServeCommand.run(parsed)
            case "sample": try SampleCommand.run(parsed)
            case "migrate": try MigrateCommand.run(parsed)
            case "user add": try UserCommand.runAdd(parsed)
            case "user password": try UserCommand.runPassword(parsed)
            case "letter": try LetterCommand.run(parsed)
            case "letter keys": LetterCommand.runKeys()
            case "stamp": return StampCommand.run(parsed)
            case "sign": try SignCommand.run(parsed)
            case "extend": try ExtendCommand.run(parsed)
            case "verify": return try VerifyCommand.run(parsed)
            default: return try CheckCommand.run(parsed)
            }
            return 0
        } catch {
            for words in words(of: error) { Log.write("saraban: \(words)") }
            return 1
        }
    }

    private static func words(of error: any Error) -> [String] {
        switch error {
        case let error as CommandFailures: error.failures.map(\.description)
        case let error as SQLError: ["\(CommandFailure(error))"]
        case let error as HTTPServerError: ["\(CommandFailure(error))"]
        case let error as any CustomStringConvertible: [error.description]
        default: ["\(CommandFailure("ระบบขัดข้อง (\(error))", "Something went wrong on our side: \(error)."))"]
        }
    }

    private static func environment() -> [String: String] {
        var variables: [String: String] = [:]
        var entry = environ
        while let text = entry.pointee {
            let parts = String(cString: text).split(
                separator: "=",
                maxSplits: 1,
                omittingEmptySubsequences: false
            )
            if parts.count == 2 { variables[String(parts[0])] = String(parts[1]) }
            entry += 1
        }
        return variables
    }

    private static func readText(_ path: String) -> String? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
        return String(validating: bytes, as: UTF8.self)
    }
}
