import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { payAtCheckout, startProgram } from "./program.ts";
import type { Effects, Target } from "./target.ts";

/** The command of the built server: the one of this tree, or of a release. */
export const builtServer = join(import.meta.dirname, "../../../../server/dist/cli.js");

/** Starts the reference server as `npm start` does, with an empty database of its own. */
export async function startServer(command = builtServer): Promise<Target> {
  const data = mkdtempSync(join(tmpdir(), "renewal-conformance-"));
  const forget = () => rmSync(data, { recursive: true, force: true });
  try {
    const { baseUrl, stop } = await startProgram({
      ...{ command: [command, "start"], folder: data },
      environment: {
        ...{ PORT: "0", DATA_DIR: data, LOG_LEVEL: "silent", RENEWAL_ENV: "development", STOP_DELAY: "0" },
        ...{ NOTIFY_ALLOWED_HOSTS: "127.0.0.1", RATE_LIMIT_PER_IP: "1000000", RATE_LIMIT_TOKENS: "1000000" },
      },
    });
    return {
      ...{ name: "server", baseUrl, pay: payAtCheckout, stop: () => stop().finally(forget) },
      merchant: { client_id: "demo", client_secret: "demo-secret", webhook_secret: "demo-webhook-secret" },
      effects: (userId) => count(join(data, "renewal.db"), userId),
    };
  } catch (error) {
    forget();
    throw error;
  }
}

/** From the database itself: what answers say is what is in question. */
function count(file: string, userId: string): Effects {
  using database = new DatabaseSync(file, { readOnly: true });
  const all = (query: string) => database.prepare(query).all(userId) as Record<string, unknown>[];
  const orders = all("select status from orders where user_id = ?");
  const theirs = "(select order_id from orders where user_id = ?)";
  return {
    orders: orders.length,
    states: orders.map(({ status }) => String(status)),
    gateway_orders: all(
      `select 1 from sandbox_payments where json_extract(payment, '$.orderId') in ${theirs}`,
    ).length,
    sent_back: all(
      `select sum(json_extract(refund.value, '$.minorUnits')) as sum from sandbox_payments, json_each(payment, '$.refunds') refund
       where json_extract(payment, '$.orderId') in ${theirs}`,
    ).reduce((sum, refunds) => sum + Number(refunds.sum), 0),
    renewals: all("select 1 from ledger where user_id = ?").length,
  };
}
