import { type Gateway, GatewayFailure, type GatewayOrder, type GatewayRefund } from "../gateway.ts";
import { behaviourOf } from "./behaviours.ts";
import type { SandboxPayment } from "./payment.ts";
import { closed, gatewayState, isFor, registered, sentBack, settled } from "./states.ts";
import type { SandboxWorld } from "./world.ts";

/** The sandbox as the API sees it. The order id decides how well it behaves. */
export function sandboxGateway(world: SandboxWorld): Gateway {
  return {
    create: (order) => throwingGatewayFailures(() => create(world, order)),
    query: (transactionId) =>
      throwingGatewayFailures(async () => {
        const payment = await world.payments.find(transactionId);
        return stateOf(payment && settled(payment, world.clock.now()));
      }),
    close: (transactionId) =>
      throwingGatewayFailures(async () => {
        const now = world.clock.now();
        return stateOf(await world.payments.change(transactionId, (payment) => closed(payment, now)));
      }),
    refund: (refund) => throwingGatewayFailures(() => sendBack(world, refund)),
  };
}

async function create(world: SandboxWorld, order: GatewayOrder): Promise<{ paymentUrl: string }> {
  const behaviour = behaviourOf(order.orderId);
  if (behaviour.refuses) {
    throw new GatewayFailure("refused", `The sandbox refuses ${order.orderId}, as this order id asks it to.`);
  }
  const { inserted, payment } = await world.payments.insert(registered(order, world.clock.now()));
  if (!isFor(payment, order)) {
    throw new GatewayFailure("refused", `The sandbox has another order under ${order.transactionId}.`);
  }
  if (inserted || !behaviour.lateOnlyOnce) await answerLate(world, behaviour.answersAfter ?? 0);
  return { paymentUrl: `${world.checkoutUrl()}/${order.transactionId}` };
}

async function answerLate(world: SandboxWorld, answersAfter: number): Promise<void> {
  const patience = world.patience ?? 3000;
  if (answersAfter > 0) await world.wait(Math.min(answersAfter, patience));
  if (answersAfter > patience) {
    throw new GatewayFailure("unavailable", `The sandbox did not answer within ${patience} ms.`);
  }
}

async function sendBack(world: SandboxWorld, refund: GatewayRefund): Promise<{ at: number }> {
  const { transactionId, refundId } = refund;
  const now = world.clock.now();
  const payment = await world.payments.change(transactionId, (known) => sentBack(known, refund, now));
  if (payment === undefined)
    throw new GatewayFailure("refused", `The sandbox has no order ${transactionId}.`);
  return { at: payment.refunds?.[refundId]?.at ?? now };
}

function stateOf(payment: SandboxPayment | undefined) {
  return payment === undefined ? { status: "unknown" as const } : gatewayState(payment);
}

async function throwingGatewayFailures<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    if (cause instanceof GatewayFailure) throw cause;
    throw new GatewayFailure("unavailable", "The sandbox cannot reach its own store.", { cause });
  }
}
