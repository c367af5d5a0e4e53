// <body data-pulse="/…/pulse" data-pulse-seen="17">: asks every 2 s (or data-pulse-every; 60 s in a hidden tab) whether anything has changed.
// If so, `changed` is sent to the body; the parts of the page that care fetch themselves again (hx-trigger="changed from:body").
import { tellSignedOut } from "./telling.js";

const { pulse, pulseEvery } = document.body.dataset;
const SHOWN = 1_000 * (pulseEvery ?? 2), HIDDEN = 60_000;
let seen = document.body.dataset.pulseSeen;
let timer;

const ask = async () => {
  try {
    const response = await fetch(`${pulse}?since=${seen}`, { headers: { "X-Requested-With": "fetch" }, credentials: "same-origin" });
    if (response.status === 200) {
      seen = (await response.text()).trim();
      document.body.dispatchEvent(new CustomEvent("changed"));
    } else if (response.status === 401) {
      return tellSignedOut();
    } else if (response.status === 404) {
      return; // the desk is gone: asking again would help nobody
    }
  } catch {
    // The network comes back by itself; the next question will tell.
  }
  schedule();
};

const schedule = () => {
  clearTimeout(timer);
  timer = setTimeout(ask, document.hidden ? HIDDEN : SHOWN);
};

if (pulse) {
  document.addEventListener("visibilitychange", () => (document.hidden ? schedule() : ask()));
  schedule();
}
