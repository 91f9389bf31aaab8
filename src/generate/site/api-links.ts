import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

// The API reference has one address for all of its pages; as it is a file among others, each page needs its own.
const placeholder = "https://site.invalid/";

/** Gives every page of the API reference its way back to the site. */
export async function linkApiBack(folder: string): Promise<void> {
  for (const name of await readdir(folder, { recursive: true })) {
    if (!name.endsWith(".html")) continue;
    const html = await readFile(join(folder, name), "utf8");
    const root = "../".repeat(name.split("/").length);
    if (html.includes(placeholder)) await writeFile(join(folder, name), html.replaceAll(`"${placeholder}"`, `"${root}index.html"`));
  }
}
