// What the page can do more where scripts run. Nothing here is needed to read it.
// Its words stand in the data attributes of its own script element; each part below works alone.
"use strict";
(() => {
  const words = document.currentScript.dataset;
  const root = document.documentElement;
  // They may be in another language than the page, or than the text in which they are shown.
  const { lang = root.lang } = words;
  const find = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];

  const make = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  // Storage may be forbidden; then nothing is remembered.
  const remembered = (key) => {
    try { return localStorage.getItem(key); } catch { return null; }
  };
  const remember = (key, value) => {
    try {
      if (value) localStorage.setItem(key, value);
      else localStorage.removeItem(key);
    } catch { /* see above */ }
  };

  const status = make("p", { className: "hidden", role: "status", lang });
  document.body.append(status);
  const announce = (text) => {
    status.textContent = "";
    setTimeout(() => { status.textContent = text; }, 50);
  };

  // Colours: what the system says until the reader chooses.
  const themeButton = () => {
    const button = find("button.theme");
    if (!button) return;
    const system = matchMedia("(prefers-color-scheme: dark)");
    const dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
    const show = () => button.setAttribute("aria-pressed", dark());
    button.addEventListener("click", () => {
      const theme = dark() ? "light" : "dark";
      root.dataset.theme = theme;
      remember("theme", theme === (system.matches ? "dark" : "light") ? null : theme);
      show();
    });
    system.addEventListener("change", show);
    show();
  };

  // An address that nobody has made may have any `%`.
  const decoded = (text) => {
    try { return decodeURIComponent(text); } catch { return text; }
  };

  // The part of the page that the reader is at, as far as it is known: `contents` knows it better.
  let section = () => "";

  // Not where the page for unknown addresses is opened by its own.
  const isMissing = document.body.dataset.kind === "not-found" && !location.pathname.endsWith("/404.html");

  // The search script is loaded when the reader first turns to the search.
  const search = () => {
    const input = find("#_search");
    if (!input) return;
    const load = () => {
      const before = input.value;
      // A script that was lost is asked for again with the next key, or at once if there was one meanwhile.
      const onerror = () => (input.value === before ? input.addEventListener("input", load, { once: true }) : load());
      document.head.append(make("script", { src: input.form.dataset.script, onerror }));
    };
    if (input.form.dataset.script) input.addEventListener("focus", load, { once: true });
    document.addEventListener("keydown", (event) => {
      // Input methods have a Ctrl K of their own.
      if (event.isComposing || event.keyCode === 229) return;
      if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
        event.preventDefault();
        // Of itself a text field comes clear of the header even where it stands in it.
        input.focus({ preventScroll: true });
        input.select();
        input.scrollIntoView({ block: "nearest" });
      }
    });
    const key = find(".search kbd");
    if (key && /Mac|iPhone|iPad/.test(navigator.platform)) key.textContent = "⌘ K";
    if (isMissing) {
      const slug = location.pathname.split("/").filter(Boolean).pop() || "";
      input.value = decoded(slug).replace(/\.\w+$/, "").replace(/[-_]+/g, " ");
    }
  };

  // The language is remembered only on request, and then offered, never forced.
  const languages = () => {
    const menu = find(".languages");
    if (!menu) return;
    const box = find("#_remember-language");
    const links = all("a", menu);
    const current = links.find((link) => link.ariaCurrent) || links[0];
    const wanted = remembered("lang");
    box.checked = Boolean(wanted);
    box.addEventListener("change", () => remember("lang", box.checked && current.hreflang));
    for (const link of links) {
      link.addEventListener("click", () => {
        if (box.checked) remember("lang", link.hreflang);
      });
    }
    document.addEventListener("click", (event) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
    // Where nothing else takes the focus, the reader has pressed on the menu itself or left the window.
    menu.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget && !menu.contains(relatedTarget)) menu.open = false;
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      find("summary", menu).focus();
    });
    const other = links.find((link) => link.hreflang === wanted);
    if (other && other !== current && !find("small", other)) {
      const [before, after] = words.offer.split("{}");
      const link = make("a", { href: other.href, lang: other.lang, hreflang: other.hreflang }, other.textContent);
      find(".top").after(make("p", { className: "offer", lang }, before, link, after));
    }
  };

  // A page that is missing in one language may be there in another. The links lead home until that is known.
  const elsewhere = () => {
    if (!isMissing) return;
    const links = () => all(".locales a, .languages a, .offer a");
    const homes = [...new Set(links().map((link) => link.pathname))];
    const [home] = homes.filter((home) => location.pathname.startsWith(home)).sort((a, b) => b.length - a.length);
    if (home) homes.filter((other) => other !== home).forEach(async (other) => {
      const url = other + location.pathname.slice(home.length);
      const answer = await fetch(url, { method: "HEAD" }).catch(() => ({}));
      if (answer.ok) links().filter((link) => link.pathname === other).forEach((link) => { link.href = url; });
    });
  };

  // A long list beside the text is scrolled so that its current entry is seen.
  const reveal = (link, box) => {
    const inner = link.getBoundingClientRect();
    const outer = box.getBoundingClientRect();
    if (inner.top < outer.top || inner.bottom > outer.bottom) {
      box.scrollTop += inner.top - outer.top - box.clientHeight / 2;
    }
  };

  const navigation = () => {
    const current = find(".navigation [aria-current]");
    if (current) reveal(current, current.closest(".navigation"));
  };

  // What the reader asked for is where they are until they scroll on: a section near the end cannot come up to the top.
  let asked = "";
  const place = () => asked && document.getElementById(decoded(asked.slice(1)));
  const following = (changed) => {
    let isStill, timer;
    // A page that is loaded again may stand elsewhere than its address says.
    const settle = () => {
      isStill = true;
      const box = place() && place().getBoundingClientRect();
      if (!box || box.top >= innerHeight || box.bottom <= 0) asked = "";
      changed();
    };
    const wait = () => {
      isStill = false;
      clearTimeout(timer);
      timer = setTimeout(settle, 200);
    };
    const ask = (hash) => {
      asked = hash;
      wait();
      changed();
    };
    addEventListener("hashchange", () => ask(location.hash));
    // The address does not change with a second click on the same link.
    document.addEventListener("click", (event) => {
      const link = event.target.closest("a[href^='#']");
      if (link) ask(link.hash);
    });
    addEventListener("scroll", () => {
      if (!isStill) wait();
      else if (asked) {
        asked = "";
        changed();
      }
    }, { passive: true });
    ask(location.hash);
  };

  // The section being read is marked in the contents: the one asked for, else the one at the line where a jump ends.
  const contents = () => {
    const nav = find(".contents");
    if (!nav) return;
    const links = new Map(all("a", nav).map((link) => [decoded(link.hash.slice(1)), link]));
    const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
    // Beyond the padding a target may have a margin.
    const { scrollPaddingBlockStart, fontSize } = getComputedStyle(root);
    const line = (parseFloat(scrollPaddingBlockStart) || 0) + 0.75 * parseFloat(fontSize);
    const passed = () => {
      const end = place();
      return headings.filter((heading) => end
        ? heading === end || heading.compareDocumentPosition(end) & Node.DOCUMENT_POSITION_FOLLOWING
        : heading.getBoundingClientRect().top < line).at(-1);
    };
    const mark = () => {
      const reading = passed() || headings[0];
      for (const [id, link] of links) {
        const here = reading && id === reading.id;
        link.ariaCurrent = here ? "location" : null;
        if (here) reveal(link, link.closest("details"));
      }
    };
    section = () => asked || links.get(passed()?.id)?.hash;
    // All that is below the line counts as seen, so that no heading jumps past it unnoticed.
    const observer = new IntersectionObserver(mark, { rootMargin: `-${line}px 0px 9999999px`, threshold: 1 });
    headings.forEach((heading) => observer.observe(heading));
    following(mark);
  };

  // Other texts of this page open at the same section: anchors are the same in all languages. Another version may lack it.
  const keepSection = () => {
    const keep = ({ target }) => {
      const link = target.closest("a");
      if (!link) return;
      if (link.closest(".languages, .locales, .offer, .source, .notice")) link.hash = section() || location.hash;
      else if (link.closest(".selector")) link.hash ||= location.hash;
    };
    // What opens a link elsewhere comes without a click, but not without a press.
    for (const type of ["pointerdown", "click"]) document.addEventListener(type, keep);
  };

  // Browsers that cannot show closed details get them open where there is room.
  const details = () => {
    if (CSS.supports("selector(::details-content)")) return;
    if (matchMedia("(min-width: 76rem)").matches) {
      all(".contents > details, .navigation > details").forEach((element) => { element.open = true; });
    }
  };

  // Gives whether it could: the clipboard may be forbidden, and without https there is only the old way to it.
  const copy = async (text) => {
    if (navigator.clipboard) return navigator.clipboard.writeText(text).then(() => true, () => false);
    const before = document.activeElement;
    const area = make("textarea", { className: "hidden", value: text });
    document.body.append(area);
    area.focus({ preventScroll: true });
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    before?.focus({ preventScroll: true });
    return done;
  };

  const code = () => {
    for (const block of all(".code")) {
      const button = make("button", { type: "button", lang }, words.copy);
      button.addEventListener("click", async () => {
        const text = find("pre", block).textContent.replace(/\n$/, "");
        if (!await copy(withoutPrompts(withoutIndent(text)))) return;
        button.textContent = words.copied;
        announce(words.copied);
        setTimeout(() => { button.textContent = words.copy; }, 2000);
      });
      block.append(button);
    }
  };

  // What all lines are indented by belongs to the list around them, or to the code that they are taken from.
  const withoutIndent = (text) => {
    const lines = text.split("\n");
    const written = lines.filter((line) => line.trim());
    let [indent] = /^[ \t]*/.exec(written[0] || "");
    while (!written.every((line) => line.startsWith(indent))) indent = indent.slice(0, -1);
    return lines.map((line) => line.slice(indent.length)).join("\n");
  };

  // What shells, MySQL and Python ask with, how a line ends that goes on in the next one, and what the next one begins
  // with for certain. A `<` is part of no prompt, but of a path with a placeholder.
  const PROMPTS = [
    [/^\s*(?:\[?[\w.-]+@[\w.-]+(?:[: ][^\s$#]+)?[$#]|\$) /, /\\$/],
    [/^\s*P(?:M|S(?: [^<>]*)?)> ?/, /`$/, /^\s*>> |^(?=\s*-[a-z])/i],
    [/^\s*[A-Z]:\\(?:[^<>]*[^<>\s])?> ?/i, /\^$/],
    [/^\s*(?:mysql|MariaDB \[.*?\])> /, null, /^\s*-> /],
    [/^\s*>>> /, /[([{,:\\]$/, /^\s*\.\.\. ?/],
  ];

  // Prompts are not typed; where some lines have one, the others are answers or go on with a command. Comments may stand above.
  const withoutPrompts = (text) => {
    const lines = text.split("\n");
    const promptOf = (line) => PROMPTS.find(([prompt]) => prompt.test(line));
    if (!promptOf(lines.find((line) => /^\s*[^\s#]/.test(line)))) return text;
    const typed = [];
    let kind, before = "";
    for (const line of lines) {
      const asked = promptOf(line);
      if (asked) kind = asked;
      const [prompt, end, more] = kind || [];
      const goesOn = before && (end?.test(before) || more?.test(line));
      if (asked || goesOn || !kind) typed.push(line.replace(asked ? prompt : more || /^>{1,2} /, ""));
      before = asked || goesOn ? line : "";
    }
    return typed.join("\n");
  };

  const anchors = () => {
    for (const anchor of all(".anchor")) {
      anchor.addEventListener("click", async () => {
        if (await copy(anchor.href)) announce(words.linkCopied);
      });
    }
  };

  // What scrolls sideways can be reached with the keyboard.
  const scrollers = () => {
    for (const block of all(".code pre")) {
      if (block.scrollWidth > block.clientWidth) block.tabIndex = 0;
    }
  };

  const zoom = () => {
    for (const link of all("a.zoom")) {
      link.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        const image = find("img", link);
        const form = make("form", { method: "dialog" }, make("button", { lang }, words.close));
        const dialog = make("dialog", { ariaLabel: image.alt || words.close },
          make("img", { src: link.href, alt: image.alt, width: image.getAttribute("width"), height: image.getAttribute("height") }), form);
        dialog.addEventListener("click", (click) => {
          if (click.target === dialog) dialog.close();
        });
        dialog.addEventListener("close", () => {
          dialog.remove();
          link.focus();
        });
        document.body.append(dialog);
        dialog.showModal();
      });
    }
  };

  // Those who jump from landmark to landmark tell several selectors by their numbers.
  const landmarks = (from) => all(".selector", from).slice(1).forEach((nav, index) => {
    nav.setAttribute("aria-label", `${nav.getAttribute("aria-label")} ${(index + 2).toLocaleString(root.lang)}`);
  });

  // A selector with two dimensions becomes two lists to choose from.
  const selectors = () => {
    landmarks(document);
    for (const nav of all(".selector[data-first]")) {
      const links = all("a", nav);
      const current = links.find((link) => link.ariaCurrent) || links[0];
      const choice = (name) => {
        const values = [...new Set(links.map((link) => link.dataset[name]))];
        const select = make("select", {}, ...values.map((value) => new Option(value)));
        select.value = current.dataset[name];
        return select;
      };
      const first = choice("first");
      const second = choice("second");
      const target = () => links.find((link) =>
        link.dataset.first === first.value && link.dataset.second === second.value);
      const button = make("button", { lang }, words.go);
      const form = make("form", {},
        make("label", {}, nav.dataset.first, first), make("label", {}, nav.dataset.second, second), button);
      form.addEventListener("change", () => { button.disabled = !target(); });
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        const link = target();
        if (!link) return;
        link.hash ||= location.hash;
        location.href = link.href;
      });
      find("ul", nav).replaceWith(form);
    }
  };

  // Each block beside the block of the source page: translations keep the order of blocks.
  const compare = () => {
    const button = find(".compare");
    const body = find(".body");
    if (!button || !body) return;
    const label = [...button.childNodes];
    let own = null, loading = false;
    // HTML in the Markdown may leave text beside the elements.
    const blocks = (body) => [...body.childNodes].filter((node) =>
      node.nodeType === Node.ELEMENT_NODE || (node.nodeType === Node.TEXT_NODE && node.data.trim()));
    const start = async () => {
      const answer = await fetch(button.dataset.url);
      if (!answer.ok) throw new Error(answer.statusText);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const source = find(".body", page);
      all("[id]", source).forEach((element) => element.removeAttribute("id"));
      landmarks(source);
      const left = blocks(body);
      const right = blocks(source).map((block) => document.importNode(block, true));
      const language = { lang: button.dataset.lang, dir: button.dataset.dir };
      const side = (block, properties) => make("div", properties, ...(block ? [block] : []));
      own = [...body.childNodes];
      body.replaceChildren(...Array.from({ length: Math.max(left.length, right.length) }, (_, index) =>
        make("div", { className: "pair" }, side(left[index], {}), side(right[index], language))));
    };
    const failure = make("span", { lang }, words.compareFailed);
    button.addEventListener("click", async () => {
      if (loading) return;
      loading = true;
      failure.remove();
      try {
        if (own) {
          body.replaceChildren(...own);
          own = null;
        } else {
          await start();
        }
      } catch {
        announce(words.compareFailed);
        button.after(failure);
      }
      loading = false;
      body.classList.toggle("compared", Boolean(own));
      button.setAttribute("aria-pressed", Boolean(own));
      button.replaceChildren(...(own ? [make("bdi", { lang }, words.compareStop)] : label));
    });
  };

  [themeButton, search, languages, elsewhere, navigation, contents, keepSection, details, code, anchors, scrollers, zoom, selectors,
    compare].forEach((part) => {
    try { part(); } catch (error) { console.error(error); }
  });
})();
