/* Opens folds where a link, a search, the printer or the reader asks for it. The script stands
   before the first fold: where "Expand all" is remembered, no fold is ever seen closed. Without
   it everything can be opened by hand. */
(() => {
  "use strict";
  const key = "sphinx-roles-expanded";
  const folds = () => [
    ...document.querySelectorAll("details:is(.roles-inherited, .roles-next, .roles-override, .roles-heirs)"),
  ];
  const button = document.querySelector(".roles-controls > button");

  let expanded = false;
  try {
    expanded = localStorage.getItem(key) === "true";
  } catch {
    // no storage: nothing is remembered
  }
  const show = () => {
    if (button) {
      button.setAttribute("aria-pressed", String(expanded));
      folds().forEach((fold) => (fold.open = expanded));
    }
  };
  if (button) {
    button.parentElement.hidden = false;
    button.addEventListener("click", () => {
      expanded = !expanded;
      try {
        localStorage.setItem(key, expanded);
      } catch {
        // as above
      }
      show();
    });
  }

  const openAround = (element) => {
    for (let fold = element; (fold = fold.closest("details:not([open])")); ) {
      fold.open = true;
    }
  };

  const openTarget = () => {
    let id = location.hash.slice(1);
    try {
      id = decodeURIComponent(id);
    } catch {
      // not an address of ours
    }
    const target = id && document.getElementById(id);
    if (target && target.closest("details:not([open])")) {
      openAround(target);
      target.scrollIntoView({ behavior: "instant" });
    }
  };
  addEventListener("hashchange", openTarget);

  // Folds as they are parsed, and words that Sphinx's search marks
  new MutationObserver((records) => {
    if (expanded && document.readyState === "loading") {
      show();
    }
    for (const { addedNodes } of records) {
      for (const node of addedNodes) {
        if (node instanceof Element && node.matches(".highlighted")) {
          openAround(node);
        }
      }
    }
  }).observe(document, { childList: true, subtree: true });

  const parsed = () => {
    if (expanded) {
      show();
    }
    openTarget();
  };
  if (document.readyState === "loading") {
    addEventListener("DOMContentLoaded", parsed);
  } else {
    parsed();
  }

  let closed = [];
  addEventListener("beforeprint", () => {
    closed = folds().filter((fold) => !fold.open);
    closed.forEach((fold) => (fold.open = true));
  });
  addEventListener("afterprint", () => {
    closed.forEach((fold) => (fold.open = false));
    closed = [];
  });
})();
