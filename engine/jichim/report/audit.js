// What the page can do besides being read: sort tables by a heading, find a plan. Nothing is needed of it.
"use strict";
function key(row, place) {
  const text = row.children[place].textContent.trim();
  const number = Number(text.replace(/[,%]/g, ""));
  return text === "-" ? -Infinity : Number.isNaN(number) ? text : number;
}
for (const table of document.querySelectorAll("table.sort")) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, place) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") !== "descending";
      heads.forEach((one) => one.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const rows = [...table.tBodies[0].rows].sort((one, other) => {
        const a = key(one, place), b = key(other, place);
        const order = typeof a === typeof b ? (a < b ? -1 : a > b ? 1 : 0) : typeof a === "number" ? -1 : 1;
        return down ? -order : order;
      });
      table.tBodies[0].append(...rows);
    });
  });
}
const list = document.querySelector(".plans");
if (list) {
  const field = document.createElement("input");
  field.type = "search";
  field.className = "find";
  field.setAttribute("aria-label", list.dataset.search);
  field.placeholder = list.dataset.search;
  list.before(field);
  field.addEventListener("input", () => {
    const wanted = field.value.trim().toLowerCase();
    for (const plan of list.children) {
      plan.hidden = !plan.textContent.toLowerCase().includes(wanted);
    }
  });
}
