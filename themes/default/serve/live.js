// The page while it is being written: shows what changed without losing the place, and says what is wrong with it.
// `docent serve` adds this script to every page that it gives out; a built site never has it.
(() => {
  "use strict";
  const { token, generation } = document.currentScript.dataset;
  let shown = Number(generation);
  let stream;
  let asked = 0;

  const here = () => decodeURI(location.pathname);

  // ---- news ----

  // A browser opens six connections to a server at most: pages that nobody sees give theirs back.
  const listen = () => {
    if (document.hidden) {
      stream?.close();
      stream = undefined;
    } else if (!stream) {
      stream = new EventSource("/_docent/events");
      stream.onmessage = (event) => heed(JSON.parse(event.data));
    }
  };

  const heed = (news) => {
    if (news.kind === "findings") return findings();
    if (news.kind === "hello" && news.generation === shown) return findings();
    shown = news.generation || shown;
    const mine = !news.pages || news.pages.some((url) => decodeURI(url) === here());
    return mine && renew();
  };

  // ---- the page anew ----

  const renew = async () => {
    const number = ++asked;
    const response = await fetch(location.href, { cache: "no-store" }).catch(() => undefined);
    if (!response || number !== asked) return;
    const html = await response.text();
    if (number !== asked) return;
    const next = new DOMParser().parseFromString(html, "text/html");
    swap(next) ? findings() : location.reload();
  };

  // What stands in the frame of the page; where anything else differs, only a reload is right. The browser keeps the
  // scroll position over a reload, too.
  const swap = (next) => {
    const [old, main] = [document, next].map((page) => page.querySelector("main"));
    if (!old || !main || frame(document) !== frame(next)) return false;
    const scripted = Boolean(main.querySelector("script"));
    if (scripted) return false;
    if (plain(old) === plain(main)) return true;
    const kept = hold();
    for (const image of main.querySelectorAll("img[src]")) renewed(image);
    old.replaceWith(main);
    document.title = next.title;
    kept();
    document.dispatchEvent(new CustomEvent("docent:swap"));
    return true;
  };

  // The scripts of the theme add buttons and anchors to what they find; the comparison is with what was sent.
  let sent;
  const plain = (main) => (main === document.querySelector("main") ? sent ?? main.innerHTML : (sent = main.innerHTML));

  // Addresses of assets carry a fingerprint, so that a changed style sheet or script is another address.
  const frame = (page) => {
    const links = [...page.querySelectorAll("head link[rel=stylesheet], head script[src], header, footer, body > .frame > nav")];
    return page.documentElement.lang + links.map((element) => element.getAttribute("href") ?? element.getAttribute("src") ?? "").join("\n");
  };

  // A picture of the same name may be another by now.
  const renewed = (image) => {
    const address = new URL(image.getAttribute("src"), location.href);
    if (address.origin !== location.origin) return;
    address.searchParams.set("docent", shown);
    image.src = address.href;
    image.loading = "eager";
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
    if (found.shown > shown && found.shown !== shown) shown = found.shown;
    show(found);
  };

  const show = (found) => {
    const count = found.findings.length + found.troubles.length;
    overlay.replaceChildren();
    if (!count && !found.undo && !found.missing.length) return overlay.remove();
    const section = element("section", "", { hidden: !open });
    const list = element("ul");
    for (const trouble of found.troubles) list.append(item({ ...trouble, level: "error", code: "not shown yet" }, found));
    for (const finding of found.findings) list.append(item(finding, found));
    section.append(list);
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
    const response = await fetch(`/_docent/${what}`, { method: "POST", headers, body: JSON.stringify(body) });
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
