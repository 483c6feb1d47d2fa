// A prediction or a vote as a short code, for a room without a server: a learner reads it out, the facilitator types it in.
// It holds a number or the place of an option, and two digits that notice a slip, or a code that was made for another question.

const CODE = /^(\d{1,24})-(\d\d)$/;
const MOST_PLACES = 4;

/** The check digits of ISO 7064 MOD 97-10: they notice each wrong digit and each two that changed places. */
export function checkDigits(digits) {
  let rest = 0;
  for (const digit of `${digits}00`) rest = (rest * 10 + Number(digit)) % 97;
  return String(98 - rest).padStart(2, "0");
}

/** Four digits that stand for a question. They are not in the code, but its check digits know them. */
export function sign(key) {
  let sum = 0;
  for (const letter of key) sum = (sum * 31 + letter.codePointAt(0)) % 9973;
  return String(sum).padStart(4, "0");
}

/** A number as one digit (its decimals; 5 more below zero) and its figures. */
function figures(value) {
  const text = String(Number(Math.abs(value).toFixed(MOST_PLACES)));
  const places = (text.split(".")[1] ?? "").length;
  return { form: places + (value < 0 ? 5 : 0), digits: text.replace(".", "").replace(/^0+(?=\d)/, "") };
}

const number = (form, digits) => Number(`${form > 4 ? "-" : ""}${Number(digits) / 10 ** (form % 5)}`);

/** The code of an answer to a question { key, options, range }: value is a number, a pair of numbers or an option's key. */
export function makeCode({ key, options = [], range = false }, value) {
  let payload;
  if (options.length) {
    payload = String(options.findIndex(([one]) => one.toLowerCase() === value.toLowerCase()) + 1);
  } else if (range) {
    const places = Math.max(...value.map((one) => figures(one).form));
    const [low, high] = value.map((one) => String(Math.round(one * 10 ** places)));
    payload = `${places}${low.length}${low}${high}`;
  } else {
    const { form, digits } = figures(value);
    payload = `${form}${digits}`;
  }
  return `${payload}-${checkDigits(sign(key) + payload)}`;
}

/**
 * What somebody typed for a question: a code, or the answer itself as it stands on a sticky note. { value } or, where it cannot be
 * taken, { words }.
 */
export function readCode(typed, question) {
  if (!question) return { words: "Choose the question or the vote first." };
  const text = typed.trim();
  const found = text.replaceAll(" ", "").match(CODE);
  if (found) {
    const [, payload, digits] = found;
    if (checkDigits(sign(question.key) + payload) !== digits) return { words: "That code does not fit: a digit is wrong, or it belongs to another question. Ask for it again." };
    return within(decode(payload, question), question);
  }
  return within(plain(text, question), question);
}

function decode(payload, { options = [], range = false }) {
  if (options.length) return options[Number(payload) - 1]?.[0];
  const form = Number(payload[0]);
  if (!range) return payload.length > 1 ? number(form, payload.slice(1)) : undefined;
  const length = Number(payload[1]);
  const [low, high] = [payload.slice(2, 2 + length), payload.slice(2 + length)];
  return low && high ? [number(form, low), number(form, high)] : undefined;
}

function plain(text, { options = [], range = false }) {
  const same = (one) => one.toLowerCase() === text.toLowerCase();
  if (options.length) return options.find(([key, words]) => same(key) || same(words))?.[0];
  const numbers = text.split(/\s*(?:to|–|\s)\s*/).map((one) => (/^[-−]?\d*[.,]?\d+$/.test(one) ? Number(one.replace("−", "-").replace(",", ".")) : NaN));
  if (numbers.some(Number.isNaN) || numbers.length !== (range ? 2 : 1)) return undefined;
  return range ? numbers : numbers[0];
}

function within(value, { options = [], range = false, least, most }) {
  if (value === undefined) {
    const wanted = options.length ? `one of ${options.map(([key]) => key).join(", ")}` : range ? "two numbers, such as 8 to 12" : "a number";
    return { words: `That could not be read. Give ${wanted}, or the code from the learner’s page.` };
  }
  const bad = [].concat(value).some((one) => typeof one === "number" && ((least != null && one < least) || (most != null && one > most)));
  return bad ? { words: `Numbers from ${least} to ${most} fit here.` } : { value };
}
