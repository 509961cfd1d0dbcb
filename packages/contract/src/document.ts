import json from "./generated/document.json" with { type: "json" };

export { documentText } from "./generated/document-text.ts";

/** The OpenAPI document of this API, with its references. */
export const document: Record<string, unknown> = json;
