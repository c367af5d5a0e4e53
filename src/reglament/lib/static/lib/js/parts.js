// Parts of a page that keep themselves fresh (hx-trigger="changed from:body"): only what has changed is touched, so focus, selection,
// open menus, unfolded quotes and the place one has scrolled to stay as they are. [data-own] elements are of the script, and stay.
const LIVE = "[hx-trigger*='changed from:body']";

document.addEventListener("htmx:beforeSwap", (event) => {
  const { elt, target, serverResponse, isError } = event.detail;
  if (isError || !elt.matches(LIVE)) return;
  event.detail.shouldSwap = false;
  const fresh = new DOMParser().parseFromString(serverResponse, "text/html");
  const focused = document.activeElement;
  for (const part of [`#${target.id}`, ...(elt.getAttribute("hx-select-oob") ?? "").split(",")].filter(Boolean)) {
    const [old, now] = [document.querySelector(part), fresh.querySelector(part)];
    if (old && now) renew(old, now);
  }
  if (document.activeElement === focused) return;
  const again = focused.isConnected ? focused : focused.id && document.getElementById(focused.id);
  if (again) again.focus({ preventScroll: true });
});

const renew = (old, now) => {
  if (markup(old) === markup(now)) return;
  if (old.tagName !== now.tagName || key(old) !== key(now) || speaks(old) || speaks(now)) return old.replaceWith(now);
  for (const { name } of [...old.attributes]) if (!now.hasAttribute(name) && name !== "open") old.removeAttribute(name);
  for (const { name, value } of now.attributes) if (name !== "open" && old.getAttribute(name) !== value) old.setAttribute(name, value);
  children(old, now);
};

const children = (old, now) => {
  const known = new Map([...old.children].filter(key).map((child) => [key(child), child]));
  let place = old.firstElementChild;
  for (const child of [...now.children]) {
    const match = key(child) ? known.get(key(child)) : place && !key(place) && !own(place) ? place : null;
    if (!match) old.insertBefore(child, place);
    else {
      if (match === place) place = place.nextElementSibling;
      else old.insertBefore(match, place);
      renew(match, child);
    }
  }
  while (place) {
    const gone = place;
    place = place.nextElementSibling;
    if (!own(gone)) gone.remove();
  }
};

const key = (element) => element.id || (element.matches("li") ? element.querySelector("[data-row]")?.id : "") || "";
const own = (element) => element.hasAttribute("data-own");
const speaks = (element) => !element.children.length || [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
const markup = (element) => element.outerHTML.replace(/name="csrfmiddlewaretoken" value="[^"]*"/g, "");
