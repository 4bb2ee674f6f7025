// Asks Pagefind and gives what it finds as search.js shows it. `bundle` is the address of the `pagefind.js` that Pagefind
// has put beside the finished pages.
export default async function (bundle) {
  const pagefind = await import(bundle);

  return {
    async search(query, { service = "", limit = 10, offset = 0 } = {}) {
      const { results, filters } = await pagefind.search(query, { filters: service ? { service } : {} });
      const counts = Object.entries(filters.service || {}).filter(([, count]) => count);
      return {
        total: results.length,
        facets: { service: new Map(counts), kind: new Map() },
        meant: "",
        hits: await Promise.all(results.slice(offset, offset + limit).map(hit)),
      };
    },
  };
}

async function hit(result) {
  const { url, meta, filters, sub_results: all } = await result.data();
  const own = all.find((section) => section.title == meta.title);
  const sections = all.filter((section) => section != own && section.url.includes("#"));
  return {
    url, service: filters.service?.[0], kind: "", lang: meta.lang || false,
    title: [meta.title],
    lead: own ? excerpt(own) : [],
    sections: sections.sort((a, b) => weight(b) - weight(a)).slice(0, 3).map((section) => ({
      anchor: section.url.split("#")[1],
      heading: [section.title],
      excerpt: excerpt(section),
    })),
  };
}

const weight = (section) => section.weighted_locations.reduce((sum, { balanced_score: score }) => sum + score, 0);

// What is found in a section, without its heading, as parts, every second of which is marked.
function excerpt({ title, excerpt: html }) {
  const parts = [""];
  for (const node of new DOMParser().parseFromString(html, "text/html").body.childNodes) {
    if (parts.length % 2 == (node.nodeName == "MARK" ? 1 : 0)) parts.push("");
    parts[parts.length - 1] += node.textContent;
  }
  const text = parts.join("");
  let left = text.startsWith(title) ? title.length + (text[title.length] == ".") : 0;
  return parts.map((part) => {
    const cut = Math.min(left, part.length);
    left -= cut;
    return part.slice(cut);
  });
}
