// “My work”: where it is kept, as a button to save it to a file and one to bring such a file back.

import { button, make } from "./dom.js";
import { save } from "./save.js";
import { trouble } from "./told.js";
import { NAME, bringBack, collect } from "./work_file.js";

const KEPT = "Your answers and your progress are kept in this browser, on this computer, and nowhere else: nothing is sent. They are gone "
  + "if the browser's data are cleared, and another person who uses this browser can see them. Save them to a file to be on the safe side, "
  + "or to carry on at another computer.";

/** The button for the bar of a page. */
export function myWork(site, page) {
  let box;
  const opener = button("My work", () => {
    box ??= panel(site, page);
    if (!box.isConnected) page.bar.node.append(box);
    box.hidden = opener.getAttribute("aria-expanded") === "true";
    opener.setAttribute("aria-expanded", String(!box.hidden));
    if (!box.hidden) box.querySelector("button").focus();
  }, { "aria-expanded": "false", "aria-controls": "qilab-my-work" });
  return opener;
}

function panel(site, page) {
  const said = make("p", { role: "status", class: "qilab-work-said" });
  const say = (words) => { said.textContent = words; };
  const chosen = make("input", { type: "file", accept: ".json,application/json", "aria-label": "The file to bring back", hidden: true });
  chosen.addEventListener("change", async () => {
    const [file] = chosen.files;
    chosen.value = "";
    if (!file) return;
    say("Reading the file …");
    try {
      const words = await bringBack(site, file);
      const again = button("Show it", () => location.reload());
      said.replaceChildren(`${words} `, again);
      again.focus();
    } catch (error) {
      say(error.message);
    }
  });
  return make("div", { class: "qilab-my-work", id: "qilab-my-work", role: "region", "aria-label": "My work" },
    make("p", {}, trouble(site.state) || KEPT),
    make("p", {},
      button("Save to a file", async () => {
        try {
          if (page.panel.context.model.dirty) await save(page.panel);
          download(await collect(site));
          say(`Saved as ${NAME}, where your browser puts downloads.`);
        } catch (error) {
          say(`Not saved: ${error.message}`);
        }
      }), " ",
      button("Bring a file back", () => chosen.click()), chosen),
    said);
}

function download(text) {
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  make("a", { href: address, download: NAME }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
