"""Fields of a letter that are suggested from the file which a clerk chooses, in Chromium."""

import os

from office import letter, pdf, received, text

THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
FIELDS = ("letterNumber", "letterDate", "from", "to", "subject", "speed", "secrecy")
EMPTY = dict.fromkeys(FIELDS, "")  # of speed and secrecy, the first choice
DAY = "21/11/2569"

EXTERNAL = {
    "letterNumber": "ทน ๐๐๑๗.๑/ว ๑๒๐๔", "letterDate": DAY, "from": "ศาลากลางจังหวัดทิพย์นคร",
    "to": "หัวหน้าส่วนราชการในจังหวัดทิพย์นครทุกแห่ง",
    "subject": "ขอเชิญประชุมชี้แจงการใช้งานระบบสารบรรณอิเล็กทรอนิกส์", "speed": "3", "secrecy": "",
}
EXTERNAL_PAGES = {
    "letterNumber": "ทน ๐๐๑๗.๑/๘๘", "letterDate": DAY, "from": "ศาลากลางจังหวัดทิพย์นคร",
    "to": "ประธานคณะกรรมการตัวอย่าง",
    "subject": "รายงานผลการดำเนินงานตามแผนปฏิบัติราชการประจำปีงบประมาณ พ.ศ. ๒๕๖๙ และแผนการใช้จ่ายงบประมาณสำหรับ"
               "โครงการพัฒนาระบบสารบรรณอิเล็กทรอนิกส์ของส่วนราชการในจังหวัด",
    "speed": "", "secrecy": "1",
}
MEMO = {
    "letterNumber": "ทน ๐๐๑๗.๑/๔๕", "letterDate": DAY, "from": "สำนักงานจังหวัดทิพย์นคร กลุ่มงานอำนวยการ",
    "to": "ผู้ว่าราชการจังหวัดทิพย์นคร", "subject": "ขออนุมัติจัดประชุมชี้แจงการใช้งานระบบสารบรรณอิเล็กทรอนิกส์",
    "speed": "3", "secrecy": "2",
}
SEALED = {
    "letterNumber": "ทน ๐๐๑๗.๑/๓๑๒", "letterDate": DAY, "from": "จังหวัดทิพย์นคร",
    "to": "สำนักงานพัฒนาชุมชนจังหวัดทิพย์นคร", "subject": "", "speed": "1", "secrecy": "",
}
# Marks in the forms and the order in which files have them: old forms of tones and vowels, am in two parts.
ODD = [
    (85, 760, "ที\uf70a นว ๐๑๐๒/๓๔๕"), (360, 760, "กรมทรัพยากรน\uf70bํา"), (300, 730, "๗ ก.พ. ๒๕๖๙"),
    (85, 700, "เรื\uf70aอง การจัดหาน ํ้าดื\uf70aม และการ"), (120, 680, "ป\uf714องกันนํ้าท\uf70aวม"),
    (85, 650, "เรียน ผ\u0e49\u0e39ว\uf70aาราชการจังหวัดตัวอย\uf70aาง"),
    (85, 620, "อ้างถึง หนังสือกรม ลงวันที\uf70a ๑ ตุลาคม ๒๕๖๘"),
]
ODD_FIELDS = {
    "letterNumber": "นว ๐๑๐๒/๓๔๕", "letterDate": "7/2/2569", "from": "กรมทรัพยากรน้ำ",
    "to": "ผู้ว่าราชการจังหวัดตัวอย่าง", "subject": "การจัดหาน้ำดื่ม และการป้องกันน้ำท่วม", "speed": "", "secrecy": "",
}
UNDATED = {**ODD_FIELDS, "letterDate": ""}
TOLD = {**ODD_FIELDS, "letterNumber": "", "letterDate": ""}
# A mark above the number, beside it, at the foot; words of the text that are none, the last on a line of their own.
MARKED = [(280, 800, "ลับมาก"), (85, 775, "ด่วนมาก"), *ODD]
BESIDE = [(85, 760, "ด่วน"), (545, 760, "ลับ"), *((x + 60 if y == 760 else x, y, words) for x, y, words in ODD)]
FOOT = [*ODD, (280, 40, "ลับที่สุด"), (470, 40, "หน้า ๑")]
MENTIONED = [*ODD, (85, 600, "ส่งหนังสือชั้นลับ ด่วนที่สุด ตามที่ขอมา"), (85, 580, "ลับ"), (85, 560, "ด่วนที่สุด")]
MARKS = {
    "marked": (MARKED, {**ODD_FIELDS, "speed": "2", "secrecy": "2"}),
    "marked beside": (BESIDE, {**ODD_FIELDS, "from": "กรมทรัพยากรน้ำ", "speed": "1", "secrecy": "1"}),
    "marked at the foot": (FOOT, {**ODD_FIELDS, "to": "", "subject": "", "secrecy": "3"}),
    "mentioned": (MENTIONED, ODD_FIELDS),
}


def letters(program, folder):
    """The files: letters that the program prints, scans with text that a machine read, a scan without text."""
    files = {name: letter(program, name, folder) for name in ("external", "external-pages", "memo", "sealed")}
    made = {
        "odd": text(ODD, mode=0), "undated": text([line for line in ODD if line[1] != 730], mode=0),
        "invisible": text(ODD, mode=3), "under a picture": text(ODD, mode=0, under=True),
        "garbled": text([(85, 760, "เรื่อง การจัดหานำ2า"), (85, 740, "เรียน ผู้ว่าราชการจังหวัด")], mode=0),
        "no letter": text([(85, 760, "ใบเสร็จรับเงิน"), (85, 740, "รวม ๑๐๐ บาท")], mode=0), "scan": pdf(1, 77),
    }
    made |= {name: text(lines, mode=0) for name, (lines, _) in MARKS.items()}
    for name, content in made.items():
        files[name] = os.path.join(folder, f"{name}.pdf")
        with open(files[name], "wb") as file:
            file.write(content)
    for name in ("external", "undated"):
        files[f"{name} received"] = os.path.join(folder, f"{name} received.pdf")
        received(program, files[name], files[f"{name} received"])
    return files


def filled(fields):
    return {name for name, value in fields.items() if value}


class Suggestions:
    """One clerk at one device."""

    def __init__(self, desk, files):
        self.desk, self.page, self.files = desk, desk.page, files

    def walk(self):
        for name, fields in (
            ("external", EXTERNAL), ("external-pages", EXTERNAL_PAGES), ("memo", MEMO), ("sealed", SEALED),
            ("odd", ODD_FIELDS), ("undated", UNDATED), ("external received", EXTERNAL), ("undated received", UNDATED),
            ("invisible", TOLD), ("under a picture", TOLD),
            *((name, fields) for name, (_, fields) in MARKS.items()),
        ):
            self.fresh()
            self.choose(name)
            self.holds(fields, name)
            self.marked(filled(fields), name)
            self.cleared_at_once(name)
        for name in ("scan", "garbled", "no letter"):
            self.fresh()
            self.choose(name, tells=False)
            self.holds(EMPTY, name)
            self.marked(set(), name)
        self.typed_before()
        self.edited_and_cleared()
        self.searched_once()
        self.refused()
        self.leave()

    def check(self, holds, what):
        self.desk.check(holds, f"suggestions: {what}")

    def fresh(self):
        self.leave()
        self.desk.open("/receive")

    def leave(self):
        """Typed words are not asked about when the page is left."""
        self.page.evaluate(
            "document.querySelectorAll('form').forEach(form => form.setAttribute('aria-busy', 'true'))"
        )

    def choose(self, name, tells=True):
        """Chooses a file and waits until it was read."""
        self.page.set_input_files("#f-file", self.files[name])
        self.page.locator(".sb-drop__files", has_text=os.path.basename(self.files[name])).wait_for()
        self.page.locator("[data-preview] canvas").wait_for()
        if tells:
            self.page.locator(".sb-filled [role=status]:not(:empty)").wait_for()
        else:
            self.page.wait_for_timeout(400)

    def holds(self, fields, what):
        for name, value in fields.items():
            if name == "letterDate" and self.desk.language == "th":
                value = value.translate(THAI)
            found = self.page.evaluate("name => document.querySelector('[data-register]').elements[name].value", name)
            found = "" if found == "0" else found
            self.check(found == value, f"{what}: {name} is “{found}”, not “{value}”")

    def marked(self, names, what):
        """These fields say that they came from the file, no others do, and the status counts them."""
        for name in FIELDS:
            described = self.page.evaluate(
                "id => (document.getElementById(id).getAttribute('aria-describedby') ?? '').split(' ')"
                ".map(hint => document.getElementById(hint)?.textContent ?? '').join(' ')", f"f-{name}",
            )
            says = self.desk.t("จากไฟล์ ตรวจก่อนบันทึก", "From the file: check before saving") in described
            self.check(says == (name in names), f"{what}: {name} {'says' if says else 'does not say'} it is from the file")
        self.check(self.page.locator(".sb-suggested").count() == len(names), f"{what}: one hint for each field")
        status = self.page.locator(".sb-filled [role=status]")
        self.check(status.count() == (1 if names else 0), f"{what}: one status")
        if names:
            count = self.desk.t(str(len(names)).translate(THAI), str(len(names)))
            self.check(count in status.inner_text(), f"{what}: the status counts {count}")

    def cleared_at_once(self, name):
        """One press empties what was filled, the choices too, and the first of the fields takes the focus."""
        self.page.locator(".sb-filled button").click()
        self.holds(EMPTY, f"{name} cleared")
        self.marked(set(), f"{name} cleared")

    def typed_before(self):
        """What was typed before the file was chosen stays."""
        self.fresh()
        self.page.fill("#f-subject", "เรื่องที่พิมพ์เอง")
        self.choose("external")
        self.holds({**EXTERNAL, "subject": "เรื่องที่พิมพ์เอง"}, "typed before")
        self.marked(filled(EXTERNAL) - {"subject"}, "typed before")
        self.desk.look("receive suggested")

    def edited_and_cleared(self):
        """An edited field is the clerk's: another file and the button leave it alone."""
        self.fresh()
        self.choose("external")
        self.page.locator("#f-to").press("End")
        self.page.keyboard.type("ก")
        to = EXTERNAL["to"] + "ก"
        self.check(self.hints() == filled(EXTERNAL) - {"to"}, f"edited: hints at {self.hints()}")
        self.check(self.page.locator("#f-to").get_attribute("aria-describedby") is None, "edited: nothing describes it")
        self.marked(filled(EXTERNAL) - {"to"}, "edited")
        self.choose("sealed")
        self.check(self.page.locator(".sb-drop__files li").count() == 2, "another file comes to the first")
        self.holds({**EXTERNAL, "to": to}, "another file")
        self.take_out("external")
        self.page.wait_for_function("value => document.querySelector('#f-subject').value === value", arg=SEALED["subject"])
        self.holds({**SEALED, "to": to}, "the first file taken out")
        self.marked(filled(SEALED) - {"to"}, "the first file taken out")
        self.take_out("sealed")
        self.holds({**SEALED, "to": to}, "no file left")
        self.marked(filled(SEALED) - {"to"}, "no file left")
        self.choose("scan", tells=False)
        self.holds({**EMPTY, "to": to}, "another file without text")
        self.marked(set(), "another file without text")
        self.choose("memo", tells=False)
        self.take_out("scan")
        self.page.locator(".sb-filled [role=status]:not(:empty)").wait_for()
        self.page.locator(".sb-filled button").click()
        self.holds({**EMPTY, "to": to}, "cleared")
        self.marked(set(), "cleared")

    def take_out(self, name):
        """Takes a chosen file out again; the next one, or the field, has the focus."""
        line = self.page.locator(".sb-drop__files li", has_text=os.path.basename(self.files[name]))
        line.locator("button").click()
        line.wait_for(state="detached")
        self.check(self.page.evaluate("document.activeElement !== document.body"), f"{name} taken out: the focus is kept")

    def hints(self):
        return {hint.removeprefix("s-") for hint in self.page.eval_on_selector_all(".sb-suggested", "all => all.map(hint => hint.id)")}

    def searched_once(self):
        """The fields that tell letters apart are looked up, once for all of them."""
        self.fresh()
        asked = []
        self.page.on("request", lambda request: asked.append(request.url) if "/duplicates?" in request.url else None)
        self.choose("external")
        self.page.wait_for_timeout(300)
        self.check(len(asked) == 1 and "letterDate=" in asked[0], f"duplicates were asked for {len(asked)} times")

    def refused(self):
        """A refused form comes back with what was filled still marked."""
        self.fresh()
        self.choose("external")
        self.page.fill("#f-from", "")
        self.page.click("button[data-key='ctrl+s']")
        self.page.locator("#errors").wait_for()
        self.holds({**EXTERNAL, "from": ""}, "refused")
        self.check(self.hints() == filled(EXTERNAL) - {"from"}, f"refused: hints at {self.hints()}")
        self.desk.look("receive suggested refused")
