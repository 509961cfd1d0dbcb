import { toAmount } from "../money.ts";
import type { Signer } from "../ports.ts";
import { behaviourOf } from "./behaviours.ts";
import type { PlannedNotification, SandboxPayment } from "./payment.ts";

/** A notification as it goes over the wire to `POST /v1/payment/notify`. */
export interface SignedNotification {
  transactionId: string;
  body: string;
  /** The value of `X-Signature`: 64 hexadecimal digits. */
  signature: string;
  /** Which attempt this is, from 1. */
  attempt: number;
}

/** Plans the notifications of something that happened at `at`, as the order's behaviour has it. */
export function plan(
  payment: SandboxPayment,
  status: PlannedNotification["status"],
  at: number,
): SandboxPayment {
  const behaviour = behaviourOf(payment.orderId);
  const { copies = 1, notifiesAfter = 0, amountOff = 0, declineReportedAfter } = behaviour;
  const minorUnits = payment.minorUnits + amountOff;
  const report = { status, at, minorUnits, dueAt: at + notifiesAfter, attempts: 0 };
  const reports: Omit<PlannedNotification, "number">[] = Array.from({ length: copies }, () => report);
  if (status === "paid" && declineReportedAfter !== undefined) {
    reports.push({ ...report, status: "failed", at: at - 1, dueAt: report.dueAt + declineReportedAfter });
  }
  const numbered = reports.map((planned, index) => ({ ...planned, number: payment.planned + index }));
  return {
    ...payment,
    planned: payment.planned + numbered.length,
    notifications: [...payment.notifications, ...numbered],
  };
}

/**
 * The exact bytes of a notification and their signature.
 *
 * @param secrets those that the gateway shares with the API; the first one signs
 */
export async function sign(
  signer: Pick<Signer, "hmac">,
  secrets: readonly string[],
  payment: SandboxPayment,
  planned: PlannedNotification,
): Promise<SignedNotification> {
  const body = JSON.stringify({
    transaction_id: payment.transactionId,
    status: planned.status,
    amount: toAmount(planned.minorUnits, payment.currency),
    currency: payment.currency,
    timestamp: new Date(planned.at).toISOString(),
  });
  const { wrongSignatures } = behaviourOf(payment.orderId);
  const wrong = wrongSignatures === "all" || (wrongSignatures === "first" && planned.attempts === 0);
  const [secret] = secrets;
  if (secret === undefined) throw new Error("The sandbox gateway has no secret to sign with. Configure one.");
  const digest = await signer.hmac(wrong ? `not ${secret}` : secret, new TextEncoder().encode(body));
  const signature = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return { transactionId: payment.transactionId, body, signature, attempt: planned.attempts + 1 };
}

/** After so many attempts, about three days, nobody is listening any more. */
export const mostAttempts = 80;

/** 1 s, 2 s, 4 s, … up to an hour between two attempts. */
export function waitAfter(attempts: number): number {
  return Math.min(1000 * 2 ** (attempts - 1), 3_600_000);
}

/**
 * The payment after attempts at some of its notifications: those that were answered with 200 are done, the others come
 * again later, and nobody holds the claim any more.
 *
 * @param statuses what each attempt was answered with, by the notification's number; 0 for no answer
 */
export function afterAttempts(
  payment: SandboxPayment,
  statuses: ReadonlyMap<number, number>,
  now: number,
): SandboxPayment {
  const left = payment.notifications.flatMap((planned) => {
    const status = statuses.get(planned.number);
    if (status === undefined) return [planned];
    const attempts = planned.attempts + 1;
    if (status === 200 || attempts >= mostAttempts) return [];
    return [{ ...planned, attempts, dueAt: now + waitAfter(attempts) }];
  });
  return { ...payment, notifications: left, claimedUntil: 0 };
}
