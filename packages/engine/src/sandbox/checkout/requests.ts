import { claimTime, deliver } from "../deliver.ts";
import type { SandboxPayment } from "../payment.ts";
import { declined, paid, settled } from "../states.ts";
import type { SandboxWorld } from "../world.ts";
import type { Page } from "./frame.ts";
import { type Language, preferredLanguage } from "./language.ts";
import { checkoutPage, leftPage, paidPage, problemPage } from "./page.ts";

/** A request to the checkout, neutral of HTTP libraries. */
export interface CheckoutRequest {
  method: string;
  /** What stands in the address behind the checkout's own path and a slash, e.g. `TXN789012` or `TXN789012/left`. */
  path: string;
  /** A request header by its name in any case; undefined when absent. */
  header(name: string): string | undefined;
  /** The form, as it was sent. */
  body: string;
}

/** A person waits so long, in milliseconds, for the API to hear of the payment before going back to the merchant. */
const longestWait = 3000;

/** Answers a request to the checkout. Never throws. */
export async function answerCheckout(world: SandboxWorld, request: CheckoutRequest): Promise<Page> {
  const language = preferredLanguage(request.header("accept-language"));
  try {
    return await route(world, request, language);
  } catch (cause) {
    world.onFault({ kind: "store", cause });
    const page = await problemPage(language, 503, "store");
    return { ...page, headers: { ...page.headers, "Retry-After": "2" } };
  }
}

function route(world: SandboxWorld, request: CheckoutRequest, language: Language): Promise<Page> {
  const [transactionId = "", place = "", ...more] = request.path.split("/");
  if (more.length > 0 || !["", "paid", "left"].includes(place)) return problemPage(language, 404, "unknown");
  if (request.method === "GET" || request.method === "HEAD")
    return show(world, transactionId, place, language);
  if (request.method === "POST" && place === "") return settle(world, transactionId, request, language);
  return notAllowed(language, place === "" ? "GET, HEAD, POST" : "GET, HEAD");
}

async function notAllowed(language: Language, allow: string): Promise<Page> {
  const page = await problemPage(language, 405, "method");
  return { ...page, headers: { ...page.headers, Allow: allow } };
}

async function show(
  world: SandboxWorld,
  transactionId: string,
  place: string,
  language: Language,
): Promise<Page> {
  const found = await world.payments.find(transactionId);
  if (found === undefined) return problemPage(language, 404, "unknown");
  const payment = settled(found, world.clock.now());
  const view = { payment, language, path: pathOf(world, transactionId), timeZone: world.timeZone };
  if (place === "paid" && payment.status === "paid") return paidPage(view);
  return place === "left" ? leftPage(view) : checkoutPage(view);
}

/**
 * What the person chose. A form that is sent twice counts once, and its answer is where the first one led. The person
 * goes on once the API was told, or after {@link longestWait}.
 */
async function settle(
  world: SandboxWorld,
  transactionId: string,
  request: CheckoutRequest,
  language: Language,
): Promise<Page> {
  const path = pathOf(world, transactionId);
  if (isForeign(world, request)) return problemPage(language, 403, "foreign", path);
  const choice = readChoice(request);
  if (choice === undefined) return problemPage(language, 400, "form", path);
  const now = world.clock.now();
  let changed = false;
  const payment = await world.payments.change(transactionId, (current) => {
    const after =
      choice.action === "pay"
        ? paid(current, now)
        : declined(current, choice.declines ?? current.declines, now);
    changed = after !== current;
    return changed ? { ...after, claimedUntil: now + claimTime } : current;
  });
  if (payment === undefined) return problemPage(language, 404, "unknown");
  await untilToldOrTired(world, payment, changed);
  const isPaid = settled(payment, now).status === "paid";
  return {
    status: 303,
    headers: { Location: isPaid ? `${path}/paid` : path, "Cache-Control": "no-store" },
    body: "",
  };
}

/**
 * A browser says where a form came from. Somebody else's page could otherwise settle a payment whose address it knows.
 * Programs that are no browsers say nothing and may.
 */
function isForeign(world: SandboxWorld, request: CheckoutRequest): boolean {
  const site = request.header("sec-fetch-site");
  if (site !== undefined) return site !== "same-origin" && site !== "none";
  const origin = request.header("origin");
  return origin !== undefined && origin !== new URL(world.checkoutUrl()).origin;
}

/** Without `declines`, as programs may send it, the choice is meant for the payment as it stands. */
function readChoice({ body, header }: CheckoutRequest) {
  const type = (header("content-type") ?? "").split(";")[0]?.trim().toLowerCase();
  if (type !== "application/x-www-form-urlencoded") return undefined;
  const form = new URLSearchParams(body);
  const action = form.get("action");
  const declines = form.get("declines");
  if (action !== "pay" && action !== "decline") return undefined;
  if (declines !== null && !/^\d{1,9}$/.test(declines)) return undefined;
  return { action, declines: declines === null ? undefined : Number(declines) } as const;
}

/** Tells the API of the choice. When an earlier copy of the same form does so already, waits for that one. */
async function untilToldOrTired(world: SandboxWorld, payment: SandboxPayment, mine: boolean): Promise<void> {
  const telling = mine
    ? deliver(world, payment).catch(reported(world))
    : untilTold(world, payment.transactionId);
  await Promise.race([telling, world.wait(longestWait)]);
}

async function untilTold(world: SandboxWorld, transactionId: string): Promise<void> {
  for (let waited = 0; waited < longestWait; waited += 100) {
    const payment = await world.payments.find(transactionId);
    const now = world.clock.now();
    const untried = payment?.notifications.some(({ attempts, dueAt }) => attempts === 0 && dueAt <= now);
    if (!untried) return;
    await world.wait(100);
  }
}

function reported(world: SandboxWorld) {
  return (cause: unknown) => world.onFault({ kind: "store", cause });
}

function pathOf(world: SandboxWorld, transactionId: string): string {
  return `${new URL(world.checkoutUrl()).pathname}/${encodeURIComponent(transactionId)}`;
}
