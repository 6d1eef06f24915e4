// Ctrl-K: every command of the page and every place of the menu, found by a few letters; each tells its own key.
import { canPress, keyOf, labelOf, make, press, say, shownKey } from "./keys.js";

/** All that can be done from here, what is on the page first. */
function commands() {
  const found = new Map();
  const add = (label, key, run) => {
    if (label && !found.has(label)) found.set(label, { label, key, run });
  };
  for (const element of document.querySelectorAll("[data-key]")) {
    if (canPress(element)) add(labelOf(element), shownKey(element.dataset.key), () => press(element));
  }
  const places = ".sb-nav__link, .sb-me, .sb-lang a, .sb-switches button:not([hidden])";
  for (const element of document.querySelectorAll(places)) add(nameOf(element), "", () => element.click());
  return [...found.values()];
}

function nameOf(element) {
  const language = { th: "ภาษาไทย", en: "English" }[element.hreflang];
  return language ?? (element.title || labelOf(element));
}

function search(words) {
  return {
    label: `${say("ค้นหาหนังสือ", "Search letters")}: ${words}`,
    key: "",
    run: () => location.assign(`/search?words=${encodeURIComponent(words)}`),
  };
}

function option(command, number) {
  const line = make("li", "sb-palette__option", command.label);
  line.id = `palette-${number}`;
  line.setAttribute("role", "option");
  if (command.key) {
    const cap = make("kbd", "", command.key);
    cap.lang = "en";
    line.append(cap);
  }
  return line;
}

class Palette {
  #dialog = make("dialog", "sb-dialog sb-palette");
  #field = make("input", "form-control");
  #list = make("ul", "sb-plain sb-palette__list");
  #shown = [];
  #at = 0;

  open() {
    const name = say("ค้นหาคำสั่ง", "Find a command");
    this.#dialog.setAttribute("aria-label", name);
    this.#field.type = "text";
    this.#field.placeholder = say("พิมพ์ชื่อคำสั่ง หน้า หรือคำที่จะค้น", "A command, a page or words to search for");
    for (const [attribute, value] of Object.entries({
      role: "combobox", "aria-label": name, "aria-expanded": "true", "aria-controls": "palette", "aria-autocomplete": "list",
      autocomplete: "off",
    })) this.#field.setAttribute(attribute, value);
    this.#list.id = "palette";
    this.#list.setAttribute("role", "listbox");
    this.#list.setAttribute("aria-label", name);
    this.#field.addEventListener("input", () => this.#narrow());
    this.#field.addEventListener("keydown", (event) => this.#keydown(event));
    this.#list.addEventListener("click", (event) => this.#run([...this.#list.children].indexOf(event.target.closest("li"))));
    this.#dialog.addEventListener("close", () => this.#dialog.remove());
    this.#dialog.append(this.#field, this.#list);
    document.body.append(this.#dialog);
    this.#dialog.showModal();
    this.#narrow();
  }

  #narrow() {
    const words = this.#field.value.trim();
    const parts = words.toLowerCase().split(/\s+/);
    this.#shown = commands().filter((command) => parts.every((part) => command.label.toLowerCase().includes(part)));
    if (words) this.#shown.push(search(words));
    this.#list.replaceChildren(...this.#shown.map(option));
    this.#choose(0);
  }

  #choose(place) {
    this.#at = (place + this.#shown.length) % this.#shown.length;
    [...this.#list.children].forEach((line, number) => line.setAttribute("aria-selected", String(number === this.#at)));
    const line = this.#list.children[this.#at];
    this.#field.setAttribute("aria-activedescendant", line.id);
    line.scrollIntoView({ block: "nearest" });
  }

  #keydown(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      this.#choose(this.#at + step);
    } else if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      this.#run(this.#at);
    }
  }

  #run(place) {
    const command = this.#shown[place];
    if (!command) return;
    this.#dialog.close();
    command.run();
  }
}

document.addEventListener("keydown", (event) => {
  if (keyOf(event) !== "ctrl+k" || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  new Palette().open();
});
