// `npm run bench:peers`: size, start and overhead of this SDK and of its peers, in one run with the same settings.
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { behave, networks } from "./behaviour.ts";
import { type Callee, callTimes, importTime, size, startServer } from "./measure.ts";
import { peers } from "./peers.ts";

const folder = import.meta.dirname;
const require = createRequire(import.meta.url);
const own = join(folder, "node_modules", "@renewal");
mkdirSync(own, { recursive: true });
rmSync(join(own, "sdk"), { force: true });
symlinkSync(join(folder, ".."), join(own, "sdk"));

const cases = join(folder, "node_modules", ".cases");
mkdirSync(cases, { recursive: true });
const empty = join(cases, "empty.mjs");
writeFileSync(empty, "");

const { base, stop } = await startServer();
const json = { "Content-Type": "application/json", Authorization: "Bearer t" };
const bare = async () => {
  const body = JSON.stringify({ order_id: "ORD123456", amount: 99.99 });
  const response = await fetch(`${base}/v1/payment/create`, { method: "POST", headers: json, body });
  if (!response.ok) throw new Error(`Status ${response.status}`);
  return response.json();
};
const callees: Callee[] = [{ name: "bare fetch", call: bare }];
type Make = (base: string) => () => PromiseLike<unknown>;
const makers = new Map<string, Make>();
for (const [index, { name, client }] of peers.entries()) {
  const file = join(cases, `${index}.mjs`);
  writeFileSync(file, client);
  const { make } = (await import(file)) as { make: Make };
  makers.set(name, make);
  callees.push({ name, call: make(base) });
}

const startOfEmpty = importTime(empty);
const times = await callTimes(callees, 20, 60);
stop();

const bareTime = times["bare fetch"] ?? Number.NaN;
const rows = [];
for (const { name, module, client, webhook } of peers) {
  const { version } = require(join(folder, "node_modules", name, "package.json")) as { version: string };
  rows.push({
    package: `${name} ${version}`,
    "client, bytes gzipped": await size(client),
    "webhook, bytes gzipped": webhook === undefined ? "-" : await size(webhook),
    "import, ms": Number((importTime(module) - startOfEmpty).toFixed(1)),
    "call, µs": Math.round(times[name] ?? Number.NaN),
    "of bare fetch": Number(((times[name] ?? Number.NaN) / bareTime).toFixed(2)),
  });
}
console.log(
  `Node ${process.version}; an empty module takes ${startOfEmpty.toFixed(1)} ms; bare fetch ${Math.round(bareTime)} µs`,
);
console.table(rows);

const [mine, ...others] = rows;
const least = Math.min(...others.map((row) => row["of bare fetch"]));
console.log(`@renewal/sdk over bare fetch: ${mine?.["of bare fetch"]}; the least of the peers: ${least}`);

// A peer may throw where nobody can catch it; it is counted all the same.
process.on("unhandledRejection", () => {});
const behaviours: Record<string, Record<string, string>> = {};
for (const [network, acts] of Object.entries(networks)) {
  const entries = [...makers].map(async ([name, make]) => [name, await behave(make, acts)] as const);
  behaviours[network] = Object.fromEntries(await Promise.all(entries));
}
for (const [network, outcomes] of Object.entries(behaviours)) {
  console.log(`\n${network}`);
  for (const [name, outcome] of Object.entries(outcomes)) console.log(`  ${name.padEnd(22)} ${outcome}`);
}
process.exit();
