// Numbers as people type them and as we show them. Each function does what its namesake in Python does.

const FLOAT = 1e-9; // what two ways to the same number may differ by

// As Python's format “g”: so many digits at most, no zeros at the end, and a power of ten for very large and very small ones.
function general(value, digits = 6) {
  if (value === 0) return "0";
  const [digitsOf, power] = value.toExponential(digits - 1).split("e");
  const exponent = Number(power);
  const trimmed = (text) => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);
  if (exponent < -4 || exponent >= digits) {
    return `${trimmed(digitsOf)}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
  }
  return trimmed(value.toFixed(Math.max(0, digits - 1 - exponent)));
}

const withCommas = (text) => text.replace(/^(-?\d+)/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ","));

// A learner's number at the beginning of a message, never with an e for a power of ten.
function asShown(value) {
  const size = Math.abs(value);
  if (size >= 1e15) return `A number of ${Math.trunc(Math.log10(size)) + 1} digits`;
  if (size >= 1e6) return withCommas(value.toFixed(0));
  return size >= 1e-4 || value === 0 ? withCommas(general(value)) : value.toFixed(9).replace(/0+$/, "").replace(/\.$/, "");
}

const CLOCK = new RegExp(
  "^(?<hour>[01]?\\d|2[0-4])(?:(?<colon>:)(?<minute>[0-5]\\d)(?::[0-5]\\d)?|[.](?=[0-5]\\d\\s*[ap])(?<late>[0-5]\\d))?\\s*" +
    "(?<half>[ap]\\.?m\\.?|h|hrs?|o[’']clock)?(?:\\s*(?:-|–|to)\\s*\\d{1,2}(?::[0-5]\\d)?\\s*(?:[ap]\\.?m\\.?|h|hrs?)?)?$",
  "i",
);

// What to say to a time of day where a number is asked for; null for anything else.
function clockTime(written) {
  const found = CLOCK.exec(written);
  if (!found) return null;
  const half = (found.groups.half ?? "").toLowerCase().slice(0, 1);
  if (!found.groups.colon && !["a", "p", "o"].includes(half)) return null;
  let hour = Number(found.groups.hour);
  if (["a", "p"].includes(half) && hour >= 1 && hour <= 12) hour = (hour % 12) + (half === "p" ? 12 : 0);
  return problem(
    `“${written.slice(0, 40)}” is a time of day, and the answer is one number. If an hour is asked for, give the hour it falls in, ` +
      `by the 24-hour clock: ${hour}. If it is how long something takes, give hours or minutes as a number, as the question says.`,
  );
}

const TYPED = /^([£$€]?)\s*([+\-−–]?)\s*(\d[\d,\s]*(?:\.\d*)?|\.\d+)(e[+-]?\d{1,3})?\s*((?:[%/£$€]|\p{L}).*)?$/iu;

// The number that somebody typed and the words beside it: { number, words }, a problem, or null for an empty box.
function typedNumber(text) {
  const written = text.split(/\s+/u).filter(Boolean).join(" ");
  if (!written) return null;
  const clock = clockTime(written);
  if (clock) return clock;
  const found = TYPED.exec(written);
  let digits = found ? found[3].trim() : "";
  if (/^(?:\d+,\d{1,2}|\d+,\d{4,})$/.test(digits)) digits = digits.replaceAll(",", ".");
  if (!found || /,(?!\d{3}(?:\D|$))|\s(?!\d{3}(?:\D|$))/.test(digits)) {
    return problem(`“${written.slice(0, 40)}” is not a number that we can read. Type it in digits, such as 6.6.`);
  }
  const sign = found[2] && found[2] !== "+" ? "-" : "";
  const number = Number(sign + digits.replace(/[,\s]/g, "") + (found[4] ?? ""));
  if (!Number.isFinite(number)) return problem("That number is too large to work with. Count its digits again.");
  return { number: number === 0 ? 0 : number, words: (found[1] || found[5] || "").trim() };
}

// One plain form of a unit, so that near spellings are one.
function plainUnit(text) {
  return text
    .trim()
    .toLowerCase()
    .replaceAll(",", "")
    .replaceAll("‑", "-")
    .replace(/\.+$/, "")
    .replace(/\bper\s+(?=\d|occupied|bed|obd)/g, "per ")
    .replace(/\bfalls\s+(?=per|\/)/g, "")
    .replaceAll("/ ", "per ")
    .replaceAll("/", "per ")
    .replace(/\b(?:1k|(?:one |a )?thousand)\b/g, "1000")
    .replace(/\b(?:one |a )?hundred\b/g, "100")
    .replace(/bed[ -]?days?/g, "bed days")
    .replace(/\boccupied bed days\b|\bobds?\b/g, "bed days")
    .replace(/\s+/g, " ");
}

const unitCalled = (name) => UNITS.find((unit) => unit.name === name);

// The unit that a text names, the one asked for first; undefined where we do not know it.
function readUnit(text, expected) {
  const plain = plainUnit(text);
  return [unitCalled(expected), ...UNITS].find((unit) => unit?.spellings.includes(plain));
}
