import type { Gateway } from "../gateway.ts";
import type { Page } from "./checkout/frame.ts";
import { answerCheckout, type CheckoutRequest } from "./checkout/requests.ts";
import { deliverDue } from "./deliver.ts";
import { sandboxGateway } from "./gateway.ts";
import type { SandboxWorld } from "./world.ts";

/** A payment gateway for trying things out: nobody is charged. */
export interface Sandbox {
  gateway: Gateway;
  /** The hosted checkout page, where a person pays, declines or leaves. */
  checkout(request: CheckoutRequest): Promise<Page>;
  /**
   * One step of the worker that sends notifications as they fall due. Any number of processes may run it.
   *
   * @param limit how many payments to take up; 20 by default
   * @returns how many it took up
   * @throws StoreUnavailable
   */
  deliverDue(limit?: number): Promise<number>;
}

/**
 * The sandbox gateway: its own state, its own checkout page, and a voice towards the API that is the signed
 * notification alone.
 *
 * @example
 * const sandbox = createSandbox({ payments: memoryPayments(), send: (notification) => post(notification), … });
 */
export function createSandbox(world: SandboxWorld): Sandbox {
  return {
    gateway: sandboxGateway(world),
    checkout: (request) => answerCheckout(world, request),
    deliverDue: (limit) => deliverDue(world, limit),
  };
}
