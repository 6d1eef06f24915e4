"""People who are quicker than the pages, in Chromium: keys before the letter is there, acts that still wait, sessions
that end in between."""

import re

from office import pdf


class Haste:
    """A registry that sends, and the agency that receives from it."""

    def __init__(self, sender, receiver, unit):
        self.sender, self.receiver, self.unit = sender, receiver, unit

    def walk(self):
        if self.receiver.width >= 1200:
            self.acts_on_the_marked()
        self.covers_nothing()
        self.one_after_the_other()
        self.sent_in_passing()
        self.not_done()
        self.refused()
        self.signed_out()
        self.file_kept()
        self.told_once()
        self.stays_put()
        self.printed()

    # MARK: Letters

    def program(self, path, **body):
        """What a program asks for with this person's session."""
        self.sender.open("/account")
        token = self.sender.page.locator("[name=forgery-token]").first.get_attribute("value")
        answer = self.sender.context.request.post(
            f"{self.sender.base}/api/v1{path}", headers={"x-forgery-token": token}, data=body
        )
        return answer.json()

    def letter(self, subject):
        registers = self.sender.api("/registers")
        register = next(one["id"] for one in registers if one["direction"] == "incoming")
        return self.program(f"/registers/{register}/letters", subject=subject, **{"from": "กรมรีบร้อน"})["id"]

    def choose(self, letter):
        """Opens the form that sends a letter on and chooses the agency."""
        page = self.sender.page
        self.sender.open(f"/letters/{letter}")
        self.sender.open_part("send")
        box = page.locator(".sb-check", has_text=self.unit).locator("[name=unit]").first
        box.check()
        return box.get_attribute("value")

    def waits(self, subject):
        """A new letter whose sending waits."""
        letter = self.letter(subject)
        self.choose(letter)
        self.sender.page.locator("#send button[type=submit]").click()
        self.sender.page.locator(".sb-toast").wait_for()
        return letter

    def delivered(self, letter):
        return len(self.sender.api(f"/letters/{letter}")["route"])

    # MARK: The tray

    def acts_on_the_marked(self):
        """While the panes of the marked letter are on their way, a key waits for them and a click does nothing."""
        desk, page = self.receiver, self.receiver.page
        waits = {}
        for number in range(3):
            letter = self.letter(f"เรื่องด่วนในถาดงาน {number}")
            unit = self.choose(letter)
            waits[letter] = self.program(f"/letters/{letter}/deliveries", units=[unit], note="")["items"][0]["id"]
        sent, asked = [], []
        page.route("**/receipt", lambda route: (sent.append(route.request.url.split("/")[-2]), route.fulfill(status=204)))
        page.route("**/tray/*", lambda route: asked.append(route))
        desk.open("/tray")
        for _ in range(2):
            with page.expect_request("**/tray/*"):
                page.keyboard.press("j")
                page.keyboard.press("r")
            page.wait_for_timeout(200)
            desk.check(not sent, f"r waits for the panes: {sent}")
            asked.pop().continue_()
            page.wait_for_timeout(500)
            desk.check(sent == [waits[self.marked()]], f"r receives the marked letter: {sent}")
            sent.clear()
        button = page.locator(".sb-pane--acts button[data-key=r]").bounding_box()
        with page.expect_request("**/tray/*"):
            page.keyboard.press("k")
            page.mouse.click(button["x"] + 20, button["y"] + 20)
        page.wait_for_timeout(200)
        desk.check(not sent, f"a click on what is about to go does nothing: {sent}")
        marked = self.marked()
        with page.expect_navigation():
            asked.pop().fulfill(status=404)
        desk.check(page.url.endswith(f"/tray?letter={marked}"), f"without its panes the tray opens anew: {page.url}")
        beside = page.locator(".sb-viewbar a").get_attribute("href")
        desk.check(beside.endswith(marked) and self.marked() == marked, f"{marked} is marked, beside it stands {beside}")
        page.unroute("**/receipt")
        page.unroute("**/tray/*")

    def marked(self):
        return self.receiver.page.locator("a.sb-row[aria-current=true]").get_attribute("href").split("/")[-1]

    # MARK: Acts that wait

    def alert(self):
        return self.sender.page.locator(".sb-told[role=alert]")

    def covers_nothing(self):
        """While an act waits, what can be pressed can be pressed."""
        desk, page = self.sender, self.sender.page
        letter = self.waits("เรื่องที่รอส่ง")
        desk.look("letter waits")
        covered = page.evaluate(COVERED)
        desk.check(not covered, f"the toast covers {covered}")
        page.locator(".sb-toast button").click()
        desk.check(not self.delivered(letter), "undone: nothing was sent")

    def one_after_the_other(self):
        """A form that is sent meanwhile goes after the act that waits, and the page that answers shows both."""
        desk, page = self.sender, self.sender.page
        letter = self.waits("เรื่องที่เกษียนระหว่างรอ")
        page.fill("#f-text", "ทราบ\nมอบกลุ่มงาน")
        with page.expect_navigation():
            page.locator("form[action$=endorsements] button").click()
        desk.check(page.locator(".sb-desk").count() == 2, "the page shows what was sent first")
        desk.check("ทราบ\nมอบกลุ่มงาน" in page.locator(".sb-minute__text").inner_text(), "a minute keeps its lines")
        desk.check(self.delivered(letter) == 1, "sent once")

    def sent_in_passing(self):
        """An act that goes out with the page is done once and told once, on the next page."""
        desk, page = self.sender, self.sender.page
        letter = self.waits("เรื่องที่ส่งแล้วออกจากหน้า")
        page.wait_for_timeout(300)
        desk.open("/tray")
        page.wait_for_timeout(1500)
        desk.check(self.delivered(letter) == 1, "sent once in passing")
        told = page.locator(".sb-told[role=status]")
        words = told.inner_text(timeout=9000)
        desk.check(desk.t("ส่งแล้ว", "Sent") in words and self.unit in words, f"the next page tells: {words}")
        desk.check(told.locator(f"a[href='/letters/{letter}']").count() == 1, "a link leads to the letter")
        desk.look("tray told of what was done")
        desk.check(self.alert().count() == 0, "nothing is complained of")
        desk.check(page.evaluate("sessionStorage.getItem('saraban-sent')") == "[]", "nothing is noted of what was done")
        desk.open("/")
        page.wait_for_timeout(500)
        desk.check(told.count() == 0, "told once")

    def not_done(self):
        """An act that the server did not do is told on the next page, until it was read."""
        desk, page = self.sender, self.sender.page
        letter = self.waits("เรื่องที่ส่งไม่ได้")
        page.wait_for_timeout(300)
        kept = desk.context.cookies()
        self.sign_out()
        desk.open("/tray")
        desk.check("/sign-in" in page.url, f"signed out: {page.url}")
        self.alert().wait_for()
        desk.look("sign-in told")
        desk.context.add_cookies(kept)
        for path in ("/tray", "/", f"/letters/{letter}"):
            desk.open(path)
            words = self.alert().inner_text(timeout=9000)
            desk.check(desk.t("ไม่ได้ทำ", "Not done") in words and self.unit in words, f"{path} tells: {words}")
            desk.look(f"{path.replace('/', '')[:4]} told")
        desk.check(self.alert().locator(f"a[href='/letters/{letter}']").count() == 1, "a link leads to the letter")
        self.alert().locator("button").click()
        desk.open("/")
        page.wait_for_timeout(500)
        desk.check(self.alert().count() == 0 and not self.delivered(letter), "told until it was read, never sent")

    def refused(self):
        """What the server refuses while the page stays is told in the page; what goes out in passing, on the next."""
        desk, page = self.sender, self.sender.page
        for leaves in (False, True):
            letter = self.letter("เรื่องที่ดึงกลับไม่ทัน")
            unit = self.choose(letter)
            delivery = self.program(f"/letters/{letter}/deliveries", units=[unit], note="")["items"][0]["id"]
            desk.open(f"/letters/{letter}")
            self.receiver.open(f"/letters/{letter}")
            self.receiver.press("button[data-key=r]")
            recall = page.locator(f"form[action='/deliveries/{delivery}/recall'] button")
            recall.click()
            if leaves:
                desk.open("/tray")
                words = self.alert().inner_text(timeout=9000)
                desk.check(desk.t("ไม่ได้ทำ", "Not done") in words, f"told on the next page: {words}")
                self.alert().locator("button").click()
            else:
                recall.click()
                page.locator("#errors[role=alert]").wait_for()
                desk.check(page.url.endswith(f"/letters/{letter}"), f"the page stays: {page.url}")
                desk.look("letter recall refused")

    def signed_out(self):
        """A session that ends while the page stays is told there; after signing in again the act can be sent."""
        desk, page = self.sender, self.sender.page
        letter = self.letter("เรื่องที่หมดเวลา")
        self.choose(letter)
        page.fill("#f-text", "พิมพ์ค้างไว้")
        self.sign_out()
        for _ in range(2):
            page.locator("#send button[type=submit]").click()
        page.locator("#errors[role=alert]").wait_for()
        desk.check(page.locator("#errors a[target=_blank]").count() == 1, "a link leads to signing in")
        desk.look("letter signed out")
        self.sign_in_elsewhere()
        page.locator("#send button[type=submit]").click()
        page.wait_for_timeout(300)
        page.locator("#send button[type=submit]").click()
        page.locator(".sb-desk").nth(1).wait_for()
        desk.check(page.input_value("#f-text") == "พิมพ์ค้างไว้", "what is typed is kept")
        desk.check(self.delivered(letter) == 1, "sent once after signing in again")
        page.fill("#f-text", "")

    def file_kept(self):
        """A session that ends before a letter with a file is saved costs neither words nor file."""
        desk, page = self.sender, self.sender.page
        desk.open("/receive")
        page.fill("#f-subject", "เรื่องที่พิมพ์ไว้นาน")
        page.fill("#f-from", "กรมรีบร้อน")
        page.set_input_files("#f-file", {"name": "หนังสือ.pdf", "mimeType": "application/pdf", "buffer": pdf(1, 55)})
        page.locator("[data-preview] canvas").wait_for()
        self.sign_out()
        page.click("button[data-key='ctrl+s']")
        page.locator("#errors[role=alert]").wait_for()
        desk.check(page.locator("#errors a[target=_blank]").count() == 1, "a link leads to signing in")
        desk.check(page.input_value("#f-subject") == "เรื่องที่พิมพ์ไว้นาน", "what was typed is kept")
        desk.check(page.evaluate("document.querySelector('#f-file').files.length") == 1, "the file is kept")
        desk.look("receive signed out")
        page.click("button[data-key='ctrl+s']")
        page.wait_for_timeout(500)
        desk.check(page.locator("#errors").count() == 1, "it is told again until they have signed in")
        self.sign_in_elsewhere()
        desk.press("button[data-key='ctrl+s']", re.compile("/registered$"))
        desk.check(page.locator("img.sb-pageimage").count() == 1, "saved with the file after signing in again")
        desk.open("/receive")
        page.fill("#f-subject", "เรื่องที่ค้างไว้ข้ามวัน")
        page.fill("#f-from", "กรมรีบร้อน")
        page.set_input_files("#f-file", {"name": "หนังสือ.pdf", "mimeType": "application/pdf", "buffer": pdf(1, 56)})
        self.sign_out()
        self.sign_in_elsewhere()
        desk.press("button[data-key='ctrl+s']", re.compile("/registered$"))

    def told_once(self):
        """A likely duplicate that the answer to the form tells is not told again by the script, which asked before."""
        desk, page = self.sender, self.sender.page
        for again in (False, True):
            desk.open("/receive")
            file = {"name": "ซ้ำ.pdf", "mimeType": "application/pdf", "buffer": pdf(1, 57)}
            page.set_input_files("#f-file", file)
            page.fill("#f-letterNumber", f"ซ้ำ ๑/{desk.width}")
            page.fill("#f-subject", "เรื่องที่ส่งซ้ำ")
            page.fill("#f-from", "กรมรีบร้อน")
            if not again:
                desk.press("button[data-key='ctrl+s']", re.compile("/registered$"))
        held = []
        page.route("**/duplicates?*", lambda route: held.append(route))
        page.fill("#f-letterNumber", f"ซ้ำ 1/{desk.width}")
        page.keyboard.press("Control+s")
        page.locator("[name=anyway]").wait_for()
        for route in held:
            route.continue_()
        page.wait_for_timeout(500)
        desk.check(held and page.locator(".sb-note--warn").count() == 1, "the same letter is told once")
        page.unroute("**/duplicates?*")
        page.evaluate("document.querySelectorAll('form').forEach(form => form.removeAttribute('data-dirty'))")

    def stays_put(self):
        """The buttons stay where they are while a letter is sent and after the network failed, and tell it once."""
        desk, page = self.sender, self.sender.page
        desk.open("/receive")
        page.set_input_files("#f-file", {"name": "หนังสือ.pdf", "mimeType": "application/pdf", "buffer": pdf(1, 58)})
        page.locator("[data-preview] canvas").wait_for()
        held = []
        page.route("**/letters", lambda route: held.append(route))
        button = page.locator("button[data-key='ctrl+s']")
        page.locator("#f-subject").scroll_into_view_if_needed()
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        place = button.bounding_box()

        def stays(when):
            now = button.bounding_box()
            desk.check(abs(now["x"] - place["x"]) + abs(now["y"] - place["y"]) < 2, f"{when}: {now}, was {place}")

        for _ in range(2):
            button.click()
            page.locator(".sb-upload progress").wait_for()
            stays("while it is sent")
            held.pop().abort()
            page.locator(".sb-upload .sb-field__error").wait_for()
            stays("after it failed")
            desk.check(page.locator(".sb-upload").count() == 1, "the failure is told once")
        page.unroute("**/letters")
        desk.complaints = [one for one in desk.complaints if "ERR_FAILED" not in one]
        page.evaluate("document.querySelectorAll('form').forEach(form => form.removeAttribute('data-dirty'))")

    def printed(self):
        """A receipt takes one page, and what people print has no blank page at its end."""
        desk, page = self.sender, self.sender.page
        letter = self.letter("เรื่องที่พิมพ์ใบรับ")
        desk.open(f"/letters/{letter}/registered")
        count = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))
        desk.check(count == 1, f"the receipt prints on {count} pages")

    def sign_out(self):
        """The session ends while the page stays."""
        language = [cookie for cookie in self.sender.context.cookies() if cookie["name"] == "language"]
        self.sender.context.clear_cookies()
        self.sender.context.add_cookies(language)

    def sign_in_elsewhere(self):
        tab = self.sender.context.new_page()
        tab.goto(self.sender.base + "/sign-in")
        tab.fill("[name=username]", self.sender.user)
        tab.fill("[name=password]", "saraban-2569")
        tab.click("main button[type=submit]")
        tab.wait_for_url(self.sender.base + "/")
        tab.close()


# What can be pressed and lies below the toast: in the panes of a wide window as they are, elsewhere scrolled into sight.
COVERED = """() => {
  const strip = document.querySelector(".sb-toast-place");
  return [...document.querySelectorAll("a, button, input, textarea, summary, label")].filter((one) => {
    if (strip.contains(one) || !one.checkVisibility()) return false;
    const isWide = matchMedia("(min-width: 992px)").matches;
    if (!isWide) one.scrollIntoView({ block: "nearest" });
    const box = one.getBoundingClientRect();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const hit = document.elementFromPoint(x, y);
    if (isWide && y > (one.closest(".sb-pane")?.getBoundingClientRect().bottom ?? y)) return false;
    return hit !== null && strip.contains(hit);
  }).map((one) => one.outerHTML.slice(0, 80));
}"""
