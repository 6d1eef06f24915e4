import CMariaDB
import SQL

/// The values of one execution, in memory that the client library can read.
struct MariaDBParameters {
    private var binds: [MYSQL_BIND] = []
    private var integers: [Int64] = []
    /// Texts and blobs, one after the other.
    private var bytes: [UInt8] = []
    /// Where each value stands in `bytes`.
    private var starts: [Int] = []

    init(_ values: [SQLValue]) {
        binds.reserveCapacity(values.count)
        integers.reserveCapacity(values.count)
        starts.reserveCapacity(values.count)
        for value in values { append(value) }
    }

    private mutating func append(_ value: SQLValue) {
        var bind = MYSQL_BIND()
        var integer = 0
        starts.append(bytes.count)
        switch value {
        case .null: bind.buffer_type = MYSQL_TYPE_NULL
        case .integer(let value):
            bind.buffer_type = MYSQL_TYPE_LONGLONG
            integer = value
        case .text(let value):
            bind.buffer_type = MYSQL_TYPE_STRING
            bytes.append(contentsOf: value.utf8)
        case .blob(let value):
            bind.buffer_type = MYSQL_TYPE_BLOB
            bytes.append(contentsOf: value)
        }
        integers.append(Int64(integer))
        bind.buffer_length = UInt(bytes.count - starts[starts.count - 1])
        binds.append(bind)
    }

    /// Runs work with the list of places, whose addresses hold for that long.
    mutating func withBinds<Result>(_ work: (UnsafeMutablePointer<MYSQL_BIND>?) -> Result) -> Result {
        let starts = starts
        return binds.withUnsafeMutableBufferPointer { binds in
            integers.withUnsafeMutableBufferPointer { integers in
                bytes.withUnsafeMutableBufferPointer { bytes in
                    for index in binds.indices {
                        let isInteger = binds[index].buffer_type == MYSQL_TYPE_LONGLONG
                        binds[index].buffer =
                            isInteger
                            ? UnsafeMutableRawPointer(integers.baseAddress.map { $0 + index })
                            : UnsafeMutableRawPointer(bytes.baseAddress.map { $0 + starts[index] })
                    }
                    return work(binds.baseAddress)
                }
            }
        }
    }
}
