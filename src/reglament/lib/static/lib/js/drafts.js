// <textarea data-draft="key">: what is typed survives a closed tab, until it is sent. Kept in this browser only.
// <form data-drafts="key">: its texts survive a dialog closed by mistake, a reload, a lost network; kept in this tab only.
const PREFIX = "draft/";
const SENT = "drafts-sent";
const say = (area, words) => {
  const line = area.closest("form")?.querySelector("[data-draft-state]");
  if (line) line.textContent = words ? line.dataset.draftState : "";
};

const begin = (area, shelf, key) => {
  const kept = shelf.getItem(key);
  if (kept && !area.value) {
    area.value = kept;
    say(area, true);
  }
  area.addEventListener("focus", () => { area.dataset.touched = ""; }, { once: true });
  const keep = () => {
    waiting = clearTimeout(waiting);
    if (area.value) shelf.setItem(key, area.value);
    else shelf.removeItem(key);
    say(area, area.value);
  };
  let waiting;
  area.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(keep, 400);
  });
  area.addEventListener("blur", () => { if (waiting) keep(); });
  if (area.value !== area.defaultValue) keep(); // typed before we came
};

const texts = (form) => form.querySelectorAll("textarea, input[type=text]");
const keyOf = (form) => `${PREFIX}${form.dataset.drafts}/`;
const beginForm = (form) => { for (const area of texts(form)) begin(area, sessionStorage, keyOf(form) + area.name); };
const forget = (prefix) => { for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix)) sessionStorage.removeItem(key); };

// The server says when it has taken the text: the page that follows carries data-draft-sent with the key. A form is taken when the page
// that follows says so, or is another one.
for (const sent of document.querySelectorAll("[data-draft-sent]")) localStorage.removeItem(PREFIX + sent.dataset.draftSent);
const sent = sessionStorage.getItem(SENT);
const forms = [...document.querySelectorAll("form[data-drafts]")];
const taken = document.querySelector("#flashes .flash-success") || !forms.some((form) => keyOf(form) === sent);
if (sent && taken && !document.querySelector("[data-again]")) {
  forget(sent);
  sessionStorage.removeItem(SENT);
}

for (const area of document.querySelectorAll("textarea[data-draft]")) begin(area, localStorage, PREFIX + area.dataset.draft);
for (const form of forms) beginForm(form);

document.addEventListener("htmx:load", (event) => {
  const form = event.target.closest?.("form[data-drafts]") ?? event.target.querySelector?.("form[data-drafts]");
  if (form?.closest("dialog")) beginForm(form);
});
document.addEventListener("submit", (event) => {
  if (event.target.matches("form[data-drafts]")) sessionStorage.setItem(SENT, keyOf(event.target));
  if (event.target.matches("form[action$='/logout/']")) forget(PREFIX); // the next one at this screen is somebody else
});
document.addEventListener("htmx:afterRequest", (event) => {
  const { elt, xhr } = event.detail;
  if (xhr?.status === 204 && elt.matches("form[data-drafts]")) forget(keyOf(elt));
});
