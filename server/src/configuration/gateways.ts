import { type AlipaySettings, alipayVariables, readAlipay } from "./alipay.ts";
import { type HmacSettings, hmacVariables, readHmac } from "./hmac.ts";
import type { Reader } from "./reader.ts";
import { readStripe, type StripeSettings, stripeVariables } from "./stripe.ts";

/** Who takes money, and how we and it know each other. */
export type GatewaySettings =
  | { name: "sandbox" }
  | { name: "alipay"; settings: AlipaySettings }
  | { name: "stripe"; settings: StripeSettings }
  | { name: "hmac"; settings: HmacSettings };

export type GatewayName = GatewaySettings["name"];

export interface Gateways {
  /** The first one has what `gatewayFor` does not name. */
  gateways: readonly [GatewaySettings, ...GatewaySettings[]];
  /** Who takes the money for a package or for a currency, by the package's id or the currency's code. */
  gatewayFor: ReadonlyMap<string, GatewayName>;
}

const names: readonly GatewayName[] = ["sandbox", "alipay", "stripe", "hmac"];

const variablesOf: Record<GatewayName, readonly string[]> = {
  ...{ sandbox: [], alipay: alipayVariables, stripe: stripeVariables, hmac: hmacVariables },
};

/** Reads `GATEWAY`, `GATEWAY_FOR`, and what each gateway that they name needs. */
export function readGateways(reader: Reader, production: boolean): Gateways {
  const [first = "sandbox", ...others] = readNames(reader);
  const named = [first, ...others];
  for (const name of names.filter((known) => !named.includes(known))) refuseForgotten(reader, name);
  return {
    gateways: [
      readSettings(reader, first, production),
      ...others.map((name) => readSettings(reader, name, production)),
    ],
    gatewayFor: readRules(reader, named),
  };
}

function readNames(reader: Reader): GatewayName[] {
  const listed = reader.list("GATEWAY");
  const known = listed.filter((name): name is GatewayName => (names as readonly string[]).includes(name));
  if (known.length < listed.length)
    reader.fault("GATEWAY", `must be one of ${names.join(", ")}, or several.`);
  if (new Set(known).size < known.length) reader.fault("GATEWAY", "must name each gateway once.");
  return [...new Set(known)];
}

function readSettings(reader: Reader, name: GatewayName, production: boolean): GatewaySettings {
  switch (name) {
    case "sandbox":
      return { name };
    case "alipay":
      return { name, settings: readAlipay(reader) };
    case "stripe":
      return { name, settings: readStripe(reader) };
    case "hmac":
      return { name, settings: readHmac(reader, production) };
  }
}

/** Keys of a gateway that is not named would be forgotten silently. */
function refuseForgotten(reader: Reader, name: GatewayName): void {
  for (const variable of variablesOf[name]) {
    if (reader.text(variable) !== undefined)
      reader.fault(variable, `goes with GATEWAY=${name}. Name that too, or leave it out.`);
  }
}

function readRules(reader: Reader, named: readonly string[]): Map<string, GatewayName> {
  const rules = new Map<string, GatewayName>();
  for (const rule of reader.list("GATEWAY_FOR")) {
    const [, key = "", name = ""] = /^([\w-]{1,64})=(\w+)$/.exec(rule) ?? [];
    if (key === "" || !named.includes(name) || rules.has(key)) {
      reader.fault(
        "GATEWAY_FOR",
        "must say once for a package or a currency which gateway of GATEWAY takes it, such as USD=stripe,yearly=alipay.",
      );
    } else rules.set(key, name as GatewayName);
  }
  return rules;
}
