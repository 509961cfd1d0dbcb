import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from "node:crypto";
import type { Reader } from "./reader.ts";

/** How this merchant and Alipay know each other. */
export interface AlipaySettings {
  appId: string;
  /** The merchant's account, `2088` and 12 digits: whom the money has to go to. */
  sellerId: string;
  /** Of the app; PKCS #1 in PEM. */
  privateKey: string;
  /** How Alipay's own signatures are known: by its public key, or by certificates; all in PEM. */
  trust: { publicKey: string } | { app: string; alipay: string; root: string };
  /** Where Alipay takes calls, and browsers that want to pay. */
  url: string;
}

export const alipayVariables = [
  ...["ALIPAY_APP_ID", "ALIPAY_SELLER_ID", "ALIPAY_PRIVATE_KEY", "ALIPAY_PUBLIC_KEY"],
  ...["ALIPAY_APP_CERT", "ALIPAY_PUBLIC_CERT", "ALIPAY_ROOT_CERT", "ALIPAY_URL"],
];

const certificates = ["ALIPAY_APP_CERT", "ALIPAY_PUBLIC_CERT", "ALIPAY_ROOT_CERT"] as const;

/** Reads what `GATEWAY=alipay` needs. */
export function readAlipay(reader: Reader): AlipaySettings {
  return {
    appId: matching(reader, "ALIPAY_APP_ID", /^\d{16}$/, "must be the 16 digits of your app's id."),
    sellerId: matching(
      reader,
      "ALIPAY_SELLER_ID",
      /^2088\d{12}$/,
      "must be the 16 digits of the account that is paid; they begin with 2088.",
    ),
    privateKey: readPrivateKey(reader),
    trust: readTrust(reader),
    url: reader.url("ALIPAY_URL", ["https:", "http:"]) ?? "https://openapi.alipay.com/gateway.do",
  };
}

function matching(reader: Reader, name: string, form: RegExp, fault: string): string {
  const text = reader.text(name) ?? "";
  if (!form.test(text)) reader.fault(name, fault);
  return text;
}

function readPrivateKey(reader: Reader): string {
  const key = readKey(reader, "ALIPAY_PRIVATE_KEY", (pem) => createPrivateKey(pem), [
    "PRIVATE KEY",
    "RSA PRIVATE KEY",
  ]);
  if (key !== undefined) return key.export({ type: "pkcs1", format: "pem" }).toString();
  reader.fault(
    "ALIPAY_PRIVATE_KEY",
    "must be the app's private RSA key of 2048 bits or more: a file in PEM, or the text that Alipay's key tool shows.",
  );
  return "";
}

function readTrust(reader: Reader): AlipaySettings["trust"] {
  if (reader.text("ALIPAY_PUBLIC_KEY") === undefined) return readCertificates(reader);
  for (const name of certificates) {
    if (reader.text(name) !== undefined)
      reader.fault(name, "and ALIPAY_PUBLIC_KEY exclude each other. Set the one or the three others.");
  }
  const key = readKey(reader, "ALIPAY_PUBLIC_KEY", (pem) => createPublicKey(pem), ["PUBLIC KEY"]);
  if (key === undefined) {
    reader.fault(
      "ALIPAY_PUBLIC_KEY",
      "must be Alipay's public key (not your app's own): a file in PEM, or the text that Alipay's console shows.",
    );
  }
  return { publicKey: key?.export({ type: "spki", format: "pem" }).toString() ?? "" };
}

function readCertificates(reader: Reader): AlipaySettings["trust"] {
  const [app = "", alipay = "", root = ""] = certificates.map((name) => {
    if (reader.text(name) === undefined) {
      reader.fault(
        name,
        "is missing. Set ALIPAY_PUBLIC_KEY, or all of ALIPAY_APP_CERT, ALIPAY_PUBLIC_CERT and ALIPAY_ROOT_CERT.",
      );
      return "";
    }
    const text = reader.file(name);
    if (text !== undefined && !isCertificate(text))
      reader.fault(name, "must name a file that holds a certificate in PEM.");
    return text ?? "";
  });
  return { app, alipay, root };
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).serialNumber !== "";
  } catch {
    return false;
  }
}

/** A key as a file, as PEM, or as bare base64: Alipay's tools show the last. Undefined when it is none, or too weak. */
function readKey(
  reader: Reader,
  name: string,
  parse: (pem: string) => KeyObject,
  labels: readonly string[],
): KeyObject | undefined {
  const given = reader.text(name);
  if (given === undefined) return undefined;
  const isBare = /^[A-Za-z0-9+/=\s]{300,}$/.test(given);
  const text = isBare || given.startsWith("-----BEGIN") ? given.replaceAll("\\n", "\n") : reader.file(name);
  const forms = text === undefined ? [] : text.includes("-----BEGIN") ? [text] : labels.map(armoured(text));
  for (const pem of forms) {
    const key = attempt(() => parse(pem));
    const isStrong = (key?.asymmetricKeyDetails?.modulusLength ?? 0) >= 2048;
    if (key?.asymmetricKeyType === "rsa" && isStrong) return key;
  }
  return undefined;
}

const armoured = (base64: string) => (label: string) =>
  `-----BEGIN ${label}-----\n${base64.replace(/\s/g, "").replace(/.{64}(?=.)/g, "$&\n")}\n-----END ${label}-----\n`;

function attempt<T>(step: () => T): T | undefined {
  try {
    return step();
  } catch {
    return undefined;
  }
}
