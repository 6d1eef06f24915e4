// Undo: a form with `data-undo` waits ten seconds before it is really sent.
import { make, say } from "./keys.js";

const wait = 10_000;
let pending;

/** Sends now what still waits. */
function send() {
  if (!pending) return;
  const { form, toast, timer } = pending;
  pending = undefined;
  clearTimeout(timer);
  toast.remove();
  form.removeAttribute("data-dirty");
  form.submit();
}

/** The person leaves: the act goes out with the page, as the person meant it. */
function sendInPassing() {
  if (!pending) return;
  const { form, toast, timer } = pending;
  pending = undefined;
  clearTimeout(timer);
  toast.remove();
  const body = new URLSearchParams(new FormData(form));
  fetch(form.action, { method: "POST", body, keepalive: true, redirect: "manual" }).catch(() => {});
}

function cancel() {
  if (!pending) return;
  const { form, toast, timer } = pending;
  pending = undefined;
  clearTimeout(timer);
  toast.remove();
  form.querySelector("button[type=submit]")?.focus();
}

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
  send();
  const toast = make("div", "sb-toast");
  const words = make("span", "", `${form.dataset.undo} ${say("ใน ๑๐ วินาที", "in 10 seconds")}`);
  const undo = make("button", "btn btn-sm", say("เลิก", "Undo"));
  undo.type = "button";
  undo.addEventListener("click", cancel);
  const line = make("span", "sb-toast__time");
  line.setAttribute("aria-hidden", "true");
  toast.append(words, undo, line);
  pending = { form, toast, timer: setTimeout(send, wait) };
  place().append(toast);
  undo.focus();
}

/** Whether nothing is chosen where something must be: the answer to that need not wait. */
function isEmpty(form) {
  const boxes = [...form.querySelectorAll("input[type=checkbox]")];
  return boxes.length > 0 && !boxes.some((box) => box.checked);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-undo]") || event.defaultPrevented) return;
  if (isEmpty(form)) return;
  event.preventDefault();
  if (pending?.form === form) send();
  else hold(form);
});
window.addEventListener("pagehide", sendInPassing);
