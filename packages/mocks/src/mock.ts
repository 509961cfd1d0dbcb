import type { OperationId } from "@renewal/contract";
import { type Addressing, addressing } from "./addresses.ts";
import { answerRequest, type MockAnswer, type MockRequest } from "./answer.ts";
import { type Background, background } from "./background.ts";
import type { Span } from "./clock.ts";
import type { SentDelivery } from "./deliveries.ts";
import { type CodeOf, ConnectionLost, type FailOptions, plannedFaults } from "./faults.ts";
import type { MockOptions } from "./options.ts";
import { restore, type Snapshot, snapshot } from "./snapshot.ts";
import { type MockState, stateOf } from "./state.ts";
import { type Digests, foundTown, isCheckout, type Town } from "./town.ts";

/** What a test steers the mock with. */
export interface Controls {
  /**
   * Lets the next call of an operation fail with one of its documented errors, before anything is done.
   *
   * @throws TypeError for an operation that there is not, or a code that it never answers
   * @example mock.failNext("createPayment", "RATE_LIMIT_EXCEEDED", { retryAfter: 30 })
   */
  failNext<Id extends OperationId>(id: Id, code: CodeOf<Id>, options?: FailOptions): void;
  /** Does the next call, and lets its answer get lost: what a client must survive by asking again. */
  loseAnswer(id: OperationId, times?: number): void;
  /** Answers every call, or those of one operation, this many milliseconds later; 0 ends it. */
  delay(milliseconds: number, id?: OperationId): void;
  /** Breaks every connection until it is called with `false`. */
  offline(isOffline?: boolean): void;
  /** Moves the clock forward; what falls due on the way is done at its own moment. @throws RangeError for backwards */
  advance(span: Span): Promise<void>;
  /** Pays an order as a person at the checkout would. @throws Error when there is none, or it cannot be paid */
  pay(transactionId: string): Promise<void>;
  /** Declines it. @throws Error when there is none, or it cannot be declined */
  decline(transactionId: string): Promise<void>;
  /** Does all that is due now; requests and the other controls do so by themselves. */
  settle(): Promise<void>;
  /** Notifications to merchants, in the order in which they went out. */
  readonly deliveries: readonly SentDelivery[];
  readonly state: MockState;
  /** Requests that led to no operation, and what was probably meant. */
  readonly unhandled: readonly string[];
  /** The mock's time, milliseconds since 1970. */
  now(): number;
  /** As it was made: no orders, no faults, the clock and the ids where they began. */
  reset(): void;
}

/** A mock without a way in; the handlers and the server bring requests to it. */
export interface Mock extends Controls {
  /** Whether an address is the mock's: the API's or the checkout's. */
  isFor(method: string, url: URL): boolean;
  /** Answers a request as the server would. @throws ConnectionLost when the connection is to break */
  answer(request: MockRequest): Promise<MockAnswer>;
  /** Where `payment_url` leads from now on. */
  serveCheckoutAt(origin: string): void;
  /** The public key of its tokens. */
  jwks(): Promise<{ keys: object[] }>;
  snapshot(): Promise<Snapshot>;
  restore(snapshot: Snapshot): void;
  /** Stops its timers. */
  close(): void;
}

const { setTimeout } = globalThis;

interface Weather {
  offline: boolean;
  /** Milliseconds. */
  delay: number;
  delays: Map<OperationId, number>;
}

/** @throws RangeError when the option clock is no moment */
export function createMock(options: MockOptions = {}, digests?: Digests): Mock {
  const town = foundTown(options, digests);
  const deliveries: SentDelivery[] = [];
  const unhandled: string[] = [];
  const faults = plannedFaults();
  const work = background(town, deliveries);
  const weather: Weather = { offline: false, delay: 0, delays: new Map() };
  const addresses = addressing(town.options, (message) => {
    unhandled.push(message);
    town.options.onUnhandled(message);
  });
  const checkout = { isFixed: options.checkoutOrigin !== undefined };
  town.notify = (body, signature) => notify(town, body, signature);
  return {
    ...controls(town, work, faults, weather),
    ...{ deliveries, unhandled, state: stateOf(town), isFor: addresses.isFor },
    answer: answering({ town, work, faults, weather, addresses, checkout }),
    reset() {
      work.stop();
      town.reset();
      faults.clear();
      Object.assign(weather, { offline: false, delay: 0, delays: new Map() });
      deliveries.length = 0;
      unhandled.length = 0;
    },
    serveCheckoutAt(origin) {
      town.checkoutOrigin = origin;
      checkout.isFixed = true;
    },
    jwks: town.tokens.jwks,
    snapshot: () => snapshot(town, deliveries),
    restore: (from) => restore(town, deliveries, from),
    close: work.stop,
  };
}

/** The gateway's notification comes the way of any request, but nothing that a test asked for happens to it. */
async function notify(town: Town, body: string, signature: string): Promise<number> {
  const headers: Record<string, string> = { "content-type": "application/json", "x-signature": signature };
  const request = {
    method: "POST",
    url: new URL("https://gateway.invalid/v1/payment/notify"),
    header: (name: string) => headers[name.toLowerCase()],
    body: new TextEncoder().encode(body),
  };
  return (await answerRequest(town, plannedFaults(), request, "/payment/notify")).status;
}

interface Answering {
  town: Town;
  work: Background;
  faults: ReturnType<typeof plannedFaults>;
  weather: Weather;
  addresses: Addressing;
  checkout: { isFixed: boolean };
}

function answering({ town, work, faults, weather, addresses, checkout }: Answering): Mock["answer"] {
  return async (request) => {
    if (weather.offline) throw new ConnectionLost();
    await town.ready;
    const isForPage = isCheckout(request.url);
    if (!checkout.isFixed && !isForPage) town.checkoutOrigin = request.url.origin;
    if (work.isDue()) await work.settle();
    const answer = await answerRequest(town, faults, request, addresses.pathOf(request.url));
    if (answer.status === 404 || answer.status === 405) addresses.explain(request, answer);
    if (request.method === "POST" && work.isDue()) await work.settle();
    work.schedule();
    const delay = weather.delays.get(answer.operation as OperationId) ?? weather.delay;
    if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
    return answer;
  };
}

function controls(
  town: Town,
  work: Background,
  faults: ReturnType<typeof plannedFaults>,
  weather: Weather,
): Omit<Controls, "deliveries" | "state" | "unhandled" | "reset"> {
  return {
    failNext: (id, code, options) => faults.fail(id, code, options),
    loseAnswer: (id, times) => faults.lose(id, times),
    delay(milliseconds, id) {
      if (!(milliseconds >= 0)) throw new RangeError("A delay is a number of milliseconds from 0.");
      if (id === undefined) weather.delay = milliseconds;
      else weather.delays.set(id, milliseconds);
    },
    offline(isOffline = true) {
      weather.offline = isOffline;
    },
    advance: (span) => work.advance(span),
    pay: (transactionId) => choose(town, work, transactionId, "pay"),
    decline: (transactionId) => choose(town, work, transactionId, "decline"),
    settle: () => work.settle(),
    now: () => town.clock.now(),
  };
}

/** Goes through the checkout's own form, as a script without a browser does. */
async function choose(town: Town, work: Background, transactionId: string, action: "pay" | "decline") {
  const type = "application/x-www-form-urlencoded";
  const before = await town.payments.find(transactionId);
  if (before === undefined) throw new Error(`The mock has no order ${transactionId} that could be paid.`);
  await town.sandbox.checkout({
    ...{ method: "POST", path: transactionId, body: `action=${action}` },
    header: (name) => (name.toLowerCase() === "content-type" ? type : undefined),
  });
  await work.settle();
  const after = await town.payments.find(transactionId);
  if (
    after?.statusAt === before.statusAt &&
    after.status === before.status &&
    after.declines === before.declines
  )
    throw new Error(
      `${transactionId} is ${before.status}, or its time is over: it cannot be ${action === "pay" ? "paid" : "declined"}.`,
    );
}
