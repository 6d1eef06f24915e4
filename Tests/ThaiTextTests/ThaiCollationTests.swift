import Testing
import ThaiText

struct ThaiCollationTests {
    static let dictionary = [
        "กก", "กรรม", "กรรม์", "กราบ", "เก", "เกม", "เก่า", "แกง", "แก้ว", "โกง", "ไก่", "ข้าว", "เขา", "คน",
        "จังหวัด", "เชียงใหม่",
        "น่า", "น้า", "ป่า", "ป้า", "พระนครศรีอยุธยา", "เพชรบุรี", "แพร่", "สระบุรี", "ใหม่", "อุทัยธานี",
    ]

    @Test func `words stand as in a Thai dictionary`() {
        var generator = Lehmer(state: 2)
        for _ in 0..<20 {
            let shuffled = Self.dictionary.shuffled(using: &generator)
            #expect(ThaiCollation.sorted(shuffled) { $0 } == Self.dictionary)
        }
    }

    @Test func `numbers count by their value, in both kinds of digits`() {
        let units = ["กลุ่มที่ ๑", "กลุ่มที่ ๙", "กลุ่มที่ ๑๐", "กลุ่มที่ ๒๑"]
        #expect(ThaiCollation.sorted(units.reversed()) { $0 } == units)
        #expect(ThaiCollation.isBefore("กลุ่มที่ 9", "กลุ่มที่ ๑๐"))
    }

    @Test func `nothing stands before itself`() {
        for word in Self.dictionary { #expect(!ThaiCollation.isBefore(word, word)) }
        #expect(ThaiCollation.isBefore("", "ก"))
    }

    @Test func `things with the same text keep their order`() {
        let people = [(1, "สมชาย"), (2, "กานดา"), (3, "สมชาย"), (4, "กานดา")]
        #expect(ThaiCollation.sorted(people) { $0.1 }.map(\.0) == [2, 4, 1, 3])
    }

    @Test func `long texts have whole keys`() {
        let long = String(repeating: "\u{10FFFD}é", count: 2000)
        #expect(ThaiCollation.isBefore(long, long + "ก"))
    }

    @Test func `many threads at once get the same keys`() async {
        let expected = Self.dictionary.map(ThaiCollation.key)
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    (0..<200).allSatisfy { _ in Self.dictionary.map(ThaiCollation.key) == expected }
                }
            }
            for await isSame in group { #expect(isSame) }
        }
    }
}
