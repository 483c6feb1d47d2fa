// The page's own words and pictures, which can be read at once: go where it was left, and say how far the live page is.

import { alertFor, firstWords, progress } from "../jupyter/extensions/qilab-reading/files/told.js";

const site = globalThis.__qilabSite;
const page = document.getElementById("qilab-still");
const status = document.getElementById("qilab-status");

const look = () => {
  const words = progress(site.state);
  if (status.textContent !== words) status.textContent = words;
};
site.heard.addEventListener("change", look);
look();
status.after(firstWords(site), alertFor(site));

// As the reading view keeps it (taste.js, place.js).
try {
  const chosen = JSON.parse(localStorage.getItem("qilab-reading") ?? "{}");
  document.documentElement.style.setProperty("--qilab-scale", String((chosen.size ?? 100) / 100));
  const [id, offset] = chosen.places?.[page.dataset.page] ?? [];
  const cell = id && [...page.querySelectorAll("[data-cell]")].find((one) => one.dataset.cell === id);
  if (cell && !location.hash) page.scrollTop += cell.getBoundingClientRect().top - offset;
} catch {
  // Nothing is kept here, or nothing that can be read: the page begins at its top.
}
