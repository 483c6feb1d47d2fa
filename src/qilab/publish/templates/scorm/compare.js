// Is one answer as good as another, and how far is it from the right one? In the same words as the item bank's kinds of answer.

const UNKNOWN = "We cannot tell how you got there; a hint may help.";
const listed = (all) => all.join(", ");
const isAre = (count) => (count === 1 ? "is" : "are");

function same(kind, one, other) {
  if (kind.kind === "number") return Math.abs(one - other) <= kind.tolerance + FLOAT;
  if (kind.parts) return kind.parts.every(([name, , part]) => same(part, one[name], other[name]));
  return JSON.stringify(one) === JSON.stringify(other);
}

// The very same answer: numbers as they were written, whatever the tolerance.
function exactly(kind, one, other) {
  if (kind.kind === "number") return Math.abs(one - other) <= FLOAT * Math.max(Math.abs(one), Math.abs(other)) + 1e-12;
  if (kind.parts) return kind.parts.every(([name, , part]) => exactly(part, one[name], other[name]));
  return JSON.stringify(one) === JSON.stringify(other);
}

const differing = (kind, one, other) => kind.parts.filter(([name, , part]) => !same(part, one[name], other[name])).map(([name]) => name);

const COMPARE = {
  number(kind, value, { right, comparison, range }) {
    const shown = asShown(value);
    const words = outOfReach(kind, value, right, range);
    if (words) return words;
    const own = comparison.find(([border]) => border === null || value <= border);
    if (own) return own[1].replaceAll("{}", shown);
    const places = Array.from({ length: kind.decimals || 1 }, (_, i) => i);
    if (value !== right && places.some((n) => value === roundTo(right, n))) {
      return "You are close, but the number was rounded too far. Give it as the question asks.";
    }
    if (value * right < 0) {
      const [here, there] = value < 0 ? ["below", "above"] : ["above", "below"];
      return `${shown} is ${here} 0, but the right answer is ${there} it. ${UNKNOWN}`;
    }
    return `${shown} is too ${value < right ? "low" : "high"}. ${UNKNOWN}`;
  },
  "yes-no": () => `That is not it. ${UNKNOWN}`,
  choice: () => `That is not it. ${UNKNOWN}`,
  labels: (kind, value, { right }) => compareLabels(kind, value, right),
  months: (kind, value, { right }) => compareMonths(value, right),
  order(kind, value, { right }) {
    const first = value.findIndex((step, i) => step !== right[i]);
    if (first === 0) return "A different step comes first. What has to happen before anything else?";
    return `${first === 1 ? "The first step is" : `The first ${first} steps are`} in the right place. Look at what comes next.`;
  },
  fields(kind, value, { right }) {
    const wrong = differing(kind, value, right);
    const words = (names) => listed(kind.parts.filter(([name]) => names(name)).map(([, each]) => each));
    if (wrong.length === kind.parts.length) return "None of the parts is right yet.";
    return `Right already: ${words((name) => !wrong.includes(name))}. Look again at: ${words((name) => wrong.includes(name))}.`;
  },
  table(kind, value, { right }) {
    const wrong = differing(kind, value, right);
    const total = kind.parts.length;
    if (wrong.length === total) return "None of the cells is right yet.";
    return `Right already: ${total - wrong.length} of ${total} cells. Look again at: ${cellsInWords(kind, wrong)}.`;
  },
  pairs(kind, value, { right }) {
    const said = [pairsSoFar(kind, value, right)];
    const used = new Set(Object.values(value)), asked = new Set(Object.values(right));
    const extra = [...used].filter((each) => !asked.has(each)).length;
    const missing = [...asked].filter((each) => !used.has(each)).length;
    if (extra && kind.parts.length > 2) said.push(`${extra === 1 ? "One of your choices goes" : `${extra} of your choices go`} with none of them.`);
    if (missing && !kind.once) {
      said.push(`${missing === 1 ? "One choice" : `${missing} choices`} that you have not used ${missing === 1 ? "belongs" : "belong"} here.`);
    }
    return said.join(" ");
  },
};

// Which parts are right already, said after what else was said.
const SO_FAR = {
  fields: COMPARE.fields,
  table: COMPARE.table,
  pairs: (kind, value, { right }) => pairsSoFar(kind, value, right),
  labels: (kind, value, { right }) => labelsSoFar(kind, value, right),
  months: (kind, value, { right }) => monthsSoFar(value, right),
};

// Python rounds a half to the even neighbour of what a double really is; toFixed works on the same double.
const roundTo = (value, places) => Number(value.toFixed(places));

// Is it a number that cannot be? Else "".
function outOfReach(kind, value, right, range) {
  const shown = asShown(value);
  if (kind.unit === "%" && right >= 0 && right <= 100 && !(value >= 0 && value <= 100)) {
    const look = value < 0 ? "what is subtracted from what" : "what you divided by";
    return `${shown} cannot be a percentage here: a share lies between 0% and 100%. Look at ${look}.`;
  }
  if (kind.unit === "%" && value > 0 && value < 1 && right >= 2) {
    return `${shown} is very little for a percentage. If it is a share between 0 and 1, multiply it by 100.`;
  }
  if (kind.unit === "percentage points" && Math.abs(value) > 100) {
    return `${shown} cannot be percentage points: two percentages are never more than 100 points apart. Was a count used in place of a share?`;
  }
  if (kind.whole && value < 0 && right >= 0) return "A count cannot be below 0. Look at what is subtracted from what.";
  if (range && !(value >= range[0] && value <= range[1])) {
    return `${shown} lies ${value > right ? "above" : "below"} every value in the column rate, and no median or mean of them can be there.`;
  }
  return "";
}

function compareLabels(kind, value, right) {
  if (value.length === 1 && value[0] === kind.none) return `You say “${kind.none}”, but there is at least one to find.`;
  if (right.includes(kind.none)) return "None of those you named belongs here.";
  const hits = value.filter((each) => right.includes(each)).length;
  const extra = value.length - hits;
  const missed = right.length - hits;
  const gone = `${missed || "none"} ${missed < 2 ? "is" : "are"} missing`;
  if (!extra) return `${allBelong(hits)} Still missing: ${missed}.`;
  return (
    `Of the ${value.length} you named, ${hits || "none"} ${hits < 2 ? "belongs" : "belong"} here and ` +
    `${extra} ${extra === 1 ? "does" : "do"} not; ${gone}.`
  );
}

const allBelong = (number) => (number === 1 ? "The one you named belongs here." : "Everything you named belongs here.");

function labelsSoFar(kind, value, right) {
  const hits = value.filter((each) => right.includes(each)).sort();
  const extra = value.filter((each) => !right.includes(each)).sort();
  const missing = right.filter((each) => !value.includes(each)).length;
  if (value.includes(kind.none) || right.includes(kind.none) || !hits.length) return "";
  if (!extra.length) return allBelong(hits.length);
  if (kind.options.length - value.length > missing && missing > 0) return `Right already: ${listed(hits)}. Look again at: ${listed(extra)}.`;
  const sure = hits.slice(0, Math.floor(hits.length / 2));
  return sure.length ? `Among those that belong: ${listed(sure)}.` : "";
}

function compareMonths(value, right) {
  if (!value.length) return "You say that no month belongs to a signal, but there is at least one to find.";
  const hits = value.filter((each) => right.includes(each)).length;
  const extra = value.length - hits;
  const missed = right.length - hits;
  if (value.length === 1 && !hits) return right.length === 1 ? "The month you named is not the one." : "The month you named does not belong here.";
  const lacking = `${missed} ${isAre(missed)} missing`;
  if (!hits) return `None of your ${value.length} months belongs to a signal, and ${lacking}.`;
  if (!extra) {
    return `${hits === 1 ? "The month" : hits === 2 ? "Both months" : `All ${hits} months`} you named ${hits === 1 ? "belongs" : "belong"} to a signal; ${lacking}.`;
  }
  const missing = missed ? `, and ${lacking}` : ", and none is missing";
  return (
    `Of your ${value.length} months, ${hits} ${hits === 1 ? "belongs" : "belong"} to a signal; ` +
    `${extra} ${extra === 1 ? "does" : "do"} not${missing}.`
  );
}

// Months are written so that their order as text is their order in time.
function monthsSoFar(value, right) {
  const hits = value.filter((each) => right.includes(each));
  const extra = value.filter((each) => !right.includes(each));
  const missing = right.filter((each) => !value.includes(each));
  const first = value[0], last = value.at(-1);
  if (!hits.length) {
    if (value.length && right.length && last < right[0]) return "Look later than that.";
    return value.length && right.length && first > right.at(-1) ? "Look earlier than that." : "";
  }
  if (missing.length) {
    const places = [
      ["before your first month", (month) => month < first],
      ["between the ones you named", (month) => month > first && month < last],
      ["after your last month", (month) => month > last],
    ];
    return `Look ${places.filter(([, lies]) => missing.some(lies)).map(([place]) => place).join(" and ")}.`;
  }
  if (extra.every((month) => month < hits[0] || month > hits.at(-1))) return "Look again at the two ends of your months.";
  return "Look again at the months in the middle of yours.";
}

function pairsSoFar(kind, value, right) {
  const wrong = differing(kind, value, right);
  const words = (names) => kind.parts.filter(([name]) => names(name)).map(([, each]) => each).join("; ");
  if (wrong.length === kind.parts.length) return "No pair is right yet.";
  return `Right already: ${words((name) => !wrong.includes(name))}. Look again at: ${words((name) => wrong.includes(name))}.`;
}

// Cells in few words: whole columns and rows by their heading, the rest one by one as far as that helps.
function cellsInWords(kind, cells) {
  const named = 6;
  const said = [];
  let left = [...cells];
  const columns = kind.columns.map(([column, words]) => [`the whole column ${words}`, kind.rows.map(([row]) => `${row}/${column}`)]);
  const rows = kind.rows.map(([row, words]) => [`the whole row ${words}`, kind.columns.map(([column]) => `${row}/${column}`)]);
  for (const [words, places] of [...columns, ...(kind.columns.length > 1 ? rows : [])]) {
    if (places.every((place) => left.includes(place))) {
      said.push(words);
      left = left.filter((place) => !places.includes(place));
    }
  }
  const words = new Map(kind.parts.map(([name, each]) => [name, each]));
  said.push(...left.slice(0, named).map((place) => words.get(place)));
  if (left.length > named) said.push(`${left.length - named} more`);
  return said.join("; ");
}
