"use strict";
(() => {
  const words = document.body.dataset;
  // From how many rows on a table can be sorted, and filtered.
  const several = 3;
  const many = 8;

  const months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December"];
  // A day or a month as either language writes it, as a number that grows with time.
  const time = (text) => {
    const chinese = /^(\d{4})\u5e74(\d{1,2})\u6708(?:(\d{1,2})\u65e5)?$/.exec(text);
    if (chinese) return Number(chinese[1]) * 10000 + Number(chinese[2]) * 100 + Number(chinese[3] ?? 0);
    const english = /^(?:(\d{1,2}) )?([A-Z][a-z]+) (\d{4})$/.exec(text);
    const month = english ? months.indexOf(english[2]) + 1 : 0;
    return month > 0 ? Number(english[3]) * 10000 + month * 100 + Number(english[1] ?? 0) : null;
  };

  // What a cell is sorted by: its time or its number where it is one or begins with one, otherwise its words.
  const key = (cell) => {
    const text = cell.dataset.sort ?? cell.textContent.trim();
    const at = time(text);
    if (at !== null) return { number: at, text };
    const plain = text.replace(/[\s\u00a0\u202f]/g, "").replace(/\u2212/g, "-").replace(/^[<>\u2248\u2264\u2265]/, "");
    const number = /^-?\d+(\.\d+)?/.exec(plain);
    return { number: number ? Number(number[0]) : null, text };
  };
  const compare = (a, b) => {
    if (a.number !== null && b.number !== null && a.number !== b.number) return a.number - b.number;
    if ((a.number === null) !== (b.number === null)) return 0;
    return a.text.localeCompare(b.text, document.documentElement.lang);
  };

  const sort = (table, column, heading) => {
    const down = heading.getAttribute("aria-sort") === "ascending";
    const body = table.tBodies[0];
    const rows = Array.from(body.rows, (row) => ({ row, key: key(row.cells[column]) }));
    const numbers = rows.some(({ key }) => key.number !== null);
    rows.sort((a, b) => {
      // What has no number comes last, whichever way the numbers go.
      if (numbers && (a.key.number === null) !== (b.key.number === null)) return a.key.number === null ? 1 : -1;
      return (down ? -1 : 1) * compare(a.key, b.key);
    });
    body.append(...rows.map(({ row }) => row));
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", down ? "descending" : "ascending");
  };

  const filter = (table) => {
    const rows = Array.from(table.tBodies[0].rows);
    const box = document.createElement("div");
    const input = document.createElement("input");
    const count = document.createElement("span");
    box.className = "filter";
    input.type = "search";
    input.placeholder = words.filter;
    input.setAttribute("aria-label", words.filter);
    count.setAttribute("aria-live", "polite");
    input.addEventListener("input", () => {
      const wanted = input.value.trim().toLowerCase();
      let shown = 0;
      for (const row of rows) {
        row.hidden = !row.textContent.toLowerCase().includes(wanted);
        if (!row.hidden) shown += 1;
      }
      count.textContent = wanted ? `${shown} / ${rows.length}` : "";
    });
    box.append(input, count);
    table.parentElement.before(box);
  };

  for (const table of document.querySelectorAll("main table")) {
    if (!table.tHead || !table.tBodies[0] || table.tBodies[0].rows.length < several) continue;
    Array.from(table.tHead.rows[0].cells).forEach((heading, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.title = words.sort;
      button.append(...heading.childNodes);
      button.addEventListener("click", () => sort(table, column, heading));
      heading.append(button);
    });
    if (table.tBodies[0].rows.length >= many) filter(table);
  }

  // What a chart tells where it is pointed at, also for those who use the keyboard: the arrows go from one to the next.
  for (const figure of document.querySelectorAll("figure")) {
    const readings = Array.from(figure.querySelectorAll(".reading"));
    if (readings.length === 0) continue;
    const told = document.createElement("output");
    figure.append(told);
    const tell = (reading) => { told.textContent = reading.querySelector("title").textContent; };
    readings.forEach((reading, at) => {
      reading.setAttribute("tabindex", at === 0 ? "0" : "-1");
      reading.addEventListener("focus", () => tell(reading));
      reading.addEventListener("pointerenter", () => tell(reading));
      reading.addEventListener("keydown", (event) => {
        const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
        const next = step && readings[at + step];
        if (!next) return;
        event.preventDefault();
        reading.setAttribute("tabindex", "-1");
        next.setAttribute("tabindex", "0");
        next.focus();
      });
    });
  }
})();
