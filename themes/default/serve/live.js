// The page while it is being written: shows what changed without losing the place, and says what is wrong with it.
// `docent serve` adds this script to every page that it gives out; a built site never has it.
(() => {
  "use strict";
  const { token, generation } = document.currentScript.dataset;
  let shown = Number(generation);
  let stream;
  let asked = 0;
  let pictures = 0;
  let isLost = false;

  // An address may hold a `%` that stands for nothing.
  const decoded = (url) => {
    try {
      return decodeURI(url);
    } catch {
      return url;
    }
  };

  const here = () => decoded(location.pathname);

  // ---- news ----

  // A browser opens six connections to a server at most: pages that nobody sees give theirs back.
  const listen = () => {
    if (document.hidden) {
      stream?.close();
      stream = undefined;
    } else if (!stream) {
      stream = new EventSource("/_docent/events");
      stream.onmessage = (event) => heed(JSON.parse(event.data));
      stream.onerror = lost;
    }
  };

  // The server was stopped, and nothing that is saved shows from now on. The browser asks for news again and again.
  const lost = () => {
    isLost = true;
    const words = "docent serve does not answer: what you save does not show here until it runs again.";
    overlay.replaceChildren(element("section", words, { role: "status" }));
    if (!overlay.isConnected) document.body.append(overlay);
  };

  const heed = (news) => {
    // It runs again, and knows neither this page nor its token.
    if (isLost) return location.reload();
    if (news.kind === "findings") return findings();
    if (news.kind === "hello" && news.generation === shown) return findings();
    shown = news.generation || shown;
    if (news.pictures !== false) pictures++;
    const mine = !news.pages || news.pages.some((url) => decoded(url) === here());
    return mine && renew();
  };

  // ---- the page anew ----

  const fetched = async () => {
    const response = await fetch(location.href, { cache: "no-store" });
    return new DOMParser().parseFromString(await response.text(), "text/html");
  };

  // The page as it was sent: what stands here has been touched by the scripts of the theme since.
  let sent = fetched().catch(() => undefined);

  const renew = async () => {
    const number = ++asked;
    const old = await sent;
    const next = await fetched().catch(() => undefined);
    if (!next || number !== asked) return;
    if (!old || !swap(old, next)) return location.reload();
    sent = Promise.resolve(next);
    findings();
  };

  // Only blocks of the text are swapped, those that are other and no more. Where anything else differs, or a block comes
  // to which the scripts of the theme would add something, the page is loaded anew; the browser keeps its place then, too.
  const swap = (old, next) => {
    if (around(old) !== around(next)) return false;
    const [before, after] = [old, next].map((page) => [...page.querySelectorAll(".body > *")]);
    const live = document.querySelectorAll(".body > *");
    if (live.length !== before.length || document.querySelectorAll(".body").length !== 1) return false;
    const same = (one, other) => one?.outerHTML === other?.outerHTML;
    let start = 0;
    while (start < before.length && start < after.length && same(before[start], after[start])) start++;
    let end = 0;
    while (end < Math.min(before.length, after.length) - start && same(before.at(-1 - end), after.at(-1 - end))) end++;
    const coming = after.slice(start, after.length - end);
    const special = ".code, .zoom, .selector[data-first], script";
    if (coming.some((block) => block.matches(special) || block.querySelector(special))) return false;
    const kept = hold();
    const leaving = [...live].slice(start, live.length - end);
    const place = live[live.length - end] ?? null;
    leaving.forEach((block) => block.remove());
    const body = document.querySelector(".body");
    coming.forEach((block) => body.insertBefore(document.importNode(block, true), place));
    if (pictures) document.querySelectorAll("main img[src]").forEach(renewed);
    kept();
    return true;
  };

  // The page without its text and without this script.
  const around = (page) => {
    const copy = page.documentElement.cloneNode(true);
    copy.querySelectorAll(".body, script[data-token]").forEach((element) => element.remove());
    return copy.outerHTML;
  };

  // A picture of the same name may be another by now. A browser does not ask again for one that the page has had, not even
  // where a block comes that was not there.
  const renewed = (image) => {
    const address = new URL(image.src);
    if (address.origin !== location.origin) return;
    address.searchParams.set("docent", pictures);
    if (image.src !== address.href) image.src = address.href;
  };

  // The element at the upper edge of the window stays where it is, whatever grows or shrinks above it.
  const hold = () => {
    const blocks = () => [...document.querySelectorAll("main .body > *")];
    const before = blocks();
    const at = before.findIndex((block) => block.getBoundingClientRect().bottom > 0);
    const words = before[at]?.textContent;
    const top = before[at]?.getBoundingClientRect().top;
    const y = scrollY;
    return () => {
      const after = blocks();
      const same = after.filter((block) => block.textContent === words);
      const block = same.length === 1 ? same[0] : after[at];
      scrollTo({ top: y, behavior: "instant" });
      if (block && at > 0) scrollBy({ top: block.getBoundingClientRect().top - top, behavior: "instant" });
    };
  };

  // ---- the overlay ----

  const overlay = document.createElement("aside");
  overlay.className = "docent-overlay";
  overlay.lang = "en";
  overlay.setAttribute("aria-label", "docent");
  let open = false;

  const element = (name, text, properties = {}) => Object.assign(document.createElement(name), { textContent: text ?? "" }, properties);

  const findings = async () => {
    const response = await fetch(`/_docent/page?path=${encodeURIComponent(location.pathname)}`).catch(() => undefined);
    if (!response?.ok) return;
    const found = await response.json();
    // An answer that was on its way when the server was stopped.
    if (isLost) return;
    if (found.shown > shown && found.shown !== shown) shown = found.shown;
    show(found);
  };

  const show = (found) => {
    const count = found.findings.length + found.more + found.troubles.length;
    overlay.replaceChildren();
    if (!count && !found.undo && !found.missing.length) return overlay.remove();
    const section = element("section", "", { hidden: !open });
    const list = element("ul");
    for (const trouble of found.troubles) list.append(item({ ...trouble, level: "error" }, found));
    for (const finding of found.findings) list.append(item(finding, found));
    section.append(list);
    if (found.more) section.append(element("p", `and ${found.more} more`));
    if (found.missing.length) {
      section.append(element("p", `Not translated: ${found.missing.map((locale) => `${locale.name} (${locale.tag})`).join(", ")}`));
    }
    if (found.undo) section.append(action("Undo the fix", () => post("undo", {})));
    section.append(element("a", `All ${found.total} findings`, { href: "/_docent/" }));
    const label = count ? `${count} ${count === 1 ? "finding" : "findings"}` : found.undo ? "Undo the fix" : "Translations";
    const button = element("button", label, { type: "button" });
    button.setAttribute("aria-expanded", String(open));
    button.addEventListener("click", () => {
      open = !open;
      section.hidden = !open;
      button.setAttribute("aria-expanded", String(open));
    });
    overlay.append(section, button);
    if (!overlay.isConnected) document.body.append(overlay);
  };

  const item = (finding, found) => {
    const line = element("li", "", { className: finding.level });
    line.append(element("strong", finding.code), element("span", ` ${finding.message}`), element("br"));
    line.append(element("code", finding.place));
    if (finding.help) line.append(element("br"), element("span", finding.help, { className: "help" }));
    line.append(element("br"));
    const mark = marked(finding, found);
    if (mark) line.append(action("Show", () => jump(mark)));
    if (finding.fix != null) {
      line.append(action(finding.fix ? `Fix: ${finding.fix}` : "Fix", () => post("fix", { generation: found.generation, id: finding.id })));
    }
    if (finding.editor) line.append(element("a", "Open in editor", { href: finding.editor }));
    return line;
  };

  const action = (text, act) => {
    const button = element("button", text, { type: "button" });
    button.addEventListener("click", act);
    return button;
  };

  // The mark that the page has in the place of what is broken: of those with the code, the first whose words stand in the
  // finding's line and that no finding before this one has taken.
  const marked = (finding, found) => {
    const marks = [...document.querySelectorAll(`main [data-code="${CSS.escape(finding.code)}"]`)];
    const alike = found.findings.filter((other) => other.code === finding.code);
    const near = marks.filter((mark) => finding.line?.includes(mark.textContent.trim()));
    const before = alike.filter((other) => other.line === finding.line).indexOf(finding);
    return near[before] ?? near[0] ?? marks[alike.indexOf(finding)];
  };

  const jump = (mark) => {
    document.querySelectorAll(".docent-mark").forEach((other) => other.classList.remove("docent-mark"));
    mark.classList.add("docent-mark");
    mark.scrollIntoView({ block: "center" });
  };

  const post = async (what, body) => {
    const headers = { "content-type": "application/json", "x-docent-token": token };
    const response = await fetch(`/_docent/${what}`, { method: "POST", headers, body: JSON.stringify(body) }).catch(() => undefined);
    if (!response) return lost();
    const { error } = await response.json();
    if (error) alert(error);
    findings();
  };

  const style = element("link", "", { rel: "stylesheet", href: "/_docent/live.css" });
  document.head.append(style);
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", () => stream?.close());
  listen();
})();
