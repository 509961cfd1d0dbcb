import { type SetupWorker, setupWorker } from "msw/browser";
import { showCheckout } from "./checkout-in-page.ts";
import { type MockOptions, type RenewalMock, renewalMock } from "./index.ts";
import { isCheckout } from "./town.ts";

export interface BrowserMockOptions extends MockOptions {
  /** Where what the mock remembers outlives a reload. Default: `sessionStorage`; null forgets it. */
  storage?: Storage | null;
  /** Where `mockServiceWorker.js` is served. Default: `/mockServiceWorker.js`. */
  workerUrl?: string;
}

export interface BrowserMock extends RenewalMock {
  worker: SetupWorker;
}

const key = "renewal-mock";

/**
 * Starts the mock in this page, behind msw's service worker. What it remembers outlives a reload, so that a person can
 * go to the checkout and come back. On an address of the checkout the page becomes the checkout, and this never returns.
 *
 * @example
 * const mock = await startRenewalMock({ baseUrl: "https://api.example.com/v1" });
 * createRoot(document.getElementById("root")).render(<App />);
 */
export async function startRenewalMock(options: BrowserMockOptions = {}): Promise<BrowserMock> {
  const { storage = sessionStorage, workerUrl = "/mockServiceWorker.js", ...about } = options;
  const mock = renewalMock({ checkoutOrigin: location.origin, ...about });
  if (storage !== null) remember(mock, storage);
  if (isCheckout(new URL(location.href))) {
    await showCheckout(mock);
    return new Promise(() => undefined);
  }
  const worker = setupWorker(...mock.handlers);
  await worker.start({
    ...{ quiet: true, onUnhandledRequest: "bypass", serviceWorker: { url: workerUrl } },
  });
  return Object.assign(mock, { worker });
}

/** The mock as it was before the reload, and from now on kept before each answer. */
function remember(mock: RenewalMock, storage: Storage): void {
  const kept = storage.getItem(key);
  if (kept !== null) mock.restore(JSON.parse(kept));
  const { answer, reset, pay, decline, advance } = mock;
  const keep = async () => storage.setItem(key, JSON.stringify(await mock.snapshot()));
  const keeping =
    <Given extends unknown[], Result>(run: (...given: Given) => Promise<Result>) =>
    async (...given: Given) => {
      const result = await run(...given);
      await keep();
      return result;
    };
  Object.assign(mock, {
    answer: keeping(answer),
    pay: keeping(pay),
    decline: keeping(decline),
    advance: keeping(advance),
    reset() {
      reset();
      storage.removeItem(key);
    },
  });
}
