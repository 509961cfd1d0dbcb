import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import jwt from "jsonwebtoken";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { generateKey } from "../../src/keys/key-pair.ts";
import { rotateKeys } from "../../src/keys/own-keys.ts";
import { demoCredentials, startTestServer, type TestServer } from "./running.ts";

const minutes = 60_000;
const headerOf = (token: string) =>
  JSON.parse(Buffer.from(token.split(".")[0] ?? "", "base64url").toString());
const statusWith = async (server: TestServer, token: string) =>
  (await server.ask("/payments", { token })).status;
const kids = async (server: TestServer) => {
  const { keys } = (await (await fetch(`${server.url}/.well-known/jwks.json`)).json()) as {
    keys: { kid: string }[];
  };
  return keys.map(({ kid }) => kid);
};

describe("An access token", () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await startTestServer();
  });
  afterEach(() => server.stop());

  test("is good for 15 minutes, also when it was just used", async () => {
    const token = await server.token();
    expect(await statusWith(server, token)).toBe(200);
    server.clock.advance(14 * minutes);
    expect(await statusWith(server, token)).toBe(200);
    server.clock.advance(1 * minutes + 10_000);
    const answer = await server.ask("/payments", { token });
    expect(answer.status).toBe(401);
    expect(answer.json.error?.message).toMatch(/has expired/);
    expect(answer.headers.get("WWW-Authenticate")).toBe('Bearer realm="renewal", error="invalid_token"');
  });

  test("that was used before opens nothing for one that differs in a letter", async () => {
    const token = await server.token();
    expect(await statusWith(server, token)).toBe(200);
    const last = token.at(-2) === "A" ? "B" : "A";
    expect(await statusWith(server, token.slice(0, -2) + last + token.at(-1))).toBe(401);
  });

  test("is signed under a key that the JWKS publishes, and only its public half", async () => {
    const token = await server.token();
    expect(await kids(server)).toEqual([headerOf(token).kid]);
    const text = await (await fetch(`${server.url}/.well-known/jwks.json`)).text();
    expect(Object.keys((JSON.parse(text) as { keys: object[] }).keys[0] ?? {}).sort()).toEqual([
      "alg",
      "crv",
      "kid",
      "kty",
      "use",
      "x",
      "y",
    ]);
  });

  test("is good through a rotation of the keys, and new ones are too, at every process", async () => {
    const before = await server.token();
    const kid = await rotateKeys(server.storage.store, server.clock);
    // Another process has looked already, and signs with the new key.
    const [row] = await server.storage.store.signingKeys(server.clock.now());
    const { iat: _, exp: __, ...claims } = jwt.decode(before) as jwt.JwtPayload;
    const options = {
      algorithm: "ES256",
      expiresIn: 900,
      header: { alg: "ES256", typ: "at+jwt", kid },
    } as const;
    const after = jwt.sign(claims, row?.privateKey ?? "", options);
    expect(await statusWith(server, after)).toBe(200);
    expect(await statusWith(server, before)).toBe(200);
    expect(await kids(server)).toEqual([kid, headerOf(before).kid]);
    expect(headerOf(await server.token()).kid).toBe(kid);
  });

  test("under keys of JWT_PRIVATE_KEY is signed with the first, and believed under each", async () => {
    const [old, young] = [generateKey(), generateKey()];
    const first = await startTestServer({ JWT_PRIVATE_KEY: old });
    const token = await first.token();
    await first.stop();
    const second = await startTestServer({ JWT_PRIVATE_KEY: `${young}${old}` });
    expect(await statusWith(second, token)).toBe(200);
    expect(headerOf(await second.token()).kid).not.toBe(headerOf(token).kid);
    expect(await kids(second)).toHaveLength(2);
    await second.stop();
    const third = await startTestServer({ JWT_PRIVATE_KEY: young });
    expect(await statusWith(third, token)).toBe(401);
    await third.stop();
  });

  test("of a member who is called as its client is a member's", async () => {
    const token = await server.token("demo");
    expect((await server.ask("/membership", { token })).json).toMatchObject({ user_id: "demo" });
    expect((await server.ask("/membership?user_id=user_1", { token })).status).toBe(403);
  });

  test("is asked for as JSON and as a form alike", async () => {
    const body = new URLSearchParams(demoCredentials("user_42")).toString();
    const headers = { "Content-Type": "application/x-www-form-urlencoded" };
    const { json } = await server.ask("/auth/token", { body, headers });
    expect(json).toMatchObject({ token_type: "Bearer", expires_in: 900 });
    expect(json.refresh_token).toMatch(/^rt_[A-Za-z0-9_-]{43}$/);
  });

  test("follows from a refresh token once; a stolen one ends the family", async () => {
    const first = await server.ask("/auth/token", { body: demoCredentials("user_42") });
    const refresh = (refresh_token: unknown) =>
      server.ask("/auth/token", { body: { grant_type: "refresh_token", refresh_token } });
    const second = await refresh(first.json.refresh_token);
    expect(await statusWith(server, String(second.json.access_token))).toBe(200);
    server.clock.advance(11_000);
    expect((await refresh(first.json.refresh_token)).json.error?.code).toBe("INVALID_GRANT");
    expect((await refresh(second.json.refresh_token)).json.error?.code).toBe("INVALID_GRANT");
  });
});

/** An identity provider that tells its keys, or does not. */
interface Provider {
  url: string;
  asked: number;
  behave: "answer" | "fail" | "hang";
  keys: object[];
  server: Server;
}

async function startProvider(keys: object[]): Promise<Provider> {
  const server = createServer((_, response) => {
    provider.asked += 1;
    if (provider.behave === "hang") return;
    if (provider.behave === "fail") response.statusCode = 500;
    response.setHeader("Content-Type", "application/json").end(JSON.stringify({ keys: provider.keys }));
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
  const provider: Provider = { url, asked: 0, behave: "answer", keys, server };
  return provider;
}

function pair(kid: string, kind: "ec" | "rsa") {
  const { publicKey, privateKey } =
    kind === "ec"
      ? generateKeyPairSync("ec", { namedCurve: "P-256" })
      : generateKeyPairSync("rsa", { modulusLength: 2048 });
  const alg = kind === "ec" ? "ES256" : "RS256";
  return {
    kid,
    alg,
    privateKey,
    jwk: { ...publicKey.export({ format: "jwk" }), kid, alg, use: "sig" },
  } as const;
}

describe("Tokens of an identity provider", () => {
  const issuer = "https://id.example.com/";
  const [ec, rsa, unknown] = [pair("ec-1", "ec"), pair("rsa-1", "rsa"), pair("later", "ec")];
  let provider: Provider;
  let server: TestServer;
  beforeAll(async () => {
    provider = await startProvider([ec.jwk, rsa.jwk]);
    server = await startTestServer({
      JWT_JWKS_URL: provider.url,
      JWT_ISSUER: issuer,
      JWT_AUDIENCE: "renewal",
    });
  });
  afterAll(async () => {
    provider.server.closeAllConnections();
    provider.server.close();
    await server.stop();
  });

  function signed(
    key: { kid: string; alg: "ES256" | "RS256"; privateKey: KeyObject },
    claims: object = {},
    typ = "at+jwt",
  ): string {
    const payload = {
      iss: issuer,
      aud: "renewal",
      sub: "user_42",
      azp: "demo",
      exp: Math.floor(Date.now() / 1000) + 600,
      ...claims,
    };
    return jwt.sign(payload, key.privateKey, {
      algorithm: key.alg,
      header: { alg: key.alg, typ, kid: key.kid },
    });
  }
  const whose = async (token: string) => (await server.ask("/membership", { token })).json.user_id;

  test("are believed under its keys, ES256 and RS256", async () => {
    expect(await whose(signed(ec))).toBe("user_42");
    expect(await whose(signed(rsa, { sub: "auth0|5f7c", client_id: "demo" }))).toBe("auth0|5f7c");
    expect(provider.asked).toBe(1);
  });

  test("may speak for a merchant when they say so", async () => {
    const token = signed(ec, { role: "merchant" });
    expect((await server.ask("/membership?user_id=user_7", { token })).status).toBe(200);
  });

  test("are refused with another issuer, audience or type, and under a key of another kind", async () => {
    for (const token of [
      signed(ec, { iss: "https://id.example.com" }),
      signed(ec, { aud: ["other"] }),
      signed(ec, {}, "JWT"),
      signed({ ...rsa, kid: "ec-1" }),
      signed({ ...ec, kid: "rsa-1" }),
    ]) {
      expect((await server.ask("/payments", { token })).json.error?.code).toBe("INVALID_TOKEN");
    }
  });

  test("are made elsewhere: POST /auth/token says where", async () => {
    const answer = await server.ask("/auth/token", { body: demoCredentials("user_42") });
    expect(answer.status).toBe(400);
    expect(answer.json.error).toMatchObject({ code: "VALIDATION_ERROR", details: { field: "grant_type" } });
    expect(answer.json.error?.message).toContain(issuer);
    expect(await kids(server)).toEqual([]);
  });

  test("go on under the keys known before while it is down, and one with an unknown key is not called wrong", async () => {
    const cold = await startTestServer({
      JWT_JWKS_URL: provider.url,
      JWT_ISSUER: issuer,
      JWT_AUDIENCE: "renewal",
    });
    expect(await statusWith(cold, signed(ec))).toBe(200);
    provider.behave = "fail";
    expect(await statusWith(cold, signed(rsa))).toBe(200);
    await cold.stop();
    const blind = await startTestServer({
      JWT_JWKS_URL: provider.url,
      JWT_ISSUER: issuer,
      JWT_AUDIENCE: "renewal",
    });
    const answer = await blind.ask("/payments", { token: signed(ec) });
    expect([answer.status, answer.json.error?.code]).toEqual([503, "SERVICE_UNAVAILABLE"]);
    expect(answer.headers.get("Retry-After")).toBe("2");
    provider.behave = "hang";
    const start = performance.now();
    expect((await blind.ask("/payments", { token: signed(ec) })).status).toBe(503);
    expect(performance.now() - start).toBeLessThan(4000);
    provider.behave = "answer";
    expect((await blind.ask("/payments", { token: signed(ec) })).status).toBe(200);
    await blind.stop();
  }, 20_000);

  test("with unknown keys do not make us ask for every one of them", async () => {
    const asked = provider.asked;
    for (let turn = 0; turn < 20; turn += 1) {
      expect(await statusWith(server, signed(unknown, { sub: `user_${turn}` }))).toBe(401);
    }
    expect(provider.asked - asked).toBeLessThanOrEqual(1);
  });
});
