// What all browser tests share: a site served from a folder on the loopback interface, and a reader in Chromium.
//
// DOCENT_SITE is the folder, DOCENT_NODE_MODULES holds playwright-core, axe-core and html-validate, DOCENT_CHROMIUM is
// the browser. tests/browser.rs sets them.
import assert from "node:assert/strict";
import fs from "node:fs";
import http from "node:http";
import { createRequire } from "node:module";
import path from "node:path";
import { after } from "node:test";
import { pathToFileURL } from "node:url";

export const folder = path.resolve(process.env.DOCENT_SITE);
export const modules = createRequire(path.resolve(process.env.DOCENT_NODE_MODULES, "x.js"));
const { chromium } = modules("playwright-core");

const TYPES = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml",
  ".png": "image/png", ".json": "application/json", ".md": "text/markdown",
};

// The file that an address asks for, if it can be read at all; a folder stands for its `index.html`.
export function fileOf(address) {
  let name;
  try { name = path.join(folder, decodeURIComponent(address)); } catch { return null; }
  const file = fs.statSync(name, { throwIfNoEntry: false })?.isDirectory() ? path.join(name, "index.html") : name;
  return fs.existsSync(file) ? file : null;
}

const server = http.createServer((request, response) => {
  const file = fileOf(new URL(request.url, "http://localhost").pathname);
  response.writeHead(file ? 200 : 404, { "content-type": TYPES[path.extname(file || "404.html")] || "application/octet-stream" });
  response.end(fs.readFileSync(file || path.join(folder, "404.html")));
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));
// The site as a reader opens it who has only its files.
export const disk = pathToFileURL(folder).href;
export const origin = `http://127.0.0.1:${server.address().port}`;

const browser = await chromium.launch({
  executablePath: process.env.DOCENT_CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu"],
});
after(async () => {
  await browser.close();
  server.close();
});

// A page of the site, by its address below the root or on the disk, as a reader with these settings sees it. The reader's settings are those of Playwright's contexts.
// What a script complains about, and what would leave the site, is a failure.
export async function open(address, settings = {}, look = async () => {}) {
  const context = await browser.newContext({ reducedMotion: "reduce", viewport: { width: 1280, height: 800 }, ...settings });
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin });
  const wrong = [];
  const allowed = settings.allowed || [];
  await context.route(() => true, (route) => {
    const url = route.request().url();
    // What is asked for while a test ends, or was answered by it, goes nowhere; a request that hangs stops its test.
    if ([origin, disk, "data:"].some((start) => url.startsWith(start))) return route.continue().catch(() => {});
    wrong.push(`asks for ${url}`);
    return route.abort();
  });
  const page = await context.newPage();
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("console", (message) => message.type() == "error" && wrong.push(message.text()));
  try {
    await page.goto(address.startsWith(disk) ? address : origin + address);
    await look(page);
    assert.deepEqual(wrong.filter((text) => !allowed.some((part) => text.includes(part))), []);
  } finally {
    await context.close();
  }
}

// Shows the page again with its HTML changed by `edit`, for what no page of the site has.
export async function edited(page, edit) {
  await page.route(page.url(), async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: edit(await response.text()) });
  });
  await page.reload();
}

// Types into the search box in place of what stands there, and gives the options that are offered.
export async function search(page, query) {
  await page.keyboard.press("Control+k");
  await page.keyboard.press("Delete");
  await page.locator("#_search-list").waitFor({ state: "hidden" });
  await page.keyboard.type(query);
  // While it is typed, its beginning may have been answered.
  await page.waitForFunction((query) =>
    document.querySelector("#_search-list ~ [role=status]")?.textContent.includes(query), query);
  return page.locator("#_search-list li").allInnerTexts();
}

// Whether an element is inside the window.
export const isSeen = (locator) => locator.evaluate((element) => {
  const { top, bottom } = element.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
});

export const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

// All HTML files of the site, by their addresses.
export function pages() {
  const files = fs.readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".html"));
  return files.sort().map((name) => "/" + name.replaceAll(path.sep, "/").replace(/(^|\/)index\.html$/, "$1"));
}

export const read = (address) => fs.readFileSync(fileOf(address), "utf8");

// One address of each kind of page of a locale, by `data-kind`.
export function kinds(locale) {
  const found = new Map();
  for (const address of pages().filter((address) => address.startsWith(`/${locale}/`))) {
    const kind = read(address).match(/<body data-kind="([\w-]+)"/)?.[1];
    if (kind && !found.has(kind)) found.set(kind, address);
  }
  return found;
}
