// Where a number stands on the wall: the ends of an axis and its ticks.

/** The smallest of 1, 2, 5, 10, 20, … that is at least so much. */
export function roundUp(value) {
  if (!(value > 0)) return 1;
  const ten = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((n) => n * ten).find((n) => n >= value * (1 - 1e-9));
}

/**
 * The ends of an axis for what was said, as [from, to]. They are round numbers, so that a growing picture seldom jumps, and
 * lie within what the question takes unless a result lies beyond it.
 */
export function ends(values, least, most) {
  const high = Math.max(0, ...values);
  const low = Math.min(0, ...values);
  const within = (to, end) => (end !== null && Math.abs(to) > Math.abs(end) ? end : to);
  const top = high > 0 ? Math.max(within(roundUp(high), most), high) : 0;
  const bottom = low < 0 ? Math.min(within(-roundUp(-low), least), low) : 0;
  if (top > bottom) return [bottom, top];
  return [bottom, bottom + 1];
}

/** Some five round numbers from one end to the other. */
export function ticks(from, to) {
  const step = roundUp((to - from) / 6);
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** A number as people say it: no more than four decimals, thousands with a comma. */
export const say = (value) => Number(value).toLocaleString("en-GB", { maximumFractionDigits: 4 });

/** The middle of some numbers. */
export function middle(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return (sorted[Math.ceil(half) - 1] + sorted[Math.floor(half)]) / 2;
}

/** How many dots of each size fit: { size, columns: [[value, count]] }, the largest size at which no pile is too high. */
export function piles(values, [from, to], width, height) {
  for (let size = 24; ; size -= 1) {
    const bins = Math.max(1, Math.floor(width / size));
    const counts = new Map();
    for (const value of values) {
      const bin = Math.round(((value - from) / (to - from)) * bins);
      counts.set(bin, (counts.get(bin) ?? 0) + 1);
    }
    if (size <= 4 || Math.max(...counts.values()) * size <= height) {
      return { size, columns: [...counts].map(([bin, count]) => [from + (bin / bins) * (to - from), count]) };
    }
  }
}
