// Words of the page itself, where the reader looks: in the open dialog, else above the content.
export const tell = (words, { beside = null, address = "", link = "" } = {}) => {
  const place = beside ?? document.querySelector("dialog[open] form") ?? document.getElementById("flashes");
  if (!place || place.querySelector("[data-told]")?.dataset.told === words) return;
  const line = document.createElement("p");
  line.className = "flash flash-error";
  line.dataset.told = words;
  line.setAttribute("role", "alert");
  line.append(words);
  if (address) {
    const there = document.createElement("a");
    there.href = address;
    there.target = "_blank";
    there.className = "underlined";
    there.textContent = link;
    line.append(" ", there);
  }
  place.prepend(line);
};

export const tellSignedOut = () => {
  const { signedOut, signIn, signInAt } = document.body.dataset;
  tell(signedOut, { address: signInAt, link: signIn });
};
