/* Opens what is inherited where a link, the printer or the reader asks for it. Without this
   script everything can be opened by hand. */
(() => {
  "use strict";
  const key = "sphinx-roles-expanded";
  const folds = () =>
    document.querySelectorAll("details:is(.roles-inherited, .roles-raises, .roles-heirs)");

  const remember = (value) => {
    try {
      localStorage.setItem(key, value);
    } catch {
      // no storage: nothing is remembered
    }
  };
  const remembered = () => {
    try {
      return localStorage.getItem(key) === "true";
    } catch {
      return false;
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
    const closed = target && target.closest("details:not([open])");
    for (let fold = closed; fold; fold = fold.parentElement.closest("details")) {
      fold.open = true;
    }
    if (closed) {
      target.scrollIntoView();
    }
  };

  const start = () => {
    const controls = document.querySelector(".roles-controls");
    if (controls) {
      const button = controls.querySelector("button");
      const show = (expanded) => {
        button.setAttribute("aria-pressed", String(expanded));
        folds().forEach((fold) => (fold.open = expanded));
      };
      button.addEventListener("click", () => {
        const expanded = button.getAttribute("aria-pressed") !== "true";
        remember(expanded);
        show(expanded);
      });
      controls.hidden = false;
      if (remembered()) {
        show(true);
      }
    }
    openTarget();
  };

  let closedForPrint = [];
  addEventListener("beforeprint", () => {
    closedForPrint = [...folds()].filter((fold) => !fold.open);
    closedForPrint.forEach((fold) => (fold.open = true));
  });
  addEventListener("afterprint", () => {
    closedForPrint.forEach((fold) => (fold.open = false));
    closedForPrint = [];
  });
  addEventListener("hashchange", openTarget);
  if (document.readyState === "loading") {
    addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
