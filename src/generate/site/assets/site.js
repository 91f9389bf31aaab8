// A plain script, so that it runs from a file as well: no modules, no requests.
{
  const root = document.documentElement.dataset.root;
  const input = document.getElementById("q");
  const found = document.getElementById("found");
  const menu = document.getElementById("menu");

  const openMenu = (open) => {
    document.body.classList.toggle("open", open);
    menu.setAttribute("aria-expanded", String(open));
  };
  menu.addEventListener("click", () => {
    openMenu(!document.body.classList.contains("open"));
    document.querySelector("#navigation a").focus();
  });
  document.querySelector("#navigation a[aria-current]")?.scrollIntoView({ block: "nearest" });

  // 5.4.1 is one word, and so is a dot at the end of a sentence none.
  const words = (text) => text.toLowerCase().match(/[\p{L}\p{N}]+(?:\.[\p{L}\p{N}]+)*/gu) ?? [];

  /** Finds in titles first; entries are [title, text, kind, address]. */
  const searchOver = (entries) => {
    const search = new MiniSearch({ fields: ["title", "text", "kind"], storeFields: ["title", "text", "kind", "href"], tokenize: words });
    search.addAll(entries.map(([title, text, kind, href], id) => ({ id, title, text, kind, href })));
    return search;
  };

  let loading;
  const load = () => {
    loading ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = `${root}assets/search-index.js`;
      script.onload = () => resolve(searchOver(window.hybiSearchEntries));
      script.onerror = reject;
      document.head.append(script);
    });
    return loading;
  };

  const signs = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  const escaped = (text) => text.replace(/[&<>"]/g, (sign) => signs[sign]);

  /** The part of a text around the first term found in it, with the terms marked. */
  const excerpt = (text, terms) => {
    const places = terms.map((term) => text.toLowerCase().indexOf(term)).filter((place) => place >= 0);
    const from = places.length === 0 ? 0 : Math.max(0, Math.min(...places) - 60);
    const part = `${from > 0 ? "… " : ""}${text.slice(from, from + 190)}${text.length > from + 190 ? " …" : ""}`;
    const marks = terms.map((term) => escaped(term).replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    return marks.length === 0 ? escaped(part) : escaped(part).replace(new RegExp(`(${marks.join("|")})`, "gi"), "<mark>$1</mark>");
  };

  const hitHtml = ({ title, text, kind, href, terms }) =>
    `<a class="hit" href="${root}${escaped(href)}"><small>${escaped(kind)}</small><b>${escaped(title)}</b><span>${excerpt(text, terms)}</span></a>`;

  /** Shows the first results of a query, and returns how many there are. */
  const show = async (target, query, shownMax) => {
    const search = await load();
    const fuzzy = (term) => (term.length > 4 && !/[0-9]/.test(term) ? 0.2 : false);
    const results = search.search(query, { prefix: true, fuzzy, boost: { title: 3 }, combineWith: "AND" });
    const rest = results.length > shownMax ? `<p>${results.length} found. Enter shows them all.</p>` : "";
    target.innerHTML = results.length === 0 ? "<p>Nothing found.</p>" : results.slice(0, shownMax).map(hitHtml).join("") + rest;
    return results.length;
  };

  const searchNow = async () => {
    const query = input.value.trim();
    if (query !== "") await show(found, query, 12);
    found.hidden = input.value.trim() === "";
  };
  input.addEventListener("focus", () => void load());
  input.addEventListener("input", searchNow);

  const choose = (step) => {
    const hits = [...found.querySelectorAll(".hit")];
    const at = hits.findIndex((hit) => hit.classList.contains("chosen"));
    hits[at]?.classList.remove("chosen");
    const next = hits[(Math.max(at, step > 0 ? at : 0) + step + hits.length) % hits.length];
    next?.classList.add("chosen");
    next?.scrollIntoView({ block: "nearest" });
  };
  input.addEventListener("keydown", (event) => {
    const chosen = found.querySelector(".hit.chosen");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") choose(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Enter" && chosen !== null) location.href = chosen.href;
    else return;
    event.preventDefault();
  });

  document.addEventListener("keydown", (event) => {
    const isTyping = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? "");
    if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      input.select();
    }
    if (event.key === "Escape") {
      found.hidden = true;
      openMenu(false);
    }
  });
  document.addEventListener("click", ({ target }) => {
    if (!target.closest("#search")) found.hidden = true;
    if (!target.closest("#navigation, #menu")) openMenu(false);
  });

  // The page that shows every result.
  const results = document.getElementById("results");
  const query = new URLSearchParams(location.search).get("q")?.trim() ?? "";
  if (results !== null && query !== "") {
    input.value = query;
    show(results, query, 500).then((count) => {
      document.getElementById("count").textContent = `${count} ${count === 1 ? "result" : "results"} for “${query}”`;
    });
  }
}
