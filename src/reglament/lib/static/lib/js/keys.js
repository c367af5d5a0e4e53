// Single-key shortcuts by physical key, so that they work on any layout. An element with data-key="KeyR" is clicked (or focused,
// if one types into it) by that key. [data-row] elements are walked with J and K; W tells why. Off by a switch that this browser remembers.
import { explain } from "./why.js";

const root = document.documentElement;
const isOff = () => localStorage.getItem("keys") === "off";
const show = () => { root.dataset.keys = isOff() ? "off" : "on"; };
const typing = (element) => element.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");

const rows = () => [...document.querySelectorAll("[data-row]")];
const walk = (step) => {
  const all = rows();
  if (!all.length) return;
  const at = all.indexOf(document.activeElement.closest?.("[data-row]"));
  const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1)];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
};

const use = (target) => {
  if (target.matches("input:not([type=radio], [type=checkbox]), textarea")) target.focus();
  else target.click();
  if (target.dataset.focus) document.getElementById(target.dataset.focus).focus();
};

// Ctrl+Enter (⌘ Enter) sends what is typed by the first button that is shown.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !event.target.matches("textarea")) return;
  const send = [...event.target.form.querySelectorAll("button:not([type=button])")].find((button) => button.checkVisibility());
  if (send) event.target.form.requestSubmit(send);
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
  if (typing(event.target) || document.querySelector("dialog[open]") || isOff()) return;
  if (event.code === "KeyJ") walk(1);
  else if (event.code === "KeyK") walk(-1);
  else if (event.code === "KeyW") explain();
  else {
    const code = event.key === "?" || (event.code === "Slash" && event.shiftKey) ? "Question" : event.code;
    const target = document.querySelector(`[data-key="${code}"], [data-key-first="${code}"] a`); // may stand in a closed menu
    if (!target) return;
    use(target);
  }
  event.preventDefault();
});

document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-keys-switch]")) return;
  if (event.target.checked) localStorage.removeItem("keys");
  else localStorage.setItem("keys", "off");
  show();
});

document.addEventListener("htmx:load", (event) => {
  const box = event.target.querySelector?.("[data-keys-switch]");
  if (box) box.checked = !isOff();
});

show();
