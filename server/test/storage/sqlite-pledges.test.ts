import { DatabaseSync } from "node:sqlite";
import { StoreUnavailable } from "@renewal/engine";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { sandboxGateway } from "../../../packages/engine/src/sandbox/gateway.ts";
import type { SandboxWorld } from "../../../packages/engine/src/sandbox/world.ts";
import { newOrder } from "../../../packages/engine/test/store-contract/store-under-test.ts";
import type { Storage } from "../../src/storage/storage.ts";
import { order as body, startTestServer } from "../http/running.ts";
import { type Child, startChild } from "./children.ts";
import { clock, sqliteDatabase, type TestDatabase } from "./databases.ts";

let database: TestDatabase;
let storage: Storage;
/** Another process, as far as SQLite knows: it sees what is committed. */
let other: Storage;
beforeEach(async () => {
  database = await sqliteDatabase();
  storage = database.open({ gatewayIsInside: true });
  other = database.open();
  await storage.migrate();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await database.drop();
});

const gatewayOf = ({ sandbox }: Storage) =>
  sandboxGateway({
    ...{ payments: sandbox, clock, checkoutUrl: () => "https://pay.example.com" },
  } as Partial<SandboxWorld> as SandboxWorld);
const placed = { paymentUrl: "https://pay.example.com/1", updatedAt: 1, dueAt: 2 };
const unavailable = (work: Promise<unknown>) => expect(work).rejects.toBeInstanceOf(StoreUnavailable);

/** The next commits fail, as on a disk that gives out. */
function breakCommits(count: number) {
  const { exec } = DatabaseSync.prototype;
  let left = count;
  vi.spyOn(DatabaseSync.prototype, "exec").mockImplementation(function (this: DatabaseSync, text) {
    if (text === "commit" && left-- > 0) throw Object.assign(new Error("disk I/O error"), { errcode: 10 });
    return exec.call(this, text);
  });
}

describe("where the sandbox keeps its orders in the same file, an order", () => {
  it("is on the disk with its payment before anybody is answered, be it the one who created it or one who looks", async () => {
    const { store } = storage;
    const { order } = await store.insertOrder(newOrder());
    await gatewayOf(storage).create(order);
    const creating = store.placeOrder(order.transactionId, placed);
    const looking = store.findOrder(order.transactionId);
    expect(await other.store.findOrder(order.transactionId)).toBeUndefined();
    expect(await looking).toBeDefined();
    expect(await other.store.findOrder(order.transactionId)).toMatchObject({ status: "pending", ...placed });
    expect(await creating).toBe(true);
    expect(await other.sandbox.find(order.transactionId)).toBeDefined();
  });

  it("whose commit fails is refused as StoreUnavailable, whatever comes next of it, and leaves nothing", async () => {
    const { store } = storage;
    breakCommits(1);
    const { order } = await store.insertOrder(newOrder());
    const { transactionId } = order;
    await gatewayOf(storage).create(order);
    await unavailable(store.placeOrder(transactionId, placed));
    await unavailable(store.placeOrder(transactionId, placed));
    await unavailable(store.changeOrder(transactionId, () => ({ order: { looks: 1 } })));
    await unavailable(storage.sandbox.change(transactionId, (payment) => payment));
    expect(await store.findOrder(transactionId)).toBeUndefined();
    expect(await storage.sandbox.find(transactionId)).toBeUndefined();
    const again = newOrder({ orderId: order.orderId });
    expect((await store.insertOrder(again)).inserted).toBe(true);
    await gatewayOf(storage).create(again);
    expect(await store.placeOrder(again.transactionId, placed)).toBe(true);
    expect(await other.store.findOrder(again.transactionId)).toMatchObject({ status: "pending" });
  });

  it("that was lost before the gateway heard of it is not registered there", async () => {
    breakCommits(1);
    const { order } = await storage.store.insertOrder(newOrder());
    await new Promise((resolve) => setTimeout(resolve, 10));
    const failure = await gatewayOf(storage)
      .create(order)
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ kind: "unavailable", cause: expect.any(StoreUnavailable) });
    await unavailable(storage.store.placeOrder(order.transactionId, placed));
    expect(await other.sandbox.find(order.transactionId)).toBeUndefined();
  });

  it("whose payment alone was lost stays in creating, and is brought to the gateway again", async () => {
    const { order } = await storage.store.insertOrder(newOrder());
    const { transactionId } = order;
    await storage.store.findOrder(transactionId);
    breakCommits(1);
    await gatewayOf(storage).create(order);
    await unavailable(storage.store.placeOrder(transactionId, placed));
    expect(await other.store.findOrder(transactionId)).toMatchObject({ status: "creating" });
    // Another process, or this one after its start: nothing of it remembers the loss.
    await gatewayOf(other).create(order);
    expect(await other.store.placeOrder(transactionId, placed)).toBe(true);
    expect(await storage.store.findOrder(transactionId)).toMatchObject({ status: "pending" });
  });

  it("has no payment without it after a kill, and whatever was answered has both", async () => {
    const location = { location: { ...database.location, gatewayIsInside: true } };
    await startChild("createAndDie", location, { tag: "DIES" }).said;
    expect(await traces(other, "TXNDIES")).toEqual([false, false]);
    const answered: string[] = [];
    for (let kill = 0; kill < 8; kill += 1)
      answered.push(
        ...(await killedAmidst(startChild("create", location, { tag: String.fromCharCode(65 + kill) }))),
      );
    expect(answered.length).toBeGreaterThan(20);
    await expectWhole(answered);
  }, 60_000);

  it("on a disk that is full is refused as StoreUnavailable, and those before it are whole", async () => {
    const location = { location: { ...database.location, gatewayIsInside: true } };
    const said = await startChild("create", location, { tag: "F", mostBlocks: 2_400 }).said;
    expect(said.at(-1)).toMatchObject({ error: "StoreUnavailable" });
    await expectWhole(said.flatMap(({ created }) => created ?? []));
  }, 60_000);
});

it("a create whose commit fails is answered with 503, and the same request creates the order once the disk is well", async () => {
  const server = await startTestServer();
  try {
    const token = await server.token();
    const create = () => server.ask("/payment/create", { token, body });
    breakCommits(Number.POSITIVE_INFINITY);
    const refused = await create();
    expect([refused.status, refused.json.error?.code]).toEqual([503, "SERVICE_UNAVAILABLE"]);
    vi.restoreAllMocks();
    expect(await server.orderCount()).toBe(0);
    const created = await create();
    expect([created.status, created.headers.get("Idempotent-Replayed")]).toEqual([200, null]);
  } finally {
    vi.restoreAllMocks();
    await server.stop();
  }
});

it("where the gateway may be anywhere, an order is on the disk before the gateway is asked", async () => {
  const { order } = await other.store.insertOrder(newOrder());
  expect(await storage.store.findOrder(order.transactionId)).toEqual(order);
  await gatewayOf(other).create(order);
  expect(await storage.sandbox.find(order.transactionId)).toBeDefined();
});

async function killedAmidst(child: Child): Promise<string[]> {
  await new Promise((resolve) => child.process.stdout?.once("data", resolve));
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 30));
  child.process.kill("SIGKILL");
  return (await child.said).flatMap(({ created }) => created ?? []);
}

async function traces({ store, sandbox }: Storage, transactionId: string): Promise<boolean[]> {
  return [
    (await store.findOrder(transactionId)) !== undefined,
    (await sandbox.find(transactionId)) !== undefined,
  ];
}

/** Every payment of the sandbox has its order, every order with an address its payment; and those answered are there. */
async function expectWhole(answered: readonly string[]): Promise<void> {
  const payments = await other.connection.db.selectFrom("sandboxPayments").select("transactionId").execute();
  const registered = new Set(payments.map(({ transactionId }) => transactionId));
  const orders = await other.store.listOrders({ clientId: "shop", userId: "child", limit: 100_000 });
  const known = new Map(orders.map((order) => [order.transactionId, order]));
  expect([...registered].filter((id) => !known.has(id))).toEqual([]);
  expect(
    orders.filter(({ paymentUrl, transactionId }) => paymentUrl && !registered.has(transactionId)),
  ).toEqual([]);
  expect(answered.filter((id) => known.get(id)?.paymentUrl === undefined)).toEqual([]);
}
