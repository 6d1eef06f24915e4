// The tray: the letter that is chosen in the list stands beside it, with its acts and their keys.
import { isShown } from "./keys.js";

const tray = document.querySelector("[data-tray]");
let asked = 0;

function panes() {
  return [...tray.querySelectorAll("[data-pane]")];
}

function mark(row) {
  for (const other of tray.querySelectorAll("a.sb-row[aria-current]")) other.removeAttribute("aria-current");
  row.setAttribute("aria-current", "true");
}

/** Fetches what stands beside the list; the newest choice wins. */
async function choose(row) {
  if (row.getAttribute("aria-current") === "true") return;
  mark(row);
  const turn = (asked += 1);
  const letter = row.pathname.split("/").pop();
  history.replaceState(null, "", `/tray?letter=${letter}`);
  await new Promise((resolve) => setTimeout(resolve, 80));
  if (turn !== asked) return;
  const answer = await fetch(`/tray/${letter}`).catch(() => null);
  if (turn !== asked || !answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = [...page.querySelectorAll("[data-pane]")];
  panes().forEach((pane, index) => pane.replaceWith(fresh[index]));
}

function rowOf(event) {
  const [beside] = panes();
  return beside && isShown(beside) ? event.target.closest("a.sb-row") : null;
}

if (tray) {
  tray.addEventListener("focusin", (event) => {
    const row = rowOf(event);
    if (row) choose(row);
  });
  // A first click chooses, a second opens; Enter opens at once.
  let chosen = null;
  tray.addEventListener("pointerdown", (event) => {
    chosen = rowOf(event)?.getAttribute("aria-current") === "true" ? rowOf(event) : null;
  });
  tray.addEventListener("click", (event) => {
    const row = rowOf(event);
    const isPlain = event.detail > 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (!row || !isPlain || row === chosen) return;
    event.preventDefault();
    choose(row);
  });
}
