// The screen without a server: the same state as state.py keeps, in this page's memory, from what the facilitator types in.

const FEWEST = 5;
const MOST = 200;

const sorted = (values) => (values.length < FEWEST ? null : [...values].sort((a, b) => (typeof a === "string" ? (a < b ? -1 : 1) : [].concat(a)[0] - [].concat(b)[0])));

/** A room on one laptop. course: what `qilab build` wrote; now: the clock, in seconds. */
export function alone(course, now = () => Date.now() / 1000) {
  const questions = new Map(course.questions.map((one) => [one.key, one]));
  const votes = new Map(course.votes.map((one) => [one.key, one]));
  const state = { view: "now", seed: 4821, left: 300, ends: null, plan: null, step: 0, rounds: new Map(), question: null, ballot: null };
  const round = () => {
    if (!state.question) throw new Error("Choose the lab’s question first.");
    if (!state.rounds.has(state.question)) state.rounds.set(state.question, { answers: [], revealed: false, result: null });
    return state.rounds.get(state.question);
  };
  const ballot = () => {
    if (!state.ballot) throw new Error("Choose a vote first.");
    return state.ballot;
  };
  const answers = () => (state.view === "vote" ? ballot() : round()).answers;
  const go = (step) => {
    if (!state.plan?.steps[step]) return;
    Object.assign(state, { step, left: 60 * state.plan.steps[step].minutes, ends: null });
  };
  const acts = {
    view: (view) => { state.view = view; },
    question: (key) => { Object.assign(state, { question: key, view: "guesses" }); },
    round: () => { round(); state.rounds.delete(state.question); },
    reveal: (on) => { round().revealed = on; },
    result: (value) => {
      if (value !== null && typeof value !== "string" && !Number.isFinite(value)) throw new Error("Give a number.");
      round().result = value;
    },
    vote: (key) => { Object.assign(state, { ballot: { key, answers: [], open: true, shown: false, revealed: false }, view: "vote" }); },
    "vote-shown": (on) => { Object.assign(ballot(), { shown: on, open: ballot().open && !on }); },
    "vote-revealed": (on) => { acts["vote-shown"](true); ballot().revealed = on; },
    seed: (seed) => { state.seed = seed; },
    plan: (key) => { state.plan = course.plans.find((one) => one.key === key); go(0); },
    step: go,
    press: () => { Object.assign(state, state.ends === null ? { ends: now() + state.left } : { left: state.ends - now(), ends: null }); },
    minutes: (more) => {
      if (state.ends === null) state.left = Math.max(0, state.left + 60 * more);
      else state.ends = Math.max(now(), state.ends + 60 * more);
    },
    add: (value) => {
      if (answers().length >= MOST) throw new Error(`${MOST} answers were typed in. There is no room for more.`);
      if (state.view === "vote" && !ballot().open) throw new Error("The vote is closed. This vote was not counted.");
      answers().push(value);
    },
    undo: () => { answers().pop(); },
  };

  const guesses = () => {
    const question = questions.get(state.question);
    if (!question) return null;
    const { answers: given, revealed, result } = round();
    return {
      ...question, lab: `${question.module} ${question.lab}`, unit: question.unit ?? "", options: question.options ?? [], least: question.least ?? null,
      most: question.most ?? null, range: question.fields.length === 2, n: given.length, values: sorted(given), revealed, came: null, usual: revealed ? result : null,
    };
  };
  const vote = () => {
    if (!state.ballot) return null;
    const { ask, options, right, meanings } = votes.get(state.ballot.key);
    const { answers: given, open, shown, revealed } = state.ballot;
    const counts = options.map(([letter]) => given.filter((one) => one === letter).length);
    return { key: state.ballot.key, ask, options, open, n: given.length, shown, counts: shown && given.length >= FEWEST ? counts : null, right: revealed ? right : null, meanings: revealed ? meanings : null };
  };
  const step = () => {
    if (!state.plan) return null;
    const { steps, key, title } = state.plan;
    const after = steps[state.step + 1];
    return { ...steps[state.step], plan: key, title, number: state.step + 1, of: steps.length, next: after ? `${after.what} (${after.minutes} minutes)` : "" };
  };
  return {
    do: (name, value) => acts[name](value),
    shown: () => ({
      view: state.view, people: 0, seed: state.seed, timer: { left: state.left, ends: state.ends, now: now() }, step: step(),
      guesses: guesses(), vote: vote(), far: null, hands: [], address: "", code: "",
    }),
    menus: {
      questions: course.questions.map((one) => [one.key, `${one.module} ${one.lab}: ${one.button}`]),
      votes: course.votes.map((one) => [one.key, `${one.key.split(".")[0].replace(/^m0?/, "M")} ${one.ask}`]),
      pages: [],
      plans: course.plans.map(({ key, title }) => [key, title]),
    },
  };
}
