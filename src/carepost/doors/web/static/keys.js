// Keyboard shortcuts. They never act while somebody is typing, and can be turned off (WCAG 2.1.4).
const OFF = "carepost_keys=off";

const isOff = () => document.cookie.split("; ").includes(OFF);
const typing = (where) => where.isContentEditable || /^(input|textarea|select)$/i.test(where.tagName);

function press(letter) {
  const target = document.querySelector(`[data-key="${CSS.escape(letter)}"]`);
  if (!target) return false;
  if (target.matches("input")) target.focus();
  else target.click();
  return true;
}

function move(step) {
  const links = [...document.querySelectorAll("[data-row] a[href]")];
  if (!links.length) return;
  const here = links.findIndex((link) => link === document.activeElement || link.hasAttribute("aria-current"));
  const next = links[Math.min(Math.max(here + step, 0), links.length - 1)];
  next.focus();
}

function openRow() {
  const link = document.activeElement.closest?.("[data-row] a[href]");
  if (link) link.click();
}

const dialog = () => document.getElementById("keys");
const actions = { j: () => move(1), k: () => move(-1), o: openRow, "?": () => dialog().showModal() };

function listen() {
  let before = "";
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || isOff()) return;
    if (dialog().open) return;
    const letter = event.key;
    const pair = before === "g" ? `g ${letter}` : "";
    before = letter;
    if (pair && press(pair)) event.preventDefault();
    else if (actions[letter]) { event.preventDefault(); actions[letter](); }
    else if (letter.length === 1 && press(letter)) event.preventDefault();
  });
}

function offSwitch() {
  const button = document.querySelector("[data-toggle-keys]");
  const show = () => {
    button.textContent = isOff() ? "Turn shortcuts on" : "Turn shortcuts off";
  };
  button.addEventListener("click", () => {
    document.cookie = `${isOff() ? "carepost_keys=on" : OFF}; path=/; max-age=31536000; samesite=strict`;
    show();
  });
  show();
}

// Starts them where the page allows it and has the dialog that explains them.
export function startShortcuts() {
  if (document.body.dataset.shortcuts !== "on" || !dialog()) return;
  for (const opener of document.querySelectorAll("[data-open-keys]")) {
    opener.hidden = false;
    opener.addEventListener("click", () => dialog().showModal());
  }
  document.querySelector("[data-close-keys]").addEventListener("click", () => dialog().close());
  offSwitch();
  listen();
}
