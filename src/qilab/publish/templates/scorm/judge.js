// The verdict on an answer: { state, message, score }. The tables were made from the item bank; what they do not hold is compared.

const HALF = 0.5; // of the points, for a right number without its unit
const FILL_IN = "Fill in your answer first, then press Check.";

// question: as questions.py makes it. values: those of its fields by name.
function verdictOn(question, values) {
  const given = read(question.kind, question.kind.kind === "choice" ? "choice" : "answer", values);
  if (given === null) return { state: "blank", message: FILL_IN, score: 0 };
  if (given.problem) return { state: "unread", message: given.problem, score: 0 };
  return judged(question, given);
}

function judged(question, given) {
  const { kind, right } = question;
  if (same(kind, given.value, right)) return whenRight(question, given, "right", question.praise);
  const note = question.notes.find(([value]) => same(kind, given.value, value));
  if (note) return whenRight(question, given, "note", note[1]);
  const near = nearKnown(kind, given.value, question.known);
  const isKnown = question.known.some(([value]) => same(kind, given.value, value));
  const message = (!isKnown && rescaled(kind, given, right)) || messageFor(question, given, near);
  return { state: "mistake", message, score: 0 };
}

function messageFor(question, given, near) {
  const { kind } = question;
  const entry = question.entries.find(([value]) => exactly(kind, value, given.value));
  if (entry) {
    const message = question.said[entry[1]];
    return entry[2] ? message : beside(kind, given, message);
  }
  const so = SO_FAR[kind.kind]?.(kind, given.value, question) ?? "";
  const words = wrongNumbers(kind, given.value, question.right) || COMPARE[kind.kind](kind, given.value, question);
  const message = near ? `This may apply to your answer. ${near}` : beside(kind, given, words);
  return message.includes(so) ? message : `${message} ${so}`;
}

// On which side of the right numbers those of an answer in parts lie; "" where no number is wrong.
function wrongNumbers(kind, value, right) {
  const wrong = (kind.parts ?? []).filter(([name, , part]) => part.kind === "number" && !same(part, value[name], right[name]));
  const sides = [
    ["low", wrong.filter(([name]) => value[name] < right[name])],
    ["high", wrong.filter(([name]) => value[name] >= right[name])],
  ];
  return sides.filter(([, parts]) => parts.length).map(([side, parts]) => `Too ${side}: ${listed(parts.map(([, words]) => words))}.`).join(" ");
}

// The message of the nearest known slip that the answer is as good as; a tolerance as wide as a small number says nothing.
function nearKnown(kind, value, known) {
  const found = known.filter(([each]) => same(kind, value, each));
  if (kind.kind !== "number") return found[0]?.[1];
  const telling = found.filter(([each]) => each === 0 || Math.abs(each) > 2 * kind.tolerance || Math.abs(value - each) <= 0.1 * Math.abs(each));
  telling.sort((a, b) => Math.abs(a[0] - value) - Math.abs(b[0] - value));
  return telling[0]?.[1];
}

// The number is right: only its unit may still be missing or wrong.
function whenRight({ kind, points }, { unit }, state, message) {
  if (kind.kind !== "number" || kind.unit === null || (kind.whole && !unit)) return { state, message, score: points };
  if (!unit) {
    const words =
      "The number is right. Now give its unit as well, because a number without one can be read in more " +
      `than one way. Here it is “${kind.unit}”: choose it from the menu.`;
    return { state: "mistake", message: words, score: points * HALF };
  }
  if (unit === kind.unit) return { state, message, score: points };
  const words =
    `The number is right, but the unit is not: you gave “${unit}”, and this number is “${kind.unit}”. ` +
    "The same number in another unit means something different.";
  return { state: "mistake", message: words, score: 0 };
}

// Is it the right amount, said in another unit of its family? Then the sentence that says so.
function rescaled(kind, { value, unit }, right) {
  if (kind.kind !== "number" || kind.unit === null || !unit || unit === kind.unit) return "";
  const said = unitCalled(unit), asked = unitCalled(kind.unit);
  if (!said?.family || said.family !== asked?.family) return "";
  if (Math.abs((value * said.size) / asked.size - right) > kind.tolerance + FLOAT) return "";
  return (
    `That is the right amount, but its unit is “${said.name}”. The question asks for it in “${kind.unit}”, so change the ` +
    "scale and check again."
  );
}

// Names the unit given where it is another than the one asked for: the number may be right in it.
function beside(kind, { unit }, message) {
  if (kind.kind !== "number" || kind.unit === null || !unit || unit === kind.unit) return message;
  return `${message} You gave it in “${unit}”; the question asks for “${kind.unit}”.`.trim();
}
