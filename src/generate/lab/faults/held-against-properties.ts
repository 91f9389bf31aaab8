import { registeredProperties } from "../../../../properties/property.ts";
import { importSource } from "../../evidence/source-tree.ts";
import type { Finding } from "./job.ts";
import { propertyFiles } from "./property-files.ts";

/** The first property that the core breaks. */
export async function brokenProperty(): Promise<Finding> {
  for (const name of propertyFiles) {
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
