import { existsSync } from "node:fs";
import { posix } from "node:path";
import ts from "typescript";
import { type RequirementId, requirements } from "../../../spec/requirements.ts";
import { namedIn, parse } from "./source-evidence.ts";

/** A declaration at the top of a file: what it names, and which others it refers to. */
interface Declaration {
  readonly file: string;
  readonly node: ts.Node;
  readonly refersTo: readonly string[];
}

/** The two programs that play cases; what they reach judges the peer in every one of them. */
const players = ["src/conformance/client/fuzzing-client.ts", "src/conformance/server/fuzzing-server.ts"] as const;

/** Files with requirements that the fuzzer holds against a peer, whatever the case. */
export function judgesFor(): ReadonlyMap<RequirementId, readonly string[]> {
  const files = new Map<RequirementId, string[]>();
  for (const { file, node } of reachable()) {
    // The catalogue, what is generated from it, and the readings only say what there is to judge; the registries judge.
    if ((file.startsWith("spec/") && !file.startsWith("spec/registries/")) || file.endsWith(".generated.ts")) continue;
    for (const id of namedIn(node, aboutTheCaller(node)))
      if (requirements[id].isLimit !== true) files.set(id, [...new Set([...(files.get(id) ?? []), file])].sort());
  }
  return files;
}

/** Objects that blame the caller: no requirement is held against a peer there, and none by a limit of ours. */
function aboutTheCaller(node: ts.Node): ReadonlySet<ts.Node> {
  const found = new Set<ts.Node>();
  const visit = (inner: ts.Node): void => {
    if (ts.isObjectLiteralExpression(inner) && inner.properties.some(isOtherBlame)) found.add(inner);
    ts.forEachChild(inner, visit);
  };
  visit(node);
  return found;
}

function isOtherBlame(property: ts.ObjectLiteralElementLike): boolean {
  if (!ts.isPropertyAssignment(property) || !ts.isIdentifier(property.name)) return false;
  const { name, initializer } = property;
  return name.text === "blame" && ts.isStringLiteral(initializer) && initializer.text !== "peer";
}

function reachable(): ReadonlySet<Declaration> {
  const parsed = new Map<string, ReadonlyMap<string, Declaration>>();
  const declarationsIn = (file: string): ReadonlyMap<string, Declaration> => {
    const known = parsed.get(file) ?? declarationsOf(file);
    parsed.set(file, known);
    return known;
  };
  const found = new Set<Declaration>(players.flatMap((file) => [...declarationsIn(file).values()]));
  for (const { refersTo } of found) {
    for (const place of refersTo) {
      const [file = "", name = ""] = place.split("#");
      const declaration = declarationsIn(file).get(name);
      if (declaration !== undefined) found.add(declaration);
    }
  }
  return found;
}

function declarationsOf(file: string): ReadonlyMap<string, Declaration> {
  const source = parse(file);
  const nodes = new Map(source.statements.flatMap((statement) => namesOf(statement).map((name) => [name, statement] as const)));
  const places = new Map([...nodes.keys()].map((name) => [name, `${file}#${name}`]));
  for (const statement of source.statements) for (const [local, place] of importsOf(file, statement)) places.set(local, place);
  return new Map(
    [...nodes].map(([name, node]) => [name, { file, node, refersTo: identifiersIn(node).flatMap((each) => places.get(each) ?? []) }]),
  );
}

function namesOf(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : []));
  }
  const isNamed = ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement);
  return isNamed && statement.name !== undefined ? [statement.name.text] : [];
}

/** What a statement imports from another file of ours at run time: local names with the places they stand for. */
function importsOf(file: string, statement: ts.Statement): (readonly [local: string, place: string])[] {
  if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) return [];
  const target = posix.join(posix.dirname(file), statement.moduleSpecifier.text);
  const bindings = statement.importClause?.namedBindings;
  if (!statement.moduleSpecifier.text.startsWith(".") || !existsSync(target) || bindings === undefined || !ts.isNamedImports(bindings))
    return [];
  return bindings.elements
    .filter(({ isTypeOnly }) => !isTypeOnly && statement.importClause?.phaseModifier !== ts.SyntaxKind.TypeKeyword)
    .map(({ name, propertyName }) => [name.text, `${target}#${(propertyName ?? name).text}`]);
}

function identifiersIn(node: ts.Node): string[] {
  const names = new Set<string>();
  const visit = (inner: ts.Node): void => {
    if (ts.isIdentifier(inner)) names.add(inner.text);
    ts.forEachChild(inner, visit);
  };
  visit(node);
  return [...names];
}
