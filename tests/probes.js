/* What the browser tests ask of a page: each probe returns what is wrong, for people to read. */
window.probes = (() => {
  const OURS = [
    ".roles-facts",
    ".roles-facts > *",
    ".roles-extends",
    ".roles-controls",
    ".roles-controls > button",
    "details.roles-inherited",
    "details.roles-override",
    "details.roles-inherited > summary",
    "details.roles-override > summary",
    ".roles-list > li",
    ".roles-earlier",
    ".roles-group",
    ".roles-permalink",
  ].join();
  const FOCUSABLE = ".roles-controls > button, details > summary, .roles-permalink";
  const main = () => document.querySelector(".roles-facts").closest("[role=main], main, article");
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const ours = () => all(OURS, main()).filter((element) => element.checkVisibility());
  const name = (element) => {
    const id = element.closest("[id]")?.id;
    return `${element.tagName.toLowerCase()}.${element.className} in #${id}`;
  };

  /* Our boxes that leave the column of text */
  const outside = () => {
    const column = main().getBoundingClientRect();
    return ours()
      .filter((element) => {
        const box = element.getBoundingClientRect();
        return box.left < column.left - 1 || box.right > column.right + 1;
      })
      .map(name);
  };

  /* The lines of text, each less its leading, so that only real collisions count */
  const lines = (root) => {
    const found = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      if (!text.data.trim() || !text.parentElement.checkVisibility()) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      for (const { left, right, top, bottom, height } of range.getClientRects()) {
        const inset = height / 4;
        found.push({ text, left: left + 1, right: right - 1, top: top + inset, bottom: bottom - inset });
      }
    }
    return found;
  };
  const overlaps = () => {
    const found = [];
    const everything = lines(main());
    for (const element of ours().filter((e) => e.matches(`${FOCUSABLE}, .roles-facts > *`))) {
      for (const own of lines(element)) {
        for (const other of everything) {
          const meets =
            !element.contains(other.text) &&
            own.left < other.right &&
            other.left < own.right &&
            own.top < other.bottom &&
            other.top < own.bottom;
          if (meets) found.push(`${name(element)} and "${other.text.data.trim()}"`);
        }
      }
    }
    return found;
  };

  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = ([r, g, b, a], below) =>
    [r, g, b].map((value, index) => value * a + below[index] * (1 - a));
  const background = (element) => {
    const layers = [];
    for (let node = element; node; node = node.parentElement) {
      layers.push(rgba(getComputedStyle(node).backgroundColor));
    }
    return layers.reduceRight((below, layer) => over(layer, below), [255, 255, 255]);
  };
  const luminance = (color) => {
    const [r, g, b] = color.map((value) => {
      const part = value / 255;
      return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (element) => {
    const below = background(element);
    const text = over(rgba(getComputedStyle(element).color), below);
    const [light, dark] = [luminance(text), luminance(below)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  };

  /* Text of ours that is hard to read; links and code are coloured by the theme */
  const faint = () => {
    const elements = ours().flatMap((element) => [element, ...all("*", element)]);
    const own = new Set(elements.filter((e) => !e.matches("a:not(.roles-permalink), a *, pre *")));
    return [...own]
      .filter((e) => [...e.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
      .map((element) => [contrast(element), element])
      .filter(([ratio]) => ratio < 4.5)
      .map(([ratio, element]) => `${ratio.toFixed(2)} ${name(element)}`);
  };

  /* Whether one can see where the focus is */
  const isFocusSeen = (element) => {
    const { outlineStyle, outlineWidth, boxShadow, opacity } = getComputedStyle(element);
    const isRinged = outlineStyle !== "none" && parseFloat(outlineWidth) >= 1;
    return opacity === "1" && (isRinged || boxShadow !== "none");
  };
  const focusable = () => all(FOCUSABLE, main()).filter((element) => element.checkVisibility());

  const moving = () =>
    ours()
      .filter((element) => {
        const { transitionDuration, animationName } = getComputedStyle(element);
        return animationName !== "none" || transitionDuration.split(",").some((d) => parseFloat(d));
      })
      .map(name);

  const unseen = (selector) =>
    all(selector, main())
      .filter((element) => !element.checkVisibility() || !element.getClientRects().length)
      .map(name);

  /* The page as it is without us */
  const bare = () => {
    const blocks = ".roles-facts, .roles-extends, .roles-controls, details[class^=roles-]";
    all(`${blocks}, .roles-permalink`).forEach((element) => element.remove());
  };

  /* What moved within the column of text in a layout shift. A theme may move the column itself:
     one is wide until the sidebar behind the text has arrived. */
  const moved = ({ sources }) => {
    if (!document.querySelector(".roles-facts")) return []; // no text of ours as yet
    const nodes = sources.map(({ node }) => node).filter((node) => node);
    const column = main();
    if (nodes.some((node) => node.contains(column))) return [];
    return nodes
      .filter((node) => column.contains(node))
      .map((node) => name(node.nodeType === 1 ? node : node.parentElement));
  };
  const width = () => document.documentElement.scrollWidth;

  return {
    outside,
    overlaps,
    faint,
    isFocusSeen,
    focusable,
    moving,
    unseen,
    bare,
    moved,
    width,
    name,
  };
})();
