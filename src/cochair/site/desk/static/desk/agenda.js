// The agenda is saved cell by cell when a cell is left. Without this file the whole table is saved at once.

const table = document.querySelector("form[data-agenda]");
if (table) edit(table);

function edit(form) {
  const words = form.dataset, note = document.querySelector("[data-agenda-state]");
  const body = form.querySelector("tbody"), kept = new Map(), waiting = new Set();
  let turn = Promise.resolve(), busy = 0, left = false;

  const rows = () => [...body.rows];
  const cells = (row) => [...row.querySelectorAll("input:not([type=hidden]), textarea, select")];
  const hidden = (row, name) => row.querySelector(`input[name$="-${name}"]`);
  const name = (cell) => cell.name.replace(/^r\d+-/, "");
  const cell = (row, name) => row.querySelector(`[name$="-${name}"]`);
  const clean = (words) => words.trim().replace(/\s+/g, " ");
  const dirty = (one) => clean(one.value) !== kept.get(one);
  const titled = (row) => cells(row).some((one) => name(one).startsWith("title_") && clean(one.value));
  const keep = (one) => kept.set(one, clean(one.value));
  const clock = () => new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  for (const row of rows()) cells(row).forEach(keep);

  // One state for the whole table, said when it changes; each cell that is not saved says so itself.
  const say = (said, tone) => { note.textContent = said; if (tone) note.dataset.tone = tone; else delete note.dataset.tone; };
  const state = () => {
    const open = body.querySelectorAll("[data-save=unsaved]").length;
    if (open) say(`${words.notSaved}: ${open}`, "bad");
    else say(`${words.saved} ${clock()}`);
  };
  const mark = (one, as) => {
    const place = one.closest("td, th");
    if (as) place.dataset.save = as; else delete place.dataset.save;
    if (as !== "unsaved") { place.querySelector("[data-said]")?.remove(); one.removeAttribute("aria-invalid"); one.removeAttribute("aria-describedby"); }
  };
  const refuse = (one, said, buttons = []) => {
    mark(one, "saved");
    mark(one, "unsaved");
    const text = document.createElement("span"), id = `said-${one.name}`;
    text.dataset.said = "";
    text.id = id;
    text.className = "error";
    text.append(`${words.notSaved}. ${said.join(" ")}`);
    for (const [label, act] of buttons) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn quiet";
      button.textContent = label;
      button.addEventListener("click", act);
      text.append(" ", button);
    }
    one.after(text);
    one.setAttribute("aria-invalid", "true");
    one.setAttribute("aria-describedby", id);
    state();
  };

  const send = async (address, sent) => {
    const answer = await fetch(address, { method: "POST", body: sent, headers: { Accept: "application/json" }, redirect: "manual", credentials: "same-origin" });
    if (!(answer.headers.get("Content-Type") || "").startsWith("application/json")) return { ended: true };
    return { ok: answer.ok, older: answer.status === 409, ...(await answer.json()) };
  };

  // What stands now is shown wherever nothing else was typed.
  const take = (found) => {
    if (found.name) document.querySelector("[data-agenda-name]").textContent = found.name;
    if (found.sums !== undefined) form.querySelector("[data-agenda-sums]").textContent = found.sums;
    form.elements.seen.value = found.seen;
    const there = new Map(rows().map((row) => [hidden(row, "key").value, row])), known = new Set(found.rows.map((one) => one.key));
    const focused = document.activeElement, strange = found.rows.some((one) => !there.has(one.key));
    for (const one of found.rows) {
      const row = there.get(one.key);
      if (!row) continue;
      // Where something is typed and somebody else changed the line, the server is asked first.
      const other = cells(row).some((each) => name(each) !== "place" && kept.get(each) !== clean(one[name(each)] ?? ""));
      if (other && cells(row).some(dirty)) continue;
      hidden(row, "seen").value = found.seen;
      for (const each of cells(row)) {
        if (dirty(each)) continue;
        each.value = one[name(each)] ?? "";
        keep(each);
      }
    }
    for (const [key, row] of there) if (key && !key.startsWith("point:") && !known.has(key) && !cells(row).some(dirty)) row.remove();
    const wanted = [...found.rows.map((one) => there.get(one.key)).filter(Boolean), ...rows().filter((row) => !known.has(hidden(row, "key").value))];
    if (wanted.some((row, at) => body.rows[at] !== row)) { body.append(...wanted); focused?.focus({ preventScroll: true }); }
    rows().forEach((row, at) => {
      const place = cell(row, "place");
      if (!dirty(place)) { place.value = at + 1; keep(place); }
      if (!known.has(hidden(row, "key").value)) hidden(row, "seen").value = found.seen;
      for (const each of cells(row)) each.ariaLabel = each.ariaLabel.replace(/\d+/, at + 1);
    });
    if (!rows().some((row) => !hidden(row, "key").value && !titled(row))) add();
    if (strange) say(words.more, "warn");
  };

  // One empty line is always there.
  const add = () => {
    const row = body.rows[body.rows.length - 1].cloneNode(true), at = Number(form.elements.lines.value);
    form.elements.lines.value = at + 1;
    row.querySelectorAll("[data-said], .error").forEach((one) => one.remove());
    row.querySelectorAll("[data-save]").forEach((one) => delete one.dataset.save);
    for (const one of row.querySelectorAll("input, textarea, select")) {
      one.name = one.name.replace(/^r\d+-/, `r${at}-`);
      ["aria-invalid", "aria-describedby"].forEach((each) => one.removeAttribute(each));
      if (one.tagName === "SELECT") one.value = words.kind; else one.value = "";
    }
    body.append(row);
    hidden(row, "seen").value = form.elements.seen.value;
    cell(row, "place").value = body.rows.length;
    for (const each of cells(row)) { each.ariaLabel = each.ariaLabel.replace(/\d+/, body.rows.length); keep(each); }
  };

  const save = async (one) => {
    const row = one.closest("tr");
    if (!row || !dirty(one)) return;
    // A new line is written once it has a title; what stands beside the title follows it.
    if (!hidden(row, "key").value && !titled(row)) return;
    mark(one, "saving");
    say(words.saving);
    let found;
    try {
      if (form.elements.seen.value === "0") return await begin(one);
      const sent = new URLSearchParams({ csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value, key: hidden(row, "key").value, seen: hidden(row, "seen").value, cell: name(one), value: one.value });
      const typed = one.value, before = new Set(rows().map((row) => hidden(row, "key").value));
      found = await send(words.agenda, sent);
      if (found.ended) return refuse(one, [words.ended]);
      waiting.delete(one);
      if (found.ok) {
        kept.set(one, clean(typed));
        const made = found.rows.find((each) => !before.has(each.key));
        const isNew = !hidden(row, "key").value || hidden(row, "key").value.startsWith("point:");
        if (isNew && made) hidden(row, "key").value = made.key;
        mark(one, "saved");
        take(found);
        state();
        if (isNew) cells(row).filter((each) => each !== one && dirty(each) && name(each) !== "place").forEach(queue);
        return;
      }
    } catch { waiting.add(one); return refuse(one, [words.lost]); }
    const stands = found.rows.find((each) => each.key === hidden(row, "key").value);
    if (!found.older || !stands) return refuse(one, found.says);
    refuse(one, found.says, [
      [words.replace, () => { hidden(row, "seen").value = found.seen; queue(one); }],
      [words.take, () => { one.value = stands[name(one)] ?? ""; keep(one); mark(one, ""); take(found); state(); one.focus(); }],
    ]);
  };

  // Before the agenda has begun there is nothing to change a cell of: the proposal is saved whole.
  const begin = async (one) => {
    const sent = new URLSearchParams(new FormData(form)), lines = rows().filter(titled);
    // What is typed while this is under way is saved afterwards.
    const typed = new Map(lines.flatMap(cells).map((each) => [each, clean(each.value)]));
    lines.sort((a, b) => (Number(cell(a, "place").value) || 99) - (Number(cell(b, "place").value) || 99));
    const found = await send(form.action, sent);
    if (found.ended) return refuse(one, [words.ended]);
    if (!found.ok) return refuse(one, found.says);
    waiting.delete(one);
    lines.forEach((row, at) => { if (found.rows[at]) hidden(row, "key").value = found.rows[at].key; });
    typed.forEach((said, each) => kept.set(each, said));
    mark(one, "saved");
    take(found);
    state();
  };

  const queue = (one) => { busy += 1; turn = turn.then(() => save(one)).finally(() => { busy -= 1; }); };
  const settled = () => turn.then(() => (busy ? settled() : undefined));
  form.addEventListener("change", (event) => { if (kept.has(event.target)) queue(event.target); });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || !kept.has(event.target) || event.target.tagName === "SELECT") return;
    event.preventDefault();
    queue(event.target);
  });
  addEventListener("online", () => waiting.forEach(queue));
  // The whole is sent after the cells that are being saved, or it would say what stood before them.
  form.addEventListener("submit", (event) => {
    if (!left && busy) {
      event.preventDefault();
      const by = event.submitter;
      settled().then(() => { left = true; form.requestSubmit(by); });
    } else left = true;
  });
  addEventListener("beforeunload", (event) => { if (!left && rows().some((row) => cells(row).some(dirty))) event.preventDefault(); });
}
