// Looks for words in all pages. It runs in the page alone: nothing is sent, and a page opened from a disk works too.
"use strict";
(() => {
  const { pages, parts } = window.QILAB_SEARCH;
  const MOST = 30; // places shown
  const AROUND = 90; // letters before and after a word that was found
  const box = document.getElementById("words");
  const said = document.getElementById("found");
  const list = document.getElementById("places");

  // “Médian” finds “median”, and ’ is '.
  const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[‘’]/g, "'").toLowerCase();
  const words = (text) => plain(text).match(/[\p{L}\p{N}']+/gu) || [];

  // Where a word begins in a text: “run” is found in “runs”, and “un” is not.
  const places = (text, word) => {
    const found = [];
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      if (at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1])) found.push(at);
    }
    return found;
  };

  const worth = ([page, , heading, text], sought) => {
    const inTitle = plain(pages[page][0]), inHeading = plain(heading), inText = plain(text);
    let total = 0, met = 0;
    for (const word of sought) {
      const heads = places(inHeading, word).length, titles = places(inTitle, word).length, here = places(inText, word).length;
      if (heads + here + (heads + here ? titles : 0)) met += 1;
      total += 12 * Math.min(heads, 1) + 4 * Math.min(titles, 1) + Math.min(here, 5);
    }
    return { met, total };
  };

  const excerpt = (text, sought) => {
    const low = plain(text);
    // Letters that plain() makes shorter would shift the places: then the beginning is shown.
    const first = low.length === text.length ? Math.min(...sought.flatMap((word) => places(low, word).slice(0, 1)), Infinity) : Infinity;
    const from = first === Infinity ? 0 : Math.max(0, text.lastIndexOf(" ", Math.max(0, first - AROUND)) + 1);
    const till = Math.min(text.length, (first === Infinity ? 0 : first) + 2 * AROUND);
    const node = document.createElement("p");
    if (from > 0) node.append("… ");
    const piece = text.slice(from, till);
    const marks = sought.flatMap((word) => places(plain(piece), word).map((at) => [at, at + word.length])).sort((a, b) => a[0] - b[0]);
    let done = 0;
    if (plain(piece).length === piece.length) {
      for (const [a, b] of marks) {
        if (a < done) continue;
        const mark = document.createElement("mark");
        mark.textContent = piece.slice(a, b);
        node.append(piece.slice(done, a), mark);
        done = b;
      }
    }
    node.append(piece.slice(done), till < text.length ? " …" : "");
    return node;
  };

  const look = () => {
    const asked = box.value.trim();
    const sought = [...new Set(words(asked))].slice(0, 12);
    list.replaceChildren();
    if (!sought.length) {
      said.textContent = asked ? "Please type a word." : "";
      return;
    }
    const all = parts.map((part) => ({ part, ...worth(part, sought) })).filter((each) => each.met);
    const whole = all.filter((each) => each.met === sought.length);
    const found = (whole.length ? whole : all).sort((a, b) => b.met - a.met || b.total - a.total);
    const many = found.length === 1 ? "One place" : `${found.length} places`;
    if (!found.length) said.textContent = `Nothing found for “${asked}”. Try a shorter or another word.`;
    else if (whole.length) said.textContent = `${many} found for “${asked}”${found.length > MOST ? `; the best ${MOST} are shown` : ""}.`;
    else said.textContent = `No place has all of these words. ${many} ${found.length === 1 ? "has" : "have"} some of them.`;
    for (const { part: [page, anchor, heading, text] } of found.slice(0, MOST)) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = pages[page][1] + (anchor ? `#${encodeURIComponent(anchor)}` : "");
      link.textContent = heading || pages[page][0];
      item.append(link, heading && heading !== pages[page][0] ? ` in ${pages[page][0]}` : "", excerpt(text, sought));
      list.append(item);
    }
  };

  document.getElementById("search").addEventListener("submit", (event) => {
    event.preventDefault();
    try {
      history.replaceState(null, "", `?q=${encodeURIComponent(box.value.trim())}`); // so that Back and a bookmark find it again
    } catch {
      // Some browsers forbid it to a page from a disk. Only the address stays as it was.
    }
    look();
  });
  box.value = new URLSearchParams(location.search).get("q") ?? "";
  look();
})();
