import type { RequestHandler } from "msw";
import { handlersOf } from "./handlers.ts";
import { type Controls, createMock, type Mock } from "./mock.ts";
import type { MockOptions } from "./options.ts";

export type { MockAnswer, MockRequest } from "./answer.ts";
export type { ClockOption, Span } from "./clock.ts";
export type { SentDelivery } from "./deliveries.ts";
export type { CodeOf, FailOptions } from "./faults.ts";
export type { Controls, Mock } from "./mock.ts";
export type { DeliveryOption, MockClient, MockOptions, MockPackage, OutgoingDelivery } from "./options.ts";
export type { Snapshot } from "./snapshot.ts";
export type { MockState, PresetMembership, PresetOrder } from "./state.ts";

/** A mock and the handlers that bring an app's requests to it. */
export interface RenewalMock extends Mock, Controls {
  /** For `setupServer(...mock.handlers)` in Node and `setupWorker(...mock.handlers)` in a browser. */
  handlers: RequestHandler[];
}

/**
 * The Renewal API in memory: the server's own engine, with controls for tests.
 *
 * @throws RangeError when the option clock is no moment
 * @example
 * const mock = renewalMock({ seed: 1, clock: "2026-01-31T10:00:00Z" });
 * const server = setupServer(...mock.handlers);
 * server.listen();
 * mock.failNext("createPayment", "PAYMENT_FAILED");
 */
export function renewalMock(options: MockOptions = {}): RenewalMock {
  const mock = createMock(options);
  return Object.assign(mock, { handlers: handlersOf(mock) });
}
