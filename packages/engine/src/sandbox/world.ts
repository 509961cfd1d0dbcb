import type { Clock, Signer } from "../ports.ts";
import type { SignedNotification } from "./notifications.ts";
import type { SandboxPayments } from "./payment.ts";

/** What the sandbox gateway needs from its surroundings. */
export interface SandboxWorld {
  payments: SandboxPayments;
  clock: Clock;
  signer: Pick<Signer, "hmac">;
  /** The secrets shared with the API; the first one signs. */
  secrets: () => readonly string[];
  /** Where the checkout is reached, without a slash at the end, e.g. `https://api.example.com/sandbox/pay`. */
  checkoutUrl: () => string;
  /** The zone in which the checkout shows times; an IANA name. */
  timeZone: string;
  /**
   * Takes one notification to `POST /v1/payment/notify`.
   *
   * @returns the status of the answer
   * @throws when there was none
   */
  send(notification: SignedNotification): Promise<number>;
  wait(milliseconds: number): Promise<void>;
  /** Hears of what went wrong where nobody is waiting for an answer. */
  onFault(fault: SandboxFault): void;
  /** How long a call to the gateway may take, in milliseconds. Default: 3000. */
  patience?: number;
}

/** `refused`: the API answered a notification with another status than 200, or not at all. It is sent again. */
export interface SandboxFault {
  kind: "refused" | "store";
  transactionId?: string;
  status?: number;
  attempt?: number;
  cause?: unknown;
}
