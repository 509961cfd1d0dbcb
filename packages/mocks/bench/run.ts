// The mock beside Prism in one run, turn by turn: `npm run bench:prism -w @renewal/mocks`, after `npm run build`.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { Agent, request } from "node:http";

const turns = 3;
const connections = 16;
/** Of load, for each kind of request; milliseconds. */
const duration = 3_000;
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

const agent = new Agent({ keepAlive: true, maxSockets: connections });

function ask(
  port: number,
  path: string,
  body?: string,
  token = "token",
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const headers = {
      Authorization: `Bearer ${token}`,
      ...(body === undefined
        ? {}
        : { "Content-Type": "application/json", "Content-Length": String(Buffer.byteLength(body)) }),
    };
    const method = body === undefined ? "GET" : "POST";
    const outgoing = request({ host: "127.0.0.1", port, path, method, headers, agent }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (part) => {
        text += part;
      });
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, text }));
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

async function measure({ command, base }: (typeof rivals)[string], port: number): Promise<Figures> {
  const start = performance.now();
  const child = spawn(process.execPath, command(port), { stdio: "ignore" });
  try {
    while ((await ask(port, `${base}/packages`).catch(() => undefined))?.status !== 200) {
      if (performance.now() - start > 60_000)
        throw new Error(`${command(port)[0]} answered nothing within 60 s.`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const firstAnswer = performance.now() - start;
    const client = { grant_type: "client_credentials", client_id: "demo", client_secret: "demo-secret" };
    const issued = await ask(port, `${base}/auth/token`, JSON.stringify({ ...client, user_id: "ann" }));
    const token = JSON.parse(issued.text).access_token as string;
    const reads = await load(() => ask(port, `${base}/packages`));
    let made = 0;
    const orders = await load(() => {
      made += 1;
      return ask(port, `${base}/payment/create`, `{"order_id":"ORD${made}","amount":9.99}`, token);
    });
    return { firstAnswer, reads, orders, memory: memoryOf(child) };
  } finally {
    child.kill();
    await once(child, "exit");
  }
}

async function load(send: () => Promise<{ status: number }>): Promise<Load> {
  const times: number[] = [];
  const until = performance.now() + duration;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() < until) {
        const start = performance.now();
        const { status } = await send();
        if (status !== 200) throw new Error(`Answered ${status} instead of 200.`);
        times.push(performance.now() - start);
      }
    }),
  );
  times.sort((a, b) => a - b);
  return {
    perSecond: Math.round(times.length / (duration / 1000)),
    p99: times[Math.floor(times.length * 0.99)] as number,
  };
}

/** Linux alone tells it. */
function memoryOf({ pid }: ChildProcess): number {
  const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Math.round(Number(kilobytes) / 1024);
}

const told = (milliseconds: number) => `${milliseconds.toFixed(1)} ms`;
let port = 20_000 + (process.pid % 20_000);

for (let turn = 1; turn <= turns; turn += 1) {
  for (const [name, rival] of Object.entries(rivals)) {
    port += 1;
    const { firstAnswer, reads, orders, memory } = await measure(rival, port);
    console.log(
      [
        `${turn} ${name.padEnd(14)}`,
        `first answer ${told(firstAnswer)}`,
        `packages ${reads.perSecond}/s p99 ${told(reads.p99)}`,
        `orders ${orders.perSecond}/s p99 ${told(orders.p99)}`,
        `${memory} MiB`,
      ].join(" · "),
    );
  }
}
agent.destroy();
