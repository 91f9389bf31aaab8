import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { asked } from "../command-line/tool-command-line.ts";
import { linkApiBack } from "./api-links.ts";
import { checkLinks } from "./check-links.ts";
import { readMaterial } from "./material/material.ts";
import { assetFiles } from "./page/assets.ts";
import { pageFile, type SiteFile, writeSite } from "./page/write-site.ts";
import { sitePages } from "./site-pages.ts";

// Builds the site around the API reference, which has to be there already, and follows every link of both.

asked({ script: "npm run docs", does: "Builds the site around the API reference, and follows every link of both." });

const folder = "docs/site";
const pages = sitePages(await readMaterial());
const pictures = [...filesIn("docs/images"), ...filesIn("docs/generated").filter((file) => file.endsWith(".svg"))];
const images = pictures.map((file): SiteFile => [`images/${basename(file)}`, readFileSync(file)]);
await writeSite(folder, [...pages.map((page) => pageFile(page, pages)), ...assetFiles(pages), ...images]);
await linkApiBack(`${folder}/api`);

const { pages: checked, links, broken } = await checkLinks(folder);
console.log(
  `${folder}/index.html: ${pages.length} pages, ${checked} with the API reference; ${links} links followed, ${broken.length} broken.`,
);
if (broken.length > 0) {
  console.error(broken.join("\n"));
  process.exitCode = 1;
}

function filesIn(path: string): string[] {
  return readdirSync(path).map((name) => `${path}/${name}`);
}
