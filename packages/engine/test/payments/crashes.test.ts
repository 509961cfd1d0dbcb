import { describe, expect, test } from "vitest";
import { type Answered, ann, day, hour, minute, openTown, second, type Town } from "../town.ts";
import { type FaultyPorts, faultsOf, faultyPorts } from "./faulty-ports.ts";

/** What happens before and after a fault. The steps look at the books only, never at what the process remembers. */
interface Journey {
  title: string;
  /** What the faulty process is asked, step by step; each goes as far as it can. */
  steps: ((town: Town) => Promise<unknown>)[];
  /** What the world goes on with once a healthy process is there. */
  afterwards: ((town: Town) => Promise<unknown>)[];
  /** What the books say at the end, whatever went wrong where. */
  outcome: { status: string; atGateway: string; renewals: number };
}

const hook = "https://shop.example.com/hook";
const ids = (town: Town) => [...town.store.tables.orders.keys()];

const create = (town: Town) => town.create({ notify_url: hook });

/** The client sends the same request until it is answered otherwise than "try again". */
async function createPatiently(town: Town): Promise<Answered> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const answer = await create(town);
    if (!("Retry-After" in answer.headers)) return answer;
    town.clock.time += Number(answer.headers["Retry-After"]) * second;
  }
  return expect.unreachable("The client was sent away for ever.");
}

async function pay(town: Town): Promise<void> {
  for (const id of ids(town)) if (town.gateway.orders.has(id)) town.gateway.pay(id);
}

/** The gateway sends what it has to tell, as it does again and again until it is answered with 200. */
async function notify(town: Town): Promise<void> {
  for (const [id, { state }] of town.gateway.orders) {
    if (state.status !== "pending") await town.notify(town.gateway.notification(id));
  }
}

async function refund(town: Town): Promise<void> {
  for (const [id, { state }] of town.gateway.orders) {
    if (state.status === "paid") {
      const later = new Date(town.clock.time + minute).toISOString();
      await town.notify(town.gateway.notification(id, { status: "refunded", timestamp: later }));
    }
  }
}

async function close(town: Town): Promise<void> {
  for (const id of ids(town)) {
    await town.ask("closePayment", { caller: ann, path: { transaction_id: id } });
    town.clock.time += 6 * second;
  }
}

async function work(town: Town): Promise<void> {
  await town.engine.finishDueOrders().catch(() => {});
}

const wait = (duration: number) => async (town: Town) => {
  town.clock.time += duration;
};

/** The worker, as long as it takes. */
async function settle(town: Town): Promise<void> {
  for (let round = 0; round < 30; round += 1) {
    town.clock.time += minute;
    while ((await town.engine.finishDueOrders()) > 0);
  }
}

const paid = { status: "paid", atGateway: "paid", renewals: 1 };
const closed = { status: "closed", atGateway: "closed", renewals: 0 };

const journeys: Journey[] = [
  {
    title: "a client that sends its order again gets the one order",
    steps: [create],
    afterwards: [createPatiently],
    outcome: { status: "pending", atGateway: "pending", renewals: 0 },
  },
  {
    title: "the worker and then the client come to the one order",
    steps: [create],
    afterwards: [settle, createPatiently],
    outcome: { status: "pending", atGateway: "pending", renewals: 0 },
  },
  {
    title: "who pays at once is renewed once",
    steps: [create, pay, notify],
    afterwards: [createPatiently, pay, notify],
    outcome: paid,
  },
  {
    title: "who pays is renewed once, though the gateway never notifies",
    steps: [create, pay, wait(5 * minute), work],
    afterwards: [createPatiently, pay, settle],
    outcome: paid,
  },
  {
    title: "who pays after a declined try is renewed once",
    steps: [create, async (town) => void ids(town).map(town.gateway.decline), notify, pay, notify],
    afterwards: [createPatiently, pay, notify],
    outcome: paid,
  },
  {
    title: "who gets the money back has no renewal",
    steps: [create, pay, notify, refund],
    afterwards: [createPatiently, pay, notify, refund],
    outcome: { status: "refunded", atGateway: "paid", renewals: 0 },
  },
  {
    title: "an order that is closed stays closed",
    steps: [create, close],
    afterwards: [createPatiently, settle, close],
    outcome: closed,
  },
  {
    title: "an order that is paid and closed at once is renewed once",
    steps: [create, pay, close, notify],
    afterwards: [createPatiently, pay, close, notify],
    outcome: paid,
  },
  {
    title: "an order that nobody pays is closed at the end of its time",
    steps: [create, wait(25 * hour), work],
    afterwards: [createPatiently, wait(2 * day), settle],
    outcome: closed,
  },
];

async function run(journey: Journey, ports: FaultyPorts): Promise<Town> {
  const broken = openTown(ports);
  for (const step of journey.steps) await step(broken).catch(() => {});
  const healthy = openTown({ after: broken });
  for (const step of journey.afterwards) await step(healthy);
  return healthy;
}

/** What our books, the gateway's and the merchant's say of the one order. */
async function books(town: Town) {
  const { orders, ledger, deliveries } = town.store.tables;
  const [status, ...others] = [...orders.values()].map((order) => order.status);
  const told = [...deliveries.values()].map(({ body }) => JSON.parse(body).status);
  return {
    status,
    others,
    atGateway: ids(town)
      .map((id) => town.gateway.orders.get(id)?.state.status)
      .join(),
    unknownAtGateway: [...town.gateway.orders.keys()].filter((id) => !orders.has(id)),
    ledger: ledger.size,
    renewals: (await town.membership()).history.length,
    toldOfIt: told.filter((each) => each === status).length,
  };
}

/** The outcome of a journey; an order that never reached the gateway before it was closed costs nobody anything. */
function expected({ status, atGateway, renewals }: Journey["outcome"], reachedGateway: boolean) {
  const reached = reachedGateway
    ? { status, atGateway, renewals }
    : { status: "closed", atGateway: "", renewals: 0 };
  // The merchant is told of each state once; of `pending` it is told by the answer itself.
  const toldOfIt = reached.status === "pending" ? 0 : 1;
  return { ...reached, ledger: reached.renewals, toldOfIt, others: [], unknownAtGateway: [] };
}

describe("whichever call of a port fails or never returns,", () => {
  test.each(journeys.map((journey) => [journey.title, journey] as const))("%s", async (_, journey) => {
    const plain = faultyPorts();
    expect(await books(await run(journey, plain))).toEqual(expected(journey.outcome, true));
    const faults = faultsOf(plain.calls.length);
    expect(faults.length).toBeGreaterThan(12);
    for (const fault of faults) {
      const town = await run(journey, faultyPorts(fault));
      const reachedGateway =
        town.gateway.orders.size > 0 || !journey.steps.some((step) => step === close || step === work);
      expect(await books(town), `${plain.calls[fault.at]} ${JSON.stringify(fault)}`).toEqual(
        expected(journey.outcome, reachedGateway),
      );
    }
  });
});
