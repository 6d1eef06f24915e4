// Keys: every element with `data-key` is pressed, or focused when it is a field, by that key.

/** Says a sentence in the page's language. */
export function say(thai, english) {
  return document.documentElement.lang === "th" ? thai : english;
}

/** A number in the digits of the page's language, as the server writes it. */
export function digits(number) {
  const text = Number(number).toLocaleString("en-US");
  return say(text.replace(/\d/g, (digit) => "๐๑๒๓๔๕๖๗๘๙"[digit]), text);
}

/** A new element with a class and a text. */
export function make(tag, className = "", text = "") {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

const caps = { pagedown: "PgDn", pageup: "PgUp", escape: "Esc" };
const names = { Escape: "escape", PageDown: "pagedown", PageUp: "pageup", Enter: "enter" };

export function keyOf(event) {
  const plain = names[event.key] ?? letterOf(event);
  return event.ctrlKey || event.metaKey ? `ctrl+${plain}` : plain;
}

/** The letter on the cap of the key, so that a Thai layout presses the same keys. */
function letterOf(event) {
  if (/^[\x21-\x7e]$/.test(event.key)) return event.key.toLowerCase();
  const letter = /^Key([A-Z])$/.exec(event.code);
  if (letter) return letter[1].toLowerCase();
  return event.code === "Slash" ? (event.shiftKey ? "?" : "/") : event.key.toLowerCase();
}

/** Whether a key is a word's letter; the field of a dialog that was just closed keeps the focus a moment longer. */
function isTyping(target) {
  if (!isShown(target)) return false;
  if (target.matches("textarea, select, [contenteditable]")) return true;
  return target.matches("input") && !["checkbox", "radio", "button", "submit"].includes(target.type);
}

export function isShown(element) {
  return element.checkVisibility ? element.checkVisibility() : element.offsetParent !== null;
}

/** Whether an element can be pressed now: a part of the page that is about to be replaced is inert. */
export function canPress(element) {
  return isShown(element) && !element.closest("[inert]");
}

export function press(element) {
  if (element.matches("input, textarea, select")) {
    element.focus();
    element.select?.();
  } else {
    element.click();
  }
}

/** A link into the page opens what it leads to and puts the cursor there. */
function openTarget(hash) {
  const target = hash.length > 1 && document.getElementById(decodeURIComponent(hash.slice(1)));
  if (!target) return;
  target.closest("details")?.setAttribute("open", "");
  const field = target.matches("input, textarea")
    ? target
    : target.querySelector("input:not([type=hidden]), textarea, button, a");
  (field ?? target).focus({ preventScroll: false });
}

function rows() {
  return [...document.querySelectorAll("[data-list] a.sb-row, [data-list] .sb-book__subject a, [data-list] a.sb-row__subject")];
}

function move(step) {
  const all = rows();
  if (all.length === 0) return;
  const focused = all.indexOf(document.activeElement);
  const at = focused < 0 ? all.findIndex((row) => row.matches("[aria-current=true]")) : focused;
  const next = at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1);
  all[next].focus();
  all[next].scrollIntoView({ block: "nearest" });
}

/** Back from a letter, its line has the focus again. */
function keepPlace(event) {
  const row = rows().find((one) => one === event.target.closest("a"));
  if (row) history.replaceState({ row: row.getAttribute("href") }, "");
}

function takePlace() {
  rows().find((row) => row.getAttribute("href") === history.state?.row)?.focus();
}

export function labelOf(element) {
  const label = element.getAttribute("aria-label") ?? element.labels?.[0]?.textContent ?? element.textContent;
  const key = element.querySelector("kbd")?.textContent ?? "";
  const text = label.trim().replace(/\s+/g, " ");
  return key && text.endsWith(key) ? text.slice(0, -key.length).trim() : text;
}

export function shownKey(key) {
  return key.split("+").map((part) => caps[part] ?? (part.length > 1 ? part[0].toUpperCase() + part.slice(1) : part)).join(" ");
}

function showKeys() {
  const dialog = make("dialog", "sb-dialog");
  dialog.setAttribute("aria-labelledby", "keys-h");
  const heading = make("h2", "", say("ปุ่มลัดของหน้านี้", "Keys of this page"));
  heading.id = "keys-h";
  const list = make("dl", "sb-facts sb-keylist");
  const add = (key, label) => {
    const term = make("dt");
    const cap = make("kbd", "", key);
    cap.lang = "en";
    term.append(cap);
    list.append(term, make("dd", "", label));
  };
  for (const element of document.querySelectorAll("[data-key]")) {
    if (isShown(element)) add(shownKey(element.dataset.key), labelOf(element));
  }
  if (rows().length > 0) add("j / k", say("แถวถัดไป / ก่อนหน้า แล้วกด Enter เพื่อเปิด", "Next / previous row; Enter opens it"));
  add("Ctrl K", say("ค้นหาคำสั่ง", "Find a command"));
  add("?", say("แสดงปุ่มลัด", "Show the keys"));
  const close = make("button", "btn", say("ปิด", "Close"));
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  dialog.append(heading, list, close);
  document.body.append(dialog);
  dialog.showModal();
}

let held = "";

function pressKey(key) {
  const element = [...document.querySelectorAll("[data-key]")].find((item) => item.dataset.key === key && canPress(item));
  if (element) press(element);
  return Boolean(element);
}

/** Presses the key that waited for a part of the page, if that part has it. */
export function pressHeld() {
  const key = held;
  dropHeld();
  if (key) pressKey(key);
}

export function dropHeld() {
  held = "";
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.altKey || event.isComposing || document.querySelector("dialog[open]")) return;
  const key = keyOf(event);
  if (isTyping(event.target) && !key.startsWith("ctrl+")) {
    if (key === "escape") event.target.blur();
    return;
  }
  // What has the focus takes its own Enter.
  if (key === "enter" && event.target !== document.body) return;
  if (pressKey(key)) {
    event.preventDefault();
  } else if (key === "j" || key === "k") {
    // A held act goes first: it is meant for the row that is marked.
    if (!held) move(key === "j" ? 1 : -1);
  } else if (key === "?") {
    event.preventDefault();
    showKeys();
  } else if (/^([a-z]|enter)$/.test(key) && document.querySelector("[data-pane][inert]")) {
    held ||= key;
  }
});

document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#"]');
  if (link && !event.defaultPrevented) openTarget(link.hash);
});
document.addEventListener("click", keepPlace);
takePlace();
window.addEventListener("hashchange", () => openTarget(location.hash));
openTarget(location.hash);
// The browser goes to the same place once more, and lets the focus go where that takes none.
window.addEventListener("load", () => setTimeout(() => openTarget(location.hash)));
