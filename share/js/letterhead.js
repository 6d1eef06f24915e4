// The head of a letter: its number, date, subject, parties and marks, read from the text of a PDF's first page.

/** Forms of Thai marks that old fonts keep at U+F700 to U+F71A, as the marks they stand for. */
const oldForms =
  "\u0e10\u0e34\u0e35\u0e36\u0e37\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e0d\u0e31\u0e4d\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e38\u0e39\u0e3a";

/** Thai as it is typed, whatever order and forms the file keeps its marks in. */
function plainThai(text) {
  return text
    .replace(/[\uf700-\uf71a]/g, (form) => oldForms[form.charCodeAt(0) - 0xf700])
    .replace(/[\u00ad\u200b-\u200d\ufeff]/g, "")
    .replace(/[^\S\t]+/g, " ")
    .replace(/ +(?=[\u0e31\u0e33-\u0e3a\u0e47-\u0e4e])/g, "") // no mark stands after a space
    .replace(/([\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])\1+/g, "$1")
    .replace(/([\u0e48-\u0e4c])([\u0e31\u0e34-\u0e3a])/g, "$2$1") // the vowel before the tone
    .replace(/([\u0e48-\u0e4b]?)\u0e4d([\u0e48-\u0e4b]?) *\u0e32/g, "$1$2\u0e33") // nikhahit and aa are one am
    .replace(/\u0e33([\u0e48-\u0e4b])/g, "$1\u0e33")
    .replace(/\u0e33\u0e32/g, "\u0e33") // some programs write the second half of am twice
    .replace(/\u0e40\u0e40/g, "\u0e41") // two e are one ae
    .trim();
}

/** The lines of a page from the top: where each begins, from 0 to 1 across, and its text with a tab between columns. */
function linesOf(items, viewport) {
  const lines = [];
  for (const item of items) {
    const size = Math.hypot(item.transform[2], item.transform[3]);
    const [x, y] = viewport.convertToViewportPoint(item.transform[4], item.transform[5]);
    const [ahead, aside] = viewport.convertToViewportPoint(item.transform[4] + item.transform[0], item.transform[5] + item.transform[1]);
    if (!item.str.trim() || ahead - x <= Math.abs(aside - y)) continue; // blank, or not written from left to right
    let line = lines.find((other) => Math.abs(other.y - y) < Math.min(size, other.size) / 2);
    if (!line) lines.push((line = { y, size, items: [] }));
    line.items.push({ x, size, end: x + item.width, text: item.str });
  }
  lines.sort((one, other) => one.y - other.y);
  return lines.map(({ items: parts }) => {
    parts.sort((one, other) => one.x - other.x);
    return { at: parts[0].x / viewport.width, text: plainThai(joined(parts)) };
  });
}

/** The parts of one line; a gap in the layout is a space, a wide one the way to the next column. */
function joined(parts) {
  let text = "";
  let end = parts[0].x;
  for (const part of parts) {
    const gap = (part.x - end) / part.size;
    if (gap > 2) text += "\t";
    else if (gap > 0.15) text += " ";
    text += part.text;
    end = Math.max(end, part.end);
  }
  return text;
}

/** Whether the text of a page was read from a picture: it is invisible, or a picture lies on the whole page. */
function isFromPicture({ fnArray, argsArray }, viewport, OPS) {
  const pictures = [OPS.paintImageXObject, OPS.paintInlineImageXObject, OPS.paintImageMaskXObject];
  const page = viewport.width * viewport.height;
  const outer = [];
  let area = 1; // of one unit of the drawing, in points
  return fnArray.some((operation, index) => {
    const values = argsArray[index];
    const scale = (matrix) => (area *= matrix ? Math.abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) : 1);
    if (operation === OPS.save || operation === OPS.paintFormXObjectBegin) outer.push(area);
    if (operation === OPS.restore || operation === OPS.paintFormXObjectEnd) area = outer.pop() ?? 1;
    if (operation === OPS.paintFormXObjectBegin) scale(values[0]);
    if (operation === OPS.transform) scale(values);
    if (operation === OPS.setTextRenderingMode) return values[0] === 3;
    return pictures.includes(operation) && area > page / 2;
  });
}

const months = [
  /^(?:มกราคม|ม\.?ค\.?)$/, /^(?:กุมภาพันธ์|ก\.?พ\.?)$/, /^(?:มีนาคม|มี\.?ค\.?)$/, /^(?:เมษายน|เม\.?ย\.?)$/,
  /^(?:พฤษภาคม|พ\.?ค\.?)$/, /^(?:มิถุนายน|มิ\.?ย\.?)$/, /^(?:กรกฎาคม|ก\.?ค\.?)$/, /^(?:สิงหาคม|ส\.?ค\.?)$/,
  /^(?:กันยายน|ก\.?ย\.?)$/, /^(?:ตุลาคม|ต\.?ค\.?)$/, /^(?:พฤศจิกายน|พ\.?ย\.?)$/, /^(?:ธันวาคม|ธ\.?ค\.?)$/,
];

/** The day that a text consists of, with or without the words before it. */
function dayOf(text) {
  const plain = text.replace(/[๐-๙]/g, (digit) => digit.charCodeAt(0) - 0x0e50);
  const found = /^(?:(?:\S+ ณ )?วันที่)?[\s.…]*(\d{1,2})[\s.…]*([ก-๎][ก-๎.]+?)[\s.…]*(?:พ\.?ศ\.?\s*)?(\d{4})[\s.…]*$/.exec(plain);
  if (!found) return undefined;
  const [day, month, year] = [Number(found[1]), months.findIndex((name) => name.test(found[2])), Number(found[3])];
  const date = new Date(year > 2400 ? year - 543 : year, month, day);
  return month >= 0 && date.getDate() === day ? date : undefined;
}

/** The place of a label and what follows it; the speed may stand before it. */
function labelled(lines, words) {
  const label = new RegExp(`^(?:ด่วน(?:มาก|ที่สุด)?\\s+)?(?:${words})(?:[\\s:.…]+|$)(.*)`);
  const index = lines.findIndex(({ text }) => label.test(text));
  return index < 0 ? undefined : { index, text: label.exec(lines[index].text)[1] };
}

const salutations = "เรียน|กราบเรียน|นมัสการ|กราบนมัสการ|กราบทูล|ทูล|ขอประทานกราบทูล";
const afterSubject = `${salutations}|ถึง|อ้างถึง|สิ่งที่ส่งมาด้วย`;

/** The marks, from low to high as their choices stand. */
const marks = { speed: ["ด่วน", "ด่วนมาก", "ด่วนที่สุด"], secrecy: ["ลับ", "ลับมาก", "ลับที่สุด"] };

/** Whether a text consists of marks alone: a sentence that has such a word is none. */
function isMarks(text) {
  return text.split(" ").every((word) => Object.values(marks).flat().includes(word));
}

/** The marks of a page: each stands alone in the head, beside the number or a memo's title, or in the middle at the foot. */
function marksOf(lines) {
  const top = lines.slice(0, labelled(lines, `เรื่อง|${salutations}|ถึง`)?.index ?? 1);
  const foot = lines.slice(-3).filter(({ at }) => at > 0.3);
  const parts = [...top, ...foot].flatMap(({ text }) => text.split("\t"));
  const words = parts.map((part) => part.replace(/ (?:ที่[\s:.…].*|บันทึกข้อความ)$/, "")).filter(isMarks).flatMap((part) => part.split(" "));
  const highest = (names) => 1 + Math.max(...words.map((word) => names.indexOf(word)), -1);
  return { speed: highest(marks.speed), secrecy: highest(marks.secrecy) };
}

/** What follows a label, with the lines that go on with it when another label ends them soon. */
function whole(lines, words, next) {
  const found = labelled(lines, words);
  if (!found) return "";
  const more = lines.slice(found.index + 1);
  const end = labelled(more.slice(0, 4), next)?.index ?? 0;
  const parts = [found.text, ...more.slice(0, end).map(({ text }) => text)].map((text) => text.replace(/\s+/g, " ").trim());
  const text = parts.reduce((before, after) => before + (/[ก-๎]$/.test(before) && /^[ก-๎]/.test(after) ? "" : " ") + after);
  return text.replace(/[\s.…]+$/, "");
}

/** A letter's number: the agency's code, a stroke and the running number. */
const number = /^(?:[ก-๎A-Za-z.()]+ ?){0,3}[0-9๐-๙][0-9๐-๙.-]*(?: ?\/ ?(?:[ก-ฮ]{1,3}\.? ?)?[0-9๐-๙]+)+/;

const headings = /^(?:คำสั่ง|ประกาศ|แถลงการณ์|ข่าว)\s*([ก-ฮเ-ไ].*)$/;

/** Who sent it: the agency of a memo, whose order it is, the name above a seal, or what stands right of the number. */
function senderOf(lines, head, to) {
  const agency = whole(head, "ส่วนราชการ", "ที่").replace(/\s*(?:โทรศัพท์|โทร[. ]|โทร$).*$/, "");
  if (agency) return agency;
  const heading = lines.slice(0, 4).map(({ text }) => headings.exec(text)).find(Boolean);
  if (heading) return heading[1];
  const isName = (line) => line && !isReceived([line]) && line.at > 0.4 && line.text.length > 5 && !dayOf(line.text);
  if (isSealed(lines, to)) return lines.slice(to.index + 1).find(isName)?.text ?? "";
  const numbered = labelled(head, "ที่");
  if (!numbered) return "";
  const columns = numbered.text.split("\t").filter((column) => !isMarks(column));
  const beside = columns.length > 1 ? columns.pop() : numbered.text.replace(number, "").trim();
  if (/^[ก-ฮเ-ไ]/.test(beside) && !isReceived([{ text: beside }]) && beside !== numbered.text) return beside;
  const below = head[numbered.index + 1];
  return isName(below) ? below.text : "";
}

/** A letter under a seal is to somebody without a word of respect. */
function isSealed(lines, to) {
  return to !== undefined && lines[to.index].text.startsWith("ถึง");
}

/** A letter has its date in its head; under a seal, and below an order, it stands alone near the end. */
function dateOf(lines, head, to) {
  const inHead = head.flatMap(({ text }) => text.replace(/วันที่[\s.…]+/, "วันที่ ").split("\t"));
  const numbered = labelled(head, "ที่")?.text ?? "";
  const isLed = (text) => text.startsWith("วันที่");
  const day = dayIn(inHead.filter((text) => !isLed(text))) ?? dayOf(numbered.slice(Math.max(0, numbered.indexOf("วันที่"))));
  if (day) return day;
  if (to && !isSealed(lines, to)) return isReceived(head) ? undefined : dayIn(inHead.filter(isLed));
  return dayIn(lines.slice(head.length).filter(({ at }) => at > 0.3).map(({ text }) => text).reverse());
}

function dayIn(texts) {
  return texts.map(dayOf).find(Boolean);
}

/** Whether an office has stamped the letter with a number, a date and a time of its own. */
function isReceived(head) {
  return head.some(({ text }) => /เลข(?:ที่)?\s?รับ|รับ(?:ที่|เลขที่)/.test(text));
}

/** Whether a file tells other letters than it shows: a mark stands on no Thai letter. */
function isGarbled(text) {
  return /[\ufffd\ue000-\uf8ff]|(?:^|[^ก-๎])[ะ-ฺ็-๎]/.test(text);
}

/** The fields that the lines of a page tell; digits that a machine read from a picture are not believed. */
function fieldsOf(all, isFromPicture) {
  const marked = marksOf(all);
  const lines = all.filter(({ text }) => !isMarks(text));
  const to = labelled(lines, `${salutations}|ถึง`);
  const head = lines.slice(0, labelled(lines, "เรื่อง")?.index ?? to?.index ?? 0);
  let found = { from: senderOf(lines, head, to) };
  // Of a top secret letter only number, date and sender may be written down.
  if (marked.secrecy < marks.secrecy.length) {
    found.subject = whole(lines, "เรื่อง", afterSubject);
    found.to = whole(lines, `${salutations}|ถึง`, "อ้างถึง|สิ่งที่ส่งมาด้วย");
  }
  if (Object.values(found).some(isGarbled)) found = {};
  if (!isFromPicture) {
    found.letterNumber = number.exec(labelled(head, "ที่")?.text ?? "")?.[0];
    found.letterDate = dateOf(lines, head, to);
  }
  return { ...found, ...marked };
}

/** Reads the first page of a PDF; a page without text tells nothing. */
export async function readLetter(document, OPS) {
  const page = await document.getPage(1);
  const viewport = page.getViewport({ scale: 1 });
  const lines = linesOf((await page.getTextContent()).items, viewport);
  if (lines.length === 0) return {};
  return fieldsOf(lines, isFromPicture(await page.getOperatorList(), viewport, OPS));
}
