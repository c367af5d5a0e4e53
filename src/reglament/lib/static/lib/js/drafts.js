// <textarea data-draft="key">: what is typed survives a closed tab, until it is sent. Kept in this browser only.
const PREFIX = "draft/";
const say = (area, words) => {
  const line = area.closest("form")?.querySelector("[data-draft-state]");
  if (line) line.textContent = words ? line.dataset.draftState : "";
};

const begin = (area) => {
  const key = PREFIX + area.dataset.draft;
  const kept = localStorage.getItem(key);
  if (kept && !area.value) {
    area.value = kept;
    say(area, true);
  }
  area.addEventListener("focus", () => { area.dataset.touched = ""; }, { once: true });
  let waiting;
  area.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      if (area.value) localStorage.setItem(key, area.value);
      else localStorage.removeItem(key);
      say(area, area.value);
    }, 400);
  });
};

// The server says when it has taken the text: the page that follows carries data-draft-sent with the key.
for (const sent of document.querySelectorAll("[data-draft-sent]")) localStorage.removeItem(PREFIX + sent.dataset.draftSent);
for (const area of document.querySelectorAll("textarea[data-draft]")) begin(area);
