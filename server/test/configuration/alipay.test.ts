import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { alipaySdk } from "../../src/gateways/alipay/alipay.ts";
import { ConfigurationFaults, readConfiguration } from "../../src/index.ts";

const pair = (bits: number) => generateKeyPairSync("rsa", { modulusLength: bits });
const [app, alipay, weak] = [pair(2048), pair(2048), pair(1024)];
const publicPem = alipay.publicKey.export({ type: "spki", format: "pem" }).toString();
const bare = (type: "pkcs1" | "pkcs8") => app.privateKey.export({ type, format: "der" }).toString("base64");

const sound = {
  ...{ GATEWAY: "alipay", ALIPAY_APP_ID: "2021000000000001", ALIPAY_SELLER_ID: "2088000000000001" },
  ...{ ALIPAY_PRIVATE_KEY: bare("pkcs8"), ALIPAY_PUBLIC_KEY: publicPem },
};

const read = (changes: Record<string, string>, files: Record<string, string> = {}) =>
  readConfiguration({ ...sound, ...changes }, (path) => {
    const content = files[path];
    if (content === undefined) throw new Error(`no such file: ${path}`);
    return content;
  });

function faultsOf(changes: Record<string, string>, files: Record<string, string> = {}): readonly string[] {
  try {
    read(changes, files);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationFaults) return error.faults;
    throw error;
  }
}

const pem = app.privateKey.export({ type: "pkcs8", format: "pem" }).toString();

describe("The keys of Alipay", () => {
  test.each<[form: string, changes: Record<string, string>, files?: Record<string, string>]>([
    ["as its tools show them, PKCS #8", {}],
    ["as its tools show them, PKCS #1", { ALIPAY_PRIVATE_KEY: bare("pkcs1") }],
    ["as PEM", { ALIPAY_PRIVATE_KEY: pem }],
    ["as PEM in one line", { ALIPAY_PRIVATE_KEY: pem.replaceAll("\n", "\\n") }],
    [
      "as files",
      { ALIPAY_PRIVATE_KEY: "app.pem", ALIPAY_PUBLIC_KEY: "alipay.pem" },
      { "app.pem": pem, "alipay.pem": publicPem },
    ],
    ["as files of bare text", { ALIPAY_PRIVATE_KEY: "app.txt" }, { "app.txt": `${bare("pkcs8")}\n` }],
  ])("are taken %s", (_, changes, files) => {
    const [gateway] = read(changes, files).gateways;
    if (gateway.name !== "alipay") return expect.unreachable();
    expect(gateway.settings.url).toMatch(/^https:.*\/gateway\.do$/);
    const { config } = alipaySdk(gateway.settings);
    expect(config.privateKey.replaceAll("\n", "")).toContain(bare("pkcs1"));
  });

  test.each<[why: string, name: string, changes: Record<string, string>]>([
    ["an app id that is none", "ALIPAY_APP_ID", { ALIPAY_APP_ID: "my-app" }],
    ["a seller that is none", "ALIPAY_SELLER_ID", { ALIPAY_SELLER_ID: "2021000000000001" }],
    ["no private key", "ALIPAY_PRIVATE_KEY", { ALIPAY_PRIVATE_KEY: "" }],
    [
      "a weak private key",
      "ALIPAY_PRIVATE_KEY",
      { ALIPAY_PRIVATE_KEY: weak.privateKey.export({ type: "pkcs8", format: "pem" }).toString() },
    ],
    ["a public key in the private one's place", "ALIPAY_PRIVATE_KEY", { ALIPAY_PRIVATE_KEY: publicPem }],
    [
      "a public key that is none",
      "ALIPAY_PUBLIC_KEY",
      { ALIPAY_PUBLIC_KEY: "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----" },
    ],
    ["certificates beside a public key", "ALIPAY_ROOT_CERT", { ALIPAY_ROOT_CERT: "root.crt" }],
    ["certificates that are missing", "ALIPAY_APP_CERT", { ALIPAY_PUBLIC_KEY: "" }],
    ["an address that is none", "ALIPAY_URL", { ALIPAY_URL: "gateway.do" }],
  ])("are refused: %s", (_, name, changes) => {
    const faults = faultsOf(changes);
    expect(faults.map((fault) => fault.split(" ")[0])).toContain(name);
    expect(faults.join()).not.toContain(bare("pkcs8").slice(40, 80));
  });

  test("are refused when another gateway is named: they would be forgotten silently", () => {
    expect(faultsOf({ GATEWAY: "sandbox" }).length).toBe(4);
  });
});
