// The bar above a page and the way on below it.

import { button, make } from "./dom.js";
import { goTo } from "./place.js";
import { choose, codeShown, resize } from "./taste.js";

/** The bar, with `more` buttons and `leave` as its last where there is one. Returns { node, where, strip, notice }. */
export function bar({ page, parts, pages, home, panel, open, dark, more = [], leave }) {
  const where = make("span", { class: "qilab-where" });
  const strip = make("span", { class: "qilab-strip", role: "status" });
  const notice = make("div", { class: "qilab-notice", role: "status" });
  const contents = contentsList(parts, pages, panel, open);
  const opener = button("Contents", () => toggle(), { "aria-expanded": "false", "aria-controls": contents.id });
  const toggle = (to = contents.hidden) => {
    contents.hidden = !to;
    opener.setAttribute("aria-expanded", String(to));
    if (to) contents.querySelector("a")?.focus();
  };
  const code = codeSwitch();
  const node = make(
    "nav",
    { class: "qilab-bar", "aria-label": "This page" },
    make(
      "div",
      { class: "qilab-line" },
      home ? make("a", { class: "qilab-home", href: home.href, onclick: (event) => open(event, home) }, "QI Lab") : "QI Lab",
      opener,
      make("span", { class: "qilab-here" }, make("span", { class: "qilab-title" }, page.label), " ", where),
      strip,
      make("span", { class: "qilab-tools" }, ...sizes(), dark, code, button("Print", () => window.print()), ...more, leave),
    ),
    contents,
    notice,
  );
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || contents.hidden) return;
    toggle(false);
    opener.focus();
  });
  contents.addEventListener("click", (event) => { if (event.target.closest("a")) toggle(false); });
  return { node, where, strip, notice };
}

function codeSwitch() {
  const shown = button("Show code", () => {
    choose({ code: codeShown() ? "folded" : "shown" });
    say();
  });
  const say = () => { shown.setAttribute("aria-pressed", String(codeShown())); };
  say();
  new MutationObserver(say).observe(document.documentElement, { attributeFilter: ["data-qilab-code"] });
  return shown;
}

const sizes = () => [
  button("A−", () => resize(-1), { "aria-label": "Smaller text", class: "qilab-tool qilab-size" }),
  button("A+", () => resize(1), { "aria-label": "Larger text", class: "qilab-tool qilab-size" }),
];

let lists = 0;

function contentsList(parts, pages, panel, open) {
  lists += 1;
  const here = parts.map((part) =>
    make("li", {}, make("a", { href: "#", onclick: (event) => { event.preventDefault(); goTo(panel, part.cell); } }, part.title),
      part.minutes ? make("span", { class: "qilab-minutes" }, ` ${part.minutes} min`) : undefined));
  const all = pages.map((one) =>
    make("li", {}, make("a", { href: one.href, "aria-current": one.current && "page", onclick: (event) => open(event, one) }, one.label)));
  return make(
    "div",
    { class: "qilab-contents", id: `qilab-contents-${lists}`, hidden: true },
    parts.length ? make("div", {}, make("h2", {}, "On this page"), make("ol", {}, ...here)) : undefined,
    make("div", {}, make("h2", {}, "The course"), make("ul", {}, ...all)),
  );
}

/** Back and Next below the page. */
export function foot({ back, next, open }) {
  const link = (to, rel, words) =>
    to && make("a", { class: `qilab-way qilab-way-${rel}`, rel, href: to.href, onclick: (event) => open(event, to) },
      make("span", { class: "qilab-way-word" }, words), make("span", {}, to.label));
  return make("nav", { class: "qilab-foot", "aria-label": "Pages before and after" }, link(back, "prev", "← Back"), link(next, "next", "Next →"));
}
