// Locking in place: the page is covered and stays as it was; the server refuses everything until it is unlocked.
// What is being written is handed to the server before, in case somebody else sits down. Nothing is kept here.
import { ask } from "./passkeys.js";

const MINUTE = 60_000;
const cover = () => document.getElementById("lock");
const others = "BroadcastChannel" in window ? new BroadcastChannel("carepost-lock") : null;
const whose = () => cover().dataset.whose;
const tell = (what) => others?.postMessage({ what, whose: whose() });
const token = () => cover().querySelector("[name=csrfmiddlewaretoken]").value;
let last = Date.now(), told = Date.now();

const send = (url, body = new FormData()) => {
  if (!body.has("csrfmiddlewaretoken")) body.append("csrfmiddlewaretoken", token());
  return fetch(url, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual", keepalive: false });
};

// Forms in which something has been written.
function drafts() {
  const written = [...document.querySelectorAll("main form[method=post]")].filter((form) =>
    [...form.querySelectorAll("textarea")].some((field) => field.value !== field.defaultValue || form.id === "message-form"));
  return written.map((form) => {
    const data = new FormData(form);
    data.set("draft_path", form.getAttribute("action"));
    return data;
  });
}

function show() {
  if (cover().open) return;
  for (const open of document.querySelectorAll("dialog[open]")) open.close();
  cover().showModal();
  document.body.classList.add("cp-is-locked");
}

async function lock() {
  if (cover().open) return;
  const writing = drafts();
  show();
  try {
    for (const draft of writing.length ? writing : [new FormData()]) await send("/me/lock", draft);
  } catch { say("We could not reach Carepost to lock it there too. This page is covered; what is on it is still here."); }
}

function say(words) {
  const said = cover().querySelector("[data-said]");
  said.textContent = words;
  said.hidden = !words;
}

function uncover() {
  say("");
  cover().close();
  for (const field of cover().querySelectorAll("#lock-code, #lock-password")) field.value = "";
  for (const field of cover().querySelectorAll("[name=credential]")) field.value = "";
  document.body.classList.remove("cp-is-locked");
  last = told = Date.now();
}

async function unlock(form) {
  say("");
  try {
    const body = new FormData(form);
    if (form.matches("[data-passkey]")) body.set("credential", await ask(form));
    const answer = await send("/me/locked", body);
    const found = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : null;
    if (answer.ok && found?.open) { uncover(); tell("unlocked"); }
    else if (found?.said) say(found.said);
    else location.assign("/");  // signed out, or somebody else has sat down
  } catch (error) {
    say(error.name === "NoKeyError" ? "You have no passkey. Use a code or your password." : "That did not work. Try again, or use another way.");
  }
}

// A person at the keyboard is told to the server once a minute: it does not see what is typed.
async function look() {
  if (cover().open) return;
  if (Date.now() - last > Number(cover().dataset.idle) * MINUTE) { lock(); tell("locked"); return; }
  if (last > told && Date.now() - told > MINUTE) {
    told = Date.now();
    try { if ((await send("/me/here")).status === 423) show(); } catch { /* asked again in a minute */ }
  }
}

// Signed out elsewhere, or the place is gone: the next page says why. What is being written is not taken off the screen.
function notLetIn() {
  if (cover().open) return;
  if (drafts().length) document.getElementById("not-let-in").hidden = false;
  else location.replace(location.pathname + location.search);
}

// From another window of this browser. Where somebody else works by now, this page is of somebody who has gone.
function hear({ what, whose: theirs }) {
  const ours = theirs === whose();
  if (what === "locked") { if (ours) lock(); }
  else if (!ours) location.assign("/");
  else if (what === "unlocked" && cover().open) uncover();
}

export function startLock() {
  if (!cover()) return;
  for (const sign of ["keydown", "pointerdown", "wheel"]) {
    document.addEventListener(sign, () => { last = Date.now(); }, { passive: true, capture: true });
  }
  cover().addEventListener("cancel", (event) => event.preventDefault());
  for (const button of document.querySelectorAll("[data-lock]")) {
    button.addEventListener("click", (event) => { event.preventDefault(); lock(); tell("locked"); });
  }
  document.addEventListener("keydown", (event) => {
    if (event.altKey && !event.ctrlKey && event.key.toLowerCase() === "l") {
      event.preventDefault(); lock(); tell("locked");
    }
  });
  for (const form of cover().querySelectorAll("[data-unlock], [data-passkey]")) {
    form.addEventListener("submit", (event) => { event.preventDefault(); unlock(form); });
  }
  document.body.addEventListener("htmx:beforeOnLoad", (event) => {
    const refused = { 401: notLetIn, 403: notLetIn, 423: show }[event.detail.xhr.status];
    if (refused) { event.preventDefault(); refused(); }
  });
  if (others) others.onmessage = ({ data }) => hear(data);
  tell("here");
  setInterval(look, MINUTE / 4);
}
