/* Copies a checklist as Markdown, and saves it as CSV: both are read off the page. */
for (const box of document.querySelectorAll(".roles-copy")) {
  const [button, csv, status] = box.children;
  const md = (node) => {
    const { tagName: tag, textContent: raw, href } = node;
    if (!tag) return raw.replace(/\s+/g, " ").replace(/[\\`*_[\]<>#]/g, "\\$&");
    if (tag === "CODE") return "`" + raw + "`";
    if (tag === "PRE") return "\n\n```\n" + raw + "```\n";
    if (node.className === "roles-place") return "";
    const text = node.alt || [...node.childNodes].map(md).join("").replace(/ +\n/g, "\n");
    if (tag === "P") return "\n\n" + text.trim().replace(/^\d+(?=\.)/, "$&\\");
    if (/LI|TD/.test(tag)) return "\n- " + text.trim().replace(/\n(?=.)/g, "\n  ");
    const mark = { STRONG: "**", EM: "*" }[tag] || "";
    return /^http/.test(href) ? `[${text}](${href})` : mark + text + mark;
  };
  button.onclick = async () => {
    const area = document.createElement("textarea");
    area.value = box.dataset.start;
    for (const part of box.parentNode.querySelectorAll(".roles-said, caption > span")) {
      const text = md(part);
      area.value += part.matches("td") ? text + box.dataset.notes : `\n\n## ${text}\n`;
    }
    status.innerText = "";
    try {
      await navigator.clipboard.writeText(area.value);
    } catch {
      box.append(area);
      area.select();
      if (!document.execCommand("copy")) return;
      area.remove();
      button.focus();
    }
    status.innerText = box.dataset.copied;
  };
  // One row for each expectation. A spreadsheet runs no cell that begins with an apostrophe.
  const cell = (text) => `"${text.trim().replace(/\s+/g, " ").replace(/^[=+\-@]/, "'$&").replace(/"/g, '""')}"`;
  csv.onclick = () => {
    let rows = "";
    for (const table of box.parentNode.querySelectorAll("table:has(.roles-said)")) {
      const part = table.querySelector("caption > span").innerText;
      rows ||= [box.dataset.part, ...[...table.tHead.rows[0].cells].map((th) => th.innerText)].map(cell) + "\r\n";
      for (const row of table.tBodies[0].rows) {
        const said = [...row.cells].map((td) =>
          [...td.childNodes].map((node) => (node.className === "roles-place" ? "" : node.textContent)).join(" "));
        rows += [part, ...said].map(cell) + "\r\n";
      }
    }
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["\ufeff" + rows], { type: "text/csv" }));
    link.download = box.dataset.file;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  box.hidden = false;
}
