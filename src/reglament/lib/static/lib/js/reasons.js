// <fieldset data-fills="text">: choosing a reason writes its words into the text, unless somebody has typed there already.
document.addEventListener("change", (event) => {
  const group = event.target.closest("fieldset[data-fills]");
  if (!group) return;
  const area = group.closest("form").elements[group.dataset.fills];
  const words = event.target.closest("label").querySelector("[data-words]")?.textContent ?? "";
  if (area.value && area.value !== area.dataset.filled) return;
  area.value = area.dataset.filled = words;
});
