import { magicIn } from "../behaviours.ts";
import type { SandboxPayment } from "../payment.ts";
import { isOpen } from "../states.ts";
import { formatAmount, formatTime } from "./format.ts";
import { type FrameContent, frame, type Page } from "./frame.ts";
import { type Html, html } from "./html.ts";
import type { Language } from "./language.ts";
import { type ReturnAddress, returnAddress } from "./return-address.ts";
import { type Problem, words } from "./words.ts";

export interface CheckoutView {
  /** As it is now: see `settled`. */
  payment: SandboxPayment;
  language: Language;
  /** The checkout's own path, e.g. `/sandbox/pay/TXN789012`. */
  path: string;
  timeZone: string;
}

/** What a view says, with all that it needs for that worked out. */
interface Scene extends CheckoutView {
  text: (typeof words)[Language];
  amount: string;
  back: ReturnAddress | undefined;
}

function sceneOf(view: CheckoutView): Scene {
  const { payment, language } = view;
  return {
    ...view,
    text: words[language],
    amount: formatAmount(payment.minorUnits, payment.currency, language),
    back: returnAddress(payment),
  };
}

/** The checkout: three ways to end an open payment, or what became of one that is over. */
export function checkoutPage(view: CheckoutView): Promise<Page> {
  const scene = sceneOf(view);
  const { text, payment, amount } = scene;
  if (!isOpen(payment)) return outcomePage(scene);
  const title = payment.status === "failed" ? text.declinedTitle : `${text.pay(amount)} – ${payment.subject}`;
  return orderPage(scene, { title, act: html`${tries(scene)}${choices(scene)}` });
}

/** Right after a payment: says so, and goes on to the merchant by itself. */
export function paidPage(view: CheckoutView): Promise<Page> {
  const scene = sceneOf(view);
  return outcomePage(scene, scene.back?.url);
}

/** For somebody who left and has no merchant's page to go back to. */
export function leftPage(view: CheckoutView): Promise<Page> {
  const scene = sceneOf(view);
  const { text, path } = scene;
  if (!isOpen(scene.payment)) return outcomePage(scene);
  const act = html`${said("over", cross, text.leftTitle, text.leftText)}
<p class="text">${text.closeThisPage}</p>
<p class="onward"><a class="button other" href="${path}">${text.backToCheckout}</a></p>`;
  return orderPage(scene, { title: text.leftTitle, act });
}

/** There is no checkout to show. */
export function problemPage(
  language: Language,
  status: number,
  problem: Problem,
  back?: string,
): Promise<Page> {
  const text = words[language];
  const { title, text: advice } = text.problems[problem];
  const link =
    back && html`<p class="onward"><a class="button other" href="${back}">${text.backToCheckout}</a></p>`;
  const card = html`<div class="act">${said("over", cross, title, advice)}${link || undefined}</div>`;
  return frame(language, status, { title, card, alone: true });
}

function outcomePage(scene: Scene, onward?: string): Promise<Page> {
  const { text, back } = scene;
  const { title, words: told, good } = outcomeOf(scene);
  const act = html`${said(good ? "good" : "over", good ? tick : cross, title, told)}
${back && onward ? html`<p class="text">${text.takingBack(back.host)}</p>` : undefined}
${
  back === undefined
    ? html`<p class="text">${text.closeThisPage}</p>`
    : html`<p class="onward"><a class="button ${good ? "main" : "other"}" href="${back.url}">${text.backTo(back.host)}</a></p>`
}`;
  return orderPage(scene, { title, act, onward });
}

function outcomeOf({ payment, text, amount }: Scene): { title: string; words: string; good?: boolean } {
  if (payment.status === "paid") return { title: text.paidTitle, words: text.paidText(amount), good: true };
  if (payment.status === "refunded") return { title: text.refundedTitle, words: text.refundedText(amount) };
  return payment.statusAt >= payment.expiresAt
    ? { title: text.expiredTitle, words: text.expiredText }
    : { title: text.closedTitle, words: text.closedText };
}

function orderPage(scene: Scene, page: { act: Html } & Omit<FrameContent, "card">): Promise<Page> {
  const { act, ...around } = page;
  const card = html`<section class="summary">${summary(scene)}</section>
<section class="act">${act}${magic(scene)}</section>`;
  return frame(scene.language, 200, { ...around, card });
}

function summary(scene: Scene): Html {
  const { payment, text, amount, back } = scene;
  return html`${back && html`<p class="payee">${text.payTo} <b>${back.host}</b></p>`}
<p class="subject"><bdi>${payment.subject}</bdi></p>
<p class="amount"><b${amount.length > 11 ? html` class="long"` : undefined}>${amount}</b> <span>${payment.currency}</span></p>
<dl>
${payment.months && row(text.package, html`${text.months(payment.months)}`)}
${row(text.orderId, html`<span class="code">${payment.orderId}</span>`)}
${row(text.transactionId, html`<span class="code">${payment.transactionId}</span>`)}
${moment(scene)}
</dl>`;
}

function row(name: string, value: Html): Html {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

/** Until when it can be paid, or when that was settled. */
function moment({ payment, text, language, timeZone }: Scene): Html | undefined {
  const time = (at: number) =>
    html`<time datetime="${new Date(at).toISOString()}">${formatTime(at, language, timeZone)}</time>`;
  if (isOpen(payment)) return row(text.openUntil, time(payment.expiresAt));
  if (payment.status === "paid") return row(text.paidAt, time(payment.statusAt));
  return payment.status === "refunded" ? row(text.refundedAt, time(payment.statusAt)) : undefined;
}

/** What came of the last try, where there was one. */
function tries({ payment, text }: Scene): Html {
  if (payment.status !== "failed") return html`<h1>${text.choose}</h1><p class="text">${text.explain}</p>`;
  return html`${said("bad", alert, text.declinedTitle, text.declinedText)}
<h2>${text.choose}</h2>`;
}

function choices({ payment, text, amount, path, back }: Scene): Html {
  return html`<form method="post" action="${path}">
<input type="hidden" name="declines" value="${payment.declines}">
<button class="main" name="action" value="pay">${text.pay(amount)}</button>
<button class="other" name="action" value="decline">${text.decline}</button>
</form>
<a class="leave" href="${back?.url ?? `${path}/left`}">${back ? text.leaveTo(back.host) : text.leave}</a>`;
}

/** Tells whoever tries a magic order id what to expect. */
function magic({ payment, text, language }: Scene): Html | undefined {
  const found = magicIn(payment.orderId);
  if (found.length === 0) return undefined;
  const sentences = found.map(({ does }) => html`<li>${language === "en" ? does.en : does.zh}</li>`);
  return html`<div class="magic"><p>${text.magic}</p><ul>${sentences}</ul></div>`;
}

function said(kind: "good" | "bad" | "over", icon: Html, title: string, text: string): Html {
  return html`<div class="outcome ${kind}">${icon}<div><h1>${title}</h1><p class="text">${text}</p></div></div>`;
}

const tick = drawn(html`<path d="m5 12.5 4.5 4.5L19 7.5"/>`);
const cross = drawn(html`<path d="M6.5 6.5l11 11m0-11-11 11"/>`);
const alert = drawn(html`<circle cx="12" cy="12" r="9.5"/><path d="M12 7v6m0 3.5v.01"/>`);

function drawn(shape: Html): Html {
  return html`<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${shape}</svg>`;
}
