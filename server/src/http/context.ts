import type { Caller, Refusal } from "@renewal/engine";
import type { DefaultState, Middleware, ParameterizedContext } from "koa";

/** What the middlewares tell each other about a request. */
export interface RequestState extends DefaultState {
  requestId: string;
  /** Where the request came from, as far as it can be believed. */
  address: string;
  /** Whether the way to us was encrypted, or never left this machine. */
  secure: boolean;
  /** The operation that the request is for; absent while it is for none. */
  operation?: string;
  caller?: Caller;
  /** Why the token is not good; thrown once the limits have counted the request. */
  tokenRefusal?: Refusal;
  /** The code of the error that was answered, for the log and the metrics. */
  errorCode?: string;
}

export type Context = ParameterizedContext<RequestState>;

export type Handler = Middleware<RequestState>;
