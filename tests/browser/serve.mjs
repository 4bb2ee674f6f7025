// The site while it is being written, in a real browser: what a writer saves, sees, mends and takes back.
//
// DOCENT_PROGRAM is docent, DOCENT_NODE_MODULES holds playwright-core, DOCENT_CHROMIUM is the browser.
// tests/browser.rs sets them.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";

const { chromium } = createRequire(path.resolve(process.env.DOCENT_NODE_MODULES, "x.js"))("playwright-core");
const executablePath = process.env.DOCENT_CHROMIUM;
const root = fs.mkdtempSync(path.join(os.tmpdir(), "docent-serve-"));

const write = (name, text) => {
  const file = path.join(root, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
};

const filler = (from) => Array.from({ length: 60 }, (_, at) => `Paragraph ${from + at} with some words in it.`).join("\n\n");
const article = (words) => `# Page A\n\n${filler(0)}\n\n${words}\n\n${filler(60)}\n`;

write("docent.yml", "title: Test\nlocales:\n  - { tag: en-US, dir: en }\n  - { tag: nl-NL, dir: nl, fallback: [en-US] }\nchecks: { levels: { front-matter-missing: off } }\n");
write("en/articles/a.md", article("The words in the middle."));
write("en/articles/b.md", "# Page B\n\nThe other page.\n");
write("nl/articles/a.md", "# Pagina A\n");

const serve = async (port) => {
  const server = spawn(process.env.DOCENT_PROGRAM, ["serve", "-C", root, "--port", port], { stdio: ["ignore", "pipe", "inherit"] });
  const first = await new Promise((resolve) => createInterface(server.stdout).once("line", resolve));
  return [server, /http:\/\/[^/]+/.exec(first)[0]];
};
let [server, origin] = await serve("0");
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });

try {
  const page = await browser.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  const open = async (address) => {
    // The page listens once it has asked for its findings.
    const listens = page.waitForResponse((response) => response.url().includes("/_docent/page"));
    await Promise.all([listens, page.goto(origin + address)]);
  };
  const overlay = page.locator(".docent-overlay");

  // Saved text appears, and what was read stays where it was.
  await open("/en-us/articles/a/");
  const watched = page.getByText("Paragraph 70 with", { exact: false });
  await watched.evaluate((block) => scrollBy({ top: block.getBoundingClientRect().top - 100, behavior: "instant" }));
  await page.evaluate(() => { window.kept = "not loaded anew"; });
  write("en/articles/a.md", article("The words in the middle are others now.\n\nAnd there are more of them."));
  await page.getByText("are others now").waitFor({ state: "attached" });
  const top = await watched.evaluate((block) => block.getBoundingClientRect().top);
  assert.ok(Math.abs(top - 100) < 3, `the text moved to ${top}`);
  assert.equal(await page.evaluate(() => window.kept), "not loaded anew");

  // A heading changes the contents, too: the page is loaded anew and still stays.
  write("en/articles/a.md", article("## A heading in the middle\n\nThe words."));
  await page.locator(".contents").getByText("A heading in the middle").waitFor({ state: "attached" });
  // The browser goes back to its place once the new page is long enough, which on a busy machine is later than its words.
  await page.waitForFunction(() => scrollY > 500);

  // A picture that is saved with its text is the new one at once, and stays it when only the text changes.
  const picture = (width) => write("en/articles/x.svg", `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="10"/>`);
  const shows = (words, width) => page.waitForFunction(([words, width]) => {
    const image = document.querySelector(".body img");
    return image?.alt === words && image.complete && image.naturalWidth === width;
  }, [words, width]);
  picture(20);
  write("en/articles/a.md", article("![one](x.svg)"));
  await shows("one", 20);
  await page.evaluate(() => { window.kept = "not loaded anew"; });
  picture(30);
  write("en/articles/a.md", article("![two](x.svg)"));
  await shows("two", 30);
  write("en/articles/a.md", article("![three](x.svg)"));
  await shows("three", 30);
  assert.equal(await page.evaluate(() => window.kept), "not loaded anew");

  // A broken link is named, shown, mended and broken again.
  write("en/articles/a.md", article("See [page b](B.md) and [nothing](gone.md)."));
  await overlay.getByRole("button", { name: "2 findings" }).click();
  await overlay.getByText("file-not-found").waitFor();
  assert.match(await overlay.innerText(), /en\/articles\/a\.md:123:\d+/);
  const missing = overlay.locator("li", { hasText: "file-not-found" });
  assert.match(await missing.getByRole("link", { name: "Open in editor" }).getAttribute("href"), /^vscode:\/\/file\/.*a\.md:123:/);
  await missing.getByRole("button", { name: "Show" }).click();
  assert.equal(await page.locator(".docent-mark").innerText(), "nothing");
  await overlay.getByRole("button", { name: "Fix: b.md" }).click();
  await overlay.getByRole("button", { name: "1 finding" }).waitFor();
  assert.match(fs.readFileSync(path.join(root, "en/articles/a.md"), "utf8"), /\[page b\]\(b\.md\)/);
  await overlay.getByRole("button", { name: "Undo the fix" }).first().click();
  await overlay.getByRole("button", { name: "2 findings" }).waitFor();
  assert.match(fs.readFileSync(path.join(root, "en/articles/a.md"), "utf8"), /\[page b\]\(B\.md\)/);

  // All findings on one page.
  await page.goto(`${origin}/_docent/`);
  await page.getByRole("heading", { name: "2 findings" }).waitFor();

  // A fallback page turns into a translation when the file appears.
  await open("/nl-nl/articles/b/");
  await page.getByText("The other page.").waitFor();
  write("nl/articles/b.md", "# Pagina B\n\nNu in het Nederlands.\n");
  await page.getByText("Nu in het Nederlands.").waitFor();
  assert.equal(await page.locator(".body").getAttribute("lang"), "nl-NL");

  // A server that was stopped is no page that does not change: the page says so, whatever answer of before is still on its
  // way, and is up to date when it runs again. The page is opened first, for one that is half loaded has no script to say it.
  await page.goto("about:blank");
  const asked = new Promise((resolve) => {
    page.route("**/_docent/page?*", async (route) => resolve([route, await route.fetch()]), { times: 1 });
  });
  await page.goto(`${origin}/nl-nl/articles/b/`);
  const [answer, response] = await asked;
  const stopped = new Promise((resolve) => server.once("exit", resolve));
  server.kill();
  await stopped;
  await overlay.getByText("docent serve does not answer").waitFor();
  await Promise.all([page.waitForResponse("**/_docent/page?*"), answer.fulfill({ response })]);
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
  assert.equal(await overlay.getByText("docent serve does not answer").count(), 1);
  write("nl/articles/b.md", "# Pagina B\n\nGeschreven toen niemand keek.\n");
  [server] = await serve(new URL(origin).port);
  await page.getByText("Geschreven toen niemand keek.").waitFor();
  assert.equal(await overlay.getByText("docent serve does not answer").count(), 0);

  assert.deepEqual(faults, []);
  console.log("ok");
} finally {
  await browser.close();
  server.kill();
  fs.rmSync(root, { recursive: true });
}
