import type { Input } from "@renewal/contract";
import { operations } from "@renewal/contract/operations";
import { LastUsed } from "../last-used.ts";
import type { Package } from "../model.ts";
import { parseMinorUnits, toAmount } from "../money.ts";
import type { Known, Signer } from "../ports.ts";
import { invalid, type Refusal } from "../refusal.ts";

/** What the client asked for, as the domain sees it. */
export interface Terms {
  orderId: string;
  minorUnits: number;
  currency: string;
  subject: string;
  returnUrl: string | undefined;
  notifyUrl: string | undefined;
}

type Body = Input<"createPayment">["body"];

/** @throws Refusal VALIDATION_ERROR naming the field */
export function readTerms(body: Body): Terms {
  const { defaults } = operations.createPayment;
  const { currency = defaults.currency, subject = defaults.subject } = body;
  return {
    orderId: body.order_id,
    minorUnits: parseMinorUnits(body.amount, currency),
    currency,
    subject: readSubject(subject),
    returnUrl: readUrl("return_url", body.return_url),
    notifyUrl: readUrl("notify_url", body.notify_url),
  };
}

/** The subject in one of the many ways of writing it, so that the same words are the same request. */
function readSubject(text: string): string {
  const subject = text.normalize("NFC");
  // A few characters, of Hebrew and Bengali for example, become several.
  if (subject.length > 256 && Array.from(subject).length > 256) {
    throw invalid(
      "subject",
      "maxLength",
      "subject must have at most 256 characters in Unicode's form NFC. Shorten it and send the request again.",
    );
  }
  return subject;
}

function readUrl(field: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "") {
    throw invalid(
      field,
      "url",
      `${field} must be an absolute http or https address without user name and password. Correct it and send the request again.`,
    );
  }
  return text;
}

/** What must stay the same for the same order_id; two requests with equal text are one request sent twice. */
function fingerprintText(terms: Terms): string {
  const { minorUnits, currency, subject, returnUrl, notifyUrl } = terms;
  return JSON.stringify([minorUnits, currency, subject, returnUrl ?? null, notifyUrl ?? null]);
}

/** Most orders are for one of a few packages and say nothing else, so that their texts are a few as well. */
const fingerprints = new LastUsed<string>(1_000);

/** A digest of the terms; at once where the signer makes one at once, or has made it before. */
export function fingerprintOf(terms: Terms, signer: Signer): Known<string> {
  const text = fingerprintText(terms);
  const known = fingerprints.get(text);
  if (known !== undefined) return known;
  const keep = (hash: string) => {
    fingerprints.set(text, hash);
    return hash;
  };
  const hash = signer.hash(text);
  return typeof hash === "string" ? keep(hash) : hash.then(keep);
}

/** The one package that is sold at exactly this price. */
export function packageAt(terms: Terms, packages: readonly Package[]): Package | undefined {
  const isPriced = (offer: Package) =>
    offer.minorUnits === terms.minorUnits && offer.currency === terms.currency;
  const offer = packages.find(isPriced);
  return offer === packages.findLast(isPriced) ? offer : undefined;
}

export function notAPrice(terms: Terms, packages: readonly Package[]): Refusal {
  const amount = toAmount(terms.minorUnits, terms.currency);
  return invalid(
    "amount",
    "price",
    `${amount} ${terms.currency} is not the price of an active package. Send one of details.prices, as GET /packages lists them.`,
    {
      reason: "AMOUNT_NOT_A_PRICE",
      prices: packages.map((offer) => ({
        package_id: offer.id,
        amount: toAmount(offer.minorUnits, offer.currency),
        currency: offer.currency,
      })),
    },
  );
}
