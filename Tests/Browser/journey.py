"""The journey of a letter through the office, in Chromium, as the people of the office would walk it."""

import argparse
import json
import os
import re
import shutil
import sys
import tempfile
import traceback

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from haste import Haste
from office import pdf, served
from suggestions import Suggestions, letters
from widths import Widths

PASSWORD = "saraban-2569"
THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
AXE = Axe()


CUT = "all => all.filter(one => one.scrollWidth > one.clientWidth + 1 && one.checkVisibility()).map(one => one.innerText)"

# What a finger finds hard to touch: lower than 44 px, with the label around it; links within a sentence are read first.
SMALL = """all => all.filter((one) => {
  if (!one.checkVisibility() || one.type === "hidden" || one.closest(".visually-hidden, .sb-skip")) return false;
  if (getComputedStyle(one).display === "inline" && one.closest("p, li:not(.sb-row), td, dd")) return false;
  return (one.closest("label") ?? one).getBoundingClientRect().height < 43.5;
}).map((one) => `${one.outerHTML.slice(0, 90)} ${one.getBoundingClientRect().height}`)"""


class Score:
    """What passed and what did not."""

    def __init__(self):
        self.passed, self.failed = 0, 0

    def check(self, holds, what):
        if holds:
            self.passed += 1
        else:
            self.failed += 1
            print("FAILED", what, flush=True)
        return bool(holds)


class Desk:
    """One person at one device."""

    def __init__(self, browser, base, score, user, language, width, scheme="light", scripts=True, shots=None):
        self.base, self.score, self.language, self.scripts = base, score, language, scripts
        self.name = f"{user} {language} {width} {scheme}{'' if scripts else ' no scripts'}"
        self.shots, self.user, self.scheme, self.width = shots, user, scheme, width
        self.context = browser.new_context(
            viewport={"width": width, "height": 900 if width > 500 else 740},
            color_scheme=scheme, java_script_enabled=scripts, reduced_motion="reduce",
        )
        self.context.add_cookies([{"name": "language", "value": language, "url": base}])
        self.context.set_default_timeout(10_000)
        self.page = self.context.new_page()
        self.complaints = []
        self.page.on("console", self.heard)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("response", self.asked)
        self.seen = set()
        self.sign_in(user)

    def heard(self, message):
        if message.type not in ("error", "warning"):
            return
        # A refused form answers 409 or 422, a hidden letter 404, a script after the session 401: they are meant.
        if not re.search(r"status of (401|404|409|422)", message.text):
            self.complaints.append(message.text)

    def asked(self, response):
        """A page asks for no picture that is not there."""
        if response.status == 404 and "/pages/" in response.url:
            self.complaints.append(f"404 at {response.url}")

    def t(self, thai, english):
        return thai if self.language == "th" else english

    def check(self, holds, what):
        return self.score.check(holds, f"[{self.name}] {what}")

    def sign_in(self, user):
        self.open("/sign-in")
        self.look("sign-in")
        self.page.fill("[name=username]", user)
        self.page.fill("[name=password]", PASSWORD)
        self.page.click("main button[type=submit]")
        self.page.wait_for_url(self.base + "/")

    def open(self, path):
        return self.page.goto(self.base + path)

    def status(self, path):
        return self.context.request.get(self.base + path, max_redirects=0).status

    def api(self, path):
        return self.context.request.get(self.base + "/api/v1" + path).json()

    def look(self, what):
        """Axe, sideways scrolling and the language of the page, once for each kind of page."""
        if what in self.seen:
            return
        self.seen.add(what)
        page = self.page
        if self.shots:
            page.screenshot(path=f"{self.shots}/{what}-{self.name.replace(' ', '-')}.png", full_page=self.width < 500)
        self.check(page.locator("html").get_attribute("lang") == self.language, f"{what}: lang")
        if not self.scripts:
            return
        found = AXE.run(page).response["violations"]
        told = [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]
        self.check(not found, f"{what}: axe {told}")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        self.check(wide <= 0, f"{what}: scrolls sideways by {wide}")
        cut = page.locator(".sb-choice label, .btn").evaluate_all(CUT)
        self.check(not cut, f"{what}: cut off {cut}")
        if self.width < 500:
            small = page.locator("a, button, summary, input, select").evaluate_all(SMALL)
            self.check(not small, f"{what}: hard to touch {small}")

    def press(self, selector, leads_to=None):
        """Presses and waits for the page that answers."""
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()
        if leads_to:
            self.page.wait_for_url(leads_to)

    def open_part(self, part):
        details = self.page.locator(f"details#{part}")
        if details.get_attribute("open") is None:
            details.locator("summary").click()

    def send_now(self):
        """A form that can be undone waits; leaving the page sends it at once."""
        if self.scripts:
            toast = self.page.locator(".sb-toast")
            self.check(toast.count() == 1, "the toast offers to undo")

    def close(self):
        self.check(not self.complaints, f"console: {self.complaints[:3]}")
        self.context.close()


def after_toast(desk, path):
    """Waits for the ten seconds by setting the page's clock on, then for the answer."""
    desk.send_now()
    if desk.scripts:
        with desk.page.expect_navigation():
            desk.page.clock.fast_forward(10_500)
    desk.page.wait_for_load_state()


def fill_letter(desk, letter):
    for name, value in letter.items():
        desk.page.fill(f"#f-{name}", value)


def register(desk, letter, scan):
    """Registers a letter with a scan and gives its address and its number."""
    page = desk.page
    desk.open("/receive")
    desk.look("receive")
    fill_letter(desk, letter)
    page.set_input_files("#f-file", scan)
    if desk.scripts:
        page.locator("[data-preview] canvas").wait_for()
        drawn = "document.querySelector('[data-preview] canvas').width > 300"
        page.wait_for_function(drawn)
        desk.check(os.path.basename(scan) in page.locator("[data-preview]").inner_text(), "the file's name shows")
        desk.look("receive filled")
    desk.press("button[data-key='ctrl+s']", re.compile("/registered$"))
    number = page.locator(".sb-done__number").inner_text().strip()
    size = float(page.locator(".sb-done__number").evaluate("e => parseFloat(getComputedStyle(e).fontSize)"))
    desk.check(size >= 56, f"the number is large ({size} px)")
    desk.check(re.fullmatch("[๐-๙]+" if desk.language == "th" else "[0-9]+", number), f"digits of {number}")
    if desk.scripts:
        page.wait_for_function("[...document.querySelectorAll('img.sb-pageimage')].every(i => i.complete)")
        desk.check(page.evaluate("document.querySelector('img.sb-pageimage')?.naturalWidth > 300"), "page 1 shows")
    desk.look("registered")
    return re.search("/letters/([^/]+)/", page.url).group(1), int(number.translate(ARABIC))


def second_try(desk, letter):
    """The same letter again: warned before saving, and refused until it is said to be another."""
    page = desk.page
    desk.open("/receive")
    fill_letter(desk, letter)
    if desk.scripts:
        page.locator("#f-subject").focus()
        page.locator(".sb-likely").wait_for()
        desk.look("receive likely")
    desk.press("button[data-key='ctrl+s']")
    desk.check(page.locator("[name=anyway]").count() == 1, "the duplicate is told before a number is taken")
    desk.check(page.input_value("#f-subject") == letter["subject"], "what was typed is kept")
    desk.look("receive duplicate")
    if desk.scripts:
        page.evaluate("document.querySelectorAll('form').forEach(f => f.removeAttribute('data-dirty'))")


def all_pages(desk, letter, count):
    """On a wide screen the letter's page shows its whole first file, page after page."""
    desk.open(f"/letters/{letter}")
    if not desk.scripts or desk.width < 992:
        return
    images = desk.page.locator(".sb-sheet .sb-pageimage")
    for _ in range(count):
        images.last.scroll_into_view_if_needed()
        desk.page.wait_for_timeout(300)
    desk.check(images.count() == count, f"{images.count()} of {count} pages show")


def deliver(desk, letter, units=(), people=()):
    page = desk.page
    desk.open(f"/letters/{letter}")
    desk.look("letter to send")
    desk.open_part("send")
    for name in units:
        choose(desk, "unit", name)
    for name in people:
        choose(desk, "person", name)
    if desk.scripts:
        page.clock.install()
    page.locator("#send button[type=submit]").click()
    after_toast(desk, letter)
    heads = page.locator(".sb-letter__head").locator("h1, .sb-letter__no").all()
    lefts = {round(head.bounding_box()["x"]) for head in heads}
    desk.check(len(lefts) == 1, f"the head of the letter stands in one column: {lefts}")


def choose(desk, kind, name):
    """Chooses a receiver: in a long list by typing a part of the name, and once by taking it out first."""
    page = desk.page
    part = page.locator("#send fieldset", has=page.locator(f"[name={kind}]"))
    box = part.locator(".sb-check", has_text=name).locator(f"[name={kind}]").first
    field, chips = part.locator(".sb-filter"), part.locator(".sb-chip")
    if field.count() == 0:
        return box.check()
    before = chips.count()
    field.fill(name)
    desk.check(part.locator(".sb-check.is-next", has_text=name).count() == 1, f"Enter takes {name}")
    field.press("Enter")
    desk.check(box.is_checked() and chips.count() == before + 1, f"{name} is chosen")
    is_free = field.evaluate("f => { const b = f.getBoundingClientRect(); return document.elementFromPoint(b.x + 20, b.bottom - 4) === f; }")
    desk.check(is_free, "the field for the next is not behind a bar")
    if "out" not in desk.seen:
        desk.seen.add("out")
        desk.look("letter receivers")
        field.press("Backspace")
        desk.check(not box.is_checked() and chips.count() == before, f"{name} is taken out by the keyboard")
        box.check()
        chips.locator("button").last.click()
        desk.check(not box.is_checked() and field.input_value() == "", f"{name} is taken out by the mouse")
        box.check()


def undo_once(desk, letter, unit):
    """Undo within ten seconds: nothing was sent."""
    page = desk.page
    before = page.locator(".sb-desk").count()
    desk.open_part("send")
    page.locator(".sb-check", has_text=unit).locator("[name=unit]").first.check()
    page.locator("#send button[type=submit]").click()
    desk.look("letter toast")
    page.locator(".sb-toast button").first.click()
    desk.check(page.locator(".sb-toast").count() == 0, "undo takes the toast away")
    desk.open(f"/letters/{letter}")
    desk.check(page.locator(".sb-desk").count() == before, "undone: nothing was sent")


def recall(desk, letter, unit):
    page = desk.page
    desk.open(f"/letters/{letter}")
    row = page.locator(".sb-desk", has_text=unit)
    if desk.scripts:
        page.clock.install()
    row.locator("form button").first.click()
    after_toast(desk, letter)
    desk.check(page.locator(".sb-desk--recalled").count() == 1, "recalled")


def receive(desk, letter):
    """Takes the letter in without typing and gives the number it got here."""
    desk.open(f"/letters/{letter}")
    desk.look("letter to receive")
    if desk.scripts:
        with desk.page.expect_navigation():
            desk.page.keyboard.press("r")
    else:
        desk.press("button[data-key=r]")
    desk.check(desk.page.locator("button[data-key=r]").count() == 0, "received without typing")
    desk.look("letter received")
    return own_number(desk)


def own_number(desk):
    found = re.search(r"([0-9]+)/25\d\d", desk.page.locator(".sb-letter__no").first.inner_text().translate(ARABIC))
    return int(found.group(1)) if found else None


def in_tray(desk, subject):
    desk.open("/tray")
    desk.look("tray")
    return desk.page.locator(".sb-row", has_text=subject).first


def stays_in_sight(desk):
    """What Ctrl-K and ? open stands in the window, however far the page is scrolled, and leaves the page where it is."""
    desk.open("/receive")
    desk.page.evaluate("document.activeElement.blur(); scrollTo(0, document.body.scrollHeight)")
    scrolled = desk.page.evaluate("scrollY")
    for key in ("Control+k", "?"):
        desk.page.keyboard.press(key)
        box = desk.page.locator("dialog[open]").bounding_box()
        height, now = desk.page.evaluate("[innerHeight, scrollY]")
        desk.check(box["y"] >= 0 and box["y"] + box["height"] <= height, f"{key} opens in sight: {box} of {height}")
        desk.check(now == scrolled, f"{key} leaves the page at {scrolled}: {now}")
        desk.page.keyboard.press("Escape")


def by_keys(desk, subject):
    """Beside the tray's list stands the letter that the keys choose, with its acts; Ctrl-K finds them by name."""
    if not desk.scripts:
        return
    stays_in_sight(desk)
    if desk.width < 1200:
        return
    desk.open("/tray")
    for _ in range(desk.page.locator("a.sb-row").count()):
        chosen = desk.page.locator("a.sb-row[aria-current=true]")
        if subject in chosen.inner_text():
            break
        desk.page.keyboard.press("j")
    desk.page.locator(".sb-viewbar", has_text=subject).wait_for()
    desk.check(desk.page.locator(".sb-pane--acts button[data-key=r]").is_visible(), "receiving stands beside the list")
    desk.check(desk.page.locator(".sb-pane--page img").count() == 0, "a letter that is new keeps its pages")
    desk.page.keyboard.press("Control+k")
    desk.page.locator("dialog.sb-palette[open]").wait_for()
    desk.look("palette")
    desk.page.keyboard.type(desk.t("ทะเบียน", "Registers"))
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_url("**/registers")


def told_by_menu(desk):
    """What comes while a page is open shows in the menu: the first letter too, and no number once none waits."""
    if not desk.scripts:
        return
    page, count = desk.page, desk.page.locator("[data-count]:visible")
    desk.open("/account")
    for waiting in (0, 1, 0):
        page.route("**/waiting", lambda route: route.fulfill(json={"count": waiting}))
        with page.expect_response("**/waiting"):
            page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        if waiting:
            count.wait_for()
            desk.check(desk.t("๑ เรื่องรออยู่", "1 waiting") == " ".join(count.inner_text().split()), "the menu counts what came")
        else:
            count.wait_for(state="hidden")
        page.unroute("**/waiting")


def endorse(desk, letter, words):
    desk.open(f"/letters/{letter}")
    desk.page.fill("#f-text", words)
    desk.press("form[action$=endorsements] button")
    desk.check(words in desk.page.locator(".sb-minutes").inner_text(), "the minute stands")


def hidden(desk, letter, file):
    """A letter that is not theirs: not there, wherever they ask."""
    for path in (f"/letters/{letter}", f"/letters/{letter}/attachments/{file}",
                 f"/letters/{letter}/attachments/{file}/pages/1.jpg", f"/letters/{letter}/registered",
                 f"/api/v1/letters/{letter}", f"/api/v1/letters/{letter}/attachments/{file}"):
        desk.check(desk.status(path) == 404, f"404 at {path}")


def search(desk, letter, number, subject):
    """By each of the seven fields, with Thai and with Arabic digits."""
    fields = {
        "number": str(number), "letterNumber": letter["letterNumber"], "letterDate": letter["letterDate"],
        "receivedOn": desk.today, "subject": letter["subject"], "from": letter["from"], "to": letter["to"],
    }
    for digits, table in (("Thai", THAI), ("Arabic", ARABIC)):
        for name, value in fields.items():
            desk.open("/search")
            desk.look("search")
            desk.page.fill(f"#f-{name}", value.translate(table))
            desk.press("main .sb-formfoot button[type=submit]")
            found = desk.page.locator(".sb-row", has_text=subject)
            desk.check(found.count() >= 1, f"search by {name} in {digits} digits")
            desk.look("search found")
    desk.open("/search?words=ไม่มีคำนี้แน่นอน")
    desk.look("search empty")


def buddhist_today():
    import datetime
    now = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=7)))
    return f"{now.day}/{now.month}/{now.year + 543}"


class Journey:
    """One walk: one language, one device."""

    def __init__(self, browser, base, score, language, width, scheme, scripts, scan, mark, shots, files):
        self.files = files
        self.make = lambda user: Desk(browser, base, score, user, language, width, scheme, scripts, shots)
        self.english, self.scan, self.scripts = language == "en", scan, scripts
        self.is_hasty = mark <= 2  # one wide, one narrow; it waits much
        self.letter = {
            "letterNumber": f"ตย ๐๑๑๒/{7000 + mark}", "letterDate": "18/11/2569", "from": f"กรมทดสอบที่ {mark}",
            "to": "ผู้ว่าราชการจังหวัดตัวอย่าง", "subject": f"ขอเชิญประชุมเตรียมรับอุทกภัย ชุดที่ {mark}",
        }
        self.relief = "Disaster Prevention" if self.english else "สำนักงานป้องกันและบรรเทาสาธารณภัยจังหวัดตัวอย่าง"
        self.health = "Public Health" if self.english else "สำนักงานสาธารณสุขจังหวัดตัวอย่าง"
        self.safety = "Prevention and Operations Group" if self.english else "กลุ่มงานป้องกันและปฏิบัติการ"
        self.farm = "Agricultural Office" if self.english else "สำนักงานเกษตรจังหวัดตัวอย่าง"

    def walk(self):
        klang = self.make("klang")
        klang.today = buddhist_today()
        letter, number = register(klang, self.letter, self.scan)
        subject = self.letter["subject"]
        all_pages(klang, letter, 3)
        second_try(klang, self.letter)
        file = klang.api(f"/letters/{letter}")["attachments"][0]["id"]
        nuai2 = self.make("nuai2")
        hidden(nuai2, letter, file)
        told_by_menu(nuai2)
        deliver(klang, letter, units=[self.relief, self.health])
        klang.check(klang.page.locator(".sb-desk").count() == 3, "sent to two agencies")
        if self.scripts:
            undo_once(klang, letter, self.farm)
        self.farm_recalled(klang, letter)
        nuai = self.make("nuai")
        klum_number = self.in_the_agency(nuai, letter, subject, klang)
        self.returned(nuai2, letter, subject)
        self.seen_by_sender(klang, letter, subject)
        search(klang, self.letter, number, subject)
        self.rounds(klang)
        self.pick_list(klang)
        if self.scripts:
            if self.is_hasty:
                Haste(klang, nuai, self.relief).walk()
                Widths(klang).walk()
            Suggestions(klang, self.files).walk()
        for desk in (klang, nuai, nuai2):
            desk.close()
        return klum_number

    def pick_list(self, klang):
        """An administrator adds a word and moves it up by the keyboard; whoever registers a letter is offered it there."""
        word = f"หมวดทดสอบ {self.letter['letterNumber']}"
        admin = self.make("admin")
        page = admin.page
        if admin.width < 768:
            admin.press('.sb-bottom a[href="#menu"]') if not self.scripts else page.click('.sb-bottom a[href="#menu"]')
        admin.press('.sb-nav__link[href="/settings/lists"]')
        admin.look("pick list")
        page.locator(".sb-words__row input").last.fill(word)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        fields = page.locator(".sb-words__row input")
        last = fields.count() - 2
        admin.check(fields.nth(last).input_value() == word, "the word came to the list")
        is_next = fields.last.evaluate("field => field === document.activeElement")
        admin.check(is_next, "and the field for another has the focus")
        page.locator("button[name=up]").last.click()
        admin.check(fields.nth(last - 1).input_value() == word, "the word went up")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        admin.check(fields.nth(last - 2).input_value() == word, "and again, by the button that has the focus")
        fields.last.fill(word)
        admin.press("button[data-key='ctrl+s']")
        admin.check(page.locator("#errors").count() == 1, "no word twice")
        admin.look("pick list refused")
        klang.open("/receive")
        offered = klang.page.locator("#l-category option").evaluate_all("all => all.map(one => one.value)")
        klang.check(word in offered and offered.index(word) == last - 2, f"offered in its place: {offered}")
        admin.close()

    def farm_recalled(self, klang, letter):
        deliver(klang, letter, units=[self.farm])
        recall(klang, letter, self.farm)

    def in_the_agency(self, nuai, letter, subject, klang):
        row = in_tray(nuai, subject)
        nuai.check("is-new" in (row.get_attribute("class") or ""), "new in the agency's tray")
        by_keys(nuai, subject)
        nuai.open("/")
        nuai.look("home")
        nuai.open(f"/letters/{letter}")
        klang.open(f"/letters/{letter}")
        opened = klang.page.locator(".sb-desk", has_text=self.relief).inner_text()
        klang.check(klang.t("เปิดอ่านแล้ว", "Opened") in opened, "the sender sees it opened")
        number = receive(nuai, letter)
        nuai.check(number is not None, "the agency's own number")
        endorse(nuai, letter, "เห็นควรมอบกลุ่มงานดำเนินการ")
        self.group(nuai, letter, subject, number)
        return number

    def group(self, nuai, letter, subject, number):
        klum, phuchai = self.make("klum"), self.make("phuchai")
        deliver(nuai, letter, units=[self.safety], people=["Phuchai" if self.english else "นายผู้ใช้ ตั้งใจทำ"])
        klum.check(in_tray(klum, subject).count() == 1, "in the group's tray")
        receive(klum, letter)
        phuchai.check(in_tray(phuchai, subject).count() == 1, "in the person's tray")
        receive(phuchai, letter)
        self.closed(phuchai, letter)
        self.comes_back(klum, nuai, letter, number)
        for desk in (klum, phuchai):
            desk.close()

    def closed(self, phuchai, letter):
        phuchai.open(f"/letters/{letter}")
        phuchai.open_part("close")
        phuchai.page.fill("#close textarea", "ประชุมแล้ว เก็บเรื่อง")
        phuchai.press("#close button[type=submit]")
        phuchai.check(phuchai.page.locator("details#close").count() == 0, "closed")
        phuchai.look("letter closed")

    def comes_back(self, klum, nuai, letter, number):
        """The group sends it back up; the agency receives it again under the number it had."""
        deliver(klum, letter, units=[self.relief])
        again = receive(nuai, letter)
        nuai.check(again == number, f"comes back as {again}, was {number}")

    def returned(self, nuai2, letter, subject):
        in_tray(nuai2, subject)
        nuai2.open(f"/letters/{letter}")
        nuai2.open_part("return")
        nuai2.press("#return button[type=submit]")
        nuai2.check(nuai2.page.locator("#errors").count() == 1, "no return without a reason")
        nuai2.look("letter refused")
        nuai2.page.fill("#f-reason", "ไม่ใช่ภารกิจของหน่วยงาน")
        nuai2.press("#return button[type=submit]")
        nuai2.check(nuai2.page.locator(".sb-desk--back").count() == 1, "returned with a reason")

    def seen_by_sender(self, klang, letter, subject):
        """What came back waits with its sender, with the reason, until it is taken note of."""
        reason = "ไม่ใช่ภารกิจของหน่วยงาน"
        klang.check(reason in in_tray(klang, subject).inner_text(), "came back to the sender's tray")
        klang.look("tray came back")
        klang.open(f"/letters/{letter}")
        klang.look("letter came back")
        klang.press("button[data-key=a]")
        klang.check(klang.page.locator("button[data-key=a]").count() == 0, "taken note of")
        klang.check(in_tray(klang, subject).count() == 0, "waits no longer")
        klang.open(f"/letters/{letter}")
        route = klang.page.locator(".sb-route").inner_text()
        for word in (reason, self.relief, self.health, self.farm):
            klang.check(word in route, f"the route tells {word}")
        klang.look("letter route")
        klang.page.locator(".sb-viewbar a[href$='/read']").click()
        klang.page.wait_for_load_state()
        pages = "canvas" if self.scripts else "img"
        klang.page.locator(f".sb-reader {pages}.sb-pageimage").first.wait_for()
        klang.look("reader")

    def rounds(self, klang):
        """The other pages, once, for axe and the eye."""
        for what, path in (("home", "/"), ("tray", "/tray"), ("registers", "/registers"), ("account", "/account")):
            klang.open(path)
            klang.look(what)
        registers = klang.api("/registers")
        registers = registers["items"] if isinstance(registers, dict) else registers
        register = next(r for r in registers if r["direction"] == "incoming")
        klang.open(f"/registers/{register['id']}")
        klang.look("book")
        klang.check(klang.page.locator(".sb-book tbody tr").count() > 3, "the book has rows")
        self.filtered(klang, f"/registers/{register['id']}")
        if self.scripts:
            self.helps(klang)
            self.before_saving(klang)
            self.damaged(klang)
            if klang.width < 768:
                self.menu(klang)
            klang.open(f"/registers/{register['id']}")
            klang.page.keyboard.press("?")
            klang.page.locator("dialog[open]").wait_for()
            klang.look("keys")
            klang.page.keyboard.press("Escape")
            klang.page.keyboard.press("j")
            klang.check(klang.page.evaluate("document.activeElement.closest('[data-list]') !== null"), "j moves")
            lines = klang.page.locator(".sb-book__subject a")
            with klang.page.expect_navigation():
                lines.nth(3).click()
            klang.page.go_back()
            is_chosen = lines.nth(3).evaluate("line => line === document.activeElement")
            klang.check(is_chosen, "back from a letter, its line is chosen again")
        klang.press(".sb-book__no a")
        klang.look("number")
        klang.open(f"/registers/{register['id']}")
        klang.press("a[data-key=p]")
        klang.look("print")
        klang.open("/nothing-here")
        klang.look("nothing here")

    def filtered(self, klang, book):
        """The book by its views and by words; what is no day is told, and stays."""
        page, lines = klang.page, klang.page.locator(".sb-book__subject")
        whole = lines.count()
        page.locator(".sb-narrow > summary").click()
        if self.scripts:
            for place in (0, 1):
                page.locator(".sb-narrow .sb-date__button").nth(place).click()
                box = page.locator(".sb-calendar").bounding_box()
                klang.check(box["width"] > 300 and box["x"] >= 0 and box["x"] + box["width"] <= klang.width, f"the calendar has room: {box}")
                page.keyboard.press("Escape")
        page.fill("#f-words", self.letter["letterNumber"])
        klang.press(".sb-narrow button[type=submit]")
        klang.look("book filtered")
        found = lines.all_inner_texts()
        klang.check(found and all(self.letter["subject"] in one for one in found), f"only lines with the words: {found}")
        klang.press(".sb-views .nav-link[href*='view=today']")
        if self.scripts:
            tab, button = page.locator(".sb-views .nav-link.active").bounding_box(), page.locator(".sb-narrow > summary").bounding_box()
            klang.check(tab["x"] >= 0 and tab["x"] + tab["width"] <= button["x"] + 8, f"the view that is shown can be seen: {tab}")
        klang.check(lines.count() == len(found), "today's lines with the words")
        page.fill("#f-from", "32/1/2569")
        klang.press(".sb-narrow button[type=submit]")
        klang.check(page.locator("#errors").count() == 1 and page.input_value("#f-from") == "32/1/2569", "no day")
        klang.check(page.locator(".nav-link.active[href*='view=today']").count() == 1, "the view stays")
        klang.look("book refused")
        klang.press(".sb-narrow__acts a")
        klang.check(lines.count() == whole, "all lines again")
        klang.open(f"{book}?words=ไม่มีคำนี้")
        klang.look("book nothing")
        klang.open(book)

    def menu(self, klang):
        """The phone's menu lies over the page, is left by the same button, by Escape or its own, and keeps the focus."""
        page = klang.page
        klang.open("/tray")
        opener, menu = page.locator('.sb-bottom a[href="#menu"]'), page.locator("#menu")
        opener.click()
        menu.wait_for()
        box = menu.bounding_box()
        klang.check(box["x"] == 0 and box["y"] == 0 and box["width"] == klang.width, f"the menu covers the page: {box}")
        klang.check(klang.t("ทะเบียน", "Registers") in menu.inner_text(), "the menu shows its words")
        klang.check(page.evaluate("document.querySelector('main').inert"), "what lies below cannot be reached")
        klang.look("menu")
        page.keyboard.press("Escape")
        menu.wait_for(state="hidden")
        klang.check(page.evaluate("document.activeElement.getAttribute('href')") == "#menu", "the focus is back at its button")
        klang.check(not page.evaluate("document.querySelector('main').inert"), "the page can be reached again")
        for way in (opener, page.locator(".sb-side__close")):
            opener.click()
            menu.wait_for()
            way.click()
            menu.wait_for(state="hidden")

    def before_saving(self, klang):
        """A file that will not be taken is told before the form is sent; sizes are in the digits of the page."""
        page = klang.page
        klang.open("/receive")
        broken = b"%PDF-1.5" + b"x" * 2600
        page.set_input_files("#f-file", [
            {"name": "ว่าง.pdf", "mimeType": "application/pdf", "buffer": b""},
            {"name": "เสีย.pdf", "mimeType": "application/pdf", "buffer": broken},
        ])
        told = page.locator("[data-preview] > p")
        told.wait_for()
        lines = page.locator(".sb-drop__files li").all_inner_texts()
        klang.check(klang.t("ไฟล์ว่างเปล่า ส่งไม่ได้", "empty and will not be taken") in lines[0], f"an empty file: {lines[0]}")
        klang.check(klang.t("๒ กิโลไบต์", "2 kB") in lines[1], f"the size of a file: {lines[1]}")
        klang.check(told.evaluate("p => getComputedStyle(p).textAlign") == "center", "the lines stand under one another")
        klang.look("receive damaged")
        page.fill("#f-subject", "เรื่องที่ไฟล์ว่าง")
        page.fill("#f-from", "กรมทดสอบ")
        page.click("button[data-key='ctrl+s']")
        page.locator("#e-file", has_text="ว่าง.pdf").wait_for()
        klang.check(page.locator("#f-file").get_attribute("aria-invalid") == "true", "what is wrong is told at the files")
        klang.look("receive file refused")
        page.locator(".sb-drop__files button").first.click()
        klang.check(page.locator("#e-file").inner_text() == "", "until a file is taken out")
        klang.check(page.locator(".sb-drop__files li").count() == 1, "the other stays")
        page.evaluate("document.querySelectorAll('form').forEach(f => f.removeAttribute('data-dirty'))")

    def damaged(self, klang):
        """A file that cannot be shown says so in words, on the letter's page and on its own."""
        page = klang.page
        klang.open("/receive")
        page.fill("#f-subject", "เรื่องที่ไฟล์เสีย")
        page.fill("#f-from", "กรมทดสอบ")
        broken = {"name": "เสีย.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.5\n" + klang.name.encode()}
        page.set_input_files("#f-file", broken)
        klang.press("button[data-key='ctrl+s']", re.compile("/registered$"))
        klang.press("a[data-key=o]")
        words = klang.t("ดาวน์โหลดได้", "downloaded")
        page.locator(".sb-pane--page .sb-empty", has_text=words).wait_for()
        klang.check(page.locator(".sb-pane--page img").count() == 0, "no broken picture stands on the sheet")
        klang.look("letter damaged")
        klang.press("a.sb-file")
        klang.check(words in page.locator("main .sb-note").inner_text(), "the reader says it too")
        klang.look("reader damaged")
        klang.press("a[data-key=escape]")
        klang.check(re.search("/letters/[^/]+$", page.url), f"and leads back to the letter: {page.url}")

    def helps(self, klang):
        """The calendar by keyboard, a file dropped anywhere, and a refused form that keeps the file."""
        page = klang.page
        klang.open("/receive")
        page.locator(".sb-date__button").first.click()
        klang.look("calendar")
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("Enter")
        typed = page.input_value("#f-letterDate").translate(ARABIC)
        klang.check(re.fullmatch(r"\d{1,2}/\d{1,2}/25\d\d", typed), f"the calendar writes {typed}")
        page.evaluate(
            "([name, bytes]) => { const data = new DataTransfer();"
            " data.items.add(new File([new Uint8Array(bytes)], name, {type: 'application/pdf'}));"
            " document.body.dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true})); }",
            ["dropped.pdf", list(pdf(1, 9))],
        )
        page.locator("[data-preview] canvas").wait_for()
        page.click("button[data-key='ctrl+s']")
        page.locator("#errors").wait_for()
        klang.check(page.evaluate("document.querySelector('#f-file').files.length") == 1, "the dropped file stays")
        klang.check(page.evaluate("document.activeElement.id") == "errors", "the summary takes the focus")
        klang.check(page.locator(".sb-date__button").count() >= 1, "the new form has its calendar")
        klang.look("receive refused")


WALKS = [  # language, width, scheme, scripts
    ("th", 1440, "light", True), ("en", 360, "dark", True), ("th", 360, "light", True),
    ("en", 1440, "dark", True), ("th", 768, "dark", True), ("th", 1440, "light", False),
]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True)
    parser.add_argument("--share", required=True)
    parser.add_argument("--shots", help="keep a picture of every page in this folder")
    parser.add_argument("--walk", type=int, action="append", help="only this walk (0 to 5)")
    options = parser.parse_args()
    if options.shots:
        os.makedirs(options.shots, exist_ok=True)
    score = Score()
    folder = tempfile.mkdtemp()
    with served(options.program, options.share) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        files = letters(options.program, folder)
        for mark, walk in enumerate(WALKS):
            if options.walk and mark not in options.walk:
                continue
            scan = os.path.join(folder, f"scan-{mark}.pdf")
            with open(scan, "wb") as file:
                file.write(pdf(3, mark + 1))
            try:
                Journey(browser, base, score, *walk, scan, mark + 1, options.shots, files).walk()
            except Exception:
                score.check(False, f"{walk} broke off\n{traceback.format_exc()}")
        browser.close()
    shutil.rmtree(folder, ignore_errors=True)
    print(f"{score.passed} passed, {score.failed} failed")
    return 1 if score.failed else 0


if __name__ == "__main__":
    sys.exit(main())
