/// What a document says of itself when it is kept for good (PDF/A).
public struct ArchivalDocument: Sendable {
    /// The title, in any script.
    public var title: String
    /// When it was made.
    public var created: PDFDate
    /// The program that made it.
    public var producer: String
    /// The language of its text, as in "th-TH".
    public var language: String
    /// An sRGB colour profile (ICC), for example Ghostscript's `srgb.icc`.
    public var colorProfile: [UInt8]
    /// 16 bytes that stand for the document; the same ones give the same file.
    public var identifier: [UInt8]
    /// Data that travels inside; makes the file PDF/A-3b instead of 2b.
    public var attachment: PDFAttachment?

    /// What a document says of itself.
    public init(
        title: String,
        created: PDFDate,
        producer: String,
        language: String = "th-TH",
        colorProfile: [UInt8],
        identifier: [UInt8],
        attachment: PDFAttachment? = nil
    ) {
        (self.title, self.created, self.producer, self.language) = (title, created, producer, language)
        (self.colorProfile, self.identifier, self.attachment) = (colorProfile, identifier, attachment)
    }

    /// Writes a file that cairo made as PDF/A-2b or 3b (ISO 19005-2, -3), in one revision.
    ///
    /// Adds metadata, colour intent, language, identifier and the missing `/CIDToGIDMap` of fonts. It does not
    /// mend fonts that are not embedded or colours that the profile does not cover: cairo makes neither.
    /// Throws `.repaired` for a damaged file and `.signed` for a signed one, whose signatures would be lost.
    public func archive(_ file: PDFFile) throws(PDFError) -> [UInt8] {
        guard !file.isRepaired else { throw PDFError(.repaired) }
        guard try !file.hasSignatures() else { throw PDFError(.signed) }
        let writer = PDFWriter(version: "1.7")
        var copier = PDFObjectCopier(from: file, to: writer, changing: archivable)
        var catalog: PDFDictionary = [:]
        for (key, value) in try file.catalog().sorted(by: { $0.key < $1.key }) {
            catalog[key] = try copier.copy(value)
        }
        catalog["Lang"] = .text(language)
        catalog["Metadata"] = .reference(writer.add(.stream(metadata)))
        catalog["OutputIntents"] = .array([.dictionary(outputIntent(in: writer))])
        if let attachment {
            let specification = attachment.add(to: writer, date: created)
            let name = PDFObject.text(attachment.name)
            catalog["AF"] = .array([.reference(specification)])
            let names: PDFDictionary = ["Names": .array([name, .reference(specification)])]
            catalog["Names"] = .dictionary(["EmbeddedFiles": .dictionary(names)])
        }
        let root = writer.add(.dictionary(catalog))
        let info = writer.add(.dictionary(information))
        return try writer.finish(root: root, info: info, identifier: identifier)
    }

    private var information: PDFDictionary {
        [
            "Title": .text(title), "Producer": .text(producer), "CreationDate": .text(created.pdf),
            "ModDate": .text(created.pdf),
        ]
    }

    private func outputIntent(in writer: PDFWriter) -> PDFDictionary {
        let profile = writer.add(.stream(PDFStream(["N": .integer(3)], deflating: colorProfile)))
        return [
            "Type": .name("OutputIntent"), "S": .name("GTS_PDFA1"), "Info": .text("sRGB"),
            "OutputConditionIdentifier": .text("sRGB"), "DestOutputProfile": .reference(profile),
        ]
    }

    /// Metadata stays readable for programs that know no PDF: it is not packed (ISO 19005-2, 6.6.2.1).
    private var metadata: PDFStream {
        let text = """
            <?xpacket begin="\u{FEFF}" id="W5M0MpCehiHzreSzNTczkc9d"?>
            <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
            <rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
            <pdfaid:part>\(attachment == nil ? 2 : 3)</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
            </rdf:Description>
            <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
            <dc:format>application/pdf</dc:format>
            <dc:title><rdf:Alt><rdf:li xml:lang="x-default">\(escaped(title))</rdf:li></rdf:Alt></dc:title>
            </rdf:Description>
            <rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
            <xmp:CreateDate>\(created.iso)</xmp:CreateDate><xmp:ModifyDate>\(created.iso)</xmp:ModifyDate>
            </rdf:Description>
            <rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
            <pdf:Producer>\(escaped(producer))</pdf:Producer>
            </rdf:Description>
            </rdf:RDF></x:xmpmeta>
            <?xpacket end="w"?>
            """
        return PDFStream(["Type": .name("Metadata"), "Subtype": .name("XML")], encoded: Array(text.utf8))
    }

    /// XML text; control characters, which XML forbids, become spaces.
    private func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\u{FFFE}", "\u{FFFF}": result += " "
            case _ where scalar.value < 32: result += " "
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

/// A file inside a PDF, as the source of what the pages show (ISO 19005-3, Annex E).
public struct PDFAttachment: Sendable {
    /// Its file name.
    public var name: String
    /// Its media type, as in "text/xml".
    public var mediaType: String
    /// Its bytes.
    public var bytes: [UInt8]

    /// A file to be put inside.
    public init(name: String, mediaType: String, bytes: [UInt8]) {
        (self.name, self.mediaType, self.bytes) = (name, mediaType, bytes)
    }

    func add(to writer: PDFWriter, date: PDFDate) -> PDFReference {
        let parameters: PDFDictionary = ["Size": .integer(bytes.count), "ModDate": .text(date.pdf)]
        let entries: PDFDictionary = [
            "Type": .name("EmbeddedFile"), "Subtype": .name(mediaType), "Params": .dictionary(parameters),
        ]
        let file = PDFObject.reference(writer.add(.stream(PDFStream(entries, deflating: bytes))))
        return writer.add(
            .dictionary([
                "Type": .name("Filespec"), "F": .text(name), "UF": .text(name),
                "AFRelationship": .name("Data"),
                "EF": .dictionary(["F": file, "UF": file]),
            ])
        )
    }
}
