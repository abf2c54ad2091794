// Passkeys. The server makes the question and judges the answer; here it only goes to the browser and back.
const toBytes = (text) => Uint8Array.from(
  atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const toText = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)))
  .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const named = (list) => (list ?? []).map((one) => ({ ...one, id: toBytes(one.id) }));

const SAID = {
  NotAllowedError: "Your key or phone did not answer, or you stopped it. Try again.",
  InvalidStateError: "This key is set up already.",
  SecurityError: "Passkeys do not work at this address. Ask whoever runs Carepost.",
};

function question({ publicKey }, creating) {
  const asked = { ...publicKey, challenge: toBytes(publicKey.challenge) };
  if (!creating) return { publicKey: { ...asked, allowCredentials: named(publicKey.allowCredentials) } };
  asked.user = { ...publicKey.user, id: toBytes(publicKey.user.id) };
  asked.excludeCredentials = named(publicKey.excludeCredentials);
  asked.authenticatorSelection = { ...publicKey.authenticatorSelection, residentKey: "preferred", requireResidentKey: false };
  return { publicKey: asked };
}

function answerOf(credential) {
  const given = credential.response, response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (given[name]) response[name] = toText(given[name]);
  }
  if (given.getTransports) response.transports = given.getTransports();
  return JSON.stringify({
    id: credential.id, rawId: toText(credential.rawId), type: credential.type, response,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
  });
}

async function optionsFor(form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options);
  const posts = form.dataset.ask === "post";
  const data = new FormData(form);
  data.delete("credential");
  const answer = await fetch(posts ? form.action : form.dataset.ask, {
    method: posts ? "POST" : "GET", body: posts ? data : undefined, headers: { Accept: "application/json" },
  });
  const found = await answer.json();
  return found.request_options ?? (found.options && JSON.parse(found.options));
}

export async function ask(form) {
  const options = await optionsFor(form);
  if (!options) throw new DOMException("", "NoKeyError");
  const creating = form.dataset.passkey === "create";
  const asked = question(options, creating);
  return answerOf(await (creating ? navigator.credentials.create(asked) : navigator.credentials.get(asked)));
}

async function press(form, event) {
  if (form.elements.credential.value) return;
  event.preventDefault();
  const said = form.querySelector("[data-said]");
  said.hidden = true;
  try {
    form.elements.credential.value = await ask(form);
    form.requestSubmit();
  } catch (error) {
    said.textContent = SAID[error.name] ?? "That did not work. Use another way below.";
    said.hidden = false;
  }
}

export function startPasskeys() {
  if (!window.PublicKeyCredential) return;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    if (!form.matches("[data-in-place]")) form.addEventListener("submit", (event) => press(form, event));
  }
}
