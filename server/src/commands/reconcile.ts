import { createEngine, type Engine, type GatewayState, type Order, toAmount } from "@renewal/engine";
import { Registry } from "prom-client";
import { openGateways } from "../gateways/open.ts";
import { type Finding, type FindingKind, reconcileSince } from "../gateways/reconcile.ts";
import { severalGateways } from "../gateways/several.ts";
import { randomIds } from "../ids.ts";
import { jsonLog } from "../log.ts";
import { openRedis } from "../redis/open.ts";
import { nodeSigner, noSigningKey } from "../signer.ts";
import { startWorker } from "../worker.ts";
import { command, Misuse } from "./command.ts";
import { readDuration } from "./duration.ts";
import { soundConfiguration } from "./sound-configuration.ts";
import { moment, plain, table } from "./table.ts";
import { type CommandWorld, withStorage } from "./with-storage.ts";

/** What an operator does about each kind of finding. */
const advice: Record<FindingKind, string> = {
  behind: "the gateway is further; --repair takes it over",
  "open there": "closed here, but can be paid there; --repair closes it there",
  amount: "the gateway has another sum: look at it there",
  ahead: "we count a payment that the gateway does not have: look at it there",
  refunds: "another sum went back there: look at it there",
  "missing here": "the gateway has a payment that is not ours: is a backup missing orders?",
  unanswered: "the gateway did not say: run this again",
};

export const reconcile = command({
  name: "reconcile",
  says: "Compares what the gateways have with what is stored, and tells each difference; ends with 1 when any is left.",
  details:
    "Run it with the environment of the server. It reads a gateway's own list where there is one, and asks about each other order. Without Redis a running server shows what was mended after half a minute.",
  options: {
    since: {
      type: "string",
      value: "time",
      says: "from when on: 2026-11-01, or 7d for the last week; 2d when absent",
    },
    repair: { type: "boolean", says: "mends what needs no person: behind, and open there" },
    json: { type: "boolean", says: "prints JSON" },
  },
  async run({ since = "2d", repair = false, json = false }) {
    const from = readSince(since);
    const findings = await withStorage((world) => find(world, from, repair));
    const left = findings.filter(({ mended }) => !mended).length;
    process.stdout.write(json ? `${JSON.stringify(findings.map(asJson), undefined, 2)}\n` : text(findings));
    if (left > 0) throw new Error(`${left === 1 ? "1 difference is" : `${left} differences are`} left.`);
  },
});

function readSince(text: string): number {
  if (/^\d{4}-\d\d-\d\d(T.+)?$/.test(text)) {
    const moment = Date.parse(text);
    if (!Number.isNaN(moment)) return moment;
  }
  if (/^\d+[smhd]$/.test(text)) return Date.now() - readDuration("since", text);
  throw new Misuse(
    "--since must be a date such as 2026-11-01, a time in RFC 3339, or a duration such as 7d.",
  );
}

async function find({ storage, clock }: CommandWorld, since: number, repair: boolean): Promise<Finding[]> {
  const configuration = await soundConfiguration(process.env);
  const secrets = configuration.webhookSecrets ?? [
    await storage.store.settingOnce("webhook_secret", () => ""),
  ];
  const publicUrl = () => configuration.publicUrl ?? "http://localhost";
  const signer = nodeSigner(noSigningKey("the server"), { issuer: "", audience: "" });
  const log = jsonLog("silent");
  const gateways = await openGateways({
    ...{ configuration, storage, clock, signer, startWorker, publicUrl, apiUrl: publicUrl },
    log,
    secrets: () => secrets,
    report: (...about) => engine.report(...about),
  });
  const named = gateways.map(({ name, gateway }) => ({ name, gateway, room: (most: number) => most }));
  const { gateway } = severalGateways(named, configuration.gatewayFor, storage.gatewayOrders);
  // Servers remember memberships: what is mended here is forgotten there, through Redis at once.
  const memory = await openRedis(configuration.redisUrl, { clock, log, registry: new Registry() });
  const store = memory.cached(storage.store);
  const engine: Engine = createEngine({
    ...{ store, gateway, clock, signer, ids: randomIds(clock) },
    settings: { businessTimeZone: configuration.businessTimeZone, gatewaySecrets: () => secrets },
  });
  const findings: Finding[] = [];
  try {
    for await (const finding of reconcileSince({ storage, gateways, gateway, engine, repair }, since))
      findings.push(finding);
  } finally {
    memory.close();
  }
  return findings;
}

function amount(state: Pick<GatewayState | Order, "minorUnits" | "currency"> | undefined): string {
  if (state?.minorUnits === undefined || state.currency === undefined) return "-";
  return `${toAmount(state.minorUnits, state.currency)} ${state.currency}`;
}

function asJson({ kind, transactionId, ours, theirs, mended }: Finding): object {
  return {
    ...{ transaction_id: transactionId, difference: kind, mended },
    ...{ here: ours?.status ?? null, here_amount: amount(ours) },
    ...{ there: theirs?.status ?? null, there_amount: amount(theirs) },
    created_at: ours === undefined ? null : new Date(ours.createdAt).toISOString(),
    advice: mended ? null : advice[kind],
  };
}

function text(findings: readonly Finding[]): string {
  if (findings.length === 0) return "Both sides agree.\n";
  const rows = findings.map(({ kind, transactionId, ours, theirs, mended }) => [
    ...[plain(transactionId), kind, moment(ours?.createdAt), ours?.status ?? "-", amount(ours)],
    ...[theirs?.status ?? "-", amount(theirs), mended ? "mended" : advice[kind]],
  ]);
  return table(["TRANSACTION", "DIFFERENCE", "CREATED", "HERE", "AMOUNT", "THERE", "AMOUNT", "NOW"], rows);
}
