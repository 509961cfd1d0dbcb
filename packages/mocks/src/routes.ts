import type { OperationId } from "@renewal/contract";
import { operations } from "@renewal/contract/operations";

/** Where a path of the API leads: to an operation, or only to other methods than the request's. */
export interface Route {
  /** Undefined when none of the path's operations has this method. */
  id: OperationId | undefined;
  parameters: Record<string, string>;
  /** The methods of the path, as the document has them. */
  methods: string[];
}

interface Pattern {
  /** A parameter is an object, a fixed segment a text. */
  segments: (string | { name: string })[];
  byMethod: Map<string, OperationId>;
}

const patterns = patternsOf();

/** A path without parameters goes before one that would also fit: /payment/create is no payment called "create". */
function patternsOf(): Pattern[] {
  const found = new Map<string, Pattern>();
  for (const { id, method, path } of Object.values(operations)) {
    const segments = path
      .slice(1)
      .split("/")
      .map((segment) => (segment.startsWith("{") ? { name: segment.slice(1, -1) } : segment));
    const pattern = found.get(path) ?? { segments, byMethod: new Map() };
    pattern.byMethod.set(method, id);
    found.set(path, pattern);
  }
  const variables = ({ segments }: Pattern) => segments.filter((part) => typeof part !== "string").length;
  return [...found.values()].sort((a, b) => variables(a) - variables(b));
}

/** @param path behind the base, with its slash, e.g. `/payment/TXN789012` */
export function routeOf(method: string, path: string): Route | undefined {
  const given = path.slice(1).split("/");
  for (const { segments, byMethod } of patterns) {
    const parameters = match(segments, given);
    if (parameters === undefined) continue;
    const id = byMethod.get(method === "HEAD" ? "GET" : method);
    return { id, parameters, methods: [...byMethod.keys()] };
  }
  return undefined;
}

function match(segments: Pattern["segments"], given: string[]): Record<string, string> | undefined {
  if (segments.length !== given.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const text = given[index] as string;
    if (typeof segment === "string" ? segment !== text : text === "") return undefined;
    if (typeof segment !== "string") parameters[segment.name] = decoded(text);
  }
  return parameters;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** How many letters a path may be away from an operation's and still be meant for it. */
const nearness = 3;

/**
 * The operation that a request was probably meant for: one whose path differs by a prefix or a few letters, or that has
 * another method.
 *
 * @param path of the address, whole
 */
export function meantOperation(method: string, path: string): OperationId | undefined {
  const distances = Object.values(operations).map((operation) => {
    const shapes = [`/v1${operation.path}`, operation.path];
    const distance = Math.min(...shapes.map((shape) => distanceTo(shape, path)));
    return { id: operation.id, distance: distance + (operation.method === method ? 0 : 0.5) };
  });
  const [nearest] = distances.sort((a, b) => a.distance - b.distance);
  return nearest !== undefined && nearest.distance <= nearness ? nearest.id : undefined;
}

/** Letters to change, add or take away; a parameter stands for any segment, but a word that is there counts for more. */
function distanceTo(shape: string, path: string): number {
  const given = path.replace(/\/$/, "").split("/");
  const wanted = shape.split("/");
  if (given.length !== wanted.length) return edits(shape, path);
  return wanted.reduce(
    (sum, segment, index) => sum + (segment.startsWith("{") ? 0.75 : edits(segment, given[index] as string)),
    0,
  );
}

function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const kept = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(kept, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}
