"""People who are quicker than the pages, in Chromium: keys before the letter is there, acts that still wait, sessions
that end in between."""


class Haste:
    """A registry that sends, and the agency that receives from it."""

    def __init__(self, sender, receiver, unit):
        self.sender, self.receiver, self.unit = sender, receiver, unit

    def walk(self):
        if self.receiver.width >= 1200:
            self.acts_on_the_marked()

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
