/// บันทึก: a note to a superior, an order to a subordinate, or one between units, with what was written on it since.
public struct OfficeRecord: Sendable, Equatable {
    /// One person's words on it.
    public struct Entry: Sendable, Equatable {
        /// คำขึ้นต้น.
        public var salutation = "เรียน"
        /// To whom.
        public var addressee = ""
        /// What is said; with nothing to add, the signature alone is enough.
        public var body: [BodyPart] = []
        /// Who wrote it.
        public var signer = Signatory()
        /// When.
        public var date = OfficialDate.none

        /// An empty entry.
        public init() {}
    }

    /// เรื่อง, where the record has one.
    public var subject = ""
    /// The record, and each continuation (การบันทึกต่อเนื่อง) in its order.
    public var entries: [Entry] = []
    /// As in ลับ.
    public var secrecy: String?

    /// An empty record.
    public init() {}
}

extension OfficeRecord: OfficialForm {
    var title: String { subject.isEmpty ? "บันทึก" : subject }

    func compose(_ composer: Composer) throws {
        composer.secrecy = secrecy
        composer.firstTop = cm(2)
        try composer.addCentred("บันทึก", TextStyle(size: 20, isBold: true))
        try composer.addField("เรื่อง", subject)
        for (index, entry) in entries.enumerated() {
            if index > 0 { composer.blocks.append(FlowBlock(rows: [FlowRow(height: 14)])) }
            try composer.addField(entry.salutation, entry.addressee)
            try composer.addBody(entry.body)
            var signer = entry.signer
            // The date stands below the post, around the same axis.
            if let delegation = signer.delegation {
                signer.post = try Signatory(post: signer.post, delegation: delegation).postLines(in: composer)
                signer.delegation = nil
            }
            signer.post.append(entry.date.short)
            try composer.addSignature(signer, lines: 3)
        }
    }
}
