/// What invented letters are about.
enum SampleMatter: CaseIterable {
    case meeting, pumps, supplies, blood, course, reservoir, budget, fair, illness, opening, households,
        drought,
        ceremony, integrity

    /// Who writes about it.
    var senders: [SampleSender.Kind] {
        switch self {
        case .meeting, .ceremony, .integrity, .households: [.ministry, .department]
        case .pumps, .reservoir, .fair: [.district, .town]
        case .supplies: [.district, .hospital, .treasury]
        case .blood, .illness: [.hospital]
        case .course: [.district, .hospital, .school, .town]
        case .budget: [.treasury, .ministry]
        case .opening: [.school, .town]
        case .drought: [.department]
        }
    }

    /// หมวดเอกสาร.
    var category: String {
        switch self {
        case .meeting, .course: "ประชุม อบรม สัมมนา"
        case .supplies, .budget: "การเงินและพัสดุ"
        case .reservoir, .households: "แผนงานและโครงการ"
        default: "ทั่วไป"
        }
    }

    /// What comes with it, where something does.
    var enclosure: SampleEnclosure? {
        switch self {
        case .supplies: .supplies
        case .course: .people
        case .reservoir: .project
        case .households: .households
        default: nil
        }
    }

    func subject(_ its: SampleLetter) -> String {
        switch self {
        case .meeting: "ขอเชิญประชุมเตรียมความพร้อมป้องกันและบรรเทาสาธารณภัย ครั้งที่ \(its.count)/\(its.year)"
        case .pumps: "ขอรับการสนับสนุนเครื่องสูบน้ำเพื่อช่วยเหลือพื้นที่น้ำท่วมขัง อำเภอ\(its.district)"
        case .supplies: "รายงานผลการตรวจสอบพัสดุประจำปีงบประมาณ พ.ศ. \(its.lastBudgetYear)"
        case .blood: "ขอความร่วมมือประชาสัมพันธ์โครงการบริจาคโลหิต"
        case .course: "ส่งรายชื่อผู้เข้ารับการอบรมหลักสูตรงานสารบรรณอิเล็กทรอนิกส์"
        case .reservoir: "ขออนุมัติโครงการพัฒนาแหล่งน้ำเพื่อการเกษตร ตำบล\(its.district)ใต้"
        case .budget: "แจ้งแนวทางการเบิกจ่ายงบประมาณรายจ่ายประจำปี พ.ศ. \(its.lastBudgetYear + 1)"
        case .fair: "ขอใช้สถานที่จัดงานประเพณีประจำปีของอำเภอ\(its.district)"
        case .illness: "รายงานสถานการณ์โรคที่มากับน้ำในพื้นที่อำเภอ\(its.district)"
        case .opening: "ขอเชิญร่วมพิธีเปิดศูนย์เรียนรู้ชุมชนบ้าน\(its.district)"
        case .households: "การจัดทำข้อมูลสถิติครัวเรือนระดับตำบล ประจำปี \(its.year)"
        case .drought: "ขอให้ตรวจสอบและรับรองข้อมูลพื้นที่ประสบภัยแล้ง อำเภอ\(its.district)"
        case .ceremony: "แต่งตั้งคณะทำงานเตรียมการงานรัฐพิธี"
        case .integrity: "การประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงาน ปี \(its.year)"
        }
    }
}
