"""Typed words as long as the fields take them, in Chromium: no page may grow wider than the window."""

from office import pdf

CIRCULAR = "หัวหน้าส่วนราชการประจำจังหวัดตัวอย่าง นายอำเภอทุกอำเภอ และนายกองค์การบริหารส่วนจังหวัดตัวอย่าง"


class Widths:
    """A registry that enters letters with very long words."""

    def __init__(self, desk):
        self.desk, self.page = desk, desk.page
        registers = desk.api("/registers")
        self.number = f"๐๑๑๒/{desk.width}" + "9" * 85
        self.register = next(one["id"] for one in registers if one["direction"] == "incoming")

    def walk(self):
        circular = self.enter(subject="แจ้งเวียนแนวทางปฏิบัติ", to=CIRCULAR, **{"from": "ปลัดกระทรวงตัวอย่าง"})
        longest = self.enter(
            subject="ร" * 400 + "w" * 600, to="ถ" * 100 + "t" * 200, letterNumber=self.number, remark="r" * 500,
            category="c" * 100, method="m" * 100, caseOwner="o" * 200, assignee="a" * 200, **{"from": "f" * 300},
        )
        self.columns()
        name = "n" * 200 + ".pdf"
        file = {"name": name, "mimeType": "application/pdf", "buffer": pdf(1, 77)}
        self.open(f"/letters/{longest}", "letter")
        self.page.set_input_files("#f-file", file)
        self.fits("letter with a file chosen")
        self.desk.press("form[data-drop-form] button[type=submit]")
        self.page.fill("#f-text", "m" * 1000)
        self.desk.press("form[action$=endorsements] button")
        self.fits("letter with its file and minute")
        attachment = self.desk.api(f"/letters/{longest}")["attachments"][0]["id"]
        for what, path in (
            ("registered", f"/letters/{longest}/registered"), ("registered", f"/letters/{circular}/registered"),
            ("reader", f"/letters/{longest}/attachments/{attachment}/read"), ("home", "/"), ("tray", "/tray"),
            ("search", f"/search?number=&letterNumber={'9' * 20}"), ("book", f"/registers/{self.register}"),
        ):
            self.open(path, what)
        self.again()
        self.void()

    def enter(self, **fields):
        """Enters a letter by the form and gives its key."""
        page = self.page
        self.desk.open(f"/registers/{self.register}/letters/new")
        page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
        for name, value in fields.items():
            page.fill(f"#f-{name}", value)
        self.fits("receive")
        page.click("button[data-key='ctrl+s']")
        page.wait_for_url("**/registered")
        return page.url.split("/")[-2]

    def open(self, path, what):
        self.desk.open(path)
        self.fits(what)

    def fits(self, what):
        """Neither the page nor one of its panes scrolls sideways."""
        wide = self.page.evaluate(WIDE)
        self.desk.check(not wide, f"{what} is wider than its place: {wide}")

    def columns(self):
        """The book keeps a place for each of its columns, whatever one line holds."""
        self.open(f"/registers/{self.register}", "book")
        if self.desk.width < 1200:
            self.desk.check(self.page.evaluate(DANGLING) == 0, "no card says ลว. where there is no date")
            return
        boxes = self.page.locator(".sb-book thead th").evaluate_all("all => all.map(one => one.getBoundingClientRect().width)")
        self.desk.check(min(boxes) >= 80 and boxes[5] >= 200, f"the columns of the book: {boxes}")

    def again(self):
        """The same letter again, which is told as a likely duplicate."""
        page = self.page
        self.desk.open(f"/registers/{self.register}/letters/new")
        page.fill("#f-letterNumber", self.number)
        page.fill("#f-from", "f" * 300)
        page.fill("#f-subject", "w" * 1000)
        page.locator(".sb-likely").wait_for()
        self.fits("receive likely")
        self.desk.press("button[data-key='ctrl+s']")
        self.fits("receive duplicate")
        page.evaluate("document.querySelectorAll('form').forEach(form => form.removeAttribute('data-dirty'))")

    def void(self):
        self.open(f"/registers/{self.register}", "book")
        self.desk.press(".sb-book__no a")
        self.fits("number")
        self.page.fill("#f-reason", "v" * 300)
        self.desk.press("form[action$=voiding] button")
        self.fits("void number")
        self.open(f"/registers/{self.register}", "book with a void number")
        self.columns()


DANGLING = """() => [...document.querySelectorAll("td.sb-book__fix + td.sb-book__fix")]
  .filter((date) => !date.innerText.trim() && getComputedStyle(date, "::before").content !== "none").length"""

WIDE = """() => [document.documentElement, ...document.querySelectorAll("main, main section, main aside, main form, main table")]
  .filter((place) => place.scrollWidth > place.clientWidth + 1 && place.checkVisibility())
  .map((place) => `${place.tagName} ${place.className} ${place.scrollWidth} of ${place.clientWidth}`)"""
