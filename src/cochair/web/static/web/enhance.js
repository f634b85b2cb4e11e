// Progressive enhancement only: every page works without this file.

// Count down to an instant of the server, in whole minutes, so that nothing flickers; three days and
// more are told in days and hours, the days in the words of the page's language.
const inDays = new Intl.NumberFormat(document.documentElement.lang || "en", { style: "unit", unit: "day", unitDisplay: "long" });
for (const el of document.querySelectorAll("time[data-left]")) {
  const shown = Date.parse(el.dataset.now), start = Date.now();
  const tick = () => {
    const minutes = Math.max(0, Math.ceil((Date.parse(el.dateTime) - shown - (Date.now() - start)) / 6e4));
    const hours = Math.floor(minutes / 60);
    el.textContent = hours >= 72 ? `${inDays.format(Math.floor(hours / 24))} ${hours % 24} h` : `${hours} h ${String(minutes % 60).padStart(2, "0")} min`;
  };
  tick();
  setInterval(tick, 6e4);
}

// The theme: the system's, or a choice kept in this browser.
for (const group of document.querySelectorAll("[data-theme-choice]")) {
  const root = document.documentElement;
  const show = () => {
    for (const button of group.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String((root.dataset.theme || "system") === button.value));
    }
  };
  group.hidden = false;
  group.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const own = button.value !== "system";
    if (own) root.dataset.theme = button.value; else delete root.dataset.theme;
    try {
      if (own) localStorage.setItem("theme", button.value); else localStorage.removeItem("theme");
    } catch { /* The choice then lasts as long as the page. */ }
    show();
  });
  show();
}

// A term opens on hover as well as on touch, click and Enter.
for (const term of document.querySelectorAll(".term")) {
  const gloss = document.getElementById(term.getAttribute("popovertarget"));
  let wait;
  const later = (act, ms) => { clearTimeout(wait); wait = setTimeout(act, ms); };
  const leave = () => later(() => gloss.matches(":hover") || gloss.hidePopover(), 200);
  term.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && later(() => gloss.showPopover({ source: term }), 300));
  term.addEventListener("pointerleave", leave);
  gloss.addEventListener("pointerleave", leave);
}

// What an address names is opened, where it is folded.
const unfold = () => {
  if (!location.hash) return;
  const there = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let part = there?.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
  if (there?.closest("details")) there.scrollIntoView();
};
addEventListener("hashchange", unfold);
unfold();

// What came of a form that was sent is told at the head of the part in which it stood, where the page
// comes back with it, or in the paragraph that was written, and the focus goes there; on every
// other page it stands first.
document.addEventListener("submit", ({ target }) => {
  const part = target.closest("section[aria-labelledby]")?.getAttribute("aria-labelledby") ?? "";
  if (target.method !== "post") return;
  try {
    sessionStorage.setItem("sent", JSON.stringify([location.pathname, part]));
  } catch { /* The answer then stands first. */ }
});
const answer = document.querySelector("main > [data-answer]");
let sent = [];
try {
  sent = JSON.parse(sessionStorage.getItem("sent") ?? "[]");
  sessionStorage.removeItem("sent");
} catch { /* The answer then stands first. */ }
const heading = document.getElementById(location.hash.slice(1) || (sent[0] === location.pathname ? sent[1] : ""));
const told = heading?.matches("main section :is(h2, h3)");
if (answer && (told || heading?.matches("main .para"))) {
  if (told) (heading.closest(".head") ?? heading).after(answer);
  else heading.prepend(answer);
  answer.tabIndex = -1;
  answer.focus({ preventScroll: true });
  answer.scrollIntoView({ block: "center" });
}

// What went wrong stands first: bring the summary of errors to the reader.
document.querySelector("[data-error-summary]")?.focus();

// What a form lacks is said large at its head and at the field, and the focus goes there; nothing is lost.
const lacking = new Set();
document.addEventListener("invalid", (event) => {
  const field = event.target;
  if (field.dataset.missing === undefined || !field.form?.querySelector("template[data-unsent]")) return;
  event.preventDefault();
  if (!lacking.size) setTimeout(() => { tell(field.form, [...lacking]); lacking.clear(); });
  lacking.add(field);
}, true);
const tell = (form, fields) => {
  form.querySelectorAll("[data-told]").forEach((one) => one.remove());
  const note = form.querySelector("template[data-unsent]").content.firstElementChild.cloneNode(true);
  for (const field of fields) {
    const link = Object.assign(document.createElement("a"), { href: `#${field.id}`, textContent: field.dataset.missing });
    const line = document.createElement("li"), error = document.createElement("p");
    line.append(link);
    note.querySelector("ul").append(line);
    // A part of the room in which somebody writes is not shown anew.
    field.dataset.touched = "";
    field.setAttribute("aria-invalid", "true");
    if (document.getElementById(`${field.id}-e`)) continue;
    Object.assign(error, { className: "error", id: `${field.id}-e` }).dataset.told = "";
    error.append(note.querySelector(".icon").cloneNode(true), field.dataset.missing);
    field.closest(".field").prepend(error);
    field.setAttribute("aria-describedby", `${error.id} ${field.getAttribute("aria-describedby") ?? ""}`.trim());
  }
  form.prepend(note);
  note.scrollIntoView({ block: "nearest" });
  fields[0].focus({ preventScroll: note.getBoundingClientRect().top >= 0 && fields[0].getBoundingClientRect().bottom <= innerHeight });
};
// What was said to be missing is unsaid once it is there.
document.addEventListener("input", ({ target }) => {
  const said = target.form?.querySelector(":scope > [data-told]");
  if (!said) return;
  for (const field of target.form.querySelectorAll("[data-missing][aria-invalid]")) {
    if (!field.validity.valid) continue;
    field.removeAttribute("aria-invalid");
    document.querySelector(`#${CSS.escape(field.id)}-e[data-told]`)?.remove();
    said.querySelector(`a[href="#${CSS.escape(field.id)}"]`)?.parentElement.remove();
  }
  if (!said.querySelector("li")) said.remove();
});

// A passkey that cannot be used is said in words.
document.addEventListener("allauth.error", (event) => {
  const note = document.querySelector("[data-passkey-failed]");
  if (!note) return;
  event.preventDefault();
  note.hidden = false;
});

// The number of turns beside Home, where the page was shown before anybody had counted them.
const counts = document.querySelectorAll("[data-turns]");
if (counts.length) {
  fetch(counts[0].dataset.turns).then((answer) => (answer.ok && !answer.redirected ? answer.text() : "")).then((text) => {
    const read = new DOMParser().parseFromString(text, "text/html").body;
    counts.forEach((place) => place.replaceWith(...read.cloneNode(true).childNodes));
  }).catch(() => {});
}
