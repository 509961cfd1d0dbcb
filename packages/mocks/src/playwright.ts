import { ConnectionLost } from "./faults.ts";
import { createMock, type Mock } from "./mock.ts";
import type { MockOptions } from "./options.ts";

export type { Mock } from "./mock.ts";
export type { MockOptions } from "./options.ts";

/** What is used of Playwright's Route and BrowserContext, whichever of its packages they come from. */
interface Route {
  request(): {
    method(): string;
    url(): string;
    allHeaders(): Promise<Record<string, string>>;
    postDataBuffer(): Uint8Array | null;
  };
  fulfill(answer: { status: number; headers: Record<string, string>; body: string }): Promise<void>;
  abort(reason: string): Promise<void>;
  fallback(): Promise<void>;
}

interface Routable {
  route(matches: (url: URL) => boolean, handler: (route: Route) => Promise<void>): Promise<unknown>;
}

/**
 * Lets a mock answer what pages ask the API, on whichever host they believe it to be, and show the checkout.
 *
 * @param to a page, or a context with all its pages
 * @example await routeToMock(page, mock)
 */
export async function routeToMock(to: Routable, mock: Mock): Promise<void> {
  await to.route(
    (url) => ["GET", "POST"].some((method) => mock.isFor(method, url)),
    async (route) => {
      const request = route.request();
      const headers = await request.allHeaders();
      try {
        const answer = await mock.answer({
          method: request.method(),
          url: new URL(request.url()),
          header: (name) => headers[name.toLowerCase()] || undefined,
          body: request.postDataBuffer() ?? new Uint8Array(),
        });
        const { status, body } = answer;
        await route.fulfill({ status, headers: { ...answer.headers, ...crossOrigin(headers.origin) }, body });
      } catch (error) {
        if (!(error instanceof ConnectionLost)) throw error;
        await route.abort("connectionfailed");
      }
    },
  );
}

function crossOrigin(origin: string | undefined): Record<string, string> {
  return origin === undefined
    ? {}
    : { "Access-Control-Allow-Origin": origin, "Access-Control-Expose-Headers": "*" };
}

export interface RenewalFixtures {
  /** What the fixture's mock is made of; set it with `test.use({ renewalOptions: { … } })`. */
  renewalOptions: MockOptions;
  /** The mock that answers the pages of this test. */
  renewalMock: Mock;
}

/**
 * Fixtures for Playwright's `test.extend`: a mock of its own for every test, that answers all its pages.
 *
 * @example
 * import { test as base } from "@playwright/test";
 * const test = base.extend<RenewalFixtures>(renewalFixtures);
 * test("a member renews", async ({ page, renewalMock }) => { … });
 */
export const renewalFixtures = {
  renewalOptions: [{} as MockOptions, { option: true }] as [MockOptions, { option: true }],
  async renewalMock(
    { context, renewalOptions }: { context: Routable; renewalOptions: MockOptions },
    use: (mock: Mock) => Promise<void>,
  ): Promise<void> {
    const mock = createMock(renewalOptions);
    await routeToMock(context, mock);
    await use(mock);
    mock.close();
  },
};
