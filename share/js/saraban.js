// The scripts of every page. Each form works without them; they only make the work quicker.
import { make, say } from "./keys.js";
import "./files.js";
import "./undo.js";
import "./dates.js";
import "./viewer.js";
import "./poll.js";
import "./palette.js";
import "./tray.js";
import "./menu.js";

document.querySelector("[data-focus]")?.focus();

for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => window.print());
}

/** Warns before typed words are lost. */
function guard(form) {
  let isDirty = false;
  form.addEventListener("input", () => (isDirty = true));
  form.addEventListener("submit", () => (isDirty = false));
  window.addEventListener("beforeunload", (event) => {
    if (isDirty && form.getAttribute("aria-busy") !== "true") event.preventDefault();
  });
}
for (const form of document.querySelectorAll("form[data-dirty]")) guard(form);

/** A long list of choices gets a field that narrows it; what is chosen stays in sight. */
function narrow(list) {
  const choices = [...list.querySelectorAll(".sb-check")];
  if (choices.length <= 6) return;
  const field = make("input", "form-control sb-filter");
  field.type = "search";
  field.placeholder = say("พิมพ์บางส่วนของชื่อ", "Type a part of the name");
  field.setAttribute("aria-label", say("กรองรายชื่อ", "Narrow the list"));
  field.addEventListener("input", () => {
    const words = field.value.trim().toLowerCase();
    for (const choice of choices) {
      choice.hidden = !choice.textContent.toLowerCase().includes(words) && !choice.querySelector("input").checked;
    }
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  list.before(field);
}
for (const list of document.querySelectorAll("[data-filter]")) narrow(list);

/** Light or dark, wide or narrow: kept on this device. */
function keep(name, choice) {
  document.documentElement.setAttribute(`data-${name}`, choice);
  try {
    localStorage.setItem(`saraban-${name}`, choice);
  } catch {
    // Storage is forbidden here: the choice holds for this page.
  }
}
for (const button of document.querySelectorAll("[data-switch]")) {
  const root = document.documentElement;
  button.hidden = false;
  button.addEventListener("click", () => {
    if (button.dataset.switch === "rail") return keep("rail", root.dataset.rail === "narrow" ? "wide" : "narrow");
    const isDark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    keep("theme", isDark ? "light" : "dark");
  });
}
