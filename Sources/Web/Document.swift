import HTML
import Kernel

/// A whole document around a body. Nothing inline: the content security policy forbids it.
package func document(_ title: String, _ t: Language, _ assets: Assets, bodyClass: String, body: HTML) -> HTML
{
    """
    <!DOCTYPE html>
    <html lang="\(t.rawValue)">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(title) · \(t("สารบรรณ", "Saraban"))</title>
    \(assets.links)
    </head>
    <body class="\(bodyClass)">
    <a class="sb-skip" href="#main">\(t("ข้ามไปเนื้อหา", "Skip to content"))</a>
    \(body)
    </body>
    </html>
    """
}

/// The mark of the program.
package let brandMark: HTML = """
    <svg class="sb-brand__mark" viewBox="0 0 30 30" aria-hidden="true"><rect width="30" height="30" rx="7"/><path d="M8 9.5h14M8 15h14M8 20.5h7" fill="none" stroke-width="2.4" stroke-linecap="round"/><circle cx="20.6" cy="20.5" r="1.9"/></svg>
    """

/// ไทย / English: links that set the language and come back.
package func languageSwitch(_ t: Language) -> HTML {
    t == .thai
        ? """
        <span class="sb-lang" role="group" aria-label="ภาษา"><span aria-current="true" lang="th">ไทย</span><a href="/language/en" lang="en" hreflang="en">EN</a></span>
        """
        : """
        <span class="sb-lang" role="group" aria-label="Language"><a href="/language/th" lang="th" hreflang="th">ไทย</a><span aria-current="true" lang="en">EN</span></span>
        """
}
