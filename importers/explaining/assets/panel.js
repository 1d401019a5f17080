"use strict";
// Show a value's passage in the old page. The frame runs no script; this one reaches in from outside.
const frame = document.querySelector("iframe");
let shown = [];
document.querySelector(".values").addEventListener("click", (event) => {
  const button = event.target.closest("button.show");
  if (!button) return;
  for (const mark of shown) mark.classList.remove("mq-shown");
  for (const other of document.querySelectorAll("button[aria-pressed]")) other.removeAttribute("aria-pressed");
  const old = frame.contentDocument;
  shown = [...old.querySelectorAll(`mark[data-p="${Number(button.dataset.p)}"]`)];
  for (const mark of shown) mark.classList.add("mq-shown");
  button.setAttribute("aria-pressed", "true");
  if (shown.length) shown[0].scrollIntoView({ block: "center", inline: "nearest" });
});
