// Hard words that a reply or a hint brings: the line at the foot of the form leads to their meanings, at the end of the page.

const WORDS = window.QILAB.words; // as printed, in small letters: [anchor, meaning]
const literally = (words) => words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/ /g, "\\s+");
const longestFirst = Object.keys(WORDS).sort((a, b) => b.length - a.length);
const WORD = new RegExp(`(?<![\\p{L}\\p{N}_-])(?:${longestFirst.map(literally).join("|") || "(?!)"})(?![\\p{L}\\p{N}_-])`, "giu");

// What is behind a disclosure that is closed has explained nothing.
const isExplained = (form, address) =>
  [...document.querySelectorAll("a.term")].some(
    (link) =>
      link.getAttribute("href") === address &&
      !link.closest("details:not([open])") &&
      (form.contains(link) || link.compareDocumentPosition(form) & Node.DOCUMENT_POSITION_FOLLOWING),
  );

function explainWords(form) {
  for (const place of form.querySelectorAll(".said, .hints")) {
    for (const [printed] of place.textContent.matchAll(WORD)) {
      const [anchor, meaning] = WORDS[printed.toLowerCase().replace(/\s+/g, " ")] ?? [];
      if (!anchor || isExplained(form, `#${anchor}`)) continue;
      const line = form.querySelector(".words-here") ?? make("p", { className: "words-here" }, window.QILAB.wordsExplained);
      line.append(" ", make("a", { className: "term", href: `#${anchor}`, title: meaning }, printed));
      form.append(line);
    }
  }
}
