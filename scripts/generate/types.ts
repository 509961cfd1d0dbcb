import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";
import { notice } from "./document.ts";

/**
 * A document's types. Open enums admit what a later version may add, and still suggest what is known.
 *
 * @param source the document, as YAML or JSON text
 */
export async function documentTypes(source: string): Promise<string> {
  const nodes = await openapiTS(source, {
    // A default is what the server adds: whoever writes a request may leave the field out.
    defaultNonNullable: false,
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
