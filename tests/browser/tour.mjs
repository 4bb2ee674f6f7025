// What a reader of the bundled site does, with and without scripts, in four languages, on a phone and on paper.
import assert from "node:assert/strict";
import { test } from "node:test";
import { edited, isSeen, open, overflow, read, search } from "./reader.mjs";

// The contents mark one entry, in the end that of the section `id`.
const isMarked = async (page, id) => {
  await page.waitForFunction((id) => document.querySelector(".contents [aria-current]")?.hash == `#${id}`, id);
  assert.equal(await page.locator(".contents [aria-current=location]").count(), 1);
};

const PHONE = "/en-us/articles/two-step-verification/approval-requests-ios/";
const ERRORS = "/en-us/articles/two-step-verification/error-messages/";

test("the search finds a code, a part of it, a word and a mistyped one", () =>
  open(ERRORS, {}, async (page) => {
    assert.match((await search(page, "ERR-2SV-4107"))[0], /Error messages/);
    assert.match((await search(page, "0x80070005")).join(), /0x80070005/);
    assert.match((await search(page, "recovrey codes")).join(), /Recovery codes/i);
    await page.keyboard.press("Escape");
    assert.equal(await page.locator("#_search-list").isVisible(), false);
  }));

test("the search finds Dutch words without their accents and Japanese ones", async () => {
  await open("/nl-nl/", {}, async (page) => {
    const found = await search(page, "beeindigen");
    assert.match(found[0], /instellingen/);
    assert.deepEqual(await search(page, "beëindigen"), found);
    assert.match(await page.locator("#_search-list ~ [role=status]").textContent(), /resultaten? voor/);
  });
  await open("/ja-jp/", {}, async (page) => {
    assert.ok((await search(page, "電話")).length > 1);
    assert.match((await search(page, "ERR-2SV-4107"))[0], /Error messages/);
    assert.equal(await page.locator("#_search-list .search-title").first().getAttribute("lang"), "en-US");
  });
});

test("what the search could not load is loaded with the next key", async () => {
  const lose = (route) => route.abort();
  const other = (route) => route.fulfill({ contentType: "text/html", body: "<p>Who are you?" });
  for (const [file, answer] of [["messages", lose], ["index", lose], ["index", other], ["phrases-*", lose], ["terms-*", lose], ["texts-*", lose]]) {
    await open("/en-us/", { allowed: ["ERR_FAILED", ".js", "Unexpected token"] }, async (page) => {
      await page.route(`**/${file}.js`, answer, { times: 1 });
      await page.locator("#_search").fill("cod");
      await page.locator("#_search-list .search-none").waitFor();
      await page.keyboard.type("es");
      await page.locator("#_search-list .search-page").first().waitFor();
    });
  }
  await open("/en-us/", { allowed: ["ERR_FAILED"] }, async (page) => {
    await page.route("**/search.*.js", lose, { times: 1 });
    const isLost = page.waitForEvent("requestfailed");
    await page.keyboard.press("Control+k");
    await isLost;
    await page.keyboard.type("codes");
    await page.locator("#_search-list .search-page").first().waitFor();
  });
});

test("a search that was lost while a reader typed is loaded at once", () =>
  open("/en-us/", { allowed: ["ERR_FAILED"] }, async (page) => {
    let lose;
    const typed = new Promise((done) => (lose = done));
    await page.route("**/search.*.js", (route) => typed.then(() => route.abort()), { times: 1 });
    await page.keyboard.press("Control+k");
    await page.keyboard.type("codes");
    lose();
    await page.locator("#_search-list .search-page").first().waitFor();
  }));

test("the keys of an input method are left to it", () =>
  open("/ja-jp/", {}, async (page) => {
    await search(page, "電話");
    const press = (key, settings) => page.locator("#_search").evaluate((input, [key, settings]) =>
      input.dispatchEvent(new KeyboardEvent("keydown", { key, ...settings, bubbles: true, cancelable: true })), [key, settings]);
    await press("ArrowDown", {});
    const chosen = await page.locator("#_search").getAttribute("aria-activedescendant");
    for (const composing of [{ isComposing: true }, { keyCode: 229 }]) {
      for (const key of ["ArrowDown", "Enter", "Escape"]) assert.ok(await press(key, composing), key);
      assert.ok(await press("k", { ...composing, ctrlKey: true }), "Ctrl K");
      assert.equal(await page.locator("#_search").getAttribute("aria-activedescendant"), chosen);
      assert.equal(await page.locator("#_search").inputValue(), "電話");
    }
    assert.match(page.url(), /\/ja-jp\/$/);
  }));

test("the results have an address that can be loaded again", () =>
  open("/en-us/", {}, async (page) => {
    await search(page, "recovery codes");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".search-hit");
    assert.match(page.url(), /\/en-us\/search\/\?q=recovery(\+|%20)codes/);
    const before = await page.locator("#search-results").innerText();
    await page.reload();
    await page.waitForSelector(".search-hit");
    assert.equal(await page.locator("#search-results").innerText(), before);
    assert.equal(await page.locator("#_search").inputValue(), "recovery codes");
    assert.equal(await page.title(), "recovery codes · Search · Alderbrook ID help");
    await page.locator("#search-filter-kind").focus();
    await page.locator("#search-filter-kind").selectOption({ label: await page.locator("#search-filter-kind option").nth(1).textContent() });
    await page.waitForURL(/kind=/);
    await page.waitForFunction(() => !document.querySelector(".search-status").textContent.includes("…"));
    assert.equal(await page.evaluate(() => document.activeElement.id), "search-filter-kind");
    await page.locator(".search-hit h2 a").first().click();
    assert.ok(await page.locator("article h1").isVisible());
  }));

test("more results are ten more, and none comes twice", () =>
  open("/en-us/search/?q=page", {}, async (page) => {
    const links = page.locator(".search-hit h2 a");
    for (const count of [10, 20, 30]) {
      await page.waitForFunction((count) => document.querySelectorAll(".search-hit").length >= count, count);
      assert.equal(await links.count(), count);
      const addresses = await links.evaluateAll((links) => links.map((link) => link.href));
      assert.equal(new Set(addresses).size, count);
      if (count > 10) assert.ok(await links.nth(count - 10).evaluate((link) => link == document.activeElement));
      await page.locator(".search-more").click();
    }
  }));

test("a word that pages have is not taken for another", () =>
  open("/en-us/search/?q=pause", {}, async (page) => {
    const links = page.locator(".search-hit h2 a");
    await links.first().waitFor();
    assert.equal(await page.locator(".search-meant").isVisible(), false);
    const addresses = await links.evaluateAll((links) => links.map((link) => link.pathname));
    assert.deepEqual(addresses.filter((address) => !/\bpaus/i.test(read(address))), []);
  }));

test("who comes back from a result sees as many results as before, at the same place", () =>
  open("/en-us/search/?q=page", {}, async (page) => {
    const links = page.locator(".search-hit h2 a");
    const isCount = (count) => page.waitForFunction((count) => document.querySelectorAll(".search-hit").length == count, count);
    await isCount(10);
    await page.locator(".search-more").click();
    await isCount(20);
    const link = links.nth(15);
    await link.scrollIntoViewIfNeeded();
    const place = await page.evaluate(() => scrollY);
    await link.click();
    await page.waitForSelector("article");
    await page.goBack();
    await isCount(20);
    await page.waitForFunction((place) => Math.abs(scrollY - place) < 3, place);

    // Another filter begins anew, and the way back from it leads to the same place.
    await page.locator("#search-filter-kind").selectOption({ index: 1 });
    await page.waitForURL(/kind=/);
    await page.waitForFunction(() => document.querySelectorAll(".search-hit").length <= 10);
    await page.goBack();
    await isCount(20);
  }));

test("the language changes and the section stays", () =>
  open(`${PHONE}#solution-network`, {}, async (page) => {
    for (const [language, locale, words] of [["Nederlands", "nl-nl", /Oplossing/], ["English", "en-us", /Solution/]]) {
      await page.locator(".languages > summary").click();
      await page.getByRole("link", { name: language }).first().click();
      await page.waitForURL(new RegExp(`/${locale}/.*/approval-requests-ios/#solution-network$`));
      const heading = page.locator("#solution-network");
      assert.match(await heading.textContent(), words);
      assert.ok(await isSeen(heading));
    }
  }));

test("the language changes at the section that is read, whatever the address says", async () => {
  // Playwright scrolls before it clicks on what is in the header, as no reader's pointer does.
  const press = async (page, selector) => {
    const { x, y, width, height } = await page.locator(selector).boundingBox();
    await page.mouse.click(x + width / 2, y + height / 2);
  };
  const change = async (page, expected) => {
    await press(page, ".languages > summary");
    await press(page, ".languages a[hreflang=nl-NL]");
    await page.waitForURL(new RegExp(`/nl-nl/articles/two-step-verification/error-messages/${expected}$`));
  };
  const scroll = async (page, id) => {
    await page.evaluate((id) => scrollTo(0, document.getElementById(id).getBoundingClientRect().top + scrollY - 60), id);
    await isMarked(page, id);
  };
  await open(ERRORS, {}, (page) => change(page, ""));
  await open(ERRORS, {}, async (page) => {
    await scroll(page, "err-2sv-4305");
    await change(page, "#err-2sv-4305");
    assert.ok(await isSeen(page.locator("#err-2sv-4305")));
  });
  await open(`${ERRORS}#err-2sv-4305`, {}, async (page) => {
    await isMarked(page, "err-2sv-4305");
    await scroll(page, "err-2sv-4107");
    await change(page, "#err-2sv-4107");
  });
});

test("the section stays on the way to the source language and to another version", async () => {
  for (const locale of ["nl-nl", "ja-jp"]) {
    await open(`${PHONE.replace("en-us", locale)}#solution-network`, {}, async (page) => {
      await page.locator("article a[href^='/en-us/']").filter({ hasText: "English" }).first().click();
      await page.waitForURL(/\/en-us\/.*#solution-network$/);
    });
  }
  const ios = "/en-us/articles/two-step-verification/authenticator-app-ios/";
  for (const hash of ["", "#set-up"]) {
    await open(ios + hash, {}, async (page) => {
      await page.locator(".selector").getByRole("link", { name: "Android" }).click();
      await page.waitForURL(new RegExp(`/authenticator-app-android/${hash}$`));
    });
  }
  await open(`${PHONE}#cause-network`, {}, async (page) => {
    await page.locator(".selector select").first().selectOption("Android");
    await page.locator(".selector button").click();
    await page.waitForURL(/approval-requests-android\/#cause-network$/);
  });
});

test("the language menu closes when the focus leaves it and with Escape", () =>
  open(PHONE, { viewport: { width: 320, height: 640 } }, async (page) => {
    const menu = page.locator(".languages");
    const button = menu.locator("summary");
    const isOpen = () => menu.evaluate((menu) => menu.open);
    await button.press("Enter");
    for (let n = await menu.locator("a, input").count(); n--;) {
      await page.keyboard.press("Tab");
      assert.ok(await isOpen());
    }
    await page.keyboard.press("Tab");
    assert.equal(await isOpen(), false);

    // A press on a word or beside it, where nothing takes the focus, is no way out.
    await button.click();
    await menu.locator("label").click();
    assert.ok(await menu.locator("input").isChecked());
    await menu.locator("> div").click({ position: { x: 2, y: 2 } });
    assert.ok(await isOpen());
    await page.keyboard.press("Escape");
    assert.equal(await isOpen(), false);
    assert.ok(await button.evaluate((button) => button == document.activeElement));
  }));

test("a language is offered again only if the reader wants it remembered", () =>
  open(PHONE, {}, async (page) => {
    await page.locator(".languages > summary").click();
    await page.locator("#_remember-language").check();
    await page.getByRole("link", { name: "Nederlands" }).first().click();
    await page.waitForURL(/nl-nl/);
    await page.goto(page.url().replace("nl-nl", "en-us"));
    assert.match(await page.locator(".offer").innerText(), /Nederlands/);
    await page.locator(".languages > summary").click();
    await page.locator("#_remember-language").uncheck();
    await page.reload();
    assert.equal(await page.locator(".offer").count(), 0);
  }));

test("selectors lead to the other versions of a page", async () => {
  await open("/en-us/articles/two-step-verification/authenticator-app-ios/", {}, async (page) => {
    const selector = page.locator(".selector");
    assert.equal(await selector.locator("[aria-current=page]").innerText(), "iOS");
    await selector.getByRole("link", { name: "Android" }).click();
    await page.waitForURL(/authenticator-app-android/);
  });
  await open(PHONE, {}, async (page) => {
    const [system, problem] = await page.locator(".selector select").all();
    assert.equal(await system.inputValue(), "iOS");
    await system.selectOption("Android");
    await problem.selectOption("Codes are refused");
    await page.locator(".selector button").click();
    await page.waitForURL(/app-codes-android/);
  });
});

test("code is copied without its prompts", () =>
  open(ERRORS, {}, async (page) => {
    const block = page.locator(".code").first();
    await block.getByRole("button").click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.ok(copied.length > 5 && !/^(\$ |PS )/m.test(copied), copied);
    await page.waitForFunction(() => [...document.querySelectorAll("[role=status]")].some((e) => e.textContent == "Copied"));
  }));

test("a command that goes on in the next lines is copied whole, its answer is not", () =>
  open(ERRORS, {}, async (page) => {
    const block = page.locator(".code").first();
    for (const [shown, expected] of [
      ["$ a \\\n  --b \\\n  --c\nanswer\n$ d\nmore", "a \\\n  --b \\\n  --c\nd"],
      ["$ a \\\n> --b\nanswer", "a \\\n--b"],
      ["PS C:\\> a `\n>> -B\nPS C:\\> cd C:\\\nanswer", "a `\n-B\ncd C:\\"],
      ["C:\\> a ^\n  /b\nanswer", "a ^\n  /b"],
      ["a \\\n  $ b", "a \\\n  $ b"],
      ["# First\n$ a\nanswer\n$ b", "# First\na\nb"],
      ["    PS C:\\> a `\n    >> -B\n    answer\n    PS C:\\> c", "a `\n-B\nc"],
      ["PS C:\\> a\n-B c\nanswer\n-d", "a\n-B c"],
      ["PM> a\nPM> b", "a\nb"],
      ["user@host:~/a$ b\nanswer\nroot@host:~# c\n[me@host ~]$ d", "b\nc\nd"],
      ["mysql> a\n    -> b;\n1 answer\nmysql> c;", "a\nb;\nc;"],
      [">>> a(b,\n      c)\nanswer\n>>> for d in e:\n...     d\n... \n>>> f", "a(b,\n      c)\nfor d in e:\n    d\n\nf"],
      // What looks like a prompt and is none.
      ["# a\n# b", "# a\n# b"],
      ["> a\n> b", "> a\n> b"],
      ["C:\\a\\<folder>\\b\nC:\\c", "C:\\a\\<folder>\\b\nC:\\c"],
      ["C:\\a.exe > b", "C:\\a.exe > b"],
      // The page may indent a whole block.
      ["  def a():\n\n    b\n  c", "def a():\n\n  b\nc"],
      ["\ta\n  b", "\ta\n  b"],
    ]) {
      await block.locator("code").evaluate((code, text) => { code.textContent = text; }, shown);
      await block.getByRole("button").click();
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), expected);
    }
  }));

test("without https code is copied all the same, and nothing else is claimed", () =>
  open(ERRORS, {}, async (page) => {
    await page.addInitScript(() => {
      Object.defineProperty(Navigator.prototype, "clipboard", { get: () => undefined });
      addEventListener("copy", () => { window.copied = document.activeElement.value; });
    });
    await page.reload();
    const button = page.locator(".code").first().getByRole("button");
    await button.click();
    await page.waitForFunction(() => [...document.querySelectorAll("[role=status]")].some((e) => e.textContent == "Copied"));
    const copied = await page.evaluate(() => window.copied);
    assert.ok(copied.length > 5 && !/^(\$ |PS )/m.test(copied), copied);
    assert.ok(await button.evaluate((element) => element == document.activeElement));

    await page.evaluate(() => { document.execCommand = () => false; });
    const before = await page.locator("[role=status]").allInnerTexts();
    await page.locator(".anchor").first().evaluate((anchor) => anchor.click());
    assert.deepEqual(await page.locator("[role=status]").allInnerTexts(), before);
  }));

test("images open in a dialog that gives the focus back", () =>
  open(PHONE, {}, async (page) => {
    const link = page.locator("a.zoom").first();
    await link.click();
    assert.ok(await page.locator("dialog img").isVisible());
    await page.keyboard.press("Escape");
    await page.waitForSelector("dialog", { state: "detached" });
    assert.ok(await link.evaluate((element) => element == document.activeElement));
  }));

test("colours follow the system until the reader chooses", () =>
  open(PHONE, { colorScheme: "dark" }, async (page) => {
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const dark = await paper();
    await page.locator("button.theme").click();
    const light = await paper();
    assert.notEqual(dark, light);
    await page.reload();
    assert.equal(await paper(), light);
    await page.locator("button.theme").click();
    assert.equal(await page.evaluate(() => localStorage.length), 0);
  }));

test("the contents mark the section that is read", () =>
  open(ERRORS, {}, async (page) => {
    for (const id of ["err-2sv-4305", "err-429", "err-2sv-4107"]) {
      await page.locator(`.contents a[href="#${id}"]`).click();
      await isMarked(page, id);
    }
  }));

test("the contents mark the section just asked for, and while the reader scrolls the one below the header", () =>
  open("/en-us/articles/handbook/configuration/", { viewport: { width: 1440, height: 900 } }, async (page) => {
    const links = page.locator(".contents a");
    const ids = await links.evaluateAll((links) => links.map((link) => link.hash.slice(1)));
    assert.ok(ids.length > 10);
    for (const [at, id] of ids.entries()) {
      await links.nth(at).click();
      await isMarked(page, id);
      // It stays so when the jump is over.
      await page.waitForTimeout(250);
      await isMarked(page, id);
    }
    const top = (id) => page.evaluate((id) => document.getElementById(id).getBoundingClientRect().top, id);
    await page.mouse.move(700, 500);
    await page.mouse.wheel(0, await top(ids[3]) - 200);
    await isMarked(page, ids[2]);
    await page.mouse.wheel(0, await top(ids[3]) - 70);
    await isMarked(page, ids[3]);
  }));

test("a translation stands beside its source, block by block", () =>
  open(PHONE.replace("en-us", "nl-nl"), {}, async (page) => {
    const blocks = await page.locator(".body > *").count();
    await page.locator("button.compare").click();
    await page.waitForSelector(".pair");
    assert.equal(await page.locator(".pair").count(), blocks);
    const pair = page.locator(".pair", { has: page.locator("#cause-network") });
    assert.match(await pair.innerText(), /Oorzaak[^]*Cause/);
    assert.equal(await pair.locator("> [lang]").getAttribute("lang"), "en-US");
    await page.locator("button.compare").click();
    assert.equal(await page.locator(".body > *").count(), blocks);

    // An impatient reader gets the same.
    await page.locator("button.compare").dblclick();
    await page.waitForSelector(".pair");
    assert.equal(await page.locator(".pair").count(), blocks);
    await page.locator("button.compare").click();
    assert.equal(await page.locator(".body > *").count(), blocks);
    assert.equal(await page.locator(".pair").count(), 0);
  }));

test("text outside of all blocks stands side by side, too, and is there afterwards", () =>
  open(PHONE.replace("en-us", "nl-nl"), {}, async (page) => {
    await edited(page, (html) => html.replace(/<div class="body".*/, "$&Bare words <b>and bold ones</b><!-- and none -->"));
    const text = () => page.locator(".body").evaluate((body) => body.innerHTML);
    const before = await text();
    await page.locator("button.compare").click();
    await page.waitForSelector(".pair");
    assert.match(await page.locator(".pair").first().innerText(), /Bare words/);
    await page.locator("button.compare").click();
    assert.equal(await text(), before);
  }));

test("the source language is one click away, and so are problems of the translation", async () => {
  for (const locale of ["nl-nl", "ar-sa", "ja-jp"]) {
    await open(PHONE.replace("en-us", locale), {}, async (page) => {
      assert.match(await page.locator("a.report").getAttribute("href"), new RegExp(`%2F${locale}%2F`));
      await page.locator("article a[href^='/en-us/']").filter({ hasText: "English" }).first().click();
      await page.waitForURL(/en-us/);
    });
  }
});

test("readers can say whether a page helped", () =>
  open(PHONE, {}, async (page) => {
    const links = page.locator(".feedback .answer");
    assert.match(await links.first().getAttribute("href"), /helpful=yes/);
    assert.match(await links.last().getAttribute("href"), /helpful=no/);
  }));

test("everything can be reached with the keyboard, and what has the focus is seen", () =>
  open(PHONE, {}, async (page) => {
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "_content");
    await page.reload();
    const wanted = ["#_search", ".languages > summary", "button.theme", ".selector select", ".selector button",
      ".contents a", ".zoom", ".anchor", ".next", "footer a"];
    const missing = new Set(wanted);
    for (let n = 0; n < 150 && missing.size; n++) {
      await page.keyboard.press("Tab");
      const { reached, hidden } = await page.evaluate((wanted) => {
        const element = document.activeElement;
        const { left, top, width, height } = element.getBoundingClientRect();
        const above = document.elementFromPoint(left + width / 2, top + height / 2);
        const hidden = !(above && (element.contains(above) || above.contains(element) || above.closest("label, .skip")));
        return { reached: wanted.filter((selector) => element.matches(selector)), hidden: hidden && element.outerHTML };
      }, [...missing]);
      assert.equal(hidden, false);
      reached.forEach((selector) => missing.delete(selector));
    }
    assert.deepEqual([...missing], []);
    await page.keyboard.press("Control+k");
    await page.keyboard.type("security key");
    await page.waitForSelector("#_search-list:not([hidden]) li");
    await page.keyboard.press("ArrowDown");
    const chosen = page.locator("#_search-list [aria-selected=true]");
    assert.equal(await page.locator("#_search").getAttribute("aria-activedescendant"), await chosen.getAttribute("id"));
    await page.keyboard.press("Enter");
    await page.waitForURL(/security-keys/);
  }));

test("an unknown address searches for what it says", () =>
  open("/en-us/articles/recovery-codez/", { allowed: ["404"] }, async (page) => {
    // The server answers with the page of the root; a locale's own has the same form.
    assert.equal(await page.locator("#_search").inputValue(), "recovery codez");
    await page.locator("#_search").focus();
    await page.waitForSelector("#_search-list:not([hidden]) li");
    assert.match(await page.locator("#_search-list").innerText(), /Recovery codes/i);
  }));

test("the page for unknown addresses, opened by its own, searches for nothing", () =>
  open("/en-us/404.html", {}, async (page) => {
    await page.locator("button.theme").click();
    assert.equal(await page.locator("#_search").inputValue(), "");
  }));

test("an unknown address that another language has is offered in that language", () =>
  open("/en-us/articles/recovery-codez/", { allowed: ["404"] }, async (page) => {
    await page.route("**/nl-nl/articles/recovery-codez/", (route) => route.fulfill({ body: "There it is." }));
    await page.reload();
    const addresses = (list) => page.locator(`${list} a`).evaluateAll((links) => links.map((link) => link.pathname));
    await page.waitForFunction(() => document.querySelector(".locales a[hreflang=nl-NL]").pathname.includes("codez"));
    await page.waitForLoadState("networkidle");
    for (const list of [".locales", ".languages"]) {
      assert.deepEqual(await addresses(list), ["/en-us/", "/nl-nl/articles/recovery-codez/", "/ja-jp/", "/ar-sa/"]);
    }
    await page.locator(".locales a[hreflang=nl-NL]").click();
    await page.getByText("There it is.").waitFor();
  }));

test("the focus comes into the header without moving the page", () =>
  open("/en-us/articles/handbook/configuration/", {}, async (page) => {
    const place = async () => {
      await page.waitForTimeout(100);
      return page.evaluate(() => scrollY);
    };
    await page.evaluate(() => scrollTo(0, 3000));
    for (const key of ["Control+k", "Tab", "Tab"]) {
      await page.keyboard.press(key);
      assert.equal(await place(), 3000, key);
      assert.ok(await page.evaluate(() => Boolean(document.activeElement.closest(".top"))));
    }
  }));

test("an address that cannot be decoded is no obstacle", () =>
  open("/en-us/articles/50%-off/", { allowed: ["404"] }, async (page) => {
    assert.equal(await page.locator("#_search").inputValue(), "50% off");
    await page.locator("button.theme").click();
    assert.ok(await page.evaluate(() => document.documentElement.dataset.theme));
  }));

test("a section that cannot be decoded is one like others", () =>
  open(ERRORS, {}, async (page) => {
    await edited(page, (html) => html.replace(/(id="|href="#)err-429"/g, '$1q%q"'));
    await page.locator('.contents a[href="#q%q"]').click();
    await page.waitForFunction(() => document.querySelector(".contents [aria-current]")?.hash == "#q%q");
    assert.ok(await isSeen(page.locator("[id='q%q']")));
  }));

test("a part of the script that fails stops no other", () =>
  open(PHONE, { allowed: ["not here"] }, async (page) => {
    await page.addInitScript(() => {
      globalThis.IntersectionObserver = class { constructor() { throw new Error("not here"); } };
    });
    await page.reload();
    assert.ok(await page.locator(".selector select").first().isVisible());
  }));

const READERS = [
  ["without scripts", "en-us", { javaScriptEnabled: false }],
  ["from right to left", "ar-sa", {}],
  ["from right to left without scripts on a phone", "ar-sa", { javaScriptEnabled: false, viewport: { width: 320, height: 640 } }],
  ["in Japanese on a phone", "ja-jp", { viewport: { width: 320, height: 640 }, colorScheme: "dark" }],
  ["in Dutch on a phone", "nl-nl", { viewport: { width: 320, height: 640 }, hasTouch: true }],
];
const PAGES = ["", "all-pages/", "problems/", "search/", "articles/two-step-verification/lost-phone/",
  "articles/two-step-verification/codes-do-not-arrive/", "articles/two-step-verification/error-messages/",
  "articles/two-step-verification/administrators/", "articles/two-step-verification/", "articles/handbook/configuration/"];

for (const [name, locale, settings] of READERS) {
  test(`all is readable ${name}`, async () => {
    for (const address of PAGES) {
      await open(`/${locale}/${address}`, settings, async (page) => {
        assert.ok(await page.locator("h1").isVisible(), address);
        assert.ok(await overflow(page) <= 0, `${address} is ${await overflow(page)} pixels too wide`);
        assert.equal(await page.locator("html").getAttribute("dir"), locale == "ar-sa" ? "rtl" : "ltr");
      });
    }
    await open(`/${locale}/articles/two-step-verification/lost-phone/`, settings, async (page) => {
      const contents = page.locator(".contents summary");
      if (!await page.locator(".contents a").first().isVisible()) await contents.click();
      await page.locator(".contents a").last().click();
      assert.match(page.url(), /#.+/);
      await page.locator(".languages > summary").click();
      await page.locator(".languages a[hreflang=nl-NL]").click();
      await page.waitForURL(/nl-nl\/articles\/two-step-verification\/lost-phone/);
      await page.locator("footer a").nth(1).click();
      await page.waitForURL(/problems/);
      await page.locator("main .pages a").first().click();
      await page.waitForURL(/articles\/.*#/);
    });
  });
}

test("a table of two columns fits on a phone, and its short words stay whole", async () => {
  const row = (...cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
  const long = "https://example.org/".padEnd(90, "path");
  const tables = [row(long, "A description of it"), row("Settings", long), row("1", `Words and ${long}`)];
  for (const width of [390, 320]) {
    await open(ERRORS, { viewport: { width, height: 640 } }, async (page) => {
      const all = tables.map((rows) => `<div class="table"><table>${rows}</table></div>`).join("");
      await edited(page, (html) => html.replace(/<div class="body".*/, `$&<div id="here">${all}</div>`));
      for (const table of await page.locator("#here .table").all()) {
        assert.ok(await table.evaluate((table) => table.scrollWidth <= table.clientWidth), await table.innerText());
      }
      const lines = await page.locator("#here td", { hasText: "Settings" }).evaluate((cell) => {
        const range = document.createRange();
        range.selectNodeContents(cell);
        return range.getClientRects().length;
      });
      assert.equal(lines, 1);
    });
  }
});

test("quotations of the text have their marks", () =>
  open(ERRORS, {}, async (page) => {
    await edited(page, (html) => html.replace(/<div class="body".*/, "$&<p><q>Words</q></p>"));
    assert.notEqual(await page.locator(".body q").evaluate((quote) => getComputedStyle(quote).quotes), "none");
  }));

test("the language menu opens inside the window", async () => {
  for (const width of [320, 768]) {
    for (const locale of ["en-us", "nl-nl", "ar-sa"]) {
      await open(`/${locale}/`, { viewport: { width, height: 640 } }, async (page) => {
        await page.locator(".languages > summary").click();
        const { x, width: its } = await page.locator(".languages > div").boundingBox();
        assert.ok(x >= 0 && x + its <= width, `${locale}, ${width} wide: from ${x} to ${x + its}`);
      });
    }
  }
});

test("without scripts a two-way selector is a list and the search leads to all pages", async () => {
  await open(PHONE, { javaScriptEnabled: false }, async (page) => {
    assert.equal(await page.locator(".selector a").count(), 4);
    assert.equal(await page.locator(".js-only:visible").count(), 0);
    await page.locator("#_search").fill("code");
    await page.locator("#_search").press("Enter");
    await page.waitForURL(/search\/\?q=code/);
    await page.locator("main a[href$='all-pages/']").click();
    assert.ok(await page.locator(".letter a").count() > 30);
  });
});

test("paper has the text and nothing else", async () => {
  for (const locale of ["en-us", "ar-sa"]) {
    await open(`/${locale}/articles/two-step-verification/error-messages/`, { colorScheme: "dark" }, async (page) => {
      await page.emulateMedia({ media: "print" });
      for (const chrome of [".top", ".bottom", ".navigation", ".contents", ".feedback", ".code button", ".anchor"]) {
        assert.equal(await page.locator(`${chrome}:visible`).count(), 0, chrome);
      }
      assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), "rgb(255, 255, 255)");
      assert.ok(await page.evaluate(() => [...document.querySelectorAll("pre")].every((pre) => pre.scrollWidth <= pre.clientWidth)));
      const paper = await page.pdf({ format: "A4" });
      assert.ok(paper.length > 20_000 && paper.subarray(0, 4).toString() == "%PDF");
    });
  }
});

test("only tables of many columns are printed in small type", () =>
  open(ERRORS, {}, async (page) => {
    const table = (columns, rows) => `<table>${`<tr>${"<td>Word</td>".repeat(columns)}</tr>`.repeat(rows)}</table>`;
    await edited(page, (html) => html.replace(/<div class="body".*/, `$&<div id="here">${table(2, 1)}${table(2, 9)}${table(6, 1)}</div>`));
    await page.emulateMedia({ media: "print" });
    const [short, long, wide] = await page.locator("#here table").evaluateAll((tables) =>
      tables.map((table) => parseFloat(getComputedStyle(table).fontSize)));
    assert.equal(long, short);
    assert.ok(wide < long);
  }));
