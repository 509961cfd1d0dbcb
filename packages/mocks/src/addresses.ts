import { operations } from "@renewal/contract/operations";
import type { MockAnswer, MockRequest } from "./answer.ts";
import type { Settled } from "./options.ts";
import { meantOperation, routeOf } from "./routes.ts";
import { isCheckout } from "./town.ts";

/** Which addresses are the mock's. */
export interface Addressing {
  isFor(method: string, url: URL): boolean;
  /** What stands behind the base; undefined for what is not below it. */
  pathOf(url: URL): string | undefined;
  /** Tells of a request that was answered 404 or 405 which operation was meant. */
  explain(request: MockRequest, answer: MockAnswer): void;
}

export function addressing(
  { baseUrl }: Pick<Settled, "baseUrl">,
  tell: (message: string) => void,
): Addressing {
  function pathOf({ origin, pathname }: URL): string | undefined {
    if (baseUrl === undefined) {
      const start = pathname.indexOf("/v1/");
      return start < 0 ? undefined : pathname.slice(start + "/v1".length);
    }
    const whole = baseUrl.startsWith("/") ? pathname : origin + pathname;
    return whole.startsWith(`${baseUrl}/`) ? whole.slice(baseUrl.length) : undefined;
  }
  function hint(method: string, { origin, pathname }: URL): string | undefined {
    const meant = meantOperation(method, pathname);
    if (meant === undefined) return undefined;
    const { method: right, path } = operations[meant];
    return `${method} ${origin}${pathname} leads to no operation of Renewal. ${meant} is ${right} ${baseUrl ?? "…/v1"}${path}.`;
  }
  return {
    pathOf,
    isFor(method, url) {
      if (isCheckout(url)) return true;
      const path = pathOf(url);
      // On any host, only what the document knows is ours: others serve under /v1 too.
      if (path !== undefined && (baseUrl !== undefined || routeOf(method, path) !== undefined)) return true;
      const message = hint(method, url);
      if (message !== undefined) tell(message);
      return false;
    },
    explain({ method, url }, { operation, status }) {
      if (operation !== undefined || isCheckout(url)) return;
      tell(
        hint(method, url) ??
          `${method} ${url.origin}${url.pathname} leads to no operation of Renewal (${status}).`,
      );
    },
  };
}
