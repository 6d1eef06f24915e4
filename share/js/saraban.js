// The scripts of every page. Each form works without them; they only make the work quicker.
import "./files.js";
import "./undo.js";
import "./dates.js";
import "./choices.js";
import "./viewer.js";
import "./poll.js";
import "./palette.js";
import "./tray.js";
import "./menu.js";

document.querySelector("[data-focus]")?.focus();
document.querySelector(".nav-tabs .active")?.scrollIntoView({ inline: "center", block: "nearest" });

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
