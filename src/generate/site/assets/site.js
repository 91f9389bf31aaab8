// Plain script, so that it runs from a file as well: no modules, no requests.
(() => {
  const root = document.documentElement.dataset.root;
  const input = document.getElementById("q");
  const found = document.getElementById("found");
  const menu = document.getElementById("menu");
  const page = document.getElementById("results");

  menu.addEventListener("click", () => {
    const open = document.body.classList.toggle("open");
    menu.setAttribute("aria-expanded", String(open));
    if (open) document.querySelector("#navigation a").focus();
  });
  document.querySelector("#navigation a[aria-current]")?.scrollIntoView({ block: "nearest" });

  let loading;
  const load = () => {
    loading ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = `${root}assets/search-index.js`;
      script.onload = () => {
        const search = new MiniSearch({
          fields: ["title", "text", "kind"],
          storeFields: ["title", "text", "kind", "href"],
          tokenize: (text) => text.toLowerCase().split(/[^\p{L}\p{N}.]+|\.(?=\s|$)/u).flatMap((word) => (word === "" ? [] : [word])),
          processTerm: (term) => term.replace(/^\.+|\.+$/g, "") || null,
        });
        search.addAll(window.hybiSearchEntries.map(([title, text, kind, href], id) => ({ id, title, text, kind, href })));
        resolve(search);
      };
      script.onerror = reject;
      document.head.append(script);
    });
    return loading;
  };

  const escaped = (text) => text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);
  const excerpt = (text, terms) => {
    const at = terms.reduce((first, term) => {
      const place = text.toLowerCase().indexOf(term);
      return place >= 0 && (first < 0 || place < first) ? place : first;
    }, -1);
    const from = Math.max(0, at - 60);
    const part = (from > 0 ? "… " : "") + text.slice(from, from + 190) + (text.length > from + 190 ? " …" : "");
    const marks = terms.map((term) => escaped(term).replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).filter((term) => term !== "");
    return marks.length === 0 ? escaped(part) : escaped(part).replace(new RegExp(`(${marks.join("|")})`, "gi"), "<mark>$1</mark>");
  };
  const show = async (target, query, count) => {
    const search = await load();
    const results = search.search(query, { prefix: true, fuzzy: (term) => (term.length > 4 ? 0.2 : false), boost: { title: 3 }, combineWith: "AND" });
    const hits = results
      .slice(0, count)
      .map(({ title, text, kind, href, terms }) => `<a class="hit" href="${root}${escaped(href)}"><small>${escaped(kind)}</small><b>${escaped(title)}</b><span>${excerpt(text, terms)}</span></a>`);
    target.innerHTML = hits.join("") + (hits.length === 0 ? "<p>Nothing found.</p>" : results.length > count ? `<p>${results.length} found; Enter shows all.</p>` : "");
    return results.length;
  };

  let pending = 0;
  const search = () => {
    const query = input.value.trim();
    const turn = ++pending;
    if (query === "") {
      found.hidden = true;
      return;
    }
    show(found, query, 12).then(() => {
      if (turn === pending) found.hidden = false;
    });
  };
  input.addEventListener("focus", () => void load());
  input.addEventListener("input", search);

  const choose = (step) => {
    const hits = [...found.querySelectorAll(".hit")];
    const at = hits.findIndex((hit) => hit.classList.contains("chosen"));
    for (const hit of hits) hit.classList.remove("chosen");
    const next = hits[(at + step + hits.length) % hits.length];
    next?.classList.add("chosen");
    next?.scrollIntoView({ block: "nearest" });
  };
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter") {
      const chosen = found.querySelector(".hit.chosen");
      if (chosen === null) return;
      event.preventDefault();
      location.href = chosen.href;
      found.hidden = true;
    }
  });
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? "");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      input.focus();
      input.select();
    } else if (event.key === "Escape") {
      found.hidden = true;
      document.body.classList.remove("open");
      menu.setAttribute("aria-expanded", "false");
    }
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("#search")) found.hidden = true;
    if (!event.target.closest("#navigation, #menu")) document.body.classList.remove("open");
  });

  if (page !== null) {
    const query = new URLSearchParams(location.search).get("q") ?? "";
    input.value = query;
    if (query.trim() !== "") show(page, query, 200).then((count) => (document.getElementById("count").textContent = `${count} results for “${query}”`));
  }
})();
