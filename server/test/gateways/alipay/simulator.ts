import { createSign, createVerify, generateKeyPairSync } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { alipayTime } from "../../../src/gateways/alipay/moments.ts";

export const appId = "2021000000000001";
export const sellerId = "2088000000000001";

/** What the app's own certificate and the roots that it trusts are called in its calls. */
export interface CertificateNames {
  app_cert_sn: string;
  alipay_root_cert_sn: string;
}

const pem = { type: "pkcs1", format: "pem" } as const;
const keys = () => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return {
    privateKey: privateKey.export(pem).toString(),
    publicKey: publicKey.export({ type: "spki", format: "pem" }).toString(),
  };
};

/** A trade as Alipay keeps it. */
export interface Trade {
  outTradeNo: string;
  tradeNo: string;
  totalAmount: string;
  subject: string;
  timeExpire: string;
  notifyUrl: string;
  returnUrl: string | null;
  productCode: string;
  status: "WAIT_BUYER_PAY" | "TRADE_SUCCESS" | "TRADE_FINISHED" | "TRADE_CLOSED";
  paidAt?: number;
  closedAt?: number;
  refundedAt?: number;
  /** What the app had sent back, by the number of its request. */
  refunds: Map<string, string>;
}

/** How it behaves from now on. `unsigned`: its answers carry another signature. */
export type Mood = "well" | "hangs" | "down" | "resets" | "nonsense" | "unsigned" | "busy" | "refuses";

export type Fields = Record<string, string>;

export interface AlipaySimulator {
  url: string;
  appPrivateKey: string;
  alipayPublicKey: string;
  alipayPrivateKey: string;
  mood: Mood;
  trades: Map<string, Trade>;
  /** The methods that were called, with their order. */
  calls: { method: string; outTradeNo: string }[];
  /** Set when the app speaks by certificates: its calls must name them. */
  certificates?: CertificateNames;
  /** What the app sent without its right signature, or under other certificates. */
  forged: number;
  pay(outTradeNo: string): Trade;
  refund(outTradeNo: string): Trade;
  /** What the app had sent back, in hundredths. */
  sentBack(outTradeNo: string): number;
  /** What Alipay would tell of a trade now, signed. */
  notification(outTradeNo: string, changes?: Fields): Fields;
  signed(fields: Fields): Fields;
  /** As a forger would sign it, who has a key but not Alipay's. */
  signedByAnother(fields: Fields): Fields;
  /** Sends a notification to where the app wants it; answers status and body. */
  notify(outTradeNo: string, fields?: Fields): Promise<{ status: number; text: string }>;
  close(): Promise<void>;
}

/** Alipay's protocol over real HTTP: pages, calls, notifications, and its signatures in both directions. */
export async function startAlipay(now: () => number = Date.now): Promise<AlipaySimulator> {
  const [app, alipay] = [keys(), keys()];
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const simulator: AlipaySimulator = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/gateway.do`,
    ...{ appPrivateKey: app.privateKey, alipayPublicKey: alipay.publicKey },
    alipayPrivateKey: alipay.privateKey,
    ...{ mood: "well", trades: new Map(), calls: [], forged: 0 },
    pay: (id) => changed(id, { status: "TRADE_SUCCESS", paidAt: now() }),
    refund: (id) => changed(id, { status: "TRADE_CLOSED", refundedAt: now() }),
    sentBack: (id) => sumOf(simulator.trades.get(id)?.refunds.values() ?? []),
    notification: (id, changes = {}) => simulator.signed({ ...told(trade(id), now()), ...changes }),
    signed: (fields) => signedBy(alipay.privateKey, fields),
    signedByAnother: (fields) => signedBy(app.privateKey, fields),
    async notify(id, fields = simulator.notification(id)) {
      const answer = await fetch(trade(id).notifyUrl, { method: "POST", body: new URLSearchParams(fields) });
      return { status: answer.status, text: await answer.text() };
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  function trade(id: string): Trade {
    const found = simulator.trades.get(id);
    if (found === undefined) throw new Error(`Nobody came to pay ${id}.`);
    return found;
  }

  function changed(id: string, changes: Partial<Trade>): Trade {
    return Object.assign(trade(id), changes);
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const query = new URL(request.url ?? "", simulator.url).searchParams;
    const fields: Fields = Object.fromEntries([...query, ...new URLSearchParams(await textOf(request))]);
    if (simulator.mood === "hangs") return;
    if (simulator.mood === "resets") return void request.socket.resetAndDestroy();
    if (simulator.mood === "down") return void response.writeHead(500).end("<h1>500</h1>");
    if (simulator.mood === "nonsense") return void response.end("<html>maintenance</html>");
    const { certificates } = simulator;
    const isGenuine =
      fields.app_id === appId &&
      fields.app_cert_sn === certificates?.app_cert_sn &&
      fields.alipay_root_cert_sn === certificates?.alipay_root_cert_sn &&
      createVerify("RSA-SHA256")
        .update(contentOf(fields, ["sign"]))
        .verify(app.publicKey, fields.sign ?? "", "base64");
    if (!isGenuine) simulator.forged += 1;
    const { method = "" } = fields;
    const content = JSON.parse(fields.biz_content ?? "{}");
    simulator.calls.push({ method, outTradeNo: content.out_trade_no });
    if (request.method === "GET")
      return void response.end(isGenuine ? visit(fields, content) : "invalid-signature");
    const answer = isGenuine
      ? act(method, content.out_trade_no, content)
      : { code: "40002", sub_code: "isv.invalid-signature" };
    const words = JSON.stringify({ msg: "", ...answer });
    const key = `${method.replaceAll(".", "_")}_response`;
    const signer = simulator.mood === "unsigned" ? app : alipay;
    response.end(`{"${key}":${words},"sign":"${sign(words, signer.privateKey)}"}`);
  }

  /** A person looks at the page: from here on there is a trade. */
  function visit(fields: Fields, content: Fields): string {
    const known = simulator.trades.get(content.out_trade_no ?? "");
    if (known !== undefined && known.totalAmount !== content.total_amount) return "CONTEXT_INCONSISTENT";
    if (known !== undefined) return known.status;
    simulator.trades.set(content.out_trade_no as string, {
      outTradeNo: content.out_trade_no as string,
      tradeNo: `2026${String(simulator.trades.size).padStart(24, "0")}`,
      totalAmount: content.total_amount as string,
      subject: content.subject as string,
      timeExpire: content.time_expire as string,
      productCode: content.product_code as string,
      notifyUrl: fields.notify_url as string,
      returnUrl: fields.return_url ?? null,
      status: "WAIT_BUYER_PAY",
      refunds: new Map(),
    });
    return "WAIT_BUYER_PAY";
  }

  function act(method: string, id: string, content: Fields): Fields {
    if (simulator.mood === "busy") return { code: "20000", sub_code: "ACQ.SYSTEM_ERROR" };
    if (simulator.mood === "refuses") return { code: "40006", sub_code: "isv.insufficient-isv-permissions" };
    const known = simulator.trades.get(id);
    if (known === undefined) return { code: "40004", sub_code: "ACQ.TRADE_NOT_EXIST" };
    if (method === "alipay.trade.query") return { code: "10000", ...answered(known) };
    if (method === "alipay.trade.refund") return sendBack(known, content);
    if (known.status !== "WAIT_BUYER_PAY") return { code: "40004", sub_code: "ACQ.TRADE_STATUS_ERROR" };
    changed(id, { status: "TRADE_CLOSED", closedAt: now() });
    return { code: "10000", out_trade_no: id, trade_no: known.tradeNo };
  }

  /** A request number moves its money once. */
  function sendBack(trade: Trade, { out_request_no = "", refund_amount = "" }: Fields): Fields {
    const { refunds, outTradeNo, tradeNo, totalAmount } = trade;
    const isNew = !refunds.has(out_request_no);
    if (isNew && trade.status !== "TRADE_SUCCESS")
      return { code: "40004", sub_code: "ACQ.TRADE_STATUS_ERROR" };
    const total = sumOf([totalAmount]);
    if (isNew && sumOf([...refunds.values(), refund_amount]) > total)
      return { code: "40004", sub_code: "ACQ.REFUND_AMT_NOT_EQUAL_TOTAL" };
    refunds.set(out_request_no, refund_amount);
    if (sumOf(refunds.values()) === total)
      changed(outTradeNo, { status: "TRADE_CLOSED", refundedAt: trade.refundedAt ?? now() });
    return {
      ...{ code: "10000", out_trade_no: outTradeNo, trade_no: tradeNo, fund_change: isNew ? "Y" : "N" },
      refund_fee: (sumOf(refunds.values()) / 100).toFixed(2),
    };
  }

  return simulator;
}

function sumOf(amounts: Iterable<string>): number {
  return [...amounts].reduce((sum, amount) => sum + Number(amount.replace(".", "")), 0);
}

function answered({ outTradeNo, tradeNo, totalAmount, status, paidAt }: Trade): Fields {
  return {
    ...{ out_trade_no: outTradeNo, trade_no: tradeNo, total_amount: totalAmount, trade_status: status },
    ...(paidAt === undefined ? {} : { send_pay_date: alipayTime(paidAt) }),
  };
}

function told(trade: Trade, now: number): Fields {
  const { outTradeNo, tradeNo, totalAmount, subject, status, paidAt, closedAt, refundedAt } = trade;
  return {
    ...{ notify_type: "trade_status_sync", notify_id: `notify-${now}`, notify_time: alipayTime(now) },
    ...{ charset: "utf-8", version: "1.0", sign_type: "RSA2", app_id: appId, auth_app_id: appId },
    ...{ out_trade_no: outTradeNo, trade_no: tradeNo, total_amount: totalAmount, trade_status: status },
    ...{ subject, seller_id: sellerId, buyer_id: "2088000000000099", receipt_amount: totalAmount },
    fund_bill_list: `[{"amount":"${totalAmount}","fundChannel":"ALIPAYACCOUNT"}]`,
    ...(paidAt === undefined ? {} : { gmt_payment: alipayTime(paidAt) }),
    ...(closedAt === undefined ? {} : { gmt_close: alipayTime(closedAt) }),
    ...(refundedAt === undefined
      ? {}
      : { gmt_refund: `${alipayTime(refundedAt)}.123`, refund_fee: totalAmount }),
  };
}

function contentOf(fields: Fields, without: string[]): string {
  const names = Object.keys(fields).filter((name) => !without.includes(name) && fields[name] !== "");
  return names
    .sort()
    .map((name) => `${name}=${fields[name]}`)
    .join("&");
}

function signedBy(privateKey: string, fields: Fields): Fields {
  return { ...fields, sign: sign(contentOf(fields, ["sign", "sign_type"]), privateKey) };
}

function sign(content: string, privateKey: string): string {
  return createSign("RSA-SHA256").update(content, "utf8").sign(privateKey, "base64");
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
