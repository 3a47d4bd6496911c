/* Copies a checklist as Markdown, read off the page. */
for (const box of document.querySelectorAll(".roles-copy")) {
  const [button, status] = box.children;
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
  box.hidden = false;
}
