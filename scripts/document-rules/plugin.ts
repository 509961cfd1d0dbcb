// Our own rules for `redocly lint`; redocly.yaml switches each of them on.
import {
  completeOperations,
  examplesEverywhere,
  scalarParameters,
  statusesByCode,
} from "./operation-rules.ts";
import { type Fault, Place, type Rule } from "./place.ts";
import { errorCodes, oneErrorShape, responseHeaders } from "./response-rules.ts";
import { closedRequests, moneyIsDecimal, namedObjects, openResponses, profile } from "./schema-rules.ts";

interface Location {
  child(path: readonly string[]): Location;
}

interface Context {
  location: Location;
  report(problem: { message: string; location: Location }): void;
}

const rules: Record<string, Rule> = {
  "complete-operations": completeOperations,
  "statuses-by-code": statusesByCode,
  "scalar-parameters": scalarParameters,
  "examples-everywhere": examplesEverywhere,
  "error-codes": errorCodes,
  "one-error-shape": oneErrorShape,
  "response-headers": responseHeaders,
  profile,
  "money-is-decimal": moneyIsDecimal,
  "named-objects": namedObjects,
  "closed-requests": closedRequests,
  "open-responses": openResponses,
};

export default function renewal() {
  return { id: "renewal", rules: { oas3: Object.fromEntries(Object.entries(rules).map(visitor)) } };
}

function visitor([name, rule]: [string, Rule]) {
  const Root = (root: unknown, { location, report }: Context) => {
    const distinct = new Map<string, Fault>();
    for (const fault of rule(Place.root(root)))
      distinct.set(`${fault.path.join("/")} ${fault.message}`, fault);
    for (const { path, message } of distinct.values()) report({ message, location: location.child(path) });
  };
  return [name, () => ({ Root })];
}
