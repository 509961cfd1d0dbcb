import { createHash } from "node:crypto";
import { type Client, type Package, parseMinorUnits, webhookKey } from "@renewal/engine";
import type { Reader } from "./reader.ts";
import { secretFault } from "./secrets.ts";

/** The clients of CLIENTS_FILE. Their secrets are kept as hashes from here on. */
export function readClients(reader: Reader, production: boolean): Client[] {
  return entries(reader, "CLIENTS_FILE").flatMap((entry, index) => {
    const { client_id: clientId, name = clientId } = entry;
    const secrets = texts(entry.client_secret);
    const webhookSecrets = texts(entry.webhook_secret);
    if (typeof clientId !== "string" || !/^[A-Za-z0-9._-]{1,64}$/.test(clientId)) {
      reader.fault(
        "CLIENTS_FILE",
        `entry ${index + 1} needs a client_id of letters, digits, ".", "_" and "-".`,
      );
    } else if (secrets.length === 0 || webhookSecrets.length === 0) {
      reader.fault(
        "CLIENTS_FILE",
        `entry ${index + 1} needs a client_secret and a webhook_secret, or lists of them.`,
      );
    } else if (!webhookSecrets.every(canSign)) {
      reader.fault(
        "CLIENTS_FILE",
        `entry ${index + 1} has a webhook_secret that signs nothing: a digest, base64 that is cut behind whsec_, or spaces around it.`,
      );
    } else {
      for (const secret of production ? [...secrets, ...webhookSecrets] : []) {
        const fault = hashed.test(secret) ? undefined : secretFault(secret);
        if (fault !== undefined)
          reader.fault("CLIENTS_FILE", `entry ${index + 1} has a secret that ${fault}`);
      }
      return [{ clientId, name: String(name), secretHashes: secrets.map(hashOf), webhookSecrets }];
    }
    return [];
  });
}

/** A secret that the file does not tell: its SHA-256. */
const hashed = /^sha256:[0-9a-f]{64}$/;

function canSign(secret: string): boolean {
  try {
    return webhookKey(secret).length > 0 && !hashed.test(secret);
  } catch {
    return false;
  }
}

function hashOf(secret: string): string {
  if (hashed.test(secret)) return secret.slice("sha256:".length);
  return createHash("sha256").update(secret, "utf8").digest("hex");
}

function texts(value: unknown): string[] {
  return [value].flat().filter((text): text is string => typeof text === "string" && text !== "");
}

/** The packages of PACKAGES_FILE; undefined without one. Amounts are text, so that their digits arrive as written. */
export function readPackages(reader: Reader): Package[] | undefined {
  if (reader.text("PACKAGES_FILE") === undefined) return undefined;
  const packages = entries(reader, "PACKAGES_FILE").flatMap((entry, index) => {
    const read = packageOf(entry);
    if (read !== undefined) return [read];
    reader.fault(
      "PACKAGES_FILE",
      `entry ${index + 1} needs id, name, months (1 to 120), amount (text such as "9.99") and currency (such as "CNY").`,
    );
    return [];
  });
  const prices = new Set(packages.map(({ minorUnits, currency }) => `${minorUnits} ${currency}`));
  const ids = new Set(packages.map(({ id }) => id));
  if (Math.min(prices.size, ids.size) < packages.length) {
    reader.fault(
      "PACKAGES_FILE",
      "has two packages with one id or one price, so no payment could tell them apart. Change one.",
    );
  }
  if (packages.length === 0 && !reader.faults.some((fault) => fault.startsWith("PACKAGES_FILE"))) {
    reader.fault("PACKAGES_FILE", "must list one package at least.");
  }
  return packages;
}

function packageOf({ id, name, months, amount, currency }: Entry): Package | undefined {
  const sound =
    typeof id === "string" &&
    /^[a-z0-9_-]{1,32}$/.test(id) &&
    typeof name === "string" &&
    name.length > 0 &&
    name.length <= 128 &&
    Number.isInteger(months) &&
    Number(months) >= 1 &&
    Number(months) <= 120 &&
    typeof amount === "string" &&
    typeof currency === "string" &&
    /^[A-Z]{3}$/.test(currency);
  if (!sound) return undefined;
  try {
    return {
      id,
      name,
      months: Number(months),
      minorUnits: parseMinorUnits(amount, currency),
      currency,
      active: true,
    };
  } catch {
    return undefined;
  }
}

type Entry = Record<string, unknown>;

function entries(reader: Reader, name: string): Entry[] {
  const text = reader.file(name);
  if (text === undefined) return [];
  try {
    const value: unknown = JSON.parse(text);
    if (Array.isArray(value) && value.every((entry) => typeof entry === "object" && entry !== null))
      return value;
  } catch {
    // What the parser says would quote the file, and the file holds secrets.
  }
  reader.fault(name, "must name a file that holds a JSON array of objects.");
  return [];
}
