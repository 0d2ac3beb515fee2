"use strict";
(() => {
  const { file, notes } = JSON.parse(document.getElementById("data").textContent);
  const marks = notes.map(() => ({ wrong: new Set(), added: [], read: false }));
  const panes = [...document.querySelectorAll(".original")];
  const boxes = [...document.querySelectorAll(".read")];
  const buttons = [...document.querySelectorAll("button.missed")];
  let saved = true;

  const within = (span, at) => span.start <= at && at < span.end;
  const overlap = (a, b) => a.start < b.end && b.start < a.end;

  // A note as marked: cut wherever a finding or an addition begins or ends.
  function draw(i) {
    const { text, found } = notes[i];
    const { wrong, added } = marks[i];
    const cuts = new Set([0, text.length]);
    [...found, ...added].forEach((s) => cuts.add(s.start).add(s.end));
    const at = [...cuts].sort((a, b) => a - b);
    const nodes = [];
    for (let c = 0; c + 1 < at.length; c++) {
      const piece = document.createTextNode(text.slice(at[c], at[c + 1]));
      const addition = added.find((s) => within(s, at[c]));
      const finding = found.findIndex((s) => within(s, at[c]));
      if (!addition && finding < 0) {
        nodes.push(piece);
        continue;
      }
      const span = addition || found[finding];
      const mark = document.createElement("mark");
      mark.className = "t-" + span.type + (addition ? " added" : " found");
      mark.classList.toggle("wrong", !addition && wrong.has(finding));
      mark.classList.toggle("last", at[c + 1] === span.end);
      mark.dataset.type = span.type;
      mark.title = addition ? span.type : span.hover;
      mark.tabIndex = 0;
      mark.setAttribute("role", "button");
      const press = () => {
        if (addition) {
          added.splice(added.indexOf(addition), 1);
        } else if (!wrong.delete(finding)) {
          wrong.add(finding);
        }
        changed(i);
      };
      mark.addEventListener("click", () => document.getSelection().isCollapsed && press());
      mark.addEventListener("keydown", (e) => {
        if (e.key === "Enter" || e.key === " ") {
          e.preventDefault();
          press();
        }
      });
      mark.append(piece);
      nodes.push(mark);
    }
    panes[i].replaceChildren(...nodes);
  }

  function changed(i) {
    marks[i].read = true;
    saved = false;
    draw(i);
    count();
  }

  function count() {
    boxes.forEach((box, i) => {
      box.checked = marks[i].read;
      box.closest("article").classList.toggle("seen", marks[i].read);
    });
    document.getElementById("count").value = marks.filter((m) => m.read).length + " / " + notes.length;
  }

  // The selection, in units of the note's text; nothing where it is not inside one note.
  function selected() {
    const selection = document.getSelection();
    if (selection.isCollapsed || selection.rangeCount === 0) {
      return null;
    }
    const range = selection.getRangeAt(0);
    const i = panes.findIndex((p) => p.contains(range.startContainer) && p.contains(range.endContainer));
    if (i < 0) {
      return null;
    }
    const before = document.createRange();
    before.selectNodeContents(panes[i]);
    before.setEnd(range.startContainer, range.startOffset);
    const { text } = notes[i];
    let start = before.toString().length;
    let end = start + range.toString().length;
    while (start < end && /\s/.test(text[start])) start++;
    while (end > start && /\s/.test(text[end - 1])) end--;
    return start < end ? { i, start, end } : null;
  }

  buttons.forEach((button) => {
    // Pressing must not take the selection away.
    button.addEventListener("mousedown", (e) => e.preventDefault());
    button.addEventListener("click", () => {
      const at = selected();
      if (at) {
        const span = { start: at.start, end: at.end, type: button.dataset.type };
        marks[at.i].added = marks[at.i].added.filter((s) => !overlap(s, span));
        marks[at.i].added.push(span);
        document.getSelection().removeAllRanges();
        changed(at.i);
      }
    });
  });
  document.addEventListener("selectionchange", () => {
    const none = selected() === null;
    buttons.forEach((button) => (button.disabled = none));
  });

  boxes.forEach((box, i) =>
    box.addEventListener("change", () => {
      marks[i].read = box.checked;
      saved = false;
      count();
    }));

  // What is an identifier: what was found and stands, and what the reader added instead or besides.
  function verdict(note, i) {
    const { wrong, added } = marks[i];
    const plain = ({ start, end, type }) => ({ start, end, type });
    const kept = note.found.filter((f, n) => !wrong.has(n) && !added.some((s) => overlap(s, f)));
    return JSON.stringify({
      id: note.id,
      source: note.source,
      drawn: note.drawn,
      text: note.text,
      spans: [...kept, ...added].map(plain).sort((a, b) => a.start - b.start),
      found: note.found.map(plain),
    }) + "\n";
  }

  document.getElementById("save").addEventListener("click", () => {
    const lines = notes.map((note, i) => (marks[i].read ? verdict(note, i) : ""));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(lines, { type: "application/x-ndjson" }));
    link.download = file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    saved = true;
  });
  window.addEventListener("beforeunload", (e) => {
    if (!saved) {
      e.preventDefault();
    }
  });

  notes.forEach((_, i) => draw(i));
  buttons.forEach((button) => (button.disabled = true));
  count();
})();
