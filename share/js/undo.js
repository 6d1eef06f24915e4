// Undo: a form with `data-undo`, which says so, waits ten seconds before it is really sent. Until its answer is seen a note
// of it is kept in this tab, so that the next page can tell whether it was done.
import { make, say } from "./keys.js";
import { complaint, isSignIn, refusalIn, renewToken, signedOut } from "./files.js";

const wait = 10_000;
/** For so long an act that was sent in passing may still be on its way. */
const patience = 6_000;

/** The act that waits or is on its way. */
let pending;
/** The form that was sent meanwhile and goes after it. */
let follower;

function place() {
  let place = document.querySelector(".sb-toast-place");
  if (!place) {
    place = make("div", "sb-toast-place");
    place.setAttribute("role", "status");
    document.body.append(place);
  }
  return place;
}

function hold(form) {
  renewToken().catch(() => {}); // what is wrong shows when the form is sent
  const toast = make("div", "sb-toast");
  const words = make("span", "", form.dataset.undo);
  const undo = make("button", "btn btn-sm", say("เลิก", "Undo"));
  undo.type = "button";
  undo.addEventListener("click", cancel);
  const line = make("span", "sb-toast__time");
  line.setAttribute("aria-hidden", "true");
  toast.append(words, undo, line);
  // What was complained of is corrected.
  for (const told of [document.getElementById("errors"), ...form.querySelectorAll(".sb-field__error")]) told?.remove();
  const act = { form, toast, timer: setTimeout(send, wait), note: noteOf(form) };
  readRoute(act.note.letter).then(({ route }) => (act.note.known = route?.map((hop) => hop.id)));
  pending = act;
  place().append(toast);
  undo.focus();
}

function cancel() {
  if (!pending || pending.isSent) return;
  const { form } = pending;
  release();
  form.querySelector("button[type=submit]")?.focus();
}

function release() {
  clearTimeout(pending.timer);
  pending.toast.remove();
  pending = undefined;
}

/** Sends what waits; then goes the form that was sent meanwhile, or the page that answers is shown. */
async function send() {
  if (!pending || pending.isSent) return;
  const act = pending;
  act.isSent = true;
  clearTimeout(act.timer);
  act.toast.querySelector("button").remove();
  const note = { ...act.note, ...chosen(act.form), at: Date.now() };
  keep([...notes(), note]);
  const answer = await post(act.form).catch(() => null);
  const next = follower;
  follower = undefined;
  release();
  if (!answer) return tell(note, unclear(), say("ไม่ได้รับคำตอบ เปิดหนังสือเพื่อดูก่อนทำอีกครั้ง", "No answer came. Open the letter and look before you do it again"));
  forget(note);
  if (!answer.isDone) refuse(act.form, answer);
  else if (next) next.form.requestSubmit(next.submitter);
  else show(act.form, answer);
}

/** The browser finishes sending even where the page is left at once, unless more is chosen than it takes along. */
async function post(form) {
  const body = new URLSearchParams(new FormData(form));
  const answer = await fetch(form.action, { method: "POST", body, keepalive: String(body).length < 60_000 });
  const isSignedOut = isSignIn(answer.url);
  return { address: answer.url, page: await answer.text(), isSignedOut, isDone: answer.ok && !isSignedOut };
}

function refuse(form, answer) {
  document.getElementById("errors")?.remove();
  const note = answer.isSignedOut ? signedOut() : refusalIn(answer.page);
  note.id = "errors";
  const part = form.closest("details");
  part?.setAttribute("open", "");
  (part ?? form).before(note);
  note.focus();
}

/** Shows the page that answers; where somebody is typing only the route of it, so that no words are lost. */
function show(form, answer) {
  const isTyped = [...document.querySelectorAll("form[data-dirty] textarea")].some((field) => field.value !== field.defaultValue);
  if (!isTyped) return location.assign(answer.address);
  form.reset();
  const page = new DOMParser().parseFromString(answer.page, "text/html");
  const route = "section:has(> .sb-route)";
  document.querySelector(route)?.replaceWith(page.querySelector(route));
}

/** Whether nothing is chosen where something must be: the answer to that need not wait. */
function isEmpty(form) {
  const boxes = [...form.querySelectorAll("input[type=checkbox]")];
  return boxes.length > 0 && !boxes.some((box) => box.checked);
}

// MARK: Notes of what was sent

const store = "saraban-sent";

function notes() {
  try {
    return JSON.parse(sessionStorage.getItem(store) ?? "[]");
  } catch {
    return []; // storage is forbidden here
  }
}

function keep(all) {
  try {
    sessionStorage.setItem(store, JSON.stringify(all));
  } catch {
    // Storage is forbidden here: what was not done is told only where the page stays.
  }
}

function forget(note) {
  keep(notes().filter((other) => other.at !== note.at));
}

/** Where an act belongs: its letter by the number, for a subject may be secret. */
function noteOf(form) {
  const page = form.closest(".sb-letter")?.innerHTML ?? "";
  const number = document.querySelector(".sb-letter__no > span:has(> .sb-num)");
  return {
    letter: /\/letters\/(\w+)/.exec(form.action + location.pathname + page)?.[1],
    number: number?.textContent ?? "",
    delivery: /\/deliveries\/(\w+)\/recall/.exec(form.action)?.[1],
  };
}

/** What the act is, and to whom. */
function chosen(form) {
  const boxes = [...form.querySelectorAll("input[type=checkbox]:checked")];
  const from = form.closest(".sb-desk")?.querySelector(".sb-desk__who");
  const names = [...boxes.map((box) => box.closest("label")), from].filter(Boolean).map((place) => place.textContent.trim());
  const shown = names.slice(0, 3).join(", ") + (names.length > 3 ? " …" : "");
  const act = form.querySelector("button[type=submit]").textContent.trim();
  return { what: `${act} (${shown})`, done: `${form.dataset.done} (${shown})`, receivers: boxes.map((box) => box.value) };
}

/** The route of a letter as programs get it, or the status of the refusal; neither without a network. */
async function readRoute(letter) {
  const answer = await fetch(`/api/v1/letters/${letter}`).catch(() => null);
  return answer?.ok ? await answer.json() : { status: answer?.status };
}

function isIn(route, note) {
  if (note.delivery) return route.some((hop) => hop.id === note.delivery && hop.state === "recalled");
  const fresh = route.filter((hop) => !note.known.includes(hop.id));
  return note.receivers.every((receiver) => fresh.some((hop) => (hop.person ?? hop.unit) === receiver));
}

function unclear() {
  return say("ไม่ทราบว่าทำแล้วหรือยัง", "It is not known whether this was done");
}

/** Looks whether an act whose answer nobody saw was done, and tells it. */
async function look(note) {
  const { route, status } = await readRoute(note.letter);
  const canTell = route && (note.known ?? note.delivery);
  if (canTell && isIn(route, note)) {
    forget(note);
    return tellDone(note);
  }
  const isEarly = Date.now() - note.at < patience;
  if ((route && isEarly) || (!route && !status)) return setTimeout(look, 1000, note);
  if (canTell) {
    tell(note, say("ไม่ได้ทำ", "Not done"), say("ระบบไม่รับหรือหมดเวลาใช้งานเสียก่อน เปิดหนังสือแล้วทำอีกครั้ง", "It was refused, or the session had ended. Open the letter and do it again"));
  } else if (status === 401) {
    tell(note, unclear(), say("หมดเวลาใช้งาน เข้าสู่ระบบแล้วจะแจ้งผล", "The session has ended. Sign in and you will be told"), false);
  } else {
    tell(note, unclear(), say("เปิดหนังสือเพื่อดูก่อนทำอีกครั้ง", "Open the letter and look before you do it again"));
  }
}

/** Tells it on every page until somebody says that they have read it, which they can once it is certain. */
function tell(note, title, words, isCertain = true) {
  const read = make("button", "btn btn-sm", say("รับทราบ", "I have read this"));
  read.type = "button";
  const line = make("span", "sb-bar");
  line.append(linkTo(note), ...(isCertain ? [read] : []));
  const box = complaint(`${title}: ${note.what}`, words, line);
  box.classList.add("sb-told");
  read.addEventListener("click", () => {
    forget(note);
    box.remove();
  });
  document.getElementById("main")?.prepend(box);
}

/** Tells once, on the page that followed, what was done in passing. */
function tellDone(note) {
  const box = make("div", "sb-note sb-note--ok sb-told");
  box.setAttribute("role", "status");
  const icon = make("span", "sb-i sb-i-check2");
  icon.setAttribute("aria-hidden", "true");
  const words = make("p", "mb-0");
  box.append(icon, words);
  document.getElementById("main")?.prepend(box);
  // A screen reader hears only what changes in a status that is already there.
  requestAnimationFrame(() => words.append(`${note.done} `, linkTo(note)));
}

function linkTo(note) {
  const link = make("a", "", `${say("เปิดหนังสือ", "Open the letter")} ${note.number}`);
  link.href = `/letters/${note.letter}`;
  return link;
}

// Before any other listener: a form that is sent while an act waits goes after it.
document.addEventListener("submit", (event) => {
  if (!pending) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (pending.form !== event.target) follower = { form: event.target, submitter: event.submitter };
  send();
}, true);
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-undo]") || event.defaultPrevented || isEmpty(form)) return;
  event.preventDefault();
  hold(form);
});
window.addEventListener("pagehide", send);
for (const note of notes()) look(note);
