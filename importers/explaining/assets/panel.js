"use strict";
// A value shows its passages in the old page, a passage the values that came from it. The frame runs no script: this one
// reaches in from outside.
const frame = document.querySelector("iframe");
const said = document.querySelector(".said");
let shown = [];

function unshow() {
  for (const mark of shown) mark.classList.remove("mq-shown");
  for (const button of document.querySelectorAll("button[aria-pressed]")) button.removeAttribute("aria-pressed");
  for (const entry of document.querySelectorAll(".entry.told")) entry.classList.remove("told");
  said.textContent = "";
}

function show(marks) {
  shown = marks;
  for (const mark of shown) mark.classList.add("mq-shown");
}

document.querySelector(".values").addEventListener("click", (event) => {
  const button = event.target.closest("button.show");
  if (!button) return;
  unshow();
  show([...frame.contentDocument.querySelectorAll(`mark[data-p="${Number(button.dataset.p)}"]`)]);
  button.setAttribute("aria-pressed", "true");
  if (shown.length) shown[0].scrollIntoView({ block: "center", inline: "nearest" });
});

function tell(mark) {
  unshow();
  show([mark]);
  const names = (mark.dataset.e || "").split(" ").filter(Boolean);
  const entries = names.map((name) => document.getElementById(`e-${name}`)).filter(Boolean);
  if (!entries.length) {
    said.textContent = mark.classList.contains("mq-chrome") ? "Chrome: around the content." : "No value came from this passage.";
    return;
  }
  for (const entry of entries) {
    for (let box = entry.parentElement; box; box = box.parentElement) if (box.tagName === "DETAILS") box.open = true;
    entry.classList.add("told");
  }
  const first = entries.reduce((one, other) => (one.compareDocumentPosition(other) & 2 ? other : one));
  first.scrollIntoView({ block: "nearest" });
  first.querySelector(".show").focus({ preventScroll: true });
}

function attach() {
  const old = frame.contentDocument;
  if (!old || !old.body || old.body.dataset.attached) return;
  if (old.querySelector("mark")) old.body.dataset.attached = "yes";
  old.addEventListener("click", (event) => {
    const mark = event.target.closest("mark[data-p]");
    if (mark) tell(mark);
  });
  old.addEventListener("keydown", (event) => {
    const mark = event.target.closest("mark[data-e]");
    if (!mark || (event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    tell(mark);
  });
}

frame.addEventListener("load", attach);
if (frame.contentDocument && frame.contentDocument.readyState === "complete" && frame.contentDocument.querySelector("mark")) attach();
