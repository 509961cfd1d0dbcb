import Router from "@koa/router";
import type { OperationId } from "@renewal/contract";
import { operations } from "@renewal/contract/operations";
import { methodNotAllowed, notFound } from "@renewal/engine";
import type { Context, Handler } from "./context.ts";
import { requireHttps } from "./https-only.ts";
import { type CountRequest, countOther } from "./limits.ts";

/** What stands in the document of an operation that is to be mounted. */
type Mountable = Readonly<
  Record<string, { method: string; path: string; security: readonly { scheme: string }[] }>
>;

/** A path of the document. */
export interface Route {
  /** The operations that are there, by their methods. */
  byMethod: ReadonlyMap<string, OperationId>;
  /** The values of the path's parameters, percent-decoded. */
  parameters: Record<string, string>;
}

/** Answers undefined for a path that the document does not have. */
export type FindRoute = (path: string) => Route | undefined;

/** The security schemes that a handler exists for: the token in `operation.ts`, the signature in the engine. */
const handledSchemes = new Set(["bearerAuth", "gatewaySignature"]);

/**
 * The routes of the API, from the operation table: a path or a method stands in openapi.yaml and nowhere else.
 *
 * @param table the operations; those of the document by default
 * @throws Error when an operation asks for a security scheme that nothing checks
 */
export function apiRoutes(table: Mountable = operations): FindRoute {
  const router = new Router({ prefix: "/v1", strict: true, sensitive: true });
  const byPath = new Map<string, Map<string, OperationId>>();
  for (const [id, { method, path, security }] of Object.entries(table)) {
    const unhandled = security.find(({ scheme }) => !handledSchemes.has(scheme));
    if (unhandled !== undefined)
      throw new Error(`Nothing checks the security scheme ${unhandled.scheme} of ${id}.`);
    byPath.set(path, (byPath.get(path) ?? new Map()).set(method, id as OperationId));
  }
  // A path without parameters needs no search, and goes before one that would also fit: GET /payment/create is no payment
  // called "create".
  const literal = new Map<string, Route>();
  for (const [path, byMethod] of byPath) {
    if (!path.includes("{")) literal.set(`/v1${path}`, { byMethod, parameters: {} });
    else router.all(path, path.replace(/\{(\w+)\}/g, ":$1"), () => undefined);
  }
  return (path) => literal.get(path) ?? search(router, byPath, path);
}

/** The router knows each pattern by the document's way of writing it. */
function search(
  router: Router,
  byPath: ReadonlyMap<string, Map<string, OperationId>>,
  path: string,
): Route | undefined {
  const [layer] = router.match(path, "GET").path;
  const byMethod = byPath.get(layer?.name ?? "");
  if (layer === undefined || byMethod === undefined) return undefined;
  return { byMethod, parameters: layer.params(path, layer.captures(path)) };
}

/** The operation that a request is for; a HEAD is answered as a GET is, without its body. */
export function operationOf({ byMethod }: Route, method: string | undefined): OperationId | undefined {
  return byMethod.get(method === "HEAD" ? "GET" : (method ?? ""));
}

/** What no operation takes: other methods at the document's paths, and other paths. They count under the limits too. */
export function otherAddresses(find: FindRoute, count: CountRequest): Handler {
  return async (ctx) => {
    requireHttps(ctx);
    await countOther(count, ctx);
    const route = find(ctx.path);
    if (route === undefined) throw notFound();
    tellMethods(ctx, [...route.byMethod.keys()]);
  };
}

/** @throws Refusal METHOD_NOT_ALLOWED, unless that was the question */
function tellMethods(ctx: Context, methods: readonly string[]): void {
  const all = methods.flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method]));
  ctx.set("Allow", [...all, "OPTIONS"].join(", "));
  if (ctx.method !== "OPTIONS") throw methodNotAllowed(ctx.method, methods);
  ctx.status = 204;
}
