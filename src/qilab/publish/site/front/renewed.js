// A page that is kept here from an earlier version of the course: the new one takes its place, with the answers in it.

import { withAnswers } from "./answers.js";
import { course } from "./known.js";
import { get, put, workStore } from "./stored.js";

export async function keptUp(site) {
  const kept = await get(site.pagesStore, site.page);
  const old = kept?.content;
  const build = old?.metadata?.qilab?.build;
  if (!old?.cells || build === site.build) return;
  const fresh = await (await fetch(`${site.root}jupyter/files/${site.page}`)).json();
  const stubs = (await course()).pages[site.page]?.stubs ?? {};
  // The old copy stays among the learner's files, whatever else was changed in it.
  await put(workStore(site), `earlier/${site.page}`, JSON.stringify(old));
  const { page } = withAnswers(fresh, old, stubs);
  await put(site.pagesStore, site.page, { ...kept, content: page, last_modified: new Date().toISOString() });
}
