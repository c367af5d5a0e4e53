// <div data-attach>: the file input inside becomes a button with a list of what was chosen. Files may also be dropped on the form
// or pasted into it. The list is what the input holds, so the form is sent as it would be without script.
const sized = (box, bytes) => {
  const big = bytes >= 1024 * 1024;
  const number = big ? bytes / 1024 / 1024 : Math.max(1, Math.round(bytes / 1024));
  const told = number.toLocaleString(document.documentElement.lang, { maximumFractionDigits: big ? 1 : 0 });
  return (big ? box.dataset.mb : box.dataset.kb).replace("#", told);
};

const item = (box, file, remove) => {
  const line = document.createElement("li");
  const name = document.createElement("span");
  const size = document.createElement("span");
  const button = document.createElement("button");
  line.className = "file";
  name.textContent = file.name;
  size.className = "muted nowrap";
  size.textContent = `· ${sized(box, file.size)}`;
  button.type = "button";
  button.className = "file-remove";
  button.textContent = "×";
  button.setAttribute("aria-label", `${box.dataset.remove} ${file.name}`);
  button.addEventListener("click", remove);
  line.append(name, size, button);
  return line;
};

const begin = (box) => {
  const input = box.querySelector("input[type=file]");
  const list = box.querySelector("[data-attach-list]");
  const form = box.closest("form");
  let chosen = [];

  const show = (files) => {
    chosen = files;
    const held = new DataTransfer();
    for (const file of chosen) held.items.add(file);
    input.files = held.files;
    list.replaceChildren(...chosen.map((file, at) => item(box, file, () => {
      show(chosen.filter((_, other) => other !== at));
      input.focus();
    })));
  };
  const add = (files) => show([...chosen, ...files]);

  box.classList.add("attach-on");
  input.addEventListener("change", () => add(input.files));
  form.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length || event.clipboardData.types.includes("text/plain")) return;
    event.preventDefault();
    const pasted = files.map((file) => (file.name === "image.png" ? new File([file], named(box), { type: file.type }) : file));
    add(pasted);
    place(event.target, pasted);
  });
  form.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    form.dataset.dropping = "";
  });
  form.addEventListener("dragleave", (event) => { if (!form.contains(event.relatedTarget)) delete form.dataset.dropping; });
  form.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    delete form.dataset.dropping;
    add(event.dataTransfer.files);
  });
};

// <textarea data-places>: a picture pasted there is named where it was pasted, and travels there in the letter.
const place = (area, files) => {
  if (!area.matches?.("textarea[data-places]")) return;
  const names = files.filter((file) => file.type.startsWith("image/")).map((file) => `[${file.name}]`).join("\n");
  area.setRangeText(names, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
};

// Browsers call every pasted picture image.png.
const named = (box) => {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join("-");
  return `${box.dataset.screenshot} ${time}.png`;
};

for (const box of document.querySelectorAll("[data-attach]")) begin(box);
