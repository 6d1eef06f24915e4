/// Turns cross-reference sections into the savings that wrote them.
struct RevisionList {
    let bytes: PDFBytes
    let shift: Int

    /// The revisions, oldest first. The two sections of a linearized file are one saving.
    func revisions(of sections: [CrossReferenceReader.Section]) -> [PDFRevision] {
        var result: [PDFRevision] = []
        var index = sections.count - 1
        while index >= 0 {
            var section = sections[index]
            var end = section.end
            if index == sections.count - 1, index > 0,
                isFirstPageSection(sections[index - 1], before: section)
            {
                let first = sections[index - 1]
                end = max(end, first.end)
                section.entries.merge(first.entries) { _, newer in newer }
                section = .init(
                    kind: first.kind,
                    start: first.start,
                    end: end,
                    entries: section.entries,
                    trailer: first.trailer
                )
                index -= 1
            }
            result.append(
                PDFRevision(
                    kind: section.kind,
                    crossReference: section.start,
                    end: endOfFile(after: end, naming: section.start),
                    entries: section.entries,
                    trailer: section.trailer
                )
            )
            index -= 1
        }
        return result
    }

    /// A linearized file's first section stands before the one that it calls previous (ISO 32000-1 Annex F).
    private func isFirstPageSection(
        _ section: CrossReferenceReader.Section,
        before main: CrossReferenceReader.Section
    ) -> Bool {
        section.start < main.start
    }

    private func endOfFile(after position: Int, naming section: Int) -> Int? {
        var position = position
        // Between a section and its `startxref` stand at most a few words; a linearized file has objects there.
        for _ in 0..<64 {
            guard let word = bytes.firstIndex(of: "startxref", in: position..<bytes.count) else { return nil }
            var parser = ObjectParser(bytes, at: word + 9)
            if let offset = parser.takeCount(), offset + shift == section {
                while bytes[parser.position].isSpace, parser.position < bytes.count { parser.position += 1 }
                return bytes.has("%%EOF", at: parser.position) ? parser.position + 5 : nil
            }
            position = word + 9
        }
        return nil
    }
}
