import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";
import { documentText, notice } from "./document.ts";

/** The document's types. Open enums admit what a later version may add, and still suggest what is known. */
export async function documentTypes(): Promise<string> {
  const nodes = await openapiTS(documentText, {
    defaultNonNullable: false,
    alphabetize: false,
    transform(schema) {
      const { enum: values, "x-open-enum": open } = schema as { enum?: string[]; "x-open-enum"?: boolean };
      return open === true && values !== undefined ? openEnum(values) : undefined;
    },
  });
  return `${notice}${astToString(nodes)}`;
}

function openEnum(values: string[]): ts.TypeNode {
  const literals = values.map((value) =>
    ts.factory.createLiteralTypeNode(ts.factory.createStringLiteral(value)),
  );
  const text = ts.factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword);
  const anyOther = ts.factory.createIntersectionTypeNode([text, ts.factory.createTypeLiteralNode([])]);
  return ts.factory.createUnionTypeNode([...literals, ts.factory.createParenthesizedType(anyOther)]);
}
