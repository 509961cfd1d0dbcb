import type { LimitState } from "./limit.ts";
import type { Answer } from "./middleware.ts";

/** A parsed answer with everything around it. */
export interface Answered<T> {
  /** The parsed body: what awaiting the call itself gives. */
  data: T;
  /** The HTTP status. */
  status: number;
  /** The headers of the answer. */
  headers: Headers;
  /** The body as it came. */
  text: string;
  /** Names the request in the API's logs. */
  requestId: string | undefined;
  /** How many times the request was sent. */
  attempts: number;
  /** The tightest rate limit, when the answer told it. */
  limit: LimitState | undefined;
  /** Whether the order existed already, so that nothing new was created. */
  replayed: boolean;
}

// biome-ignore lint/suspicious/noExplicitAny: as TypeScript types every promise, so that handlers may say what they expect
type Rejected<B> = ((reason: any) => B | PromiseLike<B>) | null | undefined;

/**
 * A call under way. Await it for the parsed answer, or `withResponse()` for that and everything around it.
 *
 * @example
 * const order = await renewal.payments.create({ order_id: "ORD123456", amount: 99.99 });
 * const { data, status, requestId, replayed } = await renewal.payments.get("TXN789012").withResponse();
 */
export class Call<T> implements Promise<T> {
  /** What the call is in a printout. */
  readonly [Symbol.toStringTag] = "Call";
  readonly #answer: Promise<Answer>;
  readonly #parse: (data: unknown) => T;

  /** Calls are made by the methods of the client. */
  constructor(answer: Promise<Answer>, parse: (data: unknown) => T = (data) => data as T) {
    this.#answer = answer;
    this.#parse = parse;
  }

  /**
   * The parsed answer together with status, headers, raw text, request id, attempts and limit state.
   *
   * @throws RenewalError as the call itself
   */
  async withResponse(): Promise<Answered<T>> {
    const answer = await this.#answer;
    const replayed = answer.headers.get("Idempotent-Replayed") === "true";
    return { ...answer, data: this.#parse(answer.data), replayed };
  }

  /** As of any promise. */
  // biome-ignore lint/suspicious/noThenProperty: a promise that can say more than its value
  then<A = T, B = never>(
    resolved?: ((value: T) => A | PromiseLike<A>) | null,
    rejected?: Rejected<B>,
  ): Promise<A | B> {
    const parsed = this.#answer.then(({ data }) => this.#parse(data));
    return parsed.then(resolved, rejected);
  }

  /** As of any promise. */
  catch<B = never>(rejected?: Rejected<B>): Promise<T | B> {
    return this.then(undefined, rejected);
  }

  /** As of any promise. */
  finally(settled?: (() => void) | null): Promise<T> {
    return this.then().finally(settled);
  }
}
