/// A page of a file, with what it inherits from the page tree.
public struct PDFPage: Sendable {
    /// The page object's address.
    public let reference: PDFReference
    /// The page's own dictionary.
    public let dictionary: PDFDictionary
    /// The own entries, and where missing `/Resources`, `/MediaBox`, `/CropBox` and `/Rotate` of its parents.
    public let inherited: PDFDictionary
}

extension PDFFile {
    /// The pages in reading order.
    ///
    /// Refuses page trees that lead back to themselves (`.malformed`), are deeper than 64 or hold more than 50,000
    /// pages (`.limitExceeded`). A child that is not a dictionary is passed over, as readers do.
    public func pages() throws(PDFError) -> [PDFPage] {
        try pages(limit: Limits.pages + 1)
    }

    /// One page, counted from 1.
    public func page(_ number: Int) throws(PDFError) -> PDFPage {
        guard number >= 1, number <= Limits.pages else { throw PDFError(.noSuchPage) }
        let pages = try pages(limit: number)
        guard pages.count >= number else { throw PDFError(.noSuchPage) }
        return pages[number - 1]
    }

    private func pages(limit: Int) throws(PDFError) -> [PDFPage] {
        guard let root = try catalog()["Pages"]?.reference else { throw PDFError(.malformed) }
        var walk = PageWalk(file: self, limit: limit)
        try walk.visit(root, inherited: [:], depth: 0)
        guard walk.pages.count <= Limits.pages else { throw PDFError(.limitExceeded) }
        return walk.pages
    }
}

private struct PageWalk {
    let file: PDFFile
    let limit: Int
    var pages: [PDFPage] = []
    private var seen: Set<Int> = []

    init(file: PDFFile, limit: Int) {
        self.file = file
        self.limit = limit
    }

    mutating func visit(_ node: PDFReference, inherited: PDFDictionary, depth: Int) throws(PDFError) {
        guard depth < Limits.nesting else { throw PDFError(.limitExceeded) }
        guard seen.insert(node.number).inserted else { throw PDFError(.malformed) }
        guard case .dictionary(let dictionary) = try file.object(node.number) else { return }
        var passedOn = inherited
        for key in ["Resources", "MediaBox", "CropBox", "Rotate"] {
            if let own = dictionary[key] { passedOn[key] = own }
        }
        guard dictionary["Type"]?.name == "Pages" || dictionary["Kids"] != nil else {
            let all = dictionary.merging(passedOn) { own, _ in own }
            pages.append(PDFPage(reference: node, dictionary: dictionary, inherited: all))
            return
        }
        for kid in try file.array(dictionary["Kids"]) {
            guard pages.count < limit else { return }
            guard let child = kid.reference else { continue }
            try visit(child, inherited: passedOn, depth: depth + 1)
        }
    }
}
