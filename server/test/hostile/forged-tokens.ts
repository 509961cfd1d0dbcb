import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign as signBytes,
} from "node:crypto";
import type { TestServer } from "../http/running.ts";

type Forge = (server: TestServer, good: string) => string | Promise<string>;
type Json = Record<string, unknown>;

const write = (part: Json | string) =>
  Buffer.from(typeof part === "string" ? part : JSON.stringify(part)).toString("base64url");
const read = (part = ""): Json => JSON.parse(Buffer.from(part, "base64url").toString("utf8")) as Json;

const parts = (token: string): [Json, Json] => {
  const [header, payload] = token.split(".");
  return [read(header), read(payload)];
};

const stranger = generateKeyPairSync("ec", { namedCurve: "P-256" });
const strangerRsa = generateKeyPairSync("rsa", { modulusLength: 2048 });

/** ES256 over header and payload, as they are. */
function es256(header: Json | string, payload: Json | string, key: KeyObject): string {
  const text = `${write(header)}.${write(payload)}`;
  const signature = signBytes("sha256", Buffer.from(text), { key, dsaEncoding: "ieee-p1363" });
  return `${text}.${signature.toString("base64url")}`;
}

function hs256(header: Json, payload: Json, secret: string | Buffer): string {
  const text = `${write(header)}.${write(payload)}`;
  return `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`;
}

async function ownKey(server: TestServer): Promise<KeyObject> {
  const [row] = await server.storage.store.signingKeys(server.clock.now());
  return createPrivateKey(row?.privateKey ?? "");
}

/** Signed with our own key, so that nothing but the claims can be what is refused. */
const signedByUs = (change: (header: Json, payload: Json) => [Json | string, Json | string]): Forge => {
  return async (server, good) => {
    const [header, payload] = parts(good);
    return `Bearer ${es256(...change(header, payload), await ownKey(server))}`;
  };
};
/** A good token made here: without it nobody would notice if all the others were bad for one and the same reason. */
export const unforged: Forge = signedByUs((header, payload) => [header, payload]);

const claims = (changes: Json): Forge =>
  signedByUs((header, payload) => [header, { ...payload, ...changes }]);
const headers = (changes: Json): Forge =>
  signedByUs((header, payload) => [{ ...header, ...changes }, payload]);
const without = (claim: string): Forge => claims({ [claim]: undefined });

const byStranger = (headerOf: (header: Json) => Json): Forge => {
  return (_, good) => {
    const [header, payload] = parts(good);
    return `Bearer ${es256(headerOf(header), payload, stranger.privateKey)}`;
  };
};

const seconds = () => Math.floor(Date.now() / 1000);
const strangerJwk = stranger.publicKey.export({ format: "jwk" });

/** Access tokens that nobody made who may: what they are, and the header Authorization that carries them. */
export const forgedTokens: readonly (readonly [about: string, forge: Forge])[] = [
  ["no word before its token", (_, good) => good],
  ["Basic credentials", () => `Basic ${Buffer.from("demo:demo-secret").toString("base64")}`],
  ["an empty token", () => "Bearer "],
  ["two tokens", (_, good) => `Bearer ${good} ${good}`],
  ["a token that is none", () => "Bearer abc"],
  ["a token of two parts", (_, good) => `Bearer ${good.split(".").slice(0, 2).join(".")}`],
  ["a token of four parts", (_, good) => `Bearer ${good}.x`],
  ["a token of 10,000 letters", () => `Bearer ${"a".repeat(10_000)}`],
  ["a token without its signature", (_, good) => `Bearer ${good.split(".").slice(0, 2).join(".")}.`],
  ["a token with its signature cut", (_, good) => `Bearer ${good.slice(0, -4)}`],
  [
    "a token with a changed payload",
    (_, good) => {
      const [header, payload, signature] = good.split(".");
      return `Bearer ${header}.${write({ ...read(payload), sub: "user_1" })}.${signature}`;
    },
  ],
  [
    "the algorithm none",
    (_, good) => {
      const [header, payload] = good.split(".");
      return `Bearer ${write({ ...read(header), alg: "none" })}.${payload}.`;
    },
  ],
  [
    "the algorithm NoNe",
    (_, good) => {
      const [header, payload] = good.split(".");
      return `Bearer ${write({ ...read(header), alg: "NoNe" })}.${payload}.`;
    },
  ],
  [
    "HS256 under the public key",
    async (server, good) => {
      const { keys } = (await (await fetch(`${server.url}/.well-known/jwks.json`)).json()) as {
        keys: Json[];
      };
      const [header, payload] = parts(good);
      return `Bearer ${hs256({ ...header, alg: "HS256" }, payload, JSON.stringify(keys[0]))}`;
    },
  ],
  [
    "HS256 under the public key in PEM",
    async (server, good) => {
      const pem = createPublicKey(await ownKey(server)).export({ type: "spki", format: "pem" });
      const [header, payload] = parts(good);
      return `Bearer ${hs256({ ...header, alg: "HS256" }, payload, pem as string)}`;
    },
  ],
  [
    "HS256 under the empty key",
    (_, good) => {
      const [header, payload] = parts(good);
      return `Bearer ${hs256({ ...header, alg: "HS256" }, payload, "")}`;
    },
  ],
  [
    "RS256 under a stranger's key",
    (_, good) => {
      const [header, payload] = parts(good);
      const text = `${write({ ...header, alg: "RS256" })}.${write(payload)}`;
      return `Bearer ${text}.${signBytes("sha256", Buffer.from(text), strangerRsa.privateKey).toString("base64url")}`;
    },
  ],
  ["a stranger's key under our key's name", byStranger((header) => header)],
  ["a stranger's key under its own name", byStranger((header) => ({ ...header, kid: "stranger" }))],
  ["a stranger's key that it brings along", byStranger((header) => ({ ...header, jwk: strangerJwk }))],
  [
    "a stranger's key that it says where to find",
    byStranger((header) => ({ ...header, jku: "https://evil.example.com/jwks.json" })),
  ],
  ["a path for the name of its key", byStranger((header) => ({ ...header, kid: "../../dev/null" }))],
  ["SQL for the name of its key", byStranger((header) => ({ ...header, kid: "' OR 1=1--" }))],
  ["a number for the name of its key", headers({ kid: 1 })],
  ["no name of its key", headers({ kid: undefined })],
  ["a list for its algorithm", headers({ alg: ["ES256"] })],
  ["another type of token", headers({ typ: "JWT" })],
  ["no type of token", headers({ typ: undefined })],
  ["an extension that must be understood", headers({ crit: ["b64"], b64: false })],
  ["another issuer", claims({ iss: "https://evil.example.com" })],
  ["no issuer", without("iss")],
  ["another audience", claims({ aud: "another-api" })],
  ["no audience", without("aud")],
  ["no subject", without("sub")],
  ["an empty subject", claims({ sub: "" })],
  ["a subject that is no name", claims({ sub: "user/42" })],
  ["a subject that is an object", claims({ sub: { $ne: 1 } })],
  ["no client", without("client_id")],
  ["no role", without("role")],
  ["a role that does not exist", claims({ role: "admin" })],
  ["no end", without("exp")],
  ["an end in words", claims({ exp: "tomorrow" })],
  ["an end in the past", claims({ exp: seconds() - 60 })],
  ["a beginning in the future", claims({ nbf: seconds() + 600 })],
  ["a payload that is no object", signedByUs((header) => [header, '"user_42"'])],
  ["a payload that is no JSON", signedByUs((header) => [header, "{"])],
];
