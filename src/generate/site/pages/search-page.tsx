import { htmlOf } from "../page/html.tsx";
import type { SitePage } from "../page/site-page.ts";

/** Where a search shows everything it has found. */
export const searchPage = (): SitePage => ({
  path: "search.html",
  title: "Search",
  part: "Start",
  body: htmlOf(
    <>
      <p id="count" class="soft">
        Type above; Enter shows every result here.
      </p>
      <div id="results" />
    </>,
  ),
  search: [],
});
