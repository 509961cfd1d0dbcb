import { webcrypto } from "node:crypto";
import { createContext, runInContext } from "node:vm";
import { gzipSync } from "node:zlib";
import { type BuildResult, build } from "esbuild";
import { describe, expect, test } from "vitest";

const program = `
  import { createEngine, memoryStore, memoryLimiter, webCryptoSigner } from "@renewal/engine";

  let made = 0;
  const next = (prefix) => () => prefix + String(++made).padStart(10, "0");
  const clock = { now: () => Date.parse("2026-01-31T03:30:00.000Z") };
  const gateway = {
    create: async ({ transactionId }) => ({ paymentUrl: "https://pay.example.com/" + transactionId }),
    query: async () => ({ status: "paid" }),
    close: async () => ({ status: "closed" }),
  };
  const signer = webCryptoSigner(async (claims) => JSON.stringify(claims));
  const ids = { transactionId: next("TXN"), eventId: next("evt_"), refreshToken: next("rt_"), tokenFamily: next("f") };
  const settings = { gatewaySecrets: () => ["secret"] };
  const engine = createEngine({ store: memoryStore(), gateway, clock, ids, signer, settings });
  const caller = { role: "member", clientId: "shop", userId: "ann" };
  const request = (body, headers = {}) => ({
    path: {},
    query: new URLSearchParams(),
    header: (name) => ({ "content-type": "application/json", ...headers })[name],
    body,
  });
  const bytes = (value) => new TextEncoder().encode(JSON.stringify(value));

  globalThis.journey = async () => {
    const order = { order_id: "ORD123456", amount: 99.99, return_url: "https://shop.example.com/thanks" };
    const { body: { transaction_id } } = await engine.perform("createPayment", request(bytes(order)), caller);
    const paid = bytes({ transaction_id, status: "paid", amount: 99.99, currency: "CNY", timestamp: "2026-01-31T03:30:00Z" });
    const digest = await signer.hmac("secret", paid);
    const signature = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
    await engine.perform("receiveNotification", request(paid, { "x-signature": signature }), undefined);
    await memoryLimiter(clock).take([]);
    return engine.perform("getMembership", request(new Uint8Array()), caller);
  };
`;

/** As an app's bundler would make it: for browsers, and without anything of Node to fall back on. */
function bundle(): Promise<BuildResult<{ write: false; metafile: true }>> {
  return build({
    stdin: { contents: program, resolveDir: new URL("../src", import.meta.url).pathname, loader: "ts" },
    ...{ bundle: true, write: false, metafile: true, minify: true, logLevel: "silent" },
    ...{ format: "iife", platform: "browser", target: "es2022", conditions: ["renewal-source"] },
  }) as Promise<BuildResult<{ write: false; metafile: true }>>;
}

describe("in a browser", () => {
  test("the engine is one script that imports nothing of Node", async () => {
    const { metafile, outputFiles } = await bundle();
    expect(Object.values(metafile.outputs).flatMap(({ imports }) => imports)).toEqual([]);
    expect(Object.keys(metafile.inputs).filter((path) => path.includes("node:"))).toEqual([]);
    const code = outputFiles[0]?.contents ?? new Uint8Array();
    const size = gzipSync(code, { level: 9 }).length;
    console.log(`The engine with its journey: ${code.length} bytes minified, ${size} gzipped.`);
    expect(size).toBeGreaterThan(10_000);
    expect(size).toBeLessThan(60_000);
  });

  test("a membership is renewed with what the web platform has, and no eval", async () => {
    const { outputFiles } = await bundle();
    const page = createContext(
      { TextEncoder, TextDecoder, URL, URLSearchParams, crypto: webcrypto, atob, btoa },
      // What a strict Content-Security-Policy forbids.
      { codeGeneration: { strings: false, wasm: false } },
    );
    runInContext(outputFiles[0]?.text ?? "", page);
    const answer = await runInContext("journey()", page);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ status: "active", expires_at: "2027-01-31T03:30:00.000Z" });
  });
});
