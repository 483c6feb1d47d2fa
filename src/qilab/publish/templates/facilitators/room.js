const plans = JSON.parse(document.getElementById('plans').textContent);
const at = (id) => document.getElementById(id);

// What a reload, or a laptop that fell asleep, must not lose. Without storage the page works, and begins anew.
const kept = {
  read(name) { try { return localStorage.getItem(`qilab-room-${name}`); } catch { return null; } },
  keep(name, value) { try { localStorage.setItem(`qilab-room-${name}`, value); } catch { /* nothing is kept */ } },
};

const named = (key) => plans.find((plan) => plan.key === key) ?? plans.find((plan) => key && plan.key.startsWith(`${key}-`)) ?? plans[0];

const state = { plan: plans[0], step: 0, left: 0, ends: null };
const step = () => state.plan.steps[state.step];
const left = () => (state.ends === null ? state.left : (state.ends - Date.now()) / 1000);

function save() {
  kept.keep('state', JSON.stringify({ plan: state.plan.key, step: state.step, left: state.left, ends: state.ends }));
}

function paragraphs(box, sentences) {
  box.replaceChildren(...sentences.map((words) => {
    const p = document.createElement('p');
    p.textContent = words;
    return p;
  }));
}

// Long steps get smaller letters, so that nothing on the wall is cut off.
function fit() {
  const box = document.querySelector('.now');
  for (let size = 1; size > 0.5; size -= 0.04) {
    document.documentElement.style.setProperty('--fit', size);
    if (box.scrollHeight <= box.clientHeight + 1) return;
  }
}

function show() {
  const { plan } = state;
  at('where').textContent = `${plan.title} · step ${state.step + 1} of ${plan.steps.length}`;
  at('what').textContent = step().what;
  paragraphs(at('do'), step().do);
  paragraphs(at('ask'), step().ask ? [step().ask] : []);
  const next = plan.steps[state.step + 1];
  at('next').textContent = next ? `${next.what} (${next.minutes} minutes)` : 'The end. Thank you for coming.';
  at('back').disabled = state.step === 0;
  at('on').disabled = !next;
  at('plan').value = plan.key;
  document.title = `${step().what}: QI Lab`;
  fit();
  tick();
}

function tick() {
  const running = state.ends !== null;
  const over = left() <= -1;
  at('left').textContent = inClock(left());
  at('left').className = over ? 'over' : '';
  at('left-label').textContent = over ? 'Over time' : running ? 'Time left' : 'Time for this step';
  at('until').textContent = running && !over ? `until ${clock(state.ends)}` : '';
  at('start').textContent = running ? 'Stop' : 'Start';
  at('start').setAttribute('aria-label', running ? 'Stop the timer' : 'Start the timer');
}

function go(to) {
  if (to < 0 || to >= state.plan.steps.length) return;
  state.step = to;
  state.left = 60 * step().minutes;
  state.ends = null;
  show();
  save();
  at('said').textContent = `Step ${to + 1} of ${state.plan.steps.length}: ${step().what}, ${step().minutes} minutes`;
}

function choose(key) {
  const found = named(key);
  if (found === state.plan || state.plan.key.startsWith(`${key}-`)) return;
  state.plan = found;
  history.replaceState(null, '', `#${found.key}`);
  go(0);
}

function press() {
  if (state.ends === null) state.ends = Date.now() + 1000 * state.left;
  else { state.left = left(); state.ends = null; }
  tick();
  save();
}

function change(minutes) {
  if (state.ends === null) state.left = Math.max(0, state.left + 60 * minutes);
  else state.ends = Math.max(Date.now(), state.ends + 60000 * minutes);
  tick();
  save();
}

function restore() {
  let old = null;
  try { old = JSON.parse(kept.read('state')); } catch { /* an older page's, or damaged */ }
  const asked = location.hash.slice(1);
  // A link to a plan of meetings goes on with the meeting that was open.
  const plan = asked && !old?.plan?.startsWith(asked) ? named(asked) : named(old?.plan);
  state.plan = plan;
  state.left = 60 * step().minutes;
  if (old?.plan === plan.key && plan.steps[old.step] && Number.isFinite(old.left)) {
    const ends = Number.isFinite(old.ends) && old.ends !== null ? old.ends : null;
    Object.assign(state, { step: old.step, left: old.left, ends });
  }
  const seed = kept.read('seed');
  if (/^\d{1,6}$/.test(seed ?? '')) at('seed').value = seed;
}

at('start').addEventListener('click', press);
at('less').addEventListener('click', () => change(-1));
at('more').addEventListener('click', () => change(1));
at('back').addEventListener('click', () => go(state.step - 1));
at('on').addEventListener('click', () => go(state.step + 1));
at('plan').addEventListener('change', (event) => choose(event.target.value));
at('seed').addEventListener('change', (event) => {
  const seed = event.target.value.trim();
  if (/^\d{1,6}$/.test(seed)) kept.keep('seed', seed);
  else {
    event.target.value = kept.read('seed') ?? event.target.defaultValue;
    at('said').textContent = 'A seed is a whole number, such as 4821. The old one stays.';
  }
});
// Presenters' remote controls send PageUp and PageDown.
document.addEventListener('keydown', (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.target.matches('input, select')) return;
  const does = { ArrowRight: () => go(state.step + 1), PageDown: () => go(state.step + 1), ArrowLeft: () => go(state.step - 1), PageUp: () => go(state.step - 1) };
  if (event.key === ' ' && !event.target.matches('button, a')) does[' '] = press;
  if (does[event.key]) { event.preventDefault(); does[event.key](); }
});
window.addEventListener('hashchange', () => choose(location.hash.slice(1)));
window.addEventListener('resize', fit);
restore();
show();
setInterval(tick, 250);
