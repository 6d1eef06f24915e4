// The tray: the letter that is chosen in the list stands beside it, with its acts and their keys.
import { dropHeld, isShown, pressHeld } from "./keys.js";

const tray = document.querySelector("[data-tray]");
let asked = 0;
let isLeaving = false;

function panes() {
  return [...tray.querySelectorAll("[data-pane]")];
}

function mark(row) {
  for (const other of tray.querySelectorAll("a.sb-row[aria-current]")) other.removeAttribute("aria-current");
  row.setAttribute("aria-current", "true");
}

/** Fetches what stands beside the list; the newest choice wins. Until then nothing there acts on the letter before. */
async function choose(row) {
  if (row.getAttribute("aria-current") === "true") return;
  mark(row);
  dropHeld();
  for (const pane of panes()) pane.inert = true;
  isLeaving = false;
  const turn = (asked += 1);
  const letter = row.pathname.split("/").pop();
  // The part of the tray that is turned over stays; what was just received is told once.
  const address = new URL(location.href);
  address.searchParams.set("letter", letter);
  address.searchParams.delete("done");
  history.replaceState(null, "", address);
  await new Promise((resolve) => setTimeout(resolve, 80));
  if (turn !== asked) return;
  const fresh = await fetched(letter).catch(() => []);
  if (turn !== asked) return;
  const old = panes();
  if (fresh.length === old.length) {
    old.forEach((pane, index) => pane.replaceWith(fresh[index]));
    pressHeld();
  } else if (!isLeaving) {
    // Not the letter's own page: to open it is told to its sender.
    location.assign(address);
  }
}

async function fetched(letter) {
  const answer = await fetch(`/tray/${letter}`, { signal: AbortSignal.timeout(10_000) });
  if (!answer.ok) return [];
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return [...page.querySelectorAll("[data-pane]")];
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
  // A page that is left breaks its fetches off.
  window.addEventListener("beforeunload", () => (isLeaving = true));
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
