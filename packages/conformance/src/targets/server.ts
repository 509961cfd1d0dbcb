import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import type { Effects, Target } from "./target.ts";

/** The command of the built server: the one of this tree, or of a release. */
export const builtServer = join(import.meta.dirname, "../../../../server/dist/cli.js");

const patience = 60_000;

/** Starts the reference server as `npm start` does, with an empty database of its own. */
export async function startServer(command = builtServer): Promise<Target> {
  const data = mkdtempSync(join(tmpdir(), "renewal-conformance-"));
  const child = spawn(process.execPath, [command, "start"], {
    cwd: data,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      ...{ PORT: "0", DATA_DIR: data, LOG_LEVEL: "silent", RENEWAL_ENV: "development", STOP_DELAY: "0" },
      ...{ NOTIFY_ALLOWED_HOSTS: "127.0.0.1", RATE_LIMIT_PER_IP: "1000000", RATE_LIMIT_TOKENS: "1000000" },
    },
  });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const stop = async () => {
    child.kill("SIGTERM");
    const late = setTimeout(() => child.kill("SIGKILL"), 10_000);
    await ended;
    clearTimeout(late);
    rmSync(data, { recursive: true, force: true });
  };
  try {
    const baseUrl = await addressOf(child.stdout, child.stderr, ended);
    return {
      ...{ name: "server", baseUrl, pay, stop },
      merchant: { client_id: "demo", client_secret: "demo-secret", webhook_secret: "demo-webhook-secret" },
      effects: (userId) => count(join(data, "renewal.db"), userId),
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function addressOf(output: NodeJS.ReadableStream, complaints: NodeJS.ReadableStream, ended: Promise<void>) {
  return new Promise<string>((resolve, reject) => {
    let said = "";
    const late = setTimeout(
      () => reject(new Error(`The server does not say where it listens: ${said}`)),
      patience,
    );
    complaints.on("data", (data) => {
      said += data;
    });
    createInterface({ input: output }).on("line", (line) => {
      said += `${line}\n`;
      const [address] = /http:\/\/\S+\/v1/.exec(line) ?? [];
      if (address === undefined) return;
      clearTimeout(late);
      resolve(address);
    });
    ended.then(() => reject(new Error(`The server did not start: ${said}`)));
  });
}

/** The checkout of the sandbox takes a form, as a browser sends it. */
async function pay(paymentUrl: string, action: string): Promise<void> {
  const body = new URLSearchParams({ action });
  const { status } = await fetch(paymentUrl, { method: "POST", body, redirect: "manual" });
  if (status !== 303) throw new Error(`The checkout answered ${status}.`);
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
    renewals: all("select 1 from ledger where user_id = ?").length,
  };
}
