import type { OperationId } from "@renewal/contract";
import type { Caller, ErrorDetails, Refusal, StoreUnavailable } from "@renewal/engine";
import type { DefaultState, Middleware, ParameterizedContext } from "koa";

/** What the middlewares tell each other about a request. */
export interface RequestState extends DefaultState {
  requestId: string;
  /** The path, as far as the request's target can be read; without the query. */
  path: string;
  /** Where the request came from, as far as it can be believed. */
  address: string;
  /** Whether the way to us was encrypted, or never left this machine. */
  secure: boolean;
  /** The operation that the request is for; absent while it is for none. */
  operation?: OperationId;
  caller?: Caller;
  /** Why the token is not good, or cannot be checked; thrown once the limits have counted the request. */
  tokenRefusal?: Refusal | StoreUnavailable;
  /** The error that was answered, for the log and the metrics. */
  errorCode?: string;
  errorDetails?: ErrorDetails | undefined;
  /** Whether the client was told to go on with its body. */
  continued?: boolean;
}

export type Context = ParameterizedContext<RequestState>;

export type Handler = Middleware<RequestState>;
