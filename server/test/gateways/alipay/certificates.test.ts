import "reflect-metadata";
import { createHash, createPrivateKey, webcrypto } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as x509 from "@peculiar/x509";
import type { Schemas } from "@renewal/contract";
import { afterEach, beforeEach, expect, test } from "vitest";
import { order, startTestServer, type TestServer } from "../../http/running.ts";
import { type AlipaySimulator, appId, sellerId, startAlipay } from "./simulator.ts";

x509.cryptoProvider.set(webcrypto as Crypto);
const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
const issuer = "C=CN,O=Ant Financial,CN=Ant Financial Certification Authority R1";
const day = 86_400_000;

/** Two keys of one pair, as the certificates' maker wants them. */
async function pairOf(privateKey: string): Promise<CryptoKeyPair> {
  const key = createPrivateKey(privateKey);
  const jwk = key.export({ format: "jwk" });
  const { n, e, kty } = jwk;
  const load = (given: webcrypto.JsonWebKey, use: KeyUsage) =>
    webcrypto.subtle.importKey("jwk", given, algorithm, true, [use]);
  return {
    privateKey: (await load(jwk as webcrypto.JsonWebKey, "sign")) as CryptoKey,
    publicKey: (await load({ n, e, kty } as webcrypto.JsonWebKey, "verify")) as CryptoKey,
  };
}

async function certificate(subject: string, serialNumber: string, of: CryptoKeyPair, signer: CryptoKeyPair) {
  const made = await x509.X509CertificateGenerator.create({
    ...{ serialNumber, subject, issuer, signingAlgorithm: algorithm },
    ...{ notBefore: new Date(Date.now() - day), notAfter: new Date(Date.now() + day) },
    ...{ publicKey: of.publicKey, signingKey: signer.privateKey },
  });
  return made.toString("pem");
}

/** As Alipay's documentation has it: the digest of the issuer's name, last part first, and the serial in decimal. */
const nameOf = (serial: string) =>
  createHash("md5")
    .update(`CN=Ant Financial Certification Authority R1,O=Ant Financial,C=CN${BigInt(`0x${serial}`)}`)
    .digest("hex");

let folder: string;
let alipay: AlipaySimulator;
let server: TestServer;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "renewal-certificates-"));
  alipay = await startAlipay(() => server.clock.now());
  const [app, other, root] = [
    await pairOf(alipay.appPrivateKey),
    await pairOf(alipay.alipayPrivateKey),
    (await webcrypto.subtle.generateKey(
      { ...algorithm, modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) },
      true,
      ["sign", "verify"],
    )) as CryptoKeyPair,
  ];
  const files = {
    "app.crt": await certificate("CN=app", "1a2b3c4d", app, root),
    "alipay.crt": await certificate("CN=alipay", "2a2b3c4d", other, root),
    "root.crt": await certificate(issuer, "3a2b3c4d", root, root),
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), `${text}\n`);
  alipay.certificates = { app_cert_sn: nameOf("1a2b3c4d"), alipay_root_cert_sn: nameOf("3a2b3c4d") };
  server = await startTestServer({
    ...{ GATEWAY: "alipay", ALIPAY_APP_ID: appId, ALIPAY_SELLER_ID: sellerId, ALIPAY_URL: alipay.url },
    ...{ ALIPAY_PRIVATE_KEY: alipay.appPrivateKey, ALIPAY_APP_CERT: join(folder, "app.crt") },
    ...{ ALIPAY_PUBLIC_CERT: join(folder, "alipay.crt"), ALIPAY_ROOT_CERT: join(folder, "root.crt") },
  });
});
afterEach(async () => {
  await Promise.all([server?.stop(), alipay?.close()]);
  await rm(folder, { recursive: true, force: true });
});

test("An app of certificates names them in every call, and believes Alipay's certificate alone", async () => {
  const token = await server.token();
  const created = await server.ask<Schemas["PaymentCreated"]>("/payment/create", { token, body: order });
  const { transaction_id: id, payment_url } = created.json;
  await fetch(payment_url);
  alipay.pay(id);
  const forged = alipay.signedByAnother(alipay.notification(id));
  expect(await alipay.notify(id, forged)).toEqual({ status: 401, text: "failure" });
  server.clock.advance(3_600_000);
  const status = async () =>
    (await server.ask(`/payment/${id}`, { token: await server.token() })).json.status;
  await expect.poll(status).toBe("paid");
  expect(alipay.calls.map(({ method }) => method)).toEqual(["alipay.trade.page.pay", "alipay.trade.query"]);
  expect(await alipay.notify(id)).toEqual({ status: 200, text: "success" });
  expect(alipay.forged).toBe(0);
});
