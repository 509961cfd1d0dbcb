import { afterAttempts, sign } from "./notifications.ts";
import type { PlannedNotification, SandboxPayment } from "./payment.ts";
import type { SandboxWorld } from "./world.ts";

/**
 * For how long one process alone sends the notifications of a payment. When it dies meanwhile, another goes on after
 * this time, in milliseconds; longer than an attempt may take.
 */
export const claimTime = 10_000;

/**
 * One step of the worker: sends what is due. Of several processes at once each gets other payments.
 *
 * @returns how many payments it took up
 * @throws StoreUnavailable
 */
export async function deliverDue(world: SandboxWorld, limit = 20): Promise<number> {
  const now = world.clock.now();
  const payments = await world.payments.claimDue(now, now + claimTime, limit);
  const outcomes = await Promise.allSettled(payments.map((payment) => deliver(world, payment)));
  const failed = outcomes.find((outcome) => outcome.status === "rejected");
  if (failed !== undefined) throw failed.reason;
  return payments.length;
}

/**
 * Sends the due notifications of a payment that this process has claimed, all at once, and writes down how it went.
 * After a crash in between they are sent again; the API takes duplicates.
 */
export async function deliver(world: SandboxWorld, payment: SandboxPayment): Promise<void> {
  const due = payment.notifications.filter(({ dueAt }) => dueAt <= world.clock.now());
  const statuses = await Promise.all(
    due.map(async (planned) => [planned.number, await attempt(world, payment, planned)] as const),
  );
  await world.payments.change(payment.transactionId, (current) =>
    afterAttempts(current, new Map(statuses), world.clock.now()),
  );
}

async function attempt(
  world: SandboxWorld,
  payment: SandboxPayment,
  planned: PlannedNotification,
): Promise<number> {
  const notification = await sign(world.signer, world.secrets(), payment, planned);
  const about = { transactionId: payment.transactionId, attempt: notification.attempt };
  try {
    const status = await world.send(notification);
    if (status !== 200) world.onFault({ kind: "refused", status, ...about });
    return status;
  } catch (cause) {
    world.onFault({ kind: "refused", cause, ...about });
    return 0;
  }
}
