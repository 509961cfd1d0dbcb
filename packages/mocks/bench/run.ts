// The mock beside Prism in one run, turn by turn: `npm run bench:prism -w @renewal/mocks`, after `npm run build`.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { ask } from "../../../bench/generator.ts";
import { freePort } from "../../../scripts/infrastructure/daemon.ts";

const turns = 3;
const connections = 16;
/** Of load, for each kind of request. */
const seconds = 3;
const here = (path: string) => new URL(path, import.meta.url).pathname;

interface Figures {
  firstAnswer: number;
  reads: Load;
  orders: Load;
  /** The most that the process held, in MiB. */
  memory: number;
}

interface Load {
  perSecond: number;
  p99: number;
  /** Microseconds of the process's time for one request. */
  cpu: number;
}

const rivals: Record<string, { command: (port: number) => string[]; base: string }> = {
  "@renewal/mocks": {
    command: (port) => [here("../dist/cli.js"), "--port", String(port), "--limits", "off"],
    base: "/v1",
  },
  prism: {
    command: (port) => [
      here("node_modules/@stoplight/prism-cli/dist/index.js"),
      ...["mock", "--port", String(port), here("../../../openapi.yaml")],
    ],
    base: "",
  },
};

/** A request as it goes over the wire. */
function written(what: string, body?: string, token = "token"): string {
  const type =
    body === undefined ? "" : `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n`;
  return `${what} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${token}\r\n${type}\r\n${body ?? ""}`;
}

async function measure({ command, base }: (typeof rivals)[string], port: number): Promise<Figures> {
  const start = performance.now();
  const child = spawn(process.execPath, command(port), { stdio: "ignore" });
  const url = `http://127.0.0.1:${port}${base}`;
  try {
    while ((await fetch(`${url}/packages`).catch(() => undefined))?.status !== 200) {
      if (child.exitCode !== null || performance.now() - start > 60_000)
        throw new Error(`${command(port)[0]} answered nothing (exit code ${child.exitCode}).`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const firstAnswer = performance.now() - start;
    const client = { grant_type: "client_credentials", client_id: "demo", client_secret: "demo-secret" };
    const headers = { "Content-Type": "application/json" };
    const body = JSON.stringify({ ...client, user_id: "ann" });
    const issued = await fetch(`${url}/auth/token`, { method: "POST", headers, body });
    const { access_token: token } = (await issued.json()) as { access_token: string };
    const reads = await load(child, url, '"data"', () => written(`GET ${base}/packages`));
    let made = 0;
    const orders = await load(child, url, '"transaction_id"', () => {
      made += 1;
      return written(`POST ${base}/payment/create`, `{"order_id":"ORD${made}","amount":9.99}`, token);
    });
    return { firstAnswer, reads, orders, memory: memoryOf(child) };
  } finally {
    child.kill();
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  }
}

async function load(child: ChildProcess, url: string, right: string, next: () => string): Promise<Load> {
  const before = timeOf(child);
  const isRight = (body: string) => body.includes(right);
  const { answers, seconds: took, p99 } = await ask({ url, connections, until: { seconds }, next, isRight });
  return { perSecond: Math.round(answers / took), p99, cpu: (timeOf(child) - before) / answers };
}

/** Microseconds of processor time; Linux alone tells it, in hundredths of a second. */
function timeOf({ pid }: ChildProcess): number {
  const [, words = ""] = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ");
  const [user = 0, system = 0] = words.split(" ").slice(11, 13).map(Number);
  return (user + system) * 10_000;
}

/** Linux alone tells it. */
function memoryOf({ pid }: ChildProcess): number {
  const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Math.round(Number(kilobytes) / 1024);
}

const told = (milliseconds: number) => `${milliseconds.toFixed(1)} ms`;

for (let turn = 1; turn <= turns; turn += 1) {
  for (const [name, rival] of Object.entries(rivals)) {
    const { firstAnswer, reads, orders, memory } = await measure(rival, await freePort());
    console.log(
      [
        `${turn} ${name.padEnd(14)}`,
        `first answer ${told(firstAnswer)}`,
        `packages ${reads.perSecond}/s p99 ${told(reads.p99)} ${Math.round(reads.cpu)} µs`,
        `orders ${orders.perSecond}/s p99 ${told(orders.p99)} ${Math.round(orders.cpu)} µs`,
        `${memory} MiB`,
      ].join(" · "),
    );
  }
}
