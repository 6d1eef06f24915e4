import HTML
import Kernel
import Letters
import Web

/// The frame of every page: the menu that this person may use, the search, and who is signed in.
struct OfficeFrame: ScreenFrame {
    let assets: Assets
    /// How many letters wait for a person, for the menu.
    let waiting: @Sendable (Actor) -> Int

    /// All that the frame shows, for what stands before the page's own part and after it.
    private struct Key: Hashable {
        enum Side { case before, after }

        let t: Language
        let place: String
        let person: Identifier<PersonTag>
        let name: String
        let unitName: String
        let isRegistrar: Bool
        let isHead: Bool
        let isAdministrator: Bool
        let waiting: Int
        var side = Side.before

        /// Names decide whether keys are equal, but are slow to hash.
        func hash(into hasher: inout Hasher) {
            hasher.combine(place)
            hasher.combine(person)
            hasher.combine(side)
        }
    }

    private let kept = KeptMarkup<Key>(bytes: 4 << 20)

    init(assets: Assets, waiting: @escaping @Sendable (Actor) -> Int) {
        self.assets = assets
        self.waiting = waiting
    }

    func page(_ screen: Screen, for visit: Visit) -> HTML {
        let actor = visit.actor
        var key = Key(
            t: visit.t,
            place: screen.place,
            person: actor.id,
            name: actor.name(visit.t),
            unitName: actor.unitName(visit.t),
            isRegistrar: actor.isRegistrar,
            isHead: actor.isHead,
            isAdministrator: actor.level == .administrator,
            waiting: waiting(actor)
        )
        let before = kept.part(key) { "\(side(key))\n\(top(key))" }
        key.side = .after
        let after = kept.part(key) { bottom(key) }
        return document(
            screen.title,
            visit.t,
            assets,
            bodyClass: screen.shape == .reading ? "sb-frame" : "sb-frame sb-frame--rail",
            body: """
                \(before)
                <main class="sb-main\(screen.shape.mainClass)" id="main" tabindex="-1">\(screen.main)</main>
                \(after)
                """
        )
    }

    private func side(_ key: Key) -> HTML {
        let t = key.t
        return """
            <nav class="sb-side" id="menu" aria-label="\(t("เมนูหลัก", "Main menu"))" data-poll="/waiting">
              <a class="sb-brand" href="/">\(brandMark)<span class="sb-brand__name">\(t("สารบรรณ", "Saraban"))</span></a>
              <a class="btn sb-side__close" href="#page">\(t("ปิดเมนู", "Close the menu"))</a>
              \(groups(key), each: { group($0, key.place, t) })
              <div class="sb-switches"><button class="sb-iconbtn" type="button" data-switch="theme" hidden aria-label="\(t("สลับสว่างหรือมืด", "Light or dark"))">\(Web.icon("circle-half"))</button><button class="sb-iconbtn" type="button" data-switch="rail" hidden aria-label="\(t("ย่อหรือขยายเมนู", "Narrow or wide menu"))">\(Web.icon("layout-sidebar"))</button>\(languageSwitch(t))</div>
            </nav>
            """
    }

    private struct Group {
        let title: String
        let items: [Item]
    }

    private struct Item {
        let address: String
        let icon: StaticString
        let label: String
        var count: Int?
    }

    private func groups(_ key: Key) -> [Group] {
        let t = key.t
        let registry =
            key.isRegistrar
            ? [
                Item(address: "/receive", icon: "upc-scan", label: t("ลงรับหนังสือ", "Register a letter")),
                Item(address: "/registers", icon: "journal-arrow-down", label: t("ทะเบียน", "Registers")),
            ]
            : key.isHead
                ? [Item(address: "/registers", icon: "journal-arrow-down", label: t("ทะเบียน", "Registers"))]
                : []
        return [
            Group(
                title: t("งานของฉัน", "My work"),
                items: [
                    Item(address: "/", icon: "house", label: t("หน้าแรก", "Home")),
                    Item(address: "/tray", icon: "inbox", label: t("ถาดงาน", "In-tray"), count: key.waiting),
                ]
            ),
            Group(
                title: t("สารบรรณ", "Correspondence"),
                items: registry + [Item(address: "/search", icon: "search", label: t("ค้นหา", "Search"))]
            ),
        ] + (key.isAdministrator ? [settings(t)] : [])
    }

    private func settings(_ t: Language) -> Group {
        Group(
            title: t("ตั้งค่า", "Settings"),
            items: [
                Item(address: "/settings/lists", icon: "list-check", label: t("รายการให้เลือก", "Pick lists"))
            ]
        )
    }

    private func group(_ group: Group, _ place: String, _ t: Language) -> HTML {
        """
        <div class="sb-nav__group"><p class="sb-nav__title">\(group.title)</p><ul class="sb-plain">\(group.items, each: { item($0, place, t) })</ul></div>
        """
    }

    private func item(_ item: Item, _ place: String, _ t: Language) -> HTML {
        let current: HTML = item.address == place ? " aria-current=\"page\"" : ""
        return """
            <li><a class="sb-nav__link" href="\(item.address)" title="\(item.label)"\(current)>\(Web.icon(item.icon))<span class="sb-nav__text">\(item.label)</span>\(item.count, then: { count($0, "sb-nav__count", t) })</a></li>
            """
    }

    /// How many letters wait. It stands hidden at none, for the script that shows it when the first comes.
    private func count(_ number: Int, _ look: StaticString, _ t: Language) -> HTML {
        """
        <span class="\(look)" data-count\(if: number == 0, " hidden")>\(t.number(number))<span class="visually-hidden"> \(t("เรื่องรออยู่", "waiting"))</span></span>
        """
    }

    private func top(_ key: Key) -> HTML {
        let t = key.t
        return """
            <header class="sb-topbar">
              <a class="sb-brand" href="/" aria-label="\(t("สารบรรณ หน้าแรก", "Saraban, home"))">\(brandMark)</a>
              <form class="sb-search" role="search" action="/search" aria-label="\(t("ค้นหาทั้งหมด", "Search everything"))"><label class="visually-hidden" for="q">\(t("ค้นหาหนังสือ", "Search letters"))</label>\(Web.icon("search"))<input class="form-control" id="q" type="search" name="words" maxlength="200" placeholder="\(t("ค้นเลข เรื่อง หรือผู้ส่ง", "Number, subject or sender"))" data-key="/"><kbd lang="en">/</kbd></form>
              <p class="sb-acting"><span class="sb-acting__text"><span class="sb-acting__label">\(t("ทำในนาม", "Acting as"))</span><span class="sb-acting__post">\(key.unitName)</span></span></p>
              <a class="sb-me" href="/account" aria-label="\(t("บัญชีของ", "Account of")) \(key.name)"><span class="sb-avatar sb-avatar--s" aria-hidden="true">\(initials(of: key.name))</span><span class="sb-me__name">\(key.name)</span></a>
              \(languageSwitch(t))
            </header>
            """
    }

    private func bottom(_ key: Key) -> HTML {
        let t = key.t
        func link(_ address: String, _ icon: StaticString, _ label: String, waiting: Int? = nil)
            -> HTML
        {
            let current: HTML = address == key.place ? " aria-current=\"page\"" : ""
            return """
                <a href="\(address)"\(current)>\(Web.icon(icon))\(label)\(waiting, then: { count($0, "sb-iconbtn__dot", t) })</a>
                """
        }
        return """
            <nav class="sb-bottom" aria-label="\(t("เมนูล่าง", "Bottom menu"))">
              \(link("/tray", "inbox", t("ถาดงาน", "In-tray"), waiting: key.waiting))
              \(link("/search", "search", t("ค้นหา", "Search")))
              \(key.isRegistrar ? link("/receive", "upc-scan", t("ลงรับ", "Register")) : link("/", "house", t("หน้าแรก", "Home")))
              \(link("#menu", "list", t("เมนู", "Menu")))
            </nav>
            """
    }
}

extension Screen.Shape {
    fileprivate var mainClass: String {
        switch self {
        case .reading: " sb-main--read"
        case .wide: ""
        case .panes: " sb-main--panes"
        }
    }
}

/// The first letters of name and surname, without the title.
private func initials(of name: String) -> String {
    let titles = ["นางสาว", "นาง", "นาย", "Mr. ", "Mrs. ", "Ms. ", "Miss "]
    var bare = name.unicodeScalars[...]
    if let title = titles.first(where: name.hasPrefix) {
        bare = bare.dropFirst(title.unicodeScalars.count)
    }
    return bare.split(separator: " ").prefix(2).compactMap { part in
        part.first { !(0x0E40...0x0E44).contains($0.value) }.map(String.init)
    }.joined()
}
