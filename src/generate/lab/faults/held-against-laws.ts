import { registeredProperties } from "../../../../properties/property.ts";
import { importSource } from "../../evidence/source-tree.ts";
import type { Finding } from "./job.ts";
import { lawFiles } from "./law-files.ts";

/** The first law that the core breaks. */
export async function brokenLaw(): Promise<Finding> {
  for (const name of lawFiles) {
    const file = `properties/${name}.test.ts`;
    const known = registeredProperties.length;
    await importSource(file);
    for (const { title, check } of registeredProperties.slice(known)) {
      try {
        await check({ file, title });
      } catch {
        return `${name}: ${title}`;
      }
    }
  }
  return null;
}
