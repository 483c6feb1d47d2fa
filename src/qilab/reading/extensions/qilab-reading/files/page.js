// One course page that is open: put in reading view, run, and kept in step.

import { bar, foot } from "./bar.js";
import { plainBoxes } from "./boxes.js";
import { button, settled } from "./dom.js";
import * as edition from "./edition.js";
import { inRoom } from "./inroom.js";
import { mayRun } from "./known.js";
import { fitCharts } from "./narrow.js";
import { keepFocus, passCells } from "./keys.js";
import { focusInSight, goBack, goToNamed, keepPlace, partInSight, partsOf, scroller, textShown, where } from "./place.js";
import { address, darkSwitch, go, offerReading, oneNotebookPage, setBare, takeHeading } from "./room.js";
import { checkWhatRan, noteRan, panelsShown, ranBefore, ready, runCells, split } from "./run.js";
import { take } from "./onetab.js";
import { steady, watchRestarts } from "./restart.js";
import { save } from "./save.js";
import { strip } from "./strip.js";
import { alignTables } from "./tables.js";
import { choose, chosen } from "./taste.js";
import { glossary } from "./glossary.js";
import { hasCode, label, neighbours, trackPages } from "./track.js";

export class Page {
  constructor({ kit, app, panel, known, page }) {
    Object.assign(this, { kit, app, panel, known, page });
    const path = panel.context.path;
    // Where the course's folder is on this server; a page that was moved out of it has no neighbours.
    this.root = path.endsWith(page.address) ? path.slice(0, -page.address.length) : undefined;
  }

  /** A page alone is always in reading view; one in JupyterLab is once that was asked for. */
  get wanted() {
    return oneNotebookPage(this.app) || chosen().lab === "reading";
  }

  async open() {
    const { panel } = this;
    // All cells are there from the start: what is folded must still run, be found and be printed.
    panel.content.notebookConfig = { ...panel.content.notebookConfig, windowingMode: "none" };
    this.title();
    this.takeTrack();
    if (this.wanted) await this.read();
    else offerReading(panel, () => this.read());
  }

  /** A link from outside, such as a hub's profile, may name the track (`?track=leader`): once, so that a later choice stays. */
  takeTrack() {
    const url = new URL(location.href);
    const track = url.searchParams.get("track");
    if (track === null) return;
    url.searchParams.delete("track");
    history.replaceState(history.state, "", url);
    if (Object.hasOwn(this.known.tracks, track)) choose({ track });
  }

  async read() {
    const { panel } = this;
    panel.node.classList.add("qilab-page");
    for (const cell of panel.content.widgets) {
      const tags = cell.model.getMetadata("tags") ?? [];
      cell.node.classList.toggle("qilab-aside", tags.includes("without-reading-view"));
      // Code that the page is about, such as an analyst's two lines: in sight, though all other code is folded. On a track
      // without code it is folded, too.
      cell.node.classList.toggle("qilab-code-open", tags.includes("code-open") && hasCode(this.known, chosen().track));
    }
    this.parts = partsOf(panel);
    this.dress();
    alignTables(panel);
    plainBoxes(panel);
    checkWhatRan(this.kit, this.page, panel);
    fitCharts(panel);
    const current = () => this.current();
    this.app.shell.currentChanged?.connect(current);
    // Notebook 7 brings its head back when a window grows, such as after a zoom.
    const resized = settled(current, 100);
    window.addEventListener("resize", resized);
    panel.disposed.connect(() => {
      this.app.shell.currentChanged?.disconnect(current);
      window.removeEventListener("resize", resized);
    });
    this.current();
    await edition.dressed(this);
    if (await take(panel, () => this.anew())) await this.run();
    else edition.ran(this);
  }

  /** The page opened afresh, from its file. */
  async anew() {
    const { app, panel } = this;
    panel.context.model.dirty = false;
    if (oneNotebookPage(app)) return location.reload();
    const { path } = panel.context;
    panel.dispose();
    return app.commands.execute("docmanager:open", { path });
  }

  /** Back to JupyterLab's own view of the page. */
  async leave() {
    choose({ lab: "" });
    await this.save();
    await this.anew();
  }

  /** The document's title is the page's own, so that tabs can be told apart. */
  title() {
    const words = `${label(this.page)} · QI Lab`;
    if (!oneNotebookPage(this.app)) return;
    const hold = () => { if (document.title !== words) document.title = words; };
    hold();
    new MutationObserver(hold).observe(document.head, { childList: true, subtree: true, characterData: true });
  }

  current() {
    const mine = this.app.shell.currentWidget === this.panel;
    if (!mine) {
      if (!this.app.shell.currentWidget?.node?.classList.contains("qilab-page")) this.leaveReading();
      return;
    }
    document.documentElement.dataset.qilab = "reading";
    setBare(this.app, this.panel, true);
  }

  leaveReading() {
    delete document.documentElement.dataset.qilab;
    setBare(this.app, this.panel, false);
  }

  /** Bar above, way on below, links in the same tab. */
  dress() {
    const { page, panel, parts, root } = this;
    const to = (one) => one && root !== undefined && { ...one, href: address(panel, root + one.address, one.hash) };
    const pages = root === undefined ? [] : trackPages(this.known, chosen().track).map(to);
    const open = (event, one) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      go(this.app, panel, root + one.address, one.hash);
    };
    const { back, next } = neighbours(this.known, chosen().track, page.address);
    const home = to(pages.find((one) => one.kind === "start"));
    this.bar = bar({
      page: { label: label(page) }, parts, panel, open, home, dark: darkSwitch(this.app),
      more: edition.tools(this),
      leave: oneNotebookPage(this.app) ? undefined : button("JupyterLab", () => this.leave()),
      pages: pages.map((one) => ({ ...one, current: one.address === page.address })),
    });
    scroller(panel).prepend(this.bar.node);
    scroller(panel).append(foot({ back: to(back), next: to(next), open }));
    const look = () => { this.bar.where.textContent = where(parts, partInSight(panel, parts), page.minutes); };
    scroller(panel).addEventListener("scroll", settled(look, 100), { passive: true });
    this.look = look;
    panel.node.addEventListener("click", (event) => this.follow(event), true);
    keepFocus(panel, scroller(panel));
    passCells(panel);
    inRoom(this);
  }

  /** A link to another page of the course opens in this tab, however Jupyter would have opened it. */
  follow(event) {
    const link = event.target.closest?.("a[href]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button || this.root === undefined) return;
    if (link.closest(".qilab-bar, .qilab-foot")) return;
    const path = this.pathOf(link);
    if (path === undefined || !path.startsWith(this.root)) return;
    const known = this.known.pages[path.slice(this.root.length)];
    // A link to a part of this very page is the answer form's and Jupyter's own: they go there and load nothing.
    if (!known || (path === this.panel.context.path && link.hash)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const track = link.hash?.match(/^#track-([a-z-]+)$/)?.[1];
    if (track) choose({ track });
    go(this.app, this.panel, path, track ? "" : link.hash);
  }

  /** The path on the server that a link leads to; Jupyter keeps it in a command where it has rewritten the link. */
  pathOf(link) {
    try {
      const args = JSON.parse(link.dataset.commandlinkerArgs ?? "{}");
      if (typeof args.path === "string") return args.path;
      const url = new URL(link.getAttribute("href"), address(this.panel, this.panel.context.path));
      const base = new URL(address(this.panel, "")).pathname;
      if (url.origin === location.origin && url.pathname.startsWith(base)) return decodeURIComponent(url.pathname.slice(base.length));
    } catch {
      // No address that we could read: the browser will do what it does.
    }
    return undefined;
  }

  say(...words) {
    this.bar.notice.replaceChildren(...words);
  }

  /** Run what is known, unless this kernel did so before and its panels are alive. */
  async run() {
    const { kit, page, panel } = this;
    this.say("Getting the page ready …");
    const words = textShown(panel).then(() => { if (page.kind !== "glossary") return glossary(panel); });
    if (!(await ready(panel))) {
      this.say("This page has no Python to work with. Reload the page to try again.");
      return;
    }
    watchRestarts(panel, (words) => this.say(words), () => this.rerun());
    const { known, own } = split(page, panel);
    const fresh = page.kind === "start" || !(await ranBefore(panel)) || !(await panelsShown(panel));
    const ran = !fresh || (await this.runKnown(known, "Getting the page ready").then(() => true, () => steady(panel)));
    if (ran) {
      this.say();
      this.offerOwn(own);
    }
    strip(panel, page, this.bar.strip);
    await words;
    await this.resume();
    panel.node.dataset.qilabReady = "yes";
    edition.ran(this);
  }

  /** Go to the heading that a link asked for or on where this page was left, once what its cells show has taken its room. */
  async resume() {
    const { panel, page } = this;
    const asked = takeHeading(this.app, panel);
    for (let turn = 0; turn < 3 && ((asked && goToNamed(panel, asked)) || goBack(panel, page.address)); turn += 1) {
      if (turn === 0 && !asked) focusInSight(panel);
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100)));
    }
    keepPlace(panel, page.address);
    this.look();
  }

  /** A person's own code is theirs to run. */
  offerOwn(own) {
    if (!own.length) return;
    const answers = own.filter((cell) => !mayRun(this.page, cell)).length;
    const run = button("Run my code", async () => {
      this.say("Running your code …");
      await runCells(this.kit, this.panel, own);
      this.say();
    });
    this.say(`This page holds code that is not the course's, in ${answers} ${answers > 1 ? "places" : "place"}: yours, or that of whoever gave you the page. It has not been run. `, run);
  }

  /** Run the page anew, in a Python that knows nothing of it. */
  async rerun() {
    const { known, own } = split(this.page, this.panel);
    await this.runKnown(known, "Python was started again. Running the page");
    this.say();
    this.offerOwn(own);
  }

  async runKnown(known, words) {
    const failed = await runCells(this.kit, this.panel, known, (done, all) => this.say(`${words}: ${done} of ${all}`));
    await noteRan(this.panel);
    if (!failed) await this.save();
  }

  async save() {
    try {
      if (this.panel.context.model.dirty) await save(this.panel);
    } catch {
      // Jupyter has shown why; the page can be read all the same.
    }
  }
}
