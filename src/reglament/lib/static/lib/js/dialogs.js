// <a data-dialog href="…">: the page's form opens in a dialog over this page instead. Without script the link simply leads there.
let opener = null;

const dialog = () => {
  let found = document.querySelector("dialog[data-shared]");
  if (!found) {
    found = document.createElement("dialog");
    found.className = "dialog";
    found.dataset.shared = "";
    document.body.append(found);
    found.addEventListener("close", () => { found.replaceChildren(); opener?.focus(); });
    found.addEventListener("click", (event) => { if (event.target === found && !typed(found)) found.close(); });
  }
  return found;
};

// A click beside the dialog closes it, but never throws away what somebody has typed.
const typed = (box) => [...box.querySelectorAll("textarea, input:not([type=hidden])")].some(
  (field) => field.value !== field.defaultValue || field.checked !== field.defaultChecked,
);

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-dialog]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  opener = link;
  link.closest("details.menu")?.removeAttribute("open");
  const box = dialog();
  await window.htmx.ajax("GET", link.href, { target: box, swap: "innerHTML" }).catch(() => {});
  if (!box.childElementCount) return location.assign(link.href); // the page itself says what is wrong
  box.setAttribute("aria-label", box.querySelector("h1")?.textContent ?? link.textContent.trim());
  if (!box.open) box.showModal();
  box.querySelector("[autofocus], select, textarea, input:not([type=hidden])")?.focus();
});

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-dialog-close]")) return;
  const box = event.target.closest("dialog");
  if (!box) return;
  event.preventDefault();
  box.close();
});
