import Foundation

/// Runs a program in a folder and waits for its end; its exit status, and what it said on both outputs.
public func runProgram(
    _ program: String,
    _ arguments: [String],
    in folder: String,
    environment: [String: String] = [:]
) throws -> (status: Int32, words: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let words = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, words)
}

/// The words of a program that has to end with one of some statuses.
@discardableResult
public func runProgram(
    _ program: String,
    _ arguments: [String],
    in folder: String,
    allowing codes: Set<Int32>
) throws -> String {
    let (status, words) = try runProgram(program, arguments, in: folder)
    guard codes.contains(status) else {
        throw ProgramFailure(program: program, arguments: arguments, status: status, words: words)
    }
    return words
}

/// A program that ended otherwise than it should.
public struct ProgramFailure: Error, CustomStringConvertible {
    let program: String
    let arguments: [String]
    let status: Int32
    let words: String

    public var description: String {
        "\(program) \(arguments.joined(separator: " ")) ended with \(status): \(words)"
    }
}
