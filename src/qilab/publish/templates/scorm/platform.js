// The learning platform, by SCORM 1.2, and this browser's own storage beside it. Whatever the platform answers, nothing is lost: what
// it did not take is kept here, sent again, and the page says so.

const RETRY = [5, 15, 60, 180]; // seconds until the next try, the last again and again
const LONGEST_SEARCH = 500; // windows above this one: as the standard says

function findApi() {
  const above = (start) => {
    let frame = start;
    for (let i = 0; i < LONGEST_SEARCH; i += 1) {
      try {
        if (frame.API?.LMSInitialize) return frame.API; // and not an element of that name
        if (!frame.parent || frame.parent === frame) return null;
      } catch {
        return null; // a page of another address, which may not be looked into
      }
      frame = frame.parent;
    }
    return null;
  };
  try {
    return above(window) ?? (window.opener ? above(window.opener) : null);
  } catch {
    return null;
  }
}

// “0001:02:03.45” for 3723.45 seconds.
function span(seconds) {
  const hundredths = Math.max(0, Math.round(100 * seconds));
  const two = (number) => String(number).padStart(2, "0");
  const [hours, rest] = [Math.min(9999, Math.floor(hundredths / 360000)), hundredths % 360000];
  return `${String(hours).padStart(4, "0")}:${two(Math.floor(rest / 6000))}:${two(Math.floor((rest % 6000) / 100))}.${two(rest % 100)}`;
}

// A name for whoever is learning that tells nobody who they are.
function disguised(text) {
  let hash = 5381;
  for (const letter of text) hash = (hash * 33 + letter.codePointAt(0)) % 4294967296;
  return hash.toString(36);
}

class Platform {
  // name: of this page's content. say: is given words for the reader, and whether something is wrong. join: where the platform answers
  // only later, it is given what the platform had kept, and gives back all that is to be kept now.
  constructor(name, say, join) {
    this.name = name;
    this.say = say;
    this.join = join;
    this.api = findApi();
    this.began = Date.now();
    this.waiting = 0;
    this.timer = null;
    this.last = null; // what was to be kept last, until the platform has it
    this.isOpen = false;
    this.onRecord = { status: "", score: 0 };
  }

  // One call to the platform: false where it is refused or throws.
  call(name, ...given) {
    try {
      return String(this.api[name](...given)) === "true";
    } catch {
      return false;
    }
  }

  get(name) {
    try {
      return String(this.api.LMSGetValue(name) ?? "");
    } catch {
      return "";
    }
  }

  // Begin, and give what was kept: { platform, browser }, each a line or "". What the platform has on record stays beside it: nobody who
  // has passed is ever told that they have not, even if the line was lost.
  begin() {
    this.open();
    const browser = this.stored();
    this.greet();
    return { platform: this.isOpen ? this.get("cmi.suspend_data") : "", browser };
  }

  open() {
    if (this.api) this.isOpen = this.call("LMSInitialize", "");
    const student = this.isOpen ? this.get("cmi.core.student_id") : "";
    this.place = `qilab:${this.name}:${student ? disguised(student) : "here"}`;
    if (!this.isOpen) return;
    const score = parseFloat(this.get("cmi.core.score.raw"));
    this.onRecord = { status: this.get("cmi.core.lesson_status"), score: Number.isFinite(score) ? score : 0 };
  }

  // The platform answers after all. What it kept of earlier days must not be overwritten by what was done without it.
  openLate() {
    const before = this.place;
    this.open();
    if (!this.isOpen) return;
    this.last = this.join(this.get("cmi.suspend_data"));
    if (this.store(this.last.line) && before !== this.place) localStorage.removeItem(before);
  }

  greet() {
    const keeps = this.store(this.stored());
    if (this.isOpen) this.say("Your answers are kept in your learning platform.");
    else if (this.api) this.say(`Your learning platform is not answering. ${keeps ? "Your answers are kept in this browser for now." : NOTHING_KEPT}`, true);
    else this.say(keeps ? "No learning platform was found: your answers are kept in this browser alone." : NOTHING_KEPT, !keeps);
  }

  get mastery() {
    const asked = this.isOpen ? parseFloat(this.get("cmi.student_data.mastery_score")) : NaN;
    return asked > 0 && asked <= 100 ? asked : MASTERY;
  }

  stored() {
    try {
      return localStorage.getItem(this.place) ?? "";
    } catch {
      return "";
    }
  }

  store(line) {
    try {
      if (line) localStorage.setItem(this.place, line);
      else localStorage.getItem(this.place);
      return true;
    } catch {
      return false;
    }
  }

  // Keep this: { line, score, status }. In the browser at once, and in the platform, which is asked again until it has it.
  keep(what) {
    this.last = what;
    const here = this.store(what.line);
    if (!this.api) {
      if (!here) this.say(NOTHING_KEPT, true);
      return;
    }
    this.send(here);
  }

  send(here = true) {
    clearTimeout(this.timer);
    if (!this.last) return;
    if (!this.isOpen) this.openLate();
    const { line, score, status } = this.last;
    const taken =
      this.isOpen &&
      [
        this.call("LMSSetValue", "cmi.suspend_data", line),
        this.call("LMSSetValue", "cmi.core.score.min", "0"),
        this.call("LMSSetValue", "cmi.core.score.max", "100"),
        this.call("LMSSetValue", "cmi.core.score.raw", String(score)),
        this.call("LMSSetValue", "cmi.core.lesson_status", status),
        this.call("LMSSetValue", "cmi.core.session_time", span((Date.now() - this.began) / 1000)),
        this.call("LMSSetValue", "cmi.core.exit", "suspend"),
        this.call("LMSCommit", ""),
      ].every(Boolean);
    if (taken) {
      if (this.waiting) this.say("Your learning platform has everything again.");
      else this.say("Kept in your learning platform.");
      this.last = null;
      this.waiting = 0;
      return;
    }
    const again = RETRY[Math.min(this.waiting, RETRY.length - 1)];
    this.waiting += 1;
    const kept = here ? "It is kept in this browser and will be sent again" : "It is kept while this page is open, and will be sent again";
    this.say(`Your learning platform did not take your last answer. ${kept}, ${this.waiting > 1 ? "as soon as the platform answers" : "in a moment"}.`, true);
    this.timer = setTimeout(() => this.send(here), 1000 * again);
  }

  // The page is closed: once more everything, and the end of the session.
  end() {
    if (!this.isOpen) return;
    if (this.last) this.send();
    this.call("LMSSetValue", "cmi.core.session_time", span((Date.now() - this.began) / 1000));
    this.call("LMSSetValue", "cmi.core.exit", "suspend");
    this.call("LMSCommit", "");
    this.call("LMSFinish", "");
    this.isOpen = false;
    clearTimeout(this.timer);
  }
}

const MASTERY = 75; // per cent of the points, where the platform asks for nothing else
const NOTHING_KEPT = "This browser keeps nothing, so your answers are gone once you close or reload this page. You can read and practise all the same.";
