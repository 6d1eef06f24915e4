// Dates: a small calendar of the Buddhist era beside a field that also takes what is typed.
import { make, say } from "./keys.js";

const thaiMonths = ["มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"];
const months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** A text with the digits of the page's language. */
export function digits(text) {
  return document.documentElement.lang === "th" ? String(text).replace(/\d/g, (d) => String.fromCharCode(0x0e50 + Number(d))) : String(text);
}

function typed(text) {
  const plain = text.replace(/[๐-๙]/g, (d) => String(d.charCodeAt(0) - 0x0e50));
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(plain.trim());
  if (iso) return new Date(Number(iso[1]), Number(iso[2]) - 1, Number(iso[3]));
  const match = /^\s*(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})\s*$/.exec(plain);
  if (!match) return null;
  const year = Number(match[3]);
  const date = new Date(year > 2400 ? year - 543 : year, Number(match[2]) - 1, Number(match[1]));
  return Number.isNaN(date.getTime()) ? null : date;
}

/** A day as people type it in a field. */
export function written(date) {
  return digits(`${date.getDate()}/${date.getMonth() + 1}/${date.getFullYear() + 543}`);
}

function same(one, other) {
  return one && other && one.toDateString() === other.toDateString();
}

/** The button beside one field, and the calendar that it opens. */
class Calendar {
  constructor(field) {
    this.field = field;
    this.button = make("button", "sb-iconbtn sb-date__button");
    this.button.type = "button";
    this.button.setAttribute("aria-expanded", "false");
    this.button.setAttribute("aria-label", `${say("เปิดปฏิทินของ", "Open the calendar of")} ${field.labels?.[0]?.firstChild.textContent.trim() ?? ""}`);
    const icon = make("span", "sb-i sb-i-calendar3");
    icon.setAttribute("aria-hidden", "true");
    this.button.append(icon);
    const frame = make("span", "sb-date");
    field.replaceWith(frame);
    frame.append(field, this.button);
    this.frame = frame;
    this.button.addEventListener("click", () => (this.box ? this.close() : this.open()));
    frame.addEventListener("focusout", (event) => {
      if (this.box && event.relatedTarget && !frame.contains(event.relatedTarget)) this.close(false);
    });
    frame.addEventListener("keydown", (event) => this.key(event));
  }

  open() {
    this.day = typed(this.field.value) ?? new Date();
    this.box = make("div", "sb-calendar");
    this.box.setAttribute("role", "dialog");
    this.box.setAttribute("aria-label", say("เลือกวันที่", "Choose a date"));
    this.frame.append(this.box);
    this.button.setAttribute("aria-expanded", "true");
    this.draw();
  }

  close(takesFocus = true) {
    this.box?.remove();
    this.box = undefined;
    this.button.setAttribute("aria-expanded", "false");
    if (takesFocus) this.field.focus();
  }

  choose(date) {
    this.field.value = written(date);
    this.field.dispatchEvent(new Event("change", { bubbles: true }));
    this.close();
  }

  key(event) {
    if (!this.box) return;
    const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
    if (event.key === "Escape") {
      event.stopPropagation();
      this.close();
    } else if (event.key in steps && event.target.closest("td")) {
      event.preventDefault();
      this.day = new Date(this.day.getFullYear(), this.day.getMonth(), this.day.getDate() + steps[event.key]);
      this.draw();
    }
  }

  turn(step) {
    this.day = new Date(this.day.getFullYear(), this.day.getMonth() + step, 1);
    this.draw(step < 0 ? ".sb-calendar__back" : ".sb-calendar__on");
  }

  draw(focus = '[tabindex="0"]') {
    const name = (document.documentElement.lang === "th" ? thaiMonths : months)[this.day.getMonth()];
    const head = make("div", "sb-calendar__head");
    const title = make("span", "", `${name} ${digits(this.day.getFullYear() + 543)}`);
    title.setAttribute("aria-live", "polite");
    head.append(this.arrow(-1, "sb-calendar__back", say("เดือนก่อน", "Previous month")), title, this.arrow(1, "sb-calendar__on", say("เดือนถัดไป", "Next month")));
    this.box.replaceChildren(head, this.table());
    this.box.querySelector(focus)?.focus();
  }

  arrow(step, className, label) {
    const button = make("button", `sb-iconbtn ${className}`);
    button.type = "button";
    button.setAttribute("aria-label", label);
    const icon = make("span", `sb-i sb-i-chevron-${step < 0 ? "left" : "right"}`);
    icon.setAttribute("aria-hidden", "true");
    button.append(icon);
    button.addEventListener("click", () => this.turn(step));
    return button;
  }

  table() {
    const table = make("table");
    const row = table.createTHead().insertRow();
    for (const day of say("อา. จ. อ. พ. พฤ. ศ. ส.", "Su Mo Tu We Th Fr Sa").split(" ")) {
      const cell = make("th", "", day);
      cell.scope = "col";
      row.append(cell);
    }
    const first = new Date(this.day.getFullYear(), this.day.getMonth(), 1);
    const start = new Date(first.getFullYear(), first.getMonth(), 1 - first.getDay()); // weeks begin on Sunday, as on the calendar on the wall
    const body = table.createTBody();
    for (let index = 0; index < 42; index += 1) {
      const week = index % 7 === 0 ? body.insertRow() : body.rows[body.rows.length - 1];
      week.insertCell().append(this.dayButton(new Date(start.getFullYear(), start.getMonth(), start.getDate() + index)));
    }
    return table;
  }

  dayButton(date) {
    const button = make("button", date.getMonth() === this.day.getMonth() ? "" : "is-off", digits(date.getDate()));
    button.type = "button";
    button.tabIndex = same(date, this.day) ? 0 : -1;
    if (same(date, new Date())) button.setAttribute("aria-current", "date");
    button.setAttribute("aria-pressed", String(Boolean(same(date, typed(this.field.value)))));
    button.addEventListener("click", () => this.choose(date));
    return button;
  }
}

function dress(place) {
  for (const field of place.querySelectorAll("input[data-date]")) new Calendar(field);
}
dress(document);
document.addEventListener("saraban:new", (event) => dress(event.detail));
document.addEventListener("pointerdown", (event) => {
  if (!event.target.closest(".sb-date")) document.querySelector('.sb-date__button[aria-expanded="true"]')?.click();
});
