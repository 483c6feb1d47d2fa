// What is kept of each question, and all of it in one line of at most 4,096 characters, which is what SCORM 1.2 has room for.
// Of a question: tries, steps of help that are open, the best score so far, how its last answer was, and what stands in its fields.

const VERSION = "1";
const MOST_KEPT = 4096;
const STATES = ["", "right", "note", "mistake", "unread", "blank"];
const MOST_TRIES = 36 * 36 - 1;

const fresh = () => ({ tries: 0, hints: 0, score: 0, state: "", values: {}, judged: "" });

// “~” stands between questions, “|” between fields. Where somebody types one of these, it is kept as two letters.
const escaped = (text) => text.replaceAll("^", "^0").replaceAll("~", "^1").replaceAll("|", "^2");
const unescaped = (text) => text.replaceAll("^2", "|").replaceAll("^1", "~").replaceAll("^0", "^");

// Five ticks a letter.
function packTicks(options, ticked) {
  let packed = "";
  for (let at = 0; at < options.length; at += 5) {
    packed += options.slice(at, at + 5).reduce((sum, each, bit) => sum + (ticked.includes(each) ? 1 << bit : 0), 0).toString(32);
  }
  return packed.replace(/0+$/, "");
}

const unpackTicks = (options, packed) => options.filter((_, i) => (parseInt(packed[Math.floor(i / 5)] ?? "0", 32) >> (i % 5)) & 1);

const FIELDS = {
  text: { pack: (field, value) => escaped(value ?? ""), unpack: (field, packed) => unescaped(packed) },
  choice: {
    pack: ({ options }, value) => (options.includes(value) ? options.indexOf(value).toString(36) : ""),
    unpack: ({ options }, packed) => (packed ? options[parseInt(packed, 36)] ?? null : null),
  },
  several: { pack: ({ options }, value) => packTicks(options, value ?? []), unpack: ({ options }, packed) => unpackTicks(options, packed) },
  ticks: {
    pack: ({ options }, value) => packTicks(options, (value ?? []).map(String)),
    unpack: ({ options }, packed) => unpackTicks(options, packed).map(Number),
  },
  order: {
    pack: ({ options }, value) => (value ?? []).map((each) => options.indexOf(each).toString(36)).join(""),
    unpack({ options }, packed) {
      const order = [...packed].map((each) => options[parseInt(each, 36)]);
      return new Set(order).size === options.length && !order.includes(undefined) ? order : null;
    },
  },
};
FIELDS.radios = FIELDS.choice;

function packQuestion(question, kept) {
  if (!kept.tries && !kept.hints && !Object.values(kept.values).some((value) => value?.length)) return "";
  const tries = Math.min(kept.tries, MOST_TRIES).toString(36).padStart(2, "0");
  const halves = Math.round(2 * kept.score).toString(36);
  const values = question.fields.map((field) => FIELDS[field.sort].pack(field, kept.values[field.name]));
  return `${question.id}${tries}${kept.hints}${halves}${STATES.indexOf(kept.state)}${values.join("|").replace(/\|+$/, "")}`;
}

function unpackQuestion(question, packed) {
  const found = /^(\w{2})(\d)(\w)(\d)(.*)$/s.exec(packed);
  if (!found) return fresh();
  const values = found[5].split("|");
  return {
    ...fresh(),
    tries: parseInt(found[1], 36) || 0,
    hints: Math.min(Number(found[2]), 9),
    score: Math.min((parseInt(found[3], 36) || 0) / 2, question.points),
    state: STATES[Number(found[4])] ?? "",
    values: Object.fromEntries(question.fields.map((field, i) => [field.name, FIELDS[field.sort].unpack(field, values[i] ?? "")])),
  };
}

// kept: by the questions' keys. Each question begins with three letters of its own, so that a newer edition of the page finds what it knows.
function pack(questions, kept) {
  return [VERSION, ...questions.map((question) => packQuestion(question, kept[question.key])).filter(Boolean)].join("~");
}

function unpack(questions, packed) {
  const [version, ...parts] = (packed ?? "").split("~");
  const found = version === VERSION ? new Map(parts.map((part) => [part.slice(0, 3), part.slice(3)])) : new Map();
  return Object.fromEntries(questions.map((each) => [each.key, found.has(each.id) ? unpackQuestion(each, found.get(each.id)) : fresh()]));
}

// What two places kept of the same person: of each question that with more tries, and the best score of both.
function joined(one, other) {
  const keys = Object.keys(one);
  return Object.fromEntries(
    keys.map((key) => {
      const [more, less] = one[key].tries >= other[key].tries ? [one[key], other[key]] : [other[key], one[key]];
      return [key, { ...more, hints: Math.max(more.hints, less.hints), score: Math.max(more.score, less.score) }];
    }),
  );
}

// The share of the points in whole per cent, rounded down: 74.9% is not 75%.
function percent(questions, kept) {
  const most = questions.reduce((sum, { points }) => sum + points, 0);
  const got = questions.reduce((sum, { key }) => sum + kept[key].score, 0);
  return most ? Math.floor((100 * got) / most + FLOAT) : 0;
}

// passed from the mastery score on; failed once each question was tried without reaching it; else incomplete. More tries can still pass.
function statusOf(questions, kept, mastery) {
  const scored = questions.filter(({ points }) => points);
  if (!scored.length) return "incomplete";
  if (percent(scored, kept) >= mastery) return "passed";
  return scored.every(({ key }) => kept[key].tries) ? "failed" : "incomplete";
}
