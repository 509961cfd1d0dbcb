import { Call } from "./call.ts";
import type { Answer } from "./middleware.ts";
import type { Operation, OperationInput } from "./operation.ts";
import type { CallOptions } from "./options.ts";
import { PageCall } from "./pages.ts";

/** Sends one operation and gives its answer; retries, tokens and errors included. */
export type Send = (operation: Operation, input: OperationInput, options?: CallOptions) => Promise<Answer>;

/** What the resources of the client have in common. */
export class Resource {
  readonly #send: Send;

  /** Resources are made by the client. */
  constructor(send: Send) {
    this.#send = send;
  }

  /** Calls an operation. */
  protected call<T>(operation: Operation, input: OperationInput, options?: CallOptions): Call<T> {
    return new Call<T>(this.#send(operation, input, options));
  }

  /** Calls an operation that answers in pages. */
  protected pages<Item>(operation: Operation, input: OperationInput, options?: CallOptions): PageCall<Item> {
    return new PageCall<Item>(this.#send(operation, input, options), (cursor) =>
      this.pages(operation, { ...input, query: { ...input.query, cursor } }, options),
    );
  }
}
