import { readFileSync } from "node:fs";
import ts from "typescript";
import { type RequirementId, requirementIds } from "../../../spec/requirements.ts";
import { isTest, sourcesBelow } from "./source-tree.ts";
import type { TestEvidence } from "./traced-requirement.ts";

/** A source file that names requirements. */
export interface NamingSource {
  readonly file: string;
  readonly names: ReadonlySet<RequirementId>;
}

/** A unit test; a file whose tables name requirements outside of any test counts as one with the title of its table. */
export interface NamingTest extends TestEvidence {
  readonly names: ReadonlySet<RequirementId>;
}

const known: ReadonlySet<string> = new Set(requirementIds);

/** The files of a folder, tests aside, that name requirements as literals. */
export const sourcesThatName = (folder: string): readonly NamingSource[] =>
  sourcesBelow(folder)
    .filter((path) => !isTest(path) && !path.includes("/testing/") && !path.endsWith(".generated.ts"))
    .map((file) => ({ file, names: namedIn(parse(file)) }))
    .filter(({ names }) => names.size > 0);

/** Every unit test of the specification, the endpoint and the models; those of reports name requirements as samples only. */
export const unitTests = (): readonly NamingTest[] =>
  ["spec", "src/core", "src/node", "models"]
    .flatMap(sourcesBelow)
    .filter(isTest)
    .flatMap((file) => testsIn(parse(file)));

/** A source file as a tree. */
export const parse = (file: string, text = readFileSync(file, "utf8")): ts.SourceFile =>
  ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, false, file.endsWith("x") ? ts.ScriptKind.TSX : undefined);

/** The requirements that literals of a tree name, those in the trees `outside` aside. */
export function namedIn(node: ts.Node, outside?: ReadonlySet<ts.Node>): ReadonlySet<RequirementId> {
  const names = new Set<RequirementId>();
  const visit = (inner: ts.Node): void => {
    if (outside?.has(inner)) return;
    if (ts.isStringLiteralLike(inner) && known.has(inner.text)) names.add(inner.text as RequirementId);
    ts.forEachChild(inner, visit);
  };
  visit(node);
  return names;
}

/** The unit tests in a file. */
export function testsIn(source: ts.SourceFile): readonly NamingTest[] {
  const file = source.fileName;
  const tests: { readonly call: ts.CallExpression; readonly title: string }[] = [];
  const visit = (node: ts.Node): void => {
    const title = titleOf(node);
    if (title === undefined) ts.forEachChild(node, visit);
    else tests.push({ call: node as ts.CallExpression, title });
  };
  visit(source);
  const inTables = namedIn(source, new Set(tests.map(({ call }) => call)));
  return [
    ...tests.map(({ call, title }) => ({ file, title, names: new Set([...namedIn(call), ...mentionedIn(title)]) })),
    ...(inTables.size === 0 ? [] : [{ file, title: "its tables", names: inTables }]),
  ];
}

/** The requirements that a title has in it, as in `begins with TLS (rfc6455/4.1/tls-before-handshake)`. */
const mentionedIn = (title: string): readonly RequirementId[] =>
  title.split(/[\s(),]+/).filter((word): word is RequirementId => known.has(word));

/** The title of a call such as `it("…", …)` or `it.each(…)("…", …)`. */
function titleOf(node: ts.Node): string | undefined {
  if (!ts.isCallExpression(node) || !isTestFunction(node.expression)) return undefined;
  const [title] = node.arguments;
  if (title === undefined) return undefined;
  if (ts.isStringLiteralLike(title)) return title.text;
  return ts.isTemplateExpression(title) ? `${title.head.text}…` : undefined;
}

function isTestFunction(called: ts.Expression): boolean {
  if (ts.isIdentifier(called)) return called.text === "it" || called.text === "test";
  if (ts.isCallExpression(called) || ts.isPropertyAccessExpression(called)) return isTestFunction(called.expression);
  return false;
}
