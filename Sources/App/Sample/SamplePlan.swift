import Agencies
import Kernel
import Registers

/// The lists from which the sample office is made. The folders follow the province template (GDCC handbook, App. ง).
enum SamplePlan {
    struct UnitPlan {
        let key: String
        let parent: String?
        let kind: Unit.Kind
        let name: String
        let english: String
        let code: String

        init(
            _ key: String,
            _ parent: String?,
            _ kind: Unit.Kind,
            _ name: String,
            _ english: String,
            _ code: String = ""
        ) {
            self.key = key
            self.parent = parent
            self.kind = kind
            self.name = name
            self.english = english
            self.code = code
        }
    }

    static let units: [UnitPlan] = [
        UnitPlan("province", nil, .province, "จังหวัดตัวอย่าง", "Tua Yang Province", "ตย"),
        UnitPlan("governor", "province", .executive, "ผู้ว่าราชการจังหวัดตัวอย่าง", "Governor of Tua Yang"),
        UnitPlan("deputy1", "province", .executive, "รองผู้ว่าราชการจังหวัดตัวอย่าง คนที่ ๑", "Deputy Governor 1"),
        UnitPlan("deputy2", "province", .executive, "รองผู้ว่าราชการจังหวัดตัวอย่าง คนที่ ๒", "Deputy Governor 2"),
        UnitPlan("klang", "province", .registry, "สารบรรณกลางจังหวัดตัวอย่าง", "Central Registry", "ตย 0017"),
        UnitPlan("office", "province", .agency, "สำนักงานจังหวัดตัวอย่าง", "Provincial Office", "ตย 0017.1"),
        UnitPlan(
            "office.admin",
            "office",
            .group,
            "กลุ่มงานอำนวยการ",
            "General Administration Group",
            "ตย 0017.1.1"
        ),
        UnitPlan(
            "office.plan",
            "office",
            .group,
            "กลุ่มงานยุทธศาสตร์และข้อมูล",
            "Strategy and Data Group",
            "ตย 0017.1.2"
        ),
        UnitPlan(
            "relief",
            "province",
            .agency,
            "สำนักงานป้องกันและบรรเทาสาธารณภัยจังหวัดตัวอย่าง",
            "Disaster Prevention Office",
            "ตย 0021"
        ),
        UnitPlan("relief.admin", "relief", .group, "ฝ่ายบริหารทั่วไป", "General Affairs Section", "ตย 0021.1"),
        UnitPlan(
            "relief.safety",
            "relief",
            .group,
            "กลุ่มงานป้องกันและปฏิบัติการ",
            "Prevention and Operations Group",
            "ตย 0021.2"
        ),
        UnitPlan(
            "health",
            "province",
            .agency,
            "สำนักงานสาธารณสุขจังหวัดตัวอย่าง",
            "Public Health Office",
            "ตย 0033"
        ),
        UnitPlan(
            "health.admin",
            "health",
            .group,
            "กลุ่มงานบริหารทั่วไป",
            "General Administration Group",
            "ตย 0033.1"
        ),
        UnitPlan("farm", "province", .agency, "สำนักงานเกษตรจังหวัดตัวอย่าง", "Agricultural Office", "ตย 0009"),
        UnitPlan("farm.admin", "farm", .group, "ฝ่ายบริหารทั่วไป", "General Affairs Section", "ตย 0009.1"),
        UnitPlan("stats", "province", .agency, "สำนักงานสถิติจังหวัดตัวอย่าง", "Statistical Office", "ตย 0013"),
        UnitPlan("stats.admin", "stats", .group, "กลุ่มอำนวยการ", "Administration Group", "ตย 0013.1"),
        UnitPlan("culture", "province", .agency, "สำนักงานวัฒนธรรมจังหวัดตัวอย่าง", "Cultural Office", "ตย 0031"),
        UnitPlan("culture.admin", "culture", .group, "ฝ่ายบริหารทั่วไป", "General Affairs Section", "ตย 0031.1"),
    ]

    struct PersonPlan {
        let username: String
        let unit: String
        let level: RightLevel
        let name: String
        let english: String
        let post: String
        let englishPost: String
        var isHead = false
        var clearance = Secrecy.none
    }

    static let people: [PersonPlan] = [
        PersonPlan(
            username: "klang",
            unit: "klang",
            level: .provinceRegistrar,
            name: "นางสาวกลางใจ รับส่งดี",
            english: "Klangjai Rapsongdee",
            post: "เจ้าพนักงานธุรการชำนาญงาน",
            englishPost: "Registry Officer",
            clearance: .topSecret
        ),
        PersonPlan(
            username: "nuai",
            unit: "relief",
            level: .agencyRegistrar,
            name: "นายหน่วย ลงรับไว",
            english: "Nuai Longrapwai",
            post: "เจ้าพนักงานธุรการชำนาญงาน",
            englishPost: "Registry Officer",
            clearance: .confidential
        ),
        PersonPlan(
            username: "nuai2",
            unit: "health",
            level: .agencyRegistrar,
            name: "นางหน่วยสอง ส่งตรง",
            english: "Nuaisong Songtrong",
            post: "เจ้าพนักงานธุรการ",
            englishPost: "Registry Officer"
        ),
        PersonPlan(
            username: "klum",
            unit: "relief.safety",
            level: .groupRegistrar,
            name: "นางสาวกลุ่ม ทันเวลา",
            english: "Klum Thanwela",
            post: "เจ้าพนักงานธุรการปฏิบัติงาน",
            englishPost: "Group Clerk"
        ),
        PersonPlan(
            username: "phuchai",
            unit: "relief.safety",
            level: .generalUser,
            name: "นายผู้ใช้ ตั้งใจทำ",
            english: "Phuchai Tangjaitham",
            post: "นักวิเคราะห์นโยบายและแผนปฏิบัติการ",
            englishPost: "Plan and Policy Analyst"
        ),
        PersonPlan(
            username: "phubor",
            unit: "relief",
            level: .generalUser,
            name: "นายผู้บริหาร พิจารณาดี",
            english: "Phuborihan Phicharanadee",
            post: "หัวหน้าสำนักงานป้องกันและบรรเทาสาธารณภัยจังหวัดตัวอย่าง",
            englishPost: "Head of the Disaster Prevention Office",
            isHead: true,
            clearance: .secret
        ),
        PersonPlan(
            username: "lekha",
            unit: "relief.admin",
            level: .generalUser,
            name: "นางสาวเลขา จัดแฟ้ม",
            english: "Lekha Jatfaem",
            post: "เลขานุการหัวหน้าสำนักงาน",
            englishPost: "Secretary to the Head"
        ),
        PersonPlan(
            username: "admin",
            unit: "office.admin",
            level: .administrator,
            name: "นายดูแล ระบบมั่นคง",
            english: "Doolae Rabobmankhong",
            post: "นักวิชาการคอมพิวเตอร์ชำนาญการ",
            englishPost: "Computer Technical Officer"
        ),
        PersonPlan(
            username: "phuwa",
            unit: "governor",
            level: .generalUser,
            name: "นายตัวอย่าง นำจังหวัด",
            english: "Tuayang Namjangwat",
            post: "ผู้ว่าราชการจังหวัดตัวอย่าง",
            englishPost: "Governor",
            isHead: true,
            clearance: .topSecret
        ),
        PersonPlan(
            username: "rong1",
            unit: "deputy1",
            level: .generalUser,
            name: "นายรองหนึ่ง ช่วยราชการ",
            english: "Rongnueng Chuairatchakan",
            post: "รองผู้ว่าราชการจังหวัดตัวอย่าง",
            englishPost: "Deputy Governor",
            isHead: true,
            clearance: .secret
        ),
        PersonPlan(
            username: "rong2",
            unit: "deputy2",
            level: .generalUser,
            name: "นางรองสอง ดูแลงาน",
            english: "Rongsong Doolaengan",
            post: "รองผู้ว่าราชการจังหวัดตัวอย่าง",
            englishPost: "Deputy Governor",
            isHead: true,
            clearance: .secret
        ),
        PersonPlan(
            username: "office",
            unit: "office",
            level: .agencyRegistrar,
            name: "นางสาวสำนัก งานเรียบร้อย",
            english: "Samnak Nganriabroi",
            post: "เจ้าพนักงานธุรการ",
            englishPost: "Registry Officer"
        ),
        PersonPlan(
            username: "farm",
            unit: "farm",
            level: .agencyRegistrar,
            name: "นายนา เขียวขจี",
            english: "Na Khiaokhachi",
            post: "เจ้าพนักงานธุรการ",
            englishPost: "Registry Officer"
        ),
        PersonPlan(
            username: "stats",
            unit: "stats",
            level: .agencyRegistrar,
            name: "นางสาวสถิติ นับครบ",
            english: "Sathiti Napkhrop",
            post: "เจ้าพนักงานธุรการ",
            englishPost: "Registry Officer"
        ),
        PersonPlan(
            username: "culture",
            unit: "culture",
            level: .agencyRegistrar,
            name: "นางวัฒน์ งามสง่า",
            english: "Wat Ngamsanga",
            post: "เจ้าพนักงานธุรการ",
            englishPost: "Registry Officer"
        ),
    ]

    /// Secretary and executive.
    static let secretaries = [("lekha", "phubor")]

    struct RegisterPlan {
        let key: String
        let owner: String
        let kind: Register.Kind
        let name: String
        let english: String
        var format = "{n}/{y}"
        var basis = Register.YearBasis.calendar
        var takers = Register.Takers.owner
    }
}
