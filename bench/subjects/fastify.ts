// Fastify 5 with its own plugins for tokens, limits and metrics, schemas for body and answer, and no store.
import { generateKeyPairSync } from "node:crypto";
import { createRequire } from "node:module";
import { created, tell } from "./ready.ts";
import { createBody, createdBody, roomy } from "./schema.ts";

const peer = createRequire(new URL("../peers/", import.meta.url));
const { privateKey, publicKey } = generateKeyPairSync("ec", {
  namedCurve: "P-256",
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});
const app = peer("fastify")();
await app.register(peer("@fastify/jwt"), {
  secret: { private: privateKey, public: publicKey },
  sign: { algorithm: "ES256", expiresIn: "1h" },
  // Its cache is on, as ours is.
  verify: { algorithms: ["ES256"], cache: true },
});
await app.register(peer("@fastify/rate-limit"), { max: roomy, timeWindow: 60_000 });
await app.register(peer("fastify-metrics"), { endpoint: "/metrics" });
app.post(
  "/v1/payment/create",
  {
    schema: { body: createBody, response: { 200: createdBody } },
    onRequest: (request: { jwtVerify(): Promise<void> }) => request.jwtVerify(),
  },
  async () => created,
);
const url = await app.listen({ port: 0, host: "127.0.0.1" });
const tokens = Array.from({ length: 50 }, (_, number) => app.jwt.sign({ sub: `user_${number}` }));
tell({ url, tokens });
