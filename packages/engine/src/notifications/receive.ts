import type { Input, Output } from "@renewal/contract";
import { parseMinorUnits } from "../money.ts";
import type { GatewayReport } from "../payments/states.ts";
import { invalid, Refusal } from "../refusal.ts";
import type { World } from "../world.ts";
import { recordReport } from "./report.ts";

/** A gateway's clock may be ahead by this much; beyond it the timestamp is a mistake. */
const clockAhead = 24 * 3_600_000;

export async function receiveNotification(
  world: World,
  { body }: Input<"receiveNotification">,
): Promise<Output<"receiveNotification">> {
  const report = readReport(body, world.clock.now());
  const recorded = await recordReport(world, body.transaction_id, report);
  if (recorded === undefined) {
    throw new Refusal(
      "TRANSACTION_NOT_FOUND",
      "No payment order has this transaction id. Send the transaction_id that the order was created with.",
    );
  }
  if (recorded.outcome === "mismatch") {
    throw invalid(
      recorded.order.minorUnits === report.minorUnits ? "currency" : "amount",
      "mismatch",
      "The amount differs from the order's. Nothing was renewed and the order was flagged for review.",
      { reason: "AMOUNT_MISMATCH", transaction_id: recorded.order.transactionId },
    );
  }
  return { status: 200, body: { success: true } };
}

function readReport(body: Input<"receiveNotification">["body"], now: number): GatewayReport {
  const timestamp = Date.parse(body.timestamp);
  if (Number.isNaN(timestamp)) {
    throw invalid(
      "timestamp",
      "format",
      "timestamp must be a moment as RFC 3339 writes it, such as 2026-01-15T08:30:00Z.",
    );
  }
  if (timestamp > now + clockAhead) {
    throw invalid(
      "timestamp",
      "maximum",
      "timestamp lies more than a day ahead. Set the gateway's clock right.",
    );
  }
  return {
    status: body.status,
    minorUnits: parseMinorUnits(body.amount, body.currency),
    currency: body.currency,
    timestamp,
  };
}
