import type { Clock, Engine, Store } from "@renewal/engine";
import { AlipaySdk } from "alipay-sdk";
import type { Logger } from "pino";
import type { AlipaySettings } from "../../configuration/alipay.ts";
import type { OpenGateway } from "../open.ts";
import { alipayPages, checkoutPath, notifyPath } from "./pages.ts";
import { alipayTrades } from "./trades.ts";

export interface AlipayOptions {
  settings: AlipaySettings;
  store: Pick<Store, "findOrder">;
  clock: Clock;
  log: Logger;
  /** Where browsers and Alipay reach this server. */
  publicUrl: () => string;
  /** Writes down what Alipay says of an order. */
  report: Engine["report"];
}

/** Less than the breaker allows a call, so that it hears of the failure and not of its own impatience. Milliseconds. */
const patience = 3_000;

/** Payments through Alipay's own pages, on computers and phones. */
export function openAlipay({ settings, clock, publicUrl, ...rest }: AlipayOptions): OpenGateway {
  const sdk = alipaySdk(settings);
  const checkoutUrl = () => publicUrl() + checkoutPath;
  return {
    gateway: alipayTrades({ sdk, now: () => clock.now(), checkoutUrl }),
    sites: [alipayPages({ sdk, settings, now: () => clock.now(), publicUrl, ...rest })],
    notifiedAt: [notifyPath],
    start: () => [],
  };
}

/** @throws Error when a key or certificate cannot be used */
export function alipaySdk({ appId, privateKey, trust, url }: AlipaySettings): AlipaySdk {
  const certificates =
    "publicKey" in trust
      ? { alipayPublicKey: trust.publicKey }
      : {
          appCertContent: trust.app,
          alipayPublicCertContent: trust.alipay,
          alipayRootCertContent: trust.root,
        };
  return new AlipaySdk({
    appId,
    privateKey,
    keyType: "PKCS1",
    gateway: url,
    timeout: patience,
    ...certificates,
  });
}
