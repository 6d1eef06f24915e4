// Files: dropped anywhere, shown before they are sent, sent with their progress; and the likely duplicate.
import { digits, make, say } from "./keys.js";
import { Suggestions } from "./suggest.js";

let library;

/** Loads pdf.js once. Nothing that the page's policy forbids: no eval, no fonts by address. */
function pdfLibrary() {
  library ??= new Promise((resolve, reject) => {
    const script = make("script");
    script.src = "vendor/pdf.js";
    script.addEventListener("load", () => {
      globalThis.pdfjsLib.GlobalWorkerOptions.workerSrc = "vendor/pdf.worker.js";
      resolve(globalThis.pdfjsLib);
    });
    script.addEventListener("error", reject);
    document.head.append(script);
  });
  return library;
}

/** Opens a PDF from its bytes or its address. */
export async function openPDF(source) {
  const pdf = await pdfLibrary();
  const options = { isEvalSupported: false, disableFontFace: true, useSystemFonts: false };
  return pdf.getDocument({ ...source, ...options }).promise;
}

/** Draws a page of a PDF on a canvas, as wide as its place. */
export async function drawPage(document, number, canvas) {
  const page = await document.getPage(number);
  const natural = page.getViewport({ scale: 1 });
  const width = (canvas.clientWidth || 800) * Math.min(window.devicePixelRatio || 1, 2);
  const viewport = page.getViewport({ scale: width / natural.width });
  canvas.width = viewport.width;
  canvas.height = viewport.height;
  await page.render({ canvasContext: canvas.getContext("2d"), viewport }).promise;
}

/** The size of a file as the letter's page will tell it. */
function sizeOf(file) {
  if (file.size < 1 << 20) return `${digits(Math.max(1, Math.floor(file.size / 1024)))} ${say("กิโลไบต์", "kB")}`;
  const tenths = Math.floor((file.size * 10) / (1 << 20));
  return `${digits(Math.floor(tenths / 10))}.${digits(tenths % 10)} ${say("เมกะไบต์", "MB")}`;
}

/** A file that was chosen: its name and size, or that it will not be taken, and a way to take it out again. */
function fileLine(file, takeOut) {
  const line = make("li");
  const words = file.size > 0
    ? make("small", "", sizeOf(file))
    : make("span", "sb-field__error", say("ไฟล์ว่างเปล่า ส่งไม่ได้ กรุณาเลือกไฟล์ใหม่", "This file is empty and will not be taken: choose another"));
  const button = make("button", "btn btn-quiet btn-sm", say("นำออก", "Remove"));
  button.type = "button";
  button.setAttribute("aria-label", `${say("นำออก", "Remove")} ${file.name}`);
  button.addEventListener("click", () => takeOut(file));
  line.append(make("samp", "", file.name), " ", words, button);
  return line;
}

async function preview(file, document) {
  if (document) {
    const canvas = make("canvas", "sb-pageimage");
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", `${say("หน้า ๑ ของ", "Page 1 of")} ${file.name}`);
    requestAnimationFrame(() => drawPage(document, 1, canvas));
    return canvas;
  }
  if (/^image\/(png|jpeg)$/.test(file.type)) {
    const image = make("img", "sb-pageimage");
    image.alt = file.name;
    image.src = URL.createObjectURL(file);
    await image.decode().finally(() => URL.revokeObjectURL(image.src));
    return image;
  }
  return null;
}

/** The files of a field: what is chosen or dropped comes to those that are there, and each can be taken out. */
class ChosenFiles {
  constructor(input, place, suggestions) {
    Object.assign(this, { input, place, suggestions, files: [...input.files] });
    input.addEventListener("change", () => this.add([...input.files]));
  }

  add(files) {
    const isThere = (file) => this.files.some((other) => ["name", "size", "lastModified"].every((key) => other[key] === file[key]));
    const fresh = files.filter((file) => !isThere(file));
    // What was filled from a file that is gone is not left to stand for the next.
    if (fresh.length > 0) this.suggestions?.leave(this.files);
    this.set([...this.files, ...fresh]);
  }

  takeOut(file) {
    this.set(this.files.filter((other) => other !== file));
    (this.place.querySelector("button") ?? this.input).focus();
  }

  set(files) {
    const kept = new DataTransfer();
    for (const file of files) kept.items.add(file);
    this.files = files;
    this.input.files = kept.files;
    show(this, this.input, this.place, this.suggestions);
  }
}

/** Shows what was chosen: names and sizes, and the first page of the first file that has one; reads its fields. */
async function show(chosen, input, place, suggestions) {
  const { files } = chosen;
  const list = make("ul", "sb-plain sb-drop__files");
  list.append(...files.map((file) => fileLine(file, () => chosen.takeOut(file))));
  input.setAttribute("aria-invalid", "false");
  document.getElementById("e-file")?.replaceChildren();
  place.replaceChildren(list);
  suggestions?.standBelow(list);
  input.closest("[data-drop]")?.classList.toggle("is-filled", files.length > 0);
  const shown = files.filter((file) => file.size > 0);
  const first = shown.find((file) => file.type === "application/pdf") ?? shown.find((file) => file.type.startsWith("image/"));
  if (!first) return;
  try {
    const isPDF = first.type === "application/pdf";
    const document = isPDF ? await openPDF({ data: new Uint8Array(await first.arrayBuffer()) }) : undefined;
    const page = await preview(first, document);
    if (!page || !list.isConnected) return;
    place.append(page);
    if (document) await suggestions?.offer(document, first, list);
  } catch {
    place.append(make("p", "sb-meta text-center", say("แสดงหน้าไม่ได้ ไฟล์อาจเสียหรือมีรหัสผ่าน กรุณาตรวจก่อนส่ง", "It cannot be shown: it may be damaged or locked. Check it before you send it")));
  }
}

function acceptDrops(input) {
  const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
  let depth = 0;
  const mark = () => document.body.classList.toggle("sb-is-dropping", depth > 0);
  document.addEventListener("dragenter", (event) => {
    if (hasFiles(event)) depth += 1;
    mark();
  });
  document.addEventListener("dragleave", (event) => {
    if (hasFiles(event)) depth = Math.max(0, depth - 1);
    mark();
  });
  document.addEventListener("dragover", (event) => {
    if (hasFiles(event)) event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    depth = 0;
    mark();
    input.dispatchEvent(new CustomEvent("saraban:dropped", { detail: [...event.dataTransfer.files] }));
  });
}

/** Whether an answer is the sign-in page: the session has ended. */
export function isSignIn(address) {
  return new URL(address, location.href).pathname === "/sign-in";
}

/** A complaint that is read out at once, with what can be done about it. */
export function complaint(title, ...parts) {
  const note = make("div", "sb-note sb-note--danger");
  note.tabIndex = -1;
  note.setAttribute("role", "alert");
  const icon = make("span", "sb-i sb-i-exclamation-triangle");
  icon.setAttribute("aria-hidden", "true");
  note.append(icon, make("p", "sb-note__title", title));
  for (const part of parts) {
    const line = make("p", "mb-0");
    line.append(part);
    note.append(line);
  }
  return note;
}

/** What a page that refuses complains of. */
export function refusalIn(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  return page.getElementById("errors") ?? complaint(page.querySelector("h1")?.textContent ?? "");
}

/** Says that the session has ended; the forms of the page are kept for the next one. */
export function signedOut() {
  const link = make("a", "", say("เข้าสู่ระบบในแท็บใหม่", "Sign in in a new tab"));
  link.href = "/sign-in";
  link.target = "_blank";
  link.rel = "noopener";
  const title = say("หมดเวลาใช้งาน สิ่งที่พิมพ์และไฟล์ยังอยู่", "The session has ended. What you typed and the files are kept");
  return complaint(title, say("เข้าสู่ระบบ แล้วกลับมากดอีกครั้งในหน้านี้", "Sign in, then come back to this page and press again"), link);
}

/** Forms carry the token of a session: they take over that of the next one, in whichever tab it began. */
export async function renewToken() {
  const answer = await fetch("/account");
  if (!answer.ok || isSignIn(answer.url)) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = page.querySelector("[name=forgery-token]").value;
  for (const field of document.querySelectorAll("[name=forgery-token]")) field.value = token;
}

/** Sends a form that carries files, with its progress, and then shows the very page that answers. */
async function sendWithProgress(form, submitter) {
  form.setAttribute("aria-busy", "true");
  await renewToken().catch(() => {}); // without a network the form itself tells
  const request = new XMLHttpRequest();
  const place = make("div", "sb-upload");
  place.setAttribute("role", "status");
  const words = make("span", "", say("กำลังส่งไฟล์", "Sending the file"));
  const bar = make("progress", "sb-progress");
  bar.max = 100;
  bar.setAttribute("aria-label", words.textContent);
  place.append(words, bar);
  form.querySelector(".sb-upload")?.remove();
  (form.querySelector(".sb-formfoot") ?? form).append(place); // shown above the buttons, which keep their place
  const body = new FormData(form);
  if (submitter?.name) body.append(submitter.name, submitter.value);
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) bar.value = (100 * event.loaded) / event.total;
  });
  request.addEventListener("load", () => answer(form, request, place));
  request.addEventListener("error", () => {
    place.replaceChildren(make("p", "sb-field__error", say("ส่งไม่ถึง ตรวจเครือข่ายแล้วกดบันทึกอีกครั้ง สิ่งที่พิมพ์ยังอยู่", "It did not arrive. Check the network and save again; what you typed is kept")));
    form.removeAttribute("aria-busy");
  });
  request.open("POST", form.action);
  request.send(body);
}

/** An accepted form leads on; a refused one comes back with its complaints, and the chosen file stays. */
function answer(form, request, place) {
  const isSignedOut = isSignIn(request.responseURL || form.action);
  if (request.status < 400 && request.responseURL && !isSignedOut) {
    location.assign(request.responseURL);
    return;
  }
  place.remove();
  form.removeAttribute("aria-busy");
  if (isSignedOut) return complain(form, signedOut());
  const page = new DOMParser().parseFromString(request.responseText, "text/html");
  tellFiles(page);
  const fields = page.querySelector(".sb-pane--form");
  const old = form.querySelector(".sb-pane--form");
  if (fields && old) {
    old.replaceWith(fields);
  } else {
    const note = page.getElementById("errors") ?? page.querySelector("h1");
    form.querySelector("[role=alert]")?.remove();
    if (note) form.prepend(note);
  }
  document.dispatchEvent(new CustomEvent("saraban:new", { detail: form }));
  form.querySelector("[data-focus]")?.focus();
}

/** The field of files stays as it is, with what was chosen; what is wrong with them is told there. */
function tellFiles(page) {
  const [told, fresh] = [document, page].map((place) => place.getElementById("e-file"));
  if (!told || !fresh) return;
  told.replaceChildren(...fresh.childNodes);
  document.getElementById("f-file").setAttribute("aria-invalid", String(told.childElementCount > 0));
}

function complain(form, note) {
  document.getElementById("errors")?.remove();
  note.id = "errors";
  (form.querySelector(".sb-form") ?? form).prepend(note);
  note.focus();
}

const likely = ["letterNumber", "letterDate"];

/** Asks for letters that are likely the same as soon as the fields that tell them apart change. */
function watchDuplicates(form) {
  let asked = 0;
  form.addEventListener("change", async (event) => {
    if (!likely.includes(event.target.name)) return;
    const turn = (asked += 1);
    await undefined; // fields that change together ask once
    if (turn !== asked) return;
    const query = new URLSearchParams(likely.map((name) => [name, form.elements[name]?.value.trim() ?? ""]));
    const found = query.get("letterNumber") ? await duplicates(query).catch(() => []) : [];
    if (turn === asked) tell(form, found);
  });
}

async function duplicates(query) {
  const answer = await fetch(`/api/v1/letters/duplicates?${query}`);
  return answer.ok ? (await answer.json()).items : [];
}

/** Shows what is likely the same, but for what the answer to the form tells already. */
function tell(form, likely) {
  form.querySelector(".sb-likely")?.remove();
  const address = (letter) => `/letters/${encodeURIComponent(letter.id)}`;
  const found = likely.filter((letter) => !form.querySelector(`.sb-note a[href="${address(letter)}"]`));
  if (found.length === 0) return;
  const note = make("div", "sb-note sb-note--warn sb-likely");
  note.setAttribute("role", "status");
  const list = make("ul", "mb-0");
  for (const letter of found) {
    const line = make("li");
    const link = make("a", "sb-num", `${say("เลขทะเบียน", "No.")} ${letter.number?.display ?? ""}`);
    link.href = address(letter);
    link.target = "_blank";
    link.rel = "noopener";
    line.append(link, ` ${letter.subject ?? ""}`);
    list.append(line);
  }
  const icon = make("span", "sb-i sb-i-exclamation-triangle");
  icon.setAttribute("aria-hidden", "true");
  note.replaceChildren(icon, make("p", "sb-note__title", say("อาจลงทะเบียนไว้แล้ว", "This may be registered already")), list);
  form.querySelector(".sb-form")?.prepend(note);
}

for (const drop of document.querySelectorAll("[data-drop], [data-drop-form]")) {
  const input = drop.querySelector("input[type=file]");
  if (!input) continue;
  let place = drop.querySelector("[data-preview]");
  if (!place) input.after((place = make("div", "sb-drop__preview")));
  const suggestions = input.form?.matches("[data-register]") ? new Suggestions(input.form) : undefined;
  const chosen = new ChosenFiles(input, place, suggestions);
  input.addEventListener("saraban:dropped", ({ detail }) => chosen.add(detail));
}
const target = document.querySelector("[data-drop] input[type=file], [data-drop-form] input[type=file]");
if (target) acceptDrops(target);

for (const form of document.querySelectorAll("form[data-register], form[data-drop-form]")) {
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented || form.getAttribute("aria-busy") === "true") return event.preventDefault();
    const hasFile = [...form.querySelectorAll("input[type=file]")].some((input) => input.files.length > 0);
    if (!hasFile) return;
    event.preventDefault();
    sendWithProgress(form, event.submitter);
  });
  if (form.matches("[data-register]")) watchDuplicates(form);
}
