// Progressive enhancement only: every page works without this file.

// Count down to an instant of the server, in whole minutes, so that nothing flickers.
for (const el of document.querySelectorAll("time[data-left]")) {
  const shown = Date.parse(el.dataset.now), start = Date.now();
  const tick = () => {
    const minutes = Math.max(0, Math.ceil((Date.parse(el.dateTime) - shown - (Date.now() - start)) / 6e4));
    el.textContent = `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")} min`;
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

// A menu of the head closes when the reader goes elsewhere.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.me[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.me[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// What went wrong stands first: bring the summary of errors to the reader.
document.querySelector("[data-error-summary]")?.focus();

// A passkey that cannot be used is said in words.
document.addEventListener("allauth.error", (event) => {
  const note = document.querySelector("[data-passkey-failed]");
  if (!note) return;
  event.preventDefault();
  note.hidden = false;
});
