// <input data-filter="#list">: hides the [data-filter-item]s of the list that lack what is typed, and groups left without any.
const fold = (text) => text.toLocaleLowerCase().replaceAll("ё", "е");

for (const input of document.querySelectorAll("input[data-filter]")) {
  const list = document.querySelector(input.dataset.filter);
  const items = [...list.querySelectorAll("[data-filter-item]")];
  input.hidden = false;
  input.addEventListener("input", () => {
    const words = fold(input.value).split(/\s+/);
    for (const item of items) item.hidden = !words.every((word) => fold(item.textContent).includes(word));
    for (const group of list.querySelectorAll("[data-filter-group]")) {
      group.hidden = !group.querySelector("[data-filter-item]:not([hidden])");
    }
  });
}
