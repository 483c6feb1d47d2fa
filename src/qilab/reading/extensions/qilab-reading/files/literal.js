// May an answer's cell run without being asked? Only if it says nothing but values: the lines it was given, and
// assignments of plain literals to its own names, with answer(…) as the one call. Everything else waits for a person.

const TOKEN = new RegExp(
  [
    "(?<space>[ \\t]+|\\\\\\n)",
    "(?<comment>#[^\\n]*)",
    "(?<line>\\n)",
    "(?<number>(?:\\d[\\d_]*\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)",
    "(?<string>\"(?:[^\"\\\\\\n]|\\\\.)*\"|'(?:[^'\\\\\\n]|\\\\.)*')",
    "(?<name>[A-Za-z_]\\w*)",
    "(?<sign>[=,:()\\[\\]{}+-])",
  ].join("|"),
  "y",
);
const WORDS = new Set(["None", "True", "False"]);
const CLOSES = { "(": ")", "[": "]", "{": "}" };

class Odd extends Error {}

/** The tokens of one stretch of source, without spaces and comments. Throws at anything that no literal has. */
function tokens(source) {
  const found = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(source);
    if (!match) throw new Odd(`at ${at}`);
    const [kind, text] = Object.entries(match.groups).find(([, value]) => value !== undefined);
    if (kind !== "space" && kind !== "comment") found.push({ kind, text, at, end: TOKEN.lastIndex });
  }
  found.push({ kind: "line", text: "\n", at: source.length, end: source.length });
  return found;
}

class Reader {
  constructor(list) { this.list = list; this.at = 0; this.depth = 0; }

  next() {
    if (this.depth) while (this.list[this.at]?.kind === "line") this.at += 1;
    return this.list[this.at] ?? { kind: "end", text: "" };
  }

  take(text) {
    const token = this.next();
    if (text !== undefined && token.text !== text) throw new Odd(token.text);
    this.at += 1;
    return token;
  }

  value() {
    const token = this.next();
    if ("+-".includes(token.text) && token.kind === "sign") {
      this.take();
      if (this.next().kind !== "number") throw new Odd(token.text);
      return this.value();
    }
    if (token.kind === "number") return this.take();
    if (token.kind === "string") {
      while (this.next().kind === "string") this.take();
      return token;
    }
    if (WORDS.has(token.text)) return this.take();
    if (token.text === "answer") { this.take(); return this.inside("(", true); }
    return this.inside(token.text, false);
  }

  /** The parts between two brackets: values, in braces also value: value, in a call also name=value. */
  inside(open, call) {
    if (!CLOSES[open]) throw new Odd(open);
    this.take(open);
    this.depth += 1;
    if (this.depth > 20) throw new Odd("too deep");
    while (this.next().text !== CLOSES[open]) {
      const token = this.next();
      if (call && token.kind === "name" && !WORDS.has(token.text) && token.text !== "answer") {
        this.take();
        this.take("=");
      }
      this.value();
      if (open === "{" && this.next().text === ":") { this.take(); this.value(); }
      if (this.next().text !== ",") break;
      this.take(",");
    }
    const last = this.next();
    if (last.text !== CLOSES[open]) throw new Odd(last.text);
    this.depth -= 1;
    this.at += 1;
    return last;
  }
}

/** The names that a text gives a value to, at the start of a line. */
const names = (source) => new Set([...source.matchAll(/^([A-Za-z_]\w*)[ \t]*=(?!=)/gm)].map((m) => m[1]));

/**
 * Does `source` hold nothing but lines of `stub` (the cell as it was given out) and its names set to plain values?
 */
export function saysOnlyValues(source, stub) {
  const given = new Set(stub.split("\n").map((line) => line.trimEnd()).filter(Boolean));
  const own = names(stub);
  let rest = `${source.trimEnd()}\n`;
  try {
    while (rest) {
      const line = rest.slice(0, rest.indexOf("\n") + 1);
      if (!line.trim() || line.trimStart().startsWith("#") || given.has(line.trimEnd())) {
        rest = rest.slice(line.length);
        continue;
      }
      const name = line.match(/^([A-Za-z_]\w*)[ \t]*=/);
      if (!name || !own.has(name[1])) return false;
      rest = afterAssignment(rest);
    }
  } catch (error) {
    if (error instanceof Odd) return false;
    throw error;
  }
  return true;
}

/** What follows one `name = literal`. The end of its line must follow the literal. */
function afterAssignment(source) {
  const equals = source.indexOf("=") + 1;
  const value = source.slice(equals);
  for (let end = value.indexOf("\n"); end !== -1; end = value.indexOf("\n", end + 1)) {
    const reader = attempt(value.slice(0, end));
    if (reader) return value.slice(end + 1);
  }
  throw new Odd("no literal");
}

/** True if the text is one whole literal. */
function attempt(text) {
  try {
    const reader = new Reader(tokens(text));
    reader.value();
    return reader.next().kind === "line" && reader.at === reader.list.length - 1;
  } catch (error) {
    if (error instanceof Odd) return false;
    throw error;
  }
}
