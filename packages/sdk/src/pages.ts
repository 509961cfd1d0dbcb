import { Call } from "./call.ts";
import { InvalidResponseError } from "./errors/client.ts";
import type { Answer } from "./middleware.ts";

/** Asks for the page that a cursor leads to. */
type Turn<Item> = (cursor: string) => PageCall<Item>;

/**
 * One page of a list. Iterate over it with `for await` to see its items and those of all pages behind it.
 *
 * @example
 * const page = await renewal.payments.list({ status: "paid", limit: 50 });
 * console.log(page.data.length, page.hasNextPage);
 * for await (const payment of page) console.log(payment.order_id);
 */
export class Page<Item> implements AsyncIterable<Item> {
  /** The items of this page. */
  declare readonly data: Item[];
  /** Where the next page begins; absent on the last one. Keep it to go on later with `list({ cursor })`. */
  declare readonly next_cursor?: string;
  readonly #turn: Turn<Item>;

  /** Pages are made by `list` methods. */
  constructor(body: { data: Item[]; next_cursor?: string }, turn: Turn<Item>) {
    Object.assign(this, body);
    this.#turn = turn;
  }

  /** Whether there is another page. */
  get hasNextPage(): boolean {
    return this.next_cursor !== undefined;
  }

  /**
   * Asks for the next page.
   *
   * @returns undefined on the last page
   * @throws RenewalError as the call that listed this one
   */
  async nextPage(): Promise<Page<Item> | undefined> {
    const cursor = this.next_cursor;
    if (cursor === undefined) return undefined;
    const page = await this.#turn(cursor);
    if (page.next_cursor !== cursor) return page;
    throw new InvalidResponseError("A page leads to itself.", {
      code: "INVALID_RESPONSE",
    });
  }

  /** Every item of this page and of all pages behind it, asked for as they are needed. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    for (let page: Page<Item> | undefined = this; page !== undefined; page = await page.nextPage()) {
      yield* page.data;
    }
  }
}

/**
 * A list under way. Await it for its first page, or iterate over it with `for await` to see every item of all pages.
 *
 * @example
 * for await (const payment of renewal.payments.list({ status: "paid" })) console.log(payment.order_id);
 */
export class PageCall<Item> extends Call<Page<Item>> implements AsyncIterable<Item> {
  /** Calls are made by the methods of the client. */
  constructor(answer: Promise<Answer>, turn: Turn<Item>) {
    super(answer, (body) => new Page(body as { data: Item[] }, turn));
  }

  /** Every item of all pages, asked for as they are needed. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    yield* await this;
  }
}
