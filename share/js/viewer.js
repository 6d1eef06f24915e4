// Pages: the pictures that the server makes, one after the other, and whole PDFs drawn by pdf.js.
import { digits, make, say } from "./keys.js";
import { drawPage, openPDF, refusalIn } from "./files.js";

const hasNext = (answer) => answer?.ok && (answer.headers.get("link") ?? "").includes('rel="next"');

/** Adds the next page when the last one comes near, as long as the answer with the last one names another. */
async function follow(place) {
  const first = place.querySelector(".sb-pageimage");
  if (!first) return;
  const watcher = new IntersectionObserver(async (entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    watcher.disconnect();
    const number = place.querySelectorAll(".sb-pageimage").length + 1;
    const answer = await fetch(`${place.dataset.viewer}/pages/${number}.jpg`).catch(() => null);
    if (!answer?.ok) return;
    const image = make("img", "sb-pageimage");
    image.alt = `${say("หน้า", "Page")} ${digits(number)}`;
    image.src = URL.createObjectURL(await answer.blob());
    await image.decode().catch(() => {});
    URL.revokeObjectURL(image.src);
    place.append(image);
    if (hasNext(answer)) watcher.observe(image);
  }, { rootMargin: "300px" });
  if (hasNext(await fetch(first.src).catch(() => null))) watcher.observe(first);
}

/** Draws a whole PDF, each page when it comes near; the pictures stay where it cannot. */
async function draw(place) {
  const document = await openPDF({ url: place.dataset.pdf });
  const canvases = [];
  const watcher = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      watcher.unobserve(entry.target);
      drawPage(document, Number(entry.target.dataset.page), entry.target).catch(() => {});
    }
  }, { rootMargin: "800px" });
  const first = (await document.getPage(1)).getViewport({ scale: 1 });
  for (let number = 1; number <= document.numPages; number += 1) {
    const canvas = make("canvas", "sb-pageimage");
    canvas.width = Math.round(first.width);
    canvas.height = Math.round(first.height);
    canvas.dataset.page = String(number);
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", `${say("หน้า", "Page")} ${digits(number)}`);
    canvases.push(canvas);
    watcher.observe(canvas);
  }
  place.replaceChildren(...canvases);
}

/** Where the picture of a page does not come, what the server says instead stands in its place. */
async function tellWhy(image) {
  const answer = await fetch(image.src).catch(() => null);
  if (!answer || answer.ok) return;
  const words = refusalIn(await answer.text()).textContent.trim();
  const place = make("div", "sb-empty");
  const link = make("a", "btn", say("ดาวน์โหลด", "Download"));
  link.href = image.src.replace(/(\/stamped)?\/pages\/[^/]*$/, "");
  link.download = "";
  place.append(make("p", "", words), link);
  image.replaceWith(place);
}

const isOfServer = (image) => image.matches?.("img.sb-pageimage") && !image.src.startsWith("blob:");
document.addEventListener("error", (event) => {
  if (isOfServer(event.target)) tellWhy(event.target);
}, true);
for (const image of document.querySelectorAll("img.sb-pageimage:not([loading])")) {
  if (image.complete && image.naturalWidth === 0 && isOfServer(image)) tellWhy(image);
}

// On a narrow screen the acts stand below the first page: the rest is read on its own page.
if (!matchMedia("(max-width: 991.98px)").matches) {
  for (const place of document.querySelectorAll("[data-viewer]")) follow(place);
}
for (const place of document.querySelectorAll("[data-pdf]")) draw(place).catch(() => {});
