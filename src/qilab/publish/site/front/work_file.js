// All that a learner has done, as one file to save and to bring back.

import { withAnswers } from "./answers.js";
import { course } from "./known.js";
import { all, put, workStore } from "./stored.js";

const FORMAT = "qilab-work-1";
const PROGRESS = "my-progress.json";
const MOST = 50_000_000; // bytes: everything of every page is far less
export const NAME = "my-qi-lab-work.json";

/** The file's text. */
export async function collect(site) {
  if (site.state.storage === "blocked") {
    const pages = Object.fromEntries([...site.files].map(([path, text]) => [path, bare(JSON.parse(text))]));
    return JSON.stringify({ format: FORMAT, files: await site.collect(), pages });
  }
  const [files, pages] = await Promise.all([all(workStore(site)), all(site.pagesStore)]);
  const texts = [...files].filter(([, text]) => typeof text === "string");
  const books = [...pages].filter(([path, one]) => path.endsWith(".ipynb") && one?.content?.cells);
  return JSON.stringify({
    format: FORMAT,
    files: Object.fromEntries(texts),
    pages: Object.fromEntries(books.map(([path, one]) => [path, bare(one.content)])),
  });
}

const bare = (page) => {
  const copy = structuredClone(page);
  delete copy.metadata?.widgets;
  for (const cell of copy.cells) if (cell.cell_type === "code") Object.assign(cell, { outputs: [], execution_count: null });
  return copy;
};

/** Add what a saved file holds to what is here. Returns a sentence on it; throws one that says what to do. */
export async function bringBack(site, file) {
  if (file.size > MOST) throw new Error(`${file.name} is far too large. Choose the ${NAME} that you saved.`);
  const body = read(await file.text(), file.name);
  const known = (await course()).pages;
  let answers = 0;
  let left = 0;
  for (const [path, theirs] of Object.entries(body.pages)) {
    if (!Object.hasOwn(known, path) || !Array.isArray(theirs?.cells)) continue;
    const done = await bringPage(site, path, theirs, known[path].stubs);
    answers += done.taken;
    left += done.left;
  }
  const questions = await bringFiles(site, body.files);
  const kept = left ? ` ${left} ${left > 1 ? "answers" : "answer"} in the file ${left > 1 ? "differ" : "differs"} from ${left > 1 ? "those" : "the one"} here, which stayed.` : "";
  return `Brought back: ${questions} ${questions === 1 ? "question" : "questions"} of your progress and ${answers} written ${answers === 1 ? "answer" : "answers"}.${kept}`;
}

function read(text, name) {
  let body;
  try {
    body = JSON.parse(text);
  } catch {
    body = undefined;
  }
  // Progress alone, as it is saved by the course on a computer of one's own.
  if (body?.format === "qilab-progress-1") return { files: { [PROGRESS]: text }, pages: {} };
  if (body?.format !== FORMAT || typeof body.files !== "object" || typeof body.pages !== "object") {
    throw new Error(`${name} is not a file of your work in QI Lab. Choose the ${NAME} that you saved.`);
  }
  return { files: body.files ?? {}, pages: body.pages ?? {} };
}

async function bringPage(site, path, theirs, stubs) {
  const here = (await all(site.pagesStore)).get(path);
  const fresh = async () => (await fetch(`${site.root}jupyter/files/${path}`)).json();
  const { page, taken, left } = withAnswers(here?.content ?? (await fresh()), theirs, stubs ?? {});
  const now = new Date().toISOString();
  const name = path.split("/").pop();
  const model = here ?? { name, path, type: "notebook", format: "json", mimetype: "application/json", writable: true, created: now };
  if (taken) await write(site.pagesStore, path, { ...model, content: page, last_modified: now, size: JSON.stringify(page).length });
  return { taken, left };
}

/** Records of questions are joined, whichever is further on; other files come only where there is none of that name. */
async function bringFiles(site, theirs) {
  const here = await all(workStore(site));
  let questions = 0;
  for (const [path, text] of Object.entries(theirs)) {
    if (typeof text !== "string" || path.startsWith("/") || path.split("/").includes("..")) continue;
    const mine = here.get(path);
    const joined = mine === undefined ? text : joinedRecords(mine, text);
    if (path === PROGRESS) questions = Object.keys(questionsOf(text)).length;
    if (joined !== undefined && joined !== mine) await write(workStore(site), path, joined);
  }
  return questions;
}

const questionsOf = (text) => {
  try {
    return JSON.parse(text).questions ?? {};
  } catch {
    return {};
  }
};

function joinedRecords(mine, theirs) {
  try {
    const [a, b] = [JSON.parse(mine), JSON.parse(theirs)];
    if (a.format !== b.format || typeof a.questions !== "object") return undefined;
    const questions = { ...b.questions, ...a.questions };
    for (const [key, one] of Object.entries(b.questions)) {
      const own = a.questions[key];
      if (own && typeof one.right === "boolean") questions[key] = { tries: Math.max(own.tries, one.tries), right: own.right || one.right };
    }
    const tests = a.tests || b.tests ? { tests: { ...b.tests, ...a.tests } } : {};
    return `${JSON.stringify({ ...b, ...a, questions, ...tests }, null, 1)}\n`;
  } catch {
    return undefined;
  }
}

async function write(name, key, value) {
  if (!(await put(name, key, value))) throw new Error("This browser keeps nothing for this page, so nothing was brought back.");
}
