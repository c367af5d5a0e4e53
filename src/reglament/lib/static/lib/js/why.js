// Why a row stands where it stands: the class of the regulation it is listed under, and its promise, told under the row.
export const explain = () => {
  const row = document.activeElement.closest?.("li:has([data-row])");
  const heading = row?.closest("section")?.querySelector("[data-why]");
  if (!heading) return;
  const shown = row.querySelector("[data-why-told]");
  for (const other of document.querySelectorAll("[data-why-told]")) other.remove();
  if (shown) return;
  const line = document.createElement("p");
  line.className = "queue-why";
  line.dataset.whyTold = line.dataset.own = "";
  line.setAttribute("role", "status");
  row.append(line);
  line.textContent = [heading.dataset.why, row.querySelector(".due")?.title].filter(Boolean).join(" · ");
};
