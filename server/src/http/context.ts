import type { OperationId } from "@renewal/contract";
import type { Caller, ErrorDetails, LimitVerdict, Refusal, StoreUnavailable } from "@renewal/engine";
import type { DefaultState, Middleware, ParameterizedContext } from "koa";

/** What the steps of a request tell each other about it. */
export interface RequestState extends DefaultState {
  requestId: string;
  /** Whether that name is the client's own, and so might hold anything. */
  namedByClient: boolean;
  /** The path, as far as the request's target can be read; without the query. */
  path: string;
  /** Where the request came from, as far as it can be believed. */
  address: string;
  /** Whether the way to us was encrypted, or never left this machine. */
  secure: boolean;
  /** The operation that the request is for; undefined while it is for none. */
  operation: OperationId | undefined;
  caller: Caller | undefined;
  /** Why the token is not good, or cannot be checked; thrown once the limits have counted the request. */
  tokenRefusal: Refusal | StoreUnavailable | undefined;
  /** What the limits said, once they were asked. */
  verdict: LimitVerdict | undefined;
  /** The error that was answered, for the log and the metrics. */
  errorCode: string | undefined;
  errorDetails: ErrorDetails | undefined;
  /** Whether the client was told to go on with its body. */
  continued: boolean;
}

export type Context = ParameterizedContext<RequestState>;

export type Handler = Middleware<RequestState>;
