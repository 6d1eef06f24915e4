// What waits: asked every half minute while the page is seen.
import { digits } from "./keys.js";

const pause = 30_000;

function follow(place) {
  let tag = "";
  let timer;
  const ask = async () => {
    const headers = tag ? { "if-none-match": tag } : {};
    const answer = await fetch(place.dataset.poll, { headers });
    // Signed out: asking again would not help.
    if (answer.redirected) return;
    if (answer.status === 200) {
      tag = answer.headers.get("etag") ?? "";
      show((await answer.json()).count);
    }
    if (answer.ok || answer.status === 304) timer = setTimeout(turn, pause);
  };
  const turn = () => {
    if (!document.hidden) ask().catch(() => (timer = setTimeout(turn, pause)));
  };
  document.addEventListener("visibilitychange", () => {
    clearTimeout(timer);
    turn();
  });
  timer = setTimeout(turn, pause);
}

/** In the menu at the side and in the one below. */
function show(count) {
  const shown = digits(count);
  for (const element of document.querySelectorAll("[data-count]")) {
    const words = element.querySelector(".visually-hidden");
    element.replaceChildren(shown, words ?? "");
    element.hidden = count === 0;
  }
}

for (const place of document.querySelectorAll("[data-poll]")) follow(place);
