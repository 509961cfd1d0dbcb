import { Converter } from "@apiture/openapi-down-convert";
import { stringify } from "yaml";
import { document } from "./document.ts";
import type { Step } from "./step.ts";

type Alternatives = Record<string, string[]>[];

interface Document30 {
  info: { summary?: string };
  security?: Alternatives;
  paths: Record<string, Record<string, { security?: Alternatives }>>;
}

const path = "packages/contract/openapi-3.0.yaml";

const notice =
  "# Derived from openapi.yaml by `npm run generate`, for tools that read OpenAPI 3.0 only. Do not edit.\n";

/** The same API in OpenAPI 3.0.3, for the one generator that reads nothing newer. */
export const openapi30: Step = {
  name: "openapi-3.0",
  outputs: [path],
  run: async () => ({
    [path]: notice + stringify(documentIn30(), { lineWidth: 0, aliasDuplicateObjects: false }),
  }),
};

/** The document in OpenAPI 3.0.3. The webhooks are lost, their schemas stay. */
export function documentIn30(): object {
  const converted = new Converter(structuredClone(document), {}).convert() as Document30;
  delete converted.info.summary;
  if (converted.security) converted.security = withoutRoles(converted.security);
  for (const operations of Object.values(converted.paths)) {
    for (const operation of Object.values(operations)) {
      if (operation.security) operation.security = withoutRoles(operation.security);
    }
  }
  return converted;
}

/** Before 3.1 only OAuth and OpenID Connect have roles; what differs by its roles alone becomes one alternative. */
function withoutRoles(alternatives: Alternatives): Alternatives {
  const names = alternatives.map((alternative) => Object.keys(alternative).sort());
  const distinct = new Map(names.map((schemes) => [schemes.join(), schemes]));
  return [...distinct.values()].map((schemes) => Object.fromEntries(schemes.map((scheme) => [scheme, []])));
}
