/// Cuts blocks into pages: whole lines only, never one line of a paragraph alone, and a signature never without text.
struct PageFlow {
    /// Where text begins on the first page.
    let firstTop: Double
    /// Where it begins on the pages behind it.
    let nextTop: Double
    let foot: Double
    /// Left free on every page but the last, for the words with which the next one begins.
    let markRoom: Double

    /// A row and where its top stands.
    struct PlacedRow {
        let row: FlowRow
        let top: Double
    }

    /// Rows that must stand on one page.
    private struct Group {
        let rows: [(before: Double, row: FlowRow)]
        let header: FlowRow?
        let startsBlock: Bool
        let atFoot: Int
        var height: Double { rows.reduce(0) { $0 + $1.before + $1.row.height } }

        /// One group; it begins as this one does and ends as the other.
        func joined(by next: Group) -> Group {
            Group(rows: rows + next.rows, header: header, startsBlock: startsBlock, atFoot: next.atFoot)
        }
    }

    /// The pages, at least one. Throws when a row is taller than a page.
    func pages(of blocks: [FlowBlock]) throws -> [[PlacedRow]] {
        let groups = groups(of: blocks).flatMap(torn)
        var pages: [[PlacedRow]] = []
        var next = 0
        repeat {
            let top = pages.isEmpty ? firstTop : nextTop
            let start = next
            next = end(of: groups, from: start, top: top)
            if next == start, next < groups.count {
                // The head of a first page may leave no room; elsewhere the group is taller than any page.
                guard pages.isEmpty, groups[next].height <= foot - markRoom - nextTop else {
                    let words = groups[next].rows.first?.row.words() ?? ""
                    throw TypesettingError(
                        "the part “\(words)” is taller than a page (ข้อความส่วนนี้สูงเกินหนึ่งหน้า)"
                    )
                }
            }
            pages.append(place(groups[start..<next], top: top))
        } while next < groups.count
        return pages
    }

    /// How far the groups from `start` on fit on a page.
    private func end(of groups: [Group], from start: Int, top: Double) -> Int {
        if fill(groups, from: start, top: top, to: foot) == groups.count { return groups.count }
        return fill(groups, from: start, top: top, to: foot - markRoom)
    }

    private func fill(_ groups: [Group], from start: Int, top: Double, to limit: Double) -> Int {
        var y = top
        var index = start
        while index < groups.count {
            y += height(of: groups[index], startsPage: index == start)
            guard y <= limit + 0.01 else { break }
            index += 1
        }
        return index
    }

    private func height(of group: Group, startsPage: Bool) -> Double {
        guard startsPage else { return group.height }
        let header = group.startsBlock ? 0 : group.header?.height ?? 0
        return group.height - (group.rows.first?.before ?? 0) + header
    }

    private func place(_ groups: ArraySlice<Group>, top: Double) -> [PlacedRow] {
        var placed: [PlacedRow] = []
        var y = top
        for (index, group) in groups.enumerated() {
            if index == 0, !group.startsBlock, let header = group.header {
                placed.append(PlacedRow(row: header, top: y))
                y += header.height
            }
            for (number, item) in group.rows.enumerated() {
                if index > 0 || number > 0 { y += item.before }
                let atFoot = group.rows.count - group.atFoot
                if group.atFoot > 0, number == atFoot {
                    let rest = group.rows[atFoot...].reduce(0) { $0 + $1.row.height }
                    y = max(y, foot - rest)
                }
                placed.append(PlacedRow(row: item.row, top: y))
                y += item.row.height
            }
        }
        return placed
    }

    private func groups(of blocks: [FlowBlock]) -> [Group] {
        var groups: [Group] = []
        for (number, block) in blocks.enumerated() {
            let joins = number > 0 && (block.joinsPrevious || blocks[number - 1].joinsNext)
            for (index, rows) in runs(of: block).enumerated() {
                let items = rows.enumerated().map { offset, row in
                    (before: index == 0 && offset == 0 ? block.before : 0, row: row)
                }
                let group = Group(
                    rows: items,
                    header: block.header,
                    startsBlock: index == 0,
                    atFoot: block.standsAtFoot ? rows.count : 0
                )
                guard index == 0, joins else {
                    groups.append(group)
                    continue
                }
                groups.append(popLast(from: &groups, lines: block.joinsPrevious ? 2 : 1).joined(by: group))
            }
        }
        return groups
    }

    /// The last groups as one, so many that they have the lines wanted.
    private func popLast(from groups: inout [Group], lines: Int) -> Group {
        var last = groups.popLast() ?? Group(rows: [], header: nil, startsBlock: true, atFoot: 0)
        while last.rows.count < lines, let earlier = groups.popLast() { last = earlier.joined(by: last) }
        return last
    }

    /// A group that no page can hold, row by row: better torn than refused.
    private func torn(_ group: Group) -> [Group] {
        guard group.height > foot - markRoom - nextTop, group.rows.count > 1 else { return [group] }
        return group.rows.enumerated().map { index, row in
            let rest = group.rows.count - index
            return Group(
                rows: [row],
                header: group.header,
                startsBlock: index == 0 ? group.startsBlock : true,
                atFoot: rest <= group.atFoot ? 1 : 0
            )
        }
    }

    /// The rows that stay together: the first two, the last two, and each between.
    private func runs(of block: FlowBlock) -> [[FlowRow]] {
        let rows = block.rows
        if block.isWhole || rows.count <= 3 { return rows.isEmpty ? [] : [rows] }
        if block.header != nil { return rows.map { [$0] } }
        let middle = rows[2..<(rows.count - 2)].map { [$0] }
        return [Array(rows[..<2])] + middle + [Array(rows[(rows.count - 2)...])]
    }
}
