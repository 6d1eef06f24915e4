import SQL

/// What the server or the client library answered instead of a result.
struct MariaDBFailure: Error {
    /// A number of the server (from 1000) or of the client library (from 2000).
    let number: UInt32
    /// May hold values of a statement.
    let serverMessage: String
    /// The statement, or what was tried.
    let text: String

    /// The server has undone the transaction, or cannot go on with it: the whole of it may be run again.
    var mayBeTriedAgain: Bool { Self.undone.contains(number) || connectionIsLost }

    /// Nothing more can be asked on this connection.
    var connectionIsLost: Bool { Self.lost.contains(number) }

    var sqlError: SQLError { SQLError(code, "\(words) (\(number)) in: \(text)") }

    private var code: SQLError.Code {
        switch number {
        case 1022, 1062, 1169, 1586: .duplicate
        case 1048, 1264, 1364, 1366, 1406, 1451, 1452, 1216, 1217, 3819, 4025: .constraint
        case 1040, 1203, 1226, 1290, 1317, 1615, 1836, 1969, 2002, 2003, 2005: .transient
        case 1052, 1054, 1058, 1064, 1136, 1146, 1210, 1305, 1582, 1792, 2031, 2034: .badStatement
        case 1050, 1060, 1061, 1091: .badStatement
        default: mayBeTriedAgain ? .transient : .failed
        }
    }

    /// The server's words where they name only the schema, the statement or the server.
    private var words: String {
        switch number {
        case 1062:
            // Duplicate entry 'the value' for key 'the key'
            "duplicate entry for key" + (serverMessage.split(separator: " for key").last ?? "")
        case 1048, 1052, 1054, 1064, 1136, 1146, 1264, 1364, 1406, 1451, 1452, 4025: serverMessage
        case 1040...1049, 1050, 1060, 1061, 1091, 1205, 1213, 1227, 1290, 1792, 2000...2999: serverMessage
        default: "error"
        }
    }

    /// Dead lock, lock wait, row changed since the snapshot, schema changed under a prepared statement.
    private static let undone: Set<UInt32> = [1213, 1205, 1020, 1615]
    /// Gone away, lost during the query, lost, shutting down, killed, idle for too long; answers out of step,
    /// damaged, or of other columns than the statement had when it was prepared.
    private static let lost: Set<UInt32> = [2006, 2013, 2055, 1053, 1927, 4031, 2014, 2027, 2057]
}
