// The page: forms that answer back, help, the score, and what is kept of all of it.

const QUESTIONS = window.QILAB.questions;
const UNITS = window.QILAB.units;
const LOOKS = window.QILAB.looks;
const TRIES_FOR_SOLUTION = window.QILAB.triesForSolution;

const bar = document.getElementById("kept");
const platform = new Platform(
  window.QILAB.name,
  (words, isWrong) => {
    bar.textContent = words;
    bar.classList.toggle("wrong", Boolean(isWrong));
  },
  (line) => {
    kept = joined(kept, unpack(QUESTIONS, line));
    showAll();
    return report();
  },
);
let kept = {};
let readToEnd = false;
let soon = null; // the timer after which what was typed is kept

const make = (tag, about, ...children) => {
  const node = Object.assign(document.createElement(tag), about);
  node.append(...children.filter((child) => child !== null && child !== ""));
  return node;
};

const boxes = (form, name) => [...form.querySelectorAll(`[data-field="${CSS.escape(name)}"]`)];

const CONTROLS = {
  text: { get: ([box]) => box.value, set: ([box], value) => (box.value = value ?? "") },
  choice: { get: ([box]) => box.value || null, set: ([box], value) => (box.value = value ?? "") },
  radios: {
    get: (all) => all.find((box) => box.checked)?.value ?? null,
    set: (all, value) => all.forEach((box) => (box.checked = box.value === value)),
  },
  several: {
    get: (all) => all.filter((box) => box.checked).map((box) => box.value),
    set: (all, value) => all.forEach((box) => (box.checked = (value ?? []).includes(box.value))),
  },
  ticks: {
    get: (all) => all.filter((box) => box.checked).map((box) => Number(box.value)),
    set: (all, value) => all.forEach((box) => (box.checked = (value ?? []).includes(Number(box.value)))),
  },
  order: {
    get: ([list]) => (list.dataset.moved ? [...list.children].map((item) => item.dataset.value) : null),
    set([list], value) {
      if (!value) return;
      list.dataset.moved = "yes";
      value.forEach((each) => list.append([...list.children].find((item) => item.dataset.value === each)));
    },
  },
};

const valuesOf = (form, question) =>
  Object.fromEntries(question.fields.map(({ name, sort }) => [name, CONTROLS[sort].get(boxes(form, name))]));

// “2 of 2 points”, beside the sign and the word for how the answer was.
function headingOf(state, score, points) {
  const [sign, word] = LOOKS[state];
  return points ? `${sign} ${word} · ${score} of ${points} point${points === 1 ? "" : "s"}` : `${sign} ${word}`;
}

function card(question, { state, message, score }) {
  const words = [make("strong", {}, headingOf(state, score, question.points)), make("p", {}, message)];
  if (question.rules && !["blank", "unread"].includes(state)) words.push(make("p", {}, `Rule set: ${question.rules}.`));
  if (["note", "mistake"].includes(state)) {
    const [where, anchor] = question.reread;
    const here = anchor && document.getElementById(anchor);
    words.push(make("p", {}, "To read again: ", here ? make("a", { href: `#${encodeURIComponent(anchor)}` }, where) : where, "."));
  }
  const node = make("div", { className: `qilab-verdict qilab-${state}` }, ...words);
  node.style.cssText = LOOKS[state][2];
  return node;
}

// Steps of help in their order: [what the button says, heading, words, after how many tries].
function ladder(question) {
  const steps = question.hints.map((words, i) => [i ? "Next hint" : "Hint", `Hint ${i + 1}`, words, 0]);
  if (question.worked) steps.push(["Open the worked solution", "Worked solution", question.worked, TRIES_FOR_SOLUTION]);
  return steps;
}

function showHelp(form, question) {
  const { tries, hints } = kept[question.key];
  const steps = ladder(question);
  const place = form.querySelector(".hints");
  while (place.children.length < Math.min(hints, steps.length)) {
    const [, heading, words] = steps[place.children.length];
    place.append(make("div", { className: "qilab-help-step" }, make("strong", {}, heading), make("p", {}, words)));
  }
  // Help is shown after each reply, after each hint and when the page is opened again: all words are there by now.
  explainWords(form);
  const button = form.querySelector("[data-hint]");
  const next = steps[hints];
  button.hidden = !next;
  if (!next) return;
  const more = next[3] - tries;
  button.textContent = more > 0 ? `${next[0]} (after ${more} more ${more === 1 ? "try" : "tries"})` : next[0];
  button.setAttribute("aria-disabled", String(more > 0));
}

function check(form, question) {
  const values = valuesOf(form, question);
  const verdict = verdictOn(question, values);
  const mine = kept[question.key];
  const signature = JSON.stringify(values);
  const isTry = ["right", "note", "mistake"].includes(verdict.state);
  // The same answer pressed twice is one try.
  if (isTry && signature !== mine.judged) mine.tries += 1;
  if (isTry) mine.judged = signature;
  mine.score = Math.max(mine.score, verdict.score);
  mine.state = verdict.state;
  mine.values = values;
  form.querySelector(".said").replaceChildren(card(question, verdict));
  showHelp(form, question);
  keep();
}

function keep() {
  clearTimeout(soon);
  soon = null;
  platform.keep(report());
}

// What is to be kept and reported now. The score is shown with it.
function report() {
  const scored = QUESTIONS.filter(({ points }) => points);
  const { status: before, score: most } = platform.onRecord;
  const done = ["passed", "completed"].includes(before) ? before : "";
  const now = scored.length ? statusOf(QUESTIONS, kept, platform.mastery) : readToEnd ? "completed" : "incomplete";
  const status = now === "passed" ? now : done || now;
  const score = Math.max(percent(QUESTIONS, kept), most);
  showScore(scored, score, status);
  return { line: pack(QUESTIONS, kept), score, status };
}

function showScore(scored, score, status) {
  const place = document.getElementById("score");
  if (!scored.length) return;
  const tried = scored.filter(({ key }) => kept[key].tries).length;
  const words = {
    completed: "You have completed this page.",
    passed: `You have passed: ${score}% of the points.`,
    failed: `${score}% of the points; you need ${platform.mastery}% to pass. Each question can be tried again.`,
    incomplete: `${score}% of the points so far; you need ${platform.mastery}% to pass.`,
  };
  place.textContent = `${tried} of ${scored.length} questions tried. ${words[status]}`;
}

function move(button) {
  const item = button.closest("li"), list = item.parentElement;
  const other = button.dataset.step === "-1" ? item.previousElementSibling : item.nextElementSibling;
  if (other) button.dataset.step === "-1" ? other.before(item) : other.after(item);
  list.dataset.moved = "yes";
  button.focus();
  const place = [...list.children].indexOf(item) + 1;
  list.nextElementSibling.textContent = `${item.firstElementChild.textContent}: now step ${place} of ${list.children.length}.`;
}

function wire(form, question) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    check(form, question);
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.dataset.step) move(button);
    if (button?.matches("[data-hint]") && button.getAttribute("aria-disabled") !== "true") {
      kept[question.key].hints += 1;
      showHelp(form, question);
      keep();
    }
    if (button?.dataset.step) changed();
  });
  // The verdict was about the answer before. What is typed is kept, even unchecked.
  const changed = () => {
    const mine = kept[question.key];
    mine.values = valuesOf(form, question);
    mine.state = "";
    form.querySelector(".said").replaceChildren();
    keepSoon();
  };
  form.addEventListener("input", (event) => {
    if (event.target.type === "checkbox") alone(form, event.target);
    changed();
  });
}

// “None of them” takes the others out, and the other way round.
function alone(form, box) {
  const none = form.querySelector("[data-alone]");
  if (!none || !box.checked) return;
  boxes(form, box.dataset.field).forEach((other) => {
    if (other !== box && (box === none || other === none)) other.checked = false;
  });
}

function keepSoon() {
  clearTimeout(soon);
  soon = setTimeout(keep, 1500);
}

function showAgain(form, question) {
  const mine = kept[question.key];
  question.fields.forEach(({ name, sort }) => CONTROLS[sort].set(boxes(form, name), mine.values[name]));
  if (mine.state) {
    const values = valuesOf(form, question);
    mine.judged = JSON.stringify(values);
    form.querySelector(".said").replaceChildren(card(question, verdictOn(question, values)));
  }
  showHelp(form, question);
}

const forms = () => [...document.querySelectorAll("form.question")];
const questionOf = (form) => QUESTIONS.find(({ key }) => key === form.dataset.key);
const showAll = () => forms().forEach((form) => showAgain(form, questionOf(form)));

function begin() {
  const { platform: there, browser: here } = platform.begin();
  kept = unpack(QUESTIONS, there);
  if (here && here !== there) kept = joined(kept, unpack(QUESTIONS, here));
  for (const form of forms()) wire(form, questionOf(form));
  showAll();
  const end = document.querySelector("footer");
  new IntersectionObserver((seen) => {
    if (readToEnd || !seen.some((each) => each.isIntersecting)) return;
    readToEnd = true;
    if (!QUESTIONS.some(({ points }) => points)) keep();
  }).observe(end);
  window.addEventListener("pagehide", () => {
    if (soon !== null) keep();
    platform.end();
  });
  // A page that the browser brings back as it was has ended its session: it begins a new one.
  window.addEventListener("pageshow", (event) => event.persisted && location.reload());
  keep();
}

window.QILAB.script = { verdictOn, pack, unpack, span, statusOf, MOST_KEPT };
begin();
