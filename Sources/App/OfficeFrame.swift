import HTML
import Kernel
import Letters
import Web

/// The frame of every page: the menu that this person may use, the search, and who is signed in.
struct OfficeFrame: ScreenFrame {
    let assets: Assets
    /// How many letters wait for a person, for the menu.
    let waiting: @Sendable (Actor) -> Int

    func page(_ screen: Screen, for visit: Visit) -> HTML {
        let t = visit.t
        let count = waiting(visit.actor)
        return document(
            screen.title,
            t,
            assets,
            bodyClass: screen.shape == .reading ? "sb-frame" : "sb-frame sb-frame--rail",
            body: """
                \(side(visit, screen.place, count))
                \(top(visit))
                <main class="sb-main\(screen.shape.mainClass)" id="main" tabindex="-1">\(screen.main)</main>
                \(bottom(t, screen.place, count, visit.actor))
                """
        )
    }

    private func side(_ visit: Visit, _ place: String, _ count: Int) -> HTML {
        let t = visit.t
        return """
            <nav class="sb-side" id="menu" aria-label="\(t("เมนูหลัก", "Main menu"))" data-poll="/waiting">
              <a class="sb-brand" href="/">\(brandMark)<span class="sb-brand__name">\(t("สารบรรณ", "Saraban"))</span></a>
              \(groups(visit.actor, t, count), each: { group($0, place, t) })
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
        var count = 0
    }

    private func groups(_ actor: Actor, _ t: Language, _ count: Int) -> [Group] {
        let registry =
            actor.isRegistrar
            ? [
                Item(address: "/receive", icon: "upc-scan", label: t("ลงรับหนังสือ", "Register a letter")),
                Item(address: "/registers", icon: "journal-arrow-down", label: t("ทะเบียน", "Registers")),
            ]
            : actor.isHead
                ? [Item(address: "/registers", icon: "journal-arrow-down", label: t("ทะเบียน", "Registers"))]
                : []
        return [
            Group(
                title: t("งานของฉัน", "My work"),
                items: [
                    Item(address: "/", icon: "house", label: t("หน้าแรก", "Home")),
                    Item(address: "/tray", icon: "inbox", label: t("ถาดงาน", "In-tray"), count: count),
                ]
            ),
            Group(
                title: t("สารบรรณ", "Correspondence"),
                items: registry + [Item(address: "/search", icon: "search", label: t("ค้นหา", "Search"))]
            ),
        ]
    }

    private func group(_ group: Group, _ place: String, _ t: Language) -> HTML {
        """
        <div class="sb-nav__group"><p class="sb-nav__title">\(group.title)</p><ul class="sb-plain">\(group.items, each: { item($0, place, t) })</ul></div>
        """
    }

    private func item(_ item: Item, _ place: String, _ t: Language) -> HTML {
        let current: HTML = item.address == place ? " aria-current=\"page\"" : ""
        let count: HTML =
            item.count > 0
            ? "<span class=\"sb-nav__count\" data-count>\(t.number(item.count))<span class=\"visually-hidden\"> \(t("เรื่องรออยู่", "waiting"))</span></span>"
            : HTML()
        return """
            <li><a class="sb-nav__link" href="\(item.address)" title="\(item.label)"\(current)>\(Web.icon(item.icon))<span class="sb-nav__text">\(item.label)</span>\(count)</a></li>
            """
    }

    private func top(_ visit: Visit) -> HTML {
        let t = visit.t
        return """
            <header class="sb-topbar">
              <a class="sb-brand" href="/" aria-label="\(t("สารบรรณ หน้าแรก", "Saraban, home"))">\(brandMark)</a>
              <form class="sb-search" role="search" action="/search" aria-label="\(t("ค้นหาทั้งหมด", "Search everything"))"><label class="visually-hidden" for="q">\(t("ค้นหาหนังสือ", "Search letters"))</label>\(Web.icon("search"))<input class="form-control" id="q" type="search" name="words" placeholder="\(t("ค้นเลข เรื่อง หรือผู้ส่ง", "Number, subject or sender"))" data-key="/"><kbd lang="en">/</kbd></form>
              <p class="sb-acting"><span class="sb-acting__text"><span class="sb-acting__label">\(t("ทำในนาม", "Acting as"))</span><span class="sb-acting__post">\(visit.actor.unitName)</span></span></p>
              <a class="sb-me" href="/account" aria-label="\(t("บัญชีของ", "Account of")) \(visit.actor.name)"><span class="sb-avatar sb-avatar--s" aria-hidden="true">\(visit.actor.initials)</span><span class="sb-me__name">\(visit.actor.name)</span></a>
              \(languageSwitch(t))
            </header>
            """
    }

    private func bottom(_ t: Language, _ place: String, _ count: Int, _ actor: Actor) -> HTML {
        func link(_ address: String, _ icon: StaticString, _ label: String, _ dot: Int = 0) -> HTML {
            let current: HTML = address == place ? " aria-current=\"page\"" : ""
            return """
                <a href="\(address)"\(current)>\(Web.icon(icon))\(if: dot > 0, "<span class=\"sb-iconbtn__dot\" aria-hidden=\"true\">\(t.number(dot))</span>")\(label)</a>
                """
        }
        return """
            <nav class="sb-bottom" aria-label="\(t("เมนูล่าง", "Bottom menu"))">
              \(link("/tray", "inbox", t("ถาดงาน", "In-tray"), count))
              \(link("/search", "search", t("ค้นหา", "Search")))
              \(actor.isRegistrar ? link("/receive", "upc-scan", t("ลงรับ", "Register")) : link("/", "house", t("หน้าแรก", "Home")))
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

extension Actor {
    /// The first letters of name and surname, without the title.
    fileprivate var initials: String {
        let titles = ["นางสาว", "นาง", "นาย"]
        var bare = name.unicodeScalars[...]
        if let title = titles.first(where: name.hasPrefix) {
            bare = bare.dropFirst(title.unicodeScalars.count)
        }
        return bare.split(separator: " ").prefix(2).compactMap { part in
            part.first { !(0x0E40...0x0E44).contains($0.value) }.map(String.init)
        }.joined()
    }
}
