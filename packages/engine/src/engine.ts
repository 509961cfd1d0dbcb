import type { Input, OperationId, Output } from "@renewal/contract";
import { operations } from "@renewal/contract/operations";
import { authorise, type Caller, type Member, type Merchant } from "./caller.ts";
import { type DeliveryAttempt, type SendOptions, sendDueDeliveries } from "./deliveries/send.ts";
import { getMembership } from "./memberships/get.ts";
import type { NotificationRecord, Order } from "./model.ts";
import { receiveNotification } from "./notifications/receive.ts";
import { recordReport } from "./notifications/report.ts";
import { verifySignature } from "./notifications/signature.ts";
import { listPackages } from "./packages/list.ts";
import { closePayment } from "./payments/close.ts";
import type { Difference } from "./payments/compare.ts";
import { createPayment } from "./payments/create.ts";
import { finishDueOrders } from "./payments/finish.ts";
import { mend } from "./payments/mend.ts";
import { getPayment, listPayments } from "./payments/read.ts";
import { refundPayment } from "./payments/refund.ts";
import type { GatewayReport } from "./payments/states.ts";
import type { Post } from "./ports.ts";
import { type RawRequest, readInput, tooLarge } from "./requests/request.ts";
import { defaultSettings, type Settings } from "./settings.ts";
import { createToken } from "./tokens/create.ts";
import type { World } from "./world.ts";

/** What a request is answered with, neutral of HTTP libraries. */
export interface Answer {
  status: number;
  headers?: Record<string, string>;
  /** A JSON value, never changed once it is answered. One that is frozen is answered again as the same object. */
  body: unknown;
}

export interface Engine {
  /**
   * Performs one operation: checks the role, or the signature over the raw bytes, reads the input, and does it.
   *
   * @param caller whom the verified access token speaks for; undefined without one
   * @throws Refusal for every documented error; StoreUnavailable; both are for `answerTo`
   */
  perform(id: OperationId, request: RawRequest, caller: Caller | undefined): Promise<Answer>;
  /**
   * Writes down what a gateway says of an order in words of its own, and all that follows from it, in one transaction.
   * The caller has made sure that it is the gateway who speaks.
   *
   * @returns what came of it; undefined when there is no such order
   * @throws StoreUnavailable when nothing was written
   */
  report(transactionId: string, report: GatewayReport): Promise<NotificationRecord["outcome"] | undefined>;
  /**
   * Mends what differs between an order here and at its gateway, where the rules need no person for it.
   *
   * @param difference as `differenceOf` found it
   * @returns whether both agree now
   * @throws GatewayFailure, StoreUnavailable
   */
  mend(order: Order, difference: Difference): Promise<boolean>;
  /** One step of the worker that finishes, reconciles and expires orders, and refunds. Answers how many were due. */
  finishDueOrders(limit?: number): Promise<number>;
  /** Starts an attempt for notifications that are due to merchants; answers the attempts under way. */
  sendDueDeliveries(post: Post, options?: SendOptions): Promise<DeliveryAttempt[]>;
}

/** Who an operation's handler speaks with: a member, anyone with a token, or nobody known. */
interface CallerOf {
  createToken: undefined;
  listPackages: undefined;
  createPayment: Member;
  getPayment: Caller;
  listPayments: Caller;
  closePayment: Caller;
  refundPayment: Merchant;
  receiveNotification: undefined;
  getMembership: Caller;
}

/** One handler for each operation of the document: a missing one, a wrong status or a wrong field does not compile. */
export type Handlers = {
  [Id in OperationId]: (world: World, input: Input<Id>, caller: CallerOf[Id]) => Promise<Output<Id>>;
};

const handlers: Handlers = {
  createToken,
  listPackages,
  createPayment,
  getPayment,
  listPayments,
  closePayment,
  refundPayment,
  receiveNotification,
  getMembership,
};

/** The operations that a gateway signs. */
const signed = new Set<OperationId>(
  Object.values(operations)
    .filter(({ security }) => security.some(({ scheme }) => scheme === "gatewaySignature"))
    .map(({ id }) => id),
);

/** @param caller one with a role that the operation's handler speaks with */
function perform<Id extends OperationId>(
  world: World,
  id: Id,
  request: RawRequest,
  caller: Caller | undefined,
): Promise<Output<Id>> {
  return handlers[id](world, readInput(id, request, world.settings), caller as CallerOf[Id]);
}

async function performSigned(world: World, id: OperationId, request: RawRequest): Promise<Answer> {
  const { maxBodyBytes, gatewaySecrets } = world.settings;
  if (request.body.byteLength > maxBodyBytes) throw tooLarge(maxBodyBytes);
  const signature = request.header("x-signature");
  await verifySignature(world.signer, gatewaySecrets(), request.body, signature);
  return perform(world, id, request, undefined);
}

/**
 * The rules of the API over the given ports. It does no I/O of its own and runs in Node and in a browser.
 *
 * @example
 * const engine = createEngine({ store, gateway, clock, ids, signer, settings: { gatewaySecrets: () => [secret] } });
 * const answer = await engine.perform("listPackages", request, undefined);
 */
export function createEngine(
  ports: Omit<World, "settings"> & { settings: Partial<Settings> & Pick<Settings, "gatewaySecrets"> },
): Engine {
  const settings = { ...defaultSettings, ...ports.settings };
  const world: World = { ...ports, settings };
  return {
    // The handler's own promise: each further layer of them costs a create 2 %.
    perform(id, request, caller) {
      try {
        authorise(id, caller);
        return signed.has(id) ? performSigned(world, id, request) : perform(world, id, request, caller);
      } catch (error) {
        return Promise.reject(error);
      }
    },
    report: async (transactionId, report) => (await recordReport(world, transactionId, report))?.outcome,
    mend: (order, difference) => mend(world, order, difference),
    finishDueOrders: (limit) => finishDueOrders(world, limit),
    sendDueDeliveries: (post, options) => sendDueDeliveries(world, post, options),
  };
}
