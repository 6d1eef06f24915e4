// The menu of a phone, which lies over the page: opened and closed by the same button, closed by Escape, with the focus in it.
const menu = document.getElementById("menu");
const opener = document.querySelector('.sb-bottom a[href="#menu"]');
/** On a wide screen the menu stands beside the page, whatever the address says. */
const isOpen = () => location.hash === "#menu" && opener.offsetParent !== null;

function close() {
  // Only a change of the fragment takes the mark from its target.
  location.hash = "#page";
  history.replaceState(null, "", location.pathname + location.search);
  settle();
  opener.focus();
}

/** What lies below can neither be reached nor read out. */
function settle() {
  for (const below of document.querySelectorAll(".sb-topbar, .sb-main")) below.inert = isOpen();
  opener.setAttribute("aria-expanded", String(isOpen()));
}

if (menu && opener) {
  opener.addEventListener("click", (event) => {
    if (!isOpen()) return;
    event.preventDefault();
    close();
  });
  menu.querySelector(".sb-side__close").addEventListener("click", (event) => {
    event.preventDefault();
    close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && isOpen()) close();
  });
  window.addEventListener("hashchange", () => {
    settle();
    if (isOpen()) menu.querySelector(".sb-side__close").focus();
  });
  window.addEventListener("resize", settle);
  settle();
}
