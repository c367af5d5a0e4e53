// What htmx could not do is never silent. A form that was not taken because of who sends it is sent as it would be without script:
// the page that answers says what to do, and has everything that was typed.
import { tell, tellSignedOut } from "./telling.js";

document.addEventListener("htmx:responseError", (event) => {
  const { elt, xhr } = event.detail;
  const form = elt.matches("form") && elt;
  if (form && (xhr.status === 401 || xhr.status === 403)) form.submit();
  else if (xhr.status === 401) tellSignedOut();
  else if (form) tell(document.body.dataset.failed, { beside: form });
});

document.addEventListener("htmx:sendError", (event) => {
  const form = event.detail.elt;
  if (form.matches("form")) tell(document.body.dataset.failed, { beside: form });
});
