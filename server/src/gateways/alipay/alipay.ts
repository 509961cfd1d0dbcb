import { AlipaySdk } from "alipay-sdk";
import type { AlipaySettings } from "../../configuration/alipay.ts";
import { checkoutPathOf, type LentPagesOptions, lentPages, notifyPathOf } from "../lent-pages.ts";
import type { OpenGateway } from "../open.ts";
import { alipayPages, path } from "./pages.ts";
import { alipayTrades } from "./trades.ts";

/** Less than the breaker allows a call, so that it hears of the failure and not of its own impatience. Milliseconds. */
const patience = 3_000;

/** Payments through Alipay's own pages, on computers and phones. */
export function openAlipay(settings: AlipaySettings, options: LentPagesOptions): OpenGateway {
  const sdk = alipaySdk(settings);
  const checkoutUrl = () => options.publicUrl() + checkoutPathOf(path);
  return {
    name: "alipay",
    gateway: alipayTrades({ sdk, now: options.now, checkoutUrl }),
    sites: [lentPages(alipayPages(sdk, settings), options)],
    notifiedAt: [notifyPathOf(path)],
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
