// The room follows by itself. Without this file every page and every form of the room works as it is.
// The button at its foot is never replaced: what is in it changes, and the focus stays on it.

const link = document.querySelector("[data-room]");
if (link) follow(link);

function follow(link) {
  const EVERY = 1000, PATIENCE = 6000, LOST = 3000, SETTLES = 700;
  const words = link.dataset, held = new Map();
  let etag = words.etag, heard = Date.now(), skew = Date.parse(words.now) - Date.now();
  let lost = false, ended = false, turn = 0, busy = false, did = false, where = null, settled = 0;

  link.querySelector("[data-linked-without]").hidden = true;
  link.querySelector("[data-linked]").hidden = false;

  const ask = async () => {
    if (busy || ended) return;
    busy = true;
    const told = did, address = told ? `${words.liveAddress}${words.liveAddress.includes("?") ? "&" : "?"}did=1` : words.liveAddress;
    const sent = Date.now(), stop = new AbortController(), alarm = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const answer = await fetch(address, {
        headers: told ? {} : { "If-None-Match": etag }, cache: "no-store", redirect: "manual", credentials: "same-origin", signal: stop.signal,
      });
      if (told && answer.ok) did = false;
      if (answer.status === 200) show(await answer.text(), answer.headers.get("ETag") || "");
      else if (answer.status !== 304) return answer.status >= 500 ? miss() : end();
      const date = Date.parse(answer.headers.get("Cochair-Now") || "");
      if (date) skew = date - (sent + Date.now()) / 2;
      hear();
    } catch { miss(); } finally { clearTimeout(alarm); busy = false; }
  };

  const again = () => {
    clearTimeout(turn);
    ask().finally(() => { if (!ended) turn = setTimeout(again, document.hidden ? 5 * EVERY : EVERY); });
  };

  const hear = () => {
    heard = Date.now();
    if (!lost) return;
    lost = false;
    // What stands now is looked at before anything can be pressed again.
    etag = "";
    held.delete(act);
    document.body.removeAttribute("data-lost");
    tell("");
    again();
  };
  // Said once when the line is lost, and once when it is back: nothing is read aloud every second.
  const miss = () => {
    if (lost || Date.now() - heard < LOST) return;
    lost = true;
    document.body.setAttribute("data-lost", "");
    document.querySelector("#deck-button")?.setAttribute("aria-disabled", "true");
    tell(words.since.replace("{time}", clock(heard)));
  };
  const end = () => { ended = true; document.querySelector("#deck-button")?.setAttribute("aria-disabled", "true"); tell(words.ended); };
  const act = document.querySelector('[data-region="act"]');
  const tell = (said) => {
    const note = link.querySelector("[data-unlinked]");
    note.textContent = said;
    note.hidden = !said;
    link.querySelector("[data-linked]").hidden = Boolean(said);
  };
  const clock = (at) => new Date(at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", second: "2-digit" });

  const headline = () => document.querySelector('[data-region="title"]')?.textContent.trim();
  // A token is another one in every answer: it is no change of what is said.
  const plain = (html) => html.replace(/(name="csrfmiddlewaretoken" value=")[^"]*/g, "$1");
  const show = (html, tag) => {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    const names = new Set(["did"]), before = headline();
    for (const part of fresh.querySelectorAll("[data-region]")) {
      const name = part.dataset.region, old = document.querySelector(`[data-region="${CSS.escape(name)}"]`);
      names.add(name);
      if (old && plain(held.get(old) ?? old.innerHTML) !== plain(part.innerHTML)) put(old, part.innerHTML);
    }
    for (const old of document.querySelectorAll("[data-region]")) if (!names.has(old.dataset.region) && old.innerHTML) put(old, "");
    // Another item, or none: it is read from its beginning, except while somebody is writing.
    if (headline() !== before && ![...document.querySelectorAll("[data-region]")].some(writing)) {
      document.querySelector(".c-item")?.scrollTo({ top: 0 });
      window.scrollTo({ top: 0 });
    }
    // What one did is said where one did it: beside the speakers or positions, else under the item.
    const there = document.querySelector(".did");
    if (there && where?.closest(".c-room") && !where.closest(".did")) { where.before(there); there.scrollIntoView({ block: "nearest" }); where = null; }
    etag = tag;
    tick();
  };

  // What somebody is writing in is never taken away: the new state waits until it is asked for.
  const put = (old, html) => {
    if (old === act && pressed(html)) return;
    if (writing(old)) {
      if (!held.has(old)) old.prepend(moved(old));
      held.set(old, html);
      return;
    }
    swap(old, html);
  };
  // The same button with another label: it keeps its place and its focus, and where it signs it takes
  // no press for a moment, so that a double press never signs what came after.
  const pressed = (html) => {
    const now = act.querySelector("form > button"), part = document.createElement("template");
    part.innerHTML = html;
    const form = part.content.querySelector("form"), next = form?.querySelector("button");
    if (!now || !next) return false;
    if (now.textContent.trim() !== next.textContent.trim()) settled = Date.now() + SETTLES;
    for (const one of [...now.attributes]) if (!next.hasAttribute(one.name)) now.removeAttribute(one.name);
    for (const one of next.attributes) if (now.getAttribute(one.name) !== one.value) now.setAttribute(one.name, one.value);
    now.innerHTML = next.innerHTML;
    now.form.querySelectorAll(":scope > input").forEach((one) => one.remove());
    now.before(...form.querySelectorAll("input"));
    return true;
  };
  const swap = (old, html) => {
    held.delete(old);
    const there = old.contains(document.activeElement) ? document.activeElement : null;
    const mark = there && (there.id ? `#${CSS.escape(there.id)}` : there.getAttribute("formaction") && `[formaction="${CSS.escape(there.getAttribute("formaction"))}"]`);
    const open = [...old.querySelectorAll("details")].map((one) => one.open);
    old.innerHTML = html;
    old.querySelectorAll("details").forEach((one, at) => { one.open = Boolean(open[at]); });
    if (mark) old.querySelector(mark)?.focus({ preventScroll: true });
  };
  const writing = (old) => [...old.querySelectorAll("input, textarea, select")].some((one) => one.dataset.touched !== undefined);
  const moved = (old) => {
    const note = document.createElement("div"), said = document.createElement("p"), button = document.createElement("button");
    note.className = "note moved";
    note.dataset.tone = "warn";
    said.textContent = words.moved;
    button.type = "button";
    button.className = "btn";
    button.textContent = words.show;
    button.addEventListener("click", () => swap(old, held.get(old)));
    note.append(said, button);
    return note;
  };
  document.addEventListener("input", (event) => {
    const one = event.target, first = one.tagName === "SELECT" ? null : one.defaultValue ?? "";
    const same = one.type === "checkbox" ? one.checked === one.defaultChecked : one.value === first;
    if (same) delete one.dataset.touched; else one.dataset.touched = "";
  });

  // A form that could not be sent says so and does nothing by itself later: who sent it sends it again.
  document.addEventListener("submit", async (event) => {
    const form = event.target, pressed = event.submitter;
    if (!(form instanceof HTMLFormElement) || (form.dataset.roomForm === undefined && !form.closest("[data-region]"))) return;
    event.preventDefault();
    if (form.dataset.sending !== undefined || pressed?.getAttribute("aria-disabled") === "true") return;
    if (pressed?.dataset.joint !== undefined && Date.now() < settled) return;
    form.dataset.sending = "";
    const address = pressed?.getAttribute("formaction") || form.getAttribute("action") || location.href;
    try {
      const stop = new AbortController(), alarm = setTimeout(() => stop.abort(), 2 * PATIENCE);
      const answer = await fetch(address, {
        method: "POST", body: new URLSearchParams(new FormData(form, pressed)), redirect: "manual", credentials: "same-origin", signal: stop.signal,
      }).finally(() => clearTimeout(alarm));
      if (answer.type === "opaqueredirect" || answer.ok) {
        clear(form, pressed);
        did = true;
        where = pressed?.closest("[data-region]") ?? form.closest("[data-region]");
        document.querySelectorAll(".did").forEach((one) => one.remove());
        again();
      } else said(form, pressed, await answer.text());
    } catch { unsent(form, pressed); } finally { delete form.dataset.sending; }
  });
  const place = (form, pressed) => {
    document.querySelectorAll("[data-said]").forEach((one) => one.remove());
    const note = document.createElement("div");
    note.dataset.said = "";
    note.setAttribute("role", "alert");
    const part = pressed?.closest("[data-region]") ?? form.closest("[data-region]");
    if (part && !part.closest(".deck")) part.before(note);
    else document.querySelector('[data-region="did"]').replaceChildren(note);
    note.tabIndex = -1;
    return note;
  };
  const clear = (form, pressed) => {
    document.querySelectorAll("[data-said]").forEach((one) => one.remove());
    const parts = new Set([...form.elements].map((one) => one.closest("[data-region]")));
    for (const one of form.elements) delete one.dataset.touched;
    // What was sent from a folded form is done: it is empty and folded again.
    const folded = form.closest("details");
    if (folded) { form.reset(); folded.open = false; }
    for (const one of parts) if (one && held.has(one)) swap(one, held.get(one));
    const part = form.closest("[data-region]") ?? pressed?.closest("[data-region]");
    if (part && held.has(part)) swap(part, held.get(part));
  };
  // What the server answered, in its own words: why it was refused, or what stands now.
  const said = (form, pressed, html) => {
    const page = new DOMParser().parseFromString(html, "text/html"), note = place(form, pressed);
    // A page with a form of its own says in its alerts what was refused; all else on it is no answer.
    const alerts = page.querySelector("main form") ? page.querySelectorAll('main .note[role="alert"]') : [];
    const heading = alerts.length ? alerts[0].querySelector("h2") : page.querySelector("main h1");
    const lede = alerts.length ? null : page.querySelector("main .lede");
    note.className = "note unsent";
    note.dataset.tone = "stop";
    if (heading) { const h = document.createElement("h3"); h.textContent = heading.textContent; note.append(h); }
    if (lede) { const p = document.createElement("p"); p.textContent = lede.textContent; note.append(p); }
    const lines = alerts.length ? [...alerts].flatMap((one) => [...one.querySelectorAll("p, li")]) : page.querySelectorAll("main .note p, main .panel p");
    for (const one of lines) {
      const p = document.createElement("p");
      p.textContent = one.textContent;
      note.append(p);
    }
    // Whoever must first show who it is goes there from here.
    const way = page.querySelector("main a[data-way]");
    if (way) note.append(document.importNode(way, true));
    note.focus();
    again();
  };
  const unsent = (form, pressed) => {
    const note = place(form, pressed), said = document.createElement("p"), button = document.createElement("button");
    note.className = "note unsent";
    note.dataset.tone = "bad";
    said.append(Object.assign(document.createElement("strong"), { textContent: words.notSent }));
    const address = pressed?.getAttribute("formaction");
    button.type = "button";
    button.className = "btn main";
    button.textContent = words.again;
    button.addEventListener("click", () => {
      // The part may have been shown anew since: the same form stands there again, if it still may be sent.
      const there = form.isConnected ? form : document.querySelector(`form[action="${CSS.escape(form.getAttribute("action") ?? "")}"]`);
      const button = pressed?.isConnected ? pressed : address && document.querySelector(`[formaction="${CSS.escape(address)}"]`);
      if (there) there.requestSubmit(button || undefined); else note.remove();
    });
    note.append(said, button);
    note.focus();
    miss();
  };

  // How long somebody speaks: counted here by the clock of the server, and read aloud by nobody.
  const tick = () => {
    for (const one of document.querySelectorAll("[data-timer]")) {
      const seconds = Math.max(0, Math.floor((Date.now() + skew - Date.parse(one.dataset.timer)) / 1000));
      const late = one.dataset.limit && seconds > Number(one.dataset.limit);
      one.setAttribute("aria-hidden", "true");
      one.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
      one.toggleAttribute("data-late", Boolean(late));
      const bar = one.closest(".speaking")?.querySelector("[data-progress]");
      if (bar) bar.value = seconds;
    }
    for (const one of document.querySelectorAll("[data-clock]"))
      one.textContent = new Date(Date.now() + skew).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: one.dataset.clock });
  };
  setInterval(tick, 1000);
  // From a paragraph to the form that objects to it, or says something beside it, without leaving the page.
  document.addEventListener("click", (event) => {
    const verb = event.target.closest("[data-object], [data-state]"), objects = verb?.dataset.object !== undefined;
    const form = verb && document.querySelector(objects ? "#objecting" : "#stating");
    if (!form) return;
    event.preventDefault();
    form.open = true;
    const box = document.getElementById(objects ? `object-${verb.dataset.object}` : `say-${verb.dataset.state}`);
    if (box) { box.closest("details").open = true; box.checked = true; box.dispatchEvent(new Event("input", { bubbles: true })); }
    form.querySelector("textarea").focus();
  });
  addEventListener("online", again);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) again(); });
  tick();
  turn = setTimeout(again, EVERY);
}
