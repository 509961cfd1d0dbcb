import { fileURLToPath } from "node:url";
import ts from "typescript";
import { expect, test } from "vitest";

const folder = fileURLToPath(new URL("../..", import.meta.url));

function program() {
  const { config } = ts.readConfigFile(`${folder}/tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, folder);
  return ts.createProgram([`${folder}/src/index.ts`], options);
}

function isOurs(node: ts.Node): boolean {
  return node.getSourceFile().fileName.includes("/packages/sdk/src/");
}

function isHidden(node: ts.Declaration): boolean {
  const name = ts.getNameOfDeclaration(node);
  return name !== undefined && ts.isPrivateIdentifier(name);
}

/** The members of an exported class or interface that were declared in this package. */
function members(node: ts.Declaration): ts.Declaration[] {
  return ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node)
    ? [...node.members].filter((member) => !isHidden(member))
    : [];
}

test("every public symbol and every member of it says what it is", () => {
  const made = program();
  const checker = made.getTypeChecker();
  const entry = made.getSourceFile(`${folder}src/index.ts`) as ts.SourceFile;
  const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(entry) as ts.Symbol);
  const declarations = exported.flatMap((symbol) => {
    const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    return (target.declarations ?? []).filter(isOurs);
  });
  const all = declarations.flatMap((declaration) => [declaration, ...members(declaration)]);
  const silent = all.filter(
    (node) => !ts.getJSDocCommentsAndTags(node).some(ts.isJSDoc) && !isOverload(node),
  );
  expect(
    silent.map(
      (node) => `${node.getSourceFile().fileName.split("/src/")[1]}: ${node.getText().split("\n")[0]}`,
    ),
  ).toEqual([]);
  expect(exported.length).toBeGreaterThan(60);
  expect(all.length).toBeGreaterThan(180);
}, 60_000);

/** What an error class is called across copies is no business of its users. */
function isOverload(node: ts.Declaration): boolean {
  return ts.isPropertyDeclaration(node) && node.name.getText() === "renewalKind";
}
