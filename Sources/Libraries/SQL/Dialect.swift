/// The constructs that SQLite and MariaDB write differently.
///
/// All else is written once, in what both understand in the same way:
/// - Column types: `CHAR(n)`, `VARCHAR(n)`, `MEDIUMTEXT`, `INTEGER` (32 bits on MariaDB), `BIGINT` (for
///   instants), `BOOLEAN`, `VARBINARY(n)`, `LONGBLOB`. Reals, dates and decimals cannot be read.
/// - Text is compared by its code points, and `||` joins it. `LIKE` does not fold letters either; write it
///   with `SQL.like(containing:)`, because without `ESCAPE` a `\` in it means something on MariaDB only.
/// - `"name"` is a column, `'text'` a text, and `\` in it stands for itself.
/// - `INSERT … RETURNING`, `DELETE … RETURNING`, windows and recursive `WITH` are the same. For
///   `UPDATE … RETURNING`, which is not, write `UPDATE`, then `SELECT` in the same transaction; the row stays
///   locked in between.
public enum Dialect: Sendable {
    case sqlite, mariaDB
}

extension Dialect {
    /// Ends a `SELECT` whose rows will be changed in this transaction, so that no other changes them first.
    ///
    /// SQLite has one writer at a time and needs nothing.
    public var forUpdate: SQL {
        switch self {
        case .sqlite: ""
        case .mariaDB: " FOR UPDATE"
        }
    }

    /// Stands after a table's name in a `SELECT` that pages by key, and names the index with the columns of
    /// that key.
    ///
    /// MariaDB sometimes walks all rows before the page instead of going straight to it. SQLite goes there
    /// anyway.
    public func using(index: StaticString) -> SQL {
        switch self {
        case .sqlite: ""
        case .mariaDB: " FORCE INDEX (\(raw: index))"
        }
    }

    /// Ends an `INSERT … VALUES`: the row that has the key already is changed instead.
    ///
    /// In `assignments` a bare name is the value that stands, `inserted` gives the one that was to come:
    ///
    ///     "INSERT INTO register (name, year, last) VALUES (\(name), \(year), 1)
    ///      \(dialect.orUpdate(key: "name, year", "last = last + 1")) RETURNING last"
    ///
    /// `key` names the columns of one unique key. MariaDB goes by any unique key of the table, so use it on
    /// tables with only one. How many rows `execute` then reports is not the same on both.
    public func orUpdate(key: StaticString, _ assignments: SQL) -> SQL {
        switch self {
        case .sqlite: "ON CONFLICT (\(raw: key)) DO UPDATE SET \(assignments)"
        case .mariaDB: "ON DUPLICATE KEY UPDATE \(assignments)"
        }
    }

    /// The value that an `INSERT` ending with `orUpdate` wanted to store in a column.
    public func inserted(_ column: StaticString) -> SQL {
        switch self {
        case .sqlite: "excluded.\(raw: column)"
        case .mariaDB: "VALUES(\(raw: column))"
        }
    }
}

extension SQL {
    /// A condition to stand after a column: its text contains `part`, in which `%` and `_` mean themselves.
    public static func like(containing part: String) -> SQL {
        "LIKE \("%" + escapedForLike(part) + "%") ESCAPE '!'"
    }

    /// A condition to stand after a column: its text starts with `prefix`, in which `%` and `_` mean
    /// themselves.
    public static func like(startingWith prefix: String) -> SQL {
        "LIKE \(escapedForLike(prefix) + "%") ESCAPE '!'"
    }

    private static func escapedForLike(_ text: String) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar == "!" || scalar == "%" || scalar == "_" { escaped.append("!") }
            escaped.append(scalar)
        }
        return String(escaped)
    }
}
