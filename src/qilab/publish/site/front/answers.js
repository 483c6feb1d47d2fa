// A learner's answers in two copies of one page: what was answered is never put in the place of another answer.

export const source = (cell) => (Array.isArray(cell.source) ? cell.source.join("") : String(cell.source ?? ""));
export const nameOf = (cell) => (cell?.metadata?.nbgrader?.solution ? cell.metadata.nbgrader.grade_id : undefined);

/**
 * Put the answers of `theirs` into a copy of `ours`, wherever ours is still as it was given out.
 * stubs: name of the answer → its cell as given out. Returns { page, taken, left }: how many were taken and how many of
 * theirs were left because ours has an answer of its own.
 */
export function withAnswers(ours, theirs, stubs) {
  const page = structuredClone(ours);
  const answered = new Map();
  for (const cell of theirs.cells ?? []) {
    const name = nameOf(cell);
    const text = source(cell);
    if (name && text.trim() && text.trim() !== stubs[name]?.trim()) answered.set(name, text);
  }
  let taken = 0;
  let left = 0;
  for (const cell of page.cells) {
    const theirsHere = answered.get(nameOf(cell));
    if (theirsHere === undefined || theirsHere.trim() === source(cell).trim()) continue;
    if (source(cell).trim() === stubs[nameOf(cell)]?.trim()) {
      cell.source = theirsHere;
      taken += 1;
    } else left += 1;
  }
  return { page, taken, left };
}
