import {
  ConnectionError,
  type Membership,
  type Package,
  type Payment,
  RateLimitError,
  type Renewal,
  RenewalError,
} from "@renewal/sdk";
import { useCallback, useEffect, useState } from "react";

type View = { membership: Membership; packages: Package[]; unpaid: Payment | undefined };

/** What a member reads when something fails: what it means for them, and what they can do. */
function explain(error: unknown): string {
  if (error instanceof RateLimitError) {
    const minutes = Math.ceil((error.retryAfter ?? 60) / 60);
    return `You have tried often within an hour. Please try again in ${minutes} minutes.`;
  }
  if (!(error instanceof RenewalError)) return "Something went wrong. Please reload the page.";
  if (error.code === "PAYMENT_FAILED")
    return "The payment service refused. Nothing was charged; please try again.";
  if (error instanceof ConnectionError) return "You seem to be offline. Please check your connection.";
  return "We cannot reach our service right now. Please try again in a moment.";
}

export function MembershipPage({ renewal }: { renewal: Renewal }) {
  const [view, setView] = useState<View>();
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState<string>();

  const load = useCallback(async () => {
    setProblem(undefined);
    try {
      const [membership, packages, pending] = await Promise.all([
        renewal.memberships.get(),
        renewal.packages.list(),
        renewal.payments.list({ status: "pending", limit: 1 }),
      ]);
      setView({ membership, packages: packages.data, unpaid: pending.data[0] });
    } catch (error) {
      setProblem(explain(error));
    }
  }, [renewal]);

  useEffect(() => void load(), [load]);

  async function buy(offer: Package) {
    setBusy(offer.id);
    setProblem(undefined);
    try {
      const order = await renewal.payments.create({
        ...{ order_id: `ORD-${crypto.randomUUID()}`, amount: offer.amount, currency: offer.currency },
        ...{ subject: offer.name, return_url: `${location.origin}${location.pathname}` },
      });
      location.assign(order.payment_url);
    } catch (error) {
      setProblem(explain(error));
      setBusy(undefined);
    }
  }

  return (
    <main>
      <h1>Your membership</h1>
      {problem !== undefined && (
        <div className="problem" role="alert">
          <p>{problem}</p>
          <button type="button" onClick={load}>
            Try again
          </button>
        </div>
      )}
      {view === undefined ? (
        problem === undefined && <p className="quiet">One moment…</p>
      ) : (
        <Status view={view} />
      )}
      {view !== undefined && (
        <ul className="offers">
          {view.packages.map((offer) => (
            <li key={offer.id}>
              <h2>{offer.name}</h2>
              <p className="price">{money(offer)}</p>
              <button type="button" disabled={busy !== undefined} onClick={() => buy(offer)}>
                {busy === offer.id ? "One moment…" : view.membership.status === "active" ? "Extend" : "Join"}
              </button>
            </li>
          ))}
        </ul>
      )}
    </main>
  );
}

function Status({ view: { membership, unpaid } }: { view: View }) {
  const { status, expires_at } = membership;
  const until = expires_at === undefined ? "" : day(expires_at);
  const sentence =
    status === "active"
      ? `You are a member until ${until}.`
      : status === "expired"
        ? `Your membership ended on ${until}.`
        : "You are no member yet.";
  return (
    <section className={`status ${status}`}>
      <p>{sentence}</p>
      {unpaid?.payment_url !== undefined && (
        <p>
          An order of {money(unpaid)} waits for you. <a href={unpaid.payment_url}>Pay it now</a>
        </p>
      )}
    </section>
  );
}

function money({ amount, currency }: { amount: number; currency: string }): string {
  return new Intl.NumberFormat("en", { style: "currency", currency }).format(amount);
}

function day(moment: string): string {
  return new Intl.DateTimeFormat("en", { dateStyle: "long" }).format(new Date(moment));
}
