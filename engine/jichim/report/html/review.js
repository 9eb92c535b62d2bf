"use strict";
for (const form of document.querySelectorAll("form.filters")) {
  const plan = document.getElementById(form.dataset.plan);
  const found = [...plan.querySelectorAll("article.finding")];
  const wanted = [...form.querySelectorAll("[data-by]")];
  const words = found.map((one) => one.textContent.toLowerCase());
  const fits = (one, place) =>
    wanted.every((field) => {
      const value = field.value;
      if (!value) return true;
      if (field.dataset.by === "words") return words[place].includes(value.toLowerCase());
      return one.dataset[field.dataset.by].split("|").includes(value);
    });
  const apply = () => {
    let shown = 0;
    found.forEach((one, place) => {
      one.hidden = !fits(one, place);
      shown += one.hidden ? 0 : 1;
    });
    for (const group of plan.querySelectorAll(".provision, .instrument"))
      group.hidden = !group.querySelector("article.finding:not([hidden])");
    form.querySelector("output").textContent = form.dataset.shown
      .replace("{n}", found.length).replace("{k}", shown);
  };
  form.addEventListener("input", apply);
  form.addEventListener("submit", (submitted) => submitted.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  for (const button of form.querySelectorAll("[data-open]"))
    button.addEventListener("click", () => {
      for (const one of plan.querySelectorAll("article.finding:not([hidden]) details"))
        one.open = button.dataset.open === "1";
    });
  form.hidden = false;
  apply();
}
// A link from a canvas to a finding that is filtered out shows everything again.
window.addEventListener("hashchange", () => {
  const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const finding = place && place.closest("article.finding");
  if (finding && finding.hidden) {
    for (const form of document.querySelectorAll("form.filters")) form.reset();
    setTimeout(() => place.scrollIntoView(), 50);
  }
});
