// What the fields of a form come to: { value, unit }, a problem in words, or null while nothing is filled in. The names of the fields
// and the rules are those of the course's own forms.

const problem = (message) => ({ problem: message });
const capital = (words) => words.slice(0, 1).toUpperCase() + words.slice(1);

const READERS = {
  number(kind, name, values) {
    const typed = typedNumber(values[name] ?? "");
    if (typed === null || typed.problem) return typed;
    const { number, words } = typed;
    const hasMenu = kind.shown === "menu" && kind.unit !== null;
    const said = unitTyped(kind, number, words, hasMenu);
    if (said?.problem) return said;
    const whole = kind.whole && Math.abs(number - Math.round(number)) >= FLOAT;
    const notWhole = "A count is a whole number. Count again; or, if it came out of a formula, ask whether to go up or down.";
    if (!hasMenu) return whole ? { later: notWhole, value: number } : { value: number, unit: null };
    const chosen = values[`${name}_unit`] || null;
    if (said && chosen && said.name !== chosen) {
      return problem(`You typed “${words}” after the number and chose “${chosen}” from the menu. Choose one of the two.`);
    }
    return { value: number, unit: chosen ?? said?.name ?? null };
  },

  "yes-no": (kind, name, values) => ({ yes: { value: true }, no: { value: false } })[values[name]] ?? null,

  choice: (kind, name, values) => (values[name] ? { value: values[name] } : null),

  labels(kind, name, values) {
    const ticked = values[name] ?? [];
    if (!ticked.length) return null;
    if (ticked.includes(kind.none) && ticked.length > 1) {
      return problem(`Your answer says “${kind.none}” and names some as well. Choose one or the other.`);
    }
    return { value: [...ticked].sort() };
  },

  months(kind, name, values) {
    if (!kind.months.length) return monthsTyped(kind, (values[name] ?? "").trim());
    const ticked = (values[name] ?? []).filter((x) => x >= 1 && x <= kind.months.length);
    if ((values[`${name}_none`] ?? []).length) {
      return ticked.length ? problem("You ticked some months, and also that there are none. Choose one or the other.") : { value: [] };
    }
    return ticked.length ? { value: ticked.map((x) => kind.months[x - 1]).sort() } : null;
  },

  order: (kind, name, values) => (values[name] ? { value: values[name] } : null),

  fields: (kind, name, values) => together(kind, kind.parts.map(([part]) => `${name}_${part}`), values),

  pairs(kind, name, values) {
    const given = together(kind, kind.parts.map((_, i) => `${name}_${i + 1}`), values);
    return (kind.once && given?.value && usedTwice(kind, given.value)) || given;
  },

  table(kind, name, values) {
    const places = kind.rows.flatMap((_, i) => kind.columns.map((__, j) => `${name}_${i + 1}_${j + 1}`));
    return together(kind, places, values);
  },
};

const read = (kind, name, values) => {
  const given = READERS[kind.kind](kind, name, values);
  return given?.later ? problem(given.later) : given;
};

function unitTyped(kind, number, words, hasMenu) {
  if (!words) return null;
  const shown = general(number);
  const cut = words.slice(0, 40);
  if (kind.unit === null) {
    return readUnit(words, "%")?.name === "%" ? null : problem(`Type only the number here: ${shown}, without “${cut}”.`);
  }
  const said = readUnit(words, kind.unit);
  if (said && (said.name === kind.unit || (hasMenu && kind.menu.includes(said.name)))) return said;
  const only = `Type only the number, ${shown}, `;
  return problem(
    hasMenu
      ? `“${cut}” is not one of the units in the menu. ${only}and choose its unit from the menu.`
      : `${only}without “${cut}”: this answer is in ${kind.unit}.`,
  );
}

// An answer of several parts: what cannot be read comes first, then what is missing, then what the parts themselves refuse.
function together(kind, places, values) {
  const given = kind.parts.map(([name, words, part], i) => [name, words, READERS[part.kind](part, places[i], values)]);
  const unread = given.find(([, , each]) => each?.problem);
  if (unread) return problem(`${capital(unread[1])}: ${unread[2].problem}`);
  const lacking = given.filter(([, , each]) => each === null);
  if (lacking.length === given.length) return null;
  if (lacking.length) {
    const said = kind.kind === "table" ? cellsInWords(kind, lacking.map(([name]) => name)) : lacking.map(([, words]) => words).join(", ");
    return problem(`Still to fill in: ${said}.`);
  }
  const refused = given.find(([, , each]) => each.later);
  if (refused) return problem(`${capital(refused[1])}: ${refused[2].later}`);
  return { value: Object.fromEntries(given.map(([name, , each]) => [name, each.value])) };
}

function usedTwice(kind, chosen) {
  for (const choice of Object.values(chosen)) {
    const rows = kind.parts.filter(([row]) => chosen[row] === choice).map(([, words]) => words);
    if (rows.length > 1) {
      return problem(
        `“${kind.choices[choice]}” is matched with ${rows[0]} and with ${rows[1]}, and each choice can be used only once. Choose one of the two.`,
      );
    }
  }
  return null;
}

const MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

// One month from text (day first), as “2023-04”; null where it is none.
function readMonth(text) {
  const written = text.trim().slice(0, 20).toLowerCase();
  const named = (name) => MONTHS.findIndex((month) => month === name || month.slice(0, 3) === name) + 1;
  const short = (year) => (Number(year) >= 69 ? 1900 : 2000) + Number(year);
  const ways = [
    [/^(\d{4})-(\d{1,2})$/, (y, m) => [y, m]],
    [/^([a-z]+) (\d{4})$/, (m, y) => [y, named(m)]],
    [/^([a-z]{3})-(\d{2})$/, (m, y) => [short(y), named(m)]],
    [/^([a-z]+) (\d{2})$/, (m, y) => [short(y), named(m)]],
    [/^(\d{4})-(\d{1,2})-(\d{1,2})$/, (y, m, d) => [y, m, d]],
    [/^(\d{1,2})\/(\d{1,2})\/(\d{4})$/, (d, m, y) => [y, m, d]],
    [/^(\d{1,2})\/(\d{4})$/, (m, y) => [y, m]],
    [/^(\d{1,2}) ([a-z]+) (\d{4})$/, (d, m, y) => [y, named(m), d]],
  ];
  for (const [form, turn] of ways) {
    const found = form.exec(written);
    if (!found) continue;
    const [year, month, day = 1] = turn(...found.slice(1)).map(Number);
    const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
    if (month >= 1 && month <= 12 && day >= 1 && day <= last) return `${year}-${String(month).padStart(2, "0")}`;
  }
  return null;
}

function monthsTyped(kind, text) {
  if (!text) return null;
  if (["none", "no", "no signal", "nothing"].includes(text.toLowerCase())) return { value: [] };
  const found = new Set();
  for (const part of text.replace(/^[[\]]+|[[\]]+$/g, "").split(/\s*(?:,|;|\band\b)\s*/)) {
    if (!part) continue;
    const ends = part.split(/\s+(?:to|until|–|-)\s+/).map(readMonth);
    if (ends.length === 2 && ends[0] && ends[1] && ends[0] <= ends[1]) {
      for (let month = ends[0]; month <= ends[1]; month = monthAfter(month)) found.add(month);
      continue;
    }
    const month = readMonth(part);
    if (!month) return { later: `We could not read “${part.slice(0, 40)}” as a month. Write it as “2023-04”.` };
    found.add(month);
  }
  if (!found.size) return { later: "Nothing is ticked or named here yet. If you mean that there are none, say so: write “none”." };
  return { value: [...found].sort() };
}

function monthAfter(month) {
  const [year, number] = month.split("-").map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, "0")}`;
}
