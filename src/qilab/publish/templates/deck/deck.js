Reveal.initialize({
  width: 1280, height: 720, margin: 0.04, center: false, hash: true, slideNumber: 'c/t', transition: 'none',
  backgroundTransition: 'none', controls: true, progress: true, pdfSeparateFragments: false,
  keyboard: { 83: () => presenter.open(), 84: () => timer.press() },
});

const inClock = (seconds) => {
  const whole = Math.abs(Math.round(seconds));
  return `${seconds < 0 ? '+' : ''}${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
};

// Counts down the minutes of the slide in sight, and goes on counting (+) once they are over. It never moves the slide.
const timer = {
  button: document.getElementById('timer'), left: 0, ends: null,
  reset() {
    this.ends = null;
    this.left = 60 * Number(Reveal.getCurrentSlide().dataset.minutes);
    this.show();
  },
  press() {
    if (this.ends === null) this.ends = Date.now() + 1000 * this.left;
    else { this.left = (this.ends - Date.now()) / 1000; this.ends = null; }
    this.show();
  },
  show() {
    const left = this.ends === null ? this.left : (this.ends - Date.now()) / 1000;
    const running = this.ends !== null;
    this.text = inClock(left);
    this.button.textContent = `${running ? '■' : '▶'} ${this.text}`;
    this.button.setAttribute('aria-label', `${running ? 'Stop' : 'Start'} the timer, ${this.text}`);
    this.button.className = left < 0 ? 'over' : running ? 'running' : '';
  },
};
timer.button.addEventListener('click', () => timer.press());

// A second window that this one writes: what is on the wall, what comes next, what to say, and whether there is time.
// It needs no server, for a page that this page opened may be written to even where both are files.
const presenter = {
  view: null, began: null,
  open() {
    if (this.view && !this.view.closed) { this.view.focus(); return; }
    this.view = window.open('', 'qilab-presenter', 'width=1180,height=760');
    if (!this.view) {
      alert('The browser did not open a second window. Allow pop-ups for this page, then press S again.');
      return;
    }
    this.began ??= Date.now();
    const page = this.view.document;
    page.open();
    page.write(`<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Presenter’s view</title><style>
      ${document.getElementById('deck-style').textContent}
      html, body { height: auto; } body { font: 19px/1.35 Arial, Liberation Sans, sans-serif; padding: 12px 20px; }
      .row { display: flex; gap: 20px; flex-wrap: wrap; align-items: start; } .wall { border: 1px solid #6b6b6b; position: relative; overflow: hidden; }
      .wall .slides { position: absolute; left: 0; top: 0; width: 1280px; height: 720px; transform-origin: 0 0; }
      .wall section { display: block !important; visibility: visible !important; opacity: 1 !important; }
      .wall .fragment:not(.visible) { visibility: hidden; } .wall aside { display: none; }
      #now { width: 560px; height: 315px; } #now .slides { transform: scale(0.4375); }
      #next { width: 384px; height: 216px; } #next .slides { transform: scale(0.3); }
      h1 { font-size: 18px; margin: 0 0 6px; } dl { margin: 12px 0; max-width: 70em; } dt { font-weight: 700; color: #005a9c; } dd { margin: 0 0 8px; }
      .clock { font-size: 20px; font-variant-numeric: tabular-nums; margin: 10px 0; } .clock b { margin-right: 1.2em; }
      button { font: 600 18px Arial, sans-serif; min-height: 36px; padding: 0 14px; margin: 0 8px 0 0; }
      </style></head><body><main><div class="row"><div><h1 id="here"></h1><div class="wall reveal" id="now"><div class="slides"></div></div></div>
      <div><h1 id="then"></h1><div class="wall reveal" id="next"><div class="slides"></div></div>
      <p class="clock">Since the start <b id="since"></b> Planned <b id="planned"></b><br>Timer <b id="count"></b></p>
      <p><button id="back">Back</button><button id="on">Next</button><button id="time">Timer</button></p></div></div>
      <div id="notes"></div></main></body></html>`);
    page.close();
    page.getElementById('back').onclick = () => Reveal.prev();
    page.getElementById('on').onclick = () => Reveal.next();
    page.getElementById('time').onclick = () => timer.press();
    page.addEventListener('keydown', (event) => {
      const does = { ArrowRight: () => Reveal.next(), PageDown: () => Reveal.next(), ArrowLeft: () => Reveal.prev(), PageUp: () => Reveal.prev(), t: () => timer.press() };
      if (does[event.key]) { event.preventDefault(); does[event.key](); }
    });
    this.show();
  },
  show() {
    if (!this.view || this.view.closed) return;
    const page = this.view.document;
    const all = [...document.querySelectorAll('.slides > section')];
    const now = Reveal.getCurrentSlide();
    const next = all[all.indexOf(now) + 1];
    for (const [place, slide] of [['now', now], ['next', next]]) {
      const wall = page.querySelector(`#${place} .slides`);
      wall.replaceChildren();
      if (slide) wall.append(page.importNode(slide, true));
      wall.querySelectorAll('section').forEach((s) => { s.removeAttribute('hidden'); s.removeAttribute('aria-hidden'); s.style = ''; });
    }
    page.getElementById('here').textContent = `On the wall: ${all.indexOf(now) + 1} of ${all.length}`;
    page.getElementById('then').textContent = next ? `Next: ${next.getAttribute('aria-label')}` : 'This is the last slide';
    page.getElementById('notes').innerHTML = now.querySelector('aside.notes').innerHTML;
    page.getElementById('planned').textContent = `${inClock(60 * Number(now.dataset.planned))} to ${inClock(60 * (Number(now.dataset.planned) + Number(now.dataset.minutes)))}`;
    this.tick();
  },
  tick() {
    if (!this.view || this.view.closed) return;
    this.view.document.getElementById('since').textContent = inClock((Date.now() - this.began) / 1000);
    this.view.document.getElementById('count').textContent = timer.text;
  },
};
document.getElementById('presenter').addEventListener('click', () => presenter.open());

Reveal.on('ready', () => { timer.reset(); });
Reveal.on('slidechanged', () => { timer.reset(); presenter.show(); });
Reveal.on('fragmentshown', () => presenter.show());
Reveal.on('fragmenthidden', () => presenter.show());
setInterval(() => { if (timer.ends !== null) timer.show(); presenter.tick(); }, 500);
window.addEventListener('pagehide', () => presenter.view?.close());
