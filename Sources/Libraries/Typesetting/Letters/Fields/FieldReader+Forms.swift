extension FieldReader {
    /// The letter of a kind.
    func form(_ kind: LetterFields.Kind) -> LetterForm {
        switch kind {
        case .external: .external(external())
        case .memo: .memo(memo())
        case .sealed: .sealed(sealed())
        case .order: .directive(order())
        case .regulation: .directive(rule(.regulation))
        case .bylaw: .directive(rule(.bylaw))
        case .announcement: .notice(announcement())
        case .statement: .notice(notice(.statement))
        case .news: .notice(notice(.news))
        case .certificate: .certificate(certificate())
        case .minutes: .minutes(minutes())
        case .record: .record(record())
        case .envelope: .envelope(envelope())
        }
    }

    private func external() -> ExternalLetter {
        var letter = ExternalLetter()
        letter.number = line("number")
        letter.agency = text("agency", isRequired: true)
        letter.address = text("address")
        letter.date = date("date")
        letter.subject = line("subject", isRequired: true)
        if let salutation = optional("salutation") { letter.salutation = salutation }
        letter.addressee = text("addressee", isRequired: true)
        letter.references = texts("references")
        letter.enclosures = texts("enclosures")
        letter.body = body()
        letter.closing = optional("closing") ?? ExternalLetter.closing(for: letter.salutation)
        letter.signer = signer()
        letter.owner = owner()
        letter.copies = texts("copies")
        letter.speed = speed()
        letter.secrecy = secrecy()
        return letter
    }

    private func memo() -> Memo {
        var memo = Memo()
        memo.agency = line("agency", isRequired: true)
        memo.number = line("number")
        memo.date = date("date")
        memo.subject = line("subject", isRequired: true)
        if let salutation = optional("salutation") { memo.salutation = salutation }
        memo.addressee = text("addressee", isRequired: true)
        memo.body = body()
        memo.signer = signer()
        memo.speed = speed()
        memo.secrecy = secrecy()
        return memo
    }

    private func sealed() -> SealedLetter {
        var letter = SealedLetter()
        letter.number = line("number")
        letter.addressee = text("addressee", isRequired: true)
        letter.body = body()
        letter.agency = text("agency", isRequired: true)
        letter.hasSeal = flag("seal")
        letter.initials = line("initials")
        letter.date = date("date")
        letter.owner = owner()
        letter.address = text("address")
        letter.speed = speed()
        letter.secrecy = secrecy()
        return letter
    }

    private func order() -> Directive {
        var order = Directive(.order)
        order.agency = line("agency", isRequired: true)
        order.number = line("number")
        order.subject = text("subject", isRequired: true)
        return finish(order)
    }

    private func rule(_ kind: Directive.Kind) -> Directive {
        var rule = Directive(kind)
        rule.agency = line("agency", isRequired: true)
        rule.subject = text("subject", isRequired: true)
        rule.edition = line("edition")
        rule.year = line("year")
        return finish(rule)
    }

    private func finish(_ directive: Directive) -> Directive {
        var directive = directive
        directive.body = body()
        directive.date = date("date")
        directive.signer = signer()
        directive.secrecy = secrecy()
        return directive
    }

    private func announcement() -> Notice {
        var notice = notice(.announcement)
        if let heading = optional("heading") { notice.heading = heading }
        notice.signer = signer()
        return notice
    }

    private func notice(_ kind: Notice.Kind) -> Notice {
        var notice = Notice(kind)
        notice.agency = line("agency", isRequired: true)
        notice.subject = text("subject", isRequired: true)
        notice.edition = kind == .announcement ? "" : line("edition")
        notice.body = body()
        notice.date = date("date")
        return notice
    }

    private func certificate() -> CertificateLetter {
        var certificate = CertificateLetter()
        certificate.number = line("number")
        certificate.agency = text("agency", isRequired: true)
        certificate.address = text("address")
        certificate.body = body()
        certificate.date = date("date")
        certificate.signer = signer()
        certificate.holder = line("holder")
        return certificate
    }

    private func minutes() -> Minutes {
        var minutes = Minutes()
        minutes.body = line("meetingOf", isRequired: true)
        minutes.meeting = line("meeting")
        minutes.date = date("date")
        minutes.place = line("place")
        minutes.present = attendees("present")
        minutes.absent = attendees("absent")
        minutes.guests = attendees("guests")
        minutes.begins = line("begins")
        minutes.agenda = body()
        minutes.ends = line("ends")
        minutes.recorder = signer("recorder")
        minutes.checker = signer("checker")
        return minutes
    }

    private func record() -> OfficeRecord {
        var record = OfficeRecord()
        record.subject = line("subject")
        record.entries = [entry(isFirst: true)]
        record.secrecy = secrecy()
        record.entries += items("endorsements").compactMap { place, value in
            Self.object(value, at: place, mistakes) { $0.entry(isFirst: false) }
        }
        return record
    }

    private func entry(isFirst: Bool) -> OfficeRecord.Entry {
        var entry = OfficeRecord.Entry()
        if let salutation = optional("salutation") { entry.salutation = salutation }
        entry.addressee = text("addressee", isRequired: isFirst)
        entry.body = body(isRequired: isFirst)
        entry.signer = signer()
        entry.date = date("date")
        return entry
    }

    private func envelope() -> Envelope {
        var envelope = Envelope()
        if let size = word("size", Envelope.Size.self) { envelope.size = size }
        envelope.number = line("number")
        envelope.agency = text("agency")
        envelope.address = text("address")
        if let salutation = optional("salutation") { envelope.salutation = salutation }
        envelope.addressee = text("addressee", isRequired: true)
        envelope.destination = text("destination")
        envelope.postage = text("postage")
        envelope.speed = speed()
        envelope.secrecy = secrecy()
        return envelope
    }
}

extension ExternalLetter {
    /// The closing words that belong to a salutation (Annex 2).
    static func closing(for salutation: String) -> String {
        switch salutation {
        case "กราบเรียน": "ขอแสดงความนับถืออย่างยิ่ง"
        case "นมัสการ": "ขอนมัสการด้วยความเคารพ"
        case "กราบทูล": "ควรมิควรแล้วแต่จะโปรด"
        default: "ขอแสดงความนับถือ"
        }
    }
}
