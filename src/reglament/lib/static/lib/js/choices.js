// <input data-answered>: the page answers this choice. One made before htmx was bound, or given back by the browser after a
// reload, has had no answer yet: it is asked for as soon as the page can give it.
addEventListener("pageshow", () => {
  for (const choice of document.querySelectorAll("[data-answered]:checked")) {
    if (!choice.defaultChecked) choice.dispatchEvent(new Event("change", { bubbles: true }));
  }
});
