#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { defaultLimits, type LimitPolicies } from "@renewal/engine";
import type { MockOptions, MockPackage } from "./options.ts";
import { controlPrefix, type MockServerOptions, startMockServer } from "./server.ts";

const help = `Usage: renewal-mocks [options]

The Renewal API in memory, behaving as the server does.

  --port <number>       where it listens; 0 takes a free port (4010)
  --host <address>      the address it listens on (127.0.0.1)
  --seed <text>         the same seed gives the same ids (renewal)
  --clock <moment>      the time stands at this moment until POST ${controlPrefix}/advance (it runs)
  --packages <file>     JSON: [{"id", "name", "months", "minorUnits", "currency"}]
  --limits off          lets every number of requests through
  --limits <name=n,…>   other numbers, e.g. user=50,address=1000; the names are ${Object.keys(defaultLimits).join(", ")}
  --deliveries catch    keeps notifications to notify_url, and sends none
  --base-url <url>      where clients believe the API to be ("…/v1" on any host)
  --help

GET ${controlPrefix} lists the controls. A client is there: demo, with the secret demo-secret.`;

function readArguments(given: string[]): MockServerOptions | undefined {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    args: given,
    options: {
      ...{ port: text, host: text, seed: text, clock: text, packages: text, limits: text },
      ...{ deliveries: text, "base-url": text, help: { type: "boolean" } },
    },
  });
  if (values.help === true) return undefined;
  const { host, seed, clock, "base-url": baseUrl } = values;
  if (values.deliveries !== undefined && !["send", "catch"].includes(values.deliveries))
    throw new Error("--deliveries takes send or catch.");
  return {
    port: portOf(values.port ?? "4010"),
    deliveries: (values.deliveries ?? "send") as "send" | "catch",
    ...(values.limits === undefined ? {} : { limits: limitsOf(values.limits) }),
    ...(host === undefined ? {} : { host }),
    ...(seed === undefined ? {} : { seed }),
    ...(clock === undefined ? {} : { clock }),
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...(values.packages === undefined
      ? {}
      : { packages: JSON.parse(readFileSync(values.packages, "utf8")) as MockPackage[] }),
  };
}

function limitsOf(text: string): NonNullable<MockOptions["limits"]> {
  if (text === "off") return "off";
  const given = text.split(",").map((part) => /^([a-z]+)=([1-9]\d{0,8})$/.exec(part));
  const limits = given.map((match) => {
    const name = match?.[1] as keyof LimitPolicies;
    if (match === null || !Object.hasOwn(defaultLimits, name))
      throw new Error(`--limits takes off, or names with numbers, such as user=50,address=1000.`);
    return [name, { ...defaultLimits[name], limit: Number(match[2]) }];
  });
  return Object.fromEntries(limits) as Partial<LimitPolicies>;
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new Error("--port must be a whole number from 0 to 65535.");
}

try {
  const options = readArguments(process.argv.slice(2));
  if (options === undefined) console.log(help);
  else {
    const { url } = await startMockServer(options);
    console.log(`The mock of Renewal listens on ${url}/v1, its controls on ${url}${controlPrefix}`);
  }
} catch (error) {
  const { code, message } = error as { code?: string; message: string };
  console.error(code === "EADDRINUSE" ? "The port is in use. Choose another with --port." : message);
  process.exitCode = 1;
}
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(0));
