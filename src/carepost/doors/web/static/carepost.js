// Everything here is an addition: each page works without it. Nothing about a person is kept in the browser.
import { initAll } from "./vendor/nhsuk/nhsuk-frontend.min.js";
import { startShortcuts } from "./keys.js";
import { startLock } from "./lock.js";
import { startPasskeys } from "./passkeys.js";

document.body.classList.add("js-enabled", "nhsuk-frontend-supported");
initAll();

// Menus: Escape and a click elsewhere close them; the focus goes back to what opened them.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.cp-menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = event.target.closest?.("details.cp-menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
document.addEventListener("toggle", (event) => {
  if (event.target.matches?.("details.cp-menu[open]")) event.target.querySelector("textarea")?.focus();
}, true);

// A select that sorts a list sends its form by itself; its button is then not needed.
for (const field of document.querySelectorAll("select[data-submits]")) {
  field.form.querySelector("button").hidden = true;
  field.addEventListener("change", () => field.form.requestSubmit());
}

// A list in the background does not ask for news.
document.body.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target.matches("[data-live]") && document.hidden) event.preventDefault();
});
// News of what this page has no place for (a team made since it was drawn) waits for the next page.
document.body.addEventListener("htmx:beforeSwap", (event) => {
  if (!event.detail.requestConfig?.elt.matches("[data-live]")) return;
  const news = document.createElement("template");
  news.innerHTML = event.detail.serverResponse;
  for (const part of news.content.querySelectorAll("[hx-swap-oob]")) {
    if (!document.getElementById(part.id)) part.remove();
  }
  event.detail.serverResponse = news.innerHTML;
});
// Replace only what has changed, so that nothing is announced or repainted in vain.
document.body.addEventListener("htmx:oobBeforeSwap", (event) => {
  const now = event.detail.target;
  const next = event.detail.fragment.firstElementChild;
  if (next && now.textContent.trim() === next.textContent.trim()) event.detail.shouldSwap = false;
});

// The newest message is what people come for.
const line = document.querySelector(".cp-conv__line");
if (line && line.scrollHeight > line.clientHeight && !location.hash) line.scrollTop = line.scrollHeight;

startShortcuts();
startPasskeys();
startLock();
