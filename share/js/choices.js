// A long list of choices gets a field that narrows it: Enter takes the first that is left. What is chosen stands above.
import { make, say } from "./keys.js";

const few = 6;

class Choices {
  #choices;
  #field = make("input", "form-control sb-filter");
  #chosen = make("div", "sb-chosen");
  #said = make("p", "visually-hidden");
  #enter = make("kbd", "", "Enter");

  constructor(list) {
    this.#choices = [...list.querySelectorAll(".sb-check")];
    this.#field.type = "search";
    this.#field.autocomplete = "off";
    this.#field.placeholder = say("พิมพ์บางส่วนของชื่อ แล้วกด Enter", "Type a part of the name, then Enter");
    this.#field.setAttribute("aria-label", say("กรองรายชื่อ กด Enter เพื่อเลือกรายการแรก", "Narrow the list, Enter takes the first"));
    this.#said.setAttribute("role", "status");
    this.#enter.lang = "en";
    this.#field.addEventListener("input", () => this.#narrow());
    this.#field.addEventListener("keydown", (event) => this.#keydown(event));
    list.addEventListener("change", () => this.#show());
    list.closest("form")?.addEventListener("reset", () => setTimeout(() => this.#show()));
    list.before(this.#said, this.#chosen, this.#field);
    this.#show();
  }

  /** Only choices that match; the one that Enter takes is marked. */
  #narrow() {
    const words = this.#field.value.trim().toLowerCase();
    for (const choice of this.#choices) {
      choice.hidden = !choice.textContent.toLowerCase().includes(words);
      choice.classList.remove("is-next");
    }
    this.#enter.remove();
    const next = this.#next();
    next?.classList.add("is-next");
    next?.append(this.#enter);
    next?.scrollIntoView({ block: "nearest" });
  }

  /** The choice that Enter takes: none before something is typed. */
  #next() {
    return this.#field.value.trim() ? this.#choices.find((choice) => !choice.hidden && !boxOf(choice).checked) : undefined;
  }

  #keydown(event) {
    if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      const next = this.#next();
      if (next) this.#set(next, true);
    } else if (event.key === "Backspace" && !this.#field.value) {
      const last = this.#choices.findLast((choice) => boxOf(choice).checked);
      if (last) this.#set(last, false);
    }
  }

  #set(choice, isChosen) {
    const box = boxOf(choice);
    box.checked = isChosen;
    box.dispatchEvent(new Event("input", { bubbles: true })); // the page is not left without a word
    this.#field.value = "";
    this.#show();
    this.#said.textContent = isChosen ? say(`เลือก ${nameOf(choice)} แล้ว`, `${nameOf(choice)} is chosen`) : say(`นำ ${nameOf(choice)} ออกแล้ว`, `${nameOf(choice)} is taken out`);
    this.#field.focus();
    this.#field.scrollIntoView({ block: "nearest" });
  }

  #show() {
    this.#chosen.replaceChildren(...this.#choices.filter((choice) => boxOf(choice).checked).map((choice) => this.#chip(choice)));
    this.#narrow();
  }

  #chip(choice) {
    const chip = make("span", "sb-chip sb-chip--pick", nameOf(choice));
    const out = make("button", "sb-chip__x");
    out.type = "button";
    out.setAttribute("aria-label", say(`นำ ${nameOf(choice)} ออก`, `Take out ${nameOf(choice)}`));
    const cross = make("span", "sb-i sb-i-x-lg");
    cross.setAttribute("aria-hidden", "true");
    out.append(cross);
    out.addEventListener("click", () => this.#set(choice, false));
    chip.append(out);
    return chip;
  }
}

function boxOf(choice) {
  return choice.querySelector("input");
}

/** The name alone, without the post that stands beside it. */
function nameOf(choice) {
  return [...choice.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.textContent).join("").trim();
}

function dress(place) {
  for (const list of place.querySelectorAll("[data-filter]")) {
    if (list.querySelectorAll(".sb-check").length > few) new Choices(list);
  }
}
dress(document);
// A form that was refused comes back without its fields' aids.
document.addEventListener("saraban:new", (event) => dress(event.detail));
