/// Somebody invented who writes to the sample province.
struct SampleSender {
    enum Kind { case district, hospital, treasury, ministry, department, town, school }

    let kind: Kind
    /// The post that signs and that the register names.
    let post: String
    let code: String
    /// The agency as sentences name it.
    let agency: String
    /// The part of the agency that answers for the letter.
    let unit: String
    let signer: String
    var district: String?

    /// Within one province one writes memos (หนังสือภายใน), from outside letters.
    var writesMemos: Bool { [.district, .hospital, .treasury].contains(kind) }

    static let districts = ["บ้านสวน", "ท่าน้ำใส", "ดอนกลาง", "หนองบัวทอง", "เขาเขียว", "ปากคลอง"]

    static let all =
        [
            district("บ้านสวน", "ตย 0418", "นายสวน สมมตินาม"),
            district("ท่าน้ำใส", "ตย 0618", "นางสาวธารา สมมตินาม"),
            district("ดอนกลาง", "ตย 0718", "นายดอน สมมตินาม"),
        ] + others

    private static func district(_ name: String, _ code: String, _ signer: String) -> SampleSender {
        SampleSender(
            kind: .district,
            post: "นายอำเภอ\(name)",
            code: code,
            agency: "อำเภอ\(name)",
            unit: "กลุ่มงานบริหารงานปกครอง",
            signer: signer,
            district: name
        )
    }

    private static let others = [
        SampleSender(
            kind: .ministry,
            post: "ปลัดกระทรวงตัวอย่าง",
            code: "ตอ 0205.2",
            agency: "กระทรวงตัวอย่าง",
            unit: "สำนักงานปลัดกระทรวงตัวอย่าง",
            signer: "นายปลัด สมมตินาม"
        ),
        SampleSender(
            kind: .department,
            post: "อธิบดีกรมตัวอย่างการปกครอง",
            code: "ตอ 0310",
            agency: "กรมตัวอย่างการปกครอง",
            unit: "สำนักงานเลขานุการกรม",
            signer: "นางอธิบดี สมมตินาม"
        ),
        SampleSender(
            kind: .town,
            post: "นายกเทศมนตรีเมืองตัวอย่าง",
            code: "ตย 52101",
            agency: "เทศบาลเมืองตัวอย่าง",
            unit: "สำนักปลัดเทศบาล",
            signer: "นายเมือง สมมตินาม"
        ),
        SampleSender(
            kind: .town,
            post: "นายกองค์การบริหารส่วนตำบลดอนกลาง",
            code: "ตย 72034",
            agency: "องค์การบริหารส่วนตำบลดอนกลาง",
            unit: "สำนักปลัดองค์การบริหารส่วนตำบล",
            signer: "นางตำบล สมมตินาม",
            district: "ดอนกลาง"
        ),
        SampleSender(
            kind: .hospital,
            post: "ผู้อำนวยการโรงพยาบาลตัวอย่าง",
            code: "ตย 0033.2",
            agency: "โรงพยาบาลตัวอย่าง",
            unit: "กลุ่มงานบริหารทั่วไป",
            signer: "นางสาวพยาบาล สมมตินาม"
        ),
        SampleSender(
            kind: .treasury,
            post: "คลังจังหวัดตัวอย่าง",
            code: "ตย 0003",
            agency: "สำนักงานคลังจังหวัดตัวอย่าง",
            unit: "กลุ่มงานบริหารการเงินการคลัง",
            signer: "นายคลัง สมมตินาม"
        ),
        SampleSender(
            kind: .school,
            post: "ผู้อำนวยการโรงเรียนตัวอย่างวิทยาคม",
            code: "ตย 04146.1",
            agency: "โรงเรียนตัวอย่างวิทยาคม",
            unit: "กลุ่มบริหารงานทั่วไป",
            signer: "นายวิทยา สมมตินาม"
        ),
    ]
}
