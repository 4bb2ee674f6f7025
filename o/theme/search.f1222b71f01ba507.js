// The reader's search: splits a query as src/search/words.rs splits the pages, loads the few index files that it needs,
// ranks pages and sections, and shows them in the search box and on the search page.
//
// The engine knows no page: Node runs it too (`docentSearchEngine`). Index files are scripts that call `docentSearch`,
// since scripts, unlike fetched files, can be loaded from `file://`.
(function () {
  "use strict";

  const WORD = "[\\p{Alphabetic}\\p{N}\\p{M}]";
  const EAST = "[\\u3005\\u3040-\\u30ff\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7af\\uf900-\\ufaff"
    + "\\uff66-\\uff9f\\u{20000}-\\u{3ffff}]";
  const EAST_RUN = `(?:(?=${EAST})${WORD})+`;
  const WORD_RUN = `(?:(?!${EAST})${WORD})+`;
  const RUNS = new RegExp(`\\b[a-z](?:#|\\+\\+)|${EAST_RUN}|${WORD_RUN}(?:[-_.]${WORD_RUN})*`, "giu");
  const IS_EAST = new RegExp(`^${EAST}`, "u");
  const CAMEL = /(?<=[\p{Lowercase}\p{N}])(?=\p{Uppercase})|(?<=\p{Uppercase})(?=\p{Uppercase}\p{Lowercase})/u;
  const LETTERS = /^\p{Alphabetic}+$/u;
  // Bytes of index files that a query may load, and what of them is kept for corrections and texts.
  const BUDGET = 97000;
  const FOR_CORRECTIONS = 34000;
  const FOR_TEXTS = 30000;
  // Twice what a file of texts has: pages with many sections have more, and those are found often.
  const TEXTS_FILE = 6000;
  // Pages that are looked at more closely than their terms allow, and those of them for which there is always room.
  const CANDIDATES = 12;
  const FIRST = 3;

  // ---- the engine ----

  function engine(load) {
    const files = new Map();
    let rules, left, head = {};

    // What could not be loaded is forgotten, so that the next query tries it again.
    const file = (name) => {
      if (!files.has(name)) {
        const loading = load(name).then((content) => {
          left -= size(content);
          return content;
        });
        files.set(name, loading);
        loading.catch(() => files.delete(name));
      }
      return files.get(name);
    };

    const start = () => (rules ||= begin().catch((error) => {
      rules = null;
      throw error;
    }));

    const begin = () => file("index").then(async ([root]) => {
      const [phrases, codes] = await file("phrases-" + root.phrases);
      const list = phrases.split("\t");
      root.phrase = new Map((codes.match(CODES) || []).map((code, at) => [code, list[at]]));
      root.folds = new Map(root.folded);
      for (const name of ["terms", "fore", "hind"]) root[name].list = split(root[name].firsts);
      root.starts = [0];
      const counts = reader(root.texts.counts);
      while (root.starts.at(-1) < root.pages) root.starts.push(root.starts.at(-1) + counts.gamma());
      root.classOf = [];
      const runs = reader(root.runs);
      while (root.classOf.length < root.pages) {
        const its = runs.gamma() - 1;
        for (let n = runs.gamma(); n--;) root.classOf.push(its);
      }
      return root;
    });

    const stretch = (root, name, place) =>
      file(`${name}-${place}-${root[name].hashes.substr(place * 4, 4)}`);

    // The terms files that hold `from` and what begins with it, as many as may be loaded.
    const places = (root, name, from, most) => {
      const list = root[name].list;
      const places = [];
      for (let at = Math.max(0, above(list, from) - 1); at < list.length && places.length < most; at++) {
        if (places.length && !list[at].startsWith(from)) break;
        places.push(at);
      }
      return places;
    };

    async function lists(root, place) {
      const content = await stretch(root, "terms", place);
      return (content.lists ||= readLists(content, root.pages));
    }

    // The lists of a unit of the query: its own, those it is the beginning of, those of its pieces.
    async function look(root, unit) {
      const found = [];
      const add = async (place) => {
        if (left < FOR_TEXTS) return;
        const all = await lists(root, place);
        const own = all.get(unit.term);
        if (own) found.push({ list: own, weight: 1, term: unit.term });
        if (unit.prefix) found.push(...longer(all, unit));
      };
      const [home] = places(root, "terms", unit.term, 1);
      if (home != null) await add(home);
      if (unit.prefix) {
        const whole = found.some(({ term }) => term == unit.term);
        for (const place of places(root, "terms", unit.raw, whole ? 1 : 2)) if (place != home) await add(place);
      }
      return found;
    }

    async function correct(root, unit) {
      const word = [...unit.raw];
      const half = (word.length - 1) >> 1;
      const near = new Map();
      for (const [name, letters] of [["fore", word], ["hind", word.slice().reverse()]]) {
        const whole = letters.join("");
        const own = above(root[name].list, whole) - 1;
        const first = places(root, name, letters.slice(0, half).join(""), 99);
        first.sort((a, b) => Math.abs(a - own) - Math.abs(b - own));
        for (const place of first.slice(0, 2)) {
          const content = await stretch(root, name, place);
          words(content).forEach((entry, at) => {
            if (!oneEdit(whole, entry)) return;
            near.set(name == "fore" ? entry : [...entry].reverse().join(""), content[1].charCodeAt(at) - 97);
          });
        }
      }
      near.delete(unit.raw);
      const rank = ([other, pages]) => pages + (other[0] == unit.raw[0] ? 2 : 0) + (other.length == word.length ? 0.5 : 0);
      return [...near].sort((a, b) => rank(b) - rank(a) || (a[0] < b[0] ? -1 : 1)).slice(0, 2);
    }

    // Finds what stands on pages for each unit; true if one was taken for another word.
    async function match(root, units) {
      const order = units.slice().sort((a, b) => b.priority - a.priority);
      await Promise.all(order.slice(0, 5).map(async (unit) => unit.found = await look(root, unit)));
      for (const unit of order) {
        if (!unit.found && left > FOR_TEXTS) unit.found = await look(root, unit);
        if (!unit.found) continue;
        if (!unit.found.length && unit.pieces?.length > 1) {
          // A name of several words that hardly any page has: then each of its words is asked for.
          for (const term of unit.pieces) units.push({ term, text: unit.text, found: await look(root, { term }) });
          delete unit.found;
          continue;
        }
        if (unit.raw?.length > 3 && LETTERS.test(unit.raw) && left > FOR_CORRECTIONS) await amend(root, unit);
      }
      return units.some((unit) => unit.meant);
    }

    // Adds the words that a rare one may have been meant for, if they are much more common. What pages say is seldom a slip;
    // then what was perhaps meant counts far less.
    async function amend(root, unit) {
      const pages = unit.found.reduce((most, { list }) => Math.max(most, list.pages), 0);
      const [share, times, weight] = ownOf(unit).length ? [10, 64, 0.1] : [8, 8, 0.8];
      if (pages > Math.max(2, root.pages >> share)) return;
      for (const [other, often] of await correct(root, unit)) {
        if (pages && 1 << often < times * pages) continue;
        const better = await look(root, { term: stem(root, other) });
        unit.found.push(...better.map((found) => ({ ...found, weight })));
        if (better.length) unit.meant ||= other;
      }
    }

    // For how many pages more there is room.
    const room = () => Math.floor(left / TEXTS_FILE);

    async function shown(root, number) {
      const place = above(root.starts, number) - 1;
      const content = await stretch(root, "texts", place);
      const fields = content[0].split("\f")[number - root.starts[place]].split("\t")
        .map((field) => field.replace(CODES, (code) => root.phrase.get(code) ?? code));
      const [url, title, lead] = fields;
      const sections = [];
      for (let at = 3; at < fields.length; at += 3) {
        const heading = fields[at + 1];
        sections.push({ anchor: fields[at] ? swap(fields[at]) : slug(heading), heading, excerpt: fields[at + 2] });
      }
      return { url: root.before + swap(url) + root.after, title, lead, sections };
    }

    async function search(query, { service = "", kind = "", limit = 10, offset = 0 } = {}) {
      left = BUDGET;
      const root = await start();
      const units = unitsOf(root, query);
      const meant = await match(root, units);
      const asked = units.filter((unit) => unit.found);
      const ranked = rank(root, asked);
      const facets = { service: new Map(), kind: new Map() };
      const wanted = ranked.filter(({ page }) => {
        const [itsService, itsKind] = root.classes[root.classOf[page]];
        const fits = [!service || service == itsService, !kind || kind == itsKind];
        if (fits[1] && itsService) count(facets.service, itsService);
        if (fits[0] && itsKind) count(facets.kind, itsKind);
        return fits[0] && fits[1];
      });
      // The first pages are looked at again, once: what follows keeps its place when more results are asked for.
      const asking = JSON.stringify([query, service, kind]);
      const most = head.asking == asking ? head.size : CANDIDATES;
      const withText = (hits) => Promise.all(hits.map(async (hit) => Object.assign(hit, await shown(root, hit.page))));
      const first = [];
      do {
        const next = Math.max(room(), first.length ? 1 : FIRST);
        first.push(...await withText(wanted.slice(first.length, Math.min(first.length + next, most))));
      } while (first.length < Math.min(wanted.length, most) && room() > 0);
      head = { asking, size: first.length };
      const better = meant ? units.reduce((text, unit) => unit.meant ? text.replace(unit.text, unit.meant) : text, query) : "";
      sayItBest(root, first, better || query);
      // More of them may be asked for than there was room for; they follow those that were looked at.
      const more = offset ? await withText(wanted.slice(Math.max(offset, first.length), offset + limit)) : [];
      const near = [...first.slice(offset, offset + limit), ...more];
      const marks = new Set(asked.flatMap((unit) => unit.found.map((found) => found.term)));
      return {
        total: wanted.length,
        facets,
        meant: better,
        hits: near.map((hit) => present(root, hit, marks)),
      };
    }

    return { search };
  }

  // ---- words, as in src/search/words.rs ----

  function fold(root, text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase()
      .replace(/[^\0-\x7f]/g, (letter) => root.folds.get(letter) ?? letter).normalize("NFKC");
  }

  function stem(root, word) {
    if (!root.endings.length || word.length < 3 || !LETTERS.test(word)) return word;
    for (const endings of root.endings) word = withoutEnding(endings, word);
    return word.length > 1 && word.at(-1) == word.at(-2) ? word.slice(0, -1) : word;
  }

  function withoutEnding(endings, word) {
    for (const [ending, instead, least] of endings) {
      if (!word.endsWith(ending)) continue;
      const rest = word.slice(0, word.length - ending.length);
      if ((instead || /[aeiouyаеиоуыэюя]/.test(rest)) && rest.length >= least) return rest + instead;
    }
    return word;
  }

  // The terms of a text in order; `part` receives what a query must know of each.
  function eachTerm(root, text, part) {
    for (const [run] of text.matchAll(RUNS)) {
      if (IS_EAST.test(run)) {
        pairs(fold(root, run)).forEach((term) => part({ term, text: run, pair: true }));
      } else if (!/[-_.]/.test(run)) {
        word(root, run, part);
      } else if (/^[.\d]+$/.test(run)) {
        part({ term: run, text: run });
      } else {
        const parts = run.split(/[-_.]/);
        part({ term: fold(root, parts.join("")), text: run, joined: true });
        parts.forEach((each) => word(root, each, part));
      }
    }
  }

  function word(root, text, part) {
    if (!/^(?:\d|.#|.\+\+|..+)$/u.test(text)) return;
    const split = text.split(CAMEL);
    const pieces = split.filter((piece) => piece.length > 1).map((piece) => stem(root, fold(root, piece)));
    if (text.length > 40) {
      const isName = text.length <= 80 && /^[a-z]+$/i.test(text) && split.length * 4 <= text.length + 4;
      if (isName && split.length > 1) pieces.forEach((term) => part({ term, text }));
      return;
    }
    const raw = fold(root, text);
    part({ term: stem(root, raw), raw, text, pieces });
  }

  function pairs(text) {
    const letters = [...text];
    return letters.length < 2 ? letters : letters.slice(1).map((letter, at) => letters[at] + letter);
  }

  // What a query asks for. What tells most is looked up first, in case there is too much of it.
  function unitsOf(root, query) {
    const units = new Map();
    let order = 0;
    eachTerm(root, query, (unit) => {
      order++;
      const rare = unit.pair ? (order % 2) * 8 : unit.term.length + (/\d/.test(unit.term) ? 10 : 0);
      if (!units.has(unit.term)) units.set(unit.term, { ...unit, priority: rare - order / 100 });
    });
    const list = [...units.values()];
    const last = list.at(-1);
    if (last && (last.raw || last.term.length == 1) && !/\s$/.test(query)) {
      last.prefix = true;
      last.raw ||= last.term;
    }
    return list;
  }

  // ---- index files ----

  const CODES = /[\x01-\x08\u00a1-\u07ff]|[\x0e-\x1f][^]/g;

  // A sorted list that leaves out what entries share with the one before (shelf.rs).
  function words(content) {
    if (content.words) return content.words;
    let before = [];
    return (content.words = content[0].match(/[A-Z][^A-Z]*/g).map((entry) => {
      before = [...before.slice(0, entry.charCodeAt(0) - 65), ...entry.slice(1)];
      return before.join("");
    }));
  }

  // Bits in pairs of 91 characters (bits.rs).
  function reader(text) {
    let at = 0, pending = 0, held = 0;
    const digit = () => {
      const code = text.charCodeAt(at++);
      return code - 33 - (code > 34) - (code > 60) - (code > 92);
    };
    const bits = (wanted) => {
      if (wanted > 13) {
        const low = bits(13);
        return low | bits(wanted - 13) << 13;
      }
      if (held < wanted) {
        pending |= (digit() * 91 + digit()) << held;
        held += 13;
      }
      const value = pending & (1 << wanted) - 1;
      pending >>>= wanted;
      held -= wanted;
      return value;
    };
    const ones = () => {
      let count = 0;
      while (bits(1)) count++;
      return count;
    };
    return {
      bits,
      gamma: () => {
        const extra = ones();
        return 1 << extra | bits(extra);
      },
      rice: (low) => ones() << low | bits(low),
    };
  }

  // Every term's places, as pages with sections and levels (postings.rs).
  function readLists(content, pages) {
    const { bits, gamma, rice } = reader(content[1]);
    const lists = new Map();
    for (const term of words(content)) {
      const listed = gamma();
      const missing = gamma() - 1;
      const list = { pages: listed + missing, common: missing > 0, places: [] };
      const low = 31 - Math.clz32(Math.max(1, Math.floor(pages * 2 / (listed * 3))));
      for (let n = listed, page = 0; n--; page++) {
        page += rice(low);
        const sections = [];
        let section = -1;
        do {
          section += rice(2) + 1;
          sections.push([section, 1.6 ** (gamma() - 1)]);
        } while (bits(1));
        list.places.push([page, sections]);
      }
      list.worth = Math.log(1 + pages / list.pages);
      lists.set(term, list);
    }
    return lists;
  }

  // Terms that the last word of a query may be the beginning of, the most frequent.
  function longer(lists, { raw, term }) {
    return [...lists].filter(([other]) => other != term && other.startsWith(raw))
      .sort(([, a], [, b]) => b.pages - a.pages).slice(0, 8)
      .map(([other, list]) => ({ list, weight: 0.6 * Math.sqrt(raw.length / other.length), term: other }));
  }

  const ownOf = ({ found, term }) => found.filter((its) => its.term == term);

  // Whether two words differ by one letter more, less, or other, or by two exchanged.
  function oneEdit(one, other) {
    if (Math.abs(one.length - other.length) > 1) return false;
    let start = 0, end = 0;
    const shorter = Math.min(one.length, other.length);
    while (start < shorter && one[start] == other[start]) start++;
    while (end < shorter - start && one.at(-1 - end) == other.at(-1 - end)) end++;
    const a = one.slice(start, one.length - end), b = other.slice(start, other.length - end);
    return a.length < 2 && b.length < 2 || a.length == 2 && a == b[1] + b[0];
  }

  // ---- ranking ----

  // Pages by what their best section and their title say about the whole query.
  function rank(root, units) {
    const asked = units.filter((unit) => unit.found.length);
    const pages = new Map();
    asked.forEach((unit, index) => {
      const own = ownOf(unit);
      const lists = (own.length ? own : unit.found).map(({ list }) => list);
      unit.worth = Math.min(...lists.map(({ worth }) => worth)) * (unit.joined ? 0.5 : 1);
      unit.common = unit.found.every(({ list }) => list.common);
      unit.asked = unit.joined ? 0.2 * unit.worth : unit.worth;
      for (const { list, weight } of unit.found) {
        for (const [page, sections] of list.places) {
          let said = pages.get(page);
          if (!said) pages.set(page, said = asked.map(() => new Map()));
          for (const [section, level] of sections) {
            const worth = Math.min(unit.worth, list.worth) * weight * level;
            if (worth > (said[index].get(section) || 0)) said[index].set(section, worth);
          }
        }
      }
    });
    const all = units.reduce((sum, unit) => sum + (unit.found.length ? unit.asked : unit.joined ? 0 : 6), 0);
    const hits = [...pages].map(([page, said]) => hit(root, asked, all, page, said));
    const most = hits.reduce((most, { covered }) => Math.max(most, covered), 0);
    return hits.filter(({ covered }) => covered >= most * 0.7).sort((a, b) => b.score - a.score || a.page - b.page);
  }

  function hit(root, units, all, page, said) {
    const own = said.map((sections) => sections.get(0) || 0);
    const sections = new Set(said.flatMap((sections) => [...sections.keys()]));
    const scores = [...sections].map((section) => {
      let score = 0, alone = 0, covered = 0;
      said.forEach((places, index) => {
        const here = places.get(section) || 0;
        const elsewhere = Math.max(0, ...places.values());
        score += Math.max(here, own[index]) + 0.3 * Math.min(here, own[index]) + 0.2 * elsewhere;
        covered += units[index].asked * (here || own[index] ? 1 : elsewhere ? 0.6 : units[index].common ? 0.4 : 0);
        alone += section ? here : 0;
      });
      return { section, score: score * (covered / all) ** 3, alone };
    }).sort((a, b) => b.score - a.score || a.section - b.section);
    const covered = units.reduce((sum, unit, index) => sum + (said[index].size || unit.common ? unit.asked : 0), 0);
    const fallback = root.classes[root.classOf[page]][2];
    const telling = scores.filter(({ section }) => section).sort((a, b) => b.alone - a.alone || a.section - b.section);
    return {
      page,
      covered,
      score: scores[0].score * (fallback ? 0.5 : 1),
      best: telling.filter(({ alone }) => alone > 0.5 * telling[0].alone).slice(0, 3).map(({ section }) => section),
    };
  }

  // Titles and headings that say the query word for word come first, which only their texts can tell.
  function sayItBest(root, hits, query) {
    const said = (text) => {
      const terms = [];
      eachTerm(root, text, ({ term, joined }) => joined || terms.push(term));
      return ` ${terms.join(" ")} `;
    };
    const asked = said(query);
    if (asked.trim() == "") return;
    const praise = (text) => {
      const its = said(text);
      return its == asked ? 2.5 : its.includes(asked) ? 1 + asked.length / its.length : 1;
    };
    for (const hit of hits) {
      let best = praise(hit.title);
      hit.sections.forEach((section, at) => {
        const its = praise(section.heading) * 0.9;
        if (its <= 1) return;
        best = Math.max(best, its);
        hit.best = [at + 1, ...hit.best.filter((other) => other != at + 1)].slice(0, 3);
      });
      hit.score *= best;
    }
    hits.sort((a, b) => b.score - a.score || a.page - b.page);
  }

  function present(root, { page, url, title, lead, sections, best }, marks) {
    const [service, kind, fallback] = root.classes[root.classOf[page]];
    return {
      url, service, kind, lang: fallback || false,
      title: marked(root, title, marks),
      lead: marked(root, lead, marks),
      sections: best.map((number) => sections[number - 1]).filter(Boolean).map((section) => ({
        anchor: section.anchor,
        heading: marked(root, section.heading, marks),
        excerpt: marked(root, section.excerpt, marks),
      })),
    };
  }

  // A text as parts, every second of which is marked.
  function marked(root, text, marks) {
    const parts = [""];
    const add = (piece, isMarked) => {
      if (parts.length % 2 == (isMarked ? 1 : 0)) parts.push("");
      parts[parts.length - 1] += piece;
    };
    let done = 0;
    for (const found of text.matchAll(RUNS)) {
      add(text.slice(done, found.index), false);
      const [run] = found;
      done = found.index + run.length;
      if (IS_EAST.test(run)) {
        markPairs(root, run, marks, add);
      } else {
        let isMarked = false;
        eachTerm(root, run, ({ term, pieces = [] }) =>
          isMarked ||= marks.has(term) || pieces.some((each) => marks.has(each)));
        add(run, isMarked);
      }
    }
    add(text.slice(done), false);
    return parts;
  }

  function markPairs(root, piece, marks, add) {
    const letters = [...piece];
    const pair = (at) => at >= 0 && at + 1 < letters.length && marks.has(fold(root, letters[at] + letters[at + 1]));
    letters.forEach((letter, at) => add(letter, pair(at - 1) || pair(at) || marks.has(letter)));
  }

  // ---- small things ----

  const encoder = new TextEncoder();
  const size = (content) => content.reduce((sum, part) =>
    sum + encoder.encode(typeof part == "string" ? part : JSON.stringify(part)).length, 30);
  const split = (text) => text ? text.split(" ") : [];
  const count = (counts, key) => counts.set(key, (counts.get(key) || 0) + 1);
  const swap = (text) => text.replace(/[- ]/g, (sign) => sign == "-" ? " " : "-");
  const slug = (heading) => heading.toLowerCase().replace(/[^\p{Alphabetic}\p{N}_ -]/gu, "").replace(/ /g, "-");

  // How many entries of a sorted list are not above `key`.
  function above(list, key) {
    let low = 0, high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (list[middle] <= key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  globalThis.docentSearchEngine = engine;
  if (typeof document == "undefined") return;

  // ---- the page ----

  const DELAY = 120;
  const IN_BOX = 6;
  const A_PAGE = 10;
  const engines = new Map();
  let failures = 0;

  // The texts of the index's language (src/publication/messages.rs).
  let messages = {};
  const say = (key, values = {}) => {
    let text = messages[key];
    if (Array.isArray(text)) {
      const form = new Intl.PluralRules(messages.locale);
      const same = ([sample]) => form.select(sample) == form.select(values.n);
      text = (text.find(same) || text[0])[1];
      values = { ...values, n: new Intl.NumberFormat(messages.locale).format(values.n) };
    }
    return text.replace(/\{(\w+)\}/g, (hole, name) => values[name] ?? hole);
  };

  // The engine of a form's index, or another that stands in for it.
  function engineOf({ dataset: { index, engine: other, bundle } }) {
    const base = new URL(index, document.baseURI);
    if (engines.has(base.href)) return engines.get(base.href);
    const waiting = new Map();
    const load = (name) => new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = new URL(`${name}.js`, base).href;
      // Where a script has come but has not given its content, something else has answered in its place.
      script.onload = script.onerror = () => failed(new Error(script.src));
      waiting.set(name, done);
      document.head.append(script);
    });
    globalThis.docentSearch = (name, ...content) => waiting.get(name)?.(content);
    const spoken = load("messages").then(([texts]) => { messages = texts; });
    const full = (url) => new URL(url, document.baseURI).href;
    // Browsers remember that a module could not be loaded by its address, to which a fragment belongs.
    const again = failures ? `#${failures}` : "";
    const stand = other && import(full(other) + again).then((other) => other.default(full(bundle) + again));
    for (const loading of [spoken, stand]) loading?.catch(() => {
      failures++;
      engines.delete(base.href);
    });
    const found = other ? { search: async (...asked) => (await stand).search(...asked) } : engine(load);
    const made = {
      search: (...asked) => spoken.then(() => found.search(...asked)),
      resolve: (url) => new URL(url, base).href,
      spoken,
    };
    engines.set(base.href, made);
    return made;
  }

  function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value !== false) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  const withMarks = (parts) => parts.map((part, at) => at % 2 ? element("mark", {}, part) : part);
  const address = (found, hit, section) => found.resolve(hit.url) + (section ? "#" + section.anchor : "");
  const named = (group, name) => messages[group]?.[name] || name;
  const badge = (form, hit) => hit.lang ? [element("span", { class: "search-fallback", lang: ours(form) }, say("fallback"))] : [];

  // The language of what the search says, which need not be that of the page.
  const ours = (form) => form.dataset.lang || false;

  // What is said where the search cannot be loaded.
  const failure = ({ dataset: { failed, pages, pagesTitle } }) =>
    [failed, ...(pages ? [" ", element("a", { href: pages }, pagesTitle)] : [])];

  // ---- the search box: a combobox with a list of pages and sections ----

  function box(form) {
    const input = form.querySelector("input[name=q]");
    if (!input) return;
    const list = element("ul", { id: "_search-list", role: "listbox", class: "search-list", hidden: "" });
    list.setAttribute("aria-label", input.getAttribute("aria-label") || input.placeholder || "");
    const lang = ours(form);
    const status = element("div", { role: "status", class: "hidden", lang });
    form.append(list, status);
    for (const [key, value] of Object.entries({
      role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
    })) input.setAttribute(key, value);
    let active = -1, asked = "", timer;

    const options = () => [...list.querySelectorAll("[data-url]")];
    const close = () => {
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      choose(-1);
    };
    const choose = (at) => {
      active = at;
      options().forEach((option, index) => option.setAttribute("aria-selected", String(index == at)));
      const option = options()[at];
      if (option) {
        input.setAttribute("aria-activedescendant", option.id);
        option.scrollIntoView({ block: "nearest" });
      } else input.removeAttribute("aria-activedescendant");
    };
    const option = (url, cssClass, lang, ...children) => {
      const made = element("li", { role: "option", class: cssClass, lang, "aria-selected": "false", "data-url": url }, ...children);
      made.id = `_search-option-${list.querySelectorAll("li").length}`;
      list.append(made);
    };

    const none = (text) => list.append(element("li", { role: "option", "aria-disabled": "true", class: "search-none", lang }, text));
    // Fills the list anew and opens it. What is chosen stays chosen where it is offered again.
    const renew = (fill) => {
      const chosen = options()[active]?.dataset.url;
      list.replaceChildren();
      fill();
      choose(options().findIndex((option) => option.dataset.url == chosen));
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
    };
    const offer = (found, { hits, total }, query) => {
      for (const hit of hits) {
        option(address(found, hit), "search-page", false, element("span", { class: "search-title", lang: hit.lang }, ...withMarks(hit.title)), ...badge(form, hit));
        for (const section of hit.sections.slice(0, 2)) {
          option(address(found, hit, section), "search-section", hit.lang,
            element("span", { class: "search-heading" }, ...withMarks(section.heading)),
            element("span", { class: "search-excerpt" }, ...withMarks(section.excerpt)));
        }
      }
      if (total) option(`${form.action}?q=${encodeURIComponent(query)}`, "search-all", lang, say("everything", { query }));
      else none(say("none", { query }));
    };
    const apologise = () => {
      const { failed, pages, pagesTitle } = form.dataset;
      none(failed);
      if (pages) option(pages, "search-all", lang, pagesTitle);
    };

    async function show() {
      const query = asked = input.value.trim();
      if (!query) return close();
      const found = engineOf(form);
      const isLate = () => query != asked || document.activeElement != input;
      try {
        const answer = await found.search(input.value, { limit: IN_BOX });
        if (isLate()) return;
        const { total, meant } = answer;
        status.textContent = (total ? say("results", { n: total, query }) : say("none", { query })) + (meant ? " " + say("meant", { query: meant }) : "");
        renew(() => offer(found, answer, query));
      } catch (error) {
        console.error(error);
        if (isLate()) return;
        status.textContent = form.dataset.failed;
        renew(apologise);
      }
    }

    input.addEventListener("input", () => {
      choose(-1);
      clearTimeout(timer);
      timer = setTimeout(show, DELAY);
    });
    input.addEventListener("keydown", (event) => {
      // Keys of an input method choose among its own words; Safari tells the last one by its number only.
      if (event.isComposing || event.keyCode == 229) return;
      const count = options().length;
      const isOpen = !list.hidden;
      if (event.key == "ArrowDown" && !isOpen) show();
      else if (event.key == "ArrowDown" && count) choose((active + 2) % (count + 1) - 1);
      else if (event.key == "ArrowUp" && isOpen) choose((active + count + 1) % (count + 1) - 1);
      else if (event.key == "Enter" && isOpen && active >= 0) options()[active].click();
      else if (event.key == "Escape" && isOpen) close();
      else if (event.key == "Escape" && input.value) input.value = "";
      else return;
      event.preventDefault();
    });
    // The pointer must not take the focus from the input before the click arrives.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const chosen = event.target.closest("[data-url]");
      if (!chosen) return;
      close();
      location.href = chosen.dataset.url;
    });
    input.addEventListener("blur", close);
    if (document.activeElement == input && input.value) show();
  }

  // ---- the search page: its address holds query and filters, so that it can be reloaded and shared ----

  async function page(place, form) {
    const found = engineOf(form);
    try {
      await found.spoken;
    } catch {
      place.replaceChildren(...failure(form));
      return;
    }
    const lang = ours(form);
    const status = element("p", { role: "status", class: "search-status", lang });
    const hint = element("p", { class: "search-meant", lang, hidden: "" });
    const filters = element("div", { class: "search-filters" });
    const results = element("ol", { class: "search-hits" });
    const more = element("button", { type: "button", class: "search-more", lang, hidden: "" }, say("more"));
    place.replaceChildren(status, hint, filters, results, more);
    const { title } = document;
    let shown = 0, turn = 0;

    const wanted = () => {
      const address = new URL(location.href).searchParams;
      const [query, service, kind] = ["q", "service", "kind"].map((key) => (address.get(key) || "").trim());
      return { query, service, kind };
    };
    const go = (key, value) => {
      const url = new URL(location.href);
      value ? url.searchParams.set(key, value) : url.searchParams.delete(key);
      history.pushState(null, "", url);
      show();
    };

    const filterId = (key) => `search-filter-${key}`;
    function filter(key, counts, chosen) {
      const id = filterId(key);
      const select = element("select", { id });
      const names = [...new Set([...counts.keys(), ...(chosen ? [chosen] : [])])];
      const label = (name) => `${named(key + "s", name)} (${counts.get(name) || 0})`;
      select.append(element("option", { value: "", lang }, say("all")));
      for (const name of names.sort((a, b) => named(key + "s", a).localeCompare(named(key + "s", b)))) {
        select.append(element("option", { value: name, selected: name == chosen && "" }, label(name)));
      }
      select.addEventListener("change", () => go(key, select.value));
      return element("p", { class: "search-filter" }, element("label", { for: id, lang }, say(key)), " ", select);
    }

    function item(hit) {
      const about = [named("services", hit.service), named("kinds", hit.kind)].filter(Boolean).join(" · ");
      const made = element("li", { class: "search-hit" },
        element("h2", { class: "search-title", lang: hit.lang }, element("a", { href: address(found, hit) }, ...withMarks(hit.title))),
        ...badge(form, hit),
        ...(about ? [element("p", { class: "search-about" }, about)] : []),
        ...(hit.lead.join("") ? [element("p", { class: "search-excerpt", lang: hit.lang }, ...withMarks(hit.lead))] : []));
      if (hit.sections.length) {
        made.append(element("ul", { class: "search-sections", lang: hit.lang }, ...hit.sections.map((section) => element("li", {},
          element("a", { href: address(found, hit, section) }, ...withMarks(section.heading)),
          element("p", { class: "search-excerpt" }, ...withMarks(section.excerpt))))));
      }
      return made;
    }

    async function show(offset = 0) {
      const { query, service, kind } = wanted();
      const mine = ++turn;
      document.title = query ? `${query} · ${title}` : title;
      if (!query) return;
      if (!offset) status.textContent = say("loading");
      try {
        const { hits, total, meant, facets } = await found.search(query, { service, kind, limit: A_PAGE, offset });
        if (mine != turn) return;
        if (!offset) results.replaceChildren();
        shown = offset + hits.length;
        results.append(...hits.map(item));
        status.textContent = total ? say("results", { n: total, query }) : say("none", { query });
        more.hidden = shown >= total;
        hint.hidden = !meant;
        if (meant) hint.replaceChildren(element("a", { href: `?q=${encodeURIComponent(meant)}` }, say("meant", { query: meant.trim() })));
        // The filter that the reader is at stays, and so does the focus.
        const held = filters.contains(document.activeElement) && document.activeElement.id;
        filters.replaceChildren(...["service", "kind"]
          .filter((key) => facets[key].size > 1 || wanted()[key] || held == filterId(key))
          .map((key) => filter(key, facets[key], wanted()[key])));
        if (held) document.getElementById(held).focus();
        return !more.hidden;
      } catch (error) {
        console.error(error);
        if (mine == turn) status.replaceChildren(...failure(form));
      }
    }

    // The history keeps how many results a reader saw, and where.
    const keep = () => history.replaceState({ shown, top: scrollY }, "");
    const again = async () => {
      const before = history.state || {};
      let hasMore = await show();
      while (hasMore && shown < before.shown) hasMore = await show(shown);
      scrollTo({ top: before.top, behavior: "instant" });
    };
    more.addEventListener("click", async () => {
      const first = shown;
      await show(first);
      results.children[first]?.querySelector("a")?.focus();
      keep();
    });
    results.addEventListener("click", keep);
    addEventListener("popstate", again);
    for (const input of document.querySelectorAll("form[role=search] input[name=q]")) input.value = wanted().query;
    again();
  }

  function begin() {
    const form = document.querySelector("form[role=search][data-index]");
    if (!form) return;
    box(form);
    const place = document.getElementById("search-results");
    if (place) page(place, form);
  }
  if (document.readyState == "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
