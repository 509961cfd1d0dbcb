import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll } from "vitest";
import { type MockOptions, type RenewalMock, renewalMock } from "./index.ts";

/**
 * A mock for the tests of a file: its requests are answered from the first test on, and every test finds it as new.
 *
 * @param options as for `renewalMock`; `onUnhandledRequest` as for msw's `listen`
 * @example
 * const mock = mockRenewal({ clock: "2026-01-31T10:00:00Z" });
 * test("a member renews", async () => { … });
 */
export function mockRenewal(
  options: MockOptions & { onUnhandledRequest?: "bypass" | "warn" | "error" } = {},
): RenewalMock {
  const { onUnhandledRequest = "warn", ...about } = options;
  const mock = renewalMock(about);
  const server = setupServer(...mock.handlers);
  beforeAll(() => server.listen({ onUnhandledRequest }));
  afterEach(() => mock.reset());
  afterAll(() => {
    mock.close();
    server.close();
  });
  return mock;
}
