// Back from a ticket one comes to the list he left, at the row he left it by, or at the one that has moved up to its place. The list
// that is open is in sight where lists are a strip.
const rows = () => [...document.querySelectorAll("[data-row]")];
const here = location.pathname + location.search;
const list = document.getElementById("queue");

if (list) {
  sessionStorage.setItem("list", here);
  document.addEventListener("click", (event) => {
    const row = event.target.closest("[data-row]");
    if (row) sessionStorage.setItem("row", JSON.stringify([here, row.id, rows().indexOf(row)]));
  });
  const [where, id, at] = JSON.parse(sessionStorage.getItem("row") ?? "[]");
  if (where === here && /\/tickets\/\d+\//.test(document.referrer)) {
    (document.getElementById(id) ?? rows()[Math.min(at, rows().length - 1)])?.focus();
  }
}

document.addEventListener("click", (event) => {
  const back = event.target.closest("[data-back]");
  const left = sessionStorage.getItem("list");
  if (back && left?.startsWith(back.dataset.back)) back.href = left;
}, { capture: true });

for (const current of document.querySelectorAll(".views [aria-current], .tabs [aria-current]")) {
  const strip = current.closest(".views, .tabs");
  strip.scrollLeft = current.offsetLeft - (strip.clientWidth - current.offsetWidth) / 2;
}
