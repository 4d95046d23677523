/* Writing a letter: buttons put numbers and tables in, Enter goes on counting. All of it can be typed by hand as well. */
(() => {
  "use strict";
  const area = document.querySelector("textarea[data-writing]");
  const tools = document.querySelector("[data-writing-tools]");
  if (!area || !tools) return;
  for (const button of tools.querySelectorAll("[hidden]")) button.hidden = false;

  const DIGITS = "๐๑๒๓๔๕๖๗๘๙";
  const thai = (n) => String(n).replace(/\d/g, (digit) => DIGITS[digit]);
  const count = (text) => Number(text.replace(/[๐-๙]/g, (digit) => DIGITS.indexOf(digit)));
  const NUMBER = /^\s*(?:(\()([0-9๐-๙]{1,3})\)|(ข้อ)\s?([0-9๐-๙]{1,3})|([0-9๐-๙]{1,3}(?:\.[0-9๐-๙]{1,3})+)\.?|([0-9๐-๙]{1,3})\.)\s+/;

  /* The number that a line begins with: of which kind, its counts, how much of the line it takes. */
  const read = (line) => {
    const found = NUMBER.exec(line);
    if (!found) return null;
    const [whole, bracket, inside, item, of, dotted, single] = found;
    const kind = bracket ? "bracket" : item ? "item" : "dotted";
    return { kind, counts: (inside || of || dotted || single).split(".").map(count), length: whole.length };
  };
  const write = ({ kind, counts }) => {
    if (kind === "bracket") return `(${thai(counts[0])})`;
    if (kind === "item") return `ข้อ ${thai(counts[0])}`;
    return counts.length === 1 ? `${thai(counts[0])}.` : counts.map(thai).join(".");
  };
  const after = ({ kind, counts }) => ({ kind, counts: [...counts.slice(0, -1), counts.at(-1) + 1] });

  /* What comes next below the lines above: a paragraph, one within it, or one in brackets. */
  const next = (level, above) => {
    const numbers = above.map(read).filter(Boolean).reverse();
    const dotted = numbers.filter((number) => number.kind === "dotted");
    if (level === "bracket") return numbers[0]?.kind === "bracket" ? after(numbers[0]) : { kind: "bracket", counts: [1] };
    if (level === "first") {
      const first = numbers.find((number) => number.kind === "item" || (number.kind === "dotted" && number.counts.length === 1));
      const counts = first ? first.counts : dotted[0]?.counts.slice(0, 1);
      return counts ? after({ kind: first?.kind || "dotted", counts }) : { kind: "dotted", counts: [1] };
    }
    const last = dotted[0]?.counts;
    if (!last) return { kind: "dotted", counts: [1, 1] };
    return { kind: "dotted", counts: last.length > 1 ? [last[0], last[1] + 1] : [last[0], 1] };
  };

  /* Put text in the place of what stands from ``start`` to ``end``, so that it can be undone. */
  const put = (start, end, text) => {
    area.focus();
    area.setSelectionRange(start, end);
    const done = text ? document.execCommand("insertText", false, text) : start === end || document.execCommand("delete");
    if (!done) {
      area.setRangeText(text, start, end, "end");
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }
  };
  const here = () => {
    const start = area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;
    const stop = area.value.indexOf("\n", area.selectionStart);
    const end = stop < 0 ? area.value.length : stop;
    return { start, end, line: area.value.slice(start, end), above: area.value.slice(0, start).split("\n") };
  };

  tools.addEventListener("click", (event) => {
    const { number, table } = event.target.closest("button")?.dataset || {};
    const { start, end, line, above } = here();
    if (number) {
      const old = read(line)?.length || 0;
      put(start, start + old, `${write(next(number, above))} `);
      area.setSelectionRange(here().end, here().end);
    }
    if (table) put(end, end, `${line.trim() ? "\n" : ""}${table}`);
  });

  area.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
    const { start, end, line } = here();
    const number = read(line);
    if (!number || area.selectionStart !== area.selectionEnd || area.selectionStart !== end) return;
    event.preventDefault();
    if (line.trim().length === line.slice(0, number.length).trim().length) put(start, end, "");
    else put(end, end, `\n${write(after(number))} `);
  });
})();
