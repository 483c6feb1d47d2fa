// Tracks: which pages follow each other.

/** “M6 Run charts”, “M6 Run charts: exercises”. */
export const label = (page) => page.label;

const page = (known, address) => ({ address, ...known.pages[address] });

/** The pages of a track in order, with the heading (`hash`) where a part begins; of the whole course where none was chosen. */
export function trackPages(known, track) {
  const { pages, from } = Object.hasOwn(known.tracks, track) ? known.tracks[track] : { pages: known.order };
  return (pages ?? []).map((address) => ({ ...page(known, address), hash: from?.[address] ?? "" }));
}

/** Does a track leave any code in sight? Without a track, yes. */
export const hasCode = (known, track) => !Object.hasOwn(known.tracks, track) || known.tracks[track].code;

/** The pages before and after one, in the track or in the whole course; from one outside both, first page and second. */
export function neighbours(known, track, address) {
  const [pages] = [trackPages(known, track), trackPages(known, "")].filter((one) => one.some((p) => p.address === address));
  if (!pages) return { back: trackPages(known, track)[0], next: trackPages(known, track)[1] };
  const at = pages.findIndex((one) => one.address === address);
  return { back: pages[at - 1], next: pages[at + 1] };
}
