// Suggestions: empty fields of a letter filled from the file that was chosen, each marked until a person edits it.
import { make, say } from "./keys.js";
import { digits, written } from "./dates.js";
import { readLetter } from "./letterhead.js";

/** In the order in which they stand, each with what it holds while it is empty. */
const fields = { letterNumber: "", letterDate: "", from: "", to: "", subject: "", speed: "0", secrecy: "0" };

/** What a form was given from a file, so that it can be taken back. */
export class Suggestions {
  constructor(form) {
    this.form = form;
    this.given = new Map();
    for (const kind of ["input", "change"]) form.addEventListener(kind, ({ target }) => this.settle(target.name));
    document.addEventListener("saraban:new", () => this.markAgain());
  }

  /** Fills the empty fields from the first page of a PDF, and says so below `place` if that still stands; the same file only once. */
  async offer(pdf, file, place) {
    if (file === this.source) return;
    const found = await readLetter(pdf, globalThis.pdfjsLib.OPS).catch(() => ({})); // a page that can't be read tells nothing
    if (!place.isConnected || Object.keys(found).length === 0) return;
    this.clear();
    this.source = file;
    if (found.letterDate) found.letterDate = written(found.letterDate);
    for (const [name, empty] of Object.entries(fields)) {
      const field = this.form.elements[name];
      if (!field || !found[name] || field.value.trim() !== empty) continue;
      field.value = found[name];
      this.given.set(name, field.value);
      this.mark(name);
    }
    if (this.given.size === 0) return;
    this.tell(place);
    this.changed([...this.given.keys()]);
  }

  /** Before other files come: what was given from one that is no longer among these goes. */
  leave(files) {
    if (this.source && !files.includes(this.source)) this.clear();
  }

  /** The note stands below the list of the files, which was made anew. */
  standBelow(place) {
    if (this.given.size > 0) place.after(this.note);
  }

  /** Empties what was given and is as it was. */
  clear() {
    const names = [...this.given.keys()];
    for (const name of names) {
      this.form.elements[name].value = fields[name];
      this.forget(name);
    }
    this.changed(names);
    return names;
  }

  /** What a person changed is theirs. */
  settle(name) {
    if (this.given.has(name) && this.form.elements[name].value !== this.given.get(name)) this.forget(name);
  }

  forget(name) {
    this.given.delete(name);
    placeOf(name).classList.remove("sb-field--suggested");
    document.getElementById(`s-${name}`)?.remove();
    describe(elementOf(name), (ids) => ids.delete(`s-${name}`));
    if (this.given.size === 0) this.note?.remove();
    else this.count();
  }

  mark(name) {
    const hint = make("p", "form-text sb-suggested", say("จากไฟล์ ตรวจก่อนบันทึก", "From the file: check before saving"));
    hint.id = `s-${name}`;
    placeOf(name).classList.add("sb-field--suggested");
    placeOf(name).append(hint);
    describe(elementOf(name), (ids) => {
      ids.add(hint.id);
      ids.delete(`e-${name}`);
    });
    // What was complained of is there now.
    elementOf(name).removeAttribute("aria-invalid");
    for (const told of [document.getElementById(`e-${name}`), document.querySelector(`#errors li:has(a[href="#f-${name}"])`)]) told?.remove();
  }

  /** A refused form comes back with new fields. */
  markAgain() {
    for (const name of [...this.given.keys()]) {
      this.settle(name);
      if (this.given.has(name)) this.mark(name);
    }
  }

  tell(place) {
    this.words = make("p");
    this.words.setAttribute("role", "status");
    const button = make("button", "btn btn-sm", say("ล้างที่เติมให้", "Clear these"));
    button.type = "button";
    button.addEventListener("click", () => focus(this.clear()[0]));
    this.note = make("div", "sb-filled");
    this.note.append(this.words, button);
    place.after(this.note);
    // A screen reader hears only what changes in a status that is already there.
    requestAnimationFrame(() => this.count());
  }

  count() {
    const count = this.given.size;
    const counted = count === 1 ? "1 field was" : `${count} fields were`;
    this.words.textContent = say(`เติมให้ ${digits(count)} ช่องจากไฟล์นี้`, `${counted} filled from this file`);
  }

  changed(names) {
    for (const name of names) elementOf(name).dispatchEvent(new Event("change", { bubbles: true }));
  }
}

/** A field, or the box around its choices. */
function elementOf(name) {
  return document.getElementById(`f-${name}`);
}

function placeOf(name) {
  return elementOf(name).closest(".sb-field, .sb-choice");
}

function focus(name) {
  const element = elementOf(name);
  (element.querySelector(":checked") ?? element).focus();
}

/** Changes the set of what describes a field. */
function describe(field, change) {
  const ids = new Set(field.getAttribute("aria-describedby")?.split(" "));
  change(ids);
  if (ids.size > 0) field.setAttribute("aria-describedby", [...ids].join(" "));
  else field.removeAttribute("aria-describedby");
}
