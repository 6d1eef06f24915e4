import SQL
import Testing

/// Statements as text with places for values.
struct SQLTests {
    @Test func `values become parameters and never text`() {
        let name = "'; DROP TABLE letter; --"
        let query: SQL = "SELECT id FROM letter WHERE name = \(name) AND year = \(2569) AND open = \(true)"

        #expect(query.text == "SELECT id FROM letter WHERE name = ? AND year = ? AND open = ?")
        #expect(query.arguments == [.text(name), .integer(2569), .integer(1)])
    }

    @Test func `pieces keep their parameters in order`() {
        let condition: SQL = "year = \(2569)"
        let query: SQL = "SELECT \(1) WHERE \(condition) AND kind IN \(list: ["a", "b"]) LIMIT \(50)"

        #expect(query.text == "SELECT ? WHERE year = ? AND kind IN (?,?) LIMIT ?")
        #expect(query.arguments == [.integer(1), .integer(2569), .text("a"), .text("b"), .integer(50)])
    }

    @Test func `conditions are joined, and none are nothing`() {
        let conditions: [SQL] = ["a = \(1)", "b = \("x")", "c IS NULL"]

        let joined = SQL.joined(conditions, separator: " AND ")

        #expect(joined.text == "a = ? AND b = ? AND c IS NULL")
        #expect(joined.arguments == [.integer(1), .text("x")])
        #expect(SQL.joined([], separator: " AND ") == "")
    }

    @Test func `an absent value is null`() {
        let (absent, present): (Int?, String?) = (nil, "ด่วน")
        let query: SQL = "UPDATE letter SET due = \(absent), note = \(present)"

        #expect(query.arguments == [.null, .text("ด่วน")])
    }

    @Test func `signs of LIKE in what is looked for mean themselves`() {
        let query: SQL = "subject \(SQL.like(containing: "50%_!ก"))"

        #expect(query.text == "subject LIKE ? ESCAPE '!'")
        #expect(query.arguments == [.text("%50!%!_!!ก%")])
    }

    @Test func `a row is read by name in any order, and the first of two columns of a name`() throws {
        let columns = Row.Columns(["id", "number", "note", "id"])
        let values: [SQLValue] = [.text("a"), .integer(1), .null, .text("x")]
        let rows = Row.rows(
            columns: columns,
            values: values + [.text("b"), .integer(2), .text("n"), .text("y")]
        )

        #expect(rows.count == 2)
        for _ in 1...3 {
            #expect(try rows[1].get("note") == String?.some("n"))
            #expect(try rows[0].get("note") == String?.none)
            #expect(try rows[1].get("number") == 2)
            #expect(try rows.map { try $0.get("id") as String } == ["a", "b"])
        }
    }

    @Test func `a missing column and a value of another type are told apart`() {
        let row = Row(columns: .init(["id", "note"]), values: [.integer(7), .null])

        #expect { try row.get("name") as String } throws: { ($0 as? SQLError)?.code == .noSuchColumn }
        #expect { try row.get("id") as String } throws: { ($0 as? SQLError)?.code == .unreadable }
        #expect { try row.get("id") as Bool } throws: { ($0 as? SQLError)?.code == .unreadable }
        #expect { try row.get("note") as String } throws: { ($0 as? SQLError)?.code == .unreadable }
    }
}
