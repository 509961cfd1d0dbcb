import { Call } from "./call.ts";
import type { Answer } from "./middleware.ts";
import type { Operation, OperationInput } from "./operation.ts";
import type { CallOptions } from "./options.ts";
import { PageCall } from "./pages.ts";
import type { Settings } from "./settings.ts";

/** Sends one operation and gives its answer; retries, tokens and errors included. */
export type Send = (operation: Operation, input: OperationInput, options?: CallOptions) => Promise<Answer>;

/** What a resource needs of its client. */
export interface Way {
  settings: Settings;
  send: Send;
}

/** What the resources of the client have in common. */
export class Resource {
  readonly #way: Way;

  /** Resources are made by the client. */
  constructor(way: Way) {
    this.#way = way;
  }

  /** What the client decided. A method, because printers show fields and secrets are in it. */
  protected settings(): Settings {
    return this.#way.settings;
  }

  /** Calls an operation. */
  protected call<T>(operation: Operation, input: OperationInput, options?: CallOptions): Call<T> {
    return new Call<T>(this.#way.send(operation, input, options));
  }

  /** Calls an operation that answers in pages. */
  protected pages<Item>(operation: Operation, input: OperationInput, options?: CallOptions): PageCall<Item> {
    return new PageCall<Item>(this.#way.send(operation, input, options), (cursor) =>
      this.pages(operation, { ...input, query: { ...input.query, cursor } }, options),
    );
  }
}
