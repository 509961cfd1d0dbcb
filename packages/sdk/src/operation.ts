/** One operation of the API, as far as a client must know it. */
export interface Operation {
  /** Its id in the API's document, e.g. `createPayment`. */
  id: string;
  /** The HTTP method in capitals. */
  method: string;
  /** The path as a template, e.g. `/payment/{transaction_id}`: a name for spans and metrics. */
  route: string;
  /** Whether sending it twice does no more than sending it once. */
  idempotent: boolean;
  /** Whether it needs a token. */
  authenticated: boolean;
}

/** What an operation is asked. */
export interface OperationInput {
  path?: Record<string, string>;
  query?: object | undefined;
  body?: object | undefined;
}
